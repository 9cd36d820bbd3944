"""How many partners of average size still earn the coordination that one more of them brings."""

from __future__ import annotations

from collections.abc import Mapping
from math import expm1

from vierkant.business_case.curves import log_average_cost
from vierkant.business_case.distributions import Values
from vierkant.business_case.flows import coordination, flows, part_cost
from vierkant.business_case.model import Model, TaskModel
from vierkant.business_case.results import Evidence
from vierkant.business_case.tornado import at_median

MOST_PARTNERS = 40
"""The largest Dutch joint bodies have about thirty municipalities (BsGW: 29 of 31 in Limburg, 2022)."""


def break_even_partners(model: Model) -> int | None:
    """The largest number of partners at which one more still saves at least what it costs in coordination.

    For partners of average size, with every input at its median and the effect fully grown in. None when no task is
    on a scale curve (of other savings nobody knows what one more partner does), when already the second partner
    costs more than it brings, or when there is no end within `MOST_PARTNERS`.
    """
    on_curve = any(task.evidence in (Evidence.PUBLISHED, Evidence.DOSSIER) for task in model.tasks)
    if model.active_partners < 2 or not on_curve:
        return None
    values = at_median(model)
    found = flows(model, values)
    budget = float(sum(found.baseline)) / model.active_partners
    best, previous = 1, 0.0
    for partners in range(2, MOST_PARTNERS + 1):
        saving = sum(
            average_saving(task, values, float(effect), partners)
            for task, effect in zip(model.tasks, found.effect, strict=True)
        )
        cost = float(coordination(values, partners, budget * partners, hub=model.hub))
        if saving - cost < previous:
            return best if best >= 2 else None
        best, previous = partners, saving - cost
    return None


def average_saving(task: TaskModel, values: Mapping[str, Values], effect: float, partners: int) -> float:
    """The saving per year of a number of average partners in one task.

    On a scale curve it follows the joint volume; a share of the present cost grows with the number of partners.
    """
    parts = [part for part in task.parts if part.has_cost]
    if not parts:
        return 0.0
    if task.evidence not in (Evidence.PUBLISHED, Evidence.DOSSIER):
        return effect / len(parts) * partners
    served = [float(values[part.residents]) for part in parts if part.residents is not None]
    if not served:
        return 0.0
    alone = sum(served) / len(served)
    cost = sum(float(part_cost(part, values)) for part in parts if part.residents is not None) / len(served)
    prefix = f"curve.{task.group}."
    curve = [values[prefix + name] for name in ("elasticity", "exhaustion", "diseconomies", "rise")]
    change = float(log_average_cost(alone * partners, *curve)) - float(log_average_cost(alone, *curve))
    return partners * cost * -expm1(change)
