"""Every number of the results as an output of the calculation, and all of them over all draws."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from vierkant.business_case.alternatives import alternative_nodes
from vierkant.business_case.draws import Draws, simulate
from vierkant.business_case.expressions import Node, Program, program
from vierkant.business_case.model import Model
from vierkant.business_case.results import LAST_YEAR, YEARS, Band, StreamId
from vierkant.business_case.streams import Flow, Streams

ALL = -1
"""In place of the index of a partner: all together."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The draws of a case by name (`nodes_of`)."""

    streams: Streams
    found: Draws

    @property
    def model(self) -> Model:
        """The case that was calculated."""
        return self.streams.model

    @property
    def draws(self) -> int:
        """Number of draws."""
        return self.found.count

    def band(self, name: str) -> Band:
        """Mean, P10, median and P90 of a number."""
        return self.found.band(name)

    def per_year(self, prefix: str) -> tuple[Band, ...]:
        """The bands of ``<prefix>.<year>`` for each of `YEARS`."""
        return tuple(self.found.band(f"{prefix}.{year}") for year in YEARS)

    def below_zero(self, name: str) -> float:
        """The share of draws in which a number is below zero."""
        return self.found.below_zero(name)


def prefix_of(partner: int) -> str:
    """How the numbers of the whole (`ALL`) or of one partner begin."""
    return "total" if partner == ALL else f"partner.{partner}"


def nodes_of(streams: Streams) -> dict[str, Node]:
    """Every number of the results, by name.

    Per `prefix_of`, and for the plan at its word: ``net``, ``sum`` (added up) and ``trough`` (the lowest sum from that
    year on) per year, ``npv_5``, ``npv_10``, ``peak``. Then amounts before timing (``flow.<index>``), streams whose
    years are no multiples of one amount, present cost, effects, promises, measured hours and alternatives.
    """
    model, found, graph = streams.model, streams.effects, streams.graph
    nodes: dict[str, Node] = {}
    nodes.update(_results(streams, prefix_of(ALL), streams.total(streams.flows)))
    for index, nets in enumerate(streams.of_partners()):
        nodes.update(_results(streams, prefix_of(index), nets))
        nodes.update(_split(streams, index))
    if any(task.plan for task in model.tasks):
        nodes.update(_results(streams, "promised", streams.promised()))
        nodes["promise"] = graph.total(found.promised)
    for stream in StreamId:
        nodes.update(_stream(streams, stream))
    nodes["baseline"] = streams.joint
    for prefix, many in (
        ("flow", [flow.amount for flow in streams.flows]),
        ("baseline", found.baseline),
        ("effect", found.task_effect),
        ("task", found.task_baseline),
        (
            "shift",
            [streams.joint * share - cost for share, cost in zip(model.key, found.baseline, strict=True)],
        ),
    ):
        nodes.update({f"{prefix}.{index}": node for index, node in enumerate(many)})
    nodes.update({f"hours.{year}": node for year, node in streams.coordination.measured.items()})
    nodes["hours"] = streams.coordination.estimate
    nodes.update(alternative_nodes(streams))
    return nodes


def _results(streams: Streams, prefix: str, nets: Sequence[Node]) -> Mapping[str, Node]:
    graph = streams.graph
    running = graph.constant(0.0)
    lowest = graph.constant(0.0)
    sums: list[Node] = []
    for net in nets:
        running = running + net
        lowest = lowest.minimum(running)
        sums.append(running)
    nodes = {f"{prefix}.net.{year}": net for year, net in zip(YEARS, nets, strict=True)}
    nodes |= {f"{prefix}.sum.{year}": item for year, item in zip(YEARS, sums, strict=True)}
    trough = sums[-1]
    for year, item in zip(reversed(YEARS), reversed(sums), strict=True):
        trough = trough.minimum(item)
        if year >= 0:
            nodes[f"{prefix}.trough.{year}"] = trough
    nodes[f"{prefix}.npv_5"] = streams.present_value(nets, 5)
    nodes[f"{prefix}.npv_10"] = streams.present_value(nets, LAST_YEAR)
    nodes[f"{prefix}.peak"] = 0.0 - lowest
    return nodes


def growing(streams: Streams, stream: StreamId, partner: int) -> list[Flow]:
    """The flows of a stream that grow in, of the whole (`ALL`) or of one partner."""
    return [
        flow
        for flow in streams.flows
        if flow.growing and flow.stream is stream and partner in (ALL, flow.partner)
    ]


def both_grow(streams: Streams, partner: int) -> bool:
    """True when a partner has savings of scale and of a plan, so that its result does not show either alone."""
    return all(growing(streams, stream, partner) for stream in (StreamId.SCALE, StreamId.PLANNED))


def _split(streams: Streams, partner: int) -> Mapping[str, Node]:
    if not both_grow(streams, partner):
        return {}
    nets = streams.total(growing(streams, StreamId.SCALE, partner))
    return {f"partner.{partner}.scale.{year}": net for year, net in zip(YEARS, nets, strict=True)}


def one_profile(flows: Iterable[Flow]) -> bool:
    """True when the years of a stream are multiples of one amount."""
    found = list(flows)
    return not any(flow.growing for flow in found) and len({flow.profile for flow in found}) <= 1


def _stream(streams: Streams, stream: StreamId) -> Mapping[str, Node]:
    flows = [flow for flow in streams.flows if flow.stream is stream]
    if one_profile(flows):
        return {f"stream.{stream.value}": streams.graph.total(flow.amount for flow in flows)}
    nets = streams.total(flows)
    return {f"stream.{stream.value}.{year}": net for year, net in zip(YEARS, nets, strict=True)}


def drawn(
    streams: Streams, *, seed: int, draws: int, progress: Callable[[float], None] | None = None
) -> Rows:
    """Run all draws.

    Raises:
        ValueError: seed or draws out of range.
    """
    calculation = program(streams.graph, nodes_of(streams))
    model = streams.model
    return Rows(
        streams,
        simulate(
            calculation, model.every, model.case.correlations, seed=seed, draws=draws, progress=progress
        ),
    )


def outcome(streams: Streams) -> Program:
    """The net present value after ten years of all partners together, under its own name."""
    node = streams.present_value(streams.total(streams.flows), LAST_YEAR)
    return program(streams.graph, {f"{prefix_of(ALL)}.npv_10": node})
