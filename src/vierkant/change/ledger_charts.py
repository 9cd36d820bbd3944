"""Needed against decided as charts: hours by month, and hours and euros by kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from vierkant.quantities import Chart, Message, Number, Unit
from vierkant.terms import CHART_NUMBERS, Language, plain_number, render

DECIDED_COLOUR, NEEDED_COLOUR = "#00538a", "#b35900"
_LABELS = 12
"""Months with a word under them; the others have a mark only."""


def months(plain: Mapping[str, Any], language: Language) -> Chart:
    """Hours needed and decided per month, from the first to the last month with either.

    Args:
        plain: a `LedgerResult` as JSON values.
        language: of the texts in the specification and the rows.
    """
    found = _by_month(plain)
    used = [place for place, (_, needed, decided) in enumerate(found) if max(needed, decided) >= 0.5]
    shown = found[used[0] : used[-1] + 1] if used else []
    return Chart(
        spec=_months_spec(shown, language),
        header=tuple(
            Message(f"ledger.chart.{name}") for name in ("month", "column_needed", "column_decided")
        ),
        rows=tuple(
            (_month_word(month, language), *_texts((needed, decided), language))
            for month, needed, decided in shown
        ),
        summary=(_months_summary(shown),),
        source=Message("ledger.chart.source"),
    )


def kinds_hours(plain: Mapping[str, Any], language: Language) -> Chart:
    """Hours per kind: needed, reserved and decided; kinds that never have hours are left out. As `months`."""
    return _kinds(plain, language, "hours")


def kinds_euros(plain: Mapping[str, Any], language: Language) -> Chart:
    """Euros per kind, as `kinds_hours`."""
    return _kinds(plain, language, "euros")


CHARTS: Mapping[str, Callable[[Mapping[str, Any], Language], Chart]] = {
    "ledger_months": months,
    "ledger_hours": kinds_hours,
    "ledger_euros": kinds_euros,
}
"""Name → function of the plain result and the language."""


def _kinds(plain: Mapping[str, Any], language: Language, measure: str) -> Chart:
    states = ("needed", "reserved", "decided")
    numbers = [[float(item[f"{measure}_{state}"]) for state in states] for item in plain["kinds"]]
    words = [render(item["label"], language) for item in plain["kinds"]]
    shown = [(word, row) for word, row in zip(words, numbers, strict=True) if any(row)]
    header = ("kind", *(f"column_{state}" for state in states))
    return Chart(
        spec=_kinds_spec(shown, language, measure),
        header=tuple(Message(f"ledger.chart.{name}") for name in header),
        rows=tuple((word, *_texts(row, language)) for word, row in shown),
        summary=_kinds_summary(plain, measure),
        source=Message("ledger.chart.source"),
    )


def _by_month(plain: Mapping[str, Any]) -> list[tuple[str, float, float]]:
    names = ("months", "hours_needed_by_month", "hours_decided_by_month")
    return list(zip(*(plain[name] for name in names), strict=True))


def _texts(numbers: Sequence[float], language: Language) -> tuple[str, ...]:
    return tuple(plain_number(number, 0, language) for number in numbers)


def _month_message(month: str) -> Message:
    day = date.fromisoformat(month)
    name = Message(f"ledger.month_name.m{day.month}")
    return Message("ledger.months.name", {"month": name, "year": str(day.year)})


def _month_word(month: str, language: Language) -> str:
    return render(_month_message(month), language)


def _months_summary(shown: Sequence[tuple[str, float, float]]) -> Message:
    if not shown:
        return Message("ledger.chart.no_months")
    month, needed, decided = max(shown, key=lambda item: item[1])
    return Message(
        "ledger.chart.months_summary",
        {
            "month": _month_message(month),
            "needed": Number(needed, Unit.HOURS),
            "decided": Number(decided, Unit.HOURS),
            "short": sum(one < other for _, other, one in shown),
            "count": len(shown),
        },
    )


def _kinds_summary(plain: Mapping[str, Any], measure: str) -> tuple[Message, ...]:
    unit = Unit.HOURS if measure == "hours" else Unit.EURO
    needed, decided = (f"{measure}_needed", f"{measure}_decided")
    all_decided = Number(sum(item[decided] for item in plain["kinds"]), unit)
    largest = max(plain["kinds"], key=lambda item: float(item[needed]))
    if largest[needed] <= 0:
        return (Message("ledger.chart.kinds_none", {"decided": all_decided}),)
    found = Message(
        "ledger.chart.kinds_summary",
        {
            "needed": Number(sum(item[needed] for item in plain["kinds"]), unit),
            "decided": all_decided,
            "kind": Message(f"ledger.kind.{largest['id']}.name"),
            "largest": Number(largest[needed], unit),
        },
    )
    without = sum(item[needed] > 0 and item[decided] <= 0 for item in plain["kinds"])
    return (found, Message("ledger.chart.without", {"count": without})) if without else (found,)


def _frame(title: str, language: Language) -> dict[str, Any]:
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "title": {"text": render(f"ledger.chart.{title}", language), "anchor": "start"},
        "width": 520,
        "config": {
            "font": "Noto Sans",
            "locale": CHART_NUMBERS[language],
            "axis": {"labelFontSize": 12, "titleFontSize": 12},
            "legend": {"orient": "top", "labelFontSize": 12, "labelLimit": 320},
            "view": {"stroke": None},
        },
    }


def _states(language: Language) -> tuple[str, str, str]:
    """The words for needed and decided, and the title of both."""
    needed, decided, state = (
        render(f"ledger.chart.{name}", language) for name in ("needed", "decided", "state")
    )
    return needed, decided, state


def _colour(language: Language) -> dict[str, Any]:
    needed, decided, _ = _states(language)
    scale = {"domain": [needed, decided], "range": [NEEDED_COLOUR, DECIDED_COLOUR]}
    legend = {"symbolType": "square", "symbolOpacity": 1}
    return {"field": "state", "type": "nominal", "scale": scale, "title": None, "legend": legend}


def _amount(axis: str, language: Language) -> dict[str, Any]:
    return {
        "field": "amount",
        "type": "quantitative",
        "title": render(f"ledger.chart.{axis}", language),
        "axis": {"tickCount": 6, "labelOverlap": True, "format": ",.0f"},
        "scale": {"domainMin": 0},
    }


def _months_spec(shown: Sequence[tuple[str, float, float]], language: Language) -> dict[str, Any]:
    """An orange line for what is needed, a blue area for what is decided; a word under every so many months."""
    needed, decided, state = _states(language)
    words = [_month_word(month, language) for month, _, _ in shown]
    step = -(-len(words) // _LABELS) or 1
    values = [
        {"month": word, "state": name, "amount": amount}
        for word, (_, one, other) in zip(words, shown, strict=True)
        for name, amount in ((needed, one), (decided, other))
    ]
    month = {
        "field": "month",
        "type": "ordinal",
        "sort": words,
        "title": None,
        "axis": {"values": words[::step], "labelAngle": -45, "labelLimit": 140},
    }
    tooltip = [
        {"field": "month", "title": render("ledger.chart.month", language)},
        {"field": "state", "title": state},
        {"field": "amount", "title": render("ledger.chart.axis_month", language), "format": ",.0f"},
    ]
    encoding = {
        "x": month,
        "y": _amount("axis_month", language),
        "color": _colour(language),
        "tooltip": tooltip,
    }
    layers = [
        {
            "mark": {"type": "area", "opacity": 0.35, "line": True, "interpolate": "step"},
            "transform": [{"filter": {"field": "state", "equal": decided}}],
        },
        {
            "mark": {"type": "line", "strokeWidth": 3, "strokeDash": [6, 3], "interpolate": "step"},
            "transform": [{"filter": {"field": "state", "equal": needed}}],
        },
    ]
    layer = [{**item, "encoding": encoding} for item in layers]
    return {**_frame("months_title", language), "height": 260, "data": {"values": values}, "layer": layer}


def _kinds_spec(
    shown: Sequence[tuple[str, Sequence[float]]], language: Language, measure: str
) -> dict[str, Any]:
    """Two bars per kind; ``shown`` holds the word and what is needed, reserved and decided."""
    needed, decided, state = _states(language)
    values = [
        {"kind": word, "state": name, "amount": amount}
        for word, row in shown
        for name, amount in ((needed, row[0]), (decided, row[2]))
    ]
    kind = {"field": "kind", "type": "nominal", "title": None, "sort": None}
    encoding = {
        "y": {**kind, "axis": {"labelLimit": 260, "ticks": False}},
        "yOffset": {"field": "state", "sort": [needed, decided]},
        "x": _amount(f"axis_{measure}", language),
        "color": _colour(language),
        "tooltip": [
            {"field": "kind", "title": render("ledger.chart.kind", language)},
            {"field": "state", "title": state},
            {"field": "amount", "title": render(f"ledger.chart.axis_{measure}", language), "format": ",.0f"},
        ],
    }
    spec = {"data": {"values": values}, "mark": {"type": "bar"}, "encoding": encoding}
    return {**_frame(f"{measure}_title", language), "height": {"step": 18}, **spec}
