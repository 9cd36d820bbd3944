"""What the figures mean for the decision: red flags, each with what to do and where the rule comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import fsum

from vierkant.business_case import words
from vierkant.business_case.alternatives import WHOLE_ORGANISATION_FTE_PER_THOUSAND
from vierkant.business_case.correlations import check_correlations
from vierkant.business_case.model import Model, counted_lines
from vierkant.business_case.results import (
    Evidence,
    KeyBasis,
    Outcome,
    PartnerCase,
    PromisedPlan,
    TaskCase,
)
from vierkant.business_case.results_beside import CoordinationYear
from vierkant.quantities import Certainty, Finding, Level, MessageArgument, Number, Unit

LARGE_SIZE_RATIO = 3.0

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
_CENTRE = "Gemeentelijke samenwerking: lessen (2016)"
_SERVICE = "Berenschot 2020, valkuilen; HLTsamen 2019; BAR 2015; BUCH 2020"
_BASELINE = "NSW Auditor-General 2018; Victorian Auditor-General 2014; UW Samenwerking 2014-2019"


@dataclass(frozen=True, slots=True)
class Found:
    """What the findings look at."""

    model: Model
    total: Outcome
    partners: tuple[PartnerCase, ...]
    tasks: tuple[TaskCase, ...]
    promised: PromisedPlan | None
    break_even: int | None
    coordination: tuple[CoordinationYear, ...] = ()


def findings(found: Found) -> tuple[Finding, ...]:
    """All findings, the gravest first; within a level in the order of the questions a controller asks."""
    everything = [
        *_result(found),
        *_baseline(found),
        *_budget(found),
        *_plan(found),
        *_partners(found),
        *_steering(found),
        *_certainty(found),
        *found.model.impossible,
        *check_correlations(found.model.every, found.model.case.correlations),
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
    lines = counted_lines(case)
    if not lines and (case.transition_budget is None or case.transition_budget.value <= 0):
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
    asked = fsum(line.amount.value for line in lines if line.amount)
    if lines and case.transition_budget is not None and asked > case.transition_budget.value * 1.001:
        yield _finding(
            "lines_above_budget",
            Level.AMBER,
            _CASES,
            lines=words.euros(asked),
            budget=words.euros(case.transition_budget.value),
        )
    if case.change_cost is None or case.change_cost.value <= 0:
        yield _finding("no_change_cost", Level.RED, _CASES)


def _baseline(found: Found) -> Iterator[Finding]:
    """Without a baseline nothing can be compared with doing nothing."""
    case = found.model.case
    names = {partner.id: partner.name for partner in case.partners}
    elsewhere = [names[item] for item in case.unmeasured_partners if item in names]
    if elsewhere:
        yield _finding("baseline_elsewhere", Level.RED, _BASELINE, partners=", ".join(elsewhere))
    unknown = [task.task.name for task in found.model.tasks if not any(part.has_cost for part in task.parts)]
    if unknown:
        yield _finding("no_baseline", Level.RED, _BASELINE, tasks=", ".join(unknown))


def _steering(found: Found) -> Iterator[Finding]:
    """Who does the work for the others, and what aligning costs in practice."""
    case = found.model.case
    if case.doubting_centre:
        yield _finding("doubting_centre", Level.RED, _CENTRE)
    above = [row for row in found.coordination if row.measured_hours > row.estimated_high * 1.001]
    if above:
        last = above[-1]
        yield _finding(
            "coordination_above_estimate",
            Level.AMBER,
            _OWN,
            year=str(last.calendar_year),
            measured=Number(last.measured_hours, Unit.HOURS_PER_YEAR),
            estimated=Number(last.estimated_hours, Unit.HOURS_PER_YEAR),
        )


def _plan(found: Found) -> Iterator[Finding]:
    case = found.model.case
    for task in found.model.tasks:
        from_year, start = task.task.planned_from, case.start_year
        if task.plan and from_year is not None and start is not None and from_year <= start + 1:
            yield _finding(
                "saving_in_first_year", Level.RED, _START, task=task.task.name, year=str(from_year)
            )
    if any(task.plan for task in found.model.tasks) and not case.service_level_chosen:
        yield _finding("same_service_for_less", Level.AMBER, _SERVICE, Certainty.MEDIUM)
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
    # Departments of one municipality share one budget: there is no key to agree on.
    if found.model.key_basis is not KeyBasis.AGREED and not found.model.internal:
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
