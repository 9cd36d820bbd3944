"""What every task costs now and what joining it saves at full effect, as nodes of the calculation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from vierkant.business_case.curves import WHOLE_ORGANISATION
from vierkant.business_case.expressions import Graph, Node
from vierkant.business_case.model import Model, Part, TaskModel
from vierkant.business_case.results import Evidence

ON_CURVE = (Evidence.PUBLISHED, Evidence.DOSSIER)
"""Kinds of evidence that put a task on a scale curve."""

ON_SCALE = (*ON_CURVE, Evidence.CASES)
"""Kinds of evidence that fill the scale stream."""

SENSIBLE = (0.2, 2.0)
"""An elasticity outside is a slip of the pen; it is cut off there, so that no number runs out of range."""

Names = Callable[[str], Node]
"""From the name of an input to its node."""


def names_of(model: Model, graph: Graph) -> Names:
    """The inputs of the model in a graph: a number where nothing is uncertain, else an input."""

    def node(name: str) -> Node:
        variable = model.variable(name)
        return graph.input(name) if variable.uncertain else graph.constant(variable.value)

    return node


@dataclass(frozen=True, slots=True)
class Effects:
    """Per partner and per task, euro per year. ``moved`` is the FTE that leaves overhead behind."""

    scale: tuple[Node, ...]
    planned: tuple[Node, ...]
    baseline: tuple[Node, ...]
    moved: tuple[Node, ...]
    task_effect: tuple[Node, ...]
    task_baseline: tuple[Node, ...]
    promised: tuple[Node, ...]


def effects(model: Model, graph: Graph) -> Effects:
    """All amounts at full effect."""
    names = names_of(model, graph)
    zero = graph.constant(0.0)
    count = len(model.partners)
    scale, planned, baseline, moved = ([zero] * count for _ in range(4))
    task_effect, task_baseline, promised = [], [], []
    for task in model.tasks:
        joint = joint_log(model, graph, task, names)
        effect = cost_now = zero
        for part in task.parts:
            if not part.has_cost:
                continue
            cost = part_cost(part, graph, names)
            saving = cost * share_saved(model, task, part, joint, names)
            cost_now, effect = cost_now + cost, effect + saving
            baseline[part.partner] = baseline[part.partner] + cost
            stream = scale if task.evidence in ON_SCALE else planned
            stream[part.partner] = stream[part.partner] + saving
            if task.leaves_overhead and part.own_fte is not None:
                moved[part.partner] = moved[part.partner] + names(part.own_fte)
        task_effect.append(effect)
        task_baseline.append(cost_now)
        promised.append(cost_now * names(task.plan) if task.plan else zero)
    return Effects(
        tuple(scale),
        tuple(planned),
        tuple(baseline),
        tuple(moved),
        tuple(task_effect),
        tuple(task_baseline),
        tuple(promised),
    )


def part_cost(part: Part, graph: Graph, names: Names) -> Node:
    """Present cost per year of one partner's side of a task."""
    cost = graph.constant(0.0)
    if part.own_fte is not None and part.cost_per_fte is not None:
        cost = names(part.own_fte) * names(part.cost_per_fte)
    if part.other_cost is not None:
        cost = cost + names(part.other_cost)
    return cost


def joint_log(model: Model, graph: Graph, task: TaskModel, names: Names) -> Node | None:
    """The place of all partners of a task together on its curve; None when the task is on no curve."""
    if task.evidence not in ON_CURVE:
        return None
    served = graph.total(names(part.residents) for part in task.parts if part.residents is not None)
    return log_cost(model, task, served, names)


def log_cost(model: Model, task: TaskModel, residents: Node, names: Names) -> Node:
    """The place of a number of residents on the curve of a task."""
    prefix = f"curve.{task.group}."
    elasticity, rise = names(prefix + "elasticity"), names(prefix + "rise")
    if not _sensible(model, prefix + "elasticity"):
        elasticity = elasticity.maximum(SENSIBLE[0]).minimum(SENSIBLE[1])
    if not _sensible(model, prefix + "rise", -1.0, 1.0):
        rise = rise.maximum(-1.0).minimum(1.0)
    exhaustion, diseconomies = names(prefix + "exhaustion"), names(prefix + "diseconomies")
    return log_average_cost(residents, elasticity, exhaustion, diseconomies, rise)


def log_average_cost(
    residents: Node, elasticity: Node, exhaustion: Node, diseconomies: Node, rise: Node
) -> Node:
    """The logarithm of the cost per unit, against the cost per unit at the best scale.

    (exhaustion / n) ** (1 - elasticity) below the exhaustion point, 1 up to the diseconomies point, then
    (n / diseconomies) ** rise.

    Source: `docs/methods/business_case.md`, "Scale".
    """
    size = residents.maximum(1.0).log()
    below = (exhaustion.maximum(1.0).log() - size).maximum(0.0)
    above = (size - diseconomies.maximum(1.0).log()).maximum(0.0)
    return (1.0 - elasticity) * below + rise * above


def _sensible(model: Model, name: str, lowest: float = SENSIBLE[0], highest: float = SENSIBLE[1]) -> bool:
    variable = model.variable(name)
    numbers = (variable.value, variable.low, variable.high)
    return all(lowest <= number <= highest for number in numbers if number is not None)


def share_saved(model: Model, task: TaskModel, part: Part, joint: Node | None, names: Names) -> Node | float:
    """The share of a part's present cost that is saved at full effect; negative when it becomes dearer."""
    if task.group == WHOLE_ORGANISATION:
        return names("whole_organisation.saving")
    if joint is not None:
        if part.residents is None:
            return 0.0
        return -(joint - log_cost(model, task, names(part.residents), names)).expm1()
    if task.evidence is Evidence.PLAN and task.plan is not None:
        return names(task.plan) * names("plan.discount")
    return 0.0
