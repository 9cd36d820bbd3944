"""Depth of expertise as a chart: a field per row, a place per column; each cell says in signs whether it is enough."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from vierkant.quantities import Chart, Message
from vierkant.terms import CHART_NUMBERS, Language, plain_number, render

COLOURS = {"enough": "#d7ecd9", "short": "#ffe3c2", "none": "#f6c9c4", "unknown": "#eceff1"}
SIGNS = {"enough": "✓", "short": "!", "none": "✕", "unknown": "?"}


def depth(plain: Mapping[str, Any], language: Language, *, without_persons: bool = False) -> Chart:
    """People present of people needed, per field of expertise, at every partner and together.

    Args:
        plain: a `QualityResult` as JSON values.
        language: of the texts in the specification and the rows.
        without_persons: leave out every field that points to one person, as a public page or paper must.
    """
    fields = plain["expertise"]
    shown = [item for item in fields if not (without_persons and item["points_to_person"])]
    cells = [cell for item in shown for cell in _cells(item, language)]
    header = ("field", "place", "needed", "present", "depth")
    return Chart(
        spec=_spec(cells, language),
        header=tuple(Message(f"quality.chart.{name}") for name in header),
        rows=tuple(_row(cell, language) for cell in cells),
        summary=_summary(fields, len(fields) - len(shown)),
        source=Message("quality.chart.source"),
    )


CHARTS: Mapping[str, Callable[..., Chart]] = {"depth": depth}
"""Name → function of the plain result and the language."""


def _cells(item: Mapping[str, Any], language: Language) -> list[dict[str, Any]]:
    places = [(cell["name"], cell["people"], item["needed"], cell["depth"]) for cell in item["partners"]]
    together = render("quality.chart.together", language)
    places.append((together, item["people_together"], item["needed_together"], item["together"]))
    return [
        {
            "field": item["name"],
            "place": place,
            "people": people,
            "needed": needed,
            "state": state,
            "depth": render(f"quality.depth.{state}", language),
            "label": f"{SIGNS[state]} {'–' if people is None else people} / {needed}",
        }
        for place, people, needed, state in places
    ]


def _row(cell: Mapping[str, Any], language: Language) -> tuple[str, ...]:
    people = "–" if cell["people"] is None else plain_number(cell["people"], 0, language)
    return (cell["field"], cell["place"], plain_number(cell["needed"], 0, language), people, cell["depth"])


def _summary(fields: list[Mapping[str, Any]], left_out: int) -> tuple[Message, ...]:
    if not fields:
        return (Message("quality.chart.summary_none"),)
    lacking = ("short", "none")
    arguments = {
        "fields": len(fields),
        "short": sum(cell["depth"] in lacking for item in fields for cell in item["partners"]),
        "left": sum(item["together"] in lacking for item in fields),
    }
    found = Message("quality.chart.summary", arguments)
    return (found, Message("quality.chart.left_out", {"count": left_out})) if left_out else (found,)


def _spec(cells: list[dict[str, Any]], language: Language) -> dict[str, Any]:
    def word(name: str) -> str:
        return render(f"quality.chart.{name}", language)

    fields = list(dict.fromkeys(cell["field"] for cell in cells))
    places = list(dict.fromkeys(cell["place"] for cell in cells))
    states = [render(f"quality.depth.{state}", language) for state in COLOURS]
    scale = {"domain": states, "range": list(COLOURS.values())}
    axis = {"labelLimit": 260, "ticks": False, "domain": False}
    lines = max((len(place.split()) for place in places), default=1)
    across = {
        **axis,
        "orient": "top",
        "labelAngle": 0,
        "labelLimit": 106,
        "labelExpr": "split(datum.label, ' ')",
        "labelPadding": 4 + 13 * (lines - 1),  # the lines grow downwards from the first
    }
    row = {"field": "field", "type": "nominal", "title": None, "sort": fields, "axis": axis}
    column = {"field": "place", "type": "nominal", "title": None, "sort": places, "axis": across}
    names = ("field", "place", "needed", "depth")
    tooltip: list[dict[str, str]] = [{"field": name, "title": word(name)} for name in names]
    tooltip.insert(3, {"field": "people", "title": word("present")})
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "title": {"text": word("title"), "anchor": "start"},
        "width": {"step": 110},
        "height": {"step": 34},
        "data": {"values": cells},
        "encoding": {"y": row, "x": column},
        "layer": [
            {
                "mark": {"type": "rect", "stroke": "white", "strokeWidth": 3},
                "encoding": {
                    "color": {"field": "depth", "type": "nominal", "title": None, "scale": scale},
                    "tooltip": tooltip,
                },
            },
            {
                "mark": {"type": "text", "color": "#1b1b1b", "fontSize": 13},
                "encoding": {"text": {"field": "label", "type": "nominal"}},
            },
        ],
        "config": {
            "font": "Noto Sans",
            "locale": CHART_NUMBERS[language],
            "axis": {"labelFontSize": 12, "titleFontSize": 12},
            "legend": {"orient": "bottom", "labelFontSize": 12},
            "view": {"stroke": None},
        },
    }
