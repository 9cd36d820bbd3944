"""The chapters on why the partners would cooperate, and on three of the four K's: quality, client focus and risk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from vierkant.documents.report_blocks import Block, Cell, Chapter, Column, Heading, Paragraph, Table
from vierkant.documents.report_people import visible_missing
from vierkant.documents.report_text import Plain, Words, computed_table, missing_list, notes
from vierkant.quantities import Unit

GOALS = ("costs", "quality", "client_focus", "vulnerability", "own")
Texts = Mapping[str, str]


def motives(words: Words, assessment: Plain) -> Chapter:
    """Who wants what, where that collides, and what experience says."""
    result = assessment["motives"]
    blocks: list[Block] = [Paragraph(words.say(result["headline"]), "lead")]
    answered = [row for row in result["profiles"] if row["answered"]]
    if answered:
        columns = (
            Column(words.own("column.partner"), 1.6),
            *(Column(words.own(f"why.goal.{goal}"), 0.9, number=True) for goal in GOALS),
        )
        rows = tuple(
            (
                Cell(row["name"], strong=True),
                *(Cell(words.number(row["points"].get(goal, 0.0), Unit.NUMBER)) for goal in GOALS),
            )
            for row in answered
        )
        blocks.append(Table(words.own("why.motives_caption"), columns, rows))
    if result["conflict"]:
        blocks.append(Paragraph(words.say(result["conflict"])))
    return _closed(words, assessment, result, words.own("why.motives_title"), blocks)


def _closed(
    words: Words,
    assessment: Plain,
    result: Plain,
    title: str,
    blocks: Iterable[Block],
    *,
    small: bool = False,
) -> Chapter:
    """The chapter with its findings and with what is missing."""
    whole = list(blocks)
    if result["findings"]:
        whole += [Heading(words.own("findings")), *notes(words, result["findings"])]
    missing = () if small else visible_missing(assessment, result["missing"])
    if missing:
        whole += [Heading(words.own("missing_here")), *missing_list(words, missing)]
    return Chapter(title, tuple(whole))


def quality(words: Words, assessment: Plain) -> Chapter:
    """How deep the expertise is; fields that hang on one person are counted and not shown. And the indicators."""
    result = assessment["quality"]
    blocks: list[Block] = [Paragraph(words.say(result["headline"]), "lead")]
    numbers = [result[name] for name in ("complex_alone", "complex_solved", "complex_left", "with_baseline")]
    if any(numbers):
        blocks.append(computed_table(words, words.own("why.quality_totals"), numbers))
    shown = [row for row in result["expertise"] if not row["points_to_person"]]
    hidden = len(result["expertise"]) - len(shown)
    if hidden:
        blocks.append(Paragraph(words.own("why.fields_hidden", number=hidden), "quiet"))
    if shown:
        blocks.append(_expertise(words, shown))
    if result["indicators"]:
        blocks.append(_indicators(words, result["indicators"]))
    # What is missing names a field; a field of one person must not be named.
    return _closed(words, assessment, result, words.own("why.quality_title"), blocks, small=hidden > 0)


def _expertise(words: Words, rows: Iterable[Plain]) -> Table:
    columns = (
        Column(words.own("why.field"), 1.6),
        Column(words.own("column.standing"), 1.0),
        Column(words.own("why.needed_alone"), 0.8, number=True),
        Column(words.own("why.people_together"), 0.8, number=True),
        Column(words.own("column.meaning"), 2.4),
    )
    return Table(
        words.own("why.fields_caption"),
        columns,
        tuple(
            (
                Cell(row["name"], strong=True),
                Cell(words.level(row["level"]), level=row["level"]),
                Cell(str(row["needed"])),
                Cell("–" if row["people_together"] is None else str(row["people_together"])),
                Cell(words.say(row["text"])),
            )
            for row in rows
        ),
    )


def _indicators(words: Words, rows: Iterable[Plain]) -> Table:
    columns = (
        Column(words.own("why.indicator"), 1.8),
        Column(words.own("why.baseline"), 0.9, number=True),
        Column(words.own("why.target"), 0.9, number=True),
        Column(words.own("why.owner"), 1.2),
    )

    def reading(row: Plain | None) -> str:
        return (
            "–" if row is None else words.number(row["value"], Unit.NUMBER, 0 if row["value"] % 1 == 0 else 1)
        )

    return Table(
        words.own("why.indicators_caption"),
        columns,
        tuple(
            (
                Cell(row["name"], note=row["unit"], strong=True),
                Cell(reading(row["baseline"])),
                Cell(reading(row["target"])),
                Cell(row["owner"] or words.own("why.nobody")),
            )
            for row in rows
        ),
    )


def service(words: Words, assessment: Plain) -> Chapter:
    """How long residents wait, now and together, and how far they travel."""
    result = assessment["service"]
    blocks: list[Block] = [Paragraph(words.say(result["headline"]), "lead")]
    if result["channels"]:
        columns = (
            Column(words.own("why.channel"), 1.5),
            Column(words.own("column.standing"), 1.0),
            Column(words.own("why.wait_now"), 0.9, number=True),
            Column(words.own("why.wait_together"), 0.9, number=True),
            Column(words.own("column.meaning"), 2.4),
        )
        rows = tuple(
            (
                Cell(row["name"], strong=True),
                Cell(words.level(row["level"]), level=row["level"]),
                Cell(words.value(row["wait_now"])),
                Cell(words.value(row["wait_together"])),
                Cell(words.say(row["text"])),
            )
            for row in result["channels"]
        )
        blocks.append(Table(words.own("why.channels_caption"), columns, rows))
    return _closed(words, assessment, result, words.own("why.service_title"), blocks)


def risks(words: Words, assessment: Plain) -> Chapter:
    """What partners must be able to bear, before and after, with what flows back to them."""
    result = assessment["risks"]
    blocks: list[Block] = [Paragraph(words.say(result["headline"]), "lead")]
    numbers = [result[name] for name in ("required_before", "required_after", "pool_required")]
    if any(numbers):
        blocks.append(computed_table(words, words.own("why.risks_totals"), numbers))
    if result["partners"] and result["counted"]:
        columns = (
            Column(words.own("column.partner"), 1.5),
            Column(words.own("why.resilience"), 1.1, number=True),
            Column(words.own("why.required_before"), 1.1, number=True),
            Column(words.own("why.required_after"), 1.1, number=True),
            Column(words.own("why.grade"), 0.9),
        )
        rows = tuple(
            (
                Cell(row["name"], strong=True),
                Cell(words.number(row["resilience"], Unit.EURO)),
                Cell(words.number(row["required_before"], Unit.EURO)),
                Cell(words.number(row["required_after"], Unit.EURO)),
                Cell(f"{row['grade_before'] or '–'} → {row['grade_after'] or '–'}", level=row["level"]),
            )
            for row in result["partners"]
        )
        blocks += [
            Table(words.own("why.risks_caption"), columns, rows),
            Paragraph(words.own("why.grades"), "quiet"),
        ]
    return _closed(words, assessment, result, words.own("why.risks_title"), blocks)
