"""The chapter on organisations side by side: structure, who decides, processes, contracts, culture, and what is done.

Functions in another scale and what partners said about trust stay out of it: those are for the project team.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from vierkant.documents.report_blocks import Block, Cell, Chapter, Column, Heading, Paragraph, Table
from vierkant.documents.report_charts import drawn
from vierkant.documents.report_text import Plain, Words, notes
from vierkant.organisation_scan.charts import maturity, structure
from vierkant.organisation_scan.charts_contracts import timeline
from vierkant.organisation_scan.culture import culture_of
from vierkant.organisation_scan.culture_charts import competing_values, pairs, profiles
from vierkant.privacy import Disclosable
from vierkant.quantities import Chart, Unit, to_plain

Released = Mapping[str, Disclosable[Any]]


def organisations(words: Words, assessment: Plain, released: Released | None) -> Chapter:
    """Where the partners are alike and where they differ, and what was agreed about it.

    Args:
        words: of the report.
        assessment: plain JSON, for the audience of the report.
        released: what the release controller let out of the last wave; None when there is nothing, or for everybody.
    """
    scan = assessment["organisation_scan"]
    if scan is None:
        blocks: list[Block] = [Paragraph(words.own("organisations.none"), "lead")]
    else:
        counts = {"open": scan["differences"]["open"], "answered": scan["differences"]["answered"]}
        name = "lead_open" if counts["open"] else "lead_done"
        blocks = [Paragraph(words.own(f"organisations.{name}", **counts), "lead")]
        blocks += _structure(words, scan["structure"])
        blocks += _processes(words, scan)
    blocks += _culture(words, released or {})
    if scan is not None:
        blocks += _differences(words, scan["differences"])
    return Chapter(words.own("organisations.title"), tuple(blocks))


def _structure(words: Words, found: Plain | None) -> Iterator[Block]:
    if found is None:
        return
    yield from _drawn(words, structure, found)
    told = [row for row in found["employment"] if row["comparison"] != "unknown"]
    if told:
        yield _subjects(words, words.own("organisations.employment"), told, "label")
    if found["mandates"]:
        yield _subjects(words, words.own("organisations.mandates"), found["mandates"], "name")
    if found["findings"]:
        yield from notes(words, found["findings"])


def _drawn(words: Words, chart: Callable[..., Chart], found: Plain) -> tuple[Block, ...]:
    """A drawing; nothing when there is nothing to compare yet."""
    try:
        made = chart(found, words.language)
    except ValueError:
        return ()
    return drawn(words, made)


def _subjects(words: Words, caption: str, rows: list[Plain], label: str) -> Table:
    columns = (
        Column(words.own("organisations.subject"), 1.6),
        Column(words.own("organisations.comparison"), 0.9),
        Column(words.own("organisations.how"), 2.6),
    )
    return Table(
        caption,
        columns,
        tuple(
            (
                Cell(row[label] if isinstance(row[label], str) else words.say(row[label]), strong=True),
                Cell(words.say(f"organisation_scan.comparison.{row['comparison']}")),
                Cell(words.say(row["size"]) if row["size"] else "–"),
            )
            for row in rows
        ),
    )


def _processes(words: Words, scan: Plain) -> Iterator[Block]:
    found = scan["processes"]
    if found is None:
        return
    if found["processes"]:
        yield from _drawn(words, maturity, found)
    if found["components"]:
        yield _subjects(words, words.own("organisations.components"), found["components"], "name")
        yield from _drawn(words, timeline, found)
    if found["findings"]:
        yield from notes(words, found["findings"])


def _culture(words: Words, released: Released) -> Iterator[Block]:
    """What was released of the last wave; a report for everybody has none."""
    found = to_plain(culture_of(released)) if released else None
    if found is None or not found["organisations"]:
        return
    yield Heading(words.own("organisations.culture"))
    for sentence in found["summary"]:
        yield Paragraph(words.say(sentence))
    for chart in (profiles, competing_values, pairs):
        yield from _drawn(words, chart, found)
    yield Paragraph(words.say(found["no_prediction"]), "quiet")


def _differences(words: Words, found: Plain) -> Iterator[Block]:
    """What is done about the differences, and those of which nobody said anything yet."""
    if found["rows"]:
        columns = (
            Column(words.own("organisations.difference"), 1.4),
            Column(words.own("organisations.answer"), 2.4),
            Column(words.own("column.owner"), 1.0),
            Column(words.own("column.due"), 0.9),
            Column(words.own("organisations.hours"), 0.6, number=True),
        )
        yield Table(
            words.own("organisations.answers_caption"),
            columns,
            tuple(
                (
                    Cell(row["name"], strong=True, note=row["meaning"]),
                    Cell(row["text"] or words.own("organisations.nothing_yet")),
                    Cell(row["owner"] or words.own("measures.no_owner")),
                    Cell(words.day(row["due"]) if row["due"] else words.own("measures.no_date")),
                    Cell(words.number(row["hours"], Unit.NUMBER)),
                )
                for row in found["rows"]
            ),
        )
    if found["without_row"]:
        yield Table(
            words.own("organisations.open_caption"),
            (
                Column(words.own("organisations.difference"), 1.4),
                Column(words.own("organisations.meaning"), 2.0),
                Column(words.own("organisations.suggestion"), 2.4),
            ),
            tuple(
                (
                    Cell(words.say(row["name"]), strong=True),
                    Cell(words.say(row["meaning"])),
                    Cell(words.say(row["suggestion"])),
                )
                for row in found["without_row"]
            ),
        )
