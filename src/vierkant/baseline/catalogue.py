"""The figures that make up a baseline, as listed openly in ``figures.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib import resources

from vierkant.baseline.results import Topic
from vierkant.quantities import Message, Section, Unit


class Origin(StrEnum):
    """Who can fill in a line."""

    OPEN = "open"
    PARTNER = "partner"


class Compare(StrEnum):
    """How a figure stands beside that of other municipalities."""

    VALUE = "value"
    PER_RESIDENT = "per_resident"
    PER_THOUSAND = "per_thousand"
    NONE = "none"


class Needs(StrEnum):
    """What a line needs before it counts."""

    NOTHING = "nothing"
    TASKS = "tasks"
    PARTNERS = "partners"


class Line(Section):
    """One line of the catalogue. ``source`` is a key of `vierkant.reference.source`; empty for a partner's line."""

    id: str
    topic: Topic
    origin: Origin
    unit: Unit
    decimals: int = 0
    source: str = ""
    compare: Compare = Compare.NONE
    needs: Needs = Needs.NOTHING
    doubted: bool = False
    section: str | None = None

    @property
    def label(self) -> Message:
        """The words of the line."""
        return Message(f"baseline.line.{self.id}")

    def counts(self, *, tasks: bool, partners: bool) -> bool:
        """Whether the line belongs in the baseline of a municipality with tasks, or with other municipalities."""
        return (self.needs is not Needs.TASKS or tasks) and (self.needs is not Needs.PARTNERS or partners)


@cache
def lines() -> Mapping[str, Line]:
    """All lines by id, in the order of the page."""
    text = resources.files("vierkant.baseline").joinpath("figures.toml").read_text(encoding="utf-8")
    found = [Line.model_validate(row) for row in tomllib.loads(text)["line"]]
    order = tuple(Topic)
    return {item.id: item for item in sorted(found, key=lambda item: order.index(item.topic))}
