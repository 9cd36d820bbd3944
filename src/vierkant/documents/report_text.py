"""Texts and numbers of the report in one language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from vierkant.documents.report_blocks import Bullets, Cell, Column, Note, Notes, Table
from vierkant.quantities import Message, MessageArgument, Unit
from vierkant.terms import Language, enumeration, number, render

Plain = Mapping[str, Any]

_UNIT = re.compile(r"(?<=\d) [^\d]+$")
"""What stands behind the last digit of a written number, when it is a word."""
_WORST_FIRST = ("assumed", "estimated", "measured", "published")
WEIGHT = {"red": 3, "amber": 2, "unknown": 1, "green": 0}


@dataclass(frozen=True, slots=True)
class Words:
    """How things are said in the language of the report."""

    language: Language

    def say(self, message: Message | Plain | str) -> str:
        """A message of a room."""
        return render(message, self.language)

    def own(self, name: str, **arguments: MessageArgument) -> str:
        """A message of the documents."""
        return render(Message(f"documents.{name}", arguments), self.language)

    def level(self, level: str) -> str:
        """The word for a level."""
        return self.say(f"quantities.level.{level}")

    def certainty(self, certainty: str) -> str:
        """The word for how sure a statement is."""
        return self.say(f"quantities.certainty.{certainty}")

    def number(self, value: float | None, unit: Unit | str, decimals: int = 0) -> str:
        """A number with its unit, a dash for None."""
        return number(value, Unit(unit), decimals, self.language)

    def listed(self, texts: Iterable[str]) -> str:
        """``a, b en c``."""
        return enumeration(list(texts), self.language)

    def day(self, day: date | str) -> str:
        """A date as people write it."""
        found = date.fromisoformat(day) if isinstance(day, str) else day
        return self.own(
            "day", day=str(found.day), month=self.own(f"month.m{found.month}"), year=str(found.year)
        )

    def value(self, computed: Plain | None) -> str:
        """A computed number with its unit."""
        if computed is None:
            return "–"
        return self.number(computed["value"], computed["unit"], computed["decimals"])

    def span(self, computed: Plain | None) -> str:
        """The range of a computed number, or a dash."""
        if computed is None or computed["low"] is None or computed["high"] is None:
            return "–"
        low, high = (
            self.number(computed[end], computed["unit"], computed["decimals"]) for end in ("low", "high")
        )
        return self.between(low, high)

    def between(self, low: str, high: str) -> str:
        """``3 en 4 uur``: two written numbers; a unit that both carry is said once."""
        unit = _UNIT.search(high)
        if unit and low.endswith(unit.group()):
            low = low.removesuffix(unit.group())
        return self.own("span", low=low, high=high)

    def with_span(self, computed: Plain) -> str:
        """A computed number with its range in one phrase."""
        span = self.span(computed)
        return (
            self.value(computed)
            if span == "–"
            else self.own("with_span", value=self.value(computed), span=span)
        )

    def known(self, computed: Plain) -> str:
        """How the number is known: the weakest of what went in, and how many of those were assumed."""
        found = [item["confidence"] for item in computed["explanation"]["inputs"]]
        assumed = found.count("assumed")
        if assumed:
            return self.own("assumed_inputs", assumed=assumed, total=len(found))
        worst = next((name for name in _WORST_FIRST if name in found), None)
        return self.say(f"quantities.confidence.{worst}") if worst else self.own("computed")


def computed_table(words: Words, caption: str, items: Iterable[Plain | None]) -> Table:
    """Computed numbers under each other: what, how much, between what, how known."""
    columns = (
        Column(words.own("column.figure"), 2.2),
        Column(words.own("column.expected"), 1.1, number=True),
        Column(words.own("column.likely"), 1.7, number=True),
        Column(words.own("column.known"), 1.25),
    )
    rows = tuple(
        (Cell(words.say(item["label"])), Cell(words.value(item), strong=True), Cell(words.span(item)),
         Cell(words.known(item)))
        for item in items
        if item is not None
    )  # fmt: skip
    return Table(caption, columns, rows)


def notes(words: Words, findings: Iterable[Plain]) -> tuple[Notes, ...]:
    """Findings of a room, heaviest first; nothing when there are none."""
    items = tuple(
        Note(
            item["level"],
            words.level(item["level"]),
            words.say(item["text"]),
            words.say(item["action"]) if item["action"] else None,
            _basis(words, item),
        )
        for item in sorted(findings, key=lambda item: -WEIGHT[item["level"]])
    )
    return (Notes(items),) if items else ()


def _basis(words: Words, finding: Plain) -> str | None:
    source = finding["source"]
    if not source:
        return None
    if source.startswith("docs/"):  # a paper of ours; the last chapter holds its method
        source = words.own("own_method")
    if finding["certainty"] == "high":
        return words.own("basis", source=source)
    # Only of the law can be said whether it was held against the current text.
    legal = "art." in source
    certainty = (
        words.certainty(finding["certainty"]) if legal else words.own(f"sources.{finding['certainty']}")
    )
    return words.own("basis_certainty", source=source, certainty=certainty)


def missing_list(words: Words, missing: Iterable[Plain]) -> tuple[Bullets, ...]:
    """What is not filled in, with what that costs in certainty (said once); nothing when nothing is missing."""
    by_cost: dict[str, list[str]] = {}
    for item in missing:
        by_cost.setdefault(words.say(item["cost"]), []).append(words.say(item["what"]).rstrip("."))
    items = tuple(Cell("; ".join(dict.fromkeys(what)), note=cost) for cost, what in by_cost.items())
    return (Bullets(items),) if items else ()


def assumed_sentence(words: Words, assessment: Plain) -> str:
    """How the figures are known, in one sentence."""
    known = [item["confidence"] for item in assessment["assumed"]]
    if not known and not assessment["figures_with_source"]:
        return words.own("front.no_figures")
    return words.own(
        "front.assumed_text",
        assumed=known.count("assumed"),
        estimated=known.count("estimated"),
        source=assessment["figures_with_source"],
    )
