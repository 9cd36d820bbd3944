"""Uncovered days as a chart: specification, the rows of its table, a summary and a source line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from vierkant.quantities import Chart, Message, Number, Unit
from vierkant.terms import CHART_NUMBERS, Language, plain_number, render

NOW_COLOUR, TOGETHER_COLOUR, LINE_COLOUR = "#b35900", "#00538a", "#3d3d3d"


def uncovered(plain: Mapping[str, Any], language: Language, *, without_persons: bool = False) -> Chart:
    """Days with too few people per function: a circle per partner now, a square for all together.

    Args:
        plain: a `VulnerabilityResult` as JSON values.
        language: of the texts in the specification and the rows.
        without_persons: leave out every function that points to one person, as a council paper must.
    """
    functions = [item for item in plain["functions"] if item["together"] is not None]
    shown = [item for item in functions if not (without_persons and item["points_to_person"])]
    marks = [mark for item in shown for mark in _marks(item, language)]
    header = ("function", "situation", "partner", "people", "days", "range")
    return Chart(
        spec=_spec(marks, plain["maximum_days"]["value"], language),
        header=tuple(Message(f"four_ks.chart.{name}") for name in header),
        rows=tuple(_row(mark, language) for mark in marks),
        summary=_summary(plain, len(functions), len(functions) - len(shown)),
        source=Message("four_ks.chart.source"),
    )


CHARTS: Mapping[str, Callable[..., Chart]] = {"uncovered": uncovered}
"""Name → function of the plain result and the language."""


def _marks(item: Mapping[str, Any], language: Language) -> list[dict[str, Any]]:
    now, together = (render(f"four_ks.chart.{name}", language) for name in ("now", "together"))
    found = [
        _mark(item["name"], now, row["name"], row["people"], row["uncovered"])
        for row in item["partners"]
        if row["uncovered"] is not None
    ]
    return [*found, _mark(item["name"], together, "", item["people_together"], item["together"])]


def _mark(
    function: str, situation: str, partner: str, people: int, days: Mapping[str, Any]
) -> dict[str, Any]:
    return {
        "function": function,
        "situation": situation,
        "partner": partner,
        "people": people,
        "days": days["value"],
        "low": days["value"] if days["low"] is None else days["low"],
        "high": days["value"] if days["high"] is None else days["high"],
    }


def _row(mark: Mapping[str, Any], language: Language) -> tuple[str, ...]:
    low, high = (plain_number(mark[name], 1, language) for name in ("low", "high"))
    return (
        mark["function"],
        mark["situation"],
        mark["partner"] or "–",
        plain_number(mark["people"], 0, language),
        plain_number(mark["days"], 1, language),
        f"{low} – {high}" if mark["low"] != mark["high"] else "–",
    )


def _summary(plain: Mapping[str, Any], count: int, left_out: int) -> tuple[Message, ...]:
    now, together = plain["days_now"], plain["days_together"]
    if now is None or together is None:
        return (Message("four_ks.chart.summary_none"),)
    numbers = {"now": now, "together": together, "maximum": plain["maximum_days"]}
    days = {
        name: Number(item["value"], Unit.DAYS_PER_YEAR, item["decimals"]) for name, item in numbers.items()
    }
    found = Message("four_ks.chart.summary", {"count": count, **days})
    return (found, Message("four_ks.chart.left_out", {"count": left_out})) if left_out else (found,)


def _spec(marks: list[dict[str, Any]], maximum: float, language: Language) -> dict[str, Any]:
    def word(name: str) -> str:
        return render(f"four_ks.chart.{name}", language)

    situations = [word("now"), word("together")]
    scale = {"domain": situations, "range": [NOW_COLOUR, TOGETHER_COLOUR]}
    days = {"field": "days", "type": "quantitative", "title": word("axis_days"), "scale": {"domainMin": 0}}
    place = {
        "y": {
            "field": "function",
            "type": "nominal",
            "title": None,
            "sort": None,
            "axis": {"labelLimit": 260, "ticks": False},
        },
        "yOffset": {"field": "situation", "sort": situations},
    }
    colour = {"field": "situation", "type": "nominal", "scale": scale, "title": None, "sort": situations}
    shape = {**colour, "scale": {"domain": situations, "range": ["circle", "square"]}}
    tooltip = [
        {"field": name, "title": word(name)}
        for name in ("function", "situation", "partner", "people", "days")
    ]
    value = {"field": "days", "title": word("days"), "type": "quantitative", "format": ",.1f"}
    ranges = {"x": {**days, "field": "low"}, "x2": {"field": "high"}, "color": colour}
    points = {"x": days, "color": colour, "shape": shape, "tooltip": [*tooltip, value]}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "title": {"text": word("title"), "anchor": "start"},
        "width": 520,
        "height": {"step": 22},
        "data": {"values": marks},
        "layer": [
            {"mark": {"type": "rule", "strokeWidth": 2, "opacity": 0.6}, "encoding": {**place, **ranges}},
            {
                "mark": {"type": "point", "filled": True, "size": 80, "opacity": 1},
                "encoding": {**place, **points},
            },
            {
                "data": {"values": [{"maximum": maximum, "label": word("maximum")}]},
                "mark": {"type": "rule", "strokeDash": [5, 3], "color": LINE_COLOUR},
                "encoding": {
                    "x": {"field": "maximum", "type": "quantitative"},
                    "tooltip": [{"field": "maximum", "title": word("maximum")}],
                },
            },
        ],
        "config": {
            "font": "Noto Sans",
            "locale": CHART_NUMBERS[language],
            "axis": {"labelFontSize": 12, "titleFontSize": 12},
            "legend": {"orient": "top", "labelFontSize": 12, "labelLimit": 300},
            "view": {"stroke": None},
        },
    }
