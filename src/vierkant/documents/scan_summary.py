"""One page for the steering group about organisations side by side: what differs, what is done, what must be decided.

No group and no function stands on it: only organisations, subjects and answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from vierkant.documents.paper_cover import shortened
from vierkant.documents.paper_model import Paper
from vierkant.documents.paper_pdf import pdf as pdf_of_paper
from vierkant.documents.report_blocks import (
    Block,
    Bullets,
    Cell,
    Chapter,
    Column,
    Heading,
    Panel,
    Paragraph,
    Table,
)
from vierkant.documents.report_text import Words
from vierkant.organisation_scan.contracts import dated_again
from vierkant.quantities import Message, MessageArgument, Unit, to_plain
from vierkant.terms import Language, render

Plain = Mapping[str, Any]
MOST_ANSWERS, MOST_OPEN, MOST_MOMENTS = 6, 8, 3
_LAYOUT = ("contents", "page", "figure", "table", "do")
_ROOMS = (
    ("employment", "structure", "employment"),
    ("mandates", "structure", "mandates"),
    ("structure", "structure", "structure"),
    ("processes", "processes", "processes"),
    ("applications", "processes", "components"),
)
"""Room, the part of the result it stands in, and its name there."""


def pdf(scan: Plain, *, name: str, today: date, language: Language) -> bytes:
    """The page as PDF/UA-1 and PDF/A-2a.

    Args:
        scan: a `ScanResult` as JSON values.
        name: of the cooperation.
        today: for what depends on the day.
    """
    return pdf_of_paper(summary(scan, name=name, today=today, language=language))


def summary(scan: Plain, *, name: str, today: date, language: Language) -> Paper:
    """The page before anybody lays it out."""
    words = Words(language)
    title = _t("title", language)
    return Paper(
        kind="scan_summary",
        language=language,
        today=today,
        title=title,
        kicker=name,
        lead=_t("lead", language),
        facts=(),
        chapters=(),
        gaps=(),
        running_audience=_t("audience", language),
        words={key: words.own(f"layout.{key}") for key in _LAYOUT},
        cover=Chapter(title, tuple(_blocks(scan, today, words))),
        cover_facts=(
            (_t("partners", language), words.listed(list(scan["partners"].values()))),
            (_t("day", language), words.day(today)),
        ),
        is_sheet=True,
    )


def _t(name: str, language: Language, /, **arguments: MessageArgument) -> str:
    return render(Message(f"organisation_scan.summary.{name}", arguments), language)


def _blocks(scan: Plain, today: date, words: Words) -> Iterator[Block]:
    language = words.language
    differences = scan["differences"]
    yield _standing(scan, differences, words)
    yield _table(scan, words)
    if differences["rows"]:
        yield Heading(_t("answers", language))
        yield from _answers(differences["rows"], words)
    if differences["without_row"]:
        yield Heading(_t("without_row", language))
        yield _without_row(differences["without_row"], words)
    moments = list(_moments(scan, today, words))
    if moments:
        yield Heading(_t("contracts", language))
        yield Bullets(tuple(moments))
    yield Paragraph(_t("ask_open" if differences["open"] else "ask_none", language), "lead")


def _standing(scan: Plain, differences: Plain, words: Words) -> Panel:
    """What stands on top: how many differences have an answer, and the hours."""
    language = words.language
    numbers = {"answered": differences["answered"], "open": differences["open"]}
    rows = []
    if differences["hours"]:
        rows.append(Cell(_t("hours", language, hours=words.value(differences["hours"]))))
    missing = [row for part in ("structure", "processes") for row in (scan[part] or {}).get("missing", ())]
    if missing:
        partners = dict.fromkeys(scan["partners"].get(row["partner"], "") for row in missing)
        rows.append(Cell(_t("missing", language, names=words.listed([name for name in partners if name]))))
    return Panel(_t("standing", language), _t("counts", language, **numbers), tuple(rows), tone="human")


def _table(scan: Plain, words: Words) -> Table:
    language = words.language
    rows = []
    for room, part, name in _ROOMS:
        found = (scan[part] or {}).get(name, ())
        counts = [
            sum(row["comparison"] == kind for row in found) for kind in ("alike", "different", "unknown")
        ]
        if found:
            title = words.say(f"organisation_scan.room.{room}")
            rows.append((Cell(title), *(Cell(words.number(count, Unit.NUMBER)) for count in counts)))
    columns = (
        Column(_t("subject", language), 2.0),
        *(
            Column(words.say(f"organisation_scan.comparison.{kind}"), number=True)
            for kind in ("alike", "different", "unknown")
        ),
    )
    return Table(_t("table", language), columns, tuple(rows))


def _answers(rows: Sequence[Plain], words: Words) -> Iterator[Block]:
    """The answers, first those that lack something, then by date."""
    language = words.language
    ordered = sorted(rows, key=lambda row: (row["done"], not row["lacks"], row["due"] or "9999", row["name"]))
    yield Table(
        _t("answers_table", language),
        (
            Column(_t("difference", language), 2.0),
            Column(_t("answer", language), 3.0),
            Column(_t("owner", language), 1.4),
            Column(_t("due", language), 1.3),
        ),
        tuple(_answer(row, words) for row in ordered[:MOST_ANSWERS]),
    )
    if len(rows) > MOST_ANSWERS:
        yield Paragraph(_t("more", language, count=len(rows) - MOST_ANSWERS), "quiet")


def _answer(row: Plain, words: Words) -> tuple[Cell, ...]:
    language = words.language
    unsaid = _t("unsaid", language)
    accepted = row["answer"] == "accepted"
    text = shortened(row["text"] or unsaid)
    due = _t("done", language) if row["done"] else words.day(row["due"]) if row["due"] else unsaid
    return (
        Cell(row["name"], level="green" if row["done"] else "red" if row["lacks"] else None),
        Cell(_t("accepted", language, text=text) if accepted else text),
        Cell(row["owner"] or ("–" if accepted else unsaid)),
        Cell("–" if accepted and not row["due"] and not row["done"] else due),
    )


def _without_row(rows: Sequence[Plain], words: Words) -> Bullets:
    found = [
        Cell(f"{words.say(row['name'])}: {words.say(row['size'])}" if row["size"] else words.say(row["name"]))
        for row in rows[:MOST_OPEN]
    ]
    if len(rows) > MOST_OPEN:
        found.append(Cell(_t("more", words.language, count=len(rows) - MOST_OPEN)))
    return Bullets(tuple(found))


def _moments(scan: Plain, today: date, words: Words) -> Iterator[Cell]:
    """What can be joined first, and the days to give notice that come near."""
    if not scan["processes"]:
        return
    dated = to_plain(dated_again(scan["processes"], today=today))
    for finding in dated["findings"]:
        if finding["id"] == "notice_soon":
            yield Cell(words.say(finding["text"]), note=words.say(finding["action"]))
    for plan in [plan for plan in dated["joins"] if plan["earliest"]][:MOST_MOMENTS]:
        yield Cell(_t("join", words.language, name=plan["name"], day=words.day(plan["earliest"])))
