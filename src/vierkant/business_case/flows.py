"""From inputs to yearly amounts: one pass over all draws at once, exact for one draw as for a million."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from vierkant.business_case.curves import WHOLE_ORGANISATION, log_average_cost
from vierkant.business_case.distributions import Floats, Values
from vierkant.business_case.model import Model, Part, TaskModel
from vierkant.business_case.results import YEARS, Evidence

ON_SCALE = (Evidence.PUBLISHED, Evidence.DOSSIER, Evidence.CASES)
"""Kinds of evidence that fill the scale stream."""


@dataclass(frozen=True, slots=True)
class Flows:
    """Amounts at full effect, per draw. All are positive sizes; `simulation` gives them sign and time.

    ``scale``, ``planned``, ``stranded`` and ``baseline`` hold one entry per partner, ``effect``, ``promised`` and
    ``task_baseline`` one per task.
    """

    scale: list[Values]
    planned: list[Values]
    stranded: list[Values]
    baseline: list[Values]
    effect: list[Values]
    promised: list[Values]
    task_baseline: list[Values]
    coordination: Values
    transition: Values
    change: Values
    tau: Values


def flows(model: Model, values: Mapping[str, Values]) -> Flows:
    """All amounts at full effect for the given values of the inputs (numbers, or arrays of one shape)."""
    count = len(model.partners)
    result = Flows(
        scale=[0.0] * count,
        planned=[0.0] * count,
        stranded=[0.0] * count,
        baseline=[0.0] * count,
        effect=[],
        promised=[],
        task_baseline=[],
        coordination=0.0,
        transition=0.0,
        change=values.get("change_cost", 0.0),
        tau=values["ramp.tau"],
    )
    moved: list[Values] = [0.0] * count
    for task in model.tasks:
        _task(task, values, result, moved)
    stays = np.maximum(values["stranded.share_staying"], 0.0) * values["stranded.overhead_per_fte"]
    for index in range(count):
        result.stranded[index] = moved[index] * stays
    joint = _sum(result.baseline)
    budget = values.get("transition_budget")
    transition = budget if budget is not None else values["transition.share_of_budget"] * joint
    return Flows(
        scale=result.scale,
        planned=result.planned,
        stranded=result.stranded,
        baseline=result.baseline,
        effect=result.effect,
        promised=result.promised,
        task_baseline=result.task_baseline,
        coordination=coordination(values, model.active_partners, joint, hub=model.hub),
        transition=transition,
        change=result.change,
        tau=result.tau,
    )


def _sum(items: list[Values]) -> Values:
    total: Values = 0.0
    for item in items:
        total = total + item
    return total


def _task(task: TaskModel, values: Mapping[str, Values], result: Flows, moved: list[Values]) -> None:
    joint_log = None
    if task.evidence in (Evidence.PUBLISHED, Evidence.DOSSIER):
        served = _sum([values[part.residents] for part in task.parts if part.residents is not None])
        joint_log = _log_cost(task, values, served)
    effect: Values = 0.0
    baseline: Values = 0.0
    for part in task.parts:
        if not part.has_cost:
            continue
        cost = part_cost(part, values)
        saving = cost * _share_saved(task, part, values, joint_log)
        baseline = baseline + cost
        effect = effect + saving
        result.baseline[part.partner] = result.baseline[part.partner] + cost
        stream = result.scale if task.evidence in ON_SCALE else result.planned
        stream[part.partner] = stream[part.partner] + saving
        if task.leaves_overhead and part.own_fte is not None:
            moved[part.partner] = moved[part.partner] + values[part.own_fte]
    result.effect.append(effect)
    result.task_baseline.append(baseline)
    result.promised.append(baseline * values[task.plan] if task.plan else 0.0)


def part_cost(part: Part, values: Mapping[str, Values]) -> Values:
    """Present cost per year of one partner's side of a task."""
    cost: Values = 0.0
    if part.own_fte is not None and part.cost_per_fte is not None:
        cost = values[part.own_fte] * values[part.cost_per_fte]
    if part.other_cost is not None:
        cost = cost + values[part.other_cost]
    return cost


def _log_cost(task: TaskModel, values: Mapping[str, Values], residents: Values) -> Values:
    prefix = f"curve.{task.group}."
    return log_average_cost(
        residents,
        values[prefix + "elasticity"],
        values[prefix + "exhaustion"],
        values[prefix + "diseconomies"],
        values[prefix + "rise"],
    )


def _share_saved(
    task: TaskModel, part: Part, values: Mapping[str, Values], joint_log: Values | None
) -> Values:
    """The share of a part's present cost that is saved at full effect; negative when it becomes dearer."""
    if task.group == WHOLE_ORGANISATION:
        return values["whole_organisation.saving"]
    if joint_log is not None:
        if part.residents is None:
            return 0.0
        alone_log = _log_cost(task, values, values[part.residents])
        share: Values = -np.expm1(joint_log - alone_log)
        return share
    if task.evidence is Evidence.PLAN and task.plan is not None:
        return values[task.plan] * values["plan.discount"]
    return 0.0


def coordination(values: Mapping[str, Values], partners: int, joint_budget: Values, *, hub: bool) -> Values:
    """Cost of coordination per year: hours times rate.

    Hours = level · (fixed + (per partner · m + per pair · (1 - harmonisation) · m(m-1)/2) · average budget in
    millions + per round · rounds · m); no pairs when one partner works for all. Measured hours replace the model.
    One partner alone has nobody to coordinate with.
    """
    if partners < 2:
        return 0.0
    rate = values["coordination.hourly_rate"]
    measured = values["coordination.measured_hours"]
    if np.any(np.asarray(measured) > 0):
        return measured * rate
    pairs = 0.0 if hub else partners * (partners - 1) / 2
    alike = np.clip(values["coordination.harmonisation"], 0.0, 1.0)
    per_million = (
        values["coordination.hours_per_partner"] * partners
        + values["coordination.hours_per_pair"] * (1.0 - alike) * pairs
    )
    rounds = values["coordination.hours_per_round"] * values["coordination.decision_rounds"] * partners
    hours = values["coordination.fixed_hours"] + per_million * (joint_budget / (1e6 * partners)) + rounds
    cost: Values = values["coordination.level"] * hours * rate
    return cost


@dataclass(frozen=True, slots=True)
class Timing:
    """How amounts spread over `YEARS`; each tuple has one entry per year."""

    coordination: tuple[float, ...]
    once: tuple[float, ...]
    stranded: tuple[float, ...]
    discount: tuple[float, ...]


def timing(values: Mapping[str, float]) -> Timing:
    """Coordination runs from year 0; one-off money is spread over years -1 … 2; what stays behind fades in a line.

    The spending shares are scaled to add up to 1, so that an override cannot lose or invent money.
    """
    names = ("before", "first", "second", "third")
    spending = [max(values[f"transition.spending.{name}"], 0.0) for name in names]
    total = sum(spending)
    shares = [share / total for share in spending] if total > 0 else [0.0, 1.0, 0.0, 0.0]
    years = max(values["stranded.years"], 1e-9)
    rate = values["discount.rate"]
    return Timing(
        coordination=tuple(1.0 if year >= 0 else 0.0 for year in YEARS),
        once=tuple(shares[year + 1] if year <= 2 else 0.0 for year in YEARS),
        stranded=tuple(max(0.0, 1.0 - year / years) if year >= 0 else 0.0 for year in YEARS),
        discount=tuple((1.0 + rate) ** -year for year in YEARS),
    )


def ramp(year: int, tau: Values) -> Values:
    """The share of the full effect that is there in a year after the start: 1 - exp(-year / tau), 0 before it."""
    if year <= 0:
        return 0.0
    # An override may set tau to zero: then the full effect is there after one year.
    share: Values = -np.expm1(-year / np.maximum(tau, 1e-9))
    return share


def full(values: Values, draws: int) -> Floats:
    """One number per draw, also when the amount is certain."""
    return np.broadcast_to(np.asarray(values, dtype=np.float64), (draws,))
