"""The zienswijze of one council: the proposal and the letter to the board, with numbered points and a log."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vierkant.calendar.results import CouncilDates
from vierkant.documents.paper_days import own_dates
from vierkant.documents.paper_decision import DecisionDraft
from vierkant.documents.report_blocks import Block, Cell, Chapter, Heading, Paragraph
from vierkant.documents.report_text import Plain
from vierkant.dossier.planning import boards_of
from vierkant.quantities import Unit
from vierkant.reference.forms import BODY_FORMS

_FRAMES = ("index", "reserves", "task", "budget", "risks")
_LEVEL = {"agrees": "green", "agrees_if_changed": "amber", "objects": "red", "no_view": "unknown"}


def chapters(draft: DecisionDraft) -> tuple[Chapter, ...]:
    """The proposal to the council, the letter, and what became of each point."""
    points = (draft.stored("grip") or {}).get("points", ())

    def made(name: str, *blocks: Block) -> Chapter:
        return Chapter(draft.t(f"zienswijze.{name}"), blocks)

    return (
        made("proposal", *_proposal(draft, points)),
        made("frames", *_frames(draft)),
        made("region", *_region(draft, points)),
        made("letter", *_letter(draft, points)),
        made("log", *_log(draft, points)),
    )


def _law(draft: DecisionDraft) -> str:
    """On what the zienswijze rests: for a body its budget or named decisions, before that the draft arrangement."""
    if draft.phase in ("explore", "design", "decide"):
        return draft.law("art. 1 lid 2-3 Wgr", "high")
    if draft.form in BODY_FORMS:
        return draft.law("art. 35 lid 1-3 Wgr", "high")
    return draft.t("zienswijze.no_law")


def _proposal(draft: DecisionDraft, points: Any) -> Iterator[Block]:
    yield Paragraph(draft.t("zienswijze.decide"), "before")
    names = ("adopt", "send", "follow") if points else ("adopt", "send")
    yield draft.bullets((draft.t(f"zienswijze.point.{name}") for name in names), ordered=True)
    yield Paragraph(draft.t("zienswijze.basis", law=_law(draft)))
    yield Paragraph(draft.t("zienswijze.binding"), "quiet")


def _frames(draft: DecisionDraft) -> Iterator[Block]:
    """The test against what the councils agreed on before."""
    yield Paragraph(draft.t("zienswijze.frames_text"), "before")
    rows = [
        (
            Cell(draft.t(f"frame.{name}"), strong=True),
            Cell(draft.gap(f"frame_{name}", "paper")),
            Cell(draft.gap(f"draft_{name}", "paper")),
        )
        for name in _FRAMES
    ]
    yield draft.table("frames", draft.columns(("frame", 1.4), ("agreed", 1.6), ("in_draft", 1.6)), rows)


def _region(draft: DecisionDraft, points: Any) -> Iterator[Block]:
    """Which councils share a point, and whether they have the votes."""
    if not points:
        yield Paragraph(draft.gap("points", "zienswijze_points"))
        return
    yield Paragraph(draft.t("zienswijze.region_text"), "before")
    rows = []
    for number, item in enumerate(points, 1):
        votes = (
            draft.t("zienswijze.votes", votes=item["votes_agreeing"], needed=item["votes_needed"])
            if item["votes_agreeing"] is not None
            else draft.gap("votes", "agreements")
        )
        rows.append(
            (
                Cell(str(number)),
                Cell(_named(draft, item, ("agrees", "agrees_if_changed")) or "–"),
                Cell(_named(draft, item, ("objects",)) or "–"),
                Cell(_named(draft, item, ("no_view", None)) or "–"),
                Cell(votes),
            )
        )
    columns = draft.columns(("number", 0.4), ("share", 1.5), ("object", 1.2), ("silent", 1.2), ("votes", 1.0))
    yield draft.table("region", columns, rows)


def _named(draft: DecisionDraft, item: Plain, stances: tuple[str | None, ...]) -> str:
    return draft.words.listed(view["name"] for view in item["views"] if view["stance"] in stances)


def _dates(draft: DecisionDraft) -> CouncilDates | None:
    return next((row for row in own_dates(draft) if row.decide_on and row.decide_on >= draft.today), None)


def _letter(draft: DecisionDraft, points: Any) -> Iterator[Block]:
    boards = boards_of(draft.view.dossier)
    dates = _dates(draft)
    board = next((item.name for item in boards if dates and item.id == dates.board), None) or (
        boards[0].name if boards else None
    )
    documents = dict.fromkeys(item["document"] for item in points if item["document"])
    yield Paragraph(draft.t("zienswijze.to", board=draft.filled(board, "board", "boards")), "lead")
    yield draft.bullets(
        [
            draft.t("zienswijze.from", name=draft.own_name),
            draft.t(
                "zienswijze.document",
                document=draft.words.listed(documents) or draft.gap("document", "zienswijze_points"),
            ),
            draft.t(
                "zienswijze.received",
                day=draft.day(dates.received_on if dates else None, "received_on", "boards"),
            ),
            draft.t(
                "zienswijze.term",
                day=draft.day(dates.ends_on if dates else None, "term", "boards"),
                law=_law(draft),
            ),
            draft.t(
                "zienswijze.decided",
                day=draft.day(dates.decide_on if dates else None, "decide_on", "councils"),
            ),
        ]
    )
    yield Heading(draft.t("zienswijze.view"))
    yield Paragraph(draft.gap("general_view", "paper"))
    yield Heading(draft.t("zienswijze.points"))
    yield from _points(draft, points)
    yield Heading(draft.t("zienswijze.answer"))
    yield Paragraph(draft.t("zienswijze.answer_text", law=draft.law("art. 35 Wgr", "medium")))
    yield Paragraph(draft.t("zienswijze.regards"), "before")
    yield Paragraph(
        draft.t("decision.signed", clerk=draft.gap("clerk", "paper"), chair=draft.gap("chair", "paper"))
    )


def _points(draft: DecisionDraft, points: Any) -> Iterator[Block]:
    if not points:
        yield Paragraph(draft.gap("points", "zienswijze_points"))
        return
    rows = [_point(draft, number, item) for number, item in enumerate(points, 1)]
    columns = draft.columns(
        ("number", 0.4), ("change", 2.2), ("reason", 1.7), ("amount", 0.9, "n"), ("law", 1.0)
    )
    yield draft.table("points", columns, rows)


def _point(draft: DecisionDraft, number: int, item: Plain) -> tuple[Cell, ...]:
    own = next((view for view in item["views"] if view["partner"] == draft.partner), None)
    stance = own["stance"] if own else None
    text = draft.t(f"stance.{stance}") if stance else draft.gap("own_view", "council_views", item["text"])
    figure = next((row.amount for row in draft.view.zienswijze_points if row.id == item["id"]), None)
    return (
        Cell(str(number)),
        Cell(item["text"], note=(own or {}).get("change") or None, strong=True),
        Cell(
            text, level=_LEVEL.get(stance or "no_view"), note=draft.gap("point_reason", "paper", item["text"])
        ),
        draft.figure(figure, Unit.EURO),
        Cell(draft.gap("point_article", "paper", item["text"])),
    )


def _log(draft: DecisionDraft, points: Any) -> Iterator[Block]:
    yield Paragraph(draft.t("zienswijze.log_text"), "before")
    rows = [
        (
            Cell(str(number)),
            Cell(item["text"], strong=True),
            Cell(draft.t(f"outcome.{item['outcome']}")),
            Cell(item["answer"] or draft.gap("board_answer", "zienswijze_points", item["text"])),
            draft.day_cell(item["answered_on"], "answered_on", "zienswijze_points", item["text"]),
        )
        for number, item in enumerate(points, 1)
    ]
    if rows:
        columns = draft.columns(
            ("number", 0.4), ("change", 1.8), ("outcome_of_point", 0.9), ("board_answer", 1.9), ("day", 0.9)
        )
        yield draft.table("log", columns, rows)
    else:
        yield Paragraph(draft.gap("points", "zienswijze_points"))
