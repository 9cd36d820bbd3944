"""The request for advice to the works council (WOR 25), as a draft from the dossier.

Every legal statement carries its article and how sure we are of it; the facts behind it stand in
``docs/methods/legal_form.md`` and in the steps for HR.
"""

from __future__ import annotations

from vierkant.change.inputs import Aspect, Outcome
from vierkant.documents.paper_draft import Draft
from vierkant.documents.paper_money import totals_table
from vierkant.documents.paper_parts import (
    aspect_words,
    contacts,
    crosswalk_blocks,
    groups_table,
    interventions_table,
    open_points,
    placement_steps,
)
from vierkant.documents.report_blocks import Block, Cell, Chapter, Heading, Paragraph, Table
from vierkant.dossier.sections import Kind

_RIGHTS = (
    ("cooperation", "WOR 25 lid 1 b", "high"),
    ("transfer", "WOR 25 lid 1 a", "high"),
    ("reorganisation", "WOR 25 lid 1 c–f", "high"),
    ("technology", "WOR 25 lid 1 k", "high"),
    ("adviser", "WOR 25 lid 1 n", "high"),
    ("politics", "WOR 46d b", "medium"),
)
"""What may need advice, its article, and how sure we are of what the article says."""

_DUTIES = (
    ("in_time", "WOR 25", "high"),
    ("meeting", "WOR 25", "high"),
    ("reasons", "WOR 25", "high"),
    ("month", "WOR 25", "high"),
)


def chapters(draft: Draft) -> tuple[Chapter, ...]:
    """The chapters of the request."""

    def made(name: str, *blocks: Block) -> Chapter:
        return Chapter(draft.t(f"advice.{name}"), blocks)

    return (
        made("decision", *_decision(draft), _rights(draft)),
        made("reasons", *_reasons(draft)),
        made("consequences", *groups_table(draft), *aspect_words(draft),
             Heading(draft.t("heading.crosswalk")), *crosswalk_blocks(draft)),
        made("measures", *_measures(draft)),
        made("timing", *_timing(draft)),
        made("open", Paragraph(draft.t("advice.open_text")), *open_points(draft)),
        made("question", Paragraph(draft.t("advice.question_text", day=draft.gap("advice_by", "paper"))),
             Paragraph(draft.gap("signature", "paper"))),
    )  # fmt: skip


def _decision(draft: Draft) -> tuple[Block, ...]:
    view = draft.view
    day = draft.day(view.cooperation.next_decision_on, "decision_day", "cooperation")
    decision = draft.filled(view.cooperation.next_decision, "decision", "cooperation")
    form = view.agreements.form
    named = draft.words.say(f"legal_form.form.{form.value}.name") if form else view.agreements.other_form
    return (
        Paragraph(
            draft.t(
                "advice.intro",
                council=_council(draft),
                name=view.cooperation.name or draft.gap("name", "cooperation"),
            )
        ),
        Paragraph(draft.t("advice.decision_text", decision=decision, day=day), "lead"),
        Paragraph(draft.t("advice.form", form=draft.filled(named, "form", "agreements"))),
    )


def _council(draft: Draft) -> str:
    plan = draft.view.change.plan
    return draft.filled(plan.works_council if plan else None, "works_council", "change_plan")


def _rights(draft: Draft) -> Table:
    rows = [
        (
            Cell(draft.t(f"right.{name}.text"), note=draft.t(f"right.{name}.note")),
            Cell(draft.law(article, certainty)),
            Cell(draft.t(f"applies.{_applies(draft, name)}")),
        )
        for name, article, certainty in _RIGHTS
    ]
    return draft.table(
        "rights_to_advice", draft.columns(("subject", 2.6), ("law", 1.3), ("applies", 1.2)), rows
    )


def _applies(draft: Draft, name: str) -> str:
    """``yes``, or ``check`` when the dossier does not settle it. Never no: that is for a lawyer to say."""
    view = draft.view
    scored = {aspect for card in view.change.cards for aspect, score in card.by_aspect() if score}
    ends = any(line.outcome is Outcome.ENDS for line in view.change.crosswalk)
    known = {
        "cooperation": view.cooperation.kind is not Kind.INTERNAL if view.dossier.cooperation else False,
        "reorganisation": ends or bool(scored & {Aspect.TASK, Aspect.TEAM, Aspect.MANAGER, Aspect.PLACE}),
        "technology": Aspect.SYSTEMS in scored,
    }
    return "yes" if known.get(name) else "check"


def _reasons(draft: Draft) -> tuple[Block, ...]:
    goal = draft.filled(draft.view.cooperation.goal, "goal", "cooperation")
    rows = [
        (
            Cell(draft.words.say(f"dossier.k_name.{item['id']}"), strong=True),
            Cell(draft.words.level(item["level"]), level=item["level"]),
            Cell(draft.words.say(item["headline"])),
        )
        for item in draft.view.assessment["four_ks"]
    ]
    return (
        Paragraph(goal),
        draft.table("four_ks", draft.columns(("four_ks", 1.1), ("standing", 1.1), ("see", 3.0)), rows),
        Paragraph(draft.t("advice.alternatives", text=draft.gap("alternatives", "paper"))),
    )


def _measures(draft: Draft) -> tuple[Block, ...]:
    plan, ledger = draft.view.change.plan, draft.view.part("ledger")
    slower, after = (plan.slower_route, plan.aftercare) if plan else (None, None)
    agreed = plan.social_plan_on if plan else None
    text = draft.t("measure.social_plan_on", day=draft.day(agreed, "social_plan_on", "change_plan"))
    social_plan = draft.t("measure.social_plan", text=text)
    told = [
        Cell(draft.t("measure.slower", text=draft.filled(slower, "slower_route", "change_plan"))),
        Cell(draft.t("measure.aftercare", text=draft.filled(after, "aftercare", "change_plan"))),
        Cell(social_plan, note=draft.t("measure.social_plan_basis")),
        Cell(draft.t("measure.transfer"), note=draft.law("BW 7:662", "medium")),
        *(Cell(item.text, note=item.owner) for item in draft.view.measures if item.block == "people"),
    ]  # fmt: skip
    blocks: list[Block] = [draft.bullets(told), *placement_steps(draft), *interventions_table(draft)]
    if ledger is not None and ledger["totals"] is not None:
        blocks += [
            Paragraph(draft.words.say(ledger["headline"]), "before"),
            totals_table(draft, ledger["totals"]),
        ]
    else:
        blocks.append(Paragraph(draft.gap("money", "ledger")))
    return (*blocks, contacts(draft))


def _timing(draft: Draft) -> tuple[Block, ...]:
    view, plan = draft.view, draft.view.change.plan
    days = (
        (
            "asked",
            (plan.advice_asked_on if plan else None) or view.agreements.works_council_asked_on,
            "advice_asked_on",
            "change_plan",
        ),
        ("decision", view.cooperation.next_decision_on, "decision_day", "cooperation"),
        ("start", plan.starts_on if plan else None, "starts_on", "change_plan"),
        ("end", plan.ends_on if plan else None, "ends_on", "change_plan"),
        ("evaluation", view.agreements.evaluation_on, "evaluation_on", "agreements"),
    )
    rows = [
        (draft.day_cell(day, gap, section), Cell(draft.t(f"timing.{name}")))
        for name, day, gap, section in days
    ]
    late = tuple(_too_late(draft))
    return (
        draft.table("timing", draft.columns(("day", 0.9), ("what", 3.0)), rows),
        *late,
        Paragraph(draft.t("advice.duties"), "before"),
        draft.bullets(
            Cell(draft.t(f"duty.{name}"), note=draft.law(article, certainty))
            for name, article, certainty in _DUTIES
        ),
    )


def _too_late(draft: Draft) -> list[Paragraph]:
    """Advice that is asked on or after the day of the decision can change nothing."""
    plan, decision = draft.view.change.plan, draft.view.cooperation.next_decision_on
    asked = (
        (plan.advice_asked_on if plan else None)
        or draft.view.agreements.works_council_asked_on
        or draft.today
    )
    if decision is None or asked < decision:
        return []
    return [Paragraph(draft.t("advice.too_late"), "lead")]
