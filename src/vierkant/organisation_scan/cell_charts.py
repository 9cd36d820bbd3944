"""A released cell as stacked bars: per question how many answer on which side. The table has the same figures."""

from __future__ import annotations

from typing import Any

from vierkant.organisation_scan.cell_answers import CLASSES, QuestionAnswers, about, answers_of, text_of
from vierkant.privacy import Disclosable
from vierkant.quantities import Chart, Message, Number, Unit
from vierkant.survey.questionnaires import Questionnaire
from vierkant.terms import Language, render

COLOURS = {"favourable": "#00538a", "neutral": "#c5ced6", "other": "#d9c3a5", "unfavourable": "#b35900"}
_INK = {"favourable": "#ffffff", "neutral": "#1a2733", "other": "#1a2733", "unfavourable": "#ffffff"}
_WRAP = 46
"""Letters on a line beside a bar."""


def cell_chart(
    figure: Disclosable[Any], questionnaire: Questionnaire, language: Language, *, own: str | None = None
) -> Chart:
    """The bars of one cell.

    Args:
        figure: what was released of it.
        questionnaire: as frozen in the wave.
        language: of the texts.
        own: only the questions of this perspective.
    """
    shown = [
        row for row in answers_of(figure, questionnaire) if own is None or row.question.perspective == own
    ]
    header = ("question", *(f"legend.{name}" for name in CLASSES))
    return Chart(
        spec=_spec(shown, questionnaire, language),
        header=tuple(Message(f"cells.{name}") for name in header),
        rows=tuple(_row(row, questionnaire, language) for row in shown),
        summary=(Message("cells.chart_summary", {"count": Number(len(shown), Unit.NUMBER)}),),
        source=Message("cells.chart_source"),
    )


def _row(row: QuestionAnswers, questionnaire: Questionnaire, language: Language) -> tuple[str, ...]:
    figures = (
        render(about(row.counts[name], row.out_of), language) if name in row.counts else "–"
        for name in CLASSES
    )
    return (text_of(row.question, questionnaire, language), *figures)


def _wrapped(text: str) -> list[str]:
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) >= _WRAP:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _spec(rows: list[QuestionAnswers], questionnaire: Questionnaire, language: Language) -> dict[str, Any]:
    words = {name: render(f"cells.legend.{name}", language) for name in CLASSES}
    used = [name for name in CLASSES if any(name in row.counts for row in rows)]
    texts = ["\n".join(_wrapped(text_of(row.question, questionnaire, language))) for row in rows]
    values = []
    for text, row in zip(texts, rows, strict=True):
        start = 0.0
        for name, number in row.counts.items():
            share = number / row.out_of
            ends = {"start": start, "end": start + share, "middle": start + share / 2}
            said = render(about(number, row.out_of), language)
            values.append({"question": text, "kind": words[name], "said": said, "ink": _INK[name], **ends})
            start += share
    y = {
        "field": "question",
        "type": "nominal",
        "sort": texts,
        "title": None,
        "axis": {
            "labelExpr": "split(datum.label, '\\n')",
            "labelLimit": 320,
            "ticks": False,
            "domain": False,
        },
    }
    scale = {"domain": [words[name] for name in used], "range": [COLOURS[name] for name in used]}
    legend = {"orient": "top", "title": None, "labelLimit": 300}
    color = {"field": "kind", "type": "nominal", "scale": scale, "legend": legend}
    x = {"type": "quantitative", "scale": {"domain": [0, 1]}, "axis": None}
    tooltip = [{"field": "question"}, {"field": "kind"}, {"field": "said"}]
    bar = {"y": y, "x": {**x, "field": "start"}, "x2": {"field": "end"}, "color": color, "tooltip": tooltip}
    ink = {"field": "ink", "type": "nominal", "scale": None}
    label = {"y": y, "x": {**x, "field": "middle"}, "text": {"field": "said"}, "color": ink}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "title": {"text": render("cells.chart_title", language), "anchor": "start"},
        "width": 480,
        "height": {"step": 42},
        "data": {"values": values},
        "layer": [
            {"mark": {"type": "bar", "stroke": "#ffffff", "height": 26}, "encoding": bar},
            {"mark": {"type": "text", "fontSize": 11}, "encoding": label},
        ],
    }
