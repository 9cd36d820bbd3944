"""From the dossier to the inputs of the capabilities: the one place that knows both sides."""

from __future__ import annotations

from collections.abc import Mapping
from math import fsum, hypot

from vierkant.business_case.inputs import CaseInput, CasePartner
from vierkant.change.inputs import LedgerKind
from vierkant.dossier.measures import all_measures
from vierkant.dossier.sections import Dossier, Kind, Partner
from vierkant.legal_form.inputs import Answers
from vierkant.quantities import Confidence, Figure
from vierkant.reference import municipality, population, reference_date
from vierkant.voting_power.inputs import Voting


def partner_name(partner: Partner) -> str:
    """The name on screen: as given, otherwise the official name of the municipality."""
    if partner.name:
        return partner.name
    known = municipality(partner.municipality) if partner.municipality else None
    return known.name if known else partner.id


def residents(partner: Partner, start_year: int | None) -> Figure | None:
    """Residents of the partner: as given, otherwise the official number in the start year or the newest one."""
    if partner.residents is not None or partner.municipality is None:
        return partner.residents
    for year in (start_year, reference_date("population").year):
        number = population(partner.municipality, year) if year else None
        if number is not None:
            return Figure(
                value=float(number), year=year, source="cbs-bevolking", confidence=Confidence.PUBLISHED
            )
    return None


def case_input(
    dossier: Dossier,
    *,
    hourly_cost: float,
    doubting_centre: bool = False,
    service_level_chosen: bool = False,
    unmeasured: tuple[str, ...] = (),
) -> CaseInput:
    """The input of the business case.

    Args:
        dossier: what the partners say.
        hourly_cost: euro; turns reserved hours into money.
        doubting_centre: the partner that would work for the others says that it doubts.
        service_level_chosen: the dossier says which service the partners want.
        unmeasured: partners whose cost comes from accounts that do not hold their staff.
    """
    start = dossier.cooperation.start_year if dossier.cooperation else None
    agreed = dossier.agreements
    finances = {row.partner: row for row in dossier.finances}
    return CaseInput(
        partners=tuple(
            CasePartner(item.id, partner_name(item), residents(item, start), finances.get(item.id))
            for item in dossier.partners
        ),
        tasks=dossier.tasks,
        start_year=start,
        form=agreed.form.value if agreed and agreed.form else None,
        same_employer=dossier.cooperation is not None and dossier.cooperation.kind is Kind.INTERNAL,
        cost_key=complete_key(dossier),
        transition_budget=agreed.transition_budget if agreed else None,
        change_cost=change_cost(dossier, hourly_cost=hourly_cost),
        transition_costs=dossier.transition_costs,
        coordination_hours=dossier.coordination_hours,
        correlations=dossier.correlations,
        kind=(dossier.cooperation.kind if dossier.cooperation else Kind.INTERMUNICIPAL).value,
        doubting_centre=doubting_centre,
        service_level_chosen=service_level_chosen,
        unmeasured_partners=unmeasured,
        assumptions=dossier.assumptions,
    )


def complete_key(dossier: Dossier) -> Mapping[str, float] | None:
    """The agreed key, scaled to exactly 1; None when it does not cover every partner."""
    key = dossier.agreements.cost_key if dossier.agreements else {}
    if not key or {partner.id for partner in dossier.partners} != set(key):
        return None
    total = fsum(share.value for share in key.values())
    return {name: share.value / total for name, share in key.items()}


_STAFF_KINDS = frozenset(
    {LedgerKind.CONTACT, LedgerKind.PREPARATION, LedgerKind.PRACTICE, LedgerKind.MANAGER_TALKS}
)


def change_cost(dossier: Dossier, *, hourly_cost: float) -> Figure | None:
    """What is reserved for people and measures: euro, once. None when nothing is reserved at all.

    Hours count at ``hourly_cost``. Backfill pays for hours of employees that count already, so both together count
    once. A line of the ledger for a group replaces the amount at that group. The range adds the half-widths of the
    parts as independent errors.
    """
    parts: list[tuple[Figure, float]] = []
    for measure, price in (("hours", hourly_cost), ("euros", 1.0)):
        lines = [line for line in dossier.ledger if getattr(line, measure) is not None]
        with_lines = {line.group for line in lines}
        parts += [(getattr(line, measure), price) for line in lines]
        for group in dossier.people:
            figure = getattr(group, f"{measure}_reserved")
            parts += [(figure, price)] if figure and group.id not in with_lines else []
        parts += [
            (getattr(item, measure), price)
            for _section, item in all_measures(dossier)
            if not item.done and getattr(item, measure)
        ]
    if not parts:
        return None
    value = fsum(figure.value * price for figure, price in parts) - _counted_twice(dossier, hourly_cost)
    below = hypot(*((figure.value - _low(figure)) * price for figure, price in parts))
    above = hypot(*((_high(figure) - figure.value) * price for figure, price in parts))
    if not (below or above):
        return Figure(value=value)
    return Figure(value=value, low=max(0.0, value - below), high=value + above)


def _counted_twice(dossier: Dossier, hourly_cost: float) -> float:
    """Euro of backfill, as far as the hours that it replaces stand in the ledger too."""
    staff = fsum(line.hours.value for line in dossier.ledger if line.hours and line.kind in _STAFF_KINDS)
    backfill = fsum(
        line.euros.value for line in dossier.ledger if line.euros and line.kind is LedgerKind.BACKFILL
    )
    return min(staff * hourly_cost, backfill)


def _low(figure: Figure) -> float:
    return figure.value if figure.low is None else figure.low


def _high(figure: Figure) -> float:
    return figure.value if figure.high is None else figure.high


def form_answers(dossier: Dossier) -> Answers:
    """The answers about the form, with what the partners already say filled in."""
    answers = dossier.form_answers or Answers()
    filled: dict[str, object] = {}
    if answers.public_bodies is None and dossier.partners:
        filled["public_bodies"] = sum(partner.public for partner in dossier.partners)
    if answers.private_partner is None and dossier.partners:
        filled["private_partner"] = any(not partner.public for partner in dossier.partners)
    if answers.kind is None and dossier.cooperation is not None:
        filled["kind"] = dossier.cooperation.kind
    return answers.model_copy(update=filled)


def voting(dossier: Dossier) -> Voting | None:
    """The agreed votes, or None while there are none."""
    agreed = dossier.agreements
    if agreed is None or not agreed.votes:
        return None
    return Voting(votes=agreed.votes, quota=agreed.quota)
