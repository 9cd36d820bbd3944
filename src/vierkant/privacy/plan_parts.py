"""What a table plan is made of: groups, tables, items, thresholds, and who came and went."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from vierkant.quantities import Message

RESPONDENTS_FLOOR = 5
"""No plan may show an answer of fewer people; a choice, in the range of practice (`docs/methods/privacy.md`)."""
OPEN_TEXT_FLOOR = 10
MEANS_FLOOR = 15


class PlanError(ValueError):
    """A plan or its answers cannot be used; ``problems`` holds everything that is wrong with it."""

    def __init__(self, problems: tuple[Message, ...]) -> None:
        super().__init__(", ".join(sorted({problem.id for problem in problems})))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Thresholds:
    """How many people must stand behind what is shown.

    Attributes:
        respondents: people who answered, behind every cell and every difference of cells; at least 5.
        invited: people who were asked, in every cell.
        response: respondents as a share of who was asked, in every cell.
        open_text: people who wrote an open answer before any is shown; at least 10.
        means: respondents before a mean or a derived statistic is shown; at least 15.
    """

    respondents: int = 7
    invited: int = 10
    response: float = 0.40
    open_text: int = 10
    means: int = 15

    def shows_open_text(self, written: int) -> bool:
        """Whether open answers may be read when so many people of one organisation wrote one."""
        return written >= self.open_text


@dataclass(frozen=True, slots=True)
class PlannedGroup:
    """The leaf to which codes are bound.

    Attributes:
        key: unique in the plan.
        name: for people.
        invited: who were asked.
        dimensions: where the group stands, such as ``{"organisation": "lisse", "team": "burgerzaken"}``.
        merged_into: the group of which these people are a part in every table; it takes over where they stand.
    """

    key: str
    name: str
    invited: int
    dimensions: Mapping[str, str]
    merged_into: str | None = None


@dataclass(frozen=True, slots=True)
class PlannedTable:
    """One cell for each combination of values; no dimensions is everybody."""

    key: str
    dimensions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedItem:
    """An ordinal item, answered 1 to ``points``; the highest is the most favourable."""

    key: str
    points: int


@dataclass(frozen=True, slots=True)
class Turnover:
    """People known to have come to a group and to have left it since the wave before."""

    group: str
    joined: int
    left: int
