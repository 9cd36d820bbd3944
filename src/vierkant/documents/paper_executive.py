"""The proposal to the executive: the same reasons, with portfolio, works council, mandate, openness and a letter."""

from __future__ import annotations

from collections.abc import Iterator

from vierkant.documents.paper_council import body
from vierkant.documents.paper_decision import DecisionDraft
from vierkant.documents.paper_points import executive_grounds, points
from vierkant.documents.report_blocks import Block, Cell, Chapter, Paragraph, Table

_WORKS_COUNCIL = (
    ("works_council_first", "art. 25 WOR", "high"),
    ("works_council_reasons", "art. 25 WOR", "high"),
    ("works_council_month", "art. 25 WOR", "high"),
    ("unions", "", "medium"),
    ("transfer", "art. 7:662 BW", "medium"),
)
"""Step, article, certainty (``docs/methods/change.md``)."""
_OPENNESS = (
    ("people", "art. 5.1 Woo", "low"),
    ("negotiation", "art. 5.1 Woo", "low"),
    ("meeting", "art. 3.3 Woo", "medium"),
    ("council", "art. 169 Gemw", "high"),
)


def chapters(draft: DecisionDraft) -> tuple[Chapter, ...]:
    """The chapters of the proposal."""

    def made(name: str, *blocks: Block) -> Chapter:
        return Chapter(draft.t(f"executive.{name}"), blocks)

    return (
        made(
            "points",
            Paragraph(draft.t("executive.points_text"), "before"),
            points(draft, executive_grounds(draft)),
        ),
        made("portfolio", _portfolio(draft)),
        made("works_council", *_works_council(draft)),
        *body(draft),
        made("mandate", *_mandate(draft)),
        made("openness", *_openness(draft)),
        made("letter", *_letter(draft)),
    )


def _portfolio(draft: DecisionDraft) -> Table:
    rows = [
        (Cell(draft.t(f"portfolio.{name}"), strong=True), Cell(draft.gap(name, "paper")))
        for name in ("portfolio_holder", "department", "advisers")
    ]
    holders = {cell["role"]: cell["holders"] for cell in (draft.stored("grip") or {}).get("roles", ())}
    for role in ("owner", "client", "contractor"):
        told = draft.words.listed(holders.get(role, ()))
        rows.append(
            (Cell(draft.t(f"portfolio.{role}"), strong=True), Cell(draft.filled(told, role, "roles")))
        )
    return draft.table("portfolio", draft.columns(("role", 1.3), ("who", 2.6)), rows)


def _works_council(draft: DecisionDraft) -> Iterator[Block]:
    plan = draft.view.change.plan
    asked = draft.advice_asked_on
    agreed = plan.social_plan_on if plan else None
    yield draft.bullets(
        [
            draft.t("works_council.asked", day=draft.day(asked, "advice_asked_on", "change_plan")),
            draft.t("works_council.social_plan", day=draft.day(agreed, "social_plan_on", "change_plan")),
            draft.t("works_council.outcome", text=draft.gap("works_council_outcome", "paper")),
        ]
    )
    decision = draft.view.cooperation.next_decision_on
    if decision is not None and (asked or draft.today) >= decision:
        yield Paragraph(draft.t("works_council.too_late"), "lead")
    rows = [
        (Cell(draft.t(f"works_council.step.{name}")), Cell(draft.law(article, certainty) if article else "–"))
        for name, article, certainty in _WORKS_COUNCIL
    ]
    yield draft.table("works_council_steps", draft.columns(("step", 3.2), ("law", 1.4)), rows)


def _mandate(draft: DecisionDraft) -> Iterator[Block]:
    answers = draft.view.dossier.form_answers
    for name, given in (
        ("mandate", answers.mandate if answers else None),
        ("delegation", answers.delegation if answers else None),
    ):
        if given is None:
            yield Paragraph(draft.t(f"mandate.{name}_unknown", gap=draft.gap(name, "form_answers")))
        elif given:
            law = ("art. 10:3-10:4 Awb", "high") if name == "mandate" else ("art. 30 Wgr", "high")
            yield Paragraph(draft.t(f"mandate.{name}", law=draft.law(*law)))
        else:
            yield Paragraph(draft.t(f"mandate.no_{name}"))


def _openness(draft: DecisionDraft) -> Iterator[Block]:
    yield Paragraph(draft.t("openness.text"), "before")
    rows = [
        (
            Cell(draft.t(f"openness.{name}")),
            Cell(draft.law(article, certainty)),
            Cell(draft.gap(f"openness_{name}", "paper")),
        )
        for name, article, certainty in _OPENNESS
    ]
    yield draft.table("openness", draft.columns(("check", 2.6), ("law", 1.3), ("outcome", 1.4)), rows)


def _letter(draft: DecisionDraft) -> Iterator[Block]:
    """The letter with which the executive sends the proposal to the council."""
    yield Paragraph(draft.t("to_council.to", name=draft.own_name))
    yield Paragraph(draft.t("to_council.what", name=draft.name))
    yield Paragraph(
        draft.t(
            "to_council.when",
            day=draft.day(draft.view.cooperation.next_decision_on, "decision_day", "cooperation"),
        )
    )
    yield Paragraph(draft.t("to_council.people"))
    yield Paragraph(draft.t("to_council.regards"), "before")
    yield Paragraph(draft.gap("signature", "paper"))
