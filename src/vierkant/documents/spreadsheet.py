"""The whole dossier in one spreadsheet (xlsx), out and in, lossless. See `docs/methods/spreadsheet.md`."""

from vierkant.documents.spreadsheet_reading import Reading, read, read_into
from vierkant.documents.spreadsheet_writing import write

__all__ = ["Reading", "read", "read_into", "write"]
