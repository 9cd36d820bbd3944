"""What a decision means for people, in the papers for councils: totals and days, nothing about a group or a person."""

from __future__ import annotations

from collections.abc import Iterator

from vierkant.documents.paper_decision import DecisionDraft
from vierkant.documents.report_blocks import Block, Cell, Panel, Paragraph
from vierkant.quantities import Unit

_MEASURES = (("hours", Unit.HOURS), ("euros", Unit.EURO))
_STATES = ("needed", "reserved", "decided")


def people(draft: DecisionDraft) -> Iterator[Block]:
    """The chapter on people."""
    yield people_panel(draft)
    yield from _hours(draft)
    yield from _phases(draft)
    yield draft.bullets(_days(draft))
    yield Paragraph(draft.t("people.safe", number=draft.words.number(draft.view.floor, Unit.NUMBER)), "quiet")


def people_panel(draft: DecisionDraft) -> Panel:
    """The human side in a few lines."""
    plan = draft.view.change.plan
    goal = draft.filled(plan.goal_for_people if plan else None, "goal_for_people", "change_plan")
    rows = [Cell(about_people(draft)), Cell(decided_text(draft))]
    return Panel(draft.t("people.title"), goal, tuple(rows), tone="human")


def about_people(draft: DecisionDraft) -> str:
    """For how many people something changes, about."""
    if not draft.view.dossier.people:
        return draft.gap("groups", "people")
    about = draft.view.people["about"]
    if about is None:
        return draft.t("people.few")
    return draft.t("people.about", number=draft.words.number(about, Unit.NUMBER))


def decided_text(draft: DecisionDraft) -> str:
    """How many of the hours and euros that people need were decided on."""
    totals = draft.view.people["totals"] or {}
    needed, decided = totals.get("hours_needed"), totals.get("hours_decided")
    if not needed:
        too_few = draft.view.dossier.people and draft.view.people["about"] is None
        return draft.t("people.not_told") if too_few else draft.gap("money", "ledger")
    if "hours_decided" not in totals:
        return draft.t("people.needed", needed=draft.words.with_span(needed))
    if not decided or not decided["value"]:
        return draft.t("people.none_decided", needed=draft.words.with_span(needed))
    return draft.t("people.decided", needed=draft.words.with_span(needed), decided=draft.words.value(decided))


def _hours(draft: DecisionDraft) -> Iterator[Block]:
    totals = draft.view.people["totals"]
    if totals is None:
        return
    rows = [
        (
            Cell(draft.t(f"state.{state}"), strong=True),
            *(draft.computed(totals.get(f"{name}_{state}")) for name, _unit in _MEASURES),
        )
        for state in _STATES
    ]
    yield draft.table(
        "people_totals", draft.columns(("what", 1.3), ("hours", 1.6, "n"), ("euros", 1.6, "n")), rows
    )


def _phases(draft: DecisionDraft) -> Iterator[Block]:
    found = draft.view.people["phases"]
    if not found:
        return
    rows = [
        (Cell(draft.words.say(label), strong=True), draft.amount(hours, Unit.HOURS)) for label, hours in found
    ]
    yield Paragraph(draft.t("people.phases_text"), "before")
    yield draft.table("people_phases", draft.columns(("phase", 2.4), ("hours", 1.0, "n")), rows)


def _days(draft: DecisionDraft) -> Iterator[str]:
    plan = draft.view.change.plan
    yield draft.t(
        "people.plan",
        who=draft.filled(plan.decided_by if plan else None, "plan_decider", "change_plan"),
        day=draft.day(plan.decided_on if plan else None, "plan_decided_on", "change_plan"),
    )
    yield draft.t(
        "people.start",
        start=draft.day(plan.starts_on if plan else None, "starts_on", "change_plan"),
        end=draft.day(plan.ends_on if plan else None, "ends_on", "change_plan"),
    )
    yield draft.t(
        "people.advice",
        day=draft.day(draft.advice_asked_on, "advice_asked_on", "change_plan"),
        law=draft.law("art. 25 WOR", "high"),
    )
    yield draft.t(
        "people.social_plan",
        day=draft.day(plan.social_plan_on if plan else None, "social_plan_on", "change_plan"),
    )
