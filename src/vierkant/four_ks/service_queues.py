"""The queues of one channel: at each partner now, in the dip, and all together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil, isfinite

from vierkant.four_ks.inputs_service import Channel, ChannelKind, ChannelPart
from vierkant.four_ks.queue import LARGEST_LOAD, SECONDS_PER_HOUR, Queue, agents_needed, erlang_c
from vierkant.four_ks.service_draws import Drawn, at, between, combined, drawn, size
from vierkant.four_ks.service_results import CurvePoint, Queueing
from vierkant.four_ks.tables import Table
from vierkant.quantities import Figure

MOST_WORK = LARGEST_LOAD / 40
"""People busy at once; more at one partner is a typing error. The rest is room for contacts that take longer."""

CURVE = (0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0)
"""Where the share that is helped is drawn, in multiples of the norm."""


@dataclass(frozen=True, slots=True)
class Norm:
    """Within how many seconds what share of the people must be helped."""

    seconds: float
    share: float
    chosen: bool


@dataclass(frozen=True)
class Desk:
    """People who come and people who answer, at one partner or together. None: not filled in."""

    contacts: Drawn | None
    handling: Drawn | None
    agents: int | None

    @property
    def is_known(self) -> bool:
        """Whether the work is known; the people may still not be."""
        return self.contacts is not None and self.handling is not None

    @property
    def most_load(self) -> float:
        """People busy when all draws are at their highest at once; 0 when not known."""
        if self.contacts is None or self.handling is None:
            return 0.0
        return max(self.contacts) * max(self.handling) / SECONDS_PER_HOUR

    def longer(self, share: Drawn) -> Desk:
        """The same when one contact takes this share longer."""
        if self.handling is None:
            return self
        times = tuple(1 + part for part in share)
        return Desk(self.contacts, combined(self.handling, times, by="multiply"), self.agents)

    @cached_property
    def queues(self) -> tuple[Queue, ...]:
        """The queue of the values and of each draw; empty when something is not known."""
        if self.contacts is None or self.handling is None or self.agents is None:
            return ()
        return tuple(
            erlang_c(at(self.contacts, place), at(self.handling, place), self.agents)
            for place in range(size(self.contacts, self.handling))
        )

    def queue(self, place: int = 0) -> Queue | None:
        """The queue of the values (place 0) or of a draw; None when something is not known."""
        if not self.queues:
            return None
        return self.queues[place] if len(self.queues) > 1 else self.queues[0]

    def needed(self, share: float, seconds: float, place: int = 0) -> int | None:
        """People needed to help ``share`` within ``seconds``."""
        if self.contacts is None or self.handling is None:
            return None
        calls, handling = at(self.contacts, place), at(self.handling, place)
        return agents_needed(calls, handling, share=share, seconds=seconds)


def norm_of(channel: Channel, chosen: Table) -> Norm:
    """The channel's own norm, otherwise the one in use for its kind. A norm for everybody becomes 99.9 %."""
    kind = "phone" if channel.kind is ChannelKind.PHONE else "counter"
    seconds = channel.norm_seconds.value if channel.norm_seconds else chosen.value(f"{kind}_norm_seconds")
    share = channel.norm_share.value if channel.norm_share else chosen.value(f"{kind}_norm_share")
    return Norm(
        seconds, min(share, 0.999), channel.norm_seconds is not None or channel.norm_share is not None
    )


def desk_of(part: ChannelPart, name: str) -> Desk:
    """One partner's side; ``name`` names its draws. More than anybody could have is not known (`too_large`)."""
    if too_large(part):
        return Desk(None, None, part.agents)
    return Desk(
        drawn(part.contacts, f"{name}.contacts") if part.contacts else None,
        drawn(part.handling, f"{name}.handling") if part.handling else None,
        part.agents,
    )


def too_large(part: ChannelPart) -> bool:
    """Whether contacts times handling time is more work than any desk has."""
    if part.contacts is None or part.handling is None:
        return False
    return _high(part.contacts) * _high(part.handling) / SECONDS_PER_HOUR > MOST_WORK


def _high(figure: Figure) -> float:
    return figure.value if figure.high is None else figure.high


def spread_of(channel: Channel, chosen: Table, partners: int) -> Drawn:
    """Share that a contact takes longer together: the knowledge spread for every partner after the first."""
    spread = drawn(channel.spread or chosen.figure("spread"), f"{channel.id}.spread")
    more = max(0, partners - 1)
    return tuple(share * more for share in spread)


def joined(desks: Sequence[Desk], spread: Drawn, agents: int | None) -> Desk | None:
    """All together; None with fewer than two desks whose work is known, or when it is more than a desk can have."""
    known = [
        (desk.contacts, desk.handling, desk.agents)
        for desk in desks
        if desk.contacts is not None and desk.handling is not None
    ]
    if len(known) < 2:
        return None
    calls = combined(*(contacts for contacts, _, _ in known), by="add")
    work = combined(*(combined(one, other, by="multiply") for one, other, _ in known), by="add")
    usual = sum(handling[0] for _, handling, _ in known) / len(known)
    handling = tuple(
        at(work, place) / at(calls, place) if at(calls, place) else usual
        for place in range(size(calls, work))
    )
    people = [number for _, _, number in known if number is not None]
    if agents is None and len(people) == len(known):
        agents = sum(people)
    desk = Desk(calls, handling, agents).longer(spread)
    return None if desk.most_load > LARGEST_LOAD else desk


def queueing(desk: Desk, norm: Norm) -> Queueing:
    """The desk as the page shows it; where nobody comes, nobody waits and there is no share to give."""
    queues = desk.queues if desk.contacts is None or desk.contacts[0] > 0 else ()
    middle = queues[0] if queues else None
    waits = between([queue.mean_wait_seconds for queue in queues])
    within = between([queue.service_level(norm.seconds) for queue in queues])
    short = sorted(queue.agents_short for queue in queues)
    return Queueing(
        contacts=desk.contacts[0] if desk.contacts else None,
        handling_seconds=desk.handling[0] if desk.handling else None,
        agents=desk.agents,
        occupancy=_finite(middle.occupancy) if middle else None,
        wait_seconds=_finite(middle.mean_wait_seconds) if middle else None,
        wait_low=_finite(waits[0]) if waits else None,
        wait_high=_finite(waits[1]) if waits else None,
        within_norm=middle.service_level(norm.seconds) if middle else None,
        within_norm_low=within[0] if within else None,
        within_norm_high=within[1] if within else None,
        needed=desk.needed(norm.share, norm.seconds),
        short=middle.agents_short if middle else None,
        short_high=short[ceil(0.9 * len(short)) - 1] if short else None,
    )


def waits(desks: Sequence[Desk]) -> list[float] | None:
    """Mean wait of everybody who comes, in seconds: for the values and each draw; None when not known.

    Infinite when a desk cannot keep up.
    """
    return _means(desks, lambda queue: queue.mean_wait_seconds)


def mean_wait(desks: Sequence[Desk]) -> float | None:
    """The same for the values alone."""
    return _mean(desks, 0, lambda queue: queue.mean_wait_seconds)


def withins(desks: Sequence[Desk], seconds: float) -> list[float] | None:
    """Share of everybody who comes that is helped within ``seconds``: for the values and each draw."""
    return _means(desks, lambda queue: queue.service_level(seconds))


def mean_within(desks: Sequence[Desk], seconds: float) -> float | None:
    """The same for the values alone."""
    return _mean(desks, 0, lambda queue: queue.service_level(seconds))


def needs(desks: Sequence[Desk], norm: Norm) -> list[float]:
    """People that the desks need apart to meet the norm: for the values and each draw."""
    places = size(*(column for desk in desks for column in (desk.contacts, desk.handling)))
    return [
        float(sum(desk.needed(norm.share, norm.seconds, place) or 0 for desk in desks))
        for place in range(places)
    ]


def dip_people(desks: Sequence[Desk], longer: Drawn, norm: Norm) -> int | None:
    """People to add while contacts take longer, so that nobody is helped later than now or than the norm asks."""
    extra = 0
    for desk in desks:
        now = desk.queue()
        if now is None or desk.agents is None:
            return None
        target = min(norm.share, now.service_level(norm.seconds))
        needed = desk.longer((longer[0],)).needed(target, norm.seconds) or 0
        extra += max(0, needed - desk.agents)
    return extra


def curve(desks: Sequence[Desk], longer: Drawn, together: Desk | None, norm: Norm) -> tuple[CurvePoint, ...]:
    """Share helped within a time: now, in the dip, and together. Empty when the people are not known."""
    slow = [desk.longer((longer[0],)) for desk in desks]
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


def _means(desks: Sequence[Desk], number: Callable[[Queue], float]) -> list[float] | None:
    places = size(*(column for desk in desks for column in (desk.contacts, desk.handling)))
    found = [_mean(desks, place, number) for place in range(places)]
    known = [value for value in found if value is not None]
    return known if known and found[0] is not None else None


def _mean(desks: Sequence[Desk], place: int, number: Callable[[Queue], float]) -> float | None:
    added, weight = 0.0, 0.0
    for desk in desks:
        queue = desk.queue(place)
        if queue is None:
            return None
        if queue.calls_per_hour:
            added += queue.calls_per_hour * number(queue)
            weight += queue.calls_per_hour
    return added / weight if weight else None


def _finite(number: float) -> float | None:
    return number if isfinite(number) else None
