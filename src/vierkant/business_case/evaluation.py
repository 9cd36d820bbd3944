"""From the composed input to the result."""

from __future__ import annotations

from collections.abc import Callable

from vierkant.business_case import words
from vierkant.business_case.beside import alternatives
from vierkant.business_case.break_even import break_even_partners
from vierkant.business_case.depth import depth
from vierkant.business_case.findings import Found, findings
from vierkant.business_case.indexation import indexation
from vierkant.business_case.inputs import CaseInput
from vierkant.business_case.measured_results import coordination_years
from vierkant.business_case.missing import anything_to_count, missing
from vierkant.business_case.model import PREFIX, Model, build
from vierkant.business_case.once import ending, incidental, transition_lines
from vierkant.business_case.outcomes import outcome, partner_cases, promised_plan, task_cases
from vierkant.business_case.results import YEARS, CaseResult, UsedParameter
from vierkant.business_case.rows import Rows, drawn
from vierkant.business_case.streams import streams
from vierkant.business_case.weights import bars, turning_points
from vierkant.quantities import Computed, Unit


def evaluate(
    case: CaseInput,
    *,
    seed: int,
    draws: int,
    progress: Callable[[float], None] | None,
) -> CaseResult | None:
    """See `vierkant.business_case.evaluate`."""
    if not anything_to_count(case):
        return None
    model = build(case)
    return _result(drawn(streams(model), seed=seed, draws=draws, progress=progress), seed)


def _result(rows: Rows, seed: int) -> CaseResult:
    model = rows.model
    case = model.case
    total, partners, tasks = outcome(rows), partner_cases(rows), task_cases(rows)
    plan = promised_plan(rows) if any(task.plan for task in model.tasks) else None
    most = break_even_partners(rows.streams)
    measured = coordination_years(rows)
    index = indexation(model)
    return CaseResult(
        seed=seed,
        draws=rows.draws,
        start_year=case.start_year,
        years=YEARS,
        calendar_years=None if case.start_year is None else tuple(case.start_year + year for year in YEARS),
        hub=model.hub,
        key_basis=model.key_basis,
        total=total,
        partners=partners,
        tasks=tasks,
        promised=plan,
        tornado=bars(rows),
        break_even_partners=_break_even(model, most),
        findings=findings(Found(model, total, partners, tasks, plan, most, measured)),
        missing=missing(case),
        parameters=_parameters(model),
        kind="internal" if model.internal else case.kind,
        alternatives=alternatives(rows, index),
        flips=turning_points(rows),
        depth=depth(rows.streams, seed=seed, draws=rows.draws),
        indexation=index,
        coordination=measured,
        transition=transition_lines(rows),
        incidental=incidental(rows),
        ending=ending(model),
    )


def _break_even(model: Model, most: int | None) -> Computed | None:
    if most is None:
        return None
    names = [
        name
        for name in words.used_names(model)
        if not name.startswith(("stranded.", "transition", "partner.", "coordination.hours"))
    ]
    return Computed(
        id="business_case.break_even_partners",
        label=words.message("label.break_even_partners"),
        value=float(most),
        unit=Unit.NUMBER,
        explanation=words.explain(model, words.message("method.break_even_partners"), names),
    )


def _parameters(model: Model) -> tuple[UsedParameter, ...]:
    """Our own parameters in this case, in the order of the file, with what the dossier put in their place."""
    known = {variable.name: variable for variable in model.every}
    return tuple(
        UsedParameter(
            name=name,
            label=known[name].label,
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
        if name in known
    )
