"""The chart of what would change the decision."""

from __future__ import annotations

from vierkant.business_case.chart_parts import (
    BLUE,
    ORANGE,
    Plain,
    Scale,
    Spec,
    amount_scale,
    euro,
    heading,
    source,
    spec,
    summary,
    word,
    zero_line,
)
from vierkant.quantities import Chart, Number, Unit
from vierkant.terms import Language, render


def tornado(plain: Plain, language: Language = "nl") -> Chart:
    """The net present value after ten years with one figure at its low and at its high value, widest bar first."""
    bars = plain["tornado"]
    scale = amount_scale(bar[part] for bar in bars for part in ("npv_low_input", "npv_high_input"))
    values = []
    for bar in bars:
        name = render(bar["label"], language)
        for end in ("low", "high"):
            reached = bar[f"npv_{end}_input"]
            word_end = word(f"chart.{end}_short", language)
            values.append(
                {
                    "input": name,
                    "end": word_end,
                    "from": bar["npv_median"] / scale.divisor,
                    "to": reached / scale.divisor,
                    "left": reached < bar["npv_median"],
                    "text": f"{name}, {word_end}: {euro(reached, language)}",
                }
            )
    if bars:
        swing = Number(bars[0]["swing"], Unit.EURO)
        said = summary("tornado", input=render(bars[0]["label"], language), swing=swing)
    else:
        said = summary("tornado_empty")
    layers = [*_tornado_layers(scale, language), zero_line("x")]
    drawing = spec("tornado", language, said, layers, data={"values": values}, height={"step": 30}, width=420)
    names = ("input", "if_low", "if_high", "changes_sign")
    rows = tuple(
        (
            render(bar["label"], language),
            euro(bar["npv_low_input"], language),
            euro(bar["npv_high_input"], language),
            word("chart.yes" if bar["changes_sign"] else "chart.no", language),
        )
        for bar in bars
    )
    return Chart(drawing, tuple(heading(name) for name in names), rows, said, source(plain))


def _tornado_layers(scale: Scale, language: Language) -> list[Spec]:
    ends = [word("chart.low_short", language), word("chart.high_short", language)]
    y = {"field": "input", "type": "nominal", "sort": None, "axis": {"title": None, "labelLimit": 380}}
    bar: Spec = {
        "mark": {"type": "bar", "height": 16},
        "encoding": {
            "y": y,
            "x": {
                "field": "from",
                "type": "quantitative",
                "axis": scale.axis(language),
                "scale": {"padding": 40},
            },
            "x2": {"field": "to"},
            "color": {
                "field": "end",
                "type": "nominal",
                "legend": None,
                "scale": {"domain": ends, "range": [ORANGE, BLUE]},
            },
            "tooltip": {"field": "text", "type": "nominal"},
        },
    }
    texts: list[Spec] = [
        {
            "transform": [{"filter": "datum.left" if left else "!datum.left"}],
            "mark": {"type": "text", "align": "right" if left else "left", "dx": -4 if left else 4},
            "encoding": {"y": y, "x": {"field": "to", "type": "quantitative"}, "text": {"field": "end"}},
        }
        for left in (True, False)
    ]
    return [bar, *texts]
