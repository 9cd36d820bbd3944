"""Client focus, measured: waiting at the phone and the counter, hours, and the way to the counter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from vierkant.four_ks.inputs_service import Channel, Counter
from vierkant.four_ks.service_channels import Work, channel_result, work_of
from vierkant.four_ks.service_findings import channel_findings, channel_missing, counter_findings, gap
from vierkant.four_ks.service_results import ChannelResult, ServicePartner, ServiceResult, Travel
from vierkant.four_ks.service_travel import WORTH_TELLING, counter_rows, travel, travel_missing
from vierkant.four_ks.tables import Table, table
from vierkant.quantities import Computed, Explanation, Figure, Finding, Level, Message, Missing, Number, Unit


def assess_service(
    channels: Sequence[Channel],
    counters: Sequence[Counter],
    partners: Sequence[ServicePartner],
    assumptions: Mapping[str, Figure],
) -> ServiceResult:
    """How long residents wait, when they can come and how far they travel: now, in the dip, and together.

    Args:
        channels: phones and counters of the dossier.
        counters: the places where residents can go.
        partners: in the order of the dossier.
        assumptions: the dossier's assumptions; those named ``four_ks.service.<name>`` replace our parameters.

    Returns:
        Waits are seconds (minutes in a `Computed` when long), distances kilometres in a straight line. Low and high
        are P10 and P90 of 200 draws of the uncertain figures, each with its own stream. A queue that cannot be kept
        up with has no wait; it says how many people are short. An impossible assumption is not used and becomes a
        finding.
    """
    chosen = table("service", assumptions)
    names = {partner.id: partner.name for partner in partners}
    works = [work_of(channel, names, chosen) for channel in channels]
    found = tuple(channel_result(work, names, chosen) for work in works)
    way = travel(counters, partners, chosen)
    return ServiceResult(
        level=_level(found, way),
        headline=_headline(works, found, way),
        channels=found,
        counters=counter_rows(counters),
        travel=way,
        dip_years=_dip_years(chosen),
        findings=(*chosen.findings, *_findings(works, found, counters, way, names)),
        missing=tuple(_missing(channels, counters, partners, names)),
    )


def _findings(
    works: Sequence[Work],
    found: Sequence[ChannelResult],
    counters: Sequence[Counter],
    way: Travel | None,
    names: Mapping[str, str],
) -> Iterator[Finding]:
    for work, channel in zip(works, found, strict=True):
        yield from channel_findings(work, channel, names)
    yield from counter_findings(counters, way)


def _missing(
    channels: Sequence[Channel],
    counters: Sequence[Counter],
    partners: Sequence[ServicePartner],
    names: Mapping[str, str],
) -> Iterator[Missing]:
    if not channels:
        yield gap("channels")
    for channel in channels:
        yield from channel_missing(channel, names)
    if not counters:
        yield Missing(
            "counters", Message("service.missing.counters"), Message("service.missing_cost.counters")
        )
    yield from travel_missing(counters, partners)


def _level(found: Sequence[ChannelResult], way: Travel | None) -> Level:
    levels = {channel.level for channel in found} - {Level.UNKNOWN}
    if way is not None and way.extra is not None:
        levels.add(Level.AMBER if way.extra.value > WORTH_TELLING else Level.GREEN)
    if way is not None and any(row.together is None for row in way.partners):
        levels.add(Level.RED)
    return next((level for level in (Level.RED, Level.AMBER, Level.GREEN) if level in levels), Level.UNKNOWN)


def _headline(works: Sequence[Work], found: Sequence[ChannelResult], way: Travel | None) -> Message:
    """The busiest channel speaks; without one, the way to the counter."""
    known = [
        (sum(desk.contacts[0] for desk in work.desks if desk.contacts), -place, channel)
        for place, (work, channel) in enumerate(zip(works, found, strict=True))
        if channel.level is not Level.UNKNOWN
    ]
    if known:
        channel = max(known, key=lambda item: item[:2])[2]
        name = "channel" if channel.together is not None else "channel_now"
        return Message(f"service.headline.{name}", {"channel": channel.name, "text": channel.text})
    if way is not None and way.now is not None and way.together is not None:
        distances = {
            "now": Number(way.now.value, Unit.KILOMETRES, 1),
            "together": Number(way.together.value, Unit.KILOMETRES, 1),
        }
        return Message("service.headline.travel", distances)
    return Message("service.headline.unknown")


def _dip_years(chosen: Table) -> Computed:
    parameter = chosen.parameters["dip_years"]
    return Computed(
        id="dip_years",
        label=Message("service.label.dip_years"),
        value=parameter.value,
        unit=Unit.YEARS,
        explanation=Explanation(
            Message("service.method.dip_years"),
            (chosen.inputs["dip_years"],),
            (parameter.source,),
            parameter.certainty,
        ),
        low=parameter.low,
        high=parameter.high,
        decimals=1,
    )
