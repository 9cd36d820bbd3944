"""A released cell as stacked bars: how many people agree with each statement, as the controller let it out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from vierkant.organisation_scan.charts import spec_of
from vierkant.privacy import Disclosable
from vierkant.quantities import Chart, Message
from vierkant.terms import Language, plain_number, render

CLASSES = ("favourable", "neutral", "other", "unfavourable")
"""From agreeing to disagreeing; ``other``: everybody who does not agree, where there are too few for three classes."""
COLOURS = {"favourable": "#00538a", "neutral": "#cfe0ea", "other": "#cfe0ea", "unfavourable": "#b35900"}
LETTERS = {"favourable": "#ffffff", "neutral": "#1a1a1a", "other": "#1a1a1a", "unfavourable": "#ffffff"}
ROW_HEIGHT = 40
LINE = 46
"""Letters that fit beside the bars."""


@dataclass(frozen=True, slots=True)
class ItemWords:
    """A question in the words of the questionnaire that people answered."""

    key: str
    text: str
    poles: bool
    """Two poles to choose between, instead of a statement to agree with."""


def cell_chart(cell: Disclosable[Any], items: Sequence[ItemWords], language: Language) -> Chart:
    """The shares per question, of the questions that may be shown for this cell.

    Args:
        cell: as `vierkant.privacy.disclosed` gives it; counts are rounded to multiples of three by the controller.
        items: questions of one kind, in their order.
        language: of the words.

    Raises:
        TypeError: not a `Disclosable`.
        ValueError: none of the questions may be shown.
    """
    if not isinstance(cell, Disclosable):
        raise TypeError("only what was disclosed is drawn")
    found = cell.value["items"]
    shown = [(item, found[item.key]) for item in items if item.key in found]
    if not shown:
        raise ValueError("nothing to show")
    kind = "poles" if shown[0][0].poles else "statement"
    used = [name for name in CLASSES if any(name in row["counts"] for _item, row in shown)]
    said = (
        Message(
            "cells.chart.summary",
            {"items": len(shown), "low": cell.value["respondents"]["at_least"],
             "high": cell.value["respondents"]["at_most"]},
        ),
    )  # fmt: skip
    return Chart(
        spec=_spec(shown, used, kind, said, language),
        header=(
            Message("cells.chart.question"),
            *(Message(f"cells.class.{kind}.{name}") for name in used),
            Message("cells.chart.out_of"),
            Message("cells.chart.mean"),
        ),
        rows=tuple(_row(item, row, used, language) for item, row in shown),
        summary=said,
        source=Message("cells.chart.source"),
    )


def _row(item: ItemWords, row: Mapping[str, Any], used: Sequence[str], language: Language) -> tuple[str, ...]:
    counts = tuple(str(row["counts"][name]) if name in row["counts"] else "–" for name in used)
    mean = "–" if row["mean"] is None else plain_number(row["mean"], 1, language)
    return (item.text, *counts, str(row["out_of"]), mean)


def _lines(text: str) -> list[str]:
    """The text in lines that fit beside the bars."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) > LINE and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _spec(
    shown: Sequence[tuple[ItemWords, Mapping[str, Any]]],
    used: Sequence[str],
    kind: str,
    said: Sequence[Message],
    language: Language,
) -> dict[str, Any]:
    names = {name: render(f"cells.class.{kind}.{name}", language) for name in used}
    values = [
        {
            "item": "\n".join(_lines(item.text)),
            "class": names[name],
            "place": place,
            "share": count / sum(row["counts"].values()),
            "count": str(count),
            "letters": LETTERS[name],
        }
        for item, row in shown
        for place, name in enumerate(used)
        if (count := row["counts"].get(name))
    ]
    order = ["\n".join(_lines(item.text)) for item, _row in shown]
    y = {
        "field": "item",
        "type": "nominal",
        "sort": order,
        "axis": {"title": None, "labelExpr": "split(datum.value, '\\n')", "labelLimit": 420, "ticks": False},
    }
    x = {"field": "share", "type": "quantitative", "stack": "zero", "scale": {"domain": [0, 1]}, "axis": None}
    fill = {
        "field": "class",
        "type": "nominal",
        "sort": list(names.values()),
        "scale": {"domain": list(names.values()), "range": [COLOURS[name] for name in used]},
        "legend": {"title": None},
    }
    ordered = {"field": "place", "type": "quantitative"}
    return spec_of(
        render(f"cells.chart.title_{kind}", language),
        said,
        language,
        data={"values": values},
        width=430,
        height={"step": ROW_HEIGHT},
        layer=[
            {
                "mark": {"type": "bar", "stroke": "#ffffff", "strokeWidth": 1},
                "encoding": {"y": y, "x": x, "color": fill, "order": ordered},
            },
            {
                "mark": {"type": "text", "fontSize": 12},
                "encoding": {
                    "y": y,
                    "x": {**x, "bandPosition": 0.5},
                    "text": {"field": "count"},
                    "color": {"field": "letters", "type": "nominal", "scale": None},
                    "detail": {"field": "class"},
                    "order": ordered,
                },
            },
        ],
    )
