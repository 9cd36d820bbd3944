"""What is wrong with a dossier: what, where, why, what to do. All problems at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from vierkant.quantities import Message
from vierkant.terms import Language, exists, render


@dataclass(frozen=True, slots=True)
class Where:
    """The place of a problem. A spreadsheet gives ``sheet`` and ``cell``, a text file ``line``."""

    section: str | None = None
    row: int | None = None
    """1-based row in a section that is a list."""
    name: str | None = None
    """The id of the row; of a row without one its partner, when it names one."""
    fields: tuple[str, ...] = ()
    file: str | None = None
    line: int | None = None
    sheet: str | None = None
    cell: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: ``message`` says what and why, ``action`` what to do."""

    message: Message
    where: Where
    action: Message | None = None

    def in_file(self, name: str) -> Problem:
        """The same problem, with the file it stands in."""
        return replace(self, where=replace(self.where, file=name))


def row_name(row: Any) -> str | None:
    """How a problem calls a row of a list: by its key, or else by its partner; None when it has neither."""
    return getattr(row, "id", None) or getattr(row, "partner", None)


class DossierError(ValueError):
    """The dossier cannot be used; ``problems`` holds every reason."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(explain(problem, "en") for problem in self.problems))


def field_word(name: str, language: Language, section: str = "") -> str:
    """The word on screen for a field of the dossier; in some sections it is another word than elsewhere."""
    identifier = f"dossier.field_of.{section}.{name}"
    if not section or not exists(identifier):
        identifier = f"dossier.field.{name}"
    return render(identifier, language) if exists(identifier) else name


def section_word(name: str, language: Language) -> str:
    """The word on screen for a section."""
    identifier = f"dossier.section.{name}"
    return render(identifier, language) if exists(identifier) else name


def place(where: Where, language: Language = "nl") -> str:
    """Where it is, as people say it: file, line or cell, section, row, field."""
    words: list[str] = []
    if where.file:
        words.append(where.file)
    if where.line:
        words.append(render(Message("dossier.place.line", {"line": str(where.line)}), language))
    if where.sheet:
        words.append(render(Message("dossier.place.sheet", {"sheet": where.sheet}), language))
    if where.cell:
        words.append(render(Message("dossier.place.cell", {"cell": where.cell}), language))
    if where.section and not where.sheet:
        words.append(section_word(where.section, language))
    if where.row and not where.cell:
        text = render(Message("dossier.place.row", {"row": str(where.row)}), language)
        words.append(f"{text} ({where.name})" if where.name else text)
    steps = [field_word(name, language, where.section or "") for name in where.fields]
    if steps:
        words.append(" › ".join(steps))
    return ", ".join(words)


def explain(problem: Problem, language: Language = "nl") -> str:
    """The whole problem in one line: where, what and why, what to do."""
    text = render(problem.message, language)
    spot = place(problem.where, language)
    todo = f" {render(problem.action, language)}" if problem.action else ""
    return f"{spot}: {text}{todo}" if spot else f"{text}{todo}"
