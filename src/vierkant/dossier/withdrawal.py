"""The price of leaving in a dossier: the arrangement's own rule, the business case, the key and the votes together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil, fsum, hypot

from vierkant.business_case.coalitions import coalition_cost_of
from vierkant.business_case.inputs import CaseInput
from vierkant.business_case.results import CaseResult, KeyBasis
from vierkant.cost_sharing.results import CostsSource, KeyResult, SharingResult
from vierkant.dossier.coalitions import coalition_members
from vierkant.dossier.composing import form_answers, partner_name
from vierkant.dossier.sections import Dossier, Kind
from vierkant.legal_form.inputs import Clause
from vierkant.quantities import Computed, Confidence, Figure
from vierkant.sources import overridden
from vierkant.voting_power import banzhaf
from vierkant.voting_power.results import VotingResult
from vierkant.withdrawal import assess_withdrawal
from vierkant.withdrawal.inputs import (
    ClauseFacts,
    ContributionBasis,
    Votes,
    WithdrawalInput,
    WithdrawalPartner,
    WithdrawalRule,
)
from vierkant.withdrawal.results import WithdrawalResult

_BASIS = {
    KeyBasis.AGREED: ContributionBasis.AGREED,
    KeyBasis.RESIDENTS: ContributionBasis.RESIDENTS,
    KeyBasis.EQUAL: ContributionBasis.EQUAL,
}


def withdrawal_of(
    dossier: Dossier,
    case_data: CaseInput,
    case: CaseResult | None,
    sharing: SharingResult | None,
    voting: VotingResult | None,
) -> WithdrawalResult | None:
    """The price of leaving for every partner; None when there are no two partners with costs.

    Inside one municipality nobody leaves: departments have no sum to pay to each other.
    """
    kind = dossier.cooperation.kind if dossier.cooperation else Kind.INTERMUNICIPAL
    if len(dossier.partners) < 2 or kind is Kind.INTERNAL:
        return None
    partners = _partners(dossier, case_data, case, sharing)
    if partners is None:
        return None
    parameters = overridden("business_case", dossier.assumptions)
    rate, cost = parameters["discount.rate"], parameters["price.cost_per_fte"]
    agreed = dossier.agreements
    bodies = form_answers(dossier).bodies
    return assess_withdrawal(
        WithdrawalInput(
            partners=partners,
            rule=dossier.withdrawal_rule or WithdrawalRule(),
            facts={row.partner: row for row in dossier.withdrawal_facts},
            form=agreed.form if agreed else None,
            clauses=_clauses(dossier),
            bodies=None if bodies is None else frozenset(body.value for body in bodies),
            joint_cost=fsum(partner.contribution.value for partner in partners),
            discount_rate=Figure(value=rate.value),
            cost_per_fte=Figure(
                value=cost.value, low=cost.low, high=cost.high, confidence=Confidence.ASSUMED
            ),
            votes=_votes(voting),
            assumptions=dossier.assumptions,
        )
    )


def _clauses(dossier: Dossier) -> ClauseFacts:
    """What was looked up in the text about leaving."""
    lines = {line.id: line for line in dossier.clauses}
    conditions, consequences = lines.get(Clause.EXIT_CONDITIONS), lines.get(Clause.EXIT_CONSEQUENCES)
    text = dossier.arrangement_text
    return ClauseFacts(
        conditions=conditions.present if conditions else None,
        consequences=consequences.present if consequences else None,
        needs_consent=text.exit_needs_consent if text else None,
        place=next((line.place for line in (conditions, consequences) if line and line.place), None),
    )


def _partners(
    dossier: Dossier, case_data: CaseInput, case: CaseResult | None, sharing: SharingResult | None
) -> tuple[WithdrawalPartner, ...] | None:
    """Every partner with what it will be charged; None when nobody can say that of all of them."""
    key = _key(sharing)
    charged: Mapping[str, Figure] | None = None
    basis = ContributionBasis.EQUAL
    smaller: Mapping[str, float] = {}
    if key is not None and sharing is not None:
        charged = {row.partner: _figure(row.amount) for row in key.amounts}
        basis = ContributionBasis.KEY
        smaller = _smaller_costs(dossier, case_data, sharing)
    elif case is not None:
        charged, basis = _by_key(case), _BASIS[case.key_basis]
    else:
        filled = {row.partner: row.contribution for row in dossier.withdrawal_facts if row.contribution}
        charged = filled if len(filled) == len(dossier.partners) else None
    if charged is None or any(partner.id not in charged for partner in dossier.partners):
        return None
    total = fsum(charged[partner.id].value for partner in dossier.partners)
    alone = {row.id: row.outcome.baseline for row in case.partners} if case else {}
    if basis is ContributionBasis.KEY and sharing is not None:
        alone = {row.id: row.alone for row in sharing.partners}  # both sides from the same game
    gains = _gains(case, charged, alone) if case and not _own_table(sharing) else {}
    reserves = {row.partner: row.exit_reserve for row in dossier.finances}
    return tuple(
        WithdrawalPartner(
            id=partner.id,
            name=partner_name(partner),
            key_share=charged[partner.id].value / total if total > 0 else 1 / len(dossier.partners),
            contribution=charged[partner.id],
            contribution_basis=basis,
            alone_cost=_figure(alone[partner.id]) if partner.id in alone else None,
            gain=gains.get(partner.id),
            own_fte=_own_fte(dossier, partner.id),
            smaller_cost=smaller.get(partner.id),
            exit_reserve=reserves.get(partner.id),
        )
        for partner in dossier.partners
    )


def _key(sharing: SharingResult | None) -> KeyResult | None:
    """The key by which the joint organisation will charge: the one that is proposed, else the agreed shares."""
    if sharing is None or sharing.shown is None or sharing.game.total.value <= 0:
        return None
    found = sharing.key(sharing.shown)
    return found if found is not None and found.amounts else None


def _by_key(case: CaseResult) -> dict[str, Figure]:
    """The joint cost once everything has settled, by the key of the business case."""
    before, net = case.total.baseline, case.total.structural
    value = before.value - net.value
    below = hypot(before.value - _low(before), _high(net) - net.value)
    above = hypot(_high(before) - before.value, net.value - _low(net))
    return {
        row.id: Figure(
            value=row.key_share * value,
            low=row.key_share * (value - max(0.0, below)),
            high=row.key_share * (value + max(0.0, above)),
            confidence=Confidence.ESTIMATED,
        )
        for row in case.partners
    }


def _own_table(sharing: SharingResult | None) -> bool:
    return sharing is not None and sharing.costs_source is CostsSource.TABLE


def _gains(
    case: CaseResult, charged: Mapping[str, Figure], alone: Mapping[str, Computed]
) -> dict[str, Figure]:
    """Contribution minus cost alone: uncertain by the net result and by what the key moves, not by the cost itself."""
    net = case.total.structural
    found = {}
    for row in case.partners:
        share, shift = row.key_share, row.key_shift
        moved = (0.0, 0.0) if shift is None else (shift.value - _low(shift), _high(shift) - shift.value)
        below = hypot(moved[0], share * (_high(net) - net.value))
        above = hypot(moved[1], share * (net.value - _low(net)))
        value = charged[row.id].value - alone[row.id].value
        found[row.id] = Figure(value=value, low=value - below, high=value + above)
    return found


def _figure(computed: Computed) -> Figure:
    """A result of another room as an input of this one. A mean may lie just outside P10..P90; a figure may not."""
    value = computed.value
    if computed.low is None or computed.high is None:
        return Figure(value=value, confidence=Confidence.ESTIMATED)
    return Figure(
        value=value,
        low=min(value, computed.low),
        high=max(value, computed.high),
        confidence=Confidence.ESTIMATED,
    )


def _low(computed: Computed) -> float:
    return computed.value if computed.low is None else computed.low


def _high(computed: Computed) -> float:
    return computed.value if computed.high is None else computed.high


def _own_fte(dossier: Dossier, partner: str) -> Figure | None:
    """FTE that the partner puts into the joint tasks now; ranges add up as independent errors."""
    found = [
        part.own_fte
        for task in dossier.tasks
        for name, part in task.parts.items()
        if name == partner and part.own_fte is not None
    ]
    if not found:
        return None
    value = fsum(figure.value for figure in found)
    below = hypot(*(figure.value - (figure.value if figure.low is None else figure.low) for figure in found))
    above = hypot(
        *((figure.value if figure.high is None else figure.high) - figure.value for figure in found)
    )
    if not (below or above):
        return Figure(value=value, confidence=found[0].confidence)
    return Figure(
        value=value, low=max(0.0, value - below), high=value + above, confidence=found[0].confidence
    )


def _smaller_costs(dossier: Dossier, case: CaseInput, sharing: SharingResult) -> dict[str, float]:
    """What the work costs all others together without each partner, in the game that the keys were counted in."""
    order = [partner.id for partner in dossier.partners]
    if len(order) < 3:
        return {}
    if sharing.costs_source is CostsSource.TABLE:
        table = dossier.coalition_costs.costs if dossier.coalition_costs else {}
        found = {frozenset(coalition_members(name)): cost for name, cost in table.items()}
        without = {partner: frozenset(order) - {partner} for partner in order}
        return {partner: found[rest] for partner, rest in without.items() if rest in found}
    import numpy as np  # heavy: `vierkant --help` must not wait for it

    asked = ~np.eye(len(order), dtype=np.bool_)
    costs = coalition_cost_of(case)(asked)
    return {partner: float(costs[place]) for place, partner in enumerate(order)}


def _votes(voting: VotingResult | None) -> Votes | None:
    """Power now, and without each partner; None without votes that can be counted."""
    if voting is None or any(row.power is None for row in voting.partners):
        return None
    votes = {row.id: row.votes for row in voting.partners}
    without: dict[str, Mapping[str, float]] = {}
    largest: dict[str, float] = {}
    for leaver in votes:
        rest = {name: number for name, number in votes.items() if name != leaver}
        total = sum(rest.values())
        if not total:
            continue
        quota = _quota_without(voting.quota, voting.total_votes, total)
        powers = _powers(list(rest.values()), quota)
        if powers is not None:
            without[leaver] = dict(zip(rest, powers, strict=True))
        largest[leaver] = max(rest.values()) / total
    now = {row.id: row.power.value for row in voting.partners if row.power}
    return Votes(now, without, largest)


def _quota_without(quota: int, total: int, rest: int) -> int:
    """The votes needed when votes go: more than half stays more than half, another quota falls in proportion."""
    if quota == total // 2 + 1:
        return rest // 2 + 1
    return max(1, min(rest, ceil(quota * rest / total)))


def _powers(votes: Sequence[int], quota: int) -> list[float] | None:
    """Normalised Banzhaf powers; None when the votes are too fine to count."""
    try:
        swings = [float(number) for number in banzhaf(votes, quota)]
    except ValueError:
        return None
    whole = fsum(swings)
    return [swing / whole for swing in swings]
