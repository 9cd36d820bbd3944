"""What the figures mean for the decision: red flags, each with what to do and where the rule comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vierkant.business_case import words
from vierkant.business_case.model import Model
from vierkant.business_case.results import (
    Evidence,
    KeyBasis,
    Outcome,
    PartnerCase,
    PromisedPlan,
    TaskCase,
)
from vierkant.quantities import Certainty, Finding, Level, MessageArgument, Number, Unit

LARGE_SIZE_RATIO = 3.0
WHOLE_ORGANISATION_FTE_PER_THOUSAND = 4.0
"""Dutch municipalities have 5 to 8.5 FTE per 1,000 residents; a partner that moves four has little left."""

LIKELY = 0.5
NEARLY_CERTAIN = 0.985
"""Above this a share is written as nearly all: a simulation cannot know what is certain."""
UNCERTAIN_NEVER = 0.25
UNCERTAIN_YEARS = 4

_CASES = "BAR, SED, WODV, Ommen-Hardenberg, UW, BUCH, HLT, Drechtsteden (2011-2022)"
_SIZE = "Ommen-Hardenberg 2012-2019; UW Samenwerking 2014-2019"
_START = "Dijkgraaf & Gradus 2013; Ferraresi, Migali & Rizzo 2018"
_KEYS = "SED 2022; SWO De Wolden-Hoogeveen; UW Samenwerking 2019; WODV Duivenvoorde 2020"
_OWN = "docs/methods/business_case.md"


@dataclass(frozen=True, slots=True)
class Found:
    """What the findings look at."""

    model: Model
    total: Outcome
    partners: tuple[PartnerCase, ...]
    tasks: tuple[TaskCase, ...]
    promised: PromisedPlan | None
    break_even: int | None


def findings(found: Found) -> tuple[Finding, ...]:
    """All findings, the gravest first; within a level in the order of the questions a controller asks."""
    everything = [
        *_result(found),
        *_budget(found),
        *_plan(found),
        *_partners(found),
        *_certainty(found),
    ]
    order = {Level.RED: 0, Level.AMBER: 1, Level.UNKNOWN: 2, Level.GREEN: 3}
    return tuple(sorted(everything, key=lambda item: order[item.level]))


def _finding(
    name: str,
    level: Level,
    source: str,
    certainty: Certainty = Certainty.MEDIUM,
    **arguments: MessageArgument,
) -> Finding:
    return Finding(
        id=name,
        level=level,
        text=words.message(f"finding.{name}", **arguments),
        action=words.message(f"action.{name}", **arguments),
        source=source,
        certainty=certainty,
    )


def _result(found: Found) -> Iterator[Finding]:
    total = found.total
    if all(task.evidence is Evidence.NONE for task in found.tasks):
        yield _finding("no_saving_counted", Level.AMBER, "Allers & de Greef 2018; Allers & Geertsema 2016")
    if total.structural.value < 0:
        yield _finding(
            "no_net_saving", Level.RED, _OWN, Certainty.LOW, amount=words.euros(-total.structural.value)
        )
    if total.negative_npv_10.value > NEARLY_CERTAIN:
        amount = words.euros(total.npv_10.value)
        yield _finding("loss_nearly_certain", Level.RED, _OWN, Certainty.LOW, amount=amount)
    elif total.negative_npv_10.value > LIKELY:
        yield _finding(
            "loss_likely",
            Level.RED,
            _OWN,
            Certainty.LOW,
            share=words.percentage(total.negative_npv_10.value),
            amount=words.euros(total.npv_10.value),
        )
    elif total.payback.never.value > UNCERTAIN_NEVER or _wide_payback(total):
        yield _finding(
            "payback_uncertain",
            Level.AMBER,
            _START,
            share=words.percentage(total.payback.never.value),
        )


def _wide_payback(total: Outcome) -> bool:
    low, high = total.payback.low, total.payback.high
    return low is not None and (high is None or high - low > UNCERTAIN_YEARS)


def _budget(found: Found) -> Iterator[Finding]:
    case, total = found.model.case, found.total
    once = next(stream for stream in total.streams if stream.id == "transition")
    usual = found.model.parameters["transition.share_of_budget"]
    expected = usual.value * total.baseline.value
    if case.transition_budget is None or case.transition_budget.value <= 0:
        yield _finding("no_transition_budget", Level.RED, _CASES, amount=words.euros(expected))
    elif usual.low is not None and -sum(once.mean) < usual.low * total.baseline.value:
        yield _finding(
            "transition_budget_low",
            Level.AMBER,
            usual.source,
            Certainty.LOW,
            budget=words.euros(-sum(once.mean)),
            low=words.euros(usual.low * total.baseline.value),
        )
    if case.change_cost is None or case.change_cost.value <= 0:
        yield _finding("no_change_cost", Level.RED, _CASES)


def _plan(found: Found) -> Iterator[Finding]:
    case = found.model.case
    for task in found.model.tasks:
        from_year, start = task.task.planned_from, case.start_year
        if task.plan and from_year is not None and start is not None and from_year <= start + 1:
            yield _finding(
                "saving_in_first_year", Level.RED, _START, task=task.task.name, year=str(from_year)
            )
    for case_task in found.tasks:
        if case_task.promised is None or case_task.promised.value <= case_task.effect.value * 1.1 + 1:
            continue
        # A plan without evidence reaches as far as its own promise; only evidence can be exceeded outright.
        limit = case_task.effect.high
        beyond = (
            case_task.evidence is not Evidence.PLAN and limit is not None and case_task.promised.value > limit
        )
        yield _finding(
            "plan_above_evidence",
            Level.RED if beyond else Level.AMBER,
            _CASES,
            task=case_task.name,
            promised=words.euros(case_task.promised.value),
            expected=words.euros(case_task.effect.value),
        )
    for case_task in found.tasks:
        if case_task.group == "general_administration" and case_task.evidence is Evidence.PUBLISHED:
            yield _finding(
                "administration_keeps_councils",
                Level.AMBER,
                "ESB 4711 (2015); Allers & Geertsema 2016",
                Certainty.LOW,
                task=case_task.name,
            )


def _partners(found: Found) -> Iterator[Finding]:
    gains = [partner for partner in found.partners if partner.outcome.npv_10.value > 0]
    if gains:
        for partner in found.partners:
            if partner.outcome.npv_10.value < 0:
                yield _finding(
                    "partner_loses",
                    Level.RED,
                    _KEYS,
                    partner=partner.name,
                    amount=words.euros(-partner.outcome.npv_10.value),
                )
    sizes = {partner.name: partner.residents for partner in found.partners if partner.residents}
    if len(sizes) >= 2:
        ordered = sorted(sizes.items(), key=lambda item: item[1] or 0.0)
        ratio = (ordered[-1][1] or 0.0) / (ordered[0][1] or 1.0)
        if ratio > LARGE_SIZE_RATIO:
            yield _finding(
                "size_ratio",
                Level.AMBER,
                _SIZE,
                large=ordered[-1][0],
                small=ordered[0][0],
                ratio=Number(ratio, Unit.NUMBER, 1),
            )
    yield from _key(found)
    if found.break_even is not None and found.model.active_partners > found.break_even:
        yield _finding(
            "too_many_partners",
            Level.AMBER,
            "Blåka 2017, Public Administration 95(4)",
            Certainty.LOW,
            partners=found.model.active_partners,
            most=found.break_even,
        )


def _key(found: Found) -> Iterator[Finding]:
    if found.model.key_basis is not KeyBasis.AGREED:
        basis = words.message(f"key.{found.model.key_basis.value}")
        yield _finding("key_assumed", Level.AMBER, _KEYS, basis=basis)
    for partner in found.partners:
        shift = partner.key_shift
        if shift is not None and shift.value > max(0.02 * partner.outcome.baseline.value, 1.0):
            yield _finding(
                "key_shifts_costs", Level.AMBER, _KEYS, partner=partner.name, amount=words.euros(shift.value)
            )


def _certainty(found: Found) -> Iterator[Finding]:
    own = [variable for variable in found.model.variables.values() if variable.name.startswith("task.")]
    if own and not any(variable.uncertain for variable in own):
        yield _finding("no_ranges", Level.AMBER, _OWN)
    for partner in found.partners:
        fte = sum(
            found.model.value(part.own_fte)
            for task in found.model.tasks
            for part in task.parts
            if part.own_fte and task.leaves_overhead and found.model.partners[part.partner].id == partner.id
        )
        limit = WHOLE_ORGANISATION_FTE_PER_THOUSAND * (partner.residents or 0.0) / 1000
        if 0 < limit < fte:
            yield _finding(
                "looks_like_whole_organisation",
                Level.AMBER,
                "BBV indicators of seven municipalities, 2017-2026: 5 to 8.5 FTE per 1,000 residents",
                partner=partner.name,
                fte=round(fte),
            )
