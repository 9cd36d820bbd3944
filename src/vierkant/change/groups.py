"""One group of employees: what it needs, what is reserved, how it stands and what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vierkant.change.inputs import Group
from vierkant.change.needs import (
    EURO_PARAMETERS,
    computed,
    hours_per_person,
    intensity_row,
    people_row,
    phase_needs,
    phase_rows,
)
from vierkant.change.results import GroupResult
from vierkant.change.settings import Range, Settings, together
from vierkant.quantities import (
    Certainty,
    Computed,
    Confidence,
    Finding,
    Input,
    Level,
    Message,
    Missing,
    Number,
    Unit,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a change asks of one group, before anything is said about what is reserved."""

    factor: float
    """`intensity` of its impact card."""
    guidance: Range | None
    """A managers' group's hours to guide employees."""
    euros: Range
    """Of all kinds of the ledger."""


def assess_group(
    group: Group,
    asked: Asked,
    hours_reserved: Computed | None,
    euros_reserved: Computed | None,
    settings: Settings,
) -> GroupResult:
    """The group's own hours and all its euros, against what is reserved for it."""
    guidance = asked.guidance
    factor = (intensity_row(asked.factor),) if asked.factor != 1 else ()
    rows = (*phase_rows(settings), people_row(group), *factor)
    per_person = hours_per_person(settings).times(asked.factor)
    parts = [per_person.times(group.size)] + ([guidance] if guidance else [])
    hours = together(parts)
    guide = settings.rows(("manager_hours_per_employee",)) if guidance else ()
    hours_needed = computed("hours_needed", hours, Unit.HOURS, (*rows, *guide))
    euro_rows = (*_hours_row(hours_needed), *settings.rows(EURO_PARAMETERS), people_row(group))
    euros_needed = computed("euros_needed", asked.euros, Unit.EURO, euro_rows)
    level = group_level(hours_needed, hours_reserved, euros_needed, euros_reserved)
    small = group.size < settings.value("smallest_group")
    return GroupResult(
        id=group.id,
        name=group.name,
        partner=group.partner,
        size=group.size,
        managers=group.managers,
        small=small,
        what_changes=group.what_changes or None,
        level=level,
        headline=_headline(level, hours_needed, hours_reserved),
        phases=phase_needs(group, asked.factor, settings),
        guidance=computed("guidance", guidance, Unit.HOURS, guide) if guidance else None,
        hours_needed=hours_needed,
        hours_reserved=hours_reserved,
        hours_per_person=computed(
            "hours_per_person", per_person, Unit.HOURS, (*phase_rows(settings), *factor)
        ),
        euros_needed=euros_needed,
        euros_reserved=euros_reserved,
        findings=tuple(_findings(group, small, hours_needed, hours_reserved, euros_needed, euros_reserved)),
        missing=tuple(_missing(group, hours_reserved, euros_reserved)),
    )


def lowest(number: Computed) -> float:
    """The low estimate; the value itself when there is no range."""
    return number.value if number.low is None else number.low


def nothing(number: Computed | None) -> bool:
    """True when nothing is reserved: not given, or zero."""
    return number is None or number.value <= 0


def below(reserved: Computed | None, needed: Computed) -> bool:
    """True when less is reserved than the low estimate of what is needed."""
    return reserved is None or reserved.value < lowest(needed)


def group_level(
    hours_needed: Computed,
    hours_reserved: Computed | None,
    euros_needed: Computed,
    euros_reserved: Computed | None,
) -> Level:
    """Red without hours, amber below a low estimate of hours or euros, green otherwise."""
    if nothing(hours_reserved):
        return Level.RED
    if below(hours_reserved, hours_needed) or below(euros_reserved, euros_needed):
        return Level.AMBER
    return Level.GREEN


def number(item: Computed) -> Number:
    """A computed number inside a sentence."""
    return Number(item.value, item.unit, item.decimals)


def low_number(item: Computed) -> Number:
    """The low estimate inside a sentence."""
    return Number(lowest(item), item.unit, item.decimals)


def _hours_row(hours: Computed) -> tuple[Input, ...]:
    row = Input(hours.label, hours.value, hours.unit, Confidence.ASSUMED, None, hours.low, hours.high)
    return (row,)


def _headline(level: Level, needed: Computed, reserved: Computed | None) -> Message:
    if reserved is None or level is Level.RED:
        return Message("change.group.red", {"needed": number(needed), "low": low_number(needed)})
    name = level.value
    if level is Level.AMBER and not below(reserved, needed):
        name = "amber_euros"
    arguments = {"reserved": number(reserved), "needed": number(needed), "low": low_number(needed)}
    return Message(f"change.group.{name}", arguments)


def _findings(
    group: Group,
    small: bool,
    hours_needed: Computed,
    hours_reserved: Computed | None,
    euros_needed: Computed,
    euros_reserved: Computed | None,
) -> Iterator[Finding]:
    if nothing(hours_reserved):
        yield _finding("no_time", Level.RED, needed=low_number(hours_needed))
    elif below(hours_reserved, hours_needed):
        yield _finding("too_few_hours", Level.AMBER, needed=low_number(hours_needed))
    if below(euros_reserved, euros_needed):
        yield _finding("too_few_euros", Level.AMBER, needed=low_number(euros_needed))
    if not group.what_changes:
        yield _finding("no_sentence", Level.AMBER)
    if small:
        yield _finding("small", Level.AMBER)


def _finding(name: str, level: Level, **arguments: Number) -> Finding:
    return Finding(
        id=name,
        level=level,
        text=Message(f"change.group_finding.{name}", arguments),
        action=Message(f"change.group_action.{name}", arguments),
        source="docs/methods/change.md",
        certainty=Certainty.MEDIUM if name == "small" else Certainty.LOW,
    )


def _missing(
    group: Group, hours_reserved: Computed | None, euros_reserved: Computed | None
) -> Iterator[Missing]:
    for name, given in (
        ("what_changes", group.what_changes),
        ("hours_reserved", hours_reserved),
        ("euros_reserved", euros_reserved),
    ):
        if not given:
            yield Missing(
                "people",
                Message(f"change.missing.{name}", {"group": group.name}),
                Message(f"change.missing_cost.{name}"),
                group.partner,
            )
