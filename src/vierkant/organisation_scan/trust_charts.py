"""Trust and readiness as a chart: a mark per partner and theme; the table has the same numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from vierkant.quantities import Chart, Message, Number, Unit
from vierkant.terms import CHART_NUMBERS, Language, plain_number, render

COLOURS = ("#00538a", "#b35900", "#2e7d32", "#8a4fbf", "#5f6b76", "#a3195b")
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")
"""Partners differ in shape as well as in colour; after six they begin again."""


def trust(plain: Mapping[str, Any], language: Language) -> Chart:
    """The mark of each partner that is seen, per theme.

    Args:
        plain: a `TrustResult` as JSON values.
        language: of the texts in the specification and the rows.
    """
    partners = [
        item["name"] for item in plain["partners"] if any(_of(theme, item) for theme in plain["themes"])
    ]
    marks = [
        {"theme": _theme(theme, language), "partner": mark["name"], "mark": mark["mark"]}
        for theme in plain["themes"]
        for mark in theme["marks"]
    ]
    header = (
        Message("trust.chart.theme"),
        *(Message("trust.list.one", {"name": name}) for name in partners),
        Message("trust.chart.spread"),
    )
    return Chart(
        spec=_spec(marks, partners, [_theme(theme, language) for theme in plain["themes"]], language),
        header=header,
        rows=tuple(_row(theme, plain["partners"], partners, language) for theme in plain["themes"]),
        summary=(_summary(plain, len(partners), language),),
        source=Message("trust.chart.source"),
    )


CHARTS: Mapping[str, Callable[..., Chart]] = {"trust": trust}
"""Name → function of the plain result and the language."""


def _of(theme: Mapping[str, Any], partner: Mapping[str, Any]) -> Mapping[str, Any] | None:
    return next((mark for mark in theme["marks"] if mark["partner"] == partner["partner"]), None)


def _theme(theme: Mapping[str, Any], language: Language) -> str:
    word = render(f"trust.theme.{theme['theme']}", language)
    return word[:1].upper() + word[1:]


def _number(value: float, language: Language) -> str:
    return plain_number(value, 0 if float(value).is_integer() else 1, language)


def _row(
    theme: Mapping[str, Any], every: list[Mapping[str, Any]], shown: list[str], language: Language
) -> tuple[str, ...]:
    found = [(item["name"], _of(theme, item)) for item in every if item["name"] in shown]
    none = render("trust.chart.not_seen", language)
    cells = (_number(mark["mark"], language) if mark else none for _name, mark in found)
    spread = theme["spread"]
    return (_theme(theme, language), *cells, _number(spread["value"], language) if spread else "–")


def _summary(plain: Mapping[str, Any], partners: int, language: Language) -> Message:
    if not partners:
        return Message("trust.chart.summary_none")
    apart = [render(f"trust.theme.{theme}", language) for theme in plain["apart"]]
    if not apart:
        return Message("trust.chart.summary_none_apart", {"partners": Number(partners, Unit.NUMBER)})
    return Message(
        "trust.chart.summary", {"partners": Number(partners, Unit.NUMBER), "apart": ", ".join(apart)}
    )


def _spec(
    marks: list[dict[str, Any]], partners: list[str], themes: list[str], language: Language
) -> dict[str, Any]:
    def word(name: str) -> str:
        return render(f"trust.chart.{name}", language)

    colours = [COLOURS[place % len(COLOURS)] for place in range(len(partners))]
    shapes = [SHAPES[place % len(SHAPES)] for place in range(len(partners))]
    who = {"field": "partner", "type": "nominal", "title": None, "legend": {"symbolSize": 140}}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "title": {"text": word("title"), "anchor": "start"},
        "width": 420,
        "height": {"step": max(34, 12 * len(partners)), "for": "position"},
        "data": {"values": marks},
        "mark": {"type": "point", "filled": True, "size": 160, "opacity": 1},
        "encoding": {
            "y": {
                "field": "theme",
                "type": "nominal",
                "title": None,
                "sort": themes,
                "axis": {"labelLimit": 220, "ticks": False, "grid": True},
                "scale": {"domain": themes, "paddingInner": 0.3},
            },
            # Equal marks would lie on top of each other.
            "yOffset": {"field": "partner", "type": "nominal", "sort": partners},
            "x": {
                "field": "mark",
                "type": "quantitative",
                "title": word("axis"),
                "scale": {"domain": [1, 5]},
                "axis": {"values": [1, 2, 3, 4, 5]},
            },
            "color": {**who, "scale": {"domain": partners, "range": colours}},
            "shape": {**who, "scale": {"domain": partners, "range": shapes}},
            "tooltip": [
                {"field": "partner", "title": word("partner")},
                {"field": "theme", "title": word("theme")},
                {"field": "mark", "title": word("mark"), "type": "quantitative", "format": ",.1f"},
            ],
        },
        "config": {
            "font": "Noto Sans",
            "locale": CHART_NUMBERS[language],
            "axis": {"labelFontSize": 12, "titleFontSize": 12},
            "legend": {"orient": "top", "labelFontSize": 12, "labelLimit": 300, "columns": 3},
            "view": {"stroke": None},
        },
    }
