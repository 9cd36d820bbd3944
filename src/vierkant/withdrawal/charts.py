"""Charts of the price of leaving: the price beside the contribution, and the cash of leaving against staying."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from vierkant.quantities import Chart, Message, Number, Unit
from vierkant.terms import CHART_NUMBERS, Language, number, plain_number, render

CONTRIBUTION, PRICE, BAND, LINE = "#5f6b76", "#00538a", "#9fc3dd", "#00538a"
MILLION = 1e6


def price(plain: Mapping[str, Any], language: Language) -> Chart:
    """The price of leaving as a range beside the contribution of a year, per partner.

    Args:
        plain: a `WithdrawalResult` as JSON values.
        language: of the texts in the specification and the rows.
    """
    values, rows = [], []
    for partner in plain["partners"]:
        found, contribution = _range(partner["sum"]), partner["leaver"]["contribution"]["value"]
        values.append(
            {
                "partner": partner["name"],
                "contribution": contribution / MILLION,
                "price": found[0] / MILLION,
                "low": found[1] / MILLION,
                "high": found[2] / MILLION,
            }
        )
        times = found[0] / contribution if contribution else None
        cells = [number(value, Unit.EURO, 0, language) for value in (contribution, *found)]
        rows.append((partner["name"], *cells, plain_number(times, 1, language) if times is not None else "–"))
    header = ("partner", "contribution", "price", "low", "high", "times")
    return Chart(
        spec=_price_spec(values, language),
        header=tuple(Message(f"withdrawal.chart.sum.{name}") for name in header),
        rows=tuple(rows),
        summary=_price_summary(plain["partners"]),
        source=Message("withdrawal.chart.source"),
    )


def cash(plain: Mapping[str, Any], language: Language) -> Chart:
    """What leaving yields together against staying, year by year, for one partner.

    Args:
        plain: a `PartnerWithdrawal` as JSON values, with a cost alone.
        language: of the texts in the specification and the rows.
    """
    years = plain["leaver"]["cash"]
    values = [
        {"year": item["year"], **{name: item[name] / MILLION for name in ("value", "low", "high")}}
        for item in years
    ]
    rows = tuple(
        (
            str(item["year"]),
            *(number(item[name], Unit.EURO, 0, language) for name in ("value", "low", "high")),
        )
        for item in years
    )
    even = plain["leaver"]["break_even"]
    text = even["text"] if even else plain["leaver"]["text"]
    return Chart(
        spec=_cash_spec(values, language),
        header=tuple(Message(f"withdrawal.chart.cash.{name}") for name in ("year", "value", "low", "high")),
        rows=rows,
        summary=(Message(text["id"], text["arguments"]),),
        source=Message("withdrawal.chart.source"),
    )


CHARTS: Mapping[str, Callable[..., Chart]] = {"price": price, "cash": cash}
"""Name → function of a plain result (``cash``: of one partner) and the language."""


def _range(computed: Mapping[str, Any]) -> tuple[float, float, float]:
    value = computed["value"]
    low = value if computed["low"] is None else computed["low"]
    high = value if computed["high"] is None else computed["high"]
    return value, low, high


def _price_summary(partners: list[Mapping[str, Any]]) -> tuple[Message, ...]:
    ordered = sorted(partners, key=lambda item: float(item["sum"]["value"]))
    least, most = ordered[0], ordered[-1]
    found = [
        Message(
            "withdrawal.chart.sum.summary",
            {
                "least": least["name"],
                "least_amount": Number(least["sum"]["value"], Unit.EURO),
                "most": most["name"],
                "most_amount": Number(most["sum"]["value"], Unit.EURO),
            },
        )
    ]
    times = [
        item["sum"]["value"] / item["leaver"]["contribution"]["value"]
        for item in partners
        if item["leaver"]["contribution"]["value"]
    ]
    if times:
        low, high = Number(min(times), Unit.NUMBER, 1), Number(max(times), Unit.NUMBER, 1)
        if round(low.value, 1) == round(high.value, 1):
            found.append(Message("withdrawal.chart.sum.summary_same", {"times": low}))
        else:
            found.append(Message("withdrawal.chart.sum.summary_times", {"low": low, "high": high}))
    return tuple(found)


def _price_spec(values: list[dict[str, Any]], language: Language) -> dict[str, Any]:
    def word(name: str) -> str:
        return render(f"withdrawal.chart.sum.{name}", language)

    names = [item["partner"] for item in values]
    place = {"field": "partner", "type": "nominal", "title": None, "sort": names, "axis": {"labelLimit": 220}}
    kinds = [word("contribution"), word("price")]
    colour = {
        "type": "nominal",
        "title": None,
        "scale": {"domain": kinds, "range": [CONTRIBUTION, PRICE]},
    }
    shape = {**colour, "scale": {"domain": kinds, "range": ["diamond", "circle"]}}

    def points(field: str, kind: str) -> dict[str, Any]:
        return {
            "transform": [{"calculate": f"'{kind}'", "as": "kind"}],
            "mark": {"type": "point", "filled": True, "size": 150, "opacity": 1},
            "encoding": {
                "x": {"field": field, "type": "quantitative"},
                "color": {"field": "kind", **colour},
                "shape": {"field": "kind", **shape},
            },
        }

    bar = {
        "mark": {"type": "bar", "height": 10, "color": BAND},
        "encoding": {
            "x": {
                "field": "low",
                "type": "quantitative",
                "title": word("axis"),
                "scale": {"zero": True},
                "axis": {"tickCount": 6},
            },
            "x2": {"field": "high"},
        },
    }
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "title": {"text": word("title"), "anchor": "start"},
        "width": 520,
        "height": {"step": 46},
        "data": {"values": values},
        "encoding": {"y": place},
        "layer": [bar, points("price", kinds[1]), points("contribution", kinds[0])],
        "config": _config(language),
    }


def _cash_spec(values: list[dict[str, Any]], language: Language) -> dict[str, Any]:
    def word(name: str) -> str:
        return render(f"withdrawal.chart.cash.{name}", language)

    year = {"field": "year", "type": "quantitative", "title": word("year"), "axis": {"tickMinStep": 1}}
    money = {"type": "quantitative", "title": word("axis")}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "title": {"text": word("title"), "anchor": "start"},
        "width": 520,
        "height": 280,
        "data": {"values": values},
        "layer": [
            {
                "mark": {"type": "area", "color": BAND, "opacity": 0.6},
                "encoding": {"x": year, "y": {"field": "low", **money}, "y2": {"field": "high"}},
            },
            {
                "mark": {"type": "line", "color": LINE, "strokeWidth": 3},
                "encoding": {"x": year, "y": {"field": "value", **money}},
            },
            {
                "data": {"values": [{"staying": word("staying")}]},
                "mark": {"type": "rule", "strokeDash": [6, 4], "color": "#1b1b1b"},
                "encoding": {"y": {"datum": 0}},
            },
            {
                "data": {"values": [{"staying": word("staying")}]},
                "mark": {"type": "text", "align": "right", "dy": -8, "fontSize": 12, "color": "#1b1b1b"},
                "encoding": {"x": {"value": 515}, "y": {"datum": 0}, "text": {"field": "staying"}},
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
