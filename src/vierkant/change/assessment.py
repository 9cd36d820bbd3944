"""All groups together: hours and euros needed against what is reserved, with what to do about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from vierkant.change.advice import benchmarks, evidence, steps
from vierkant.change.coverage import coverage
from vierkant.change.crosswalk import crosswalk
from vierkant.change.groups import Asked, assess_group, low_number, nothing, number
from vierkant.change.impact import impact
from vierkant.change.inputs import Change, Group
from vierkant.change.ledger import GroupNeeds, group_needs, ledger
from vierkant.change.needs import computed, guidance, intensity, one_at_a_time
from vierkant.change.plan_results import (
    CoverageResult,
    CrosswalkResult,
    ImpactResult,
    LedgerResult,
    LedgerTotals,
)
from vierkant.change.reserved import reserved
from vierkant.change.results import GroupResult, PeopleResult, PeopleStep
from vierkant.change.settings import NOTHING, Range, Settings, settings, together
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

DAYS_PER_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Beside:
    """What the rest of the dossier says about the human side."""

    measure_hours: float | None = None
    """Hours that measures for people reserve besides groups and ledger."""
    measure_euros: float | None = None
    project_cost: Figure | None = None
    """Euro, once, of the whole transition; for the rule of thumb only."""
    works_council_asked: bool | None = None
    """Whether the works council was asked for advice; None when the dossier does not say."""
    staff_move: bool | None = None
    """Whether employees get another employer; None when the form is open."""


def assess_people(
    change: Change,
    assumptions: Mapping[str, Figure],
    *,
    partners: Mapping[str, str],
    beside: Beside | None = None,
) -> PeopleResult:
    """What the change asks of people, against what is reserved and decided for it.

    ``assumptions`` named ``change.<name>`` replace our parameters; ``partners``: id → name on screen. Hours and euro
    are totals over the whole change, those of the ledger; the hours of a group are those of its own people. All
    estimates are our own judgement, so their certainty is low.
    """
    known = beside or Beside()
    chosen = settings(assumptions)
    parts = _parts(change, chosen, known)
    results = _groups(change, chosen, parts)
    totals = parts.ledger.totals
    hours_reserved, euros_reserved = _reserved(totals, known)
    level = _level(results, parts.ledger, hours_reserved)
    benchmark = chosen.range("benchmark_share")
    share_reserved = _share("share_reserved", euros_reserved, known.project_cost)
    hours_needed = totals.hours_needed if totals else None
    euros_needed = totals.euros_needed if totals else None
    horizon = _horizon(change)
    return PeopleResult(
        level=level,
        headline=_headline(level, hours_needed, hours_reserved, parts.ledger),
        groups=results,
        people=_people(change.groups),
        hours_needed=hours_needed,
        hours_reserved=hours_reserved,
        euros_needed=euros_needed,
        euros_reserved=euros_reserved,
        guidance_per_manager=_per_manager(change.groups, parts.carried, chosen),
        share_needed=_share("share_needed", euros_needed, known.project_cost),
        share_reserved=share_reserved,
        benchmark_share=computed("benchmark_share", benchmark, Unit.SHARE, chosen.rows(("benchmark_share",))),
        benchmarks=benchmarks(),
        steps=_steps(change, known),
        impact=parts.impact,
        crosswalk=parts.crosswalk,
        coverage=parts.coverage,
        ledger=parts.ledger,
        findings=(
            *chosen.findings,
            *_findings(results, hours_reserved, parts.alone),
            # Managers who are no group of their own: said once, with the hours they lack.
            *(item for part in parts.planned() for item in part.findings if item.id != "no_managers"),
            *_benchmark_finding(share_reserved, benchmark),
            *evidence(change.groups, partners, horizon, chosen.range("horizon_years").low),
        ),
        missing=(
            *_missing(results, known.project_cost, horizon),
            *(item for part in parts.planned() for item in part.missing if results),
        ),
    )


def _steps(change: Change, known: Beside) -> tuple[PeopleStep, ...]:
    # A date that is not filled in does not say that it was not done.
    agreed = True if change.plan and change.plan.social_plan_on else None
    return steps(
        works_council_asked=known.works_council_asked, social_plan=agreed, staff_move=known.staff_move
    )


@dataclass(frozen=True, slots=True)
class _Parts:
    """What the modules of this room found."""

    impact: ImpactResult
    crosswalk: CrosswalkResult
    coverage: CoverageResult
    ledger: LedgerResult
    needs: GroupNeeds
    carried: Mapping[str, Range]
    alone: Range

    def planned(self) -> tuple[ImpactResult | CrosswalkResult | CoverageResult | LedgerResult, ...]:
        """In the order in which their findings are read."""
        return (self.ledger, self.impact, self.coverage, self.crosswalk)


def _parts(change: Change, chosen: Settings, known: Beside) -> _Parts:
    smallest = int(chosen.value("smallest_group"))
    carried, alone = guidance(change.groups, chosen)
    agreed = True if change.plan and change.plan.social_plan_on else None
    moved = crosswalk(change, chosen, smallest=smallest, social_plan=agreed)
    guarantee, travel = costs_per_group(moved)
    return _Parts(
        impact=impact(change, smallest=smallest),
        crosswalk=moved,
        coverage=coverage(change, chosen, smallest=smallest),
        ledger=ledger(
            change,
            chosen,
            smallest=smallest,
            guarantee=guarantee,
            travel=travel,
            measure_hours=known.measure_hours,
            measure_euros=known.measure_euros,
        ),
        needs=group_needs(change, chosen, guarantee=guarantee, travel=travel),
        carried=carried,
        alone=alone,
    )


def costs_per_group(result: CrosswalkResult) -> tuple[dict[str, Range], dict[str, Range]]:
    """Group → euro of the salary guarantee and of longer travel, in total, from the lines from old to new."""
    guarantee: dict[str, Range] = {}
    travel: dict[str, Range] = {}
    for line in result.lines:
        for found, amount in ((guarantee, line.guarantee), (travel, line.travel)):
            if amount is not None:
                found[line.group] = together([found.get(line.group, NOTHING), _range(amount)])
    return guarantee, travel


def _groups(change: Change, chosen: Settings, parts: _Parts) -> tuple[GroupResult, ...]:
    cards = {card.id: card for card in change.cards}
    asked = {
        group.id: Asked(
            intensity(cards.get(group.id), chosen), parts.carried.get(group.id), parts.needs.total[group.id]
        )
        for group in change.groups
    }
    hours, euros = reserved(change, parts.needs, "hours"), reserved(change, parts.needs, "euros")
    return tuple(
        assess_group(group, asked[group.id], hours[group.id], euros[group.id], chosen)
        for group in change.groups
    )


def _horizon(change: Change) -> float | None:
    """Years from the start until support ends, for the plan as a whole."""
    plan = change.plan
    if plan is None or plan.starts_on is None or plan.ends_on is None:
        return None
    return max(0.0, (plan.ends_on - plan.starts_on).days / DAYS_PER_YEAR)


def _reserved(totals: LedgerTotals | None, known: Beside) -> tuple[Computed | None, Computed | None]:
    """Hours and euro reserved; None when nobody reserved anything."""
    if totals is not None:
        hours, euros = totals.hours_reserved, totals.euros_reserved
        return (hours if hours.value else None), (euros if euros.value else None)
    return (
        _of_measures("hours_reserved", known.measure_hours, Unit.HOURS),
        _of_measures("euros_reserved", known.measure_euros, Unit.EURO),
    )


def _of_measures(name: str, amount: float | None, unit: Unit) -> Computed | None:
    if amount is None:
        return None
    return computed(
        name, Range(amount, amount, amount), unit, (), method="reserved_total", certainty=Certainty.HIGH
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


def _range(item: Computed) -> Range:
    return Range(
        item.value,
        item.value if item.low is None else item.low,
        item.value if item.high is None else item.high,
    )


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


def _level(results: Sequence[GroupResult], found: LedgerResult, hours_reserved: Computed | None) -> Level:
    """Red without hours or when the ledger is red; green only when every group has what it needs, decided."""
    if found.totals is None:
        return Level.UNKNOWN
    if nothing(hours_reserved) or found.level is Level.RED:
        return Level.RED
    fine = all(item.level is Level.GREEN for item in results) and any(item.managers for item in results)
    return Level.GREEN if fine and found.level is Level.GREEN else Level.AMBER


def _headline(
    level: Level, needed: Computed | None, reserved: Computed | None, found: LedgerResult
) -> Message:
    if needed is None:
        return Message("change.headline.unknown")
    if level is Level.RED and not nothing(reserved):
        return found.headline
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
