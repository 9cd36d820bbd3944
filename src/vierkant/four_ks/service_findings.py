"""What to notice about the service, what to do about it, and what the dossier does not say yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from vierkant.four_ks.inputs_service import Channel, Counter
from vierkant.four_ks.service_channels import (
    Work,
    confidence,
    duration,
    is_worse,
    meets_norm,
    overflows,
    people,
)
from vierkant.four_ks.service_queues import too_large
from vierkant.four_ks.service_results import ChannelResult, Travel
from vierkant.four_ks.service_travel import WORTH_TELLING, closes
from vierkant.quantities import (
    Certainty,
    Confidence,
    Finding,
    Level,
    Message,
    MessageArgument,
    Missing,
    Number,
    Unit,
)

_GAP = 0.5
"""Marks that differ by less are alike."""
_CERTAINTY = {
    "dip": Certainty.LOW,
    "full_now": Certainty.HIGH,
    "full_together": Certainty.HIGH,
    "closes": Certainty.HIGH,
    "no_counter": Certainty.HIGH,
}
DOCUMENT = "docs/methods/service.md"


def channel_findings(work: Work, found: ChannelResult, partners: Mapping[str, str]) -> Iterator[Finding]:
    """What to notice about one channel."""
    name = found.name
    yield from _full(work, found)
    if is_worse(work) and not overflows(work):
        yield _finding("worse_together", Level.RED, channel=name)
    if meets_norm(work) is False and not overflows(work):
        yield _finding("below_norm", Level.AMBER, channel=name, **_norm(work, found))
    if found.dip_people is not None and found.dip_people.value and found.wait_now is not None:
        yield _finding("dip", Level.AMBER, channel=name, count=people(round(found.dip_people.value)))
    less = [row.name for row in found.partners if row.extra_hours is not None and row.extra_hours < 0]
    if less:
        yield _finding("hours_lost", Level.AMBER, channel=name, places=", ".join(less))
    yield from _staffing(work, found)
    marks = [(row.mark, row.name) for row in found.partners if row.mark is not None]
    if marks and max(marks)[0] - min(marks)[0] >= _GAP:
        ends = {"low": Number(min(marks)[0], Unit.NUMBER, 1), "high": Number(max(marks)[0], Unit.NUMBER, 1)}
        yield _finding("marks", Level.AMBER, channel=name, place=max(marks)[1], **ends)
    if found.wait_now is not None and confidence(work) is Confidence.ASSUMED:
        yield _finding("assumed", Level.AMBER, channel=name)
    large = [partners[partner] for partner, part in work.parts if too_large(part)]
    if large:
        yield _finding("too_large", Level.RED, channel=name, places=", ".join(large))


def _full(work: Work, found: ChannelResult) -> Iterator[Finding]:
    full = [(row.name, row.queue.short) for row in found.partners if row.queue.short]
    if full:
        places, short = ", ".join(name for name, _ in full), sum(number or 0 for _, number in full)
        yield _finding("full_now", Level.RED, channel=found.name, places=places, short=people(short))
    now = found.timeline[0] if found.timeline else None
    if now is not None and now.wait_low is not None and now.wait_high is None:
        yield _finding("overflow_now", Level.AMBER, channel=found.name)
    if found.together is None:
        return
    if found.together.short:
        yield _finding("full_together", Level.RED, channel=found.name, short=people(found.together.short))
    elif found.together.short_high:
        yield _finding("overflow", Level.AMBER, channel=found.name, short=people(found.together.short_high))


def _norm(work: Work, found: ChannelResult) -> dict[str, MessageArgument]:
    end = found.together if found.together is not None else None
    needed = end.needed if end else found.needed_now.value if found.needed_now else 0
    agents = end.agents if end else sum(desk.agents or 0 for desk in work.desks)
    return {
        "share": Number(work.norm.share, Unit.SHARE),
        "norm": duration(work.norm.seconds),
        "needed": people(round(needed or 0)),
        "agents": people(agents or 0),
    }


def _staffing(work: Work, found: ChannelResult) -> Iterator[Finding]:
    """Longer hours with as many people at once is more work hours than there are now."""
    hours = [(row.queue.agents, row.open_hours) for row in found.partners]
    joint = found.hours_together
    if found.together is None or found.together.agents is None or joint is None:
        return
    if any(agents is None or opened is None for agents, opened in hours):
        return
    now = sum((agents or 0) * (opened or 0.0) for agents, opened in hours)
    asked = found.together.agents * joint
    if asked > now * 1.01:
        more = Number(asked - now, Unit.HOURS_PER_WEEK)
        yield _finding("more_hours", Level.AMBER, channel=found.name, more=more)


def counter_findings(counters: Sequence[Counter], travel: Travel | None) -> Iterator[Finding]:
    """What to notice about the counters."""
    closed = [counter.name for counter in counters if closes(counter)]
    if closed:
        yield _finding("closes", Level.AMBER, count=len(closed), names=", ".join(closed))
    if travel is None:
        return
    if any(row.together is None for row in travel.partners):
        yield _finding("no_counter", Level.RED)
    further = [
        (row.together - row.now, row.name)
        for row in travel.partners
        if row.together is not None and row.together - row.now > WORTH_TELLING
    ]
    if further:
        most = max(further)
        kilometres = Number(most[0], Unit.KILOMETRES, 1)
        places = ", ".join(name for _, name in further)
        yield _finding("further", Level.AMBER, places=places, most=kilometres, place=most[1])


def _finding(name: str, level: Level, **arguments: MessageArgument) -> Finding:
    return Finding(
        id=name,
        level=level,
        text=Message(f"service.finding.{name}", arguments),
        action=Message(f"service.action.{name}"),
        source=DOCUMENT,
        certainty=_CERTAINTY.get(name, Certainty.MEDIUM),
    )


def channel_missing(channel: Channel, partners: Mapping[str, str]) -> Iterator[Missing]:
    """What is not filled in for a channel; a partner without a part may not have the channel."""
    for partner, name in partners.items():
        part = channel.parts.get(partner)
        known = {"channel": channel.name, "partner_name": name}
        if part is None:
            yield gap("part", partner, **known)
            continue
        asked = {"contacts": part.contacts, "handling": part.handling, "agents": part.agents}
        for field, figure in {**asked, "open_hours": part.open_hours, "mark": part.mark}.items():
            if figure is None:
                yield gap(field, partner, **known)
    several = len(channel.parts) > 1
    if several and channel.open_hours_together is None and any(x.open_hours for x in channel.parts.values()):
        yield gap("hours_together", channel=channel.name)


def gap(name: str, partner: str | None = None, **arguments: str) -> Missing:
    """Something about the channels that the dossier does not say."""
    return Missing(
        "channels",
        Message(f"service.missing.{name}", arguments),
        Message(f"service.missing_cost.{name}", arguments),
        partner,
    )
