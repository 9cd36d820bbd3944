"""Walking over every figure of a dossier: for the list of assumed figures, the sources, and the checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from vierkant.dossier.problems import Where, row_name
from vierkant.dossier.sections import SECTIONS, Dossier
from vierkant.quantities import Figure


@dataclass(frozen=True, slots=True)
class PlacedFigure:
    """A figure and where it stands."""

    where: Where
    figure: Figure


def figures(dossier: Dossier) -> Iterator[PlacedFigure]:
    """Every figure of the dossier, in the order of the sections."""
    for section in SECTIONS:
        content = getattr(dossier, section)
        if isinstance(content, tuple):
            for number, row in enumerate(content, 1):
                for path, figure in _walk(row, ()):
                    yield PlacedFigure(Where(section, number, row_name(row), path), figure)
        else:
            for path, figure in _walk(content, ()):
                yield PlacedFigure(Where(section, fields=path), figure)


def _walk(value: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Figure]]:
    if isinstance(value, Figure):
        yield path, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _walk(getattr(value, name), (*path, name))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _walk(item, (*path, str(key)))
