"""The chapter on people. Groups smaller than the room allows are counted, never named."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from vierkant.documents.report_blocks import Block, Cell, Chapter, Column, Heading, Paragraph, Table
from vierkant.documents.report_charts import drawn
from vierkant.documents.report_text import Plain, Words, computed_table, missing_list, notes
from vierkant.documents.small_groups import stand_apart
from vierkant.quantities import Message
from vierkant.sources import parameters


def people(words: Words, assessment: Plain, charts: Mapping[str, Any]) -> Chapter:
    """What changes for whom, and what is reserved for it. ``charts`` are those of the room."""
    result = assessment["people"]
    shown = [group for group in result["groups"] if not group["small"]]
    hidden = len(result["groups"]) - len(shown)
    apart = apart_groups(assessment)
    block = next(item for item in assessment["blocks"] if item["id"] == "people")
    blocks: list[Block] = [Paragraph(words.say(result["headline"]), "lead")]
    if shown:
        blocks += [
            Heading(words.own("people.changes")),
            _changes(words, shown, assessment, apart),
        ]
    numbered = [group for group in shown if group["id"] not in apart]
    if numbered:
        blocks += [Heading(words.own("people.needed")), _hours(words, numbered)]
    if hidden:
        blocks.append(Paragraph(words.own("people.hidden", number=hidden), "quiet"))
    if apart:
        names = words.listed(group["name"] for group in shown if group["id"] in apart)
        blocks.append(Paragraph(words.say(Message("papers.apart", {"groups": names})), "quiet"))
    totals = ("people", "hours_needed", "hours_reserved", "euros_needed", "euros_reserved", "guidance_per_manager",
              "share_needed", "share_reserved", "benchmark_share")  # fmt: skip
    if result["people"] is not None:
        blocks.append(computed_table(words, words.own("people.totals"), (result[name] for name in totals)))
        # The table above already holds these numbers per group.
        if numbered or not shown:
            drawable = {**result, "groups": [group for group in result["groups"] if group["id"] not in apart]}
            blocks += drawn(words, charts["hours"](drawable, words.language), table=False)
    else:
        blocks.append(Paragraph(words.own("people.none")))
    if block["findings"]:
        blocks += [Heading(words.own("findings")), *notes(words, block["findings"])]
    if result["steps"]:
        blocks += [Heading(words.own("people.steps")), _steps(words, result["steps"])]
    missing = visible_missing(assessment, block["missing"])
    if missing:
        blocks += [Heading(words.own("missing_here")), *missing_list(words, missing)]
    return Chapter(words.own("people.title"), tuple(blocks))


def apart_groups(assessment: Plain) -> frozenset[str]:
    """The groups without numbers of their own, so that no sum gives a small group away."""
    groups = assessment["people"]["groups"]
    sizes = {group["id"]: group["size"] for group in groups}
    small = {group["id"] for group in groups if group["small"]}
    return stand_apart(sizes, small, round(parameters("change")["smallest_group"].value))


def hidden_names(assessment: Plain) -> frozenset[str]:
    """Names and keys of small groups, and of functions and fields that point to one person: never on paper."""
    groups = [group for group in assessment["people"]["groups"] if group["small"]]
    found = (*assessment["vulnerability"]["functions"], *assessment["quality"]["expertise"])
    alone = [item for item in found if item["points_to_person"]]
    return frozenset(item[part] for item in (*groups, *alone) for part in ("id", "name"))


def visible_missing(assessment: Plain, missing: list[Any]) -> list[Any]:
    """What is missing, without what names a small group, or a function or field of one person."""
    names = hidden_names(assessment)
    return [
        item
        for item in missing
        if item["section"] not in ("people", "functions", "expertise")
        or names.isdisjoint(
            str(value) for text in ("what", "cost") for value in item[text]["arguments"].values()
        )
    ]


def _changes(words: Words, groups: list[Any], assessment: Plain, apart: Collection[str]) -> Table:
    partners = {item["id"]: item["name"] for item in assessment["partners"]}
    columns = (
        Column(words.own("column.group"), 1.4),
        Column(words.own("column.size"), 0.5, number=True),
        Column(words.own("column.changes"), 3.0),
    )
    rows = []
    for group in groups:
        place = partners.get(group["partner"]) if group["partner"] else words.own("people.all_partners")
        text = group["what_changes"] or words.own("people.no_sentence")
        size = "–" if group["id"] in apart else str(group["size"])
        rows.append((Cell(group["name"], note=place, strong=True), Cell(size), Cell(text)))
    return Table(words.own("people.changes_caption"), columns, tuple(rows))


def _hours(words: Words, groups: list[Any]) -> Table:
    columns = (
        Column(words.own("column.group"), 1.6),
        Column(words.own("column.hours_needed"), 1.15, number=True),
        Column(words.own("column.hours_reserved"), 0.85, number=True),
        Column(words.own("column.euros_needed"), 1.35, number=True),
        Column(words.own("column.euros_reserved"), 0.9, number=True),
        Column(words.own("column.standing"), 1.25),
    )
    rows = tuple(
        (
            Cell(group["name"], strong=True),
            _with_note(words, group["hours_needed"]),
            _reserved(words, group["hours_reserved"]),
            _with_note(words, group["euros_needed"]),
            _reserved(words, group["euros_reserved"]),
            Cell(words.level(group["level"]), level=group["level"]),
        )
        for group in groups
    )
    return Table(words.own("people.hours_caption"), columns, rows)


def _with_note(words: Words, computed: Plain) -> Cell:
    span = words.span(computed)
    return Cell(words.value(computed), note=None if span == "–" else span)


def _reserved(words: Words, computed: Plain | None) -> Cell:
    if computed is None:
        return Cell(words.own("people.nothing"))
    return Cell(words.value(computed), note=words.known(computed))


def _steps(words: Words, steps: list[Any]) -> Table:
    columns = (
        Column(words.own("column.step"), 2.6),
        Column(words.own("column.when"), 1.4),
        Column(words.own("column.law"), 0.9),
        Column(words.own("column.done"), 0.7),
    )
    rows = []
    for step in steps:
        law = step["law"] or "–"
        note = None if step["certainty"] == "high" or not step["law"] else words.certainty(step["certainty"])
        done = {True: "yes", False: "no", None: "not_said"}[step["done"]]
        rows.append(
            (
                Cell(words.say(step["text"]), note=words.say(step["why"])),
                Cell(words.say(step["when"])),
                Cell(law, note=note),
                Cell(words.own(f"answer.{done}")),
            )
        )
    return Table(words.own("people.steps_caption"), columns, tuple(rows))
