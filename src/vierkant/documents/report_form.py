"""The chapter on the legal form: the verdict per form with its reasons, articles and certainty, and the steps."""

from __future__ import annotations

from typing import Any

from vierkant.documents.report_blocks import Block, Bullets, Cell, Chapter, Column, Heading, Paragraph, Table
from vierkant.documents.report_text import Plain, Words, missing_list, notes
from vierkant.legal_form.profiles import form_name
from vierkant.reference.forms import LegalForm

_VERDICT_LEVEL = {
    "admissible": "green",
    "admissible_with_conditions": "amber",
    "unsuited": "amber",
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
    blocks += [Paragraph(words.say(notice), "quiet") for notice in advice["notices"]]
    blocks += [
        _verdicts(words, advice),
        *_contradictions(words, advice, block["findings"]),
        *_open_questions(words, advice),
        *_mismatches(words, advice, agreed),
        *_reasons(words, advice, agreed),
        *_excluded(words, advice, agreed),
    ]
    if block["findings"]:
        blocks += [Heading(words.own("findings")), *notes(words, block["findings"])]
    if assessment["form_steps"]:
        blocks += [Heading(words.own("form.steps")), _steps(words, assessment["form_steps"])]
    if block["missing"]:
        blocks += [Heading(words.own("missing_here")), *missing_list(words, block["missing"])]
    return Chapter(words.own("form.title"), tuple(blocks))


def _agreed(words: Words, advice: Plain, agreed: str | None) -> str:
    if agreed is None:
        return words.own("form.none_agreed")
    names = {item["form"]: words.say(item["name"]) for item in advice["forms"]}
    return words.own("form.agreed", form=names.get(agreed, _name_elsewhere(words, agreed)))


def _name_elsewhere(words: Words, agreed: str) -> str:
    """A form of another kind of cooperation by its name; what the partners wrote themselves as they wrote it."""
    return words.say(form_name(LegalForm(agreed))) if agreed in set(LegalForm) else agreed


def _verdicts(words: Words, advice: Plain) -> Table:
    columns = (
        Column(words.own("column.form"), 2.0),
        Column(words.own("column.verdict"), 1.2),
        Column(words.own("column.meaning"), 2.2),
    )
    rows = tuple(
        (
            Cell(words.say(item["name"]), strong=True),
            Cell(words.own(f"form.verdict.{_standing(item)}"), level=_VERDICT_LEVEL[_standing(item)]),
            Cell(words.say(item["verdict_text"])),
        )
        for item in advice["forms"]
    )
    return Table(words.own("form.verdicts"), columns, rows)


def _standing(form: Plain) -> str:
    """The verdict; a form that may be chosen but does not suit what the partners want says that instead."""
    verdict: str = form["verdict"]
    return "unsuited" if form["mismatches"] and "excluded" not in form["possible"] else verdict


def _contradictions(words: Words, advice: Plain, told: list[Any]) -> tuple[Block, ...]:
    known = {finding["id"] for finding in told}
    found = [item for item in advice["contradictions"] if item["id"] not in known]
    return (Heading(words.own("form.contradictions")), *notes(words, found)) if found else ()


def _open_questions(words: Words, advice: Plain) -> tuple[Block, ...]:
    questions = [words.say(item["question"]["text"]) for item in advice["open_questions"]]
    if not questions:
        return ()
    return Paragraph(words.own("form.open")), Bullets(tuple(Cell(text) for text in questions))


def _mismatches(words: Words, advice: Plain, agreed: str | None) -> tuple[Block, ...]:
    """Where another form than the agreed one does not suit; about the agreed one the findings say it."""
    columns = (Column(words.own("column.form"), 1.2), Column(words.own("column.meaning"), 3.0))
    rows = tuple(
        (
            Cell(words.say(form["name"]), strong=True),
            Cell(words.say(item["text"]), note=words.own("do", text=words.say(item["action"]))),
        )
        for form in advice["forms"]
        if form["form"] != agreed
        for item in form["mismatches"]
    )
    if not rows:
        return ()
    return Heading(words.own("form.mismatches")), Table(words.own("form.mismatches"), columns, rows)


def _reasons(words: Words, advice: Plain, agreed: str | None) -> list[Block]:
    """The agreed form with all that holds for it; the others that may be chosen with what to arrange."""
    blocks: list[Block] = []
    for item in sorted(advice["forms"], key=lambda item: item["form"] != agreed):
        own = item["form"] == agreed
        if item["verdict"] == "excluded" and not own:
            continue
        reasons = [reason for reason in item["reasons"] if own or reason["effect"] != "inform"]
        if reasons:
            name = words.say(item["name"])
            caption = words.own("form.reasons", form=name)
            blocks += [Heading(words.own("form.why", form=name)), _reason_table(words, caption, reasons)]
            blocks += _changes(words, item)
    return blocks


def _excluded(words: Words, advice: Plain, agreed: str | None) -> tuple[Block, ...]:
    """The forms that are not possible in one table: every reason with its article, and the smallest change."""
    columns = (
        Column(words.own("column.form"), 1.2),
        Column(words.own("column.rule"), 2.6),
        Column(words.own("column.article"), 1.0),
        Column(words.own("column.certainty"), 0.9),
    )
    rows = tuple(
        row
        for form in advice["forms"]
        if form["verdict"] == "excluded" and form["form"] != agreed
        for row in _excluded_rows(words, form)
    )
    if not rows:
        return ()
    return Heading(words.own("form.excluded")), Table(words.own("form.excluded"), columns, rows)


def _excluded_rows(words: Words, form: Plain) -> list[tuple[Cell, ...]]:
    reasons = [reason for reason in form["reasons"] if reason["effect"] == "exclude"]
    change = None
    if form["changes"]:
        meaning = " ".join(words.say(answer["meaning"]) for answer in form["changes"][0]["answers"])
        change = words.own("form.smallest", text=meaning)
    return [
        (
            Cell("" if number else words.say(form["name"]), strong=True),
            Cell(words.say(reason["text"]), note=change if reason is reasons[-1] else None),
            Cell(words.listed(reason["articles"])),
            _certainty(words, reason),
        )
        for number, reason in enumerate(reasons)
    ]


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
