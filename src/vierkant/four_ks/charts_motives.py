"""Motives as a chart: a bar per partner, divided over the goals; the points stand in the bar."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from vierkant.four_ks.motives_words import GOALS
from vierkant.quantities import Chart, Message, Number, Unit
from vierkant.terms import CHART_NUMBERS, Language, plain_number, render

COLOURS = ("#00538a", "#2e7d32", "#8a4fbf", "#b35900", "#5f6b76")
"""One per goal, each dark enough for white figures on it."""

LEAST_LABEL = 6
"""Below this number of points the figure does not fit in its part of the bar; the table has it."""


def motives(plain: Mapping[str, Any], language: Language) -> Chart:
    """Points per goal, a bar per partner that answered.

    Args:
        plain: a `MotivesResult` as JSON values.
        language: of the texts in the specification and the rows.
    """
    profiles = [item for item in plain["profiles"] if item["answered"]]
    marks = [mark for item in profiles for mark in _marks(item, language)]
    header = (
        Message("motives.chart.partner"),
        *(Message(f"motives.short.{goal}") for goal in GOALS),
        Message("motives.chart.total"),
        Message("motives.chart.commitment"),
    )
    return Chart(
        spec=_spec(marks, [item["name"] for item in profiles], language),
        header=header,
        rows=tuple(_row(item, language) for item in profiles),
        summary=_summary(plain, len(profiles)),
        source=Message("motives.chart.source"),
    )


CHARTS: Mapping[str, Callable[..., Chart]] = {"motives": motives}
"""Name → function of the plain result and the language."""


def _marks(item: Mapping[str, Any], language: Language) -> list[dict[str, Any]]:
    found, start = [], 0.0
    for place, goal in enumerate(GOALS):
        points = item["points"][goal]
        if points:
            found.append(
                {
                    "partner": item["name"],
                    "goal": render(f"motives.short.{goal}", language),
                    "points": points,
                    "start": start,
                    "end": start + points,
                    "middle": start + points / 2,
                    "label": plain_number(points, 0, language) if points >= LEAST_LABEL else "",
                    "order": place,
                }
            )
        start += points
    return found


def _row(item: Mapping[str, Any], language: Language) -> tuple[str, ...]:
    points = (plain_number(item["points"][goal], 0, language) for goal in GOALS)
    commitment = render(f"motives.commitment.{item['commitment'] or 'unknown'}", language)
    return (item["name"], *points, plain_number(item["total"], 0, language), commitment)


def _summary(plain: Mapping[str, Any], answered: int) -> tuple[Message, ...]:
    if not plain["goals"]:
        return (Message("motives.chart.summary_none"),)
    most = max(plain["goals"], key=lambda goal: goal["points"])
    return (
        Message(
            "motives.chart.summary",
            {
                "answered": answered,
                "partners": len(plain["profiles"]),
                "goal": Message(f"motives.goal.{most['goal']}"),
                "points": Number(most["points"], Unit.POINTS),
            },
        ),
    )


def _spec(marks: list[dict[str, Any]], partners: list[str], language: Language) -> dict[str, Any]:
    def word(name: str) -> str:
        return render(f"motives.chart.{name}", language)

    goals = [render(f"motives.short.{goal}", language) for goal in GOALS]
    used = [goal for goal in goals if any(mark["goal"] == goal for mark in marks)]
    colours = [COLOURS[goals.index(goal)] for goal in used]
    place = {"field": "partner", "type": "nominal", "title": None, "sort": partners}
    points = {"type": "quantitative", "title": word("axis"), "scale": {"domain": [0, 100]}}
    colour = {"field": "goal", "type": "nominal", "title": None, "scale": {"domain": used, "range": colours}}
    tooltip = [
        {"field": "partner", "title": word("partner")},
        {"field": "goal", "title": word("goal")},
        {"field": "points", "title": word("points"), "type": "quantitative", "format": ",.0f"},
    ]
    axis = {"labelLimit": 220, "ticks": False}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "title": {"text": word("title"), "anchor": "start"},
        "width": 520,
        "height": {"step": 36},
        "data": {"values": marks},
        "layer": [
            {
                "mark": {"type": "bar", "stroke": "white", "strokeWidth": 1.5},
                "encoding": {
                    "y": {**place, "axis": axis},
                    "x": {**points, "field": "start"},
                    "x2": {"field": "end"},
                    "color": colour,
                    "tooltip": tooltip,
                },
            },
            {
                "mark": {"type": "text", "color": "white", "fontSize": 12, "fontWeight": "bold"},
                "encoding": {
                    "y": place,
                    "x": {**points, "field": "middle"},
                    "text": {"field": "label", "type": "nominal"},
                },
            },
        ],
        "config": {
            "font": "Noto Sans",
            "locale": CHART_NUMBERS[language],
            "axis": {"labelFontSize": 12, "titleFontSize": 12},
            "legend": {"orient": "top", "labelFontSize": 12, "labelLimit": 300, "columns": 3},
            "view": {"stroke": None},
        },
    }
