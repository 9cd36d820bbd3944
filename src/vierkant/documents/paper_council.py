"""The council proposal: decision points, why, what it means for people and money, and the draft decision itself."""

from __future__ import annotations

from collections.abc import Iterator

from vierkant.documents.paper_council_money import money
from vierkant.documents.paper_council_people import people
from vierkant.documents.paper_decision import DecisionDraft
from vierkant.documents.paper_points import council_grounds, point, points
from vierkant.documents.paper_reasons import arguments, basis_table, options, risks
from vierkant.documents.report_blocks import Block, Cell, Chapter, Heading, Paragraph, Table
from vierkant.quantities import Unit
from vierkant.reference.forms import BODY_FORMS


def chapters(draft: DecisionDraft) -> tuple[Chapter, ...]:
    """The proposal, and the draft decision as a text of its own."""
    grounds = council_grounds(draft)

    def made(name: str, *blocks: Block) -> Chapter:
        return Chapter(draft.t(f"council.{name}"), blocks)

    return (
        made("points", Paragraph(draft.t("council.points_text"), "before"), points(draft, grounds)),
        *body(draft),
        made("decision", *_decision(draft)),
    )


def new_pages(chapters: tuple[Chapter, ...]) -> tuple[int, ...]:
    """At the draft decision and behind it, so that it can be taken out as a paper of its own."""
    return (len(chapters) - 1, len(chapters))


def body(draft: DecisionDraft) -> tuple[Chapter, ...]:
    """What the proposals to the council and to the executive share."""

    def made(name: str, *blocks: Block) -> Chapter:
        return Chapter(draft.t(f"council.{name}"), blocks)

    return (
        made("reason", *_reason(draft)),
        made("effect", *_effect(draft)),
        made("people", *people(draft)),
        made("options", *options(draft)),
        made("arguments", *arguments(draft)),
        made("risks", *risks(draft)),
        made("money", *money(draft)),
        made("basis", *_basis(draft)),
        made("participation", *_participation(draft)),
        made("execution", *_execution(draft)),
        made("summary", *_summary(draft)),
        made("attachments", *_attachments(draft)),
    )


def _reason(draft: DecisionDraft) -> Iterator[Block]:
    cooperation = draft.view.cooperation
    partners = draft.words.listed(draft.view.partners.values())
    yield Paragraph(
        draft.t(
            "reason.text",
            name=draft.name,
            partners=partners or draft.gap("partners", "partners"),
            stage=draft.words.say(f"dossier.stage.{draft.view.assessment['stage']}"),
        )
    )
    yield Paragraph(
        draft.t(
            "reason.decision",
            decision=draft.filled(cooperation.next_decision, "decision", "cooperation"),
            day=draft.day(cooperation.next_decision_on, "decision_day", "cooperation"),
        )
    )


def _effect(draft: DecisionDraft) -> Iterator[Block]:
    yield Paragraph(draft.filled(draft.view.cooperation.goal, "goal", "cooperation"), "lead")
    yield Paragraph(draft.t("effect.measured"))


def _basis(draft: DecisionDraft) -> Iterator[Block]:
    yield Paragraph(draft.t(f"basis.{draft.route}"))
    if draft.route == "executive" and draft.councils_take_part is None:
        yield Paragraph(draft.t("basis.bodies", gap=draft.gap("bodies", "form_answers")))
    rows = [
        (
            Cell(point(draft, ground)),
            Cell(ground.article or draft.t("basis.free")),
            Cell(draft.words.certainty(ground.certainty) if ground.article else "–"),
        )
        for ground in council_grounds(draft)
    ]
    yield draft.table(
        "grounds_of_points", draft.columns(("point", 2.9), ("law", 1.1), ("certainty", 1.2)), rows
    )
    yield from basis_table(draft)
    yield Paragraph(draft.t("basis.lawyer"), "quiet")


def _participation(draft: DecisionDraft) -> Iterator[Block]:
    told = [item.on for item in draft.view.dossier.communication if item.on]
    items = [draft.t("participation.residents", how=draft.gap("participation", "paper"))]
    if draft.form in BODY_FORMS:
        items.append(draft.t("participation.clause", law=draft.law("art. 10 lid 7-8 Wgr", "high")))
    if told:
        first, last = (draft.words.day(day) for day in (min(told), max(told)))
        count = draft.words.number(len(told), Unit.NUMBER)
        items.append(draft.t("participation.moments", number=count, first=first, last=last))
    else:
        items.append(draft.t("participation.none", gap=draft.gap("communication", "communication")))
    items.append(draft.t("participation.staff_first"))
    yield draft.bullets(items)


def steps_table(draft: DecisionDraft) -> Iterator[Table]:
    """The steps of the agreed form, with who, the article and the statutory term."""
    stored = draft.stored("form_consequences")
    steps = stored["steps"] if stored else draft.view.assessment["form_steps"]
    words = draft.words
    rows = [
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
    ]
    if rows:
        columns = draft.columns(("number", 0.35), ("step", 2.6), ("who", 1.25), ("law", 1.05), ("term", 0.7))
        yield draft.table("form_steps", columns, rows)


def _execution(draft: DecisionDraft) -> Iterator[Block]:
    agreed = draft.view.agreements
    evaluation = draft.day(agreed.evaluation_on, "evaluation_on", "agreements")
    yield from steps_table(draft)
    yield draft.bullets(
        [
            draft.t("execution.evaluation", day=evaluation, law=draft.law("art. 11a Wgr", "high"))
            if draft.route in ("executive", "council")
            else draft.t("execution.evaluation_free", day=evaluation),
            draft.t(
                "execution.information",
                text=draft.filled(agreed.information_terms, "information_terms", "agreements"),
            ),
            draft.t(
                "execution.exit",
                text=draft.filled(agreed.withdrawal_terms, "withdrawal_terms", "agreements"),
            ),
        ]
    )


def _summary(draft: DecisionDraft) -> Iterator[Block]:
    """What residents may read: plain sentences without a table."""
    view = draft.view
    sentences = [
        draft.t("summary.what", name=draft.name, number=draft.words.number(len(view.partners), Unit.NUMBER)),
        draft.t("summary.why", goal=draft.filled(view.cooperation.goal, "goal", "cooperation")),
        draft.t(
            "summary.asked", day=draft.day(view.cooperation.next_decision_on, "decision_day", "cooperation")
        ),
    ]
    case = draft.stored("business_case")
    if case is not None:
        sentences.append(draft.t("summary.money", amount=draft.words.with_span(case["total"]["structural"])))
    sentences.append(draft.t("summary.people"))
    yield Paragraph(" ".join(sentences))


def _attachments(draft: DecisionDraft) -> Iterator[Block]:
    view, dossier = draft.view, draft.view.dossier
    items: list[tuple[str, bool]] = [
        ("arrangement", dossier.arrangement_text is not None),
        ("checklist", draft.stored("arrangement") is not None),
        ("case", draft.stored("business_case") is not None),
        ("change_plan", dossier.change_plan is not None and dossier.change_plan.decided_on is not None),
        ("works_council", bool(view.agreements.works_council_asked_on)
         or bool(dossier.change_plan and dossier.change_plan.advice_asked_on)),
        ("budget_change", False),
    ]  # fmt: skip
    if draft.kind != "intermunicipal" or draft.form is None:
        items = items[2:]
    rows = [
        (
            Cell(draft.t(f"attachment.{name}"), strong=True),
            Cell(draft.t("attachment.there" if there else "attachment.add")),
        )
        for name, there in items
    ]
    yield draft.table("attachments", draft.columns(("attachment", 2.6), ("state", 2.0)), rows)


def _decision(draft: DecisionDraft) -> Iterator[Block]:
    """The draft raadsbesluit."""
    grounds = council_grounds(draft)
    articles = list(dict.fromkeys(ground.article for ground in grounds if ground.article))
    yield Paragraph(draft.t("decision.council", name=draft.own_name), "lead")
    yield draft.bullets(
        [
            draft.t("decision.read", day=draft.gap("proposal_day", "paper")),
            draft.t("decision.law", articles=draft.words.listed(articles) or draft.gap("articles", "paper")),
            draft.t(
                "decision.considering",
                goal=draft.filled(draft.view.cooperation.goal, "goal", "cooperation"),
            ),
        ]
    )
    yield Heading(draft.t("decision.decides"))
    yield points(draft, grounds, with_law=False)
    yield Paragraph(draft.t("decision.adopted", day=draft.gap("meeting_day", "paper")))
    yield Paragraph(
        draft.t("decision.signed", clerk=draft.gap("clerk", "paper"), chair=draft.gap("chair", "paper"))
    )
