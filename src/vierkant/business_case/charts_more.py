"""Charts of what is left and of the alternatives: from the JSON form of a result to a drawing and its table."""

from __future__ import annotations

from math import fsum
from typing import Any

from vierkant.business_case.chart_parts import (
    BLUE,
    DARK,
    GREY,
    ORANGE,
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
    zero_line,
)
from vierkant.quantities import Chart, Message, Number, Unit
from vierkant.terms import Language, render


def present_values(plain: Plain) -> list[tuple[str, float]]:
    """The streams of the whole over ten years in money of the starting year: id and amount; they add up to npv_10."""
    rate = next(row["value"] for row in plain["parameters"] if row["name"] == "discount.rate")
    base = 1 + rate if rate > -1 else 1.0
    return [
        (
            stream["id"],
            fsum(amount * base**-year for year, amount in zip(plain["years"], stream["mean"], strict=True)),
        )
        for stream in plain["total"]["streams"]
    ]


def waterfall(plain: Plain, language: Language = "nl") -> Chart:
    """What every stream adds or takes over ten years, one after the other, to what is left."""
    labels = {stream["id"]: render(stream["label"], language) for stream in plain["total"]["streams"]}
    found = [(name, amount) for name, amount in present_values(plain) if abs(amount) >= 0.5]
    # What comes in first, the largest amounts first: so that the drop is seen.
    found.sort(key=lambda item: (item[1] < 0, -abs(item[1])))
    said = _said(found, labels, plain)
    steps = _steps(found)
    scale = amount_scale(end for step in steps for end in step[1:])
    total = word("chart.left", language)
    values = [
        _block(labels[name], start, end, scale, language, word(_sign(end - start), language))
        for name, start, end in steps
    ]
    left = steps[-1][2] if steps else 0.0
    values.append(_block(total, 0.0, left, scale, language, total))
    drawing = spec(
        "waterfall",
        language,
        said,
        [*_waterfall_layers(scale, language), zero_line("x")],
        data={"values": values},
        height={"step": 34},
        width=420,
    )
    streams = {stream["id"]: stream for stream in plain["total"]["streams"]}
    rows = [
        (labels[name], euro(amount, language), euro(streams[name]["mean"][-1], language))
        for name, amount in found
    ]
    settled = plain["total"]["structural"]["value"]
    rows.append((total, euro(plain["total"]["npv_10"]["value"], language), euro(settled, language)))
    header = (heading("stream"), heading("present_value"), heading("settled"))
    return Chart(drawing, header, tuple(rows), said, source(plain))


def _steps(found: list[tuple[str, float]]) -> list[tuple[str, float, float]]:
    steps, running = [], 0.0
    for name, amount in found:
        steps.append((name, running, running + amount))
        running += amount
    return steps


def _sign(amount: float) -> str:
    return "chart.comes_in" if amount >= 0 else "chart.goes_out"


def _said(found: list[tuple[str, float]], labels: dict[str, str], plain: Plain) -> tuple[Message, ...]:
    result = plain["total"]["npv_10"]["value"]
    left = Number(abs(result), Unit.EURO)
    gain = max(found, key=lambda item: item[1], default=("", 0.0))
    cost = min(found, key=lambda item: item[1], default=("", 0.0))
    spent, gained = Number(-cost[1], Unit.EURO), Number(gain[1], Unit.EURO)
    if gain[1] > 0 and cost[1] < 0:
        names = {"gain": labels[gain[0]], "cost": labels[cost[0]]}
        name = "waterfall_left" if result >= 0 else "waterfall_short"
        return summary(name, gained=gained, spent=spent, left=left, **names)
    if cost[1] < 0:
        return summary("waterfall_costs", cost=labels[cost[0]], spent=spent, left=left)
    if gain[1] > 0:
        return summary("waterfall_gains", gain=labels[gain[0]], gained=gained, left=left)
    return summary("waterfall_empty")


def _block(
    name: str, start: float, end: float, scale: Scale, language: Language, sign: str
) -> dict[str, Any]:
    amount = end - start
    return {
        "stream": name,
        "from": start / scale.divisor,
        "to": end / scale.divisor,
        "right": max(start, end) / scale.divisor,
        "sign": sign,
        "amount": euro(amount, language),
        "text": f"{name}: {euro(amount, language)}",
    }


def _waterfall_layers(scale: Scale, language: Language) -> list[Spec]:
    signs = [word(f"chart.{name}", language) for name in ("comes_in", "goes_out", "left")]
    y = {"field": "stream", "type": "nominal", "sort": None, "axis": {"title": None, "labelLimit": 300}}
    return [
        {
            "mark": {"type": "bar", "height": 20},
            "encoding": {
                "y": y,
                "x": {
                    "field": "from",
                    "type": "quantitative",
                    "axis": scale.axis(language),
                    "scale": {"padding": 70},
                },
                "x2": {"field": "to"},
                "color": {
                    "field": "sign",
                    "type": "nominal",
                    "title": None,
                    "scale": {"domain": signs, "range": [BLUE, ORANGE, DARK]},
                },
                "tooltip": {"field": "text", "type": "nominal"},
            },
        },
        {
            "mark": {"type": "text", "align": "left", "dx": 5},
            "encoding": {
                "y": y,
                "x": {"field": "right", "type": "quantitative"},
                "text": {"field": "amount"},
            },
        },
    ]


def alternatives(plain: Plain, language: Language = "nl") -> Chart:
    """The result after ten years of everything that could be counted: mean and P10 to P90."""
    rows = plain["alternatives"]["rows"]
    counted = [row for row in rows if row["npv_10"] is not None]
    scale = amount_scale(row["npv_10"][part] for row in counted for part in ("low", "high"))
    chosen, other = word("chart.chosen", language), word("chart.other", language)
    values = [
        {
            "alternative": render(row["label"], language),
            "value": row["npv_10"]["mean"] / scale.divisor,
            "low": row["npv_10"]["low"] / scale.divisor,
            "high": row["npv_10"]["high"] / scale.divisor,
            "sign": chosen if row["chosen"] else other,
            "text": f"{render(row['label'], language)}: {euro(row['npv_10']['mean'], language)}",
        }
        for row in counted
    ]
    said = _compared(plain, counted, language)
    layers = _alternative_layers(scale, language, (chosen, other))
    drawing = spec(
        "alternatives",
        language,
        said,
        [*layers, zero_line("x")],
        data={"values": values},
        height={"step": 40},
        width=420,
    )
    names = ("alternative", "npv_10", "low", "high", "loss_chance", "settled", "coordination_year", "once")
    table = tuple(
        (
            render(row["label"], language),
            *(euro(row["npv_10"][part], language) for part in ("mean", "low", "high")),
            share(row["loss"], language),
            euro(row["structural"]["mean"], language),
            euro(row["coordination"], language),
            euro(row["once"], language),
        )
        for row in counted
    )
    return Chart(drawing, tuple(heading(name) for name in names), table, said, source(plain))


def _compared(plain: Plain, counted: list[Plain], language: Language) -> tuple[Message, ...]:
    best = next(row for row in counted if row["id"] == plain["alternatives"]["best"])
    own = next((row for row in counted if row["chosen"]), best)
    amount = Number(best["npv_10"]["mean"], Unit.EURO)
    name = render(best["label"], language)
    if own["id"] == best["id"]:
        return summary("alternatives_chosen", best=name, amount=amount)
    if best["id"] == "do_nothing":
        own_name, own_amount = render(own["label"], language), Number(own["npv_10"]["mean"], Unit.EURO)
        return summary("alternatives_nothing", chosen=own_name, own=own_amount)
    return summary(
        "alternatives_other",
        best=name,
        amount=amount,
        chosen=render(own["label"], language),
        own=Number(own["npv_10"]["mean"], Unit.EURO),
    )


def _alternative_layers(scale: Scale, language: Language, signs: tuple[str, str]) -> list[Spec]:
    y = {"field": "alternative", "type": "nominal", "sort": None, "axis": {"title": None, "labelLimit": 300}}
    sign = {"field": "sign", "type": "nominal", "title": None}
    return [
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
                "color": sign | {"scale": {"domain": list(signs), "range": [BLUE, GREY]}},
                "shape": sign | {"scale": {"domain": list(signs), "range": ["diamond", "circle"]}},
                "tooltip": {"field": "text", "type": "nominal"},
            },
        },
    ]
