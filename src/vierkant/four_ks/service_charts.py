"""One channel as charts: how long people wait, and what share is helped within a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from vierkant.four_ks.drawing import (
    DIP_COLOUR,
    LINE_COLOUR,
    NOW_COLOUR,
    SHAPES,
    TOGETHER_COLOUR,
    Spec,
    named,
    spec,
)
from vierkant.four_ks.service_channels import LONG_WAIT, duration
from vierkant.four_ks.service_norms import norms
from vierkant.quantities import Chart, Message, Number, Unit
from vierkant.terms import Language, number, plain_number, render

Plain = Mapping[str, Any]
COLOURS = (NOW_COLOUR, DIP_COLOUR, TOGETHER_COLOUR)
_OFF = 60.0
"""Seconds in a minute."""


def wait(channel: Plain, language: Language = "nl") -> Chart:
    """The mean wait at each partner now, of everybody in the dip, and together; a line at the norm.

    Args:
        channel: a `ChannelResult` as JSON values.
        language: of the texts in the specification and the rows.
    """
    found = [_mark("now", row["name"], row["queue"], language) for row in channel["partners"]]
    moments = {row["id"]: row for row in channel["timeline"]}
    if "dip" in moments:
        found.append(_mark("dip", _word("everybody", language), moments["dip"], language))
    if channel["together"] is not None:
        found.append(_mark("together", _word("everybody", language), channel["together"], language))
    shown = [mark for mark in found if mark["seconds"] is not None]
    longest = max((mark["seconds"] for mark in shown), default=0.0)
    per = _OFF if longest >= LONG_WAIT else 1.0
    header = ("place", "situation", "wait", "range", "within")
    return Chart(
        spec=_wait_spec(channel, shown, per, language),
        header=tuple(Message(f"service.chart.{name}") for name in header),
        rows=tuple(_wait_row(mark, language) for mark in found if mark["known"]),
        summary=(_said(channel["text"]),),
        source=Message("service.chart.source"),
    )


def within(channel: Plain, language: Language = "nl") -> Chart:
    """The share of the people that is helped within a time: now, in the dip and together, with norms in use."""
    points = channel["curve"]
    names = {name: _word(name, language) for name in ("now", "dip", "together")}
    marks = [
        {"seconds": point["seconds"], "share": point[name], "situation": word}
        for point in points
        for name, word in names.items()
        if point[name] is not None
    ]
    per = _OFF if channel["norm_seconds"] >= LONG_WAIT else 1.0
    rows = tuple(
        (
            number(*_spelled(duration(point["seconds"])), language),
            *("–" if point[name] is None else number(point[name], Unit.SHARE, 0, language) for name in names),
        )
        for point in points
    )
    header = ("time", "now", "dip", "together")
    return Chart(
        spec=_within_spec(channel, marks, per, language),
        header=tuple(Message(f"service.chart.{name}") for name in header),
        rows=rows,
        summary=_within_summary(channel),
        source=Message("service.chart.source_norms"),
    )


CHARTS: Mapping[str, Callable[..., Chart]] = {"wait": wait, "within": within}
"""Name → function of a plain `ChannelResult` and the language."""


def _mark(situation: str, place: str, queue: Plain, language: Language) -> dict[str, Any]:
    seconds = queue["wait_seconds"]
    low, high = queue["wait_low"], queue["wait_high"]
    return {
        "place": place,
        "situation": _word(situation, language),
        "seconds": seconds,
        "low": seconds if low is None else low,
        "high": seconds if high is None else high,
        "ranged": low is not None,
        "endless": high is None and low is not None,
        "within": queue["within_norm"],
        "known": queue["within_norm"] is not None,
    }


def _wait_row(mark: Plain, language: Language) -> tuple[str, ...]:
    if mark["seconds"] is None:
        told, between = _word("endless", language), "–"
    else:
        told = number(*_spelled(duration(mark["seconds"])), language)
        low = number(*_spelled(duration(mark["low"])), language)
        high = number(*_spelled(duration(mark["high"])), language)
        between = f"{low} – {_word('endless', language) if mark['endless'] else high}"
        between = between if mark["ranged"] else "–"
    return (
        mark["place"],
        mark["situation"],
        told,
        between,
        number(mark["within"], Unit.SHARE, 0, language),
    )


def _spelled(found: Number) -> tuple[float, Unit, int]:
    return found.value, found.unit, found.decimals


def _wait_spec(channel: Plain, marks: list[dict[str, Any]], per: float, language: Language) -> Spec:
    values = [
        {
            **{name: mark[name] for name in ("place", "situation")},
            **{name: mark[name] / per for name in ("seconds", "low", "high")},
            "text": f"{mark['place']}: {number(*_spelled(duration(mark['seconds'])), language)}",
        }
        for mark in marks
    ]
    situations = [_word(name, language) for name in ("now", "dip", "together")]
    unit = _word("axis_minutes" if per == _OFF else "axis_seconds", language)
    # A tail that is far longer than any mean would press everything else against the axis; the table has it in full.
    longest = max([3 * mark["seconds"] for mark in marks] + [2 * channel["norm_seconds"]])
    most = min(longest, max([mark["high"] for mark in marks] + [1.2 * channel["norm_seconds"]]))
    axis = {"type": "quantitative", "title": unit, "scale": {"domain": [0, most / per]}}
    colour = named("situation", situations, COLOURS, "color")
    place = {
        "y": {"field": "place", "type": "nominal", "title": None, "sort": None, "axis": {"labelLimit": 260}},
        "yOffset": {"field": "situation", "sort": situations},
    }
    norm = {"norm": channel["norm_seconds"] / per, "text": _word("norm", language)}
    return spec(
        f"{channel['name']}: {_word('title_wait', language)}",
        language,
        [
            {
                "mark": {"type": "rule", "strokeWidth": 2, "opacity": 0.6, "clip": True},
                "encoding": {**place, **colour, "x": {**axis, "field": "low"}, "x2": {"field": "high"}},
            },
            {
                "mark": {"type": "point", "filled": True, "size": 90, "opacity": 1},
                "encoding": {
                    **place,
                    **colour,
                    **named("situation", situations, SHAPES, "shape"),
                    "x": {**axis, "field": "seconds"},
                    "tooltip": [{"field": "text", "title": unit}],
                },
            },
            {
                "data": {"values": [norm]},
                "mark": {"type": "rule", "strokeDash": [5, 3], "color": LINE_COLOUR},
                "encoding": {"x": {"field": "norm", "type": "quantitative"}, "tooltip": [{"field": "text"}]},
            },
        ],
        {"step": 24},
        data={"values": values},
    )


def _within_spec(channel: Plain, marks: list[dict[str, Any]], per: float, language: Language) -> Spec:
    situations = [_word(name, language) for name in ("now", "dip", "together")]
    values = [{**mark, "seconds": mark["seconds"] / per} for mark in marks]
    most = channel["curve"][-1]["seconds"] if channel["curve"] else channel["norm_seconds"]
    lines = [_norm(norm, per, language) for norm in norms(channel["kind"]) if norm.seconds <= most]
    unit = _word("axis_minutes" if per == _OFF else "axis_seconds", language)
    x = {"field": "seconds", "type": "quantitative", "title": unit}
    y = {
        "field": "share",
        "type": "quantitative",
        "title": _word("axis_share", language),
        "scale": {"domain": [0, 1]},
        "axis": {"format": "%"},
    }
    lines_encoding = {
        "x": x,
        "y": y,
        **named("situation", situations, COLOURS, "color"),
        **named("situation", situations, ([1, 0], [3, 3], [8, 3]), "strokeDash"),
    }
    return spec(
        f"{channel['name']}: {_word('title_within', language)}",
        language,
        [
            {"mark": {"type": "line", "strokeWidth": 2.5}, "encoding": lines_encoding},
            {
                "data": {"values": [line for line in lines if line["share"] is None]},
                "mark": {"type": "rule", "color": LINE_COLOUR, "strokeDash": [2, 3]},
                "encoding": {"x": x, "tooltip": [{"field": "who"}]},
            },
            {
                "data": {"values": [line for line in lines if line["share"] is not None]},
                "mark": {
                    "type": "point",
                    "shape": "diamond",
                    "filled": True,
                    "size": 90,
                    "color": LINE_COLOUR,
                },
                "encoding": {"x": x, "y": y, "tooltip": [{"field": "who"}]},
            },
            {
                "data": {"values": [{**line, "share": line["share"] or 0.04} for line in lines]},
                "mark": {"type": "text", "align": "left", "dx": 7, "dy": 4, "fontSize": 11},
                "encoding": {"x": x, "y": y, "text": {"field": "who"}},
            },
        ],
        260,
        data={"values": values},
    )


def _norm(norm: Any, per: float, language: Language) -> dict[str, Any]:
    return {"seconds": norm.seconds / per, "share": norm.share, "who": f"{norm.who} {norm.year}"}


def _within_summary(channel: Plain) -> tuple[Message, ...]:
    now, together = channel["within_now"], channel["within_together"]
    if now is None:
        return (Message("service.chart.summary_none"),)
    known = {
        "norm": duration(channel["norm_seconds"]),
        "share": Number(channel["norm_share"], Unit.SHARE),
        "now": Number(now["value"], Unit.SHARE),
    }
    if together is None:
        return (Message("service.chart.summary_now", known),)
    return (Message("service.chart.summary", {**known, "together": Number(together["value"], Unit.SHARE)}),)


def _said(plain: Plain) -> Message:
    """A stored message as a message again; its numbers stay as they were stored."""
    return Message(plain["id"], plain["arguments"])


def _word(name: str, language: Language) -> str:
    return render(f"service.chart.{name}", language)


def timeline(channel: Plain, language: Language = "nl") -> list[dict[str, str]]:
    """The moments in words: name, wait, between which ends, share within the norm."""
    found = []
    for row in channel["timeline"]:
        waited = row["wait_seconds"]
        told = _word("endless", language) if waited is None else number(*_spelled(duration(waited)), language)
        low, high = row["wait_low"], row["wait_high"]
        ends = ""
        if low is not None and low != high:
            last = _word("endless", language) if high is None else number(*_spelled(duration(high)), language)
            ends = f"{number(*_spelled(duration(low)), language)} – {last}"
        share = row["within_norm"]
        found.append(
            {
                "title": _word(f"moment_{row['id']}", language),
                "wait": told,
                "range": ends,
                "within": "–" if share is None else f"{plain_number(share * 100, 0, language)}%",
            }
        )
    return found
