"""Keys as pictures: every key against doing it alone, one key per partner, and the room that each key leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from vierkant.cost_sharing.key_words import enumerated
from vierkant.quantities import Chart, Message, Number, Unit
from vierkant.terms import CHART_NUMBERS, Language, plain_number, render

Plain = Mapping[str, Any]
"""A `SharingResult` as JSON values."""
Spec = dict[str, Any]

COLOURS = ("#00538a", "#b35900", "#2e7d32", "#8a4fbf", "#5f6b76", "#a3195b")
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")
"""Partners differ in shape as well as in colour; after six they begin again."""
BLUE, ORANGE, GREY, DARK = "#00538a", "#b35900", "#767676", "#1a1a1a"
THOUSAND = 1000.0


def keys(plain: Plain, language: Language) -> Chart:
    """What each partner pays with each key, as a share of what it would pay alone.

    Args:
        plain: a `SharingResult` as JSON values.
        language: of the texts in the specification and the rows.
    """
    names = [partner["name"] for partner in plain["partners"]]
    computed = [key for key in plain["keys"] if key["amounts"]]
    marks = [
        {
            "key": render(key["label"], language),
            "partner": name,
            "share": row["amount"]["value"] / row["alone"],
            "text": f"{name}, {render(key['label'], language)}: {_euro(row['amount']['value'], language)}",
        }
        for key in computed
        for name, row in zip(names, key["amounts"], strict=True)
        if row["alone"] > 0
    ]
    order = [render(key["label"], language) for key in computed]
    rows = tuple(
        (
            render(key["label"], language),
            *(_euro(row["amount"]["value"], language) for row in key["amounts"]),
            _verdict(key, language),
        )
        for key in computed
    )
    alone = tuple(_euro(partner["alone"]["value"], language) for partner in plain["partners"])
    counts = {
        "keys": Number(len(computed), Unit.NUMBER),
        "partners": Number(len(names), Unit.NUMBER),
    }
    return Chart(
        spec=_keys_spec(marks, order, names, language),
        header=(
            _head("key"),
            *(Message("cost_sharing.list.one", {"name": name}) for name in names),
            _head("holding"),
        ),
        rows=((render("cost_sharing.chart.alone_row", language), *alone, "–"), *rows),
        summary=(Message("cost_sharing.chart.keys_summary", counts),),
        source=_source(plain),
    )


def chosen(plain: Plain, language: Language) -> Chart:
    """What each partner pays with the key that is chosen or agreed, beside doing it alone and beside today."""
    key = next((item for item in plain["keys"] if item["id"] == plain["shown"]), None)
    found = [] if key is None else list(key["amounts"])
    names = {partner["id"]: partner["name"] for partner in plain["partners"]}
    rows = tuple(
        (
            names[row["partner"]],
            _euro(row["amount"]["value"], language),
            _euro(row["alone"], language),
            _euro(row["gain"], language),
            _euro(row["today"], language),
        )
        for row in found
    )
    summary = Message("cost_sharing.chart.chosen_summary_none")
    if key is not None and found:
        better = sum(row["gain"] > 0 for row in found)
        words = {"better": Number(better, Unit.NUMBER), "partners": Number(len(found), Unit.NUMBER)}
        summary = Message("cost_sharing.chart.chosen_summary", {**words, "key": _message(key["label"])})
    return Chart(
        spec=_chosen_spec(found, names, language),
        header=tuple(_head(name) for name in ("partner", "amount", "alone", "difference", "today")),
        rows=rows,
        summary=(summary,),
        source=_source(plain),
    )


def margins(plain: Plain, language: Language) -> Chart:
    """How much room each key leaves before some group is better off without the rest."""
    names = {partner["id"]: partner["name"] for partner in plain["partners"]}
    found = sorted(
        (key for key in plain["keys"] if key["margin"] is not None), key=lambda key: -key["margin"]["value"]
    )
    values = [
        {
            "key": render(key["label"], language),
            "margin": key["margin"]["value"] / THOUSAND,
            "verdict": _verdict(key, language),
            "text": f"{render(key['label'], language)}: {_euro(key['margin']['value'], language)}",
        }
        for key in found
    ]
    rows = tuple(
        (
            render(key["label"], language),
            _euro(key["margin"]["value"], language),
            render(enumerated([names[name] for name in key["margin_partners"]]), language),
            _verdict(key, language),
        )
        for key in found
    )
    holding = sum(key["stable"] is True for key in found)
    counts = {"holding": Number(holding, Unit.NUMBER), "keys": Number(len(found), Unit.NUMBER)}
    return Chart(
        spec=_margins_spec(values, language),
        header=tuple(_head(name) for name in ("key", "margin", "group", "holding")),
        rows=rows,
        summary=(Message("cost_sharing.chart.margins_summary", counts),),
        source=_source(plain),
    )


CHARTS: Mapping[str, Callable[..., Chart]] = {"keys": keys, "chosen": chosen, "margins": margins}
"""Name → function of the plain result and the language."""


def _message(plain: Mapping[str, Any]) -> Message:
    """A message without arguments, read back."""
    return Message(plain["id"])


def _head(name: str) -> Message:
    return Message(f"cost_sharing.chart.{name}")


def _word(name: str, language: Language) -> str:
    return render(f"cost_sharing.chart.{name}", language)


def _euro(value: float, language: Language) -> str:
    """Whole euros: between keys a difference of thousands counts, also where the amounts are millions."""
    return f"€ {plain_number(value, 0, language)}"


def _verdict(key: Mapping[str, Any], language: Language) -> str:
    return _word({True: "holds", False: "holds_not", None: "searched"}[key["stable"]], language)


def _source(plain: Plain) -> Message:
    return Message(f"cost_sharing.chart.source_{plain['costs_source']}")


def _base(title: str, values: Sequence[Mapping[str, Any]], language: Language) -> Spec:
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "title": {"text": _word(title, language), "anchor": "start"},
        "width": 420,
        "data": {"values": list(values)},
        "config": {
            "font": "Noto Sans",
            "locale": CHART_NUMBERS[language],
            "axis": {"labelFontSize": 12, "titleFontSize": 12},
            "legend": {"orient": "top", "labelFontSize": 12, "labelLimit": 300, "columns": 3, "title": None},
            "view": {"stroke": None},
        },
    }


def _rows_axis(field: str, order: Sequence[str]) -> Spec:
    axis = {"labelLimit": 360, "ticks": False, "grid": True, "title": None}
    return {"field": field, "type": "nominal", "sort": list(order), "axis": axis}


def _keys_spec(
    marks: Sequence[Mapping[str, Any]], order: Sequence[str], names: Sequence[str], language: Language
) -> Spec:
    """Dots beside the line of alone."""
    places = range(len(names))
    colours = {"domain": list(names), "range": [COLOURS[place % len(COLOURS)] for place in places]}
    shapes = {"domain": list(names), "range": [SHAPES[place % len(SHAPES)] for place in places]}
    dots: Spec = {
        "mark": {"type": "point", "filled": True, "size": 110, "opacity": 0.9},
        "encoding": {
            "y": _rows_axis("key", order),
            "x": {
                "field": "share",
                "type": "quantitative",
                "title": _word("axis_alone", language),
                "scale": {"zero": False, "padding": 12},
                "axis": {"format": ".0%"},
            },
            "color": {"field": "partner", "type": "nominal", "scale": colours},
            "shape": {"field": "partner", "type": "nominal", "scale": shapes},
            "tooltip": {"field": "text", "type": "nominal"},
        },
    }
    line: Spec = {
        "data": {"values": [{"alone": 1}]},
        "mark": {"type": "rule", "color": DARK, "strokeDash": [4, 3]},
        "encoding": {"x": {"field": "alone", "type": "quantitative"}},
    }
    return {**_base("keys_title", marks, language), "height": {"step": 26}, "layer": [line, dots]}


def _chosen_values(
    found: Sequence[Mapping[str, Any]], names: Mapping[str, str], language: Language
) -> Iterator[Spec]:
    for row in found:
        for mark, euros in (("mark_key", row["amount"]["value"]), ("mark_alone", row["alone"])):
            yield {
                "partner": names[row["partner"]],
                "mark": _word(mark, language),
                "euros": euros / THOUSAND,
                "from": row["alone"] / THOUSAND,
                "to": row["amount"]["value"] / THOUSAND,
                "text": f"{names[row['partner']]}, {_word(mark, language)}: {_euro(euros, language)}",
            }


def _chosen_spec(found: Sequence[Mapping[str, Any]], names: Mapping[str, str], language: Language) -> Spec:
    """A dumbbell per partner: alone at one end, the key at the other."""
    values = list(_chosen_values(found, names, language))
    y = _rows_axis("partner", [names[row["partner"]] for row in found])
    title = _word("axis_thousands", language)
    x = {"type": "quantitative", "title": title, "scale": {"zero": False, "padding": 12}}
    ends = [_word("mark_key", language), _word("mark_alone", language)]
    bar: Spec = {
        "mark": {"type": "rule", "color": GREY, "strokeWidth": 3},
        "encoding": {"y": y, "x": {"field": "from", **x}, "x2": {"field": "to"}},
    }
    dots: Spec = {
        "mark": {"type": "point", "filled": True, "size": 170, "opacity": 1},
        "encoding": {
            "y": y,
            "x": {"field": "euros", **x},
            "color": {"field": "mark", "type": "nominal", "scale": {"domain": ends, "range": [BLUE, ORANGE]}},
            "shape": {
                "field": "mark",
                "type": "nominal",
                "scale": {"domain": ends, "range": ["circle", "diamond"]},
            },
            "tooltip": {"field": "text", "type": "nominal"},
        },
    }
    return {**_base("chosen_title", values, language), "height": {"step": 40}, "layer": [bar, dots]}


def _margins_spec(values: Sequence[Mapping[str, Any]], language: Language) -> Spec:
    """A bar per key, to the left of zero when somebody is better off without the rest."""
    colours = {"holds": BLUE, "holds_not": ORANGE, "searched": GREY}
    found = {value["verdict"] for value in values}
    verdicts = {word: colour for name, colour in colours.items() if (word := _word(name, language)) in found}
    y = _rows_axis("key", [str(value["key"]) for value in values])
    bar: Spec = {
        "mark": {"type": "bar", "height": 14},
        "encoding": {
            "y": y,
            "x": {
                "field": "margin",
                "type": "quantitative",
                "title": _word("axis_thousands", language),
                "scale": {"padding": 12},
                "axis": {"tickCount": 6},
            },
            "color": {
                "field": "verdict",
                "type": "nominal",
                "scale": {"domain": list(verdicts), "range": list(verdicts.values())},
            },
            "tooltip": {"field": "text", "type": "nominal"},
        },
    }
    zero: Spec = {
        "data": {"values": [{"zero": 0}]},
        "mark": {"type": "rule", "color": DARK},
        "encoding": {"x": {"field": "zero", "type": "quantitative"}},
    }
    return {**_base("margins_title", values, language), "height": {"step": 26}, "layer": [bar, zero]}
