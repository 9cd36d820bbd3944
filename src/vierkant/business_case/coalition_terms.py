"""What the cost of a group of partners is made of: amounts per partner that add up, and how they are put together.

Of every group of partners only sums over its members count: present cost, residents of a task, cost on a curve. So
the cost of a group follows from a handful of sums, whichever way the groups are listed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from vierkant.business_case.curves import WHOLE_ORGANISATION
from vierkant.business_case.distributions import Floats, Values
from vierkant.business_case.effects import ON_CURVE, SENSIBLE
from vierkant.business_case.elementary import exponential, logarithm
from vierkant.business_case.model import Model, Part, TaskModel
from vierkant.business_case.results import Evidence
from vierkant.business_case.years import LAST_YEAR

ValueOf = Callable[[str], Values]
"""From the name of an input to its number, or to one number per draw."""


@dataclass(frozen=True, slots=True)
class Curve:
    """A scale curve as it stands in every draw; all of shape (draws, 1)."""

    slope: Floats
    """One less the elasticity."""
    exhaustion: Floats
    """Logarithm of the exhaustion point."""
    diseconomies: Floats
    rise: Floats

    def unit_cost(self, residents: Floats) -> Floats:
        """Cost per unit against that at the best scale, for numbers of residents of shape (draws, groups)."""
        size = logarithm(np.maximum(residents, 1.0))
        cost = np.maximum(self.exhaustion - size, 0.0)
        cost *= self.slope
        np.subtract(size, self.diseconomies, out=size)
        np.maximum(size, 0.0, out=size)
        size *= self.rise
        cost += size
        return exponential(cost)


@dataclass(frozen=True, slots=True)
class Coordination:
    """Euro per year of steering and aligning: of a group with m partners that bring in a cost, and present cost B,

    ``fixed + per_partner · m + (per_million + per_pair · (m - 1)) · B``, times ``measured``. Shapes (draws, 1).
    """

    fixed: Floats
    per_partner: Floats
    per_million: Floats
    per_pair: Floats
    measured: Floats
    """What was measured of all together against the estimate; 1 when nothing was measured."""
    by_size: Floats
    """Euro per partner of the group instead, where hours were measured and nothing can be estimated."""

    def cost(self, present: Floats, active: Floats, size: Floats) -> Floats:
        """For groups of shape (draws, groups), with two partners or more. ``active`` and ``size`` count partners."""
        estimate = self.fixed + self.per_partner * active
        estimate += (self.per_million + self.per_pair * (active - 1.0)) * present
        estimate *= self.measured
        return np.where(active >= 2.0, estimate, 0.0) + self.by_size * size


@dataclass(frozen=True, slots=True)
class Terms:
    """Amounts per partner, and what to do with their sums.

    ``amounts`` has shape (terms, draws, partners): present cost; what a member of a joint organisation pays whatever
    the others are; then two per curve (residents, cost at the best scale) and one per saving of a plan. ``counts``
    has shape (terms, partners): every partner, the active ones, then the partners of each plan.
    """

    amounts: Floats
    counts: Floats
    curves: tuple[Curve, ...]
    plans: int
    coordination: Coordination

    def cost(self, sums: Floats, counts: Floats) -> Floats:
        """The cost of groups from the sums over their members.

        Args:
            sums: shape (terms, draws, groups), of ``amounts``.
            counts: shape (terms, groups), of ``counts``.

        Returns:
            Euro per year, shape (draws, groups). One partner alone pays its present cost.
        """
        # Amounts near the largest float give a cost that is not finite; whoever counts with it looks at that.
        with np.errstate(over="ignore", invalid="ignore"):
            return self._cost(sums, counts)

    def _cost(self, sums: Floats, counts: Floats) -> Floats:
        size, active = counts[0], counts[1]
        joint = sums[1] + self.coordination.cost(sums[0], active, size)
        for place, curve in enumerate(self.curves):
            joint += curve.unit_cost(sums[2 + 2 * place]) * sums[3 + 2 * place]
        first = 2 + 2 * len(self.curves)
        for place in range(self.plans):
            # A task that only one member brings in is not done together: nothing of its plan comes true.
            joint -= np.where(counts[2 + place] >= 2.0, sums[first + place], 0.0)
        found: Floats = np.where(size >= 2.0, joint, sums[0])
        return found


def terms_of(model: Model, value: ValueOf, draws: int) -> Terms:
    """The terms of a case.

    Args:
        model: the case.
        value: an input's number, or its numbers in ``draws`` draws.
        draws: number of draws; 1 for central values.
    """
    partners = len(model.partners)
    found = _Collected(draws, partners)
    for task in model.tasks:
        _add_task(found, model, task, value)
    _add_running(found, model, value)
    return Terms(
        amounts=np.array(
            [
                found.present,
                found.linear,
                *(rows for item in found.curves.values() for rows in item[1:]),
                *found.plans.values(),
            ]
        ),
        counts=np.array(
            [
                np.ones(partners),
                found.active,
                *([float(i in members) for i in range(partners)] for members in found.plans),
            ]
        ),
        curves=tuple(item[0] for item in found.curves.values()),
        plans=len(found.plans),
        coordination=_coordination(model, value, found),
    )


class _Collected:
    """What the tasks add up to while they are read."""

    def __init__(self, draws: int, partners: int) -> None:
        self.shape = (draws, partners)
        self.present = np.zeros(self.shape)
        self.linear = np.zeros(self.shape)
        self.active = np.zeros(partners)
        self.curves: dict[object, tuple[Curve, Floats, Floats]] = {}
        self.plans: dict[frozenset[int], Floats] = {}

    def plan(self, members: frozenset[int]) -> Floats:
        """Where the saving of a plan of these partners is kept; of one that all share it lowers what members pay."""
        return self.plans.setdefault(members, np.zeros(self.shape))


def _add_task(found: _Collected, model: Model, task: TaskModel, value: ValueOf) -> None:
    members = frozenset(part.partner for part in task.parts)
    curve = _curve_rows(found, task, value) if task.evidence in ON_CURVE else None
    for part in task.parts:
        if not part.has_cost:
            continue
        at = part.partner
        cost = part_cost(part, value)
        found.active[at] = 1.0
        found.present[:, at] += cost
        if curve is not None and part.residents is not None:
            own = curve[0].unit_cost(curve[1][:, at : at + 1])[:, 0]
            curve[2][:, at] += cost / own
            continue
        found.linear[:, at] += cost
        share = _planned_share(task, value)
        if share is None:
            continue
        if len(members) == 1 or len(members) == len(model.partners):
            found.linear[:, at] -= cost * share
        else:
            found.plan(members)[:, at] += cost * share


def _planned_share(task: TaskModel, value: ValueOf) -> Values | None:
    """The share of the present cost that a plan or a merger of whole organisations saves; None without either."""
    if task.group == WHOLE_ORGANISATION:
        return value("whole_organisation.saving")
    if task.evidence is Evidence.PLAN and task.plan is not None:
        return value(task.plan) * value("plan.discount")
    return None


def part_cost(part: Part, value: ValueOf) -> Values:
    """Present cost per year of one partner's side of a task."""
    cost: Values = 0.0
    if part.own_fte is not None and part.cost_per_fte is not None:
        cost = value(part.own_fte) * value(part.cost_per_fte)
    return cost if part.other_cost is None else cost + value(part.other_cost)


def _curve_rows(found: _Collected, task: TaskModel, value: ValueOf) -> tuple[Curve, Floats, Floats]:
    """The curve of a task, the residents of its partners, and where their cost at the best scale is added up.

    Tasks with the same curve and the same residents share them.
    """
    served = [(part.partner, part.residents) for part in task.parts if part.residents is not None]
    key = (task.group, tuple(served))
    if key not in found.curves:
        residents = np.zeros(found.shape)
        for partner, name in served:
            residents[:, partner] = value(name)
        found.curves[key] = (_curve(task.group, value, found.shape[0]), residents, np.zeros(found.shape))
    return found.curves[key]


def _curve(group: str, value: ValueOf, draws: int) -> Curve:
    def number(name: str) -> Floats:
        return _column(value(f"curve.{group}.{name}"), draws)

    return Curve(
        slope=1.0 - np.clip(number("elasticity"), *SENSIBLE),
        exhaustion=logarithm(np.maximum(number("exhaustion"), 1.0)),
        diseconomies=logarithm(np.maximum(number("diseconomies"), 1.0)),
        rise=np.clip(number("rise"), -1.0, 1.0),
    )


def _column(number: Values, draws: int) -> Floats:
    """Shape (draws, 1)."""
    return np.array(np.broadcast_to(np.asarray(number, dtype=np.float64), (draws,)))[:, None]


def _add_running(found: _Collected, model: Model, value: ValueOf) -> None:
    """Wages and VAT, every year."""
    for index, partner in enumerate(model.partners):
        for name in ("wage_harmonisation", "vat"):
            own = f"partner.{partner.id}.{name}"
            if own in model.variables:
                found.linear[:, index] += value(own)


def _coordination(model: Model, value: ValueOf, found: _Collected) -> Coordination:
    """The estimate of `coordination.estimated_hours` for any group, scaled to what was measured of all together."""
    draws = found.shape[0]

    def number(name: str) -> Floats:
        return _column(value(f"coordination.{name}"), draws)

    rate = number("hourly_rate")
    level = number("level") * rate
    alike = np.minimum(np.maximum(number("harmonisation"), 0.0), 1.0)
    pairs = 0.0 if model.hub else 0.5
    one = np.ones((draws, 1))
    estimate = Coordination(
        fixed=level * number("fixed_hours"),
        per_partner=level * number("hours_per_round") * number("decision_rounds"),
        per_million=level * number("hours_per_partner") / 1e6,
        per_pair=level * number("hours_per_pair") * (1.0 - alike) * pairs / 1e6,
        measured=one,
        by_size=0.0 * one,
    )
    active, size = np.array([found.active.sum()]), np.array([float(found.shape[1])])
    usual = estimate.cost(found.present.sum(axis=1, keepdims=True), active, size)
    counted = _counted(model, value, usual, rate)
    known = usual != 0
    return Coordination(
        fixed=estimate.fixed,
        per_partner=estimate.per_partner,
        per_million=estimate.per_million,
        per_pair=estimate.per_pair,
        measured=np.where(known, counted / np.where(known, usual, 1.0), 1.0),
        by_size=np.where(known, 0.0, counted / size),
    )


def _counted(model: Model, value: ValueOf, estimate: Floats, rate: Floats) -> Floats:
    """What coordination costs all partners in the last year of the case, as in `coordination.counted`."""
    draws = len(rate)
    usual = estimate
    if model.active_partners >= 2 and model.value("coordination.measured_hours") > 0:
        usual = _column(value("coordination.measured_hours"), draws) * rate
    if not model.measured:
        return usual
    years = {
        row.year: sum((_column(value(name), draws) for name in row.names), np.zeros((draws, 1))) * rate
        + usual * row.missing
        for row in model.measured
    }
    if LAST_YEAR in years:
        return years[LAST_YEAR]
    return (
        sum(years.values(), np.zeros((draws, 1))) / len(years) * _column(value("coordination.drift"), draws)
    )
