"""One channel in words and numbers: who waits how long, how many people it takes, and what the first years bring."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf, isfinite

from vierkant.four_ks.inputs_service import Channel, ChannelPart
from vierkant.four_ks.queue import Queue
from vierkant.four_ks.service_draws import Drawn, between, drawn
from vierkant.four_ks.service_queues import (
    Desk,
    Norm,
    curve,
    desk_of,
    dip_people,
    joined,
    mean_wait,
    mean_within,
    needs,
    norm_of,
    parts_in_order,
    queueing,
    spread_of,
    waits,
    withins,
)
from vierkant.four_ks.service_results import ChannelResult, Moment, PartnerChannel
from vierkant.four_ks.tables import Table
from vierkant.quantities import (
    Certainty,
    Computed,
    Confidence,
    Explanation,
    Figure,
    Input,
    Level,
    Message,
    MessageArgument,
    Number,
    Unit,
)

LONG_WAIT = 120.0
"""From this many seconds a wait is told in minutes."""
ERLANG = "A.K. Erlang 1917 (Erlang C)"
_NOTICED = 1.05
"""A mean wait that is at most 5 % (and a second) longer is called equal."""


@dataclass(frozen=True, slots=True)
class Work:
    """What one channel is computed from."""

    channel: Channel
    parts: Sequence[tuple[str, ChannelPart]]
    places: Sequence[Desk]
    """As many as there are ``parts``."""
    desks: Sequence[Desk]
    """Of the places, those whose work is known."""
    together: Desk | None
    norm: Norm
    dip: Drawn


def work_of(channel: Channel, partners: Mapping[str, str], chosen: Table) -> Work:
    """The desks of the channel."""
    parts = parts_in_order(channel, partners)
    places = [desk_of(part, f"{channel.id}.{partner}") for partner, part in parts]
    desks = [desk for desk in places if desk.is_known]
    together = joined(desks, spread_of(channel, chosen, len(desks)), channel.agents_together)
    dip = drawn(chosen.figure("dip_handling"), f"{channel.id}.dip")
    return Work(channel, parts, places, desks, together, norm_of(channel, chosen), dip)


def channel_result(work: Work, partners: Mapping[str, str], chosen: Table) -> ChannelResult:
    """The channel, now and together."""
    channel, norm, together = work.channel, work.norm, work.together
    numbers = _numbers(work, chosen) if work.desks else {}
    level = _level(work, numbers.get("dip_people"))
    return ChannelResult(
        id=channel.id,
        name=channel.name,
        kind=channel.kind.value,
        norm_seconds=norm.seconds,
        norm_share=norm.share,
        norm_chosen=norm.chosen,
        partners=tuple(
            _partner(work, desk, partner, part, partners)
            for desk, (partner, part) in zip(work.places, work.parts, strict=True)
        ),
        together=queueing(together, norm) if together else None,
        handling_factor=1 + spread_of(channel, chosen, len(work.desks))[0],
        hours_together=channel.open_hours_together.value if channel.open_hours_together else None,
        wait_now=numbers.get("wait_now"),
        wait_together=numbers.get("wait_together"),
        within_now=numbers.get("within_now"),
        within_together=numbers.get("within_together"),
        needed_now=numbers.get("needed_now"),
        needed_together=numbers.get("needed_together"),
        dip_people=numbers.get("dip_people"),
        timeline=_timeline(work, chosen),
        curve=curve(work.desks, work.dip, together, norm) if work.desks else (),
        level=level,
        text=_text(work, partners),
    )


def _partner(
    work: Work, desk: Desk, partner: str, part: ChannelPart, partners: Mapping[str, str]
) -> PartnerChannel:
    joint, own = work.channel.open_hours_together, part.open_hours
    return PartnerChannel(
        partner=partner,
        name=partners[partner],
        queue=queueing(desk, work.norm),
        open_hours=own.value if own else None,
        extra_hours=joint.value - own.value if joint and own else None,
        mark=part.mark.value if part.mark else None,
    )


def _numbers(work: Work, chosen: Table) -> dict[str, Computed]:
    norm, together = work.norm, work.together
    one = [together] if together else []
    extra = dip_people(work.desks, work.dip, norm)
    found = {
        "wait_now": _wait(work, "wait_now", work.desks, chosen),
        "wait_together": _wait(work, "wait_together", one, chosen),
        "within_now": _within(work, "within_now", work.desks, chosen),
        "within_together": _within(work, "within_together", one, chosen),
        "needed_now": _people(work, "needed_now", needs(work.desks, norm)),
        "needed_together": _people(work, "needed_together", needs(one, norm)) if together else None,
        "dip_people": None if extra is None else _dip(work, extra, chosen),
    }
    return {name: number for name, number in found.items() if number is not None}


def _wait(work: Work, name: str, desks: Sequence[Desk], chosen: Table) -> Computed | None:
    found = waits(desks)
    if found is None or not isfinite(found[0]):
        return None
    per, unit = _unit(work)
    ends = between(found)
    if ends is not None and not isfinite(ends[1]):
        ends = None
    return Computed(
        id=name,
        label=Message(f"service.label.{name}"),
        value=found[0] / per,
        unit=unit,
        explanation=_explanation(work, name, desks, chosen),
        low=ends[0] / per if ends else None,
        high=ends[1] / per if ends else None,
        decimals=duration(found[0], unit).decimals,
    )


def _unit(work: Work) -> tuple[float, Unit]:
    """Both waits of a channel in the same unit: minutes when one of them is long."""
    both = [mean_wait(work.desks), mean_wait([work.together] if work.together else [])]
    longest = max((wait for wait in both if wait is not None and isfinite(wait)), default=0.0)
    return (60.0, Unit.MINUTES) if longest >= LONG_WAIT else (1.0, Unit.SECONDS)


def _within(work: Work, name: str, desks: Sequence[Desk], chosen: Table) -> Computed | None:
    shares = withins(desks, work.norm.seconds)
    if shares is None:
        return None
    ends = between(shares)
    return Computed(
        id=name,
        label=Message(f"service.label.{name}", {"norm": duration(work.norm.seconds)}),
        value=shares[0],
        unit=Unit.SHARE,
        explanation=_explanation(work, name, desks, chosen),
        low=ends[0] if ends else None,
        high=ends[1] if ends else None,
    )


def _people(work: Work, name: str, counts: Sequence[float]) -> Computed:
    ends = between(counts)
    inputs = (
        _input("norm_share", work.norm.share, Unit.SHARE),
        _input("norm_seconds", work.norm.seconds, Unit.SECONDS),
    )
    return Computed(
        id=name,
        label=Message(f"service.label.{name}"),
        value=counts[0],
        unit=Unit.PERSONS,
        explanation=Explanation(Message(f"service.method.{name}"), inputs, certainty=Certainty.MEDIUM),
        low=ends[0] if ends else None,
        high=ends[1] if ends else None,
    )


def _dip(work: Work, extra: int, chosen: Table) -> Computed:
    return Computed(
        id="dip_people",
        label=Message("service.label.dip_people"),
        value=extra,
        unit=Unit.PERSONS,
        explanation=Explanation(
            Message("service.method.dip_people"),
            (chosen.inputs["dip_handling"], chosen.inputs["dip_years"]),
            (chosen.parameters["dip_years"].source,),
            Certainty.LOW,
        ),
    )


def _explanation(work: Work, name: str, desks: Sequence[Desk], chosen: Table) -> Explanation:
    contacts = [desk.contacts[0] for desk in desks if desk.contacts]
    minutes = sum(desk.contacts[0] * desk.handling[0] for desk in desks if desk.contacts and desk.handling)
    agents = [desk.agents for desk in desks if desk.agents is not None]
    inputs = [
        _input("contacts", sum(contacts), Unit.PER_HOUR, confidence(work)),
        _input("handling", minutes / sum(contacts) if sum(contacts) else 0.0, Unit.SECONDS, confidence(work)),
        _input("agents", sum(agents), Unit.PERSONS, confidence(work)),
    ]
    if name.startswith("within"):
        inputs.append(_input("norm_seconds", work.norm.seconds, Unit.SECONDS))
    if name.endswith("together"):
        inputs.append(_spread(work, chosen))
    return Explanation(Message(f"service.method.{name}"), tuple(inputs), (ERLANG,), Certainty.MEDIUM)


def _spread(work: Work, chosen: Table) -> Input:
    own = work.channel.spread
    if own is None:
        return chosen.inputs["spread"]
    return Input(
        chosen.inputs["spread"].label, own.value, Unit.SHARE, own.confidence, own.source, own.low, own.high
    )


def _input(name: str, value: float, unit: Unit, known: Confidence = Confidence.ESTIMATED) -> Input:
    decimals = 0 if value >= 10 or value == round(value) else 1
    return Input(Message(f"service.input.{name}"), value, unit, known, decimals=decimals)


def confidence(work: Work) -> Confidence:
    """How the weakest figure of the channel is known."""
    order = list(Confidence)
    figures: list[Figure | None] = []
    for _, part in work.parts:
        figures += [part.contacts, part.handling]
    return max((item.confidence for item in figures if item), key=order.index, default=Confidence.ASSUMED)


def _timeline(work: Work, chosen: Table) -> tuple[Moment, ...]:
    """Now; the dip; and after it: as now, unless the dossier counts on a part of the calculated gain."""
    seconds = work.norm.seconds
    slow = [desk.longer(work.dip) for desk in work.desks]
    now, within = mean_wait(work.desks), mean_within(work.desks, seconds)
    if now is None:
        return ()
    found = [_moment("now", work.desks, seconds), _moment("dip", slow, seconds)]
    pooled = work.together.queue() if work.together else None
    if pooled is not None:
        part, joint = chosen.value("gain_realised"), pooled.mean_wait_seconds
        ends = (_known(min(now, joint)), _known(max(now, joint)))
        mean = now if not part else joint if part == 1 else now + part * (joint - now)
        share = None if within is None else within + part * (pooled.service_level(seconds) - within)
        found.append(Moment("after", _known(mean), *ends, share))
    return tuple(found)


def _moment(name: str, desks: Sequence[Desk], seconds: float) -> Moment:
    found = waits(desks) or []
    ends = between(found) or (found[0], found[0])
    return Moment(name, _known(found[0]), _known(ends[0]), _known(ends[1]), mean_within(desks, seconds))


def _known(seconds: float | None) -> float | None:
    return seconds if seconds is not None and isfinite(seconds) else None


def is_worse(work: Work) -> bool:
    """Whether people would wait noticeably longer together, with the people that are planned."""
    now, pooled = mean_wait(work.desks), work.together.queue() if work.together else None
    if now is None or pooled is None or not isfinite(now):
        return False
    return pooled.mean_wait_seconds > max(now * _NOTICED, now + 1)


def meets_norm(work: Work) -> bool | None:
    """Whether the norm is met in the end: together, or now where there is nothing to put together."""
    desks = [work.together] if work.together else work.desks
    within = mean_within(desks, work.norm.seconds)
    return None if within is None else within >= work.norm.share


def _queues(work: Work) -> list[Queue | None]:
    return [desk.queue() for desk in work.desks]


def overflows(work: Work) -> bool:
    """Whether the people that answer in the end cannot do the work."""
    desks = [work.together] if work.together else work.desks
    queues = [desk.queue() for desk in desks]
    return any(queue is not None and queue.load > 0 and not queue.is_stable for queue in queues)


def _level(work: Work, extra: Computed | None) -> Level:
    met = meets_norm(work)
    if met is None:
        return Level.UNKNOWN
    full_now = any(queue is not None and queue.load > 0 and not queue.is_stable for queue in _queues(work))
    if full_now or overflows(work) or is_worse(work):
        return Level.RED
    assumed = confidence(work) is Confidence.ASSUMED
    return Level.AMBER if not met or assumed or (extra is not None and extra.value > 0) else Level.GREEN


def _text(work: Work, partners: Mapping[str, str]) -> Message:
    now = mean_wait(work.desks)
    full = [
        (partners[partner], queue.agents_short)
        for partner, queue in (
            (partner, desk.queue()) for desk, (partner, _) in zip(work.places, work.parts, strict=True)
        )
        if queue is not None and queue.load and not queue.is_stable
    ]
    known: dict[str, MessageArgument] = {
        "places": ", ".join(name for name, _ in full),
        "short": people(sum(short for _, short in full)),
    }
    pooled = work.together.queue() if work.together else None
    # Nobody answers and a contact takes no time: no queue that is too full, and no wait that could be told either.
    now = None if now == inf and not full else now
    pooled = None if pooled and not pooled.load and not pooled.is_stable else pooled
    if not work.desks or (pooled is None and now is None and not full):
        return Message("service.row.idle" if _is_idle(work) else "service.row.unknown")
    if pooled is None:
        return _text_alone(work, partners, known, now)
    known["agents"] = people(pooled.agents)
    if not pooled.is_stable and pooled.load:
        return Message("service.row.full_together", {**known, "short_together": people(pooled.agents_short)})
    known["together"] = duration(pooled.mean_wait_seconds)
    if full:
        return Message("service.row.full_now", known)
    if now is None:
        return Message("service.row.idle" if _is_idle(work) else "service.row.together_only", known)
    known["now"] = duration(now)
    same = pooled.agents == sum(desk.agents or 0 for desk in work.desks)
    name = "worse" if is_worse(work) else "same_people" if same else "other_people"
    return Message(f"service.row.{name}", known)


def _text_alone(
    work: Work, partners: Mapping[str, str], known: dict[str, MessageArgument], now: float | None
) -> Message:
    if known["places"]:
        return Message("service.row.full_alone", known)
    if now is None:
        return Message("service.row.unknown")
    names = [partners[row[0]] for desk, row in zip(work.places, work.parts, strict=True) if desk.is_known]
    if len(names) == 1:
        return Message("service.row.only_one", {"partner": names[0], "now": duration(now)})
    return Message("service.row.now_only", {"now": duration(now)})


def _is_idle(work: Work) -> bool:
    return bool(work.desks) and not any(desk.contacts[0] for desk in work.desks if desk.contacts)


def duration(seconds: float, unit: Unit | None = None) -> Number:
    """A wait as people say it: minutes when it is long, with a decimal where that matters."""
    if unit is Unit.MINUTES or (unit is None and LONG_WAIT <= seconds < inf):
        minutes = seconds / 60
        return Number(minutes, Unit.MINUTES, 0 if minutes >= 10 or minutes == round(minutes) else 1)
    return Number(seconds, Unit.SECONDS, 0 if seconds >= 2 or seconds == round(seconds) else 1)


def people(number: int) -> Number:
    """A number of people as people say it."""
    return Number(number, Unit.PERSONS)
