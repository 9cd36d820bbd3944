"""All groups together: hours and euros needed against what is reserved, with what to do about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from vierkant.change.advice import benchmarks, evidence, steps
from vierkant.change.groups import assess_group, below, low_number, nothing, number
from vierkant.change.inputs import Group
from vierkant.change.needs import (
    EURO_PARAMETERS,
    computed,
    euros,
    guidance,
    one_at_a_time,
    phase_rows,
    sum_reserved,
)
from vierkant.change.results import GroupResult, PeopleResult
from vierkant.change.settings import Range, Settings, settings, together
from vierkant.quantities import (
    Certainty,
    Computed,
    Figure,
    Finding,
    Input,
    Level,
    Message,
    MessageArgument,
    Missing,
    Number,
    Unit,
)


def assess_people(
    groups: Sequence[Group],
    assumptions: Mapping[str, Figure],
    *,
    partners: Mapping[str, str],
    measure_hours: float | None = None,
    measure_euros: float | None = None,
    project_cost: Figure | None = None,
    horizon_years: float | None = None,
    works_council_asked: bool | None = None,
    staff_move: bool | None = None,
) -> PeopleResult:
    """What the change asks of people, against what is reserved for it.

    Args:
        groups: the groups of employees of the dossier.
        assumptions: the dossier's assumptions; those named ``change.<name>`` replace our parameters.
        partners: id → name on screen.
        measure_hours: hours that measures for people reserve besides the groups.
        measure_euros: euro that measures for people reserve besides the groups.
        project_cost: euro, once, of the whole transition; for the rule of thumb only.
        horizon_years: how many years the plan follows people.
        works_council_asked: whether the works council was asked for advice; None when the dossier does not say.
        staff_move: whether employees get another employer; None when the form is open.

    Returns:
        Hours and euro are totals over the whole change. Low and high of hours take all phases low or high together;
        those of euro take one input at a time. All estimates are our own judgement, so their certainty is low.
    """
    chosen = settings(assumptions)
    carried, alone = guidance(groups, chosen)
    results = tuple(assess_group(group, carried.get(group.id), chosen) for group in groups)
    totals = _totals(groups, results, alone, chosen, measure_hours, measure_euros)
    hours_needed, hours_reserved, euros_needed, euros_reserved = totals
    level = _level(results, hours_reserved, hours_needed, euros_reserved, euros_needed)
    benchmark = chosen.range("benchmark_share")
    share_reserved = _share("share_reserved", euros_reserved, project_cost)
    return PeopleResult(
        level=level,
        headline=_headline(level, hours_needed, hours_reserved),
        groups=results,
        people=_people(groups),
        hours_needed=hours_needed,
        hours_reserved=hours_reserved,
        euros_needed=euros_needed,
        euros_reserved=euros_reserved,
        guidance_per_manager=_per_manager(groups, carried, chosen),
        share_needed=_share("share_needed", euros_needed, project_cost),
        share_reserved=share_reserved,
        benchmark_share=computed("benchmark_share", benchmark, Unit.SHARE, chosen.rows(("benchmark_share",))),
        benchmarks=benchmarks(),
        steps=steps(works_council_asked=works_council_asked, staff_move=staff_move),
        findings=(
            *chosen.findings,
            *_findings(results, hours_reserved, alone),
            *_benchmark_finding(share_reserved, benchmark),
            *evidence(groups, partners, horizon_years, chosen.range("horizon_years").low),
        ),
        missing=tuple(_missing(results, project_cost, horizon_years)),
    )


def _people(groups: Sequence[Group]) -> Computed | None:
    if not groups:
        return None
    rows = tuple(
        Input(Message("change.input.size"), group.size, Unit.PERSONS, group.confidence, group.source)
        for group in groups
    )
    size = float(sum(group.size for group in groups))
    return computed("people", Range(size, size, size), Unit.PERSONS, rows, certainty=Certainty.HIGH)


def _totals(
    groups: Sequence[Group],
    results: Sequence[GroupResult],
    alone: Range,
    chosen: Settings,
    measure_hours: float | None,
    measure_euros: float | None,
) -> tuple[Computed | None, Computed | None, Computed | None, Computed | None]:
    """Hours needed and reserved, euro needed and reserved."""
    hours_reserved = sum_reserved([item.hours_reserved for item in results], measure_hours)
    euros_reserved = sum_reserved([item.euros_reserved for item in results], measure_euros)
    reserved = (
        _total("hours_reserved", hours_reserved, Unit.HOURS, results),
        _total("euros_reserved", euros_reserved, Unit.EURO, results),
    )
    if not groups:
        return None, reserved[0], None, reserved[1]
    people = sum(group.size for group in groups)
    hours = together([*(_range(item.hours_needed) for item in results), alone])
    rows = (*phase_rows(chosen), *chosen.rows(("manager_hours_per_employee",)))
    needed = computed("hours_needed", hours, Unit.HOURS, rows, method="hours_needed_total")
    cost = computed("euros_needed", euros(hours, people, chosen), Unit.EURO, chosen.rows(EURO_PARAMETERS))
    return needed, reserved[0], cost, reserved[1]


def _range(item: Computed) -> Range:
    return Range(
        item.value,
        item.value if item.low is None else item.low,
        item.value if item.high is None else item.high,
    )


def _total(name: str, found: Range | None, unit: Unit, results: Sequence[GroupResult]) -> Computed | None:
    if found is None:
        return None
    parts = [getattr(item, name) for item in results]
    rows = tuple(row for part in parts if part is not None for row in part.explanation.inputs)
    return computed(name, found, unit, rows, method="reserved_total", certainty=Certainty.HIGH)


def _per_manager(groups: Sequence[Group], carried: Mapping[str, Range], chosen: Settings) -> Computed | None:
    managers = sum(group.size for group in groups if group.managers)
    if not managers:
        return None
    total = together(carried.values())
    rows = chosen.rows(("manager_hours_per_employee",))
    return computed("guidance_per_manager", total.times(1 / managers), Unit.HOURS, rows)


def _share(name: str, amount: Computed | None, cost: Figure | None) -> Computed | None:
    if amount is None or cost is None or cost.value <= 0:
        return None
    low, high = cost.low or cost.value, cost.high or cost.value
    inputs = {"amount": _range(amount), "cost": Range(cost.value, low, high)}
    found = one_at_a_time(inputs, lambda numbers: numbers["amount"] / numbers["cost"])
    rows = (
        Input(
            Message("change.input.project_cost"),
            cost.value,
            Unit.EURO,
            cost.confidence,
            cost.source,
            cost.low,
            cost.high,
        ),
    )
    return computed(name, found, Unit.SHARE, rows, method="share")


def _level(
    results: Sequence[GroupResult],
    hours_reserved: Computed | None,
    hours_needed: Computed | None,
    euros_reserved: Computed | None,
    euros_needed: Computed | None,
) -> Level:
    if hours_needed is None or euros_needed is None:
        return Level.UNKNOWN
    if nothing(hours_reserved):
        return Level.RED
    fine = all(item.level is Level.GREEN for item in results) and any(item.managers for item in results)
    enough = not below(hours_reserved, hours_needed) and not below(euros_reserved, euros_needed)
    return Level.GREEN if fine and enough else Level.AMBER


def _headline(level: Level, needed: Computed | None, reserved: Computed | None) -> Message:
    if needed is None:
        return Message("change.headline.unknown")
    arguments: dict[str, MessageArgument] = {"needed": number(needed), "low": low_number(needed)}
    if reserved is not None and level is not Level.RED:
        arguments["reserved"] = number(reserved)
    return Message(f"change.headline.{level.value}", arguments)


def _findings(
    results: Sequence[GroupResult], hours_reserved: Computed | None, alone: Range
) -> Iterator[Finding]:
    if not results:
        return
    without_time = sum(nothing(item.hours_reserved) for item in results)
    lagging = sum(item.level is Level.AMBER for item in results)
    sentences = sum(item.what_changes is None for item in results)
    small = sum(item.small for item in results)
    if nothing(hours_reserved):
        yield _finding("nothing_reserved", Level.RED)
    elif without_time:
        yield _finding("groups_without_time", Level.RED, count=without_time)
    if lagging:
        yield _finding("groups_below", Level.AMBER, count=lagging)
    if not any(item.managers for item in results):
        hours = Number(alone.value, Unit.HOURS)
        yield _finding("no_managers", Level.RED, hours=hours)
    if sentences:
        yield _finding("no_sentences", Level.AMBER, count=sentences)
    if small:
        yield _finding("small_groups", Level.AMBER, count=small)


def _benchmark_finding(share: Computed | None, benchmark: Range) -> Iterator[Finding]:
    if share is not None and share.value < benchmark.low:
        reserved = Number(share.value, Unit.SHARE, 1)
        yield _finding("below_benchmark", Level.AMBER, share=reserved, low=Number(benchmark.low, Unit.SHARE))


def _finding(name: str, level: Level, **arguments: MessageArgument) -> Finding:
    return Finding(
        id=name,
        level=level,
        text=Message(f"change.finding.{name}", arguments),
        action=Message(f"change.action.{name}", arguments),
        source="docs/methods/change.md",
        certainty=Certainty.LOW if name in ("groups_below", "below_benchmark") else Certainty.MEDIUM,
    )


def _missing(
    results: Sequence[GroupResult], project_cost: Figure | None, horizon_years: float | None
) -> Iterator[Missing]:
    if not results:
        yield _gap("people", "groups")
    for item in results:
        if not item.small:
            yield from item.missing
    hidden = sum(bool(item.missing) for item in results if item.small)
    if hidden:
        yield _gap("people", "small_groups", count=hidden)
    if project_cost is None or project_cost.value <= 0:
        yield _gap("agreements", "project_cost")
    if horizon_years is None:
        yield _gap("agreements", "horizon")


def _gap(section: str, name: str, **arguments: MessageArgument) -> Missing:
    return Missing(
        section, Message(f"change.missing.{name}", arguments), Message(f"change.missing_cost.{name}")
    )
