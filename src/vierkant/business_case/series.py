"""The money streams per year: means that add up to the net result, and ranges for the whole."""

from __future__ import annotations

from vierkant.business_case import words
from vierkant.business_case.model import Model
from vierkant.business_case.results import YEARS, Band, StreamId, StreamSeries
from vierkant.business_case.rows import ALL, Rows, growing, one_profile, prefix_of
from vierkant.business_case.statistics import ZERO, scaled

GROWING = (StreamId.SCALE, StreamId.PLANNED)
"""Streams that are savings and grow in."""


def applicable(model: Model) -> tuple[StreamId, ...]:
    """The streams of this kind of cooperation: departments of one municipality pay each other no VAT."""
    return tuple(stream for stream in StreamId if not (model.internal and stream is StreamId.VAT))


def series(rows: Rows, partner: int = ALL) -> tuple[StreamSeries, ...]:
    """The streams of the whole (`ALL`) or of one partner; ranges for the whole only."""
    steady = {stream: _steady(rows, stream, partner) for stream in StreamId if stream not in GROWING}
    means = steady | _savings(rows, partner, steady)
    return tuple(
        StreamSeries(
            stream,
            words.stream_label(rows.model, stream),
            means[stream],
            _ranges(rows, stream) if partner == ALL else None,
        )
        for stream in applicable(rows.model)
    )


def _steady(rows: Rows, stream: StreamId, partner: int) -> tuple[float, ...]:
    found = [0.0] * len(YEARS)
    for place, flow in enumerate(rows.streams.flows):
        if flow.stream is not stream:
            continue
        share = _share(rows, flow.partner, partner)
        if share == 0:
            continue
        mean = rows.band(f"flow.{place}").mean * share
        found = [before + mean * factor for before, factor in zip(found, flow.profile, strict=True)]
    return tuple(item + 0.0 for item in found)


def _share(rows: Rows, owner: int | None, partner: int) -> float:
    """The part of a flow that falls to a partner (`ALL`: to all together)."""
    if partner == ALL:
        return 1.0
    if owner is None:
        return rows.model.key[partner]
    return 1.0 if owner == partner else 0.0


def _savings(
    rows: Rows, partner: int, steady: dict[StreamId, tuple[float, ...]]
) -> dict[StreamId, tuple[float, ...]]:
    """The savings are what the net result holds beside the steady streams: so that all add up."""
    nothing = (0.0,) * len(YEARS)
    has = [stream for stream in GROWING if growing(rows.streams, stream, partner)]
    nets = rows.per_year(f"{prefix_of(partner)}.net")
    rest = tuple(
        net.mean - sum(stream[place] for stream in steady.values()) if YEARS[place] > 0 and has else 0.0
        for place, net in enumerate(nets)
    )
    if len(has) < 2:
        return {stream: rest if stream in has else nothing for stream in GROWING}
    scale = _scale(rows, partner)
    planned = tuple(both - one if both else 0.0 for both, one in zip(rest, scale, strict=True))
    return {StreamId.SCALE: scale, StreamId.PLANNED: planned}


def _scale(rows: Rows, partner: int) -> tuple[float, ...]:
    if partner == ALL:
        return tuple(item.mean for item in rows.per_year("stream.scale"))
    return tuple(item.mean for item in rows.per_year(f"partner.{partner}.scale"))


def _ranges(rows: Rows, stream: StreamId) -> tuple[Band, ...]:
    flows = [flow for flow in rows.streams.flows if flow.stream is stream]
    if not flows:
        return (ZERO,) * len(YEARS)
    if one_profile(flows):
        one = rows.band(f"stream.{stream.value}")
        return tuple(scaled(one, factor) for factor in flows[0].profile)
    return rows.per_year(f"stream.{stream.value}")
