"""Reading a file of phases or content by hand: every fault at once, each with what, where, why and what to do.

Who writes such a file is no programmer, so nothing of the reader's own language reaches them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from vierkant.quantities import Message, MessageArgument
from vierkant.terms import Language, render

LANGUAGES: tuple[Language, ...] = ("nl", "en")
COLOURS = ("yellow", "blue", "red", "green", "white")
"""The five colours of approach that Dutch change work uses; a tag only."""
EVIDENCE = ("high", "medium", "low")

Texts = Mapping[Language, str]
"""One text in each language."""
Table = Mapping[str, Any]

_IDENTIFIER = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
_LONGEST_TEXT = 8000
_SHOWN = 60
MOST_PROBLEMS = 100
"""More faults than this help nobody; the rest shows after these are mended."""


@dataclass(frozen=True, slots=True)
class FileProblem:
    """One fault in the file, as four sentences."""

    id: str
    where: Message
    what: Message
    why: Message
    action: Message

    @property
    def message(self) -> Message:
        """Where, what and why in one; what to do stands in ``action``."""
        return Message("guidance.problem_line", {"where": self.where, "what": self.what, "why": self.why})


def explain(problem: FileProblem, language: Language) -> str:
    """The whole fault in words."""
    return f"{render(problem.message, language)} {render(problem.action, language)}"


class FileError(Exception):
    """The file is not right; ``problems`` holds every fault, in the order of the file."""

    def __init__(self, problems: Sequence[FileProblem]) -> None:
        super().__init__("; ".join(explain(problem, "en") for problem in problems))
        self.problems = tuple(problems)


class Reader:
    """Takes values out of tables and notes every fault; what it gives for a fault is never used."""

    def __init__(self) -> None:
        self.problems: list[FileProblem] = []

    def fault(self, name: str, where: Message, **arguments: MessageArgument) -> None:
        """Note a fault of kind ``name``."""
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(
                FileProblem(
                    name,
                    where,
                    Message(f"guidance.problem.{name}.what", arguments),
                    Message(f"guidance.problem.{name}.why", arguments),
                    Message(f"guidance.problem.{name}.action", arguments),
                )
            )

    def document(self, text: str) -> Table:
        """The file as a table; empty when it is no TOML."""
        try:
            return tomllib.loads(text)
        except (ValueError, RecursionError) as error:
            # A number of thousands of digits is a ValueError too.
            place = re.search(r"at line (\d+)", str(error))
            where = Message("guidance.where.line", {"line": place[1]}) if place else whole_file()
            self.fault("no_toml", where)
            return {}

    def keys(self, table: Table, known: Collection[str], where: Message) -> None:
        """Note every key that means nothing here: a slip of the pen would otherwise be lost in silence."""
        for key in table:
            if key not in known:
                self.fault("unknown_key", where, key=_short(key), known=", ".join(sorted(known)))

    def tables(self, table: Table, key: str, where: Message) -> list[Table]:
        """A list of tables; a fault for what is none."""
        found = table.get(key, [])
        if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
            self.fault("no_list", where, key=key)
            return []
        return found

    def identifier(self, table: Table, where: Message, taken: Collection[str] = ()) -> str:
        """The id of a row, as it stands once in ``taken``."""
        found = table.get("id")
        if not isinstance(found, str) or not found:
            self.fault("no_id", where)
        elif not _IDENTIFIER.fullmatch(found):
            self.fault("bad_id", where, found=_short(found))
        elif found in taken:
            self.fault("double_id", where, found=found)
        return found if isinstance(found, str) else ""

    def texts(self, table: Any, key: str, where: Message) -> Texts:
        """A text in both languages, without white space around it; a fault per language that is not there."""
        found = table.get(key) if key else table
        if not isinstance(found, dict):
            self.fault("no_text", where, key=key)
            return MappingProxyType(dict.fromkeys(LANGUAGES, ""))
        if key:
            self.keys(found, LANGUAGES, where)
        made: dict[Language, str] = {}
        for language in LANGUAGES:
            text = found.get(language)
            made[language] = text.strip() if isinstance(text, str) else ""
            if not made[language]:
                word = Message(f"guidance.language.{language}")
                self.fault("no_language", where, key=key or "text", language=word, code=language)
            elif len(made[language]) > _LONGEST_TEXT:
                self.fault("long_text", where, key=key or "text", most=_LONGEST_TEXT)
        return MappingProxyType(made)

    def number(
        self, table: Table, key: str, where: Message, *, least: float = 0, whole: bool = False
    ) -> float | None:
        """A number of at least ``least``; None, with a fault, for anything else."""
        found = table.get(key)
        number = isinstance(found, int) or (isinstance(found, float) and not whole)
        if found is not None and number and not isinstance(found, bool) and least <= found <= 1_000_000:
            return float(found)
        name = "no_whole_number" if whole else "no_number"
        self.fault(name, where, key=key, least=int(least), found=_short("–" if found is None else str(found)))
        return None

    def choice(self, table: Table, key: str, where: Message, known: Collection[str]) -> str:
        """One word of a list."""
        found = table.get(key)
        if isinstance(found, str) and found in known:
            return found
        shown = _short("–" if found is None else str(found))
        self.fault("no_choice", where, key=key, found=shown, known=", ".join(known))
        return next(iter(known))

    def words(
        self, table: Table, key: str, where: Message, known: Collection[str], *, name: str = "unknown_word"
    ) -> tuple[str, ...]:
        """A list of words that are all ``known``; ``name`` is the fault for a word that is not."""
        found = table.get(key, [])
        if not isinstance(found, list):
            self.fault("no_words", where, key=key, known=", ".join(known))
            return ()
        for word in found:
            if not (isinstance(word, str) and word in known):
                self.fault(name, where, key=key, found=_short(str(word)), known=", ".join(known))
        return tuple(dict.fromkeys(word for word in found if isinstance(word, str) and word in known))

    def truth(self, table: Table, key: str, where: Message, *, otherwise: bool | None = None) -> bool:
        """``true`` or ``false``; ``otherwise`` when it is not there."""
        found = table.get(key, otherwise)
        if isinstance(found, bool):
            return found
        self.fault("no_truth", where, key=key)
        return False


def whole_file() -> Message:
    """The place of a fault that is nowhere in particular."""
    return Message("guidance.where.file")


def place(kind: str, table: Table, number: int) -> Message:
    """The place of a row: by its id, otherwise by its number."""
    found = table.get("id")
    if isinstance(found, str) and found:
        return Message(f"guidance.where.{kind}", {"name": _short(found)})
    return Message(f"guidance.where.{kind}_number", {"number": number})


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
