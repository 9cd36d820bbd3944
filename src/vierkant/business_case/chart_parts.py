"""What the charts of the business case share: the chart itself, its look, amounts on an axis, marks and texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from vierkant.quantities import Message, MessageArgument, Unit
from vierkant.terms import Language, number, render

Plain = Mapping[str, Any]
"""A `CaseResult` in its JSON form."""

Spec = dict[str, Any]

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
WIDTH = 640
BLUE, ORANGE, GREY, DARK = "#00527a", "#a34a00", "#6b6b6b", "#1a1a1a"
STREAM_COLOURS = ("#00527a", "#2f7396", "#a34a00", "#8a6d1f", "#7a4b7a", "#4d6b2a", "#b0305c", "#5b5b5b")


def word(name: str, language: Language) -> str:
    """A text of this room."""
    return render(f"business_case.{name}", language)


def heading(name: str) -> Message:
    """A column heading."""
    return Message(f"business_case.chart.{name}")


def euro(value: float, language: Language) -> str:
    """An amount in a table or a label."""
    return number(value, Unit.EURO, 0, language)


def share(value: float, language: Language) -> str:
    """A share in a table or a label."""
    return number(value, Unit.SHARE, 0, language)


def source(plain: Plain) -> Message:
    """The source line of every chart."""
    return Message("business_case.chart.source", {"draws": plain["draws"]})


def summary(name: str, **arguments: MessageArgument) -> tuple[Message, ...]:
    """The summary of a chart, in one sentence."""
    return (Message(f"business_case.chart.summary.{name}", arguments),)


def year_labels(plain: Plain) -> list[str]:
    """Calendar years when they are known, else years after the start."""
    return [str(year).replace("-", "−") for year in plain["calendar_years"] or plain["years"]]


def year_heading(plain: Plain) -> Message:
    """The heading that fits `year_labels`."""
    return heading("year" if plain["calendar_years"] else "year_after_start")


@dataclass(frozen=True, slots=True)
class Scale:
    """In which unit an axis counts, so that its labels stay short."""

    divisor: float
    decimals: int
    name: str

    def axis(self, language: Language) -> Spec:
        """The axis of amounts, written as people in the language do."""
        text = f"format(datum.value, ',.{self.decimals}f')"
        if language == "nl":
            text = f"replace(replace(replace({text}, /,/g, '#'), /\\./g, ','), /#/g, '.')"
        return {"title": word(f"chart.{self.name}", language), "labelExpr": text, "tickCount": 6}


def amount_scale(values: Iterable[float]) -> Scale:
    """Millions from two million up, thousands below."""
    largest = max((abs(value) for value in values), default=0.0)
    return Scale(1e6, 1, "millions") if largest >= 2e6 else Scale(1e3, 0, "thousands")


def year_axis(plain: Plain, language: Language) -> Spec:
    """The horizontal axis of years, in their order."""
    return {
        "field": "year",
        "type": "ordinal",
        "sort": None,
        "axis": {"title": render(year_heading(plain), language), "labelAngle": 0},
    }


def zero_line(direction: str = "y") -> Spec:
    """A line at zero: above it money comes in."""
    return {
        "data": {"values": [{"zero": 0}]},
        "mark": {"type": "rule", "color": DARK, "strokeWidth": 1.5},
        "encoding": {direction: {"field": "zero", "type": "quantitative"}},
    }


def spec(
    name: str, language: Language, description: tuple[Message, ...], layers: Sequence[Spec], **more: Any
) -> Spec:
    """A whole chart: title, description, look, layers."""
    return {
        "$schema": SCHEMA,
        "title": {"text": word(f"chart.title.{name}", language), "anchor": "start"},
        "description": " ".join(render(message, language) for message in description),
        "width": WIDTH,
        "layer": list(layers),
        "config": {
            "font": "Noto Sans",
            "background": "#ffffff",
            "axis": {"labelFontSize": 13, "titleFontSize": 13, "gridColor": "#e0e0e0", "labelLimit": 320},
            "legend": {
                "labelFontSize": 13,
                "titleFontSize": 13,
                "orient": "bottom",
                "labelLimit": 320,
                "symbolSize": 180,
            },
            "title": {"fontSize": 16},
            "text": {"fontSize": 12},
        },
        **more,
    }
