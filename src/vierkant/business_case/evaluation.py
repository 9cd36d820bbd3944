"""The business case from input to result."""

from __future__ import annotations

from collections.abc import Callable

from vierkant.business_case import words
from vierkant.business_case.break_even import break_even_partners
from vierkant.business_case.findings import Found, findings
from vierkant.business_case.inputs import CaseInput
from vierkant.business_case.missing import anything_to_count, missing
from vierkant.business_case.model import PREFIX, Model, build
from vierkant.business_case.outcomes import outcome, partner_cases, promised_plan, task_cases
from vierkant.business_case.results import YEARS, CaseResult, UsedParameter
from vierkant.business_case.simulation import simulate
from vierkant.business_case.statistics import promised, whole
from vierkant.business_case.tornado import tornado
from vierkant.quantities import Computed, Unit


def evaluate(
    case: CaseInput,
    *,
    seed: int,
    draws: int,
    chunk: int,
    progress: Callable[[float], None] | None,
) -> CaseResult | None:
    """See `vierkant.business_case.evaluate`."""
    if not anything_to_count(case):
        return None
    model = build(case)
    simulation = simulate(model, seed=seed, draws=draws, chunk=chunk, progress=progress)
    numbers = whole(simulation)
    total = outcome(simulation, numbers)
    partners = partner_cases(simulation)
    tasks = task_cases(simulation)
    has_plan = any(task.plan for task in model.tasks)
    plan = promised_plan(simulation, promised(simulation)) if has_plan else None
    most = break_even_partners(model)
    return CaseResult(
        seed=seed,
        draws=draws,
        start_year=case.start_year,
        years=YEARS,
        calendar_years=None if case.start_year is None else tuple(case.start_year + year for year in YEARS),
        hub=model.hub,
        key_basis=model.key_basis,
        total=total,
        partners=partners,
        tasks=tasks,
        promised=plan,
        tornado=tornado(model, seed=seed, outcome=numbers.npv_10_draws),
        break_even_partners=_break_even(model, most),
        findings=findings(Found(model, total, partners, tasks, plan, most)),
        missing=missing(case),
        parameters=_parameters(model),
    )


def _break_even(model: Model, most: int | None) -> Computed | None:
    if most is None:
        return None
    names = [name for name in words.used_names(model) if not name.startswith(("stranded.", "transition"))]
    return Computed(
        id="business_case.break_even_partners",
        label=words.message("label.break_even_partners"),
        value=float(most),
        unit=Unit.NUMBER,
        explanation=words.explain(model, words.message("method.break_even_partners"), names),
    )


def _parameters(model: Model) -> tuple[UsedParameter, ...]:
    """Our own parameters in this case, in the order of the file, with what the dossier put in their place."""
    return tuple(
        UsedParameter(
            name=name,
            label=model.variables[name].label,
            value=parameter.value,
            low=parameter.low,
            high=parameter.high,
            unit=parameter.unit,
            distribution=parameter.distribution,
            source=parameter.source,
            year=parameter.year,
            certainty=parameter.certainty,
            overridden=PREFIX + name in model.case.assumptions,
        )
        for name, parameter in model.parameters.items()
        if name in model.variables
    )
