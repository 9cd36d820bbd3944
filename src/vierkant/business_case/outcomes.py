"""Figures with their words: outcome per partner and in total, streams, tasks, the plan at its word."""

from __future__ import annotations

from collections.abc import Callable

from vierkant.business_case import reserves, statistics, words
from vierkant.business_case.curves import NO_GROUP
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
    TaskCase,
)
from vierkant.business_case.rows import ALL, Rows, prefix_of
from vierkant.business_case.series import series
from vierkant.business_case.statistics import Numbers, payback_year
from vierkant.quantities import Computed, Explanation, Input, Message, Unit


def _task_names(task: TaskModel, partner_index: int) -> list[str]:
    names: list[str] = []
    for part in task.parts:
        if part.has_cost and partner_index in (ALL, part.partner):
            names += [name for name in (part.own_fte, part.cost_per_fte, part.other_cost) if name]
    return list(dict.fromkeys(names))


def _baseline(rows: Rows, index: int, number: Band) -> Computed:
    model = rows.model
    names = dict.fromkeys(name for task in model.tasks for name in _task_names(task, index))
    return words.shown(
        "baseline",
        number,
        Unit.EURO_PER_YEAR,
        words.explain(model, words.message("method.baseline"), names),
    )


def _explainer(rows: Rows, index: int, number: Band) -> Callable[..., Explanation]:
    """Explains a result by the present cost and what changes it; a partner names its own inputs only.

    The inputs that all partners share stand once, with the whole: repeated per partner they made the stored result
    of twenty partners five times as large.
    """
    model = rows.model
    whole = index == ALL
    names = words.used_names(model) if whole else words.partner_names(model, index)
    start = _present(model, index, number)
    share = 1.0 if whole else model.key[index]
    net = words.message("method.net" if whole else "method.net_partner", share=words.percentage(share, 1))
    rate = words.percentage(model.value("discount.rate"), 2)

    def explained(name: str, years: int = 0) -> Explanation:
        method = words.message(f"method.{name}", net=net, rate=rate, years=years)
        return words.explain(model, method, names, start)

    return explained


def _present(model: Model, index: int, number: Band) -> Input:
    """The present cost as one input, instead of everything it was added up from."""
    return Input(
        label=words.message("label.baseline"),
        value=number.mean,
        unit=Unit.EURO_PER_YEAR,
        confidence=words.worst_confidence(
            model, [name for task in model.tasks for name in _task_names(task, index)]
        ),
        low=number.low,
        high=number.high,
    )


def outcome(rows: Rows, index: int = ALL) -> Outcome:
    """The core figures of the whole (`ALL`) or of one partner, each with its explanation."""
    numbers = statistics.numbers(rows, prefix_of(index))
    baseline = rows.band("baseline" if index == ALL else f"baseline.{index}")
    explained = _explainer(rows, index, baseline)
    reserve = reserves.reserve(rows.model, index)
    return Outcome(
        baseline=_baseline(rows, index, baseline),
        structural=words.shown(
            "structural", numbers.net[-1], Unit.EURO_PER_YEAR, explained("structural", YEARS[-1])
        ),
        npv_5=words.shown("npv_5", numbers.npv_5, Unit.EURO, explained("npv", 5)),
        npv_10=words.shown("npv_10", numbers.npv_10, Unit.EURO, explained("npv", 10)),
        npv_10_median=numbers.npv_10.median,
        negative_npv_5=words.shown_share(
            "negative_npv_5", numbers.negative_npv_5, explained("npv", 5), rows.draws
        ),
        negative_npv_10=words.shown_share(
            "negative_npv_10", numbers.negative_npv_10, explained("npv", 10), rows.draws
        ),
        peak_funding=words.shown("peak_funding", numbers.peak_funding, Unit.EURO, explained("peak_funding")),
        payback=_payback(rows, numbers, explained("payback")),
        net=numbers.net,
        cumulative=numbers.cumulative,
        streams=series(rows, index),
        exit_reserve=reserve,
        npv_10_with_reserve=reserves.with_reserve(rows.model, index, numbers, reserve),
    )


def _payback(rows: Rows, numbers: Numbers, explanation: Explanation) -> Payback:
    shares = numbers.payback_shares
    low, median, high = (payback_year(shares, probability) for probability in (0.1, 0.5, 0.9))
    start_year = rows.model.case.start_year
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
        never=words.shown_share("never", max(0.0, 1.0 - sum(shares)), explanation, rows.draws),
        low=low,
        median=median,
        high=high,
        median_year=None if median is None or start_year is None else start_year + median,
        computed=computed,
    )


def partner_cases(rows: Rows) -> tuple[PartnerCase, ...]:
    """The case of every partner, in the order of the dossier."""
    model = rows.model
    found = []
    for index, member in enumerate(model.partners):
        found.append(
            PartnerCase(
                id=member.id,
                name=member.name,
                residents=member.residents.value if member.residents else None,
                key_share=model.key[index],
                outcome=outcome(rows, index),
                key_shift=_key_shift(rows, index),
            )
        )
    return tuple(found)


def _key_shift(rows: Rows, index: int) -> Computed | None:
    model = rows.model
    if model.key_basis is not KeyBasis.AGREED:
        return None
    shift = rows.band(f"shift.{index}")
    own = dict.fromkeys(name for task in model.tasks for name in _task_names(task, index))
    method = words.message("method.key_shift", share=words.percentage(model.key[index], 1))
    whole = _present(model, ALL, rows.band("baseline"))
    return words.shown("key_shift", shift, Unit.EURO_PER_YEAR, words.explain(model, method, own, whole))


def task_cases(rows: Rows) -> tuple[TaskCase, ...]:
    """Every task with the saving that counts and the reason."""
    return tuple(_task_case(rows, place, task) for place, task in enumerate(rows.model.tasks))


def _effect_names(model: Model, task: TaskModel) -> list[str]:
    names = [name for name in model.variables if name.startswith(f"curve.{task.group}.")]
    if task.evidence is Evidence.CASES:
        names.append("whole_organisation.saving")
    if task.evidence is Evidence.PLAN and task.plan:
        names += [task.plan, "plan.discount"]
    if task.evidence in (Evidence.PUBLISHED, Evidence.DOSSIER):
        names += [part.residents for part in task.parts if part.residents]
    return names


def _task_case(rows: Rows, place: int, task: TaskModel) -> TaskCase:
    model = rows.model
    cost_names = _task_names(task, ALL)
    baseline = rows.band(f"task.{place}")
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
            rows.band(f"effect.{place}"),
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


def promised_plan(rows: Rows) -> PromisedPlan:
    """The plan at its word, beside the case."""
    model = rows.model
    plans = [task.plan for task in model.tasks if task.plan]
    saving = rows.band("promise")
    numbers = statistics.numbers(rows, "promised")
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
