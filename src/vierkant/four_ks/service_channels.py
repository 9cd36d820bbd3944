"""One channel in words and numbers: who waits how long, how many people it takes, and what the first years bring."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf, isfinite

from vierkant.four_ks.inputs_service import Channel, ChannelPart
from vierkant.four_ks.service_queues import (
    Desk,
    Ends,
    Norm,
    curve,
    desk_of,
    dip_people,
    joined,
    mean_wait,
    mean_within,
    norm_of,
    parts_in_order,
    queueing,
    spread_of,
    total_needed,
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
    desks: Sequence[Desk]
    """Of the partners whose work is known, in the order of ``parts``."""
    together: Desk | None
    norm: Norm
    dip: Ends


def work_of(channel: Channel, partners: Mapping[str, str], chosen: Table) -> Work:
    """The desks of the channel."""
    parts = parts_in_order(channel, partners)
    desks = [desk for desk in (desk_of(part) for _, part in parts) if desk.is_known]
    spread = spread_of(channel, chosen, len(desks))
    dip = (chosen.value("dip_handling"), chosen.low("dip_handling"), chosen.high("dip_handling"))
    together = joined(desks, spread, channel.agents_together)
    return Work(channel, parts, desks, together, norm_of(channel, chosen), dip)


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
        partners=tuple(_partner(work, partner, part, partners) for partner, part in work.parts),
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


def _partner(work: Work, partner: str, part: ChannelPart, partners: Mapping[str, str]) -> PartnerChannel:
    joint, own = work.channel.open_hours_together, part.open_hours
    return PartnerChannel(
        partner=partner,
        name=partners[partner],
        queue=queueing(desk_of(part), work.norm),
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
        "needed_now": _people(work, "needed_now", [total_needed(work.desks, norm, end) for end in (0, 1, 2)]),
        "needed_together": _people(
            work, "needed_together", [total_needed(one, norm, end) for end in (0, 1, 2)]
        )
        if together
        else None,
        "dip_people": None if extra is None else _dip(work, extra, chosen),
    }
    return {name: number for name, number in found.items() if number is not None}


def _wait(work: Work, name: str, desks: Sequence[Desk], chosen: Table) -> Computed | None:
    waits = [mean_wait(desks, end) for end in (0, 1, 2)]
    middle = waits[0]
    if middle is None or not isfinite(middle):
        return None
    low, high = waits[1], waits[2]
    known = low is not None and high is not None and isfinite(high) and low != high
    per, unit = _unit(work)
    return Computed(
        id=name,
        label=Message(f"service.label.{name}"),
        value=middle / per,
        unit=unit,
        explanation=_explanation(work, name, desks, chosen),
        low=low / per if known and low is not None else None,
        high=high / per if known and high is not None else None,
        decimals=_decimals(middle / per),
    )


def _unit(work: Work) -> tuple[float, Unit]:
    """Both waits of a channel in the same unit: minutes when one of them is long."""
    waits = [mean_wait(work.desks), mean_wait([work.together] if work.together else [])]
    longest = max((wait for wait in waits if wait is not None and isfinite(wait)), default=0.0)
    return (60.0, Unit.MINUTES) if longest >= LONG_WAIT else (1.0, Unit.SECONDS)


def _within(work: Work, name: str, desks: Sequence[Desk], chosen: Table) -> Computed | None:
    shares = [mean_within(desks, work.norm.seconds, end) for end in (0, 2, 1)]
    if shares[0] is None:
        return None
    known = shares[1] is not None and shares[2] is not None and shares[1] != shares[2]
    return Computed(
        id=name,
        label=Message(f"service.label.{name}", {"norm": duration(work.norm.seconds)}),
        value=shares[0],
        unit=Unit.SHARE,
        explanation=_explanation(work, name, desks, chosen),
        low=shares[1] if known else None,
        high=shares[2] if known else None,
    )


def _people(work: Work, name: str, counts: Sequence[int]) -> Computed:
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
        low=counts[1] if counts[1] != counts[2] else None,
        high=counts[2] if counts[1] != counts[2] else None,
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
    return Input(Message(f"service.input.{name}"), value, unit, known, decimals=_decimals(value))


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
    middle, low, high = (_known(mean_wait(desks, end)) for end in (0, 1, 2))
    return Moment(name, middle, low, high, mean_within(desks, seconds))


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


def overflows(work: Work) -> bool:
    """Whether the people that answer in the end cannot do the work."""
    desks = [work.together] if work.together else work.desks
    queues = [desk.queue() for desk in desks]
    return any(queue is not None and queue.load > 0 and not queue.is_stable for queue in queues)


def _level(work: Work, extra: Computed | None) -> Level:
    met = meets_norm(work)
    if met is None:
        return Level.UNKNOWN
    if overflows(work) or is_worse(work):
        return Level.RED
    assumed = confidence(work) is Confidence.ASSUMED
    return Level.AMBER if not met or assumed or (extra is not None and extra.value > 0) else Level.GREEN


def _text(work: Work, partners: Mapping[str, str]) -> Message:
    now = mean_wait(work.desks)
    full = [
        (partners[partner], queue.agents_short)
        for partner, queue in ((partner, desk_of(part).queue()) for partner, part in work.parts)
        if queue is not None and queue.load and not queue.is_stable
    ]
    known: dict[str, MessageArgument] = {
        "places": ", ".join(name for name, _ in full),
        "short": people(sum(short for _, short in full)),
    }
    pooled = work.together.queue() if work.together else None
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
    names = [partners[partner] for partner, part in work.parts if desk_of(part).is_known]
    if len(names) == 1:
        return Message("service.row.only_one", {"partner": names[0], "now": duration(now)})
    return Message("service.row.now_only", {"now": duration(now)})


def _is_idle(work: Work) -> bool:
    return bool(work.desks) and not any(desk.contacts[0] for desk in work.desks if desk.contacts)


def duration(seconds: float) -> Number:
    """A wait as people say it."""
    if seconds >= LONG_WAIT and seconds < inf:
        return Number(seconds / 60, Unit.MINUTES, _decimals(seconds / 60))
    return Number(seconds, Unit.SECONDS, _decimals(seconds))


def people(number: int) -> Number:
    """A number of people as people say it."""
    return Number(number, Unit.PERSONS)


def _decimals(value: float) -> int:
    return 0 if value >= 2 or value == 0 or value == 1 else 1
