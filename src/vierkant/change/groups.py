"""One group of employees: what it needs, what is reserved, how it stands and what is missing."""

from __future__ import annotations

from collections.abc import Iterator

from vierkant.change.inputs import Group
from vierkant.change.needs import (
    EURO_PARAMETERS,
    computed,
    euros,
    hours_per_person,
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
    Figure,
    Finding,
    Input,
    Level,
    Message,
    Missing,
    Number,
    Unit,
)


def assess_group(group: Group, guidance: Range | None, settings: Settings) -> GroupResult:
    """The group's hours and euros; ``guidance`` are a managers' group's hours for its employees."""
    rows = (*phase_rows(settings), people_row(group))
    per_person = hours_per_person(settings)
    parts = [per_person.times(group.size)] + ([guidance] if guidance else [])
    hours = together(parts)
    guide = settings.rows(("manager_hours_per_employee",)) if guidance else ()
    hours_needed = computed("hours_needed", hours, Unit.HOURS, (*rows, *guide))
    euro_rows = (*_hours_row(hours_needed), *settings.rows(EURO_PARAMETERS), people_row(group))
    euros_needed = computed("euros_needed", euros(hours, group.size, settings), Unit.EURO, euro_rows)
    hours_reserved = _reserved("hours_reserved", group.hours_reserved, Unit.HOURS)
    euros_reserved = _reserved("euros_reserved", group.euros_reserved, Unit.EURO)
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
        phases=phase_needs(group, settings),
        guidance=computed("guidance", guidance, Unit.HOURS, guide) if guidance else None,
        hours_needed=hours_needed,
        hours_reserved=hours_reserved,
        hours_per_person=computed("hours_per_person", per_person, Unit.HOURS, phase_rows(settings)),
        euros_needed=euros_needed,
        euros_reserved=euros_reserved,
        findings=tuple(_findings(group, small, hours_needed, hours_reserved, euros_needed, euros_reserved)),
        missing=tuple(_missing(group)),
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


def _reserved(name: str, figure: Figure | None, unit: Unit) -> Computed | None:
    if figure is None:
        return None
    found = Range(
        figure.value,
        figure.value if figure.low is None else figure.low,
        figure.value if figure.high is None else figure.high,
    )
    row = Input(
        Message(f"change.label.{name}"),
        figure.value,
        unit,
        figure.confidence,
        figure.source,
        figure.low,
        figure.high,
    )
    return computed(name, found, unit, (row,), method="reserved", certainty=Certainty.HIGH)


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


def _missing(group: Group) -> Iterator[Missing]:
    for name, given in (
        ("what_changes", group.what_changes),
        ("hours_reserved", group.hours_reserved),
        ("euros_reserved", group.euros_reserved),
    ):
        if not given:
            yield Missing(
                "people",
                Message(f"change.missing.{name}", {"group": group.name}),
                Message(f"change.missing_cost.{name}"),
                group.partner,
            )
