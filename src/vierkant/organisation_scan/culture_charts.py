"""Charts of culture: profiles with intervals, pairs as a table of verdicts, and how we see the partner.

All functions take a `CultureResult` as JSON values. Shape and text carry what colour carries.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from vierkant.quantities import Chart, Message
from vierkant.terms import CHART_NUMBERS, Language, plain_number, render

COLOURS = ("#00538a", "#b35900", "#4f7f3b", "#7a4b94", "#a0355c", "#3a7d7c", "#8c6d00", "#555f6b")
"""For the organisations, in their order."""
SHAPES = (
    "circle",
    "square",
    "triangle-up",
    "cross",
    "triangle-down",
    "triangle-right",
    "triangle-left",
    "arrow",
)
VERDICT_COLOURS = {"alike": "#d6e4ee", "different": "#b35900", "uncertain": "#f1f3f5"}
"""Behind the word of a verdict; white letters fit on the second, dark ones on the others."""

_DARK, _WHITE, _LINE = "#1a2733", "#ffffff", "#c5ced6"
_STEP = 15
"""Height of one line within a subject."""


def words(value: Any, language: Language) -> str:
    """Words of ours or of a questionnaire, as they stand in the JSON of a result."""
    return str(value) if isinstance(value, str) else render(value, language)


def profiles(plain: Mapping[str, Any], language: Language) -> Chart:
    """How every organisation works now (filled) and what it says we need (open), on the dimensions of practice."""
    return _profiles(plain, language, values=False)


def competing_values(plain: Mapping[str, Any], language: Language) -> Chart:
    """The same for the competing values."""
    return _profiles(plain, language, values=True)


def _profiles(plain: Mapping[str, Any], language: Language, *, values: bool) -> Chart:
    shown = [row for row in plain["dimensions"] if row["is_value"] is values]
    names = dict(plain["organisations"])
    points = [point for row in shown for point in _points_of(row, names, language)]
    highest = max((row["points"] for row in shown), default=5)
    asked = any(position["needed"] for row in shown for _, position in row["positions"])
    kind = "values" if values else "profiles" if asked else "subjects"
    series = _series(names, language)
    header = ("dimension", "kind", "mean", "interval")
    said: dict[str, Any] = {"count": len(shown), "organisations": len(names)}
    return Chart(
        spec=_dot_spec(
            points,
            series,
            [words(row["name"], language) for row in shown],
            spans=_spans(shown, language),
            title=render(f"culture.chart.{kind}_title", language),
            axis=_axis_words(highest, values, language),
            highest=highest,
            language=language,
        ),
        header=tuple(Message(f"culture.chart.{name}") for name in header),
        rows=tuple(_dot_row(point, language) for point in points),
        summary=(Message("culture.chart.profiles_summary", said),),
        source=Message("culture.chart.source"),
    )


def views(plain: Mapping[str, Any], language: Language, *, organisation: str) -> Chart:
    """How one organisation sees its partner (filled) beside how the partner sees itself (open).

    Raises:
        KeyError: nothing was released about how this organisation sees its partner.
    """
    view = next((row for row in plain["views"] if row["organisation"] == organisation), None)
    if view is None:
        raise KeyError(organisation)
    partner = words(view["partner_name"], language)
    said = {"name": view["name"], "partner": partner}
    kinds = [render(Message(f"culture.chart.{name}", said), language) for name in ("seen_by", "itself")]
    points = [
        _point(words(row["name"], language), kind, row[part], render(row["text"], language))
        for row in view["dimensions"]
        for kind, part in zip(kinds, ("seen", "itself"), strict=True)
        if row[part] is not None
    ]
    highest = max((row["points"] for row in plain["dimensions"]), default=5)
    header = ("dimension", "kind", "mean", "interval", "verdict")
    return Chart(
        spec=_dot_spec(
            points,
            [(kinds[0], COLOURS[1], "square", True), (kinds[1], COLOURS[0], "circle", False)],
            [words(row["name"], language) for row in view["dimensions"]],
            spans=(),
            title=render("culture.chart.views_title", language),
            axis=_axis_words(highest, False, language),
            highest=highest,
            language=language,
        ),
        header=tuple(Message(f"culture.chart.{name}") for name in header),
        rows=tuple((*_dot_row(point, language), point["said"]) for point in points),
        summary=(Message("culture.chart.views_summary", said), _message(view["text"])),
        source=Message("culture.chart.source"),
    )


def pairs(plain: Mapping[str, Any], language: Language) -> Chart:
    """Subjects × pairs: alike, different or not sure enough, with the size of the difference."""
    columns = [(row["first"], row["second"]) for row in plain["pairs"]]
    titles = [
        Message("culture.chart.pair_of", {"first": row["first_name"], "second": row["second_name"]})
        for row in plain["pairs"]
    ]
    texts = [render(title, language) for title in titles]
    table, cells = [], []
    for dimension in plain["dimensions"]:
        by_pair = {(row["first"], row["second"]): row for row in dimension["pairs"]}
        name = words(dimension["name"], language)
        line = []
        for key, title in zip(columns, texts, strict=True):
            row = by_pair.get(key)
            text = _cell(row, language)
            verdict = "uncertain" if row is None else row["verdict"]
            cells.append({"dimension": name, "pair": title, "verdict": verdict, "text": text})
            line.append(text)
        table.append((name, *line))
    return Chart(
        spec=_pairs_spec(cells, texts, language),
        header=(Message("culture.chart.dimension"), *titles),
        rows=tuple(table),
        summary=(Message("culture.chart.pairs_summary"), *(_message(row["text"]) for row in plain["pairs"])),
        source=Message("culture.chart.source"),
    )


def charts_of(plain: Mapping[str, Any], language: Language) -> Mapping[str, Chart]:
    """All charts for which there is something to show, by the name in the address."""
    found: dict[str, Chart] = {}
    if any(not row["is_value"] for row in plain["dimensions"]):
        found["profielen"] = profiles(plain, language)
    if any(row["is_value"] for row in plain["dimensions"]):
        found["waarden"] = competing_values(plain, language)
    if plain["pairs"]:
        found["paren"] = pairs(plain, language)
    for view in plain["views"]:
        if any(row["seen"] for row in view["dimensions"]):
            organisation = view["organisation"]
            found[f"beeld-{organisation}"] = views(plain, language, organisation=organisation)
    return found


def _message(plain: Mapping[str, Any]) -> Message:
    return Message(plain["id"], dict(plain["arguments"]))


def _axis_words(highest: int, values: bool, language: Language) -> str:
    name = "axis_value" if values else "axis"
    return render(Message(f"culture.chart.{name}", {"points": highest}), language)


def _cell(row: Mapping[str, Any] | None, language: Language) -> str:
    if row is None or row["effect"] is None:
        return render("culture.chart.cell_empty", language)
    value = plain_number(row["effect"]["value"], 1, language)
    signed = f"+{value}" if row["effect"]["value"] > 0 and value.strip("0,.") else value
    said: dict[str, Any] = {"verdict": Message(f"culture.verdict.{row['verdict']}"), "value": signed}
    return render(Message("culture.chart.cell", said), language)


def _series(names: Mapping[str, str], language: Language) -> list[tuple[str, str, str, bool]]:
    """(word, colour, shape, filled) of what every organisation has and of what it needs."""
    found = []
    for place, name in enumerate(names.values()):
        colour, shape = COLOURS[place % len(COLOURS)], SHAPES[place % len(SHAPES)]
        needed = render(Message("culture.chart.needed_of", {"name": name}), language)
        found += [(name, colour, shape, True), (needed, colour, shape, False)]
    return found


def _points_of(row: Mapping[str, Any], names: Mapping[str, str], language: Language) -> list[dict[str, Any]]:
    found = []
    for organisation, position in row["positions"]:
        name = names[organisation]
        needed = render(Message("culture.chart.needed_of", {"name": name}), language)
        for kind, part in ((name, "own"), (needed, "needed")):
            if position[part] is not None:
                found.append(_point(words(row["name"], language), kind, position[part], ""))
    return found


def _spans(shown: Sequence[Mapping[str, Any]], language: Language) -> list[dict[str, Any]]:
    """From the lowest to the highest organisation, per subject."""
    found = []
    for row in shown:
        means = [position["own"]["value"] for _, position in row["positions"] if position["own"] is not None]
        if len(means) > 1:
            name = words(row["name"], language)
            found.append({"dimension": name, "least": min(means), "most": max(means)})
    return found


def _point(dimension: str, kind: str, number: Mapping[str, Any], said: str) -> dict[str, Any]:
    return {
        "dimension": dimension,
        "kind": kind,
        "mean": number["value"],
        "low": number["low"],
        "high": number["high"],
        "said": said,
    }


def _dot_row(point: Mapping[str, Any], language: Language) -> tuple[str, ...]:
    if point["low"] is None or point["high"] is None:
        between = "–"
    else:
        ends = {end: plain_number(point[end], 1, language) for end in ("low", "high")}
        between = render(Message("culture.chart.between", ends), language)
    return (point["dimension"], point["kind"], plain_number(point["mean"], 1, language), between)


def _by_series(
    points: Sequence[Mapping[str, Any]], series: Sequence[tuple[str, str, str, bool]]
) -> tuple[list[str], dict[str, Any], dict[str, Any]]:
    """The words of the series that have points; colour, and the marks with their shape and fill."""
    used = [row for row in series if any(point["kind"] == row[0] for point in points)]
    kinds = [row[0] for row in used]
    colour = {
        "field": "kind",
        "type": "nominal",
        "title": None,
        "sort": kinds,
        "scale": {"domain": kinds, "range": [row[1] for row in used]},
        "legend": {"orient": "top", "columns": 2, "labelLimit": 300, "symbolSize": 110},
    }
    shape = {**colour, "scale": {"domain": kinds, "range": [row[2] for row in used]}}
    fill = {
        **colour,
        "scale": {"domain": kinds, "range": [row[1] if row[3] else _WHITE for row in used]},
    }
    return kinds, colour, {"stroke": colour, "shape": shape, "fill": fill}


def _dot_spec(
    points: Sequence[Mapping[str, Any]],
    series: Sequence[tuple[str, str, str, bool]],
    dimensions: Sequence[str],
    *,
    spans: Sequence[Mapping[str, Any]],
    title: str,
    axis: str,
    highest: int,
    language: Language,
) -> dict[str, Any]:
    """A line per interval and a mark per mean; every series has its own line within a subject."""
    kinds, colour, looks = _by_series(points, series)
    y = {
        "field": "dimension",
        "type": "nominal",
        "title": None,
        "sort": list(dimensions),
        "axis": {"labelLimit": 220, "ticks": False, "grid": True, "gridColor": _LINE, "tickBand": "extent"},
    }
    offset = {"field": "kind", "type": "nominal", "sort": kinds}
    x = {
        "type": "quantitative",
        "title": axis,
        "scale": {"domain": [1, highest]},
        "axis": {"tickCount": highest, "format": "d", "grid": True, "gridColor": "#e6ebef"},
    }
    tooltip = [{"field": name} for name in ("dimension", "kind", "mean", "low", "high")]
    place = {"y": y, "yOffset": offset}
    known = [point for point in points if point["low"] is not None and point["high"] is not None]
    lines = {**place, "x": {**x, "field": "low"}, "x2": {"field": "high"}, "color": colour}
    marks = {
        **place,
        **looks,
        "x": {**x, "field": "mean"},
        "tooltip": tooltip,
    }
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "title": {"text": title, "anchor": "start"},
        "width": 480,
        "height": {"step": _STEP * max(len(kinds), 1) + 10, "for": "position"},
        "layer": [
            {
                "data": {"values": list(spans)},
                "mark": {"type": "rule", "strokeWidth": 10, "stroke": "#e3e9ee", "strokeCap": "round"},
                "encoding": {"y": y, "x": {**x, "field": "least"}, "x2": {"field": "most"}},
            },
            {"data": {"values": known}, "mark": {"type": "rule", "strokeWidth": 2}, "encoding": lines},
            {
                "data": {"values": list(points)},
                "mark": {"type": "point", "size": 80, "strokeWidth": 2, "opacity": 1},
                "encoding": marks,
            },
        ],
        "config": _config(language),
    }


def _pairs_spec(
    cells: Sequence[Mapping[str, Any]], titles: Sequence[str], language: Language
) -> dict[str, Any]:
    y = {"field": "dimension", "type": "nominal", "title": None, "sort": None, "axis": {"labelLimit": 220}}
    x = {
        "field": "pair",
        "type": "nominal",
        "title": None,
        "sort": list(titles),
        "axis": {"orient": "top", "labelAngle": 0, "labelLimit": 190},
    }
    verdicts = list(VERDICT_COLOURS)
    fill = {
        "field": "verdict",
        "type": "nominal",
        "legend": None,
        "scale": {"domain": verdicts, "range": list(VERDICT_COLOURS.values())},
    }
    letter = {"condition": {"test": "datum.verdict === 'different'", "value": _WHITE}, "value": _DARK}
    # In a line of a dash pattern as well: what is uncertain is recognised without colour.
    dash = {"condition": {"test": "datum.verdict === 'uncertain'", "value": [4, 3]}, "value": [1, 0]}
    border = {"type": "rect", "stroke": _LINE, "strokeWidth": 1}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "title": {"text": render("culture.chart.pairs_title", language), "anchor": "start"},
        "width": {"step": 200},
        "height": {"step": 30},
        "data": {"values": list(cells)},
        "layer": [
            {"mark": border, "encoding": {"x": x, "y": y, "color": fill, "strokeDash": dash}},
            {
                "mark": {"type": "text", "fontSize": 12},
                "encoding": {"x": x, "y": y, "text": {"field": "text"}, "color": letter},
            },
        ],
        "config": _config(language),
    }


def _config(language: Language) -> dict[str, Any]:
    return {
        "font": "Noto Sans",
        "locale": CHART_NUMBERS[language],
        "axis": {"labelFontSize": 12, "titleFontSize": 12},
        "legend": {"orient": "top", "labelFontSize": 12, "labelLimit": 320},
        "view": {"stroke": None},
    }
