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
from vierkant.business_case.distributions import Variable, from_figure, from_parameter, possible
from vierkant.business_case.inputs import (
    CaseInput,
    CasePartner,
    PartnerFinances,
    Task,
    TaskPart,
    TransitionCost,
)
from vierkant.business_case.measured import Measured, measured_years
from vierkant.business_case.missing import counts_residents, partners_with_cost
from vierkant.business_case.results import LAST_YEAR, Evidence, KeyBasis
from vierkant.quantities import Figure, Finding, Message, MessageArgument, Unit
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
    internal: bool
    """True inside one municipality: one employer, one budget, no VAT."""
    measured: tuple[Measured, ...]
    beside: Mapping[str, Variable]
    """Inputs that only the alternatives, the indexation and the risk of ending use."""
    impossible: tuple[Finding, ...]
    """One for each input with a range that its distribution cannot have; the range is left out."""

    @property
    def uncertain(self) -> tuple[Variable, ...]:
        """The inputs of the case that differ per draw."""
        return tuple(variable for variable in self.variables.values() if variable.uncertain)

    @property
    def every(self) -> tuple[Variable, ...]:
        """All inputs, those of the alternatives and the indexation too."""
        return (*self.variables.values(), *self.beside.values())

    def variable(self, name: str) -> Variable:
        """An input by its name."""
        found = self.variables.get(name)
        return self.beside[name] if found is None else found

    def value(self, name: str) -> float:
        """The value of an input without its range."""
        return self.variable(name).value


class _Register:
    """Collects the variables while the model is built."""

    def __init__(self, case: CaseInput) -> None:
        self.parameters = overridden("business_case", case.assumptions)
        self.assumptions = case.assumptions
        self.variables: dict[str, Variable] = {}

    def parameter(self, name: str) -> str:
        if name not in self.variables:
            self.variables[name] = self.made(name)
        return name

    def made(self, name: str) -> Variable:
        """The parameter as an input."""
        is_own = PREFIX + name in self.assumptions
        variable = from_parameter(self.parameters[name], overridden=is_own)
        return replace(variable, low=None, high=None) if name in CERTAIN_PARAMETERS else variable

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
    _one_off(case, register)
    for partner in case.partners:
        _finances(partner, case, register)
    measured = measured_years(case, partners_with_cost(case))
    for row in case.coordination_hours:
        register.figure(
            f"coordination.hours.{row.id}",
            row.hours,
            "measured_hours",
            Unit.HOURS_PER_YEAR,
            year=str(row.year),
        )
    if measured:
        register.parameter("coordination.drift")
    key, basis = key_shares(case)
    beside = [register.made(name) for name in _BESIDE if name not in register.variables]
    variables, impossible = possible([*register.variables.values(), *beside])
    kept = {variable.name: variable for variable in variables}
    return Model(
        case=case,
        partners=case.partners,
        tasks=tasks,
        variables={name: kept[name] for name in register.variables},
        parameters=register.parameters,
        key=key,
        key_basis=basis,
        hub=case.form in HUB_FORMS,
        active_partners=len(partners_with_cost(case)),
        internal=is_internal(case),
        measured=measured,
        beside={variable.name: kept[variable.name] for variable in beside},
        impossible=impossible,
    )


def is_internal(case: CaseInput) -> bool:
    """True inside one municipality."""
    return case.same_employer or case.kind == "internal"


def counted_lines(case: CaseInput) -> tuple[TransitionCost, ...]:
    """The lines of the transition that have an amount; when there are any, they replace budget and estimate."""
    return tuple(line for line in case.transition_costs if line.amount is not None)


def _one_off(case: CaseInput, register: _Register) -> None:
    lines = counted_lines(case)
    for line in lines:
        register.figure(
            f"transition.line.{line.id}", line.amount, "transition_line", Unit.EURO, line=line.name
        )
    if not lines:
        if case.transition_budget is None:
            register.parameter("transition.share_of_budget")
        register.figure("transition_budget", case.transition_budget, "transition_budget", Unit.EURO)
    register.figure("change_cost", case.change_cost, "change_cost", Unit.EURO)


def _finances(partner: CasePartner, case: CaseInput, register: _Register) -> None:
    """What a partner says about its own money. There is no VAT between departments of one municipality."""
    own = partner.finances or PartnerFinances(partner="x")
    wages = own.wage_harmonisation or case.wage_cost.get(partner.id)
    amounts = {
        "wage_harmonisation": (wages, Unit.EURO_PER_YEAR),
        "vat": (None if is_internal(case) else own.vat, Unit.EURO_PER_YEAR),
        "stranded_overhead": (own.stranded_overhead, Unit.EURO_PER_YEAR),
        "exit_reserve": (own.exit_reserve, Unit.EURO),
    }
    for name, (figure, unit) in amounts.items():
        register.figure(f"partner.{partner.id}.{name}", figure, name, unit, partner=partner.name)


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
    "transition.spending.before",
    "transition.spending.first",
    "transition.spending.second",
    "transition.spending.third",
    "stranded.years",
    "discount.rate",
)

_BESIDE = (
    "whole_organisation.saving",
    "transition.share_of_budget",
    "alternative.agreements_coordination",
    "index.wages",
    "index.prices",
    "dissolution.chance",
)
"""Parameters that the alternatives, the indexation and the risk of ending use, and the case itself does not."""


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
        leaves_overhead=not (task.whole_organisation or is_internal(case) or name == SUPPORT_GROUP),
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
