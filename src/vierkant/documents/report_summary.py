"""The title block and the first chapter: the whole on one page, the human side first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from vierkant.documents.report_blocks import (
    Block,
    Bullets,
    Cell,
    Chapter,
    Column,
    Heading,
    Note,
    Notes,
    Panel,
    Paragraph,
    Report,
    Table,
)
from vierkant.documents.report_people import visible_missing
from vierkant.documents.report_text import WEIGHT, Plain, Words, assumed_sentence
from vierkant.quantities import Unit

_MOST = 5
"""How many lines a list on the first page holds; the chapters hold them all."""


def front(
    words: Words, assessment: Plain, chapters: tuple[Chapter, ...], *, today: date, audience: str
) -> Report:
    """The report around its chapters."""
    name = assessment["name"] or words.own("nameless")
    made_for = reader(words, assessment, audience)
    facts = [
        (words.own("front.partners"), _partners(words, assessment)),
        (words.own("front.kind"), words.own(
            "front.kind_text",
            kind=words.say(f"dossier.kind.{assessment['kind']}"),
            stage=words.say(f"dossier.stage.{assessment['stage']}"),
        )),
        (words.own("front.start"), str(assessment["start_year"] or words.own("front.no_start"))),
        (words.own("front.day"), words.day(today)),
        (words.own("front.for"), made_for),
        (words.own("front.assumed"), words.own("front.see", text=assumed_sentence(words, assessment))),
    ]  # fmt: skip
    return Report(
        language=words.language,
        title=name,
        kicker=words.own("front.kicker"),
        goal=assessment["goal"],
        facts=tuple(facts),
        running_title=name,
        running_audience=words.own(f"front.running.{audience.partition(':')[0]}"),
        words={key: words.own(f"layout.{key}") for key in _LAYOUT},
        chapters=chapters,
    )


_LAYOUT = ("contents", "page", "figure", "table", "do")


def reader(words: Words, assessment: Plain, audience: str) -> str:
    """For whom the report is made, in a sentence."""
    kind, _, partner = audience.partition(":")
    names = {item["id"]: item["name"] for item in assessment["partners"]}
    return words.own(f"front.reader.{kind}", partner=names.get(partner, partner))


def _partners(words: Words, assessment: Plain) -> str:
    names = [item["name"] for item in assessment["partners"]]
    return words.listed(names) if names else words.own("front.no_partners")


def summary(words: Words, assessment: Plain, dated: Plain | None) -> Chapter:
    """In one page: people, stumbling blocks, four K's, what blocks a decision, next steps."""
    blocks: list[Block] = [
        _human(words, assessment),
        _standing(words, "blocks", "block_name", assessment["blocks"]),
        _standing(words, "four_ks", "k_name", assessment["four_ks"]),
        Heading(words.own("summary.blocking")),
    ]
    blocking = tuple(_blocking(words, assessment, dated))
    if blocking:
        blocks.append(Notes(_cut(blocking)))
    else:
        blocks.append(Paragraph(words.own("summary.nothing_blocks")))
    blocks.append(Heading(words.own("summary.next")))
    blocks.append(Bullets(tuple(_next(words, assessment, dated)), ordered=True))
    return Chapter(words.own("summary.title"), tuple(blocks))


def _human(words: Words, assessment: Plain) -> Panel:
    """The human side, before any money."""
    people = assessment["people"]
    block = next(item for item in assessment["blocks"] if item["id"] == "people")
    rows = []
    for name in ("hours", "euros"):
        reserved, needed = people[f"{name}_reserved"], people[f"{name}_needed"]
        if needed is not None:
            said = words.value(reserved) if reserved else words.own("people.nothing")
            rows.append(Cell(words.own(f"summary.{name}", reserved=said, needed=words.with_span(needed))))
    title = words.own("summary.human", level=words.level(block["level"]))
    return Panel(title, words.say(block["headline"]), tuple(rows), tone="human")


def _standing(words: Words, name: str, room: str, items: list[Any]) -> Table:
    columns = (
        Column(words.own(f"column.{name}"), 1.0),
        Column(words.own("column.standing"), 0.95),
        Column(words.own("column.why"), 3.2),
    )
    rows = tuple(
        (
            Cell(_capital(words.say(f"dossier.{room}.{item['id']}")), strong=True),
            Cell(words.level(item["level"]), level=item["level"]),
            Cell(words.say(item["headline"])),
        )
        for item in items
    )
    return Table(words.own(f"summary.{name}"), columns, rows)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _blocking(words: Words, assessment: Plain, dated: Plain | None) -> Iterator[Note]:
    """What must be solved before a decision: what asks for action now, dates gone by, and what nobody filled in."""
    found = [item for block in assessment["blocks"] for item in block["findings"]]
    for item in [*found, *(dated["findings"] if dated else ())]:
        if item["level"] == "red" or item["id"] == "past":
            yield Note(item["level"], words.level(item["level"]), words.say(item["text"]))
    for block in assessment["blocks"]:
        if block["level"] == "unknown":
            yield Note("unknown", words.level("unknown"), words.say(block["headline"]))


def _cut(items: tuple[Note, ...]) -> tuple[Note, ...]:
    return tuple(sorted(items, key=lambda item: -WEIGHT[item.level])[:_MOST])


def _next(words: Words, assessment: Plain, dated: Plain | None) -> Iterator[Cell]:
    """The heaviest actions and the first dates; there is always a next step."""
    found = [
        *(dated["findings"] if dated else ()),
        *(item for block in assessment["blocks"] for item in block["findings"]),
    ]
    findings = [item for item in found if item["action"]]
    heavy = sorted(findings, key=lambda item: -WEIGHT[item["level"]])
    # The same action can answer two findings.
    actions = list(dict.fromkeys(words.say(item["action"]) for item in heavy))
    ahead = [item for item in (dated["deadlines"] if dated else ()) if item["days"] >= 0]
    dates = [_deadline(words, item) for item in ahead[:2]]
    for text in actions[: _MOST - len(dates)]:
        yield Cell(text)
    yield from dates
    if not actions and not dates:
        missing = visible_missing(assessment, assessment["missing"])
        for item in missing[:_MOST]:
            yield Cell(words.say(item["what"]), note=words.say(item["cost"]))
        if not missing:
            yield Cell(words.own("summary.nothing_to_do"))


def _deadline(words: Words, item: Plain) -> Cell:
    kind = words.own(f"deadline.{item['kind']}")
    # A measure and a decision say themselves what they are; a group or an audience does not.
    bare = item["kind"] in ("measure", "decision") or not item["text"]
    text = (item["text"] or kind) if bare else words.own("deadline.about", kind=kind, text=item["text"])
    line = words.own("deadline.line", day=words.day(item["on"]), text=text)
    return Cell(line, note=words.own("deadline.to_go", days=words.number(item["days"], Unit.NUMBER)))
