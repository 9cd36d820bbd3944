"""Hours reserved against hours needed as a chart: specification, table rows, summary and source line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from vierkant.quantities import Chart, Message, Number, Unit
from vierkant.terms import CHART_NUMBERS, Language, plain_number, render

RESERVED_COLOUR, NEEDED_COLOUR = "#00538a", "#b35900"


def hours(plain: Mapping[str, Any], language: Language, *, without_small: bool = True) -> Chart:
    """Hours per group: a bar for what is reserved, a diamond with its range for what is needed.

    Args:
        plain: a `PeopleResult` as JSON values.
        language: of the texts in the specification and the rows.
        without_small: leave out the small groups; only the project team may see them.
    """
    groups = plain["groups"]
    shown = [item for item in groups if not (without_small and item["small"])]
    header = ("group", "people", "column_reserved", "column_needed", "low", "high", "status")
    return Chart(
        spec=_spec(shown, language),
        header=tuple(Message(f"change.chart.{name}") for name in header),
        rows=tuple(_row(item, language) for item in shown),
        summary=_summary(plain, len(groups), len(groups) - len(shown)),
        source=Message("change.chart.source"),
    )


CHARTS: Mapping[str, Callable[..., Chart]] = {"hours": hours}
"""Name → function of the plain result and the language."""


def _reserved(item: Mapping[str, Any]) -> float:
    return float(item["hours_reserved"]["value"]) if item["hours_reserved"] else 0.0


def _end(number: Mapping[str, Any], end: str) -> float:
    return float(number["value"] if number[end] is None else number[end])


def _row(item: Mapping[str, Any], language: Language) -> tuple[str, ...]:
    needed = item["hours_needed"]
    numbers = (item["size"], _reserved(item), needed["value"], _end(needed, "low"), _end(needed, "high"))
    texts = tuple(plain_number(number, 0, language) for number in numbers)
    return (item["name"], *texts, render(f"quantities.level.{item['level']}", language))


def _summary(plain: Mapping[str, Any], count: int, left_out: int) -> tuple[Message, ...]:
    needed, reserved = plain["hours_needed"], plain["hours_reserved"]
    if needed is None:
        return (Message("change.chart.summary_none"),)
    numbers = {
        "needed": Number(needed["value"], Unit.HOURS),
        "reserved": Number(reserved["value"] if reserved else 0.0, Unit.HOURS),
    }
    found = Message("change.chart.summary", {"count": count, **numbers})
    return (found, Message("change.chart.left_out", {"count": left_out})) if left_out else (found,)


def _whole(name: str, title: str) -> dict[str, Any]:
    return {"field": name, "title": title, "type": "quantitative", "format": ",.0f"}


def _spec(shown: list[Mapping[str, Any]], language: Language) -> dict[str, Any]:
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "title": {"text": render("change.chart.title", language), "anchor": "start"},
        "width": 520,
        "height": {"step": 34},
        "layer": _layers(shown, language),
        "config": {
            "font": "Noto Sans",
            "locale": CHART_NUMBERS[language],
            "axis": {"labelFontSize": 12, "titleFontSize": 12},
            "legend": {"orient": "top", "labelFontSize": 12, "labelLimit": 320},
            "view": {"stroke": None},
        },
    }


def _layers(shown: list[Mapping[str, Any]], language: Language) -> list[dict[str, Any]]:
    """A bar for reserved hours, a word where there are none, a line and a diamond for the hours needed."""
    names = ("reserved", "needed", "none", "axis_hours", "group", "kind", "hours", "low", "high")
    word = {name: render(f"change.chart.{name}", language) for name in names}
    kinds = [word["reserved"], word["needed"]]
    bars = [{"group": item["name"], "kind": kinds[0], "hours": _reserved(item)} for item in shown]
    empty = [{**bar, "text": word["none"]} for bar in bars if not bar["hours"]]
    needs = [_need(item, kinds[1]) for item in shown]
    axis = {"labelLimit": 260, "ticks": False}
    group = {"field": "group", "type": "nominal", "title": None, "sort": None, "axis": axis}
    amount = {
        "field": "hours",
        "axis": {"tickCount": 6, "labelOverlap": True},
        "type": "quantitative",
        "title": word["axis_hours"],
        "scale": {"domainMin": 0},
    }
    scale = {"domain": kinds, "range": [RESERVED_COLOUR, NEEDED_COLOUR]}
    colour = {"field": "kind", "type": "nominal", "scale": scale, "title": None}
    shape = {**colour, "scale": {"domain": kinds, "range": ["square", "diamond"]}}
    tooltip = [{"field": name, "title": word[name]} for name in ("group", "kind")]
    tooltip.append(_whole("hours", word["hours"]))
    ends = [_whole(name, word[name]) for name in ("low", "high")]
    place = {"y": group, "x": amount}
    between = {"y": group, "x": {**amount, "field": "low"}, "x2": {"field": "high"}, "color": colour}
    mark = {"type": "point", "filled": True, "size": 110, "opacity": 1}
    text = {"type": "text", "align": "left", "dx": 3, "fontSize": 11}
    return [
        _layer(bars, {"type": "bar", "height": 14}, {**place, "color": colour, "tooltip": tooltip}),
        _layer(empty, text, {**place, "text": {"field": "text"}}),
        _layer(needs, {"type": "rule", "strokeWidth": 2}, between),
        _layer(needs, mark, {**place, "color": colour, "shape": shape, "tooltip": [*tooltip, *ends]}),
    ]


def _layer(
    values: list[dict[str, Any]], mark: Mapping[str, Any], encoding: Mapping[str, Any]
) -> dict[str, Any]:
    return {"data": {"values": values}, "mark": mark, "encoding": encoding}


def _need(item: Mapping[str, Any], kind: str) -> dict[str, Any]:
    needed = item["hours_needed"]
    ends = {end: _end(needed, end) for end in ("low", "high")}
    return {"group": item["name"], "kind": kind, "hours": needed["value"], **ends}
