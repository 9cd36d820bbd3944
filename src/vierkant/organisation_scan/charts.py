"""Charts of the comparison: structure as a line between the partners, maturity as a table of colours.

All functions take results as JSON values and a language, and give a drawing with the same numbers as a table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from vierkant.quantities import Chart, Message, Unit
from vierkant.terms import CHART_NUMBERS, Language, enumeration, number, render

Plain = Mapping[str, Any]
Spec = dict[str, Any]

COLOURS = ("#00538a", "#b35900", "#2e7d32", "#8a4fbf", "#5f6b76", "#a3195b")
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")
MOST_SHAPES = 6
"""Up to so many partners each has a shape and a colour; more are drawn alike, with names at the ends of the line."""
DARK, GREY, PALE = "#1a1a1a", "#6b6b6b", "#cfe0ea"
MATURITY_COLOURS = ("#f4f7fa", "#cfe0ea", "#8fbcd8", "#2f7fb3", "#003f6b")
"""For 1 to 5; dark digits fit on the first three, white ones on the last two."""
MOST_DRAWN = 40
"""Rows of a drawing; the table below has them all."""
_NONE = "–"


def spec_of(title: str, said: Iterable[Message], language: Language, **fields: Any) -> Spec:
    """A Vega-Lite drawing with our letters; ``said`` is its description."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "title": {"text": title, "anchor": "start"},
        "description": " ".join(render(message, language) for message in said),
        "config": {
            "font": "Noto Sans",
            "background": "#ffffff",
            "locale": CHART_NUMBERS[language],
            "axis": {"labelFontSize": 13, "titleFontSize": 13, "gridColor": "#e0e0e0", "labelLimit": 300},
            "legend": {
                "labelFontSize": 13,
                "orient": "bottom",
                "labelLimit": 260,
                "symbolSize": 140,
                "columns": 3,
            },
            "title": {"fontSize": 16},
            "text": {"fontSize": 12},
            "view": {"stroke": None},
        },
        **fields,
    }


def word(name: str, language: Language) -> str:
    """A word of the charts."""
    return render(f"organisation_scan.chart.{name}", language)


def structure(plain: Plain, language: Language = "nl") -> Chart:
    """The numbers of the structure, per subject a line from the lowest partner to the highest.

    Args:
        plain: a `StructureResult`.

    Raises:
        ValueError: no subject has a number of two partners.
    """
    rows = [row for row in plain["structure"] if row["unit"] and len(_known(row)) > 1]
    if not rows:
        raise ValueError("nothing to compare")
    names = [item["name"] for item in rows[0]["values"]]
    said = (_said_structure(rows),)
    return Chart(
        spec=_structure_spec(rows, names, said, language),
        header=(
            Message("organisation_scan.chart.subject"),
            *(Message("organisation_scan.named", {"name": name}) for name in names),
            Message("organisation_scan.chart.comparison"),
        ),
        rows=tuple(_structure_row(row, language) for row in rows),
        summary=said,
        source=Message("organisation_scan.chart.source"),
    )


def _known(row: Plain) -> list[Plain]:
    return [item for item in row["values"] if item["value"] is not None]


def _written(row: Plain, value: float, language: Language) -> str:
    """Without the unit when the label says what it is."""
    unit = Unit(row["unit"])
    shown = unit if unit in (Unit.SHARE, Unit.HOURS_PER_WEEK) else Unit.NUMBER
    return number(value, shown, row["decimals"], language)


def _said_structure(rows: Sequence[Plain]) -> Message:
    different = sum(row["comparison"] == "different" for row in rows)
    counts = {"count": len(rows), "different": different}
    apart = [row for row in rows if row["comparison"] == "different" and row["size"]]
    if not apart:
        return Message("organisation_scan.chart.summary_structure_alike", counts)
    widest = max(apart, key=_spread)
    return Message(
        "organisation_scan.chart.summary_structure",
        {**counts, "subject": widest["label"], "size": widest["size"]},
    )


def _spread(row: Plain) -> float:
    values = [item["value"] for item in _known(row)]
    return (max(values) - min(values)) / max(values) if max(values) else 0.0


def _structure_row(row: Plain, language: Language) -> tuple[str, ...]:
    return (
        render(row["label"], language),
        *(
            _NONE if item["value"] is None else _written(row, item["value"], language)
            for item in row["values"]
        ),
        render(f"organisation_scan.comparison.{row['comparison']}", language),
    )


def _structure_spec(
    rows: Sequence[Plain], names: Sequence[str], said: Sequence[Message], language: Language
) -> Spec:
    points, ends = [], []
    for row in rows:
        known = sorted(_known(row), key=lambda item: item["value"])
        top = max(abs(item["value"]) for item in known) or 1.0
        subject = render(row["label"], language)
        points += [
            {"subject": subject, "x": item["value"] / top, "partner": item["name"], "lane": _lane(known, place),
             "text": f"{item['name']}: {_written(row, item['value'], language)}"}
            for place, item in enumerate(known)
        ]  # fmt: skip
        ends.append(
            {
                "subject": subject,
                "low": known[0]["value"] / top,
                "high": known[-1]["value"] / top,
                "low_text": _end(row, known, known[0]["value"], language),
                "high_text": ""
                if known[0]["value"] == known[-1]["value"]
                else _end(row, known, known[-1]["value"], language),
            }
        )
    return spec_of(
        word("title_structure", language),
        said,
        language,
        width=430,
        height={"step": 42},
        layer=_structure_layers(points, ends, names, language),
    )


def _lane(known: Sequence[Plain], place: int) -> float:
    """How far above or below the line a mark stands, so that equal values of few partners do not hide each other."""
    equal = [number for number, item in enumerate(known) if item["value"] == known[place]["value"]]
    if len(known) > MOST_SHAPES:
        return 0.0
    return equal.index(place) - (len(equal) - 1) / 2


def _end(row: Plain, known: Sequence[Plain], value: float, language: Language) -> str:
    """The value at an end of the line; with few partners the shapes say whose it is, with many the name stands here."""
    text = _written(row, value, language)
    if len(known) <= MOST_SHAPES:
        return text
    own = [item["name"] for item in known if item["value"] == value]
    return f"{text} ({own[0]})" if len(own) == 1 else f"{text} ({len(own)}×)"


def _structure_layers(
    points: list[Spec], ends: list[Spec], names: Sequence[str], language: Language
) -> list[Spec]:
    axis = {"title": None, "domain": False, "ticks": False, "labelLimit": 320}
    y = {"field": "subject", "type": "nominal", "sort": [end["subject"] for end in ends], "axis": axis}
    scale = {"domain": [-0.35, 1.5], "nice": False, "zero": False}
    x: Spec = {"type": "quantitative", "scale": scale, "axis": None}
    few = len(names) <= MOST_SHAPES
    partner: Spec = {"field": "partner", "type": "nominal", "title": None}
    shaped = {**partner, "scale": {"domain": list(names), "range": list(SHAPES[: len(names)])}}
    coloured = {**partner, "scale": {"domain": list(names), "range": list(COLOURS[: len(names)])}}
    marks: Spec = {"shape": shaped, "color": coloured} if few else {"color": {"value": COLOURS[0]}}
    letters = {"type": "text", "color": DARK, "fontSize": 12, "limit": 150}
    return [
        {
            "data": {"values": ends},
            "mark": {"type": "rule", "color": GREY, "strokeWidth": 3, "opacity": 0.5},
            "encoding": {"y": y, "x": {"field": "low", **x}, "x2": {"field": "high"}},
        },
        {
            "data": {"values": points},
            "mark": {"type": "point", "filled": True, "size": 130, "opacity": 0.9, "stroke": "#ffffff"},
            "encoding": {
                "y": y,
                "yOffset": {"field": "lane", "type": "quantitative", "scale": {"domain": [-2.5, 2.5]}},
                "x": {"field": "x", **x},
                "tooltip": {"field": "text"},
                **marks,
            },
        },
        {
            "data": {"values": ends},
            "mark": {**letters, "align": "right", "dx": -10},
            "encoding": {"y": y, "x": {"field": "low", **x}, "text": {"field": "low_text"}},
        },
        {
            "data": {"values": ends},
            "mark": {**letters, "align": "left", "dx": 10},
            "encoding": {"y": y, "x": {"field": "high", **x}, "text": {"field": "high_text"}},
        },
    ]


def maturity(plain: Plain, language: Language = "nl") -> Chart:
    """Business functions by partners, the maturity as a digit on a colour.

    Args:
        plain: a `ProcessesResult`.

    Raises:
        ValueError: nobody filled in a maturity.
    """
    rows = [row for row in plain["processes"] if row["lowest"] is not None]
    if not rows:
        raise ValueError("nothing to compare")
    names = [cell["name"] for cell in rows[0]["cells"]]
    said = _said_maturity(rows)
    drawn = rows[:MOST_DRAWN]
    cells = [
        {"process": row["name"], "partner": cell["name"], "maturity": cell["maturity"]}
        for row in drawn
        for cell in row["cells"]
        if cell["maturity"] is not None
    ]
    return Chart(
        spec=spec_of(
            word("title_maturity", language),
            said,
            language,
            data={"values": cells},
            width={"step": 140 if len(names) <= MOST_SHAPES else 44},
            height={"step": 34},
            layer=_maturity_layers([row["name"] for row in drawn], names),
        ),
        header=(
            Message("organisation_scan.chart.process"),
            *(Message("organisation_scan.named", {"name": name}) for name in names),
            Message("organisation_scan.chart.comparison"),
        ),
        rows=tuple(_maturity_row(row, language) for row in rows),
        summary=said,
        source=Message("organisation_scan.chart.source"),
    )


def _maturity_row(row: Plain, language: Language) -> tuple[str, ...]:
    return (
        row["name"],
        *(_NONE if cell["maturity"] is None else str(cell["maturity"]) for cell in row["cells"]),
        render(f"organisation_scan.comparison.{row['comparison']}", language),
    )


def _said_maturity(rows: Sequence[Plain]) -> tuple[Message, ...]:
    different = [row for row in rows if row["comparison"] == "different"]
    counts = {"count": len(rows), "different": len(different)}
    said = [Message("organisation_scan.chart.summary_maturity", counts)]
    if different:
        widest = max(different, key=lambda row: row["highest"] - row["lowest"])
        said.append(
            Message(
                "organisation_scan.chart.summary_widest", {"subject": widest["name"], "size": widest["size"]}
            )
        )
    return tuple(said)


def _maturity_layers(processes: Sequence[str], names: Sequence[str]) -> list[Spec]:
    many = len(names) > MOST_SHAPES
    y = {
        "field": "process",
        "type": "nominal",
        "sort": list(processes),
        "axis": {"title": None, "labelLimit": 280},
    }
    x = {
        "field": "partner",
        "type": "nominal",
        "sort": list(names),
        "axis": {
            "title": None,
            "orient": "top",
            "labelAngle": -60 if many else 0,
            "labelLimit": 130 if many else 138,
        },
    }
    scale = {"domain": [1, 2, 3, 4, 5], "range": list(MATURITY_COLOURS)}
    white = {"condition": {"test": "datum.maturity > 3", "value": "#ffffff"}, "value": DARK}
    return [
        {
            "mark": {"type": "rect", "stroke": "#ffffff", "strokeWidth": 2},
            "encoding": {
                "y": y,
                "x": x,
                "color": {"field": "maturity", "type": "ordinal", "scale": scale, "legend": None},
            },
        },
        {
            "mark": {"type": "text", "fontSize": 14},
            "encoding": {"y": y, "x": x, "text": {"field": "maturity"}, "color": white},
        },
    ]


def partner_words(names: Sequence[str], language: Language) -> str:
    """Names in a sentence, a dash for none."""
    return enumeration(list(names), language) if names else _NONE


CHARTS: Mapping[str, Callable[..., Chart]] = {"structure": structure, "maturity": maturity}
"""Name → function of the stored result and the language; the timeline has `charts_contracts`."""
