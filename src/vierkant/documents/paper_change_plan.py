"""The change plan: what changes for whom, what helps them, what is decided for it, and what is still open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain
from typing import Any

from vierkant.documents.paper_communication import order_notes
from vierkant.documents.paper_draft import Draft
from vierkant.documents.paper_money import kind_rows, lines_table, rows_table, totals_table
from vierkant.documents.paper_parts import (
    aspect_words,
    aspects_tables,
    contacts,
    crosswalk_blocks,
    findings,
    groups_table,
    interventions_table,
    open_points,
    placement_steps,
    steps_table,
)
from vierkant.documents.report_blocks import Block, Cell, Chapter, Column, Heading, Panel, Paragraph
from vierkant.documents.report_text import Plain


def chapters(draft: Draft) -> tuple[Chapter, ...]:
    """The chapters of the change plan."""

    def made(name: str, *blocks: Block) -> Chapter:
        return Chapter(draft.t(f"change_plan.{name}"), blocks)

    return (
        made("short", _short(draft), *_decided(draft)),
        made("groups", *groups_table(draft), *aspects_tables(draft), *aspect_words(draft)),
        made("crosswalk", *crosswalk_blocks(draft), *placement_steps(draft)),
        made(
            "help",
            Paragraph(draft.t("phases.text")),
            *_coverage(draft),
            *interventions_table(draft),
            *_slower(draft),
        ),
        made("communication", Paragraph(draft.t("change_plan.communication_text")), *order_notes(draft)),
        made("money", *_money(draft)),
        made("rights", steps_table(draft), Heading(draft.t("heading.contacts")), contacts(draft)),
        made("planning", *_planning(draft)),
        made("open", *open_points(draft), *_risks(draft)),
    )


def _short(draft: Draft) -> Panel:
    plan = draft.view.change.plan
    goal = draft.filled(plan.goal_for_people if plan else None, "goal_for_people", "change_plan")
    rows = [
        Cell(draft.t("short.who", who=draft.filled(plan.decided_by if plan else None, "plan_decider", "change_plan"),
                     day=draft.day(plan.decided_on if plan else None, "plan_decided_on", "change_plan"))),
        Cell(draft.t("short.when", start=draft.day(plan.starts_on if plan else None, "starts_on", "change_plan"),
                     end=draft.day(plan.ends_on if plan else None, "ends_on", "change_plan"))),
    ]  # fmt: skip
    totals = (draft.view.part("ledger") or {}).get("totals")
    for name in ("hours", "euros"):
        if totals:
            needed, decided = totals[f"{name}_needed"], totals[f"{name}_decided"]
            said = {"needed": draft.words.with_span(needed), "decided": draft.words.value(decided)}
            rows.append(Cell(draft.t(f"short.{name}", **said), note=draft.words.known(needed)))
    return Panel(draft.t("short.title"), goal, tuple(rows), tone="human")


def _decided(draft: Draft) -> tuple[Block, ...]:
    plan = draft.view.change.plan
    asked = (plan and plan.advice_asked_on) or draft.view.agreements.works_council_asked_on
    return (
        Paragraph(draft.words.say(draft.view.people["headline"])),
        Paragraph(draft.t("short.advice", day=draft.day(asked, "advice_asked_on", "change_plan"))),
    )


def _coverage(draft: Draft) -> Iterator[Block]:
    found = draft.view.part("coverage")
    cells = {(cell["group"], cell["phase"]): cell for cell in (found["cells"] if found else ())}
    if found is None or not cells:
        return
    names = [(phase, words[draft.language]) for phase, words in found["phases"]]
    columns = (Column(draft.t("column.group"), 1.7), *(Column(name, 1.0) for _phase, name in names))
    rows = [
        (
            Cell(group.name, strong=True),
            *(_cell(draft, cells.get((group.id, phase))) for phase, _name in names),
        )
        for group in draft.view.groups
    ]
    yield draft.table("coverage", columns, rows)
    yield Paragraph(draft.t("phases.coverage"), "quiet")


def _cell(draft: Draft, cell: Plain | None) -> Cell:
    if cell is None:
        return Cell("–")
    if not cell["planned"]:
        week = (
            draft.t("phases.from_week", day=draft.words.day(cell["from_week"])) if cell["from_week"] else None
        )
        return Cell(draft.t("phases.nothing"), level=cell["level"], note=week)
    why = []
    if cell["from_week"] and cell["available_from"] and cell["available_from"] > cell["from_week"]:
        days = {"start": cell["available_from"], "needed": cell["from_week"]}
        why.append(draft.t("phases.late", **{name: draft.words.day(day) for name, day in days.items()}))
    if cell["short"]:
        why.append(draft.t("phases.short", number=cell["short"]))
    text = draft.t("phases.planned", number=cell["planned"])
    return Cell(text, level=cell["level"], note=" ".join(why) or None)


def _slower(draft: Draft) -> tuple[Block, ...]:
    plan = draft.view.change.plan
    rows = [
        (Cell(draft.t(f"contact.{name}"), strong=True),
         Cell(draft.filled(getattr(plan, name) if plan else None, name, "change_plan")))
        for name in ("slower_route", "aftercare")
    ]  # fmt: skip
    return (draft.table("pace", draft.columns(("what", 1.2), ("arranged", 2.8)), rows),)


def _money(draft: Draft) -> Iterator[Block]:
    ledger = draft.view.part("ledger")
    if ledger is None or ledger["totals"] is None:
        yield Paragraph(draft.gap("money", "ledger"))
    else:
        yield Paragraph(draft.words.say(ledger["headline"]), "lead")
        yield totals_table(draft, ledger["totals"])
        yield rows_table(draft, "kind", kind_rows(draft, ledger))
    yield from lines_table(draft)
    yield from findings(draft, ("ledger",))


def _dates(draft: Draft) -> Iterator[tuple[date, str]]:
    view, plan = draft.view, draft.view.change.plan
    if plan:
        for name in ("decided_on", "advice_asked_on", "starts_on", "ends_on"):
            if day := getattr(plan, name):
                yield day, draft.t(f"date.{name}")
    if view.cooperation.next_decision_on:
        yield (
            view.cooperation.next_decision_on,
            view.cooperation.next_decision or draft.t("date.next_decision"),
        )
    if view.agreements.evaluation_on:
        yield view.agreements.evaluation_on, draft.t("date.evaluation")
    for card in view.change.cards:
        for name in ("answer_by", "starts_on"):
            if day := getattr(card, name):
                yield day, draft.t(f"date.card_{name}", group=view.names.get(card.id, card.id))
    for item in view.change.interventions:
        if item.from_on:
            yield item.from_on, draft.t("date.help", name=item.name)
    for moment in view.change.communication:
        if moment.on:
            yield moment.on, draft.t("date.told", audience=moment.audience)
    for measure in view.measures:
        if measure.due and measure.block == "people" and not measure.done:
            yield measure.due, measure.text


def _planning(draft: Draft) -> tuple[Block, ...]:
    rows: list[tuple[Any, ...]] = [
        (draft.day_cell(day, "date", "change_plan"), Cell(text)) for day, text in sorted(set(_dates(draft)))
    ]
    if not rows:
        return (Paragraph(draft.gap("planning", "change_plan")),)
    return (draft.table("planning", draft.columns(("day", 0.7), ("what", 3.2)), rows),)


def _risks(draft: Draft) -> tuple[Block, ...]:
    found = tuple(chain(findings(draft, ("impact", "crosswalk", "coverage"))))
    hidden = draft.hidden()
    return (Heading(draft.t("heading.risks")), *found, *hidden) if found else ()
