"""How many partners of average size still earn the coordination that one more of them brings."""

from __future__ import annotations

import numpy as np

from vierkant.business_case.coordination import estimated_hours
from vierkant.business_case.distributions import Values, Variable, quantile
from vierkant.business_case.effects import ON_CURVE, log_cost, part_cost
from vierkant.business_case.expressions import Node, program
from vierkant.business_case.model import TaskModel
from vierkant.business_case.streams import Streams

PARTNERS = "number of partners"
"""An input of this calculation alone."""

MOST_PARTNERS = 40
"""The largest Dutch joint bodies have about thirty municipalities (BsGW: 29 of 31 in Limburg, 2022)."""


def break_even_partners(streams: Streams) -> int | None:
    """The largest number of partners at which one more still saves at least what it costs in coordination.

    For partners of average size, with every input at its median and the effect fully grown in. None when no task is
    on a scale curve (of other savings nobody knows what one more partner does), when already the second partner
    costs more than it brings, or when there is no end within `MOST_PARTNERS`.
    """
    model = streams.model
    if model.active_partners < 2 or not any(task.evidence in ON_CURVE for task in model.tasks):
        return None
    results = _results(streams)
    best, previous = 1, 0.0
    for partners in range(2, MOST_PARTNERS + 1):
        if results[partners] < previous:
            return best if best >= 2 else None
        best, previous = partners, results[partners]
    return None


def _results(streams: Streams) -> dict[int, float]:
    """What every number of average partners saves, less what it costs in coordination: euro per year, at medians."""
    names, graph, model = streams.names(), streams.graph, streams.model
    partners = graph.input(PARTNERS)
    budget = streams.joint / float(model.active_partners)
    saving = graph.total(
        average_saving(streams, task, effect, partners)
        for task, effect in zip(model.tasks, streams.effects.task_effect, strict=True)
    )
    hours = estimated_hours(graph, names, partners, budget * partners, hub=model.hub)
    if model.value("coordination.measured_hours") > 0:
        hours = names("coordination.measured_hours")
    calculation = program(graph, {"left": saving - hours * names("coordination.hourly_rate")})
    numbers = np.arange(2, MOST_PARTNERS + 1)
    values: dict[str, Values] = {
        name: median(model.variable(name)) for name in calculation.inputs if name != PARTNERS
    }
    values[PARTNERS] = numbers.astype(np.float64)
    found = calculation.evaluate(values, len(numbers))["left"]
    return dict(zip(numbers.tolist(), found.tolist(), strict=True))


def median(variable: Variable) -> float:
    """The median of an input."""
    return float(np.asarray(quantile(variable, np.array([0.5]))).reshape(-1)[0])


def average_saving(streams: Streams, task: TaskModel, effect: Node, partners: Node) -> Node | float:
    """The saving per year of a number of average partners in one task.

    On a scale curve it follows the joint volume; a share of the present cost grows with the number of partners.
    """
    graph, names, model = streams.graph, streams.names(), streams.model
    parts = [part for part in task.parts if part.has_cost]
    if not parts:
        return 0.0
    if task.evidence not in ON_CURVE:
        return effect * partners / float(len(parts))
    served = [part for part in parts if part.residents is not None]
    if not served:
        return 0.0
    count = float(len(served))
    alone = graph.total(names(part.residents) for part in served if part.residents) / count
    cost = graph.total(part_cost(part, graph, names) for part in served) / count
    change = log_cost(model, task, alone * partners, names) - log_cost(model, task, alone, names)
    return 0.0 - cost * partners * change.expm1()
