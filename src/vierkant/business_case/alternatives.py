"""Beside the case: doing nothing, agreements on paper, one that works for all, an organisation of all, or everything.

All are made of the same inputs as the case, so that they differ by what differs and not by luck.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from vierkant.business_case import timing
from vierkant.business_case.coordination import estimated_hours
from vierkant.business_case.curves import WHOLE_ORGANISATION
from vierkant.business_case.expressions import Node
from vierkant.business_case.model import Model
from vierkant.business_case.results import StreamId
from vierkant.business_case.results_beside import AlternativeId
from vierkant.business_case.streams import Flow, Streams
from vierkant.business_case.years import LAST_YEAR

WHOLE_ORGANISATION_FTE_PER_THOUSAND = 4.0
"""Dutch municipalities have 5 to 8.5 FTE per 1,000 residents; a partner that moves four has little left."""

ONCE = (StreamId.TRANSITION, StreamId.CHANGE)
"""Streams that an alternative asks once."""


def chosen(model: Model) -> AlternativeId:
    """Which of the alternatives the case itself is."""
    if model.tasks and all(task.group == WHOLE_ORGANISATION for task in model.tasks):
        return AlternativeId.WHOLE_ORGANISATION
    return AlternativeId.HUB if model.hub else AlternativeId.JOINT


def allowed(model: Model, name: AlternativeId) -> bool:
    """True when the tasks of the dossier say enough to count the alternative.

    The whole organisation needs the whole organisation: tasks marked so, or so many people that little else is left.
    Departments of one municipality have one organisation already; partners without residents have none to join.
    """
    if name in (AlternativeId.DO_NOTHING, AlternativeId.AGREEMENTS):
        return True
    if name is chosen(model):
        return True
    if model.active_partners < 2:
        return False
    if name is not AlternativeId.WHOLE_ORGANISATION:
        return True
    return not model.internal and model.case.kind == "intermunicipal" and _nearly_everything(model)


def _nearly_everything(model: Model) -> bool:
    for index, partner in enumerate(model.partners):
        parts = [part for task in model.tasks for part in task.parts if part.partner == index]
        fte = sum(model.value(part.own_fte) for part in parts if part.own_fte)
        residents = partner.residents.value if partner.residents else 0.0
        if parts and (residents <= 0 or fte < WHOLE_ORGANISATION_FTE_PER_THOUSAND * residents / 1000):
            return False
    return True


def flows_of(streams: Streams, name: AlternativeId) -> Sequence[Flow]:
    """What the alternative costs and yields. The chosen one is the case itself, to the cent."""
    if name is AlternativeId.DO_NOTHING:
        return ()
    if name is chosen(streams.model):
        return streams.flows
    if name is AlternativeId.AGREEMENTS:
        share = streams.names()("alternative.agreements_coordination").maximum(0.0)
        return _coordination(streams, hub=False, share=share)
    kept = [flow for flow in streams.flows if flow.stream is not StreamId.COORDINATION]
    steering = _coordination(streams, hub=name is AlternativeId.HUB)
    if name is not AlternativeId.WHOLE_ORGANISATION:
        return [*kept, *steering]
    saving = streams.names()("whole_organisation.saving")
    grown = [
        Flow(StreamId.SCALE, cost * saving, timing.GROWING, index, growing=True)
        for index, cost in enumerate(streams.effects.baseline)
    ]
    # The overhead moves along with the whole organisation.
    dropped = (StreamId.SCALE, StreamId.PLANNED, StreamId.STRANDED)
    return [*grown, *(flow for flow in kept if flow.stream not in dropped), *steering]


def _coordination(streams: Streams, *, hub: bool, share: Node | float = 1.0) -> list[Flow]:
    """The estimate for another form: what was measured belongs to the chosen form."""
    names, model = streams.names(), streams.model
    hours = estimated_hours(streams.graph, names, model.active_partners, streams.joint, hub=hub)
    amount = hours * names("coordination.hourly_rate") * share
    return [Flow(StreamId.COORDINATION, amount, timing.scaled(timing.RUNNING, -1.0))]


def alternative_nodes(streams: Streams) -> Mapping[str, Node]:
    """Per alternative that can be counted ``alternative.<id>.``: npv_10, structural, saving, coordination, once."""
    graph, found = streams.graph, {}
    for name in AlternativeId:
        if not allowed(streams.model, name):
            continue
        flows = flows_of(streams, name)
        nets = streams.total(flows)
        prefix = f"alternative.{name.value}."
        found[prefix + "npv_10"] = streams.present_value(nets, LAST_YEAR)
        found[prefix + "structural"] = nets[-1]
        found[prefix + "saving"] = (
            graph.total(flow.amount for flow in flows if flow.growing) * streams.ramps[-1]
        )
        found[prefix + "coordination"] = graph.total(
            flow.amount * -flow.profile[-1] for flow in flows if flow.stream is StreamId.COORDINATION
        )
        found[prefix + "once"] = graph.total(
            flow.amount * -sum(flow.profile) for flow in flows if flow.stream in ONCE
        )
    return found
