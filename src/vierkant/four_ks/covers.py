"""One function at a time: how it is covered at every partner now, and together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import fsum

from vierkant.four_ks.coverage import people_needed, uncovered_days
from vierkant.four_ks.inputs import Function
from vierkant.four_ks.results import FunctionCover, PartnerCover, PeopleFor, SingleFate
from vierkant.four_ks.settings import Settings
from vierkant.quantities import (
    Certainty,
    Computed,
    Explanation,
    Input,
    Level,
    Message,
    MessageArgument,
    Number,
    Unit,
)


@dataclass(frozen=True, slots=True)
class Ends:
    """A number at the middle, the low end and the high end of the presence; ends are None without a range."""

    value: float
    low: float | None
    high: float | None


def ends(calculate: Callable[[float], float], presence: Input) -> Ends:
    """``calculate`` at the presence and at its P10 and P90; exact ends, because it only falls as presence grows."""
    if presence.low is None or presence.high is None:
        return Ends(calculate(presence.value), None, None)
    return Ends(calculate(presence.value), calculate(presence.high), calculate(presence.low))


def days_without(people: int, needed: int, settings: Settings, presence: float) -> float:
    """Uncovered days a year, with vacancies and the common part of the absence as the settings say."""
    present = presence * (1 - settings.vacancy)
    return uncovered_days(
        people,
        needed,
        present,
        common_shock=settings.value("common_absence") * (1 - present),
        days=settings.value("working_days"),
    )


def cover(function: Function, partners: Mapping[str, str], settings: Settings) -> FunctionCover:
    """How the function is covered now and together."""
    together = sum(function.qualified.values())
    needed_together = function.needed_together or function.needed
    order = [*partners, *(item for item in function.qualified if item not in partners)]
    rows = tuple(_partner(function, item, partners, settings) for item in order if item in function.qualified)
    joint = _days(function, together, needed_together, settings, "together") if together else None
    present = settings.presence(function.presence)
    people = _needed(function, needed_together, settings, present)
    level = _level(together, needed_together, joint, settings)
    return FunctionCover(
        id=function.id,
        name=function.name,
        points_to_person=together == 1 or any(row.single for row in rows),
        confidence=function.confidence,
        needed=function.needed,
        needed_together=needed_together,
        partners=rows,
        people_together=together,
        single_together=together == 1,
        average_now=_average(rows, present, settings),
        together=joint,
        people_needed=people,
        extra_people=None if people is None else max(0, round(people.value) - together),
        needed_for=_needed_for(needed_together, settings, present),
        fate=_fate(together, rows),
        level=level,
        text=_text(rows, together, needed_together, joint, level),
    )


MAXIMUMS = (1, 2, 3, 5, 8, 12, 20, 30)
"""Days a year for which the table says how many people it takes."""


def _needed_for(needed: int, settings: Settings, presence: Input) -> tuple[PeopleFor, ...]:
    return tuple(PeopleFor(days, enough(needed, settings, presence.value, days)) for days in MAXIMUMS)


def _fate(together: int, rows: tuple[PartnerCover, ...]) -> SingleFate:
    if not any(row.single for row in rows):
        return SingleFate.NONE
    return SingleFate.LEFT if together == 1 else SingleFate.GONE


def _partner(
    function: Function, partner: str, partners: Mapping[str, str], settings: Settings
) -> PartnerCover:
    people = function.qualified[partner]
    days = _days(function, people, function.needed, settings, "now") if people else None
    return PartnerCover(partner, partners.get(partner, partner), people, people == 1, days)


def _days(function: Function, people: int, needed: int, settings: Settings, name: str) -> Computed:
    presence = settings.presence(function.presence)
    found = ends(lambda present: days_without(people, needed, settings, present), presence)
    counts = tuple(
        Input(Message(f"four_ks.input.{label}"), number, Unit.PERSONS, function.confidence, function.source)
        for label, number in (("people", people), ("needed", needed))
    )
    return _computed(
        f"uncovered_{name}", found, Message("four_ks.method.uncovered"), counts, presence, settings
    )


def _computed(
    name: str,
    found: Ends,
    method: Message,
    counts: tuple[Input, ...],
    presence: Input,
    settings: Settings,
    unit: Unit = Unit.DAYS_PER_YEAR,
) -> Computed:
    shown = ("turnover", "vacancy_years", "common_absence", "working_days")
    return Computed(
        id=name,
        label=Message(f"four_ks.label.{name}"),
        value=found.value,
        unit=unit,
        explanation=Explanation(
            method=method,
            inputs=(*counts, presence, *(settings.inputs[item] for item in shown)),
            sources=tuple(item for item in (presence.source,) if item),
            certainty=Certainty.LOW,
        ),
        low=found.low,
        high=found.high,
        decimals=1 if unit is Unit.DAYS_PER_YEAR and found.value < 10 else 0,
    )


def _average(rows: tuple[PartnerCover, ...], presence: Input, settings: Settings) -> Computed | None:
    """The mean over the partners. All ranges come from one presence, so the ends average as well."""
    known = [row.uncovered for row in rows if row.uncovered is not None]
    if not known:
        return None
    found = mean_ends(known)
    return _computed("average_now", found, Message("four_ks.method.average_now"), (), presence, settings)


def mean_ends(numbers: list[Computed]) -> Ends:
    """Mean of the values and of both ends; a number without a range counts with its value at both ends."""
    size = len(numbers)
    value = fsum(number.value for number in numbers) / size
    if all(number.low is None for number in numbers):
        return Ends(value, None, None)
    low = fsum(number.value if number.low is None else number.low for number in numbers) / size
    high = fsum(number.value if number.high is None else number.high for number in numbers) / size
    return Ends(value, low, high)


def enough(needed: int, settings: Settings, presence: float, maximum: float) -> int | None:
    """People with whom the days stay within ``maximum``, with vacancies and common absence as the settings say."""
    real = presence * (1 - settings.vacancy)
    return people_needed(
        needed,
        real,
        maximum,
        common_shock=settings.value("common_absence") * (1 - real),
        days=settings.value("working_days"),
    )


def _needed(function: Function, needed: int, settings: Settings, presence: Input) -> Computed | None:
    maximum = settings.value("maximum_days")

    def count(present: float) -> int | None:
        return enough(needed, settings, present, maximum)

    middle = count(presence.value)
    if middle is None:
        return None
    few = count(presence.high) if presence.high is not None else None
    many = count(presence.low) if presence.low is not None else None
    both = few is not None and many is not None
    counts = (
        Input(Message("four_ks.input.needed"), needed, Unit.PERSONS, function.confidence, function.source),
        settings.inputs["maximum_days"],
    )
    return _computed(
        "people_needed",
        Ends(middle, few if both else None, many if both else None),
        Message("four_ks.method.people_needed"),
        counts,
        presence,
        settings,
        Unit.PERSONS,
    )


def _level(together: int, needed: int, joint: Computed | None, settings: Settings) -> Level:
    if joint is None:
        return Level.UNKNOWN
    if together < needed or together == 1:
        return Level.RED
    return Level.AMBER if joint.value > settings.value("maximum_days") else Level.GREEN


def _text(
    rows: tuple[PartnerCover, ...], together: int, needed: int, joint: Computed | None, level: Level
) -> Message:
    if joint is None:
        return Message("four_ks.row.nobody")
    places = sum(row.single for row in rows)
    arguments: dict[str, MessageArgument] = {
        "people": together,
        "needed": needed,
        "days": Number(joint.value, Unit.DAYS_PER_YEAR, joint.decimals),
        "places": places,
    }
    if together < needed:
        return Message("four_ks.row.too_few", arguments)
    if together == 1:
        return Message("four_ks.row.single_left", arguments)
    if level is Level.AMBER:
        return Message("four_ks.row.above_maximum", arguments)
    if places:
        return Message("four_ks.row.single_gone", arguments)
    return Message("four_ks.row.enough", arguments)
