"""Pooled risk as charts: what is needed by certainty, and what each partner needs and has."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from vierkant.four_ks.drawing import (
    DIP_COLOUR,
    LINE_COLOUR,
    NOW_COLOUR,
    SHAPES,
    TOGETHER_COLOUR,
    Spec,
    named,
    spec,
)
from vierkant.quantities import Chart, Message, Number, Unit
from vierkant.terms import Language, number, render

Plain = Mapping[str, Any]
_LINES = ("alone", "together", "one_purse")
_COLOURS = (NOW_COLOUR, TOGETHER_COLOUR, DIP_COLOUR)


def required(plain: Plain, language: Language = "nl") -> Chart:
    """What partners must be able to bear, by certainty: apart now, after the start, and from one purse.

    Args:
        plain: a `RiskResult` as JSON values.
        language: of the texts in the specification and the rows.
    """
    points = plain["curve"]
    return Chart(
        spec=_required_spec(plain, language),
        header=tuple(Message(f"risks.chart.{name}") for name in ("certainty", *_LINES)),
        rows=tuple(
            (_share(point["certainty"], language), *(_euro(point[name], language) for name in _LINES))
            for point in points
        ),
        summary=_summary(plain),
        source=Message("risks.chart.source"),
    )


def partners(plain: Plain, language: Language = "nl") -> Chart:
    """What each partner needs now and after the start, and what it has."""
    rows = plain["partners"]
    header = ("partner", "before", "after", "means", "class_before", "class_after")
    return Chart(
        spec=_partners_spec(rows, language),
        header=tuple(Message(f"risks.chart.{name}") for name in header),
        rows=tuple(
            (
                row["name"],
                _euro(row["required_before"], language),
                _euro(row["required_after"], language),
                _euro(row["resilience"], language),
                row["grade_before"] or "–",
                row["grade_after"] or "–",
            )
            for row in rows
        ),
        summary=_partners_summary(rows),
        source=Message("risks.chart.source_partners"),
    )


CHARTS: Mapping[str, Callable[..., Chart]] = {"required": required, "partners": partners}
"""Name → function of the plain `RiskResult` and the language."""


def _required_spec(plain: Plain, language: Language) -> Spec:
    per, unit = _scale([point["alone"] for point in plain["curve"]], language)
    names = [_word(name, language) for name in _LINES]
    values = [
        {
            "certainty": point["certainty"],
            "amount": point[name] / per,
            "line": word,
            "text": f"{word}, {_share(point['certainty'], language)}: {_euro(point[name], language)}",
        }
        for point in plain["curve"]
        for name, word in zip(_LINES, names, strict=True)
    ]
    x = {
        "field": "certainty",
        "type": "quantitative",
        "title": _word("axis_certainty", language),
        "axis": {"format": "%"},
        "scale": {"zero": False},
    }
    y = {"field": "amount", "type": "quantitative", "title": unit, "scale": {"domainMin": 0}}
    colour = named("line", names, _COLOURS, "color")
    chosen = {"certainty": plain["certainty"]["value"], "text": _word("chosen", language)}
    return spec(
        _word("title_required", language),
        language,
        [
            {"mark": {"type": "line", "strokeWidth": 2}, "encoding": {"x": x, "y": y, **colour}},
            {
                "mark": {"type": "point", "filled": True, "size": 70, "opacity": 1},
                "encoding": {
                    "x": x,
                    "y": y,
                    **colour,
                    **named("line", names, SHAPES, "shape"),
                    "tooltip": [{"field": "text"}],
                },
            },
            {
                "data": {"values": [chosen]},
                "mark": {"type": "rule", "strokeDash": [5, 3], "color": LINE_COLOUR},
                "encoding": {
                    "x": {"field": "certainty", "type": "quantitative"},
                    "tooltip": [{"field": "text"}],
                },
            },
        ],
        260,
        data={"values": values},
    )


def _partners_spec(rows: Sequence[Plain], language: Language) -> Spec:
    amounts = [
        row[name] or 0.0 for row in rows for name in ("required_before", "required_after", "resilience")
    ]
    per, unit = _scale(amounts, language)
    names = [_word(name, language) for name in ("before", "after")]
    values = [
        {
            "partner": row["name"],
            "when": word,
            "amount": row[key] / per,
            "text": f"{row['name']}, {word}: {_euro(row[key], language)}",
        }
        for row in rows
        for key, word in zip(("required_before", "required_after"), names, strict=True)
    ]
    means = [
        {
            "partner": row["name"],
            "amount": row["resilience"] / per,
            "when": _word("means", language),
            "text": f"{row['name']}, {_word('means', language)}: {_euro(row['resilience'], language)}",
        }
        for row in rows
        if row["resilience"] is not None
    ]
    legend = [*names, _word("means", language)]
    place = {"field": "partner", "type": "nominal", "title": None, "sort": None, "axis": {"labelLimit": 220}}
    x = {"field": "amount", "type": "quantitative", "title": unit, "scale": {"domainMin": 0}}
    colour = named("when", legend, (NOW_COLOUR, TOGETHER_COLOUR, LINE_COLOUR), "color")
    return spec(
        _word("title_partners", language),
        language,
        [
            {
                "mark": {"type": "bar"},
                "encoding": {
                    "y": place,
                    "yOffset": {"field": "when", "sort": names},
                    "x": x,
                    **colour,
                    "tooltip": [{"field": "text"}],
                },
            },
            {
                "data": {"values": means},
                "mark": {"type": "tick", "thickness": 5, "size": 38, "stroke": "white", "strokeWidth": 1.5},
                "encoding": {"y": place, "x": x, **colour, "tooltip": [{"field": "text"}]},
            },
        ],
        {"step": 18},
        data={"values": values},
    )


def _scale(amounts: Sequence[float], language: Language) -> tuple[float, str]:
    most = max((abs(amount) for amount in amounts), default=0.0)
    if most >= 1e6:
        return 1e6, _word("axis_millions", language)
    return (1e3, _word("axis_thousands", language)) if most >= 1e4 else (1.0, _word("axis_euro", language))


def _summary(plain: Plain) -> tuple[Message, ...]:
    now, after = plain["required_before"], plain["required_after"]
    if now is None or after is None:
        return (Message("risks.headline.unknown"),)
    return (
        Message(
            "risks.chart.summary",
            {
                "certainty": Number(plain["certainty"]["value"], Unit.SHARE),
                "alone": Number(now["value"], Unit.EURO),
                "together": Number(after["value"], Unit.EURO),
            },
        ),
    )


def _partners_summary(rows: Sequence[Plain]) -> tuple[Message, ...]:
    less = sum(row["required_after"] < row["required_before"] for row in rows)
    more = sum(row["required_after"] > row["required_before"] for row in rows)
    return (Message("risks.chart.summary_partners", {"total": len(rows), "less": less, "more": more}),)


def _euro(amount: float | None, language: Language) -> str:
    return number(amount, Unit.EURO, 0, language)


def _share(share: float, language: Language) -> str:
    decimals = 0 if abs(share * 100 - round(share * 100)) < 1e-9 else 1
    return number(share, Unit.SHARE, decimals, language)


def _word(name: str, language: Language) -> str:
    return render(f"risks.chart.{name}", language)
