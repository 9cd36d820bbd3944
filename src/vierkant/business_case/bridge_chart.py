"""The bridge from one budget to the next as a waterfall, and as a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from vierkant.business_case.bridge import UNEXPLAINED
from vierkant.business_case.chart_parts import BLUE, DARK, GREY, ORANGE, SCHEMA, WIDTH, Plain, Spec
from vierkant.quantities import Chart, Message
from vierkant.terms import Language, render

__all__ = ["BRIDGE_CHARTS", "sentence", "waterfall"]


def _word(name: str, language: Language) -> str:
    return render(f"budgets.{name}", language)


def sentence(plain: Plain) -> Message:
    """The bridge in one sentence; ``plain`` is a `Bridge` in its JSON form."""
    change = plain["current"] - plain["previous"]
    direction = "more" if change > 0 else "less" if change < 0 else "same"
    said = Message(f"budgets.chart.summary_{direction}", {"amount": abs(change)} if change else {})
    return Message(
        "budgets.chart.summary",
        {
            "basis": Message(f"budgets.basis.{plain['basis']}"),
            "before": plain["previous"],
            "after": plain["current"],
            "change": said,
            "explained": _explained(plain["steps"]),
        },
    )


def _explained(steps: list[dict[str, Any]]) -> Message:
    rest = steps[-1]["amount"]
    largest = max(steps[:-1], key=lambda step: abs(step["amount"]))
    if rest == 0:
        return Message("budgets.chart.summary_all")
    if largest["amount"] == 0:
        return Message("budgets.chart.summary_nothing")
    arguments = {
        "rest": rest,
        "cause": Message(f"budgets.cause.{largest['cause']}"),
        "amount": largest["amount"],
    }
    return Message("budgets.chart.summary_rest", arguments)


def waterfall(plain: Plain, language: Language = "nl") -> Chart:
    """The change step by step. The scale does not start at zero: the two budgets are lines, only the steps are bars."""
    said = sentence(plain)
    values = [_end(_word("chart.before", language), plain["previous"], language)]
    values += [_bar(step, language) for step in plain["steps"] if _shown(step)]
    values.append(_end(_word("chart.after", language), plain["current"], language))
    header = tuple(Message(f"budgets.chart.{name}") for name in ("step", "amount", "at"))
    rows = [(_word("chart.before", language), "", exact(plain["previous"], language))]
    rows += [
        (
            _word(f"cause.{step['cause']}", language),
            signed(step["amount"], language),
            exact(step["end"], language),
        )
        for step in plain["steps"]
        if _shown(step)
    ]
    rows.append((_word("chart.after", language), "", exact(plain["current"], language)))
    return Chart(
        _spec(values, render(said, language), language),
        header,
        tuple(rows),
        (said,),
        Message("budgets.chart.source"),
    )


def _shown(step: Mapping[str, Any]) -> bool:
    """What is zero is left out, but never what is unexplained."""
    return bool(step["amount"] or step["cause"] == UNEXPLAINED)


def exact(amount: int, language: Language) -> str:
    """An amount to the euro; `vierkant.terms.number` rounds large amounts."""
    return render(Message("budgets.chart.euro", {"amount": amount}), language)


def signed(amount: int, language: Language) -> str:
    """An amount to the euro with its sign."""
    if amount == 0:
        return exact(0, language)
    sign = "more" if amount > 0 else "less"
    return render(Message(f"budgets.chart.{sign}_euro", {"amount": abs(amount)}), language)


def _end(label: str, amount: int, language: Language) -> dict[str, Any]:
    return {"step": label, "kind": "end", "low": amount, "high": amount, "text": exact(amount, language)}


def _bar(step: Mapping[str, Any], language: Language) -> dict[str, Any]:
    kind = "rest" if step["cause"] == UNEXPLAINED else "more" if step["amount"] > 0 else "less"
    return {
        "step": _word(f"cause.{step['cause']}", language),
        "kind": kind,
        "low": min(step["start"], step["end"]),
        "high": max(step["start"], step["end"]),
        "text": signed(step["amount"], language),
    }


def _spec(values: list[dict[str, Any]], description: str, language: Language) -> Spec:
    return {
        "$schema": SCHEMA,
        "title": {"text": _word("chart.title", language), "anchor": "start"},
        "description": description,
        "width": WIDTH,
        "height": {"step": 40},
        "layer": _layers(values, language),
        "config": {
            "font": "Noto Sans",
            "background": "#ffffff",
            "axis": {"labelFontSize": 13, "titleFontSize": 13, "gridColor": "#e0e0e0"},
            "title": {"fontSize": 16},
            "text": {"fontSize": 13},
        },
    }


def _layers(values: list[dict[str, Any]], language: Language) -> list[Spec]:
    """The two budgets as marks, the steps as bars, and the amounts beside them."""
    across = {
        "field": "step",
        "type": "nominal",
        "sort": [value["step"] for value in values],
        "axis": {"title": None, "labelLimit": 220},
    }
    along = {
        "field": "low",
        "type": "quantitative",
        "scale": {"zero": False, "nice": True},
        "axis": _axis(language),
    }
    end = {"field": "high", "type": "quantitative"}
    colour = {
        "field": "kind",
        "type": "nominal",
        "scale": {"domain": list(_COLOURS), "range": list(_COLOURS.values())},
        "legend": None,
    }
    return [
        {
            "data": {"values": [value for value in values if value["kind"] == "end"]},
            "mark": {"type": "tick", "color": DARK, "thickness": 5, "size": 28},
            "encoding": {"y": across, "x": along},
        },
        {
            "data": {"values": [value for value in values if value["kind"] != "end"]},
            "mark": {"type": "bar", "stroke": GREY, "strokeWidth": 1.5, "height": 22},
            "encoding": {"y": across, "x": along, "x2": {"field": "high"}, "color": colour},
        },
        {
            "data": {"values": values},
            "mark": {"type": "text", "align": "left", "dx": 8},
            "encoding": {"y": across, "x": end, "text": {"field": "text"}},
        },
    ]


_COLOURS = {"more": ORANGE, "less": BLUE, "rest": "#ffffff"}
"""What is not explained stays white; the words beside each bar say the same as its colour."""


def _axis(language: Language) -> Spec:
    number = "format(datum.value, ',.0f')"
    return {
        "title": _word("chart.axis", language),
        "tickCount": 5,
        "labelExpr": f"replace({number}, /,/g, '.')" if language == "nl" else number,
    }


BRIDGE_CHARTS: Mapping[str, Callable[[Plain, Language], Chart]] = {"waterfall": waterfall}
