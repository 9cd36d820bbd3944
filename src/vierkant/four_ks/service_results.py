"""What measured client focus gives: how long people wait, when they can come, and how far they travel."""

from __future__ import annotations

from dataclasses import dataclass

from vierkant.quantities import Computed, Finding, Level, Message, Missing


@dataclass(frozen=True, slots=True)
class Queueing:
    """One queue as the page shows it. None: not filled in, or (for a wait) there is no end to the queue.

    ``low`` and ``high`` are P10 and P90; both None without uncertain figures, ``high`` alone None: no end to it.
    """

    contacts: float | None
    """Contacts per hour."""
    handling_seconds: float | None
    agents: int | None
    occupancy: float | None
    """Part of the time that people are busy; above 1 the queue only grows."""
    wait_seconds: float | None
    wait_low: float | None
    wait_high: float | None
    within_norm: float | None
    """Share of the people who are helped within the norm."""
    within_norm_low: float | None
    within_norm_high: float | None
    needed: int | None
    """People needed to meet the norm."""
    short: int | None
    """People to add before the work can be done at all."""
    short_high: int | None
    """The same in the busiest tenth of what the uncertain figures allow."""


@dataclass(frozen=True, slots=True)
class PartnerChannel:
    """A channel at one partner now, and what residents of that partner get together."""

    partner: str
    name: str
    queue: Queueing
    open_hours: float | None
    """Hours per week now."""
    extra_hours: float | None
    """Hours per week more (or less) in which its residents can get help together."""
    mark: float | None
    """Mark that clients give now, 1 to 10."""


@dataclass(frozen=True, slots=True)
class Moment:
    """The wait at a moment: ``now``, ``dip`` or ``after``; low and high are the ends of what to count on."""

    id: str
    wait_seconds: float | None
    wait_low: float | None
    wait_high: float | None
    within_norm: float | None


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """Shares of the people who are helped within ``seconds``."""

    seconds: float
    now: float
    dip: float
    together: float | None


@dataclass(frozen=True, slots=True)
class ChannelResult:
    """The phone or a counter, now and together. ``wait_now`` is None while a partner cannot keep up with its queue."""

    id: str
    name: str
    kind: str
    norm_seconds: float
    norm_share: float
    norm_chosen: bool
    """True when the dossier gives the norm itself."""
    partners: tuple[PartnerChannel, ...]
    together: Queueing | None
    """None when fewer than two partners have (known) contacts: then there is nothing to put together."""
    handling_factor: float
    """Times as long as one contact takes together, because people must know every partner's rules."""
    hours_together: float | None
    wait_now: Computed | None
    wait_together: Computed | None
    within_now: Computed | None
    within_together: Computed | None
    needed_now: Computed | None
    needed_together: Computed | None
    dip_people: Computed | None
    """People to add in the years of the dip, to keep the norm or at least today's service."""
    timeline: tuple[Moment, ...]
    curve: tuple[CurvePoint, ...]
    level: Level
    text: Message


@dataclass(frozen=True, slots=True)
class CounterRow:
    """A counter, its hours per week now and together, and its visits per year."""

    id: str
    name: str
    partner: str | None
    open_hours: float | None
    hours_together: float | None
    closes: bool
    visits: float | None


@dataclass(frozen=True, slots=True)
class PartnerTravel:
    """From the town hall of a partner to the nearest open counter, in a straight line, kilometres."""

    partner: str
    name: str
    now: float
    together: float | None
    """None when no counter is left."""
    counter_now: str
    counter_together: str | None


@dataclass(frozen=True, slots=True)
class Travel:
    """Travel to the counter; means count every partner by its residents."""

    partners: tuple[PartnerTravel, ...]
    now: Computed | None
    together: Computed | None
    extra: Computed | None
    extra_road: Computed | None
    """The extra distance along the road: straight line times a factor."""
    yearly: Computed | None
    """Extra kilometres a year, there and back, for the visits to counters that close."""


@dataclass(frozen=True, slots=True)
class ServiceResult:
    """The K of Klantgerichtheid, measured. Without channels and counters the level is ``unknown``."""

    level: Level
    headline: Message
    channels: tuple[ChannelResult, ...]
    counters: tuple[CounterRow, ...]
    travel: Travel | None
    dip_years: Computed
    findings: tuple[Finding, ...]
    missing: tuple[Missing, ...]


@dataclass(frozen=True, slots=True)
class ServicePartner:
    """A partner as client focus sees it; the place is that of its town hall. None: not known."""

    id: str
    name: str
    residents: float | None
    latitude: float | None
    longitude: float | None
