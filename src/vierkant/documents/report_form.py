"""The chapter on the legal form: the verdict per form with its reasons, articles and certainty, and the steps."""

from __future__ import annotations

from typing import Any

from vierkant.documents.report_blocks import Block, Bullets, Cell, Chapter, Column, Heading, Paragraph, Table
from vierkant.documents.report_text import Plain, Words, missing_list, notes

_VERDICT_LEVEL = {
    "admissible": "green",
    "admissible_with_conditions": "amber",
    "excluded": "red",
    "undecided": "unknown",
}


def legal_form(words: Words, assessment: Plain) -> Chapter:
    """Which forms are possible and why, whether the agreed form fits, and what to do for it."""
    advice = assessment["legal_form"]
    block = next(item for item in assessment["blocks"] if item["id"] == "grip")
    blocks: list[Block] = [Paragraph(words.say(block["headline"]), "lead")]
    agreed = assessment["agreed_form"]
    blocks.append(Paragraph(_agreed(words, advice, agreed)))
    if advice is not None:
        blocks += [Paragraph(words.say(notice), "quiet") for notice in advice["notices"]]
        blocks += [
            _verdicts(words, advice),
            *_open_questions(words, advice),
            *_reasons(words, advice, agreed),
        ]
    else:
        blocks.append(Paragraph(words.own("form.not_asked")))
    if block["findings"]:
        blocks += [Heading(words.own("findings")), *notes(words, block["findings"])]
    if assessment["form_steps"]:
        blocks += [Heading(words.own("form.steps")), _steps(words, assessment["form_steps"])]
    if block["missing"]:
        blocks += [Heading(words.own("missing_here")), *missing_list(words, block["missing"])]
    return Chapter(words.own("form.title"), tuple(blocks))


def _agreed(words: Words, advice: Plain | None, agreed: str | None) -> str:
    if agreed is None:
        return words.own("form.none_agreed")
    names = {item["form"]: words.say(item["name"]) for item in advice["forms"]} if advice else {}
    return words.own("form.agreed", form=names.get(agreed, agreed))


def _verdicts(words: Words, advice: Plain) -> Table:
    columns = (
        Column(words.own("column.form"), 1.5),
        Column(words.own("column.verdict"), 1.3),
        Column(words.own("column.meaning"), 2.4),
    )
    rows = tuple(
        (
            Cell(words.say(item["name"]), strong=True),
            Cell(words.own(f"form.verdict.{item['verdict']}"), level=_VERDICT_LEVEL[item["verdict"]]),
            Cell(words.say(item["verdict_text"])),
        )
        for item in advice["forms"]
    )
    return Table(words.own("form.verdicts"), columns, rows)


def _open_questions(words: Words, advice: Plain) -> tuple[Block, ...]:
    questions = [words.say(item["question"]["text"]) for item in advice["open_questions"]]
    if not questions:
        return ()
    return Paragraph(words.own("form.open")), Bullets(tuple(Cell(text) for text in questions))


def _reasons(words: Words, advice: Plain, agreed: str | None) -> list[Block]:
    """The agreed form with all that holds for it; the others with what excludes them or asks for arrangements."""
    blocks: list[Block] = []
    forms = sorted(advice["forms"], key=lambda item: item["form"] != agreed)
    for item in forms:
        own = item["form"] == agreed
        reasons = [reason for reason in item["reasons"] if own or reason["effect"] != "inform"]
        if item["verdict"] == "excluded" and not own:
            reasons = [reason for reason in reasons if reason["effect"] in ("exclude", "reclassify")]
        if reasons:
            name = words.say(item["name"])
            caption = words.own("form.reasons", form=name)
            blocks += [Heading(words.own("form.why", form=name)), _reason_table(words, caption, reasons)]
            blocks += _changes(words, item)
    return blocks


def _reason_table(words: Words, caption: str, reasons: list[Any]) -> Table:
    columns = (
        Column(words.own("column.rule"), 2.7),
        Column(words.own("column.article"), 1.1),
        Column(words.own("column.certainty"), 1.1),
    )
    rows = tuple(
        (
            Cell(words.say(reason["text"]), note=words.own("do", text=words.say(reason["action"]))),
            Cell(words.listed(reason["articles"]) or "–"),
            _certainty(words, reason),
        )
        for reason in reasons
    )
    return Table(caption, columns, rows)


def _certainty(words: Words, item: Plain) -> Cell:
    """The certainty of a legal statement; what was not confirmed against the act says so."""
    if item["unconfirmed"]:
        return Cell(words.own("form.unconfirmed"), level="amber")
    return Cell(words.certainty(item["certainty"]))


def _changes(words: Words, form: Plain) -> tuple[Block, ...]:
    """What would have to change to make an excluded form possible."""
    if form["verdict"] != "excluded" or not form["changes"]:
        return ()
    items = tuple(
        Cell(" ".join(words.say(answer["meaning"]) for answer in change["answers"]))
        for change in form["changes"][:3]
    )
    return Paragraph(words.own("form.change")), Bullets(items)


def _steps(words: Words, steps: list[Any]) -> Table:
    columns = (
        Column(words.own("column.number"), 0.35),
        Column(words.own("column.step"), 2.7),
        Column(words.own("column.who"), 1.0),
        Column(words.own("column.article"), 1.05),
        Column(words.own("column.term"), 0.7),
    )
    rows = tuple(
        (
            Cell(str(step["number"])),
            Cell(words.say(step["title"]), note=words.say(step["text"]), strong=True),
            Cell(words.say(step["who"])),
            Cell(
                words.listed(step["articles"]) or "–",
                note=words.own("form.unconfirmed") if step["unconfirmed"] else None,
            ),
            Cell(words.own("form.weeks", weeks=step["weeks"]) if step["weeks"] else "–"),
        )
        for step in steps
    )
    return Table(words.own("form.steps_caption"), columns, rows)
