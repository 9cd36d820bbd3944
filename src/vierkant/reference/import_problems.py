"""What is said about a file in an official format, or a row in it, that is not right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from vierkant.quantities import Message, MessageArgument

MOST_PROBLEMS = 1000
"""Kept per file; the others are counted. A file with more is of another kind, or damaged throughout."""


@dataclass(frozen=True, slots=True)
class ImportProblem:
    """Something in a file that is not right: what, where, why, and what to do about it."""

    kind: str
    what: Message
    where: Message
    why: Message
    action: Message


class ImportFileError(Exception):
    """The file as a whole cannot be used; ``problem`` says why, for people."""

    def __init__(self, problem: ImportProblem) -> None:
        super().__init__(problem.kind)
        self.problem = problem


def _problem(kind: str, where: Message, arguments: Mapping[str, MessageArgument]) -> ImportProblem:
    return ImportProblem(
        kind=kind,
        what=Message(f"import.{kind}.what", arguments),
        where=where,
        why=Message(f"import.{kind}.why", arguments),
        action=Message(f"import.{kind}.action", arguments),
    )


def refused(kind: str, name: str, **arguments: MessageArgument) -> ImportFileError:
    """The error that says why a file cannot be used.

    Args:
        kind: a table of ``locale/import.toml``.
        name: of the file, for people.
        arguments: what the sentences of the kind need.
    """
    return ImportFileError(_problem(kind, Message("import.where.file", {"file": name}), arguments))


@dataclass(slots=True)
class Problems:
    """Gathers what is wrong in the rows of one file, all of it at once."""

    name: str
    found: list[ImportProblem] = field(default_factory=list)
    dropped: int = 0

    def row(self, kind: str, number: int, **arguments: MessageArgument) -> None:
        """Row ``number`` of the file is not right and is left out.

        Args:
            kind: a table of ``locale/import.toml``.
            number: of the row or record, counted from 1.
            arguments: what the sentences of the kind need.
        """
        if len(self.found) >= MOST_PROBLEMS:
            self.dropped += 1
            return
        where = Message("import.where.row", {"file": self.name, "row": number})
        self.found.append(_problem(kind, where, arguments))

    def file(self, kind: str, **arguments: MessageArgument) -> None:
        """Something about the file as a whole that does not stop it from being used."""
        self.found.append(_problem(kind, Message("import.where.file", {"file": self.name}), arguments))

    def all(self) -> tuple[ImportProblem, ...]:
        """Everything found, and how many more there were."""
        if not self.dropped:
            return tuple(self.found)
        where = Message("import.where.file", {"file": self.name})
        return (*self.found, _problem("more", where, {"number": self.dropped}))
