"""The checklist of the text of an arrangement: what the act asks, what stands in it and where; what lacks on top."""

from __future__ import annotations

from collections.abc import Iterator

from vierkant.documents.paper_decision import DecisionDraft
from vierkant.documents.report_blocks import Block, Cell, Chapter, Column, Paragraph
from vierkant.documents.report_text import Plain, notes
from vierkant.quantities import Unit
from vierkant.reference.forms import WGR_FORMS

_STATE_LEVEL = {"present": "green", "missing": "red", "optional": "unknown", "unseen": "amber"}


def chapters(draft: DecisionDraft) -> tuple[Chapter, ...]:
    """The chapters of the checklist."""
    check = draft.stored("arrangement")
    if check is None:
        return (Chapter(draft.t("arrangement.missing"), (Paragraph(_nothing(draft)),)),)
    return (
        Chapter(draft.t("arrangement.missing"), tuple(_missing(draft, check))),
        Chapter(draft.t("arrangement.rules"), tuple(_rules(draft, check))),
        Chapter(draft.t("arrangement.required"), tuple(_clauses(draft, check, required=True))),
        Chapter(draft.t("arrangement.customary"), tuple(_clauses(draft, check, required=False))),
        Chapter(draft.t("arrangement.how"), tuple(_how(draft))),
    )


def _nothing(draft: DecisionDraft) -> str:
    """Why there is nothing to check."""
    if draft.form is None and draft.route == "open":
        return draft.t("arrangement.none", gap=draft.gap("arrangement", "agreements"))
    if draft.form in WGR_FORMS:
        return draft.t("arrangement.none", gap=draft.gap("clauses", "clauses"))
    return draft.t("arrangement.not_asked")


def state_of(clause: Plain) -> str:
    """``present``, ``missing``, ``optional`` (not there, and not asked) or ``unseen``."""
    if clause["present"]:
        return "present"
    if clause["present"] is None:
        return "unseen"
    return "missing" if clause["required"] else "optional"


def _missing(draft: DecisionDraft, check: Plain) -> Iterator[Block]:
    counts = {
        name: draft.words.number(check[name], Unit.NUMBER)
        for name in ("required", "found", "missing", "unseen")
    }
    form = draft.form_name(check["form"])
    yield Paragraph(draft.t("arrangement.counts", form=form, **counts), "lead")
    rows = [
        _row(draft, clause)
        for clause in check["clauses"]
        if clause["required"] and state_of(clause) == "missing"
    ]
    if rows:
        yield draft.table("clauses_missing", _columns(draft), rows)
    else:
        yield Paragraph(draft.t("arrangement.none_missing"))


def _rules(draft: DecisionDraft, check: Plain) -> Iterator[Block]:
    if check["findings"]:
        yield Paragraph(draft.t("arrangement.rules_text"), "before")
        yield from notes(draft.words, check["findings"])
    else:
        yield Paragraph(draft.t("arrangement.no_findings"))


def _columns(draft: DecisionDraft) -> tuple[Column, ...]:
    return draft.columns(("clause", 2.4), ("law", 1.1), ("state", 1.0), ("place", 1.0))


def _clauses(draft: DecisionDraft, check: Plain, *, required: bool) -> Iterator[Block]:
    rows = [_row(draft, clause) for clause in check["clauses"] if clause["required"] is required]
    name = "clauses_required" if required else "clauses_customary"
    yield draft.table(name, _columns(draft), rows) if rows else Paragraph(draft.t("arrangement.no_clauses"))


def _row(draft: DecisionDraft, clause: Plain) -> tuple[Cell, ...]:
    words, state = draft.words, state_of(clause)
    certainty = (
        words.own("form.unconfirmed") if clause["unconfirmed"] else words.certainty(clause["certainty"])
    )
    return (
        Cell(words.say(clause["name"]), note=words.say(clause["text"]), strong=True),
        Cell(words.listed(clause["articles"]) or "–", note=certainty),
        Cell(draft.t(f"clause.{state}"), level=_STATE_LEVEL[state]),
        Cell(_place(draft, clause, state)),
    )


def _place(draft: DecisionDraft, clause: Plain, state: str) -> str:
    """Where it stands; what is mandatory and not there, or not looked for, is a gap."""
    about = draft.words.say(clause["name"])
    if state == "present":
        return draft.filled(clause["place"], "place", "clauses", about)
    return draft.gap(f"clause_{state}", "clauses", about) if clause["required"] else "–"


def _how(draft: DecisionDraft) -> Iterator[Block]:
    yield draft.bullets(draft.t(f"arrangement.how_{name}") for name in ("law", "unseen", "lawyer"))
