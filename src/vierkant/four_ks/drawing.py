"""The look that the charts of service and risk share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from vierkant.terms import CHART_NUMBERS, Language

NOW_COLOUR, DIP_COLOUR, TOGETHER_COLOUR, LINE_COLOUR = "#b35900", "#7a1f5c", "#00538a", "#3d3d3d"
SHAPES = ("circle", "triangle-up", "square")

Spec = dict[str, Any]


def spec(title: str, language: Language, layers: Sequence[Spec], height: Any, **more: Any) -> Spec:
    """A layered drawing with the project's fonts and numbers."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "title": {"text": title, "anchor": "start"},
        "width": 520,
        "height": height,
        **more,
        "layer": list(layers),
        "config": {
            "font": "Noto Sans",
            "locale": CHART_NUMBERS[language],
            "axis": {"labelFontSize": 12, "titleFontSize": 12},
            "legend": {"orient": "top", "labelFontSize": 12, "labelLimit": 300, "columns": 2},
            "view": {"stroke": None},
        },
    }


def named(field: str, names: Sequence[str], values: Sequence[Any], channel: str) -> Mapping[str, Spec]:
    """One encoding channel (``color``, ``shape``, ``strokeDash``) by name, in a fixed order."""
    scale = {"domain": list(names), "range": list(values)[: len(names)]}
    return {channel: {"field": field, "type": "nominal", "scale": scale, "title": None, "sort": list(names)}}
