"""The zienswijze of one council: the proposal and the letter to the board, with numbered points and a log."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vierkant.calendar.inputs import Product
from vierkant.calendar.results import CouncilDates
from vierkant.documents.paper_days import own_dates
from vierkant.documents.paper_decision import DecisionDraft
from vierkant.documents.report_blocks import Block, Cell, Chapter, Heading, Paragraph
from vierkant.documents.report_text import Plain
from vierkant.dossier.planning import boards_of
from vierkant.quantities import Unit

_FRAMES = ("index", "reserves", "task", "budget", "risks")
_LEVEL = {"agrees": "green", "agrees_if_changed": "amber", "objects": "red", "no_view": "unknown"}


def new_pages(_chapters: tuple[Chapter, ...]) -> tuple[int, ...]:
    """The letter and what follows it are papers of their own."""
    return (3, 4)


def chapters(draft: DecisionDraft) -> tuple[Chapter, ...]:
    """The proposal to the council, the letter, and what became of each point."""
    about = _about(draft)

    def made(name: str, *blocks: Block) -> Chapter:
        return Chapter(draft.t(f"zienswijze.{name}"), blocks)

    return (
        made("proposal", *_proposal(draft, about)),
        made("frames", *_frames(draft)),
        made("region", *_region(draft, about)),
        made("letter", *_letter(draft, about)),
        made("log", *_log(draft, about)),
    )


@dataclass(frozen=True, slots=True)
class About:
    """What one letter is about: the points for one board, and the days of the council on its document."""

    board: str | None
    points: tuple[Plain, ...]
    """All of this board; the log keeps what was answered."""
    open_points: tuple[Plain, ...]
    """What is asked now."""
    elsewhere: int
    """Points for another board."""
    document: str | None
    product: Product | None
    dates: CouncilDates | None


def _about(draft: DecisionDraft) -> About:
    """The first point without an answer says for which board and on which document the letter is."""
    every = tuple((draft.stored("grip") or {}).get("points", ()))
    boards = {row.id: row.board for row in draft.view.zienswijze_points}
    open_points = [item for item in every if item["outcome"] == "open"] or list(every)
    first = boards.get(open_points[0]["id"]) if open_points else None
    mine = tuple(item for item in every if boards.get(item["id"]) in (first, None))
    asked = tuple(item for item in mine if item["outcome"] == "open") or mine
    names = dict.fromkeys(item["document"] for item in asked if item["document"])
    document = draft.words.listed(names) or None
    product = _product(document or "")
    dates = _dates(draft, first, product)
    known = boards_of(draft.view.dossier)
    wanted = first or (dates.board if dates else None)
    board = next((item.name for item in known if item.id == wanted), known[0].name if known else None)
    product = product or (dates.product if dates else None)
    return About(board, mine, asked, len(every) - len(mine), document, product, dates)


_WORDS = (
    ("wijzig", "begroting", Product.BUDGET_CHANGE),
    ("", "begroting", Product.BUDGET),
    ("", "budget", Product.BUDGET),
    ("", "kadernota", Product.KADERNOTA),
    ("", "jaarrekening", Product.PROVISIONAL_ACCOUNTS),
    ("", "jaarstukken", Product.PROVISIONAL_ACCOUNTS),
    ("", "regeling", Product.DRAFT_REGULATION),
    ("", "arrangement", Product.DRAFT_REGULATION),
)
"""Words in the name of a document → what it is."""


def _product(document: str) -> Product | None:
    text = document.casefold()
    return next((product for also, word, product in _WORDS if word in text and also in text), None)


def _dates(draft: DecisionDraft, board: str | None, product: Product | None) -> CouncilDates | None:
    """The days of the own council on this document: those still to come before those that are past."""
    rows = [
        row
        for row in own_dates(draft)
        if (board is None or row.board == board) and (product is None or row.product is product)
    ]
    later = [row for row in rows if row.decide_on is not None and row.decide_on >= draft.today]
    return next(iter(later or rows), None)


def _law(draft: DecisionDraft, about: About) -> str:
    """On what the zienswijze rests: by the document, otherwise by the stage and the form."""
    product = about.product
    if product is None and draft.phase in ("explore", "design", "decide"):
        product = Product.DRAFT_REGULATION
    if product is Product.DRAFT_REGULATION:
        return draft.law("art. 1 lid 2-3 Wgr", "high")
    if product in (Product.BUDGET, Product.BUDGET_CHANGE):
        return draft.law("art. 35 lid 1-3 Wgr", "high")
    if product is not None:
        return draft.t("zienswijze.no_term", law=draft.law("art. 34b Wgr", "medium"))
    return draft.t("zienswijze.no_law")


def _on_budget(about: About) -> bool:
    """Whether the act makes the board answer in writing and with reasons: seen for the budget alone."""
    return about.product in (Product.BUDGET, Product.BUDGET_CHANGE)


def _proposal(draft: DecisionDraft, about: About) -> Iterator[Block]:
    yield Paragraph(draft.t("zienswijze.decide"), "before")
    names = ("adopt", "send", "follow") if about.points else ("adopt", "send")
    yield draft.bullets((draft.t(f"zienswijze.point.{name}") for name in names), ordered=True)
    yield Paragraph(draft.t("zienswijze.basis", law=_law(draft, about)))
    yield Paragraph(
        draft.t("zienswijze.binding_budget" if _on_budget(about) else "zienswijze.binding"), "quiet"
    )


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


def _region(draft: DecisionDraft, about: About) -> Iterator[Block]:
    """Which councils share a point, and whether they have the votes."""
    points = about.open_points
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


def _letter(draft: DecisionDraft, about: About) -> Iterator[Block]:
    dates = about.dates
    yield Paragraph(draft.t("zienswijze.to", board=draft.filled(about.board, "board", "boards")), "lead")
    document = draft.filled(about.document, "document", "zienswijze_points")
    received = draft.day(dates.received_on if dates else None, "received_on", "boards")
    term = draft.day(dates.ends_on if dates else None, "term", "boards")
    decided = draft.day(dates.decide_on if dates else None, "decide_on", "councils")
    yield draft.bullets(
        [
            draft.t("zienswijze.from", name=draft.own_name),
            draft.t("zienswijze.document", document=document),
            draft.t("zienswijze.received", day=received),
            draft.t("zienswijze.term", day=term, law=_law(draft, about)),
            draft.t("zienswijze.decided", day=decided),
        ]
    )
    yield Heading(draft.t("zienswijze.view"))
    yield Paragraph(draft.gap("general_view", "paper"))
    yield Heading(draft.t("zienswijze.points"))
    yield from _points(draft, about)
    yield Heading(draft.t("zienswijze.answer"))
    yield Paragraph(draft.t("zienswijze.answer_text"))
    if _on_budget(about):
        yield Paragraph(draft.t("zienswijze.answer_law", law=draft.law("art. 35 Wgr", "medium")), "quiet")
    yield Paragraph(draft.t("zienswijze.regards"), "before")
    yield Paragraph(
        draft.t("decision.signed", clerk=draft.gap("clerk", "paper"), chair=draft.gap("chair", "paper"))
    )


def _points(draft: DecisionDraft, about: About) -> Iterator[Block]:
    points = about.open_points
    if not points:
        yield Paragraph(draft.gap("points", "zienswijze_points"))
        return
    shared = [item for item in points if _stance(draft, item) not in ("objects", "no_view")]
    others = [item for item in points if item not in shared]
    if shared:
        rows = [_point(draft, number, item) for number, item in enumerate(shared, 1)]
        columns = draft.columns(
            ("number", 0.4), ("change", 2.2), ("reason", 1.7), ("amount", 0.9, "n"), ("article", 1.1)
        )
        yield draft.table("points", columns, rows)
    if others:
        yield Paragraph(draft.t("zienswijze.not_shared"), "before")
        yield draft.bullets(
            Cell(item["text"], note=draft.t(f"stance.{_stance(draft, item)}")) for item in others
        )
    if about.elsewhere:
        number = draft.words.number(about.elsewhere, Unit.NUMBER)
        yield Paragraph(draft.t("zienswijze.elsewhere", number=number), "quiet")


def _own(draft: DecisionDraft, item: Plain) -> Plain | None:
    """What the own council thinks of a point."""
    return next((view for view in item["views"] if view["partner"] == draft.partner), None)


def _stance(draft: DecisionDraft, item: Plain) -> str | None:
    own = _own(draft, item)
    return own["stance"] if own else None


def _point(draft: DecisionDraft, number: int, item: Plain) -> tuple[Cell, ...]:
    own = _own(draft, item)
    nth = draft.t("zienswijze.nth", number=number)
    stance = own["stance"] if own else None
    text = draft.t(f"stance.{stance}") if stance else draft.gap("own_view", "council_views", nth)
    figure = next((row.amount for row in draft.view.zienswijze_points if row.id == item["id"]), None)
    return (
        Cell(str(number)),
        Cell(item["text"], note=(own or {}).get("change") or None, strong=True),
        Cell(text, level=_LEVEL.get(stance or "no_view"), note=draft.gap("point_reason", "paper", nth)),
        draft.figure(figure, Unit.EURO),
        Cell(draft.gap("point_article", "paper", nth)),
    )


def _log(draft: DecisionDraft, about: About) -> Iterator[Block]:
    yield Paragraph(draft.t("zienswijze.log_text"), "before")
    rows = [
        (
            Cell(str(number)),
            Cell(item["text"], strong=True),
            Cell(draft.t(f"outcome.{item['outcome']}")),
            Cell(
                item["answer"]
                or draft.gap("board_answer", "zienswijze_points", draft.t("zienswijze.nth", number=number))
            ),
            draft.day_cell(
                item["answered_on"],
                "answered_on",
                "zienswijze_points",
                draft.t("zienswijze.nth", number=number),
            ),
        )
        for number, item in enumerate(about.points, 1)
    ]
    if rows:
        columns = draft.columns(
            ("number", 0.4), ("change", 1.8), ("outcome_of_point", 0.9), ("board_answer", 1.9), ("day", 0.9)
        )
        yield draft.table("log", columns, rows)
    else:
        yield Paragraph(draft.gap("points", "zienswijze_points"))
