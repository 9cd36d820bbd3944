"""Charts of the baseline: from the JSON form of a result to a Vega-Lite drawing and the same rows as a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vierkant.quantities import Chart, Message, Number, Unit
from vierkant.terms import CHART_NUMBERS, Language, number, render

__all__ = ["Chart", "beside", "country", "over_years"]

Plain = Mapping[str, Any]
Spec = dict[str, Any]

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
BLUE, ORANGE, GREY, DARK, PALE = "#00527a", "#a34a00", "#6b6b6b", "#1a1a1a", "#cfe0ea"
DRAWN = ("expenditure", "transfers", "salaries", "hired", "overhead", "field_expenditure")
"""Lines of the first chart: amounts per resident, which can be set beside each other as a share of the middle."""
FURTHEST = 2.5
"""A figure further from the middle than this (250%) is drawn at the edge; the table has the number."""
_SOURCE = Message("baseline.chart.source")


def _word(name: str, language: Language) -> str:
    return render(f"baseline.chart.{name}", language)


def _spec(title: str, said: tuple[Message, ...], language: Language, layers: list[Spec], **more: Any) -> Spec:
    return {
        "$schema": SCHEMA,
        "title": {"text": title, "anchor": "start"},
        "description": " ".join(render(message, language) for message in said),
        "layer": layers,
        "config": {
            "font": "Noto Sans",
            "background": "#ffffff",
            "locale": CHART_NUMBERS[language],
            "axis": {"labelFontSize": 13, "titleFontSize": 13, "gridColor": "#e0e0e0", "labelLimit": 400},
            "legend": {"labelFontSize": 13, "orient": "bottom", "labelLimit": 320, "symbolSize": 160},
            "title": {"fontSize": 16},
            "text": {"fontSize": 12},
        },
        **more,
    }


def beside(plain: Plain, language: Language = "nl") -> Chart:
    """The amounts of a municipality beside the middle half of its size class; ``plain`` is a `MunicipalBaseline`.

    Raises:
        ValueError: the municipality has no amount that can be compared.
    """
    rows = [
        item
        for item in plain["figures"]
        if item["line"] in DRAWN and item["peers"] and item["peers"]["median"] > 0
    ]
    if not rows:
        raise ValueError("nothing to compare")
    said = (_said_beside(plain, rows),)
    data = [_bar(item, language) for item in rows]
    title = render(Message("baseline.chart.title.beside", {"name": plain["name"]}), language)
    drawing = _spec(
        title, said, language, _beside_layers(language), data={"values": data}, width=520, height={"step": 26}
    )
    header = ("what", "value", "compared", "first_quartile", "median", "third_quartile", "place")
    return Chart(
        drawing,
        tuple(Message(f"baseline.chart.{name}") for name in header),
        tuple(_beside_row(item, language) for item in rows),
        said,
        _SOURCE,
    )


def _said_beside(plain: Plain, rows: list[Plain]) -> Message:
    above = sum(item["peers"]["value"] > item["peers"]["median"] for item in rows)
    far = max(rows, key=lambda item: abs(item["peers"]["value"] / item["peers"]["median"] - 1))
    unit = Unit(far["peers"]["unit"])
    return Message(
        "baseline.chart.summary.beside",
        {
            "name": plain["name"],
            "above": above,
            "count": len(rows),
            "class": Message(f"baseline.size_class.{plain['size_class']}"),
            "what": far["computed"]["label"],
            "value": Number(far["peers"]["value"], unit),
            "median": Number(far["peers"]["median"], unit),
        },
    )


def _bar(item: Plain, language: Language) -> Spec:
    peers = item["peers"]
    middle = peers["median"]
    label = render(item["computed"]["label"], language)
    value = number(peers["value"], Unit(peers["unit"]), 0, language)
    return {
        "what": label,
        "low": min(FURTHEST, peers["first_quartile"] / middle),
        "high": min(FURTHEST, peers["third_quartile"] / middle),
        "own": max(0.0, min(FURTHEST, peers["value"] / middle)),
        "text": f"{label}: {value}",
        "kind": _word("own", language),
        "box": _word("half", language),
    }


def _beside_layers(language: Language) -> list[Spec]:
    y = {"field": "what", "type": "nominal", "sort": None, "axis": {"title": None}}
    scale = {"domain": [0, FURTHEST], "nice": False}
    axis = {"title": _word("index", language), "format": ".0%", "tickCount": 6}
    names = [_word("half", language), _word("own", language)]
    colour = {"domain": names, "range": [PALE, BLUE]}
    return [
        {
            "mark": {"type": "bar", "height": 14},
            "encoding": {
                "y": y,
                "x": {"field": "low", "type": "quantitative", "scale": scale, "axis": axis},
                "x2": {"field": "high"},
                "color": {"field": "box", "type": "nominal", "title": None, "scale": colour},
            },
        },
        {
            "data": {"values": [{"middle": 1}]},
            "mark": {"type": "rule", "color": DARK, "strokeWidth": 1.5},
            "encoding": {"x": {"field": "middle", "type": "quantitative"}},
        },
        {
            "mark": {"type": "point", "filled": True, "size": 110, "opacity": 1, "stroke": "#ffffff"},
            "encoding": {
                "y": y,
                "x": {"field": "own", "type": "quantitative"},
                "color": {"field": "kind", "type": "nominal", "title": None, "scale": colour},
                "tooltip": {"field": "text"},
            },
        },
    ]


def _beside_row(item: Plain, language: Language) -> tuple[str, ...]:
    peers, computed = item["peers"], item["computed"]
    unit = Unit(peers["unit"])
    place = Message("baseline.chart.place_of", {"place": peers["higher"] + 1, "count": peers["count"]})
    return (
        render(computed["label"], language),
        number(computed["value"], Unit(computed["unit"]), computed["decimals"], language),
        *(
            number(peers[name], unit, 0, language)
            for name in ("value", "first_quartile", "median", "third_quartile")
        ),
        render(place, language),
    )


_LINES = ("budget", "accounts", "median")


def over_years(plain: Plain, language: Language = "nl") -> Chart:
    """The expenditure per resident over the years beside the middle of the size class; of a `MunicipalBaseline`.

    Raises:
        ValueError: no statement was delivered at all.
    """
    years = [row for row in plain["years"] if row["budget"] is not None or row["accounts"] is not None]
    if not years:
        raise ValueError("nothing to compare")
    first, last = years[0], years[-1]
    said = (
        Message(
            "baseline.chart.summary.over_years",
            {
                "name": plain["name"],
                "first": str(first["year"]),
                "before": Number(_either(first), Unit.EURO_PER_RESIDENT),
                "last": str(last["year"]),
                "after": Number(_either(last), Unit.EURO_PER_RESIDENT),
                "median": Number(last["median"], Unit.EURO_PER_RESIDENT),
            },
        ),
    )
    data = [
        {"year": str(row["year"]), "value": row[name], "line": _word(f"years_{name}", language)}
        for row in plain["years"]
        for name in _LINES
        if row[name] is not None
    ]
    title = render(Message("baseline.chart.title.over_years", {"name": plain["name"]}), language)
    drawing = _spec(
        title, said, language, [_years_layer(language)], data={"values": data}, width=620, height=260
    )
    header = ("year", *(f"years_{name}" for name in _LINES))
    rows = tuple(
        (str(row["year"]), *(number(row[name], Unit.EURO, 0, language) for name in _LINES))
        for row in plain["years"]
    )
    return Chart(drawing, tuple(Message(f"baseline.chart.{name}") for name in header), rows, said, _SOURCE)


def _either(row: Plain) -> float:
    found = row["budget"] if row["budget"] is not None else row["accounts"]
    return float(found)


def _years_layer(language: Language) -> Spec:
    names = [_word(f"years_{name}", language) for name in _LINES]

    def scaled(choice: list[Any]) -> Spec:
        return {
            "field": "line",
            "type": "nominal",
            "title": None,
            "scale": {"domain": names, "range": choice},
        }

    return {
        "mark": {"type": "line", "point": {"filled": True, "size": 60}},
        "encoding": {
            "x": {"field": "year", "type": "ordinal", "axis": {"title": None, "labelAngle": 0}},
            "y": {
                "field": "value",
                "type": "quantitative",
                "axis": {"title": _word("years_axis", language), "tickCount": 5},
            },
            "color": scaled([BLUE, ORANGE, GREY]),
            "strokeDash": scaled([[1, 0], [6, 3], [2, 2]]),
            "shape": scaled(["circle", "square", "triangle-up"]),
        },
    }


def country(plain: Plain, language: Language = "nl") -> Chart:
    """All municipalities for one figure, with the partners; ``plain`` is a `NationalComparison`."""
    unit, decimals = Unit(plain["unit"]), plain["decimals"]

    def written(value: float) -> str:
        return number(value, unit, decimals, language)

    said = (_said_country(plain, unit),)
    others = [{"value": value, "row": _word("others", language)} for value in plain["values"]]
    partners = [
        {"value": item["value"], "row": item["name"], "text": f"{item['name']}: {written(item['value'])}"}
        for item in plain["places"]
    ]
    boxes = [_country_box(plain, language), *(_class_box(item) for item in plain["places"])]
    label = render(plain["label"], language)
    title = render(Message("baseline.chart.title.country", {"what": label}), language)
    drawing = _spec(
        title,
        said,
        language,
        _country_layers(plain, language, others, partners, boxes),
        width=520,
        height={"step": 44},
    )
    header = ("municipality", "value", "country_place", "first_quartile", "class_median", "third_quartile")
    rows = [
        (
            item["name"],
            written(item["value"]),
            render(
                Message("baseline.chart.place_of", {"place": item["place"], "count": plain["count"]}),
                language,
            ),
            written(item["class_first"]),
            written(item["class_median"]),
            written(item["class_third"]),
        )
        for item in plain["places"]
    ]
    return Chart(
        drawing, tuple(Message(f"baseline.chart.{name}") for name in header), tuple(rows), said, _SOURCE
    )


def _said_country(plain: Plain, unit: Unit) -> Message:
    decimals = plain["decimals"]
    places: str | Message = ""
    for item in reversed(plain["places"]):
        one = Message(
            "baseline.chart.summary.place",
            {"name": item["name"], "value": Number(item["value"], unit, decimals), "place": item["place"]},
        )
        places = one if places == "" else Message("baseline.chart.join", {"first": one, "rest": places})
    return Message(
        "baseline.chart.summary.country",
        {
            "what": plain["label"],
            "count": plain["count"],
            "first": Number(plain["first_quartile"], unit, decimals),
            "median": Number(plain["median"], unit, decimals),
            "third": Number(plain["third_quartile"], unit, decimals),
            "places": places,
        },
    )


def _country_box(plain: Plain, language: Language) -> Spec:
    return {
        "row": _word("others", language),
        "low": plain["first_quartile"],
        "middle": plain["median"],
        "high": plain["third_quartile"],
    }


def _class_box(item: Plain) -> Spec:
    return {
        "row": item["name"],
        "low": item["class_first"],
        "middle": item["class_median"],
        "high": item["class_third"],
    }


def _country_layers(
    plain: Plain, language: Language, others: list[Spec], partners: list[Spec], boxes: list[Spec]
) -> list[Spec]:
    order = [box["row"] for box in boxes]
    y = {"field": "row", "type": "nominal", "sort": order, "axis": {"title": None}}
    axis: Spec = {"title": _axis_title(plain, language), "tickCount": 6}
    if plain["unit"] == Unit.SHARE.value:
        axis["format"] = ".0%"
    spread = (min(plain["values"]), max(plain["values"]))
    x = {"type": "quantitative", "scale": {"domain": list(spread), "nice": True, "zero": False}, "axis": axis}
    return [
        {
            "data": {"values": boxes},
            "mark": {"type": "bar", "height": 22, "color": PALE},
            "encoding": {"y": y, "x": {"field": "low", **x}, "x2": {"field": "high"}},
        },
        {
            "data": {"values": boxes},
            "mark": {"type": "tick", "color": DARK, "thickness": 2, "size": 26},
            "encoding": {"y": y, "x": {"field": "middle", **x}},
        },
        {
            "data": {"values": others},
            "mark": {"type": "tick", "color": GREY, "opacity": 0.35, "thickness": 1, "size": 16},
            "encoding": {"y": y, "x": {"field": "value", **x}},
        },
        {
            "data": {"values": partners},
            "mark": {
                "type": "point",
                "filled": True,
                "size": 130,
                "opacity": 1,
                "color": ORANGE,
                "stroke": "#ffffff",
            },
            "encoding": {"y": y, "x": {"field": "value", **x}, "tooltip": {"field": "text"}},
        },
    ]


def _axis_title(plain: Plain, language: Language) -> str:
    label = plain["label"]
    if plain["unit"] != Unit.EURO_PER_RESIDENT.value:
        return render(label, language)
    return render(Message("baseline.chart.axis", {"what": label, "basis": plain["basis"]}), language)
