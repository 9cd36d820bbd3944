"""The four stumbling blocks. A block about which the dossier says nothing is unknown, never fine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import fsum

from vierkant.business_case.results import CaseResult, StreamId
from vierkant.change.results import PeopleResult
from vierkant.cost_sharing.results import SharingResult
from vierkant.dossier.forms import VOTING_FINDINGS, FormParts
from vierkant.dossier.measures import all_measures
from vierkant.dossier.numbers import NumberParts
from vierkant.dossier.results import Block, PlannedMeasure
from vierkant.dossier.sections import Agreements, Dossier, KeyBasis, Kind, Measure, StumblingBlock
from vierkant.grip.results import GripResult
from vierkant.positions.results import PositionsResult
from vierkant.quantities import (
    Certainty,
    Computed,
    Confidence,
    Explanation,
    Finding,
    Input,
    Level,
    Message,
    Missing,
    Number,
    Unit,
)
from vierkant.voting_power.results import VotingResult
from vierkant.withdrawal.results import WithdrawalResult

_OVERHEAD_FINDINGS = frozenset(
    {
        "no_net_saving",
        "loss_likely",
        "loss_nearly_certain",
        "no_transition_budget",
        "transition_budget_low",
        "saving_in_first_year",
        "plan_above_evidence",
        "payback_uncertain",
        "too_many_partners",
        "administration_keeps_councils",
        "no_ranges",
        "no_baseline",
        "baseline_elsewhere",
        "lines_above_budget",
        "coordination_above_estimate",
        "same_service_for_less",
        "looks_like_whole_organisation",
    }
)
_ORDER = (Level.GREEN, Level.UNKNOWN, Level.AMBER, Level.RED)
"""From light to heavy."""
_INTEREST_FINDINGS = frozenset({"partner_loses", "size_ratio", "key_assumed", "key_shifts_costs"})
_SHARING_FINDINGS = frozenset(
    {
        "cooperation_costs_more",
        "no_stable_key",
        "dearer_than_alone",
        "group_better_off",
        "key_not_use",
        "key_partly_use",
        "pays_out",
    }
)
"""What the key says about interests; faults of a table and prices stand on its own page."""
_POSITION_FINDINGS = frozenset({"pacts_block", "no_package"})
_LEAVING_FINDINGS = frozenset({"withdrawal.p03_fails", "withdrawal.p06_fails", "withdrawal.method_silent"})
_MOTIVE_FINDINGS = frozenset(
    {
        "centre_lukewarm",
        "nobody_wants",
        "partner_doubts",
        "saving_only",
        "conflict",
        "conflict_costs",
        "little_shared",
    }
)
"""What the motives say about interests; the others stand on their own page."""
_PEOPLE_FINDINGS = frozenset({"no_change_cost"})


@dataclass(frozen=True, slots=True)
class Parts:
    """What the capabilities found; the raw material of the blocks."""

    case: CaseResult | None
    case_missing: tuple[Missing, ...]
    people: PeopleResult
    voting: VotingResult | None
    sharing: SharingResult | None
    positions: PositionsResult | None
    withdrawal: WithdrawalResult | None
    form: FormParts
    grip: GripResult
    numbers: NumberParts


def blocks(dossier: Dossier, parts: Parts) -> tuple[Block, ...]:
    """The blocks, the human side first."""
    return (
        _people(dossier, parts),
        _overhead(dossier, parts),
        _grip(dossier, parts),
        _interests(dossier, parts),
    )


def planned(measure: Measure, section: str = "measures") -> PlannedMeasure:
    """A measure as shown. It is complete with an owner, a date, and hours or euros."""
    hours = measure.hours.value if measure.hours else None
    euros = measure.euros.value if measure.euros else None
    complete = bool(measure.owner and measure.due and (hours is not None or euros is not None))
    return PlannedMeasure(
        measure.id,
        measure.block,
        measure.text,
        measure.owner,
        measure.due,
        hours,
        euros,
        measure.done,
        complete,
        section,
    )


def worst(levels: Iterable[Level]) -> Level:
    """The heaviest level; green when there is none. Unknown weighs more than green, less than amber."""
    return max(levels, key=_ORDER.index, default=Level.GREEN)


def _block(
    dossier: Dossier,
    identifier: StumblingBlock,
    *,
    known: bool,
    facts: Sequence[Computed] = (),
    findings: Sequence[Finding] = (),
    missing: Sequence[Missing] = (),
) -> Block:
    measures = tuple(
        planned(item, section) for section, item in all_measures(dossier) if item.block is identifier
    )
    open_measures = [item for item in measures if not item.done]
    found = [*findings, *_measure_findings(identifier, open_measures, known=known)]
    level = (
        worst([finding.level for finding in found] + [Level.AMBER] * bool(missing))
        if known
        else Level.UNKNOWN
    )
    return Block(
        id=identifier,
        level=level,
        headline=Message(f"dossier.block.{identifier.value}.{level.value}"),
        facts=tuple(facts),
        findings=tuple(sorted(found, key=lambda item: -_ORDER.index(item.level))),
        missing=tuple(missing),
        measures=measures,
        hours=fsum(item.hours or 0 for item in open_measures),
        euros=fsum(item.euros or 0 for item in open_measures),
    )


def _measure_findings(
    block: StumblingBlock, measures: Sequence[PlannedMeasure], *, known: bool
) -> Iterable[Finding]:
    if known and not measures:
        yield _finding("no_measure", Level.AMBER, block=Message(f"dossier.block_name.{block.value}"))
    for measure in measures:
        if not measure.complete:
            yield _finding("measure_incomplete", Level.AMBER, measure=measure.text)


def _finding(
    name: str,
    level: Level,
    *,
    source: str | None = None,
    certainty: Certainty = Certainty.HIGH,
    **arguments: str | Message | Number,
) -> Finding:
    return Finding(
        name,
        level,
        Message(f"dossier.finding.{name}", arguments),
        Message(f"dossier.finding.{name}_action", arguments),
        source,
        certainty,
    )


def _missing(section: str, name: str) -> Missing:
    return Missing(section, Message(f"dossier.missing.{name}"), Message(f"dossier.missing.{name}_cost"))


def _case_findings(case: CaseResult | None, wanted: frozenset[str]) -> list[Finding]:
    return [finding for finding in case.findings if finding.id in wanted] if case else []


def _people(dossier: Dossier, parts: Parts) -> Block:
    people = parts.people
    findings = [*people.findings, *_case_findings(parts.case, _PEOPLE_FINDINGS)]
    return _block(
        dossier,
        StumblingBlock.PEOPLE,
        known=bool(dossier.people),
        facts=[
            fact
            for fact in (people.people, people.hours_reserved, people.hours_needed, people.euros_reserved)
            if fact is not None
        ],
        findings=findings,
        missing=people.missing,
    )


def _overhead(dossier: Dossier, parts: Parts) -> Block:
    missing = list(parts.case_missing)
    if not dossier.tasks:
        missing = [_missing("tasks", "tasks")]
    return _block(
        dossier,
        StumblingBlock.OVERHEAD,
        known=parts.case is not None,
        facts=_overhead_facts(parts.case) if parts.case else (),
        findings=_case_findings(parts.case, _OVERHEAD_FINDINGS),
        missing=missing,
    )


def _overhead_facts(case: CaseResult) -> tuple[Computed, ...]:
    last = len(case.years) - 1
    coordination = next(item for item in case.total.streams if item.id is StreamId.COORDINATION)
    baseline = case.total.baseline
    cost = -coordination.mean[last]
    share = cost / baseline.value if baseline.value else 0.0
    explanation = Explanation(
        Message("dossier.fact.coordination_share_method"),
        (
            Input(Message("dossier.fact.coordination_cost"), cost, Unit.EURO_PER_YEAR, Confidence.ESTIMATED),
            Input(baseline.label, baseline.value, Unit.EURO_PER_YEAR, Confidence.ESTIMATED),
        ),
        certainty=Certainty.LOW,
    )
    label = Message("dossier.fact.coordination_share")
    return (
        Computed("coordination_share", label, share, Unit.SHARE, explanation, decimals=1),
        case.total.structural,
        case.total.peak_funding,
    )


def _grip(dossier: Dossier, parts: Parts) -> Block:
    agreed = dossier.agreements
    if agreed is None:
        missing = [_missing("agreements", "agreements")]
        return _block(dossier, StumblingBlock.GRIP, known=False, missing=missing)
    about_grip = (
        agreed.form, agreed.other_form, agreed.evaluation_on, agreed.information_terms, agreed.works_council_asked_on
    )  # fmt: skip
    findings = [
        *(finding for finding in parts.form.findings if finding.id not in VOTING_FINDINGS),
        *(parts.form.arrangement.findings if parts.form.arrangement and _has_text(dossier) else ()),
        *(finding for finding in parts.grip.findings if finding.level in (Level.RED, Level.AMBER)),
        *_works_council(dossier, agreed),
    ]
    missing = []
    if agreed.form is None and agreed.other_form is None:
        missing.append(_missing("agreements", "form"))
    if agreed.evaluation_on is None:
        missing.append(_missing("agreements", "evaluation"))
    if not agreed.information_terms:
        missing.append(_missing("agreements", "information"))
    if dossier.cooperation is not None and dossier.cooperation.next_decision_on is None:
        missing.append(_missing("cooperation", "next_decision"))
    known = any(about_grip)
    return _block(dossier, StumblingBlock.GRIP, known=known, findings=findings, missing=missing)


def _has_text(dossier: Dossier) -> bool:
    """Somebody looked at the text of the arrangement; before that its gaps are no news."""
    return dossier.arrangement_text is not None or bool(dossier.clauses)


def _works_council(dossier: Dossier, agreed: Agreements) -> Iterable[Finding]:
    if dossier.people and agreed.works_council_asked_on is None:
        yield _finding("works_council", Level.AMBER, source="art. 25 WOR")


def _interests(dossier: Dossier, parts: Parts) -> Block:
    agreed = dossier.agreements
    case = parts.case
    findings = _case_findings(case, _INTEREST_FINDINGS)
    findings += [item for item in parts.numbers.motives.findings if item.id in _MOTIVE_FINDINGS]
    missing = []
    if parts.voting is not None:
        findings += parts.voting.findings
    elif len(dossier.partners) > 1 and _has_votes(dossier):
        missing.append(_missing("agreements", "votes"))
    if agreed is None or not agreed.cost_key:
        missing.append(_missing("agreements", "cost_key"))
    elif set(agreed.cost_key) != {partner.id for partner in dossier.partners}:
        findings.append(_finding("key_incomplete", Level.AMBER))
    findings += _of_the_rooms(parts)
    if parts.sharing is None:
        findings += _key_not_use(agreed)
    silent = agreed is None or not agreed.withdrawal_terms
    if silent and (dossier.withdrawal_rule is None or dossier.withdrawal_rule.method is None):
        missing.append(_missing("agreements", "withdrawal"))
    known = bool(agreed and (agreed.cost_key or agreed.votes)) or (
        case is not None and len(case.partners) > 1
    )
    return _block(
        dossier,
        StumblingBlock.INTERESTS,
        known=known,
        facts=_interest_facts(parts),
        findings=findings,
        missing=missing,
    )


def _of_the_rooms(parts: Parts) -> list[Finding]:
    """What the rooms behind Belangen found, as far as it decides how the interests stand."""
    rooms = (
        (parts.sharing, _SHARING_FINDINGS),
        (parts.positions, _POSITION_FINDINGS),
        (parts.withdrawal, _LEAVING_FINDINGS),
    )
    return [item for room, wanted in rooms if room is not None for item in room.findings if item.id in wanted]


def _key_not_use(agreed: Agreements | None) -> list[Finding]:
    """Rule T02 on the word of the partners, while no key can be counted."""
    bases = (KeyBasis.RESIDENTS, KeyBasis.EQUAL, KeyBasis.HISTORIC)
    if agreed is None or agreed.cost_key_basis not in bases:
        return []
    law = "art. 8e lid 1 c Wet Vpb"
    return [_finding("key_not_use", Level.AMBER, source=law, certainty=Certainty.MEDIUM)]


def _interest_facts(parts: Parts) -> tuple[Computed, ...]:
    """What there is to share, and how easily the board decides."""
    saving = parts.sharing.game.saving if parts.sharing is not None else None
    decisive = parts.voting.decisiveness if parts.voting is not None else None
    return tuple(fact for fact in (saving, decisive) if fact is not None)


def _has_votes(dossier: Dossier) -> bool:
    """Inside one municipality the executive decides; there are no votes to agree on."""
    return dossier.cooperation is None or dossier.cooperation.kind is not Kind.INTERNAL
