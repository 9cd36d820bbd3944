"""Reads every file of a folder that is in an official format; the content tells which one it is, not the name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from vierkant.quantities import Message
from vierkant.reference.boundaries_file import Boundary, boundaries_of, is_boundaries
from vierkant.reference.cbs_odata import Page, page_of
from vierkant.reference.cbs_population import Area, Residents, has_population, read_areas, read_population
from vierkant.reference.import_bytes import csv_rows, opened, read_json
from vierkant.reference.import_problems import ImportFileError, ImportProblem, Problems, refused
from vierkant.reference.iv3_file import is_iv3, is_iv3_header, rows_of_csv, rows_of_page
from vierkant.reference.iv3_totals import Iv3Totals
from vierkant.reference.organisation_types import Organisation
from vierkant.reference.organisations import is_organisations_header, read_organisations
from vierkant.reference.register import Register, RegisterError
from vierkant.reference.register_file import read_register
from vierkant.reference.register_unpack import MOST_UNPACKED

MOST_FILES = 5_000
"""In one folder; the Iv3 data of ten years come in about two thousand pages."""

_TABLES = frozenset({"sources.toml"})
"""Files that a build writes itself, should the folder be the same."""


class FileKind(StrEnum):
    """What a file turned out to be."""

    POPULATION = "population"
    AREAS = "areas"
    FINANCES = "finances"
    REGISTER = "register"
    ORGANISATIONS = "organisations"
    BOUNDARIES = "boundaries"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file of the folder: what it is, and how many rows, records or areas it gave."""

    name: str
    kind: FileKind
    rows: int
    used: bool
    problems: tuple[ImportProblem, ...] = ()


@dataclass(slots=True)
class Gathered:
    """Everything that the files of a folder say."""

    files: list[FoundFile] = field(default_factory=list)
    residents: list[Residents] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)
    iv3: Iv3Totals = field(default_factory=Iv3Totals)
    register: Register | None = None
    organisations: list[Organisation] = field(default_factory=list)
    boundaries: dict[str, Boundary] = field(default_factory=dict)
    sources: dict[FileKind, list[str]] = field(default_factory=dict)
    incomplete: set[FileKind] = field(default_factory=set)
    """Kinds of which pages are missing: adding those up would give amounts that are too low."""
    _bulk: set[str] = field(default_factory=set)
    _pages: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    _paged: set[str] = field(default_factory=set)
    _next: dict[tuple[FileKind, str], list[bool]] = field(default_factory=dict)

    def read(self, path: Path, name: str) -> None:
        """Read one file and add what it says; a file that cannot be used is told and harms no other."""
        try:
            kind, rows, problems = self._file(path, name)
        except ImportFileError as error:
            self.files.append(FoundFile(name, FileKind.OTHER, 0, False, (error.problem,)))
            return
        used = kind is not FileKind.OTHER
        self.files.append(FoundFile(name, kind, rows, used, problems))
        if used:
            self.sources.setdefault(kind, []).append(name)

    def finish(self) -> tuple[ImportProblem, ...]:
        """What is missing among the files together: pages of a table that goes on."""
        problems = Problems("")
        for (kind, table), goes_on in self._next.items():
            if all(goes_on):
                self.incomplete.add(kind)
                problems.name = table
                problems.file("pages_missing", table=table, number=len(goes_on))
        return problems.all()

    def _file(self, path: Path, name: str) -> tuple[FileKind, int, tuple[ImportProblem, ...]]:
        with opened(path, name=name, most=MOST_UNPACKED) as file:
            head = file.read(200).removeprefix(b"\xef\xbb\xbf").lstrip()
        if head[:1] == b"<":
            return self._register(path, name)
        if head[:1] in (b"{", b"["):
            return self._json(path, name)
        header = [cell.strip() for cell in next(csv_rows(path, name=name))]
        if is_iv3_header(header):
            return self._iv3_bulk(path, name)
        if is_organisations_header(header):
            found = read_organisations(path, name=name)
            self.organisations.extend(found.rows)
            return FileKind.ORGANISATIONS, len(found.rows), found.problems
        return FileKind.OTHER, 0, ()

    def _register(self, path: Path, name: str) -> tuple[FileKind, int, tuple[ImportProblem, ...]]:
        try:
            found = read_register(path, name=name)
        except RegisterError as error:
            first = error.problems[0]
            raise ImportFileError(
                ImportProblem("register", first.what, first.where, first.why, first.action)
            ) from None
        if found.arrangements:
            if self.register is not None:
                raise refused("second_register", name, first=self.register.name)
            self.register = found
        self.organisations.extend(found.organisations)
        problems = tuple(
            ImportProblem("register", item.what, item.where, item.why, item.action) for item in found.problems
        )
        kind = FileKind.REGISTER if found.arrangements else FileKind.ORGANISATIONS
        return kind, len(found.arrangements) or len(found.organisations), problems

    def _json(self, path: Path, name: str) -> tuple[FileKind, int, tuple[ImportProblem, ...]]:
        content = read_json(path, name=name)
        if is_boundaries(content):
            found = boundaries_of(content, name=name)
            known = sorted(row.code for row in found.rows if row.code in self.boundaries)
            if known:
                raise refused("second_time", name, table=", ".join(known[:5]))
            self._page(FileKind.BOUNDARIES, "PDOK", found.next_link)
            self.boundaries.update({row.code: row for row in found.rows})
            return FileKind.BOUNDARIES, len(found.rows), found.problems
        page = page_of(content, name=name)
        if is_iv3(page):
            return self._iv3_page(page)
        if has_population(page):
            population = read_population(page)
            self._page(FileKind.POPULATION, page.table or name, page.next_link)
            self.residents.extend(population.rows)
            return FileKind.POPULATION, len(population.rows), (*page.problems, *population.problems)
        areas = read_areas(page)
        self.areas.extend(areas)
        return FileKind.AREAS if areas else FileKind.OTHER, len(areas), page.problems

    def _page(self, kind: FileKind, table: str, next_link: str | None) -> None:
        self._next.setdefault((kind, table), []).append(next_link is not None)

    def _iv3_page(self, page: Page) -> tuple[FileKind, int, tuple[ImportProblem, ...]]:
        problems, totals = Problems(page.name), Iv3Totals()
        numbers = [row["ID"] for row in page.rows if isinstance(row.get("ID"), int)]
        whole = [number for number in numbers if isinstance(number, int)]
        table = page.table or "Iv3"
        if whole:
            first, last = min(whole), max(whole)
            if any(first <= end and start <= last for start, end in self._pages.get(table, [])):
                raise refused("second_time", page.name, table=table)
        totals.add(rows_of_page(page, problems))
        self._once(page.name, totals.reports & self._bulk)
        if whole:
            self._pages.setdefault(table, []).append((first, last))
        self._page(FileKind.FINANCES, table, page.next_link)
        self._paged |= totals.reports
        self.iv3.merge(totals)
        return FileKind.FINANCES, totals.rows, (*page.problems, *problems.all())

    def _iv3_bulk(self, path: Path, name: str) -> tuple[FileKind, int, tuple[ImportProblem, ...]]:
        problems, totals = Problems(name), Iv3Totals()
        totals.add(rows_of_csv(path, problems))
        self._once(name, totals.reports & (self._bulk | self._paged))
        self._bulk |= totals.reports
        self.iv3.merge(totals)
        return FileKind.FINANCES, totals.rows, problems.all()

    def _once(self, name: str, known: Iterable[str]) -> None:
        """Refuse a file with reports that are in another file too: their amounts would count double."""
        found = sorted(known)
        if found:
            raise refused("second_time", name, table=", ".join(found))


def gather(
    folder: Path, progress: Callable[[float], None] | None = None
) -> tuple[Gathered, tuple[ImportProblem, ...]]:
    """Read all files under the folder, in order of name.

    Raises:
        ImportFileError: there is no such folder, or it holds more files than can belong to it.
    """
    if not folder.is_dir():
        raise refused("no_folder", str(folder))
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.name not in _TABLES)
    paths = [
        path for path in paths if not any(part.startswith(".") for part in path.relative_to(folder).parts)
    ]
    if len(paths) > MOST_FILES:
        raise refused("too_many_files", str(folder), number=len(paths), most=MOST_FILES)
    found = Gathered()
    for number, path in enumerate(paths):
        if progress:
            progress(number / len(paths))
        found.read(path, str(path.relative_to(folder)))
    return found, found.finish()


def said(file: FoundFile) -> Message:
    """For people: what the file is and what it gave."""
    return Message(f"import.file.{file.kind.value}", {"file": file.name, "number": file.rows})
