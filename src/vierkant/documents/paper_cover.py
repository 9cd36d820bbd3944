"""The cover for councillors (oplegger): one page with what changes, the cost, the risks, the days and questions."""

from __future__ import annotations

from collections.abc import Iterator

from vierkant.documents.paper_council_money import (
    contribution_table,
    contributions,
    key_sentence,
    known_figures,
)
from vierkant.documents.paper_council_people import about_people, decided_text
from vierkant.documents.paper_days import own_days
from vierkant.documents.paper_decision import DecisionDraft
from vierkant.documents.paper_points import council_grounds, point
from vierkant.documents.paper_reasons import names_a_holder, short_notes
from vierkant.documents.report_blocks import Block, Cell, Chapter, Heading, Panel, Paragraph
from vierkant.quantities import Unit

_MOST_PARTNERS = 5
_MOST_RISKS = 3
_MOST_DAYS = 3
_MOST_QUESTIONS = 5
_ABOUT_PEOPLE = "grip.question.people."
"""These give the exact number of people; ours gives hours."""
_LONGEST = 260
"""Characters of a typed text on the cover; the proposal has all of it."""


def front(draft: DecisionDraft) -> Chapter:
    """The cover: a page by itself, or the first page of the proposal."""
    return Chapter(draft.t("council_cover.title"), tuple(cover(draft)))


def cover(draft: DecisionDraft) -> Iterator[Block]:
    """What stands on the page."""
    goal = draft.filled(draft.view.cooperation.goal, "goal", "cooperation")
    asked = point(draft, council_grounds(draft)[0])
    yield Panel(
        draft.t("cover.changes"),
        shortened(goal),
        (Cell(draft.t("cover.asked", text=asked)), Cell(f"{about_people(draft)} {decided_text(draft)}")),
        tone="human",
    )
    yield from _money(draft)
    found = short_notes(draft, _MOST_RISKS)
    yield Heading(draft.t("cover.risks"))
    yield found or Paragraph(draft.t("risks.none"))
    yield Heading(draft.t("cover.days"))
    yield draft.bullets(own_days(draft)[:_MOST_DAYS])
    yield Heading(draft.t("cover.questions"))
    yield draft.bullets(list(questions(draft))[:_MOST_QUESTIONS])
    yield Paragraph(draft.t("cover.advice", text=_advice(draft)), "lead")


def shortened(text: str) -> str:
    """The text up to the last whole word that fits."""
    if len(text) <= _LONGEST:
        return text
    return text[:_LONGEST].rsplit(" ", 1)[0].rstrip(".,;: ") + " …"


def _money(draft: DecisionDraft) -> Iterator[Block]:
    rows = contributions(draft)
    if not rows:
        yield Paragraph(draft.gap("money_case", "tasks"))
        return
    yield contribution_table(draft, rows[:_MOST_PARTNERS])
    more = len(rows) - _MOST_PARTNERS
    told = [key_sentence(draft, draft.stored("business_case")), draft.t("money.index"), known_figures(draft)]
    if more > 0:
        told.insert(0, draft.t("cover.more_partners", number=draft.words.number(more, Unit.NUMBER)))
    yield Paragraph(" ".join(told), "quiet")


def _advice(draft: DecisionDraft) -> str:
    """Whether the dossier is ready for a decision; when there is none to take: to follow the promises."""
    readiness = draft.view.assessment["readiness"]
    if not readiness["asked"]:
        return draft.t("cover.advice_running")
    return draft.words.say(readiness["headline"])


def questions(draft: DecisionDraft) -> Iterator[str]:
    """Questions with the numbers of this dossier: first about people, then those of grip, or our own without it."""
    totals = draft.view.people["totals"] or {}
    needed, decided = totals.get("hours_needed"), totals.get("hours_decided")
    enough = bool(needed and decided and decided["value"] >= needed["value"])
    if needed and "hours_decided" in totals and not enough:
        yield draft.t("question.hours", needed=draft.words.value(needed), decided=draft.words.value(decided))
    asked = (draft.stored("grip") or {}).get("questions", ())
    told = [item for item in asked if not item["id"].startswith(_ABOUT_PEOPLE) and not names_a_holder(item)]
    yield from map(draft.words.say, told) if told else _own_questions(draft)


def _own_questions(draft: DecisionDraft) -> Iterator[str]:
    agreed, case = draft.view.agreements, draft.stored("business_case")
    for name in ("withdrawal_terms", "evaluation_on", "information_terms"):
        if getattr(agreed, name) is None:
            yield draft.t(f"question.no_{name}")
    if case is not None:
        structural = case["total"]["structural"]
        if structural["low"] is not None:
            yield draft.t("question.low", amount=draft.words.number(structural["low"], Unit.EURO))
        yield draft.t("question.loss", chance=draft.words.value(case["total"]["negative_npv_10"]))
    if votes := _votes(draft):
        yield votes
    for name in ("lighter", "clients", "stop"):
        yield draft.t(f"question.{name}")


def _votes(draft: DecisionDraft) -> str | None:
    voting = draft.stored("voting")
    own = next((row for row in (voting or {}).get("partners", ()) if row["id"] == draft.partner), None)
    if own is None or voting is None:
        return None
    return draft.t("question.votes", votes=own["votes"], total=voting["total_votes"])
