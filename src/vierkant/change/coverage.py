"""Which group has no next step yet in which phase, from which week, and for how many there is no place."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from math import floor

from vierkant.change.coverage_findings import cell_findings, coverage_missing, is_late, row_findings
from vierkant.change.inputs import Change, Group, ImpactCard, Intervention
from vierkant.change.library import HEAVY_SCORE, fitting
from vierkant.change.phases import Phase, PhaseModel, PhaseModelError, model_of, phase_model
from vierkant.change.plan_results import CoverageCell, CoverageResult
from vierkant.change.planned import phases_of, serves
from vierkant.change.settings import Settings
from vierkant.quantities import Certainty, Finding, Level, Message

DAYS_PER_MONTH = 365.25 / 12


def coverage(change: Change, settings: Settings, *, smallest: int) -> CoverageResult:
    """What every group has in every phase of the plan's model.

    Args:
        change: the human side of the dossier.
        settings: for the month in which each of our phases begins.
        smallest: groups of fewer people have cells, but no finding names them.

    Returns:
        A cell for every group and phase, in their order. A phase of another model begins when the first of the phases
        that it matches does. Places are shared out by size over all groups that an intervention serves.
    """
    model, broken = _model(change)
    starts = _starts(change)
    rows = [(row, frozenset(phases_of(row, model))) for row in change.interventions]
    places = [_places(row, change.groups) for row in change.interventions]
    cards = {card.id: card for card in change.cards}
    cells = tuple(
        _cell(
            group,
            phase,
            [
                (row, place)
                for (row, phases), place in zip(rows, places, strict=True)
                if phase.id in phases and serves(row, group.id)
            ],
            needed_from(starts[group.id], phase, settings),
            len(_texts(group, phase, cards.get(group.id))),
        )
        for group in change.groups
        for phase in model.phases
    )
    without = {cell.group for cell in cells if not cell.planned}
    return CoverageResult(
        phases=tuple(
            (phase.id, {str(key): text for key, text in phase.name.items()}) for phase in model.phases
        ),
        cells=cells,
        without_step=tuple(group.id for group in change.groups if group.id in without),
        findings=(
            *broken,
            # While nothing at all is planned that is what is missing, once, and not a finding for every group.
            *(cell_findings(cells, change.groups, model, smallest) if change.interventions else ()),
            *row_findings(change, model, smallest),
        ),
        missing=tuple(coverage_missing(change, starts, smallest)),
    )


def _model(change: Change) -> tuple[PhaseModel, tuple[Finding, ...]]:
    """The model of the plan; ours, with a finding, when it is not right."""
    try:
        return model_of(change.plan), ()
    except PhaseModelError:
        finding = Finding(
            "phase_model_not_right",
            Level.RED,
            Message("guidance.finding.model_not_right"),
            Message("guidance.action.model_not_right"),
            certainty=Certainty.HIGH,
        )
        return phase_model("five"), (finding,)


def _starts(change: Change) -> dict[str, date | None]:
    """The first day of the new situation of each group: of its card, otherwise of the plan."""
    own = {card.id: card.starts_on for card in change.cards}
    plan = change.plan.starts_on if change.plan else None
    return {group.id: own.get(group.id) or plan for group in change.groups}


def needed_from(start: date | None, phase: Phase, settings: Settings) -> date | None:
    """The Monday of the week in which a group needs its first help for a phase; None without a start."""
    if start is None:
        return None
    months = min(settings.value(f"phase.{name}.from_month") for name in phase.matches)
    try:
        day = _later(start, months)
        return day - timedelta(days=day.weekday())
    except (ValueError, OverflowError):  # before the year 1 or after 9999
        return None


def _later(day: date, months: float) -> date:
    """So many months on; a part of a month in days of a mean month, the 31st becomes the last of a shorter month."""
    whole = floor(months)
    year, month = divmod(day.year * 12 + day.month - 1 + whole, 12)
    moved = date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    return moved + timedelta(days=floor((months - whole) * DAYS_PER_MONTH))


def _places(row: Intervention, groups: Sequence[Group]) -> Mapping[str, int] | None:
    """Group → its places; None when there is place for everybody.

    By size, in whole people: what is left after rounding down goes to the largest remainders, first groups first.
    """
    served = [group for group in groups if serves(row, group.id)]
    people = sum(group.size for group in served)
    if row.capacity is None or row.capacity >= people:
        return None
    shares = {group.id: Fraction(row.capacity * group.size, people) for group in served}
    found = {name: floor(share) for name, share in shares.items()}
    left = row.capacity - sum(found.values())
    for name in sorted(shares, key=lambda name: found[name] - shares[name])[:left]:
        found[name] += 1
    return found


def _texts(group: Group, phase: Phase, card: ImpactCard | None) -> list[str]:
    """Ids of library content for the group in the phase that is simply there."""
    scores = card.by_aspect() if card else ()
    heavy = frozenset(aspect.value for aspect, score in scores if (score or 0) >= HEAVY_SCORE)
    items = fitting(frozenset(phase.matches), managers=group.managers, heavy=heavy)
    return [item.id for item in items if not item.planned]


def _cell(
    group: Group,
    phase: Phase,
    rows: Sequence[tuple[Intervention, Mapping[str, int] | None]],
    needed: date | None,
    texts: int,
) -> CoverageCell:
    days = [row.from_on for row, _ in rows if row.from_on is not None]
    available = min(days, default=None)
    unlimited = not rows or any(places is None for _, places in rows)
    held = sum(places[group.id] for _, places in rows if places is not None)
    short = 0 if unlimited else max(0, group.size - held)
    return CoverageCell(
        group=group.id,
        phase=phase.id,
        planned=len(rows),
        library=texts,
        from_week=needed,
        available_from=available,
        level=_level(len(rows), available, needed, short),
        short=short,
    )


def _level(planned: int, available: date | None, needed: date | None, short: int) -> Level:
    """Without a first day nobody can say that it comes in time, so that is amber too."""
    if not planned:
        return Level.RED
    if short or available is None or is_late(available, needed):
        return Level.AMBER
    return Level.GREEN
