"""The queues of one channel: at each partner now, in the dip, and all together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite

from vierkant.four_ks.inputs_service import Channel, ChannelKind, ChannelPart
from vierkant.four_ks.queue import LARGEST_LOAD, SECONDS_PER_HOUR, Queue, agents_needed, erlang_c
from vierkant.four_ks.service_results import CurvePoint, Queueing
from vierkant.four_ks.tables import Table
from vierkant.quantities import Figure

MOST_WORK = LARGEST_LOAD / 10
"""People busy at once; more at one partner is a typing error. The rest is room for contacts that take longer."""

ENDS = (0, 1, 2)
"""The value, and all figures at their low end at once, and all at their high end."""

Ends = tuple[float, float, float]

CURVE = (0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0)
"""Where the share that is helped is drawn, in multiples of the norm."""


@dataclass(frozen=True, slots=True)
class Norm:
    """Within how many seconds what share of the people must be helped."""

    seconds: float
    share: float
    chosen: bool


@dataclass(frozen=True, slots=True)
class Desk:
    """People who come and people who answer, at one partner or together. None: not filled in."""

    contacts: Ends | None
    handling: Ends | None
    agents: int | None

    @property
    def is_known(self) -> bool:
        """Whether the work is known; the people may still not be."""
        return self.contacts is not None and self.handling is not None

    @property
    def load(self) -> float:
        """People busy at the high end of the figures; 0 when not known."""
        if self.contacts is None or self.handling is None:
            return 0.0
        return self.contacts[2] * self.handling[2] / SECONDS_PER_HOUR

    def longer(self, share: Ends) -> Desk:
        """The same when one contact takes this share longer."""
        if self.handling is None:
            return self
        return Desk(self.contacts, _times(self.handling, share), self.agents)

    def queue(self, end: int = 0) -> Queue | None:
        """The queue at an end of the figures; None when something is not known."""
        if self.contacts is None or self.handling is None or self.agents is None:
            return None
        return erlang_c(self.contacts[end], self.handling[end], self.agents)

    def needed(self, share: float, seconds: float, end: int = 0) -> int | None:
        """People needed to help ``share`` within ``seconds``."""
        if self.contacts is None or self.handling is None:
            return None
        return agents_needed(self.contacts[end], self.handling[end], share=share, seconds=seconds)


def norm_of(channel: Channel, chosen: Table) -> Norm:
    """The channel's own norm, otherwise the one in use for its kind. A norm for everybody becomes 99.9 %."""
    kind = "phone" if channel.kind is ChannelKind.PHONE else "counter"
    seconds = channel.norm_seconds.value if channel.norm_seconds else chosen.value(f"{kind}_norm_seconds")
    share = channel.norm_share.value if channel.norm_share else chosen.value(f"{kind}_norm_share")
    return Norm(
        seconds, min(share, 0.999), channel.norm_seconds is not None or channel.norm_share is not None
    )


def desk_of(part: ChannelPart) -> Desk:
    """One partner's side. More than anybody could have is not known: a finding says so (`too_large`)."""
    desk = Desk(_ends(part.contacts), _ends(part.handling), part.agents)
    return Desk(None, None, part.agents) if desk.load > MOST_WORK else desk


def too_large(part: ChannelPart) -> bool:
    """Whether contacts times handling time is more work than any desk has."""
    return Desk(_ends(part.contacts), _ends(part.handling), part.agents).load > MOST_WORK


def spread_of(channel: Channel, chosen: Table, partners: int) -> Ends:
    """Share that a contact takes longer together: the knowledge spread for every partner after the first."""
    own = _ends(channel.spread)
    spread = own or (chosen.value("spread"), chosen.low("spread"), chosen.high("spread"))
    more = max(0, partners - 1)
    return (spread[0] * more, spread[1] * more, spread[2] * more)


def joined(desks: Sequence[Desk], spread: Ends, agents: int | None) -> Desk | None:
    """All together; None with fewer than two desks whose work is known, or when it is more than a desk can have."""
    known = [desk for desk in desks if desk.is_known]
    if len(known) < 2:
        return None
    contacts, handling = [], []
    for end in ENDS:
        calls = [desk.contacts[end] for desk in known if desk.contacts]
        seconds = [desk.handling[end] for desk in known if desk.handling]
        total = sum(calls)
        work = sum(call * second for call, second in zip(calls, seconds, strict=True))
        contacts.append(total)
        handling.append(work / total if total else sum(seconds) / len(seconds))
    if agents is None and all(desk.agents is not None for desk in known):
        agents = sum(desk.agents for desk in known if desk.agents is not None)
    desk = Desk(_three(contacts), _times(_three(handling), spread), agents)
    return None if desk.load > LARGEST_LOAD else desk


def queueing(desk: Desk, norm: Norm) -> Queueing:
    """The desk as the page shows it; where nobody comes, nobody waits and there is no share to give."""
    busy_here = desk.contacts is None or desk.contacts[0] > 0
    queues = [desk.queue(end) if busy_here else None for end in ENDS]
    waits = [None if queue is None else _finite(queue.mean_wait_seconds) for queue in queues]
    within = [None if queue is None else queue.service_level(norm.seconds) for queue in queues]
    middle, busy = queues[0], queues[2]
    ranged = any(side is not None and side[1] != side[2] for side in (desk.contacts, desk.handling))
    return Queueing(
        contacts=desk.contacts[0] if desk.contacts else None,
        handling_seconds=desk.handling[0] if desk.handling else None,
        agents=desk.agents,
        occupancy=_finite(middle.occupancy) if middle else None,
        wait_seconds=waits[0],
        wait_low=waits[1] if ranged else None,
        wait_high=waits[2] if ranged else None,
        within_norm=within[0],
        within_norm_low=within[2] if ranged else None,
        within_norm_high=within[1] if ranged else None,
        needed=desk.needed(norm.share, norm.seconds),
        short=middle.agents_short if middle and middle.load else None,
        short_high=busy.agents_short if busy and busy.load else None,
    )


def mean_wait(desks: Sequence[Desk], end: int = 0) -> float | None:
    """Mean wait of everybody who comes, in seconds: infinite when a desk cannot keep up, None when not known."""
    return _mean(desks, end, lambda queue: queue.mean_wait_seconds)


def mean_within(desks: Sequence[Desk], seconds: float, end: int = 0) -> float | None:
    """Share of everybody who comes that is helped within ``seconds``; None when not known."""
    return _mean(desks, end, lambda queue: queue.service_level(seconds))


def total_needed(desks: Sequence[Desk], norm: Norm, end: int = 0) -> int:
    """People that the desks need apart to meet the norm."""
    return sum(desk.needed(norm.share, norm.seconds, end) or 0 for desk in desks)


def dip_people(desks: Sequence[Desk], longer: Ends, norm: Norm, end: int = 0) -> int | None:
    """People to add while contacts take longer, so that nobody is helped later than now or than the norm asks."""
    extra = 0
    for desk in desks:
        now = desk.queue()
        if now is None or desk.agents is None:
            return None
        target = min(norm.share, now.service_level(norm.seconds))
        needed = desk.longer(longer).needed(target, norm.seconds, end) or 0
        extra += max(0, needed - desk.agents)
    return extra


def curve(desks: Sequence[Desk], longer: Ends, together: Desk | None, norm: Norm) -> tuple[CurvePoint, ...]:
    """Share helped within a time: now, in the dip, and together. Empty when the people are not known."""
    slow = [desk.longer(longer) for desk in desks]
    pooled = together.queue() if together else None
    found = []
    for times in CURVE:
        seconds = times * norm.seconds
        now, dip = mean_within(desks, seconds), mean_within(slow, seconds)
        if now is None or dip is None:
            return ()
        found.append(CurvePoint(seconds, now, dip, pooled.service_level(seconds) if pooled else None))
    return tuple(found)


def parts_in_order(channel: Channel, partners: Mapping[str, str]) -> list[tuple[str, ChannelPart]]:
    """The parts in the order of the dossier's partners."""
    return [(partner, channel.parts[partner]) for partner in partners if partner in channel.parts]


def _mean(desks: Sequence[Desk], end: int, number: Callable[[Queue], float]) -> float | None:
    added, weight = 0.0, 0.0
    for desk in desks:
        queue = desk.queue(end)
        if queue is None:
            return None
        if queue.calls_per_hour:
            added += queue.calls_per_hour * number(queue)
            weight += queue.calls_per_hour
    return added / weight if weight else None


def _ends(figure: Figure | None) -> Ends | None:
    if figure is None:
        return None
    low = figure.value if figure.low is None else figure.low
    high = figure.value if figure.high is None else figure.high
    return (figure.value, low, high)


def _times(ends: Ends, share: Ends) -> Ends:
    return (ends[0] * (1 + share[0]), ends[1] * (1 + share[1]), ends[2] * (1 + share[2]))


def _three(numbers: Sequence[float]) -> Ends:
    return (numbers[0], numbers[1], numbers[2])


def _finite(number: float) -> float | None:
    return number if isfinite(number) else None
