"""Power beside votes, residents and costs: a line per partner, a mark per share; the table has the same numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from vierkant.quantities import Chart, Message, Number, Unit
from vierkant.terms import CHART_NUMBERS, Language, number, render

MEASURES = (
    ("power", "power", "#b35900", "diamond"),
    ("votes", "vote_share", "#00538a", "circle"),
    ("residents", "residents_share", "#2e7d32", "triangle-up"),
    ("cost", "cost_share", "#8a4fbf", "square"),
)
"""Word, field of `PartnerPower`, colour and shape: no share is known by its colour alone."""


def power(plain: Mapping[str, Any], language: Language) -> Chart:
    """The shares of each partner.

    Args:
        plain: a `VotingResult` as JSON values.
        language: of the texts in the specification and the rows.
    """
    measures = [item for item in MEASURES if any(row[item[1]] for row in plain["partners"])]
    points = [
        {
            "partner": row["name"],
            "measure": render(f"voting_power.chart.{word}", language),
            "share": round(row[field]["value"] * 100, 3),
        }
        for row in plain["partners"]
        for word, field, _colour, _shape in measures
        if row[field]
    ]
    return Chart(
        spec=_spec(points, [row["name"] for row in plain["partners"]], measures, language),
        header=(
            Message("voting_power.chart.partner"),
            *(Message(f"voting_power.chart.{word}") for word, *_rest in measures),
        ),
        rows=tuple(
            (row["name"], *(_cell(row[field], language) for _word, field, *_look in measures))
            for row in plain["partners"]
        ),
        summary=(_summary(plain),),
        source=Message("voting_power.chart.source"),
    )


CHARTS: Mapping[str, Callable[..., Chart]] = {"power": power}
"""Name → function of the plain result and the language."""


def _cell(computed: Mapping[str, Any] | None, language: Language) -> str:
    if computed is None:
        return render("voting_power.chart.none", language)
    return number(computed["value"], Unit.SHARE, 1, language)


def _summary(plain: Mapping[str, Any]) -> Message:
    rows = [row for row in plain["partners"] if row["power"]]
    if not rows:
        return Message("voting_power.chart.summary_none")
    field, word = (
        ("cost_share", "cost") if any(row["cost_share"] for row in rows) else ("vote_share", "votes")
    )
    rows = [row for row in rows if row[field]]
    widest = max(rows, key=lambda row: abs(row["power"]["value"] - row[field]["value"]))
    arguments = {
        "partner": widest["name"],
        "power": Number(widest["power"]["value"], Unit.SHARE),
        word: Number(widest[field]["value"], Unit.SHARE),
    }
    return Message(f"voting_power.chart.summary_{word}", arguments)


def _spec(
    points: list[dict[str, Any]],
    partners: list[str],
    measures: list[tuple[str, str, str, str]],
    language: Language,
) -> dict[str, Any]:
    def word(name: str) -> str:
        return render(f"voting_power.chart.{name}", language)

    shown = [word(item[0]) for item in measures]
    who = {"field": "measure", "type": "nominal", "title": None, "legend": {"symbolSize": 140}}
    across = {
        "field": "partner",
        "type": "nominal",
        "title": None,
        "sort": partners,
        "axis": {"labelLimit": 220, "ticks": False, "grid": True},
    }
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "title": {"text": word("title"), "anchor": "start"},
        "width": 480,
        "height": {"step": 34},
        "data": {"values": points},
        "layer": [
            {
                "mark": {"type": "rule", "color": "#8a949e", "strokeWidth": 2},
                "encoding": {
                    "y": across,
                    "x": {"aggregate": "min", "field": "share", "type": "quantitative"},
                    "x2": {"aggregate": "max", "field": "share"},
                },
            },
            {
                "mark": {"type": "point", "filled": True, "size": 150, "opacity": 1},
                "encoding": {
                    "y": across,
                    "x": {
                        "field": "share",
                        "type": "quantitative",
                        "title": word("axis"),
                        "scale": {"zero": True},
                    },
                    "color": {**who, "scale": {"domain": shown, "range": [item[2] for item in measures]}},
                    "shape": {**who, "scale": {"domain": shown, "range": [item[3] for item in measures]}},
                    "tooltip": [
                        {"field": "partner", "title": word("partner")},
                        {"field": "measure", "title": word("measure")},
                        {"field": "share", "title": word("share"), "type": "quantitative", "format": ",.1f"},
                    ],
                },
            },
        ],
        "config": _config(language),
    }


def _config(language: Language) -> dict[str, Any]:
    return {
        "font": "Noto Sans",
        "locale": CHART_NUMBERS[language],
        "axis": {"labelFontSize": 12, "titleFontSize": 12},
        "legend": {"orient": "top", "labelFontSize": 12, "labelLimit": 300},
        "view": {"stroke": None},
    }
