"""The chapter with lessons of others: the nearest documented cases, and what to check because of them."""

from __future__ import annotations

from vierkant.documents.report_blocks import Block, Bullets, Cell, Chapter, Column, Heading, Paragraph, Table
from vierkant.documents.report_text import Plain, Words, computed_table
from vierkant.quantities import Unit
from vierkant.terms import exists

MOST_CASES = 4
FEWEST_FEATURES = 3
"""Of which less is known, any cooperation looks like it."""


def lessons(words: Words, assessment: Plain) -> Chapter:
    """Cases near enough to say something; open checks first."""
    result = assessment["lessons"]
    known = len(result["features"]) >= FEWEST_FEATURES
    near = [row for row in result["nearest"] if row["enough"] and known][:MOST_CASES]
    blocks: list[Block] = [Paragraph(words.own("lessons.lead" if near else "lessons.none"), "lead")]
    if near:
        columns = (
            Column(words.own("lessons.case"), 1.6),
            Column(words.own("lessons.alike"), 0.6, number=True),
            Column(words.own("lessons.outcome"), 1.0),
            Column(words.own("lessons.lesson"), 3.0),
        )
        rows = tuple(
            (
                Cell(row["name"], strong=True),
                Cell(words.number(row["alike"], Unit.SHARE)),
                Cell(words.say(f"lessons.outcome.{row['outcome']}") if row["outcome"] else "–"),
                Cell(_lesson(words, row)),
            )
            for row in near
        )
        blocks.append(Table(words.own("lessons.caption"), columns, rows))
    still_open = [row for row in result["checks"] if not row["done"] and near]
    if still_open:
        blocks += [
            Heading(words.own("lessons.checks")),
            Bullets(tuple(Cell(words.say(row["text"]), note=words.say(row["why"])) for row in still_open)),
        ]
    blocks += [
        computed_table(words, words.own("lessons.base_rate"), [result["dissolved"]]),
        Paragraph(words.own("lessons.bias"), "quiet"),
    ]
    return Chapter(words.own("lessons.title"), tuple(blocks))


def _lesson(words: Words, row: Plain) -> str:
    """The lesson of a documented case; of a case of the users themselves it stands on the page."""
    known = f"lesson_cases.{row['id']}.lesson"
    return words.say(known) if not row["own"] and exists(known) else words.own("lessons.own")
