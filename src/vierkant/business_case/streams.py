"""The whole case as one calculation: streams of money, added up per partner and year, discounted.

Everything that has a result (simulation, what weighs most, what turns the outcome, alternatives) evaluates this graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from vierkant.business_case import timing
from vierkant.business_case.coordination import Coordination, counted, estimated_hours
from vierkant.business_case.effects import Effects, Names, effects, names_of
from vierkant.business_case.expressions import Graph, Node
from vierkant.business_case.inputs import TransitionKind
from vierkant.business_case.model import Model, counted_lines
from vierkant.business_case.results import StreamId
from vierkant.business_case.timing import Profile
from vierkant.business_case.years import YEARS


@dataclass(frozen=True, slots=True)
class Flow:
    """A part of a stream: ``amount`` times the factor of a year, for one partner or for all by the key.

    A flow that grows in is also multiplied by the ramp of the year.
    """

    stream: StreamId
    amount: Node
    profile: Profile
    partner: int | None = None
    growing: bool = False
    kind: TransitionKind | None = None
    """What a line of the transition is for."""


@dataclass(frozen=True, slots=True)
class Streams:
    """The calculation of a case. ``ramps`` has one node for each of `YEARS`."""

    model: Model
    graph: Graph
    effects: Effects
    coordination: Coordination
    flows: tuple[Flow, ...]
    ramps: tuple[Node, ...]
    joint: Node
    discount: Profile

    def names(self) -> Names:
        """From the name of an input to its node."""
        return names_of(self.model, self.graph)

    def total(self, flows: Sequence[Flow]) -> tuple[Node, ...]:
        """Net result of all partners together, one node for each of `YEARS`."""
        graph = self.graph
        growing = graph.total(flow.amount for flow in flows if flow.growing)
        steady = _by_profile(graph, (flow for flow in flows if not flow.growing))
        return tuple(
            growing * self.ramps[place]
            + graph.total(amount * profile[place] for profile, amount in steady.items())
            for place in range(len(YEARS))
        )

    def of_partners(self) -> tuple[tuple[Node, ...], ...]:
        """Net result of every partner per year: its own flows, and its share of the flows of all."""
        shared = self.total([flow for flow in self.flows if flow.partner is None])
        found = []
        for index, share in enumerate(self.model.key):
            own = self.total([flow for flow in self.flows if flow.partner == index])
            found.append(tuple(mine + joint * share for mine, joint in zip(own, shared, strict=True)))
        return tuple(found)

    def present_value(self, nets: Sequence[Node], years: int = YEARS[-1]) -> Node:
        """The net results up to and with a year after the start, discounted and added up."""
        return self.graph.total(
            net * factor
            for year, net, factor in zip(YEARS, nets, self.discount, strict=True)
            if year <= years
        )

    def promised(self) -> tuple[Node, ...]:
        """Net result per year when every plan is kept to the letter, from the year in which it counts in full."""
        graph, model = self.graph, self.model
        steady = self.total([flow for flow in self.flows if not flow.growing])
        tasks = list(zip(model.tasks, self.effects.task_effect, self.effects.promised, strict=True))
        kept = graph.total(effect for task, effect, _ in tasks if not task.plan)
        starts = sorted({task.promised_from for task in model.tasks if task.plan})
        plans = {
            start: graph.total(plan for task, _, plan in tasks if task.plan and task.promised_from == start)
            for start in starts
        }
        return tuple(
            kept * self.ramps[place]
            + graph.total(plan for start, plan in plans.items() if YEARS[place] >= start)
            + steady[place]
            for place in range(len(YEARS))
        )


def _by_profile(graph: Graph, flows: Iterable[Flow]) -> Mapping[Profile, Node]:
    """Amounts with the same timing added up first: fewer steps per year."""
    found: dict[Profile, Node] = {}
    for flow in flows:
        before = found.get(flow.profile)
        found[flow.profile] = flow.amount if before is None else before + flow.amount
    return found


def streams(model: Model) -> Streams:
    """The calculation of a case that has something to count."""
    graph = Graph()
    names = names_of(model, graph)
    found = effects(model, graph)
    joint = graph.total(found.baseline)
    tau = names("ramp.tau").maximum(1e-9)
    # No saving at all in the year of the start and before it; an override may set tau to zero: full after one year.
    ramps = tuple(graph.constant(0.0) if year <= 0 else 0.0 - (float(-year) / tau).expm1() for year in YEARS)
    coordination = _coordination(model, graph, names, joint)
    flows = [
        *_savings(found),
        *_coordination_flows(model, names, coordination),
        *_one_off(model, graph, names, joint),
        *_per_partner(model, names, found),
    ]
    return Streams(
        model=model,
        graph=graph,
        effects=found,
        coordination=coordination,
        flows=tuple(flow for flow in flows if flow.amount.constant != 0),
        ramps=ramps,
        joint=joint,
        discount=timing.discount(model.value("discount.rate")),
    )


def _savings(found: Effects) -> Iterable[Flow]:
    for stream, amounts in ((StreamId.SCALE, found.scale), (StreamId.PLANNED, found.planned)):
        for index, amount in enumerate(amounts):
            yield Flow(stream, amount, timing.GROWING, index, growing=True)


def _coordination(model: Model, graph: Graph, names: Names, joint: Node) -> Coordination:
    estimate = estimated_hours(graph, names, model.active_partners, joint, hub=model.hub)
    fixed = None
    if model.active_partners >= 2 and model.value("coordination.measured_hours") > 0:
        fixed = names("coordination.measured_hours")
    return counted(graph, names, estimate, model.measured, fixed)


def _coordination_flows(model: Model, names: Names, coordination: Coordination) -> Iterable[Flow]:
    rate = names("coordination.hourly_rate")
    for hours, profile in coordination.parts:
        yield Flow(StreamId.COORDINATION, hours * rate, timing.scaled(profile, -1.0))


def _one_off(model: Model, graph: Graph, names: Names, joint: Node) -> Iterable[Flow]:
    """Lines of the transition in their own year and by their own bearer, else a budget or an estimate."""
    once = timing.scaled(timing.once(model.value), -1.0)
    places = {partner.id: index for index, partner in enumerate(model.partners)}
    lines = counted_lines(model.case)
    for line in lines:
        profile = timing.scaled(timing.in_year(line.year), -1.0)
        bearer = places.get(line.partner) if line.partner else None
        amount = names(f"transition.line.{line.id}")
        yield Flow(StreamId.TRANSITION, amount, profile, bearer, kind=line.kind)
    if not lines:
        budget = model.case.transition_budget
        amount = names("transition_budget") if budget else names("transition.share_of_budget") * joint
        yield Flow(StreamId.TRANSITION, amount, once)
    if model.case.change_cost is not None:
        yield Flow(StreamId.CHANGE, names("change_cost"), once)


def _per_partner(model: Model, names: Names, found: Effects) -> Iterable[Flow]:
    """What falls to one partner alone: overhead that stays behind, wages, VAT."""
    stays = names("stranded.share_staying").maximum(0.0) * names("stranded.overhead_per_fte")
    usual = model.value("stranded.years")
    running = timing.scaled(timing.RUNNING, -1.0)
    for index, partner in enumerate(model.partners):
        base = f"partner.{partner.id}."
        finances = partner.finances
        years = usual if finances is None or finances.stranded_years is None else finances.stranded_years
        own = base + "stranded_overhead"
        left = names(own) if own in model.variables else found.moved[index] * stays
        yield Flow(StreamId.STRANDED, left, timing.scaled(timing.fading(years), -1.0), index)
        for stream, name in ((StreamId.WAGES, "wage_harmonisation"), (StreamId.VAT, "vat")):
            if base + name in model.variables:
                yield Flow(stream, names(base + name), running, index)
