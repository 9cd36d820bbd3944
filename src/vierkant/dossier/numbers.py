"""The measured K's, the baseline, the budgets of arrangements and the lessons, from what the dossier says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import fsum

from vierkant import reference
from vierkant.baseline import BaselinePartner, BaselineResult, BaselineTask, OutsourcingSign, assess_baseline
from vierkant.business_case import compare_budgets
from vierkant.business_case.arrangement_budgets_results import BudgetComparison
from vierkant.business_case.inputs import Task, TransitionKind
from vierkant.dossier.composing import complete_key, partner_name, residents
from vierkant.dossier.sections import Dossier, KeyBasis, Partner
from vierkant.four_ks import (
    MotivesResult,
    QualityResult,
    RiskResult,
    ServicePartner,
    ServiceResult,
    assess_motives,
    assess_quality,
    assess_risks,
    assess_service,
)
from vierkant.four_ks.inputs import Commitment
from vierkant.four_ks.inputs_risk import RiskInput, RiskPartner
from vierkant.grip.inputs import Part
from vierkant.lessons import Features, LessonsResult, nearest
from vierkant.lessons.inputs import Scope
from vierkant.quantities import FourK

OPEN_DATA_KEYS = "iv3-"
"""How the sources begin of figures that were taken over from the national accounts."""
A_MOTIVE = 25
"""Points out of 100 from which a K is one of the motives: more than it would get if all counted the same."""


@dataclass(frozen=True, slots=True)
class NumberParts:
    """What the rooms about numbers found."""

    motives: MotivesResult
    quality: QualityResult
    service: ServiceResult
    risks: RiskResult
    baseline: BaselineResult
    budgets: BudgetComparison
    lessons: LessonsResult


def assess_numbers(dossier: Dossier, names: Mapping[str, str], *, seed: int, draws: int) -> NumberParts:
    """Everything that is measured beside the money and the people."""
    start = dossier.cooperation.start_year if dossier.cooperation else None
    found = {partner.id: residents(partner, start) for partner in dossier.partners}
    people = {name: figure.value for name, figure in found.items() if figure is not None}
    motives = assess_motives(
        dossier.motives,
        names,
        centre_of(dossier),
        taakvelden=[task.taakveld for task in dossier.tasks if task.taakveld],
        assumptions=dossier.assumptions,
    )
    return NumberParts(
        motives=motives,
        quality=assess_quality(dossier.expertise, dossier.indicators, names, dossier.assumptions),
        service=assess_service(
            dossier.channels,
            dossier.counters,
            [_service_partner(partner, people.get(partner.id)) for partner in dossier.partners],
            dossier.assumptions,
        ),
        risks=assess_risks(risk_input(dossier, people), seed=seed, draws=draws),
        baseline=baseline_of(dossier),
        budgets=compare_budgets(dossier.budgets, dossier.budget_changes, residents=people, partners=names),
        lessons=nearest(features(dossier, people, motives), dossier.cases, assumptions=dossier.assumptions),
    )


def centre_of(dossier: Dossier) -> str | None:
    """The partner that would do the work for the others, when one was named."""
    return dossier.agreements.centre if dossier.agreements else None


def doubting_centre(dossier: Dossier) -> bool:
    """True when that partner says itself that it doubts, or only goes along."""
    centre = centre_of(dossier)
    return any(
        row.partner == centre and row.commitment in (Commitment.GOES_ALONG, Commitment.DOUBTS)
        for row in dossier.motives
    )


def service_level_chosen(dossier: Dossier) -> bool:
    """Whether the dossier says which service the partners want, beside what they want to save."""
    targets = any(
        row.target is not None and row.k in (FourK.QUALITY, FourK.CLIENT_FOCUS) for row in dossier.indicators
    )
    return targets or any(
        channel.norm_seconds is not None and channel.norm_share is not None for channel in dossier.channels
    )


def _service_partner(partner: Partner, number: float | None) -> ServicePartner:
    known = reference.municipality(partner.municipality) if partner.municipality else None
    return ServicePartner(
        id=partner.id,
        name=partner_name(partner),
        residents=number,
        latitude=known.latitude if known else None,
        longitude=known.longitude if known else None,
    )


def risk_input(dossier: Dossier, people: Mapping[str, float]) -> RiskInput:
    """The risks with who bears what: by the agreed key, otherwise by residents, otherwise in equal parts."""
    agreed = complete_key(dossier)
    shares = agreed or _by_residents(dossier, people)
    finances = {row.partner: row for row in dossier.finances}
    return RiskInput(
        risks=dossier.risks,
        partners=tuple(
            RiskPartner(
                id=partner.id,
                name=partner_name(partner),
                resilience=finances[partner.id].resilience if partner.id in finances else None,
                key_share=shares[partner.id],
            )
            for partner in dossier.partners
        ),
        key_agreed=agreed is not None,
        assumptions=dossier.assumptions,
    )


def _by_residents(dossier: Dossier, people: Mapping[str, float]) -> Mapping[str, float]:
    ids = [partner.id for partner in dossier.partners]
    total = fsum(people.get(name, 0.0) for name in ids)
    if total > 0 and all(people.get(name, 0.0) > 0 for name in ids):
        return {name: people[name] / total for name in ids}
    return {name: 1 / len(ids) for name in ids}


def baseline_of(dossier: Dossier) -> BaselineResult:
    """How much open data say about the present, and where they mislead."""
    return assess_baseline(
        [BaselinePartner(item.id, partner_name(item), item.municipality) for item in dossier.partners],
        [
            BaselineTask(task.id, task.name, task.taakveld, task.whole_organisation, task.unit is None)
            for task in dossier.tasks
        ],
        assumptions=dossier.assumptions,
    )


def unmeasured_partners(dossier: Dossier, baseline: BaselineResult) -> tuple[str, ...]:
    """Partners whose staff sit in an arrangement while their cost was taken over from their own accounts."""
    elsewhere = {row.partner for row in baseline.partners if row.outsourcing is OutsourcingSign.LIKELY}
    return tuple(
        partner.id
        for partner in dossier.partners
        if partner.id in elsewhere and _taken_over(dossier, partner)
    )


def _taken_over(dossier: Dossier, partner: Partner) -> bool:
    parts = [task.parts[partner.id] for task in dossier.tasks if partner.id in task.parts]
    figures = [figure for part in parts for figure in (part.own_fte, part.other_cost) if figure is not None]
    return any((figure.source or "").startswith(OPEN_DATA_KEYS) for figure in figures)


def features(dossier: Dossier, people: Mapping[str, float], motives: MotivesResult) -> Features:
    """The cooperation as the lessons compare it."""
    ids = [partner.id for partner in dossier.partners]
    numbers = [people[name] for name in ids if name in people]
    complete = bool(ids) and len(numbers) == len(ids)
    total = fsum(numbers) if complete else 0.0
    return Features(
        kind=dossier.cooperation.kind if dossier.cooperation else None,
        form=dossier.agreements.form if dossier.agreements else None,
        scope=scope_of(dossier.tasks),
        residents=total or None,
        partners=len(ids) or None,
        largest_share=max(numbers) / total if total else None,
        motives=_heaviest(motives),
        members=frozenset(item.municipality for item in dossier.partners if item.municipality),
        done=frozenset(name for name, is_done in _CHECKS.items() if is_done(dossier)),
    )


def _heaviest(motives: MotivesResult) -> frozenset[FourK]:
    answered = [profile for profile in motives.profiles if profile.answered]
    if not answered:
        return frozenset()
    return frozenset(
        k
        for k in FourK
        if fsum(profile.points.get(k.value, 0.0) for profile in answered) / len(answered) >= A_MOTIVE
    )


_SCOPES: tuple[tuple[str, Scope], ...] = (
    ("0.61", Scope.TAX),
    ("0.62", Scope.TAX),
    ("0.63", Scope.TAX),
    ("0.64", Scope.TAX),
    ("0.4", Scope.SUPPORT),
    ("7.3", Scope.WASTE),
    ("8.3", Scope.PERMITS),
    ("6.", Scope.SOCIAL),
)
"""The beginning of a taakveld, and what the lessons call it. ``0.4`` and ``7.3`` are whole codes."""


def scope_of(tasks: tuple[Task, ...]) -> Scope | None:
    """What the partners would do together, as the lessons call it; None without tasks."""
    if not tasks:
        return None
    if any(task.whole_organisation for task in tasks):
        return Scope.WHOLE_ORGANISATION
    found = {_scope(task.taakveld) for task in tasks}
    return found.pop() if len(found) == 1 else Scope.SEVERAL


def _scope(taakveld: str | None) -> Scope:
    for code, scope in _SCOPES:
        if taakveld is not None and (taakveld == code or (code.endswith(".") and taakveld.startswith(code))):
            return scope
    return Scope.OTHER


def _costs_known(dossier: Dossier) -> bool:
    parts = [part for task in dossier.tasks for part in task.parts.values()]
    return bool(parts) and all(part.own_fte is not None or part.other_cost is not None for part in parts)


def _saving_later(dossier: Dossier) -> bool:
    start = dossier.cooperation.start_year if dossier.cooperation else None
    planned = [task for task in dossier.tasks if task.planned_saving is not None]
    return bool(planned) and all(
        start is not None and task.planned_from is not None and task.planned_from > start for task in planned
    )


def _agreed(name: str) -> Callable[[Dossier], bool]:
    return lambda dossier: bool(dossier.agreements and getattr(dossier.agreements, name))


_CHECKS: Mapping[str, Callable[[Dossier], bool]] = {
    "motives_shared": lambda d: (
        bool(d.partners)
        and {row.partner for row in d.motives if row.total} >= {partner.id for partner in d.partners}
    ),
    "form_fits": lambda d: bool(d.form_answers and d.agreements and d.agreements.form),
    "baseline": _costs_known,
    "saving_later": _saving_later,
    "transition_budget": lambda d: (
        bool(d.agreements and d.agreements.transition_budget) or any(row.amount for row in d.transition_costs)
    ),
    "ict_costs": lambda d: any(row.kind is TransitionKind.ICT and row.amount for row in d.transition_costs),
    "change_plan": lambda d: bool(d.change_plan and d.change_plan.decided_on),
    "key_agreed": lambda d: complete_key(d) is not None,
    "key_not_historic": lambda d: bool(
        d.agreements
        and d.agreements.cost_key_basis is not None
        and d.agreements.cost_key_basis is not KeyBasis.HISTORIC
    ),
    "exit_terms": _agreed("withdrawal_terms"),
    "evaluation": _agreed("evaluation_on"),
    "information_terms": _agreed("information_terms"),
    "votes_agreed": _agreed("votes"),
    "roles_named": lambda d: {row.role for row in d.roles} >= set(Part),
    "council_dates": lambda d: any(council.meetings for council in d.councils),
    "service_measured": lambda d: any(
        part.contacts and part.handling for channel in d.channels for part in channel.parts.values()
    ),
    "indicators": lambda d: any(row.baseline and row.target and row.owner for row in d.indicators),
    "vulnerability_measured": lambda d: any(function.qualified for function in d.functions),
    "coordination_hours": lambda d: bool(d.coordination_hours),
    "budgets_followed": lambda d: any(row.contribution is not None for row in d.budgets),
    "volumes": lambda d: (
        bool(d.tasks)
        and all(part.volume or task.unit is None for task in d.tasks for part in task.parts.values())
    ),
}
"""What the lessons ask, and whether the dossier meets it (`vierkant.lessons.checks`; a test holds the two equal)."""
