"""Reading a dossier: bytes to a checked `Dossier`, or every problem at once; nothing half-read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from vierkant.dossier.checking import check_plain
from vierkant.dossier.lines import line_of
from vierkant.dossier.migrations import migrate
from vierkant.dossier.problems import DossierError, Problem
from vierkant.dossier.sections import Dossier
from vierkant.dossier.syntax import checked_values, plain_tables, plain_values, refused

__all__ = ["MAXIMUM_BYTES", "check", "from_plain", "load", "loads", "parse", "plain_values"]

MAXIMUM_BYTES = 5_000_000
"""A dossier of 300 tasks with 40 partners is under 1 MB; anything above this is another kind of file."""


def load(path: str | Path) -> Dossier:
    """The dossier in a TOML or JSON file.

    Raises:
        DossierError: the file cannot be used; it holds all problems, each with its place.
    """
    place = Path(path)
    name = place.name or str(place)
    try:
        if place.is_dir():
            raise refused("is_folder", name, action="is_folder_action")
        size = place.stat().st_size
        if size > MAXIMUM_BYTES:
            raise _too_large(size, name)
        with place.open("rb") as file:
            # Never more than this: a pipe or a device has no size, and may not end.
            content = file.read(MAXIMUM_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise refused("not_found", name, action="not_found_action") from None
    except OSError:
        raise refused("not_readable", name, action="not_readable_action") from None
    return loads(content, name=name)


def loads(content: bytes | str, *, name: str = "dossier.toml") -> Dossier:
    """The dossier in the content of a file; ``name`` decides the format (``.json``, otherwise TOML).

    Raises:
        DossierError: see `load`.
    """
    plain, text = parse(content, name=name)
    dossier, problems = check_plain(migrate(plain))
    if dossier is None:
        located = [_with_line(problem, text, name) for problem in problems]
        raise DossierError(sorted(located, key=lambda problem: problem.where.line or 0))
    return dossier


def parse(content: bytes | str, *, name: str) -> tuple[dict[str, Any], str]:
    """The plain tables of a file and its text.

    Raises:
        DossierError: not UTF-8, or not TOML or JSON; with the line.
    """
    if len(content) > MAXIMUM_BYTES:
        raise _too_large(len(content), name)
    if isinstance(content, bytes):
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            raise refused("not_utf8", name, line=line, action="not_utf8_action") from None
    else:
        text = content
    text = text.removeprefix("\ufeff")
    return plain_tables(text, name=name, is_json=_is_json(name)), text


def from_plain(plain: Mapping[str, Any]) -> Dossier:
    """The dossier in plain tables (as a database or an API holds it).

    Raises:
        DossierError: see `load`.
    """
    dossier, problems = check_plain(migrate(checked_values(dict(plain))))
    if dossier is None:
        raise DossierError(problems)
    return dossier


def check(path: str | Path) -> tuple[Problem, ...]:
    """All problems of a file; empty when the dossier can be used."""
    try:
        load(path)
    except DossierError as error:
        return error.problems
    return ()


def _is_json(name: str) -> bool:
    return name.lower().endswith(".json")


def _with_line(problem: Problem, text: str, name: str) -> Problem:
    where = problem.where
    line = line_of(text, where.section, where.row, where.fields, is_json=_is_json(name))
    return replace(problem, where=replace(where, file=name, line=line))


def _too_large(size: int, name: str) -> DossierError:
    megabytes, maximum = f"{size / 1e6:.0f}", f"{MAXIMUM_BYTES / 1e6:.0f}"
    return refused("too_large", name, action="too_large_action", megabytes=megabytes, maximum=maximum)
