"""The case as a calculation: which inputs there are, and how tasks, partners and parameters use them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import fsum

from vierkant.business_case.curves import (
    CURVE_PARAMETERS,
    NO_GROUP,
    WHOLE_ORGANISATION,
    evidence_of,
    group_of,
)
from vierkant.business_case.distributions import Variable, from_figure, from_parameter
from vierkant.business_case.inputs import CaseInput, CasePartner, Task, TaskPart
from vierkant.business_case.missing import counts_residents, partners_with_cost
from vierkant.business_case.results import LAST_YEAR, Evidence, KeyBasis
from vierkant.quantities import Figure, Message, MessageArgument, Unit
from vierkant.sources import Parameter, overridden

HUB_FORMS = frozenset({"centrumgemeente", "service_agreement", "mandate"})
"""Forms in which one partner works for the others: each agrees with the hub, not with every other partner."""

SUPPORT_GROUP = "support"
"""Tasks that are overhead themselves: their overhead moves along, nothing stays behind."""

PREFIX = "business_case."


@dataclass(frozen=True, slots=True)
class Part:
    """One partner's side of a task; the fields are names of variables, None when the dossier does not say."""

    partner: int
    own_fte: str | None
    cost_per_fte: str | None
    other_cost: str | None
    residents: str | None

    @property
    def has_cost(self) -> bool:
        """True when the present cost of the part can be counted."""
        return self.own_fte is not None or self.other_cost is not None


@dataclass(frozen=True, slots=True)
class TaskModel:
    """A task with what its saving rests on. ``promised_from`` is the first year after the start of a full plan."""

    task: Task
    group: str
    evidence: Evidence
    parts: tuple[Part, ...]
    plan: str | None
    promised_from: int
    leaves_overhead: bool


@dataclass(frozen=True, slots=True)
class Model:
    """Everything the calculation needs, resolved once."""

    case: CaseInput
    partners: tuple[CasePartner, ...]
    tasks: tuple[TaskModel, ...]
    variables: Mapping[str, Variable]
    parameters: Mapping[str, Parameter]
    key: tuple[float, ...]
    key_basis: KeyBasis
    hub: bool
    active_partners: int
    """Partners that bring a cost into at least one task: those are the ones that must coordinate."""

    @property
    def uncertain(self) -> tuple[Variable, ...]:
        """The inputs that differ per draw."""
        return tuple(variable for variable in self.variables.values() if variable.uncertain)

    def value(self, name: str) -> float:
        """The value of an input without its range."""
        return self.variables[name].value


class _Register:
    """Collects the variables while the model is built."""

    def __init__(self, case: CaseInput) -> None:
        self.parameters = overridden("business_case", case.assumptions)
        self.assumptions = case.assumptions
        self.variables: dict[str, Variable] = {}

    def parameter(self, name: str) -> str:
        if name not in self.variables:
            is_own = PREFIX + name in self.assumptions
            variable = from_parameter(self.parameters[name], overridden=is_own)
            if name in CERTAIN_PARAMETERS:
                variable = replace(variable, low=None, high=None)
            self.variables[name] = variable
        return name

    def figure(self, name: str, figure: Figure | None, label: str, unit: Unit, **about: str) -> str | None:
        if figure is None:
            return None
        arguments: dict[str, MessageArgument] = dict(about)
        message = Message(f"business_case.input.{label}", arguments)
        decimals = 1 if unit is Unit.FTE or unit is Unit.SHARE else 0
        self.variables[name] = from_figure(name, message, figure, unit, decimals)
        return name


def build(case: CaseInput) -> Model:
    """The model of a case that has something to count."""
    register = _Register(case)
    tasks = tuple(_task(task, case, register) for task in case.tasks)
    for name in _SHARED_PARAMETERS:
        register.parameter(name)
    if case.transition_budget is None:
        register.parameter("transition.share_of_budget")
    register.figure("transition_budget", case.transition_budget, "transition_budget", Unit.EURO)
    register.figure("change_cost", case.change_cost, "change_cost", Unit.EURO)
    key, basis = key_shares(case)
    return Model(
        case=case,
        partners=case.partners,
        tasks=tasks,
        variables=register.variables,
        parameters=register.parameters,
        key=key,
        key_basis=basis,
        hub=case.form in HUB_FORMS,
        active_partners=len(partners_with_cost(case)),
    )


CERTAIN_PARAMETERS = frozenset(
    {
        "transition.spending.before",
        "transition.spending.first",
        "transition.spending.second",
        "transition.spending.third",
        "stranded.years",
        "discount.rate",
    }
)
"""Choices about time, the same in every draw: of an override only the value counts, not the range."""

_SHARED_PARAMETERS = (
    "ramp.tau",
    "coordination.hourly_rate",
    "coordination.fixed_hours",
    "coordination.hours_per_partner",
    "coordination.hours_per_pair",
    "coordination.harmonisation",
    "coordination.decision_rounds",
    "coordination.hours_per_round",
    "coordination.level",
    "coordination.measured_hours",
    "stranded.overhead_per_fte",
    "stranded.share_staying",
    *sorted(CERTAIN_PARAMETERS),
)


def key_shares(case: CaseInput) -> tuple[tuple[float, ...], KeyBasis]:
    """The shares of the joint costs (together 1) and what they rest on.

    An agreed key counts when it gives at least one partner of the case a share. Without one the partners that bring
    a cost into a task share by residents when all of them have that number, else equally. Both are assumptions.
    """
    agreed = [max((case.cost_key or {}).get(partner.id, 0.0), 0.0) for partner in case.partners]
    if fsum(agreed) > 0:
        return _normal(agreed), KeyBasis.AGREED
    taking_part = partners_with_cost(case)
    residents = [
        (partner.residents.value if partner.residents else 0.0) if partner.id in taking_part else None
        for partner in case.partners
    ]
    if all(number is None or number > 0 for number in residents):
        return _normal([number or 0.0 for number in residents]), KeyBasis.RESIDENTS
    return _normal([0.0 if number is None else 1.0 for number in residents]), KeyBasis.EQUAL


def _normal(weights: list[float]) -> tuple[float, ...]:
    total = fsum(weights)
    return tuple(weight / total for weight in weights)


def _task(task: Task, case: CaseInput, register: _Register) -> TaskModel:
    group = group_of(task.taakveld)
    if task.whole_organisation:
        name, evidence = WHOLE_ORGANISATION, Evidence.CASES
        register.parameter("whole_organisation.saving")
    else:
        name = group.name if group else NO_GROUP
        evidence = evidence_of(group, case.assumptions)
        if evidence is not Evidence.NONE:
            for parameter in CURVE_PARAMETERS:
                register.parameter(f"curve.{name}.{parameter}")
    plan = None
    if task.planned_saving is not None and task.planned_saving.value > 0:
        plan = register.figure(
            f"task.{task.id}.planned_saving",
            task.planned_saving,
            "planned_saving",
            Unit.SHARE,
            task=task.name,
        )
        if evidence is Evidence.NONE:
            evidence = Evidence.PLAN
            register.parameter("plan.discount")
    parts = tuple(
        _part(task, index, partner, task.parts[partner.id], register)
        for index, partner in enumerate(case.partners)
        if partner.id in task.parts
    )
    return TaskModel(
        task=task,
        group=name,
        evidence=evidence,
        parts=parts,
        plan=plan,
        promised_from=_promised_from(task, case.start_year),
        leaves_overhead=not (task.whole_organisation or case.same_employer or name == SUPPORT_GROUP),
    )


def _promised_from(task: Task, start_year: int | None) -> int:
    """The year after the start from which the plan counts in full; 1 when the dossier does not say."""
    if task.planned_from is None or start_year is None:
        return 1
    return min(max(task.planned_from - start_year, 0), LAST_YEAR + 1)


def _part(task: Task, index: int, partner: CasePartner, part: TaskPart, register: _Register) -> Part:
    base = f"task.{task.id}.{partner.id}"
    about = {"task": task.name, "partner": partner.name}
    own_fte = register.figure(f"{base}.own_fte", part.own_fte, "own_fte", Unit.FTE, **about)
    cost_per_fte = None
    if own_fte is not None:
        cost_per_fte = register.figure(
            f"{base}.cost_per_fte", part.cost_per_fte, "cost_per_fte", Unit.EURO_PER_FTE, **about
        )
        if cost_per_fte is None and task.cost_per_fte is not None:
            cost_per_fte = register.figure(
                f"task.{task.id}.cost_per_fte",
                task.cost_per_fte,
                "task_cost_per_fte",
                Unit.EURO_PER_FTE,
                task=task.name,
            )
        elif cost_per_fte is None:
            cost_per_fte = register.parameter("price.cost_per_fte")
    other_cost = register.figure(
        f"{base}.other_cost", part.other_cost, "other_cost", Unit.EURO_PER_YEAR, **about
    )
    if counts_residents(task) and part.volume is not None:
        residents = register.figure(f"{base}.volume", part.volume, "volume", Unit.RESIDENTS, **about)
    else:
        residents = register.figure(
            f"partner.{partner.id}.residents",
            partner.residents,
            "residents",
            Unit.RESIDENTS,
            partner=partner.name,
        )
    return Part(index, own_fte, cost_per_fte, other_cost, residents)
