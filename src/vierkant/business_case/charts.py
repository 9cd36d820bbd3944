"""Charts of the business case: from the JSON form of a result to a Vega-Lite drawing and the same rows as a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from vierkant.business_case.chart_parts import (
    BLUE,
    DARK,
    GREY,
    ORANGE,
    STREAM_COLOURS,
    Plain,
    Scale,
    Spec,
    amount_scale,
    euro,
    heading,
    share,
    source,
    spec,
    summary,
    word,
    year_axis,
    year_heading,
    year_labels,
    zero_line,
)
from vierkant.business_case.charts_more import alternatives, waterfall
from vierkant.business_case.tornado_chart import tornado
from vierkant.quantities import Chart, Message, Number, Unit
from vierkant.terms import Language, render

__all__ = [
    "CHARTS",
    "Chart",
    "alternatives",
    "cumulative",
    "net",
    "partners",
    "streams",
    "tornado",
    "waterfall",
]


def net(plain: Plain, language: Language = "nl") -> Chart:
    """Net result per year of all partners together, with P10 to P90 and the plan at its word."""
    bands = plain["total"]["net"]
    last = bands[-1]
    said = summary(
        "net",
        first=Number(bands[1]["mean"], Unit.EURO),
        last=Number(last["mean"], Unit.EURO),
        low=Number(last["low"], Unit.EURO),
        high=Number(last["high"], Unit.EURO),
    )
    return _over_years(plain, language, "net", said, [])


def cumulative(plain: Plain, language: Language = "nl") -> Chart:
    """The results added up over the years, with the median year in which the money is back."""
    total = plain["total"]
    never = total["payback"]["never"]["value"]
    said = summary(
        "cumulative",
        peak=Number(total["peak_funding"]["value"], Unit.EURO),
        paid=Number(1 - never, Unit.SHARE),
    )
    median = total["payback"]["median"]
    mark: list[Spec] = []
    if median is not None:
        label = year_labels(plain)[plain["years"].index(median)]
        row = {"year": label, "text": word("chart.payback_mark", language)}
        mark = [
            {
                "data": {"values": [row]},
                "mark": {"type": "rule", "color": DARK, "strokeDash": [2, 3]},
                "encoding": {"x": {"field": "year", "type": "ordinal", "sort": None}},
            },
            {
                "data": {"values": [row]},
                "mark": {"type": "text", "align": "left", "dx": 4, "dy": 10, "y": 0},
                "encoding": {
                    "x": {"field": "year", "type": "ordinal", "sort": None},
                    "text": {"field": "text"},
                },
            },
        ]
    return _over_years(plain, language, "cumulative", said, mark)


def _over_years(
    plain: Plain, language: Language, name: str, said: tuple[Message, ...], extra: list[Spec]
) -> Chart:
    labels = year_labels(plain)
    bands = plain["total"][name]
    plan = plain["promised"][name] if plain["promised"] else None
    everything = [band[part] for band in bands for part in ("low", "high")]
    everything += [band["mean"] for band in plan or ()]
    scale = amount_scale(everything)
    values = []
    for place, (label, band) in enumerate(zip(labels, bands, strict=True)):
        row = _line_row(label, band["mean"], word("chart.expected", language), scale, language)
        values.append(row | {"low": band["low"] / scale.divisor, "high": band["high"] / scale.divisor})
        if plan:
            promise = word("chart.promised", language)
            values.append(_line_row(label, plan[place]["mean"], promise, scale, language))
    header = [year_heading(plain), heading("mean"), heading("low"), heading("high")]
    rows = [
        [label, *(euro(band[part], language) for part in ("mean", "low", "high"))]
        for label, band in zip(labels, bands, strict=True)
    ]
    if plan:
        header.append(heading("promised_mean"))
        rows = [[*row, euro(band["mean"], language)] for row, band in zip(rows, plan, strict=True)]
    drawing = spec(
        name,
        language,
        said,
        [*_band_layers(plain, language, scale, has_plan=plan is not None), zero_line(), *extra],
        data={"values": values},
        height=300,
    )
    return Chart(drawing, tuple(header), tuple(tuple(row) for row in rows), said, source(plain))


def _line_row(label: str, value: float, line: str, scale: Scale, language: Language) -> dict[str, Any]:
    text = f"{line}, {label}: {euro(value, language)}"
    return {"year": label, "value": value / scale.divisor, "line": line, "text": text}


def _band_layers(plain: Plain, language: Language, scale: Scale, *, has_plan: bool) -> list[Spec]:
    x = year_axis(plain, language)
    expected, promise = word("chart.expected", language), word("chart.promised", language)
    only = f"datum.line === {_quoted(expected)}"
    lines = [expected, promise] if has_plan else [expected]
    colours, dashes, shapes = [BLUE, ORANGE], [[1, 0], [6, 4]], ["circle", "square"]
    named = {"field": "line", "type": "nominal", "title": None}

    def scaled(choice: list[Any]) -> Spec:
        return named | {"scale": {"domain": lines, "range": choice[: len(lines)]}}

    amount = {"field": "value", "type": "quantitative", "axis": scale.axis(language)}
    edges: list[Spec] = [
        {
            "transform": [{"filter": only}],
            "mark": {"type": "line", "color": BLUE, "strokeWidth": 1, "strokeDash": [3, 3]},
            "encoding": {"x": x, "y": {"field": edge, "type": "quantitative"}},
        }
        for edge in ("low", "high")
    ]
    return [
        {
            "transform": [{"filter": only}],
            "mark": {"type": "area", "color": BLUE, "opacity": 0.15},
            "encoding": {
                "x": x,
                "y": {"field": "low", "type": "quantitative", "axis": scale.axis(language)},
                "y2": {"field": "high"},
            },
        },
        *edges,
        {
            "mark": {"type": "line", "strokeWidth": 2.5},
            "encoding": {"x": x, "y": amount, "color": scaled(colours), "strokeDash": scaled(dashes)},
        },
        {
            "mark": {"type": "point", "filled": True, "size": 55},
            "encoding": {
                "x": x,
                "y": amount,
                "color": scaled(colours),
                "shape": scaled(shapes),
                "tooltip": {"field": "text", "type": "nominal"},
            },
        },
    ]


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def streams(plain: Plain, language: Language = "nl") -> Chart:
    """The mean of every money stream per year, stacked; each block carries the number of its stream."""
    labels = year_labels(plain)
    used = [stream for stream in plain["total"]["streams"] if any(stream["mean"])]
    names = [f"{place} {render(stream['label'], language)}" for place, stream in enumerate(used, 1)]
    scale = amount_scale(abs(amount) for stream in used for amount in stream["mean"])
    values = _stacked(used, names, labels, scale, language)
    gains = sum(max(amount, 0.0) for stream in used for amount in stream["mean"])
    costs = sum(max(-amount, 0.0) for stream in used for amount in stream["mean"])
    said = summary("streams", gains=Number(gains, Unit.EURO), costs=Number(costs, Unit.EURO))
    x = year_axis(plain, language)
    fill = {
        "field": "stream",
        "type": "nominal",
        "title": None,
        "sort": None,
        "scale": {"domain": names, "range": list(STREAM_COLOURS[: len(names)])},
        "legend": {"columns": 2},
    }
    block = {
        "mark": {"type": "bar", "stroke": "white", "strokeWidth": 1},
        "encoding": {
            "x": x,
            "y": {"field": "from", "type": "quantitative", "axis": scale.axis(language)},
            "y2": {"field": "to"},
            "color": fill,
            "tooltip": {"field": "text", "type": "nominal"},
        },
    }
    sign = {
        "transform": [{"filter": "datum.large"}],
        "mark": {"type": "text", "color": "white", "fontWeight": "bold"},
        "encoding": {
            "x": x,
            "y": {"field": "middle", "type": "quantitative"},
            "text": {"field": "number"},
        },
    }
    drawing = spec("streams", language, said, [block, sign, zero_line()], data={"values": values}, height=320)
    header = (year_heading(plain), *(Message(stream["label"]["id"]) for stream in used))
    rows = tuple(
        (label, *(euro(stream["mean"][place], language) for stream in used))
        for place, label in enumerate(labels)
    )
    return Chart(drawing, header, rows, said, source(plain))


def _stacked(
    used: list[Plain], names: list[str], labels: list[str], scale: Scale, language: Language
) -> list[dict[str, Any]]:
    """One row per block, already stacked: gains upwards from zero, costs downwards."""
    heights = [
        sum(abs(stream["mean"][place]) for stream in used) / scale.divisor for place in range(len(labels))
    ]
    smallest = max(heights, default=0.0) * 0.05
    rows: list[dict[str, Any]] = []
    for place, label in enumerate(labels):
        tops = {True: 0.0, False: 0.0}
        for order, (stream, name) in enumerate(zip(used, names, strict=True), 1):
            amount = stream["mean"][place]
            if amount == 0:
                continue
            start = tops[amount > 0]
            end = tops[amount > 0] = start + amount / scale.divisor
            rows.append(
                {
                    "year": label,
                    "stream": name,
                    "number": str(order),
                    "from": start,
                    "to": end,
                    "middle": (start + end) / 2,
                    "large": abs(end - start) >= smallest,
                    "text": f"{name}, {label}: {euro(amount, language)}",
                }
            )
    return rows


def partners(plain: Plain, language: Language = "nl") -> Chart:
    """Net present value after ten years per partner: mean and P10 to P90; the shape says gain or loss."""
    members = plain["partners"]
    results = [member["outcome"]["npv_10"] for member in members]
    scale = amount_scale(result[part] for result in results for part in ("low", "high"))
    gain, loss = word("chart.gain", language), word("chart.loss", language)
    values = [
        {
            "partner": member["name"],
            "value": result["value"] / scale.divisor,
            "low": result["low"] / scale.divisor,
            "high": result["high"] / scale.divisor,
            "sign": gain if result["value"] >= 0 else loss,
            "text": f"{member['name']}: {euro(result['value'], language)}",
        }
        for member, result in zip(members, results, strict=True)
    ]
    winners = sum(result["value"] > 0 for result in results)
    said = summary("partners", winners=winners, partners=len(members))
    y = {"field": "partner", "type": "nominal", "sort": None, "axis": {"title": None}}
    sign = {"field": "sign", "type": "nominal", "title": None}
    layers: list[Spec] = [
        {
            "mark": {"type": "rule", "strokeWidth": 4, "color": GREY, "opacity": 0.6},
            "encoding": {
                "y": y,
                "x": {"field": "low", "type": "quantitative", "axis": scale.axis(language)},
                "x2": {"field": "high"},
            },
        },
        {
            "mark": {"type": "point", "filled": True, "size": 160, "opacity": 1},
            "encoding": {
                "y": y,
                "x": {"field": "value", "type": "quantitative"},
                "color": sign | {"scale": {"domain": [gain, loss], "range": [BLUE, ORANGE]}},
                "shape": sign | {"scale": {"domain": [gain, loss], "range": ["circle", "square"]}},
                "tooltip": {"field": "text", "type": "nominal"},
            },
        },
        zero_line("x"),
    ]
    drawing = spec("partners", language, said, layers, data={"values": values}, height={"step": 36})
    names = ("partner", "key_share", "npv_10", "low", "high", "loss_chance")
    rows = tuple(
        (
            member["name"],
            share(member["key_share"], language),
            *(euro(result[part], language) for part in ("value", "low", "high")),
            share(member["outcome"]["negative_npv_10"]["value"], language),
        )
        for member, result in zip(members, results, strict=True)
    )
    return Chart(drawing, tuple(heading(name) for name in names), rows, said, source(plain))


CHARTS: Mapping[str, Callable[[Plain, Language], Chart]] = {
    "net": net,
    "cumulative": cumulative,
    "streams": streams,
    "waterfall": waterfall,
    "partners": partners,
    "alternatives": alternatives,
    "tornado": tornado,
}
"""All charts by name, in the order of the page."""
