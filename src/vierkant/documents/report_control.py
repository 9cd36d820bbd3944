"""The chapters on vulnerability and on the measures."""

from __future__ import annotations

from collections.abc import Mapping
from math import fsum
from typing import Any

from vierkant.documents.report_blocks import Block, Cell, Chapter, Column, Heading, Paragraph, Table
from vierkant.documents.report_charts import drawn
from vierkant.documents.report_people import visible_missing
from vierkant.documents.report_text import Plain, Words, computed_table, missing_list, notes
from vierkant.quantities import Unit


def vulnerability(words: Words, assessment: Plain, charts: Mapping[str, Any]) -> Chapter:
    """Counts for all functions; rows only for functions that do not point to one person."""
    result = assessment["vulnerability"]
    shown = [item for item in result["functions"] if not item["points_to_person"]]
    hidden = len(result["functions"]) - len(shown)
    blocks: list[Block] = [Paragraph(words.say(result["headline"]), "lead")]
    singles = result["singles"]
    numbers = [*(singles[name] for name in ("now", "gone", "left"))] if singles else []
    if result["functions"]:
        numbers += [
            result["days_now"],
            result["days_together"],
            result["maximum_days"],
            result["sickness_alone"],
        ]
        blocks.append(computed_table(words, words.own("vulnerability.totals"), numbers))
    if hidden:
        blocks.append(Paragraph(words.own("vulnerability.hidden", number=hidden), "quiet"))
    if shown:
        blocks += [
            Heading(words.own("vulnerability.functions")),
            _functions(words, shown),
            *drawn(words, charts["uncovered"](result, words.language, without_persons=True)),
        ]
    if result["findings"]:
        blocks += [Heading(words.own("findings")), *notes(words, result["findings"])]
    missing = visible_missing(assessment, result["missing"])
    if missing:
        blocks += [Heading(words.own("missing_here")), *missing_list(words, missing)]
    return Chapter(words.own("vulnerability.title"), tuple(blocks))


def _functions(words: Words, functions: list[Any]) -> Table:
    columns = (
        Column(words.own("column.function"), 1.5),
        Column(words.own("column.standing"), 1.0),
        Column(words.own("column.now"), 0.9, number=True),
        Column(words.own("column.together"), 1.1, number=True),
        Column(words.own("column.meaning"), 2.4),
    )
    rows = tuple(
        (
            Cell(item["name"], note=words.own("vulnerability.known", known=words.say(
                f"quantities.confidence.{item['confidence']}")), strong=True),
            Cell(words.level(item["level"]), level=item["level"]),
            Cell(words.value(item["average_now"])),
            Cell(words.value(item["together"]), note=_span(words, item["together"])),
            Cell(words.say(item["text"])),
        )
        for item in functions
    )  # fmt: skip
    return Table(words.own("vulnerability.caption"), columns, rows)


def _span(words: Words, computed: Plain | None) -> str | None:
    span = words.span(computed)
    return None if span == "–" else span


def measures(words: Words, assessment: Plain) -> Chapter:
    """Every measure with owner, date, hours and euros; the stumbling blocks without one."""
    planned = [(block, item) for block in assessment["blocks"] for item in block["measures"]]
    blocks: list[Block] = []
    if planned:
        blocks += [Paragraph(words.own("measures.intro"), "lead"), _measure_table(words, assessment, planned)]
    bare = [
        words.say(f"dossier.block_name.{block['id']}")
        for block in assessment["blocks"]
        if not block["measures"]
    ]
    if bare:
        blocks.append(Paragraph(words.own("measures.without", blocks=words.listed(bare))))
    return Chapter(words.own("measures.title"), tuple(blocks))


def _measure_table(words: Words, assessment: Plain, planned: list[tuple[Any, Any]]) -> Table:
    columns = (
        Column(words.own("column.measure"), 2.5),
        Column(words.own("column.owner"), 1.1),
        Column(words.own("column.due"), 1.0),
        Column(words.own("column.hours"), 0.7, number=True),
        Column(words.own("column.euros"), 0.8, number=True),
        Column(words.own("column.state"), 1.0),
    )
    rows = []
    for block, item in planned:
        state = "done" if item["done"] else "complete" if item["complete"] else "incomplete"
        level = {"done": "green", "complete": "green", "incomplete": "amber"}[state]
        rows.append(
            (
                Cell(item["text"], note=words.say(f"dossier.block_name.{block['id']}")),
                Cell(item["owner"] or words.own("measures.no_owner")),
                Cell(words.day(item["due"]) if item["due"] else words.own("measures.no_date")),
                Cell(words.number(item["hours"], Unit.NUMBER)),
                Cell(words.number(item["euros"], Unit.EURO)),
                Cell(words.own(f"measures.{state}"), level=level),
            )
        )
    hours, euros = (fsum(block[name] for block in assessment["blocks"]) for name in ("hours", "euros"))
    total = (Cell(words.own("measures.total"), strong=True), Cell(""), Cell(""),
             Cell(words.number(hours, Unit.NUMBER), strong=True), Cell(words.number(euros, Unit.EURO), strong=True),
             Cell(""))  # fmt: skip
    return Table(words.own("measures.caption"), columns, (*rows, total), total=True)
