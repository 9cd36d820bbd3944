"""Figures with their words: outcome per partner and in total, streams, tasks, the plan at its word."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from vierkant.business_case import words
from vierkant.business_case.curves import NO_GROUP
from vierkant.business_case.distributions import Floats
from vierkant.business_case.model import Model, TaskModel
from vierkant.business_case.results import (
    YEARS,
    Band,
    Evidence,
    KeyBasis,
    Outcome,
    PartnerCase,
    Payback,
    PromisedPlan,
    StreamId,
    StreamSeries,
    TaskCase,
)
from vierkant.business_case.simulation import Simulation
from vierkant.business_case.statistics import ZERO, Numbers, band, partner, payback_year, scaled
from vierkant.quantities import Computed, Explanation, Input, Message, Unit

ALL = -1
"""In place of the index of a partner: all together."""


def _task_names(task: TaskModel, partner_index: int) -> list[str]:
    names: list[str] = []
    for part in task.parts:
        if part.has_cost and partner_index in (ALL, part.partner):
            names += [name for name in (part.own_fte, part.cost_per_fte, part.other_cost) if name]
    return list(dict.fromkeys(names))


def _baseline(simulation: Simulation, index: int, number: Band) -> Computed:
    model = simulation.model
    names = dict.fromkeys(name for task in model.tasks for name in _task_names(task, index))
    return words.shown(
        "baseline",
        number,
        Unit.EURO_PER_YEAR,
        words.explain(model, words.message("method.baseline"), names),
    )


def outcome(simulation: Simulation, numbers: Numbers, index: int = ALL) -> Outcome:
    """The core figures of the whole (`ALL`) or of one partner, each with its explanation."""
    model = simulation.model
    draws = simulation.draws
    baseline = simulation.baseline.sum(axis=0) if index == ALL else simulation.baseline[index]
    baseline_number = band(baseline)
    names = words.used_names(model)
    start = Input(
        label=words.message("label.baseline"),
        value=baseline_number.mean,
        unit=Unit.EURO_PER_YEAR,
        confidence=words.worst_confidence(
            model, [name for task in model.tasks for name in _task_names(task, index)]
        ),
        low=baseline_number.low,
        high=baseline_number.high,
    )
    whole = index == ALL
    share = 1.0 if whole else model.key[index]
    net = words.message("method.net" if whole else "method.net_partner", share=words.percentage(share, 1))
    rate = words.percentage(model.value("discount.rate"), 2)

    def explained(name: str, years: int = 0) -> Explanation:
        method = words.message(f"method.{name}", net=net, rate=rate, years=years)
        return words.explain(model, method, names, start)

    return Outcome(
        baseline=_baseline(simulation, index, baseline_number),
        structural=words.shown(
            "structural", numbers.net[-1], Unit.EURO_PER_YEAR, explained("structural", YEARS[-1])
        ),
        npv_5=words.shown("npv_5", numbers.npv_5, Unit.EURO, explained("npv", 5)),
        npv_10=words.shown("npv_10", numbers.npv_10, Unit.EURO, explained("npv", 10)),
        npv_10_median=numbers.npv_10.median,
        negative_npv_5=words.shown_share(
            "negative_npv_5", numbers.negative_npv_5, explained("npv", 5), draws
        ),
        negative_npv_10=words.shown_share(
            "negative_npv_10", numbers.negative_npv_10, explained("npv", 10), draws
        ),
        peak_funding=words.shown("peak_funding", numbers.peak_funding, Unit.EURO, explained("peak_funding")),
        payback=_payback(simulation, numbers, explained("payback")),
        net=numbers.net,
        cumulative=numbers.cumulative,
        streams=streams(simulation, index),
    )


def _payback(simulation: Simulation, numbers: Numbers, explanation: Explanation) -> Payback:
    shares = numbers.payback_shares
    low, median, high = (payback_year(shares, probability) for probability in (0.1, 0.5, 0.9))
    start_year = simulation.model.case.start_year
    computed = None
    if median is not None:
        computed = Computed(
            id="business_case.payback",
            label=words.message("label.payback"),
            value=float(median),
            unit=Unit.YEARS,
            explanation=explanation,
            low=None if low is None or high is None else float(low),
            high=None if low is None or high is None else float(high),
        )
    return Payback(
        shares=shares,
        never=words.shown_share("never", max(0.0, 1.0 - sum(shares)), explanation, simulation.draws),
        low=low,
        median=median,
        high=high,
        median_year=None if median is None or start_year is None else start_year + median,
        computed=computed,
    )


def streams(simulation: Simulation, index: int) -> tuple[StreamSeries, ...]:
    """The money streams that together are the net result; bands for the whole only."""
    whole = index == ALL
    share = 1.0 if whole else simulation.model.key[index]

    def pick(rows: Floats) -> Floats:
        chosen: Floats = rows.sum(axis=0) if whole else rows[index]
        return chosen

    timing = simulation.timing
    return (
        _growing(StreamId.SCALE, pick(simulation.scale), simulation.ramps, whole=whole),
        _growing(StreamId.PLANNED, pick(simulation.planned), simulation.ramps, whole=whole),
        _steady(StreamId.COORDINATION, simulation.coordination, timing.coordination, share, whole=whole),
        _steady(StreamId.TRANSITION, simulation.transition, timing.once, share, whole=whole),
        _steady(StreamId.STRANDED, pick(simulation.stranded), timing.stranded, 1.0, whole=whole),
        _steady(StreamId.CHANGE, simulation.change, timing.once, share, whole=whole),
    )


def _growing(name: StreamId, amount: Floats, ramps: Floats, *, whole: bool) -> StreamSeries:
    label = words.message(f"stream.{name.value}")
    if not amount.any():
        return StreamSeries(name, label, (0.0,) * len(YEARS), (ZERO,) * len(YEARS) if whole else None)
    if whole:
        bands = tuple(
            ZERO if year <= 0 else band(amount * row) for year, row in zip(YEARS, ramps, strict=True)
        )
        return StreamSeries(name, label, tuple(item.mean for item in bands), bands)
    means = tuple(
        0.0 if year <= 0 else float((amount * row).mean()) for year, row in zip(YEARS, ramps, strict=True)
    )
    return StreamSeries(name, label, means, None)


def _steady(
    name: StreamId, amount: Floats, profile: Sequence[float], share: float, *, whole: bool
) -> StreamSeries:
    label = words.message(f"stream.{name.value}")
    if whole:
        one = band(amount)
        bands = tuple(scaled(one, -factor) for factor in profile)
        return StreamSeries(name, label, tuple(item.mean for item in bands), bands)
    mean = float(amount.mean()) * share
    return StreamSeries(name, label, tuple(-factor * mean + 0.0 for factor in profile), None)


def partner_cases(simulation: Simulation) -> tuple[PartnerCase, ...]:
    """The case of every partner, in the order of the dossier."""
    model = simulation.model
    found = []
    for index, member in enumerate(model.partners):
        found.append(
            PartnerCase(
                id=member.id,
                name=member.name,
                residents=member.residents.value if member.residents else None,
                key_share=model.key[index],
                outcome=outcome(simulation, partner(simulation, index), index),
                key_shift=_key_shift(simulation, index),
            )
        )
    return tuple(found)


def _key_shift(simulation: Simulation, index: int) -> Computed | None:
    model = simulation.model
    if model.key_basis is not KeyBasis.AGREED:
        return None
    joint = simulation.baseline.sum(axis=0)
    shift = band(joint * model.key[index] - simulation.baseline[index])
    names = dict.fromkeys(name for task in model.tasks for name in _task_names(task, ALL))
    method = words.message("method.key_shift", share=words.percentage(model.key[index], 1))
    return words.shown("key_shift", shift, Unit.EURO_PER_YEAR, words.explain(model, method, names))


def task_cases(simulation: Simulation) -> tuple[TaskCase, ...]:
    """Every task with the saving that counts and the reason."""
    found = []
    for place, task in enumerate(simulation.model.tasks):
        found.append(_task_case(simulation, place, task))
    return tuple(found)


def _effect_names(model: Model, task: TaskModel) -> list[str]:
    names = [name for name in model.variables if name.startswith(f"curve.{task.group}.")]
    if task.evidence is Evidence.CASES:
        names.append("whole_organisation.saving")
    if task.evidence is Evidence.PLAN and task.plan:
        names += [task.plan, "plan.discount"]
    if task.evidence in (Evidence.PUBLISHED, Evidence.DOSSIER):
        names += [part.residents for part in task.parts if part.residents]
    return names


def _task_case(simulation: Simulation, place: int, task: TaskModel) -> TaskCase:
    model = simulation.model
    cost_names = _task_names(task, ALL)
    baseline = band(simulation.task_baseline[place])
    method = words.message(f"method.effect_{task.evidence.value}")
    names = list(dict.fromkeys([*_effect_names(model, task), *cost_names]))
    promised = None
    if task.plan:
        # The promise is the plan on the mean cost: its own range would suggest that a plan is a forecast.
        value = baseline.mean * model.value(task.plan)
        promised = Computed(
            id="business_case.promised",
            label=words.message("label.promised"),
            value=value,
            unit=Unit.EURO_PER_YEAR,
            explanation=words.explain(model, words.message("method.promised"), [task.plan, *cost_names]),
        )
    return TaskCase(
        id=task.task.id,
        name=task.task.name,
        taakveld=task.task.taakveld,
        group=task.group,
        partners=tuple(model.partners[part.partner].id for part in task.parts),
        evidence=task.evidence,
        reason=_reason(task),
        baseline=words.shown(
            "baseline",
            baseline,
            Unit.EURO_PER_YEAR,
            words.explain(model, words.message("method.baseline"), cost_names),
        ),
        effect=words.shown(
            "effect",
            band(simulation.effect[place]),
            Unit.EURO_PER_YEAR,
            words.explain(model, method, names),
        ),
        promised=promised,
    )


def _reason(task: TaskModel) -> Message:
    group = words.message(f"group.{task.group}")
    on_scale = task.evidence in (Evidence.PUBLISHED, Evidence.DOSSIER)
    if on_scale and not any(part.residents for part in task.parts):
        return words.message("reason.no_volume", group=group)
    if task.evidence is Evidence.NONE and task.group == NO_GROUP:
        return words.message("reason.none_unknown")
    return words.message(f"reason.{task.evidence.value}", group=group)


def promised_plan(simulation: Simulation, numbers: Numbers) -> PromisedPlan:
    """The plan at its word, beside the case."""
    model = simulation.model
    plans = [task.plan for task in model.tasks if task.plan]
    saving = band(np.sum([*simulation.promised.values()], axis=0))
    rate = words.percentage(model.value("discount.rate"), 2)
    method = words.message("method.promised_npv", rate=rate, years=10)
    names = [*plans, *words.used_names(model)]
    return PromisedPlan(
        saving=words.shown(
            "promised",
            saving,
            Unit.EURO_PER_YEAR,
            words.explain(model, words.message("method.promised"), plans),
        ),
        npv_10=words.shown("npv_10", numbers.npv_10, Unit.EURO, words.explain(model, method, names)),
        net=numbers.net,
        cumulative=numbers.cumulative,
    )
