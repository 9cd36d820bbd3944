"""Parts that stand in more than one paper: groups, what changes for them, contacts, steps, what is not known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import ceil
from typing import Any

from vierkant.change.inputs import CardStatus, Group, ImpactCard
from vierkant.documents.paper_draft import Draft
from vierkant.documents.report_blocks import Block, Cell, Column, Heading, Note, Notes, Paragraph, Table
from vierkant.documents.report_text import Plain, notes
from vierkant.quantities import Unit

_SIDE_BY_SIDE = 5
"""How many groups stand beside each other in one table."""


def place_of(draft: Draft, group: Group) -> str:
    """The partner of a group, or that it spans partners."""
    if group.partner is None:
        return draft.t("all_partners")
    return draft.view.partners.get(group.partner, group.partner)


def card_of(draft: Draft, group: Group) -> ImpactCard | None:
    """The impact card of a group."""
    return next((card for card in draft.view.change.cards if card.id == group.id), None)


def what_changes(draft: Draft, group: Group, card: ImpactCard | None) -> str:
    """What changes, from the card or otherwise from the group."""
    told = card.changes if card and card.changes else group.what_changes
    return draft.filled(told, "changes", "impact", group.name)


def status_text(draft: Draft, status: str, answer_by: Any, about: str) -> str:
    """How firm it is; what is not yet known has a date for the answer, or a gap."""
    word = draft.words.say(f"impact.status.{status}")
    if status != CardStatus.NOT_YET_KNOWN:
        return word
    return draft.t("answer_by", status=word, day=draft.day(answer_by, "answer_by", "impact", about))


def groups_table(draft: Draft) -> tuple[Block, ...]:
    """For whom something changes, what, what stays, and how firm that is."""
    columns = draft.columns(
        ("group", 1.5), ("size", 0.95, "n"), ("changes", 2.0), ("stays", 1.8), ("firm", 1.2)
    )
    rows = [_group_row(draft, group) for group in draft.view.groups]
    if not rows:
        return (Paragraph(draft.gap("groups", "people")), *draft.hidden())
    return (draft.table("groups", columns, rows), *draft.hidden())


def _group_row(draft: Draft, group: Group) -> tuple[Cell, ...]:
    card = card_of(draft, group)
    if card is None:
        status = draft.gap("card", "impact", group.name)
        stays = Cell("–")
    else:
        status = status_text(draft, card.status, card.answer_by, group.name)
        stays = Cell(draft.filled(card.stays, "stays", "impact", group.name))
    plan = draft.view.change.plan
    starts_on = (card and card.starts_on) or (plan and plan.starts_on)
    return (
        Cell(group.name, note=place_of(draft, group), strong=True),
        draft.amount(group.size, Unit.NUMBER, draft.known(group.confidence, group.source)),
        Cell(what_changes(draft, group, card)),
        stays,
        Cell(status, note=draft.t("from_day", day=draft.words.day(starts_on)) if starts_on else None),
    )


def aspects_tables(draft: Draft) -> Iterator[Block]:
    """The ten aspects per group, 0 to 5, with the score of the group's own lead where that differs."""
    found = draft.view.part("impact")
    cards = [card for card in (found["cards"] if found else ()) if not card["small"] and card["scored"]]
    if not cards:
        return
    yield Heading(draft.t("heading.aspects"))
    yield Paragraph(draft.t("aspects.text"), "before")
    tables = ceil(len(cards) / _SIDE_BY_SIDE)
    width = ceil(len(cards) / tables)  # six groups are three and three, not five and one
    for first in range(0, len(cards), width):
        yield _aspects(draft, cards[first : first + width])


def _aspects(draft: Draft, cards: Sequence[Plain]) -> Table:
    columns = (Column(draft.t("column.aspect"), 1.5), *(Column(card["name"], 1.1) for card in cards))
    rows = []
    for place, aspect in enumerate(cards[0]["aspects"]):
        name = Cell(draft.words.say(f"impact.aspect.{aspect['aspect']}.name"), strong=True)
        rows.append((name, *(_score(draft, card["aspects"][place]) for card in cards)))
    load = (draft.amount(card["load"], Unit.NUMBER, strong=True) for card in cards)
    rows.append((Cell(draft.t("aspects.load"), strong=True), *load))
    return draft.table("aspects", columns, rows, total=True)


def _score(draft: Draft, row: Plain) -> Cell:
    lead = None if row["gap"] in (None, 0) else draft.t("aspects.lead", score=row["lead"])
    if row["project"] is None:
        return Cell("–", note=lead)
    return draft.amount(row["project"], Unit.NUMBER, lead)


def aspect_words(draft: Draft) -> tuple[Block, ...]:
    """What an aspect means in words, where it differs from the card."""
    rows = []
    for item in draft.view.change.aspects:
        name = draft.view.names.get(item.group)
        if name is None:
            continue
        group = next(group for group in draft.view.groups if group.id == item.group)
        card = card_of(draft, group)
        status = item.status or (card.status if card else CardStatus.INTENDED)
        aspect = draft.words.say(f"impact.aspect.{item.aspect.value}.name")
        rows.append(
            (
                Cell(name, note=aspect, strong=True),
                Cell(item.changes or "–"),
                Cell(item.stays or "–"),
                Cell(
                    status_text(draft, status, item.answer_by or (card and card.answer_by), name),
                    note=draft.t("from_day", day=draft.words.day(item.on)) if item.on else None,
                ),
            )
        )
    columns = draft.columns(("group", 1.4), ("changes", 2.2), ("stays", 1.6), ("firm", 1.1))
    return (draft.table("aspect_words", columns, rows),) if rows else ()


def crosswalk_blocks(draft: Draft) -> tuple[Block, ...]:
    """Functions from old to new, how people are placed, and what that costs."""
    found = draft.view.part("crosswalk")
    if found is None or not (found["lines"] or found.get("left_out")):
        return (Paragraph(draft.gap("crosswalk", "crosswalk")),)
    blocks: list[Block] = []
    if found["lines"]:
        columns = draft.columns(
            ("function", 1.5),
            ("new_function", 1.4),
            ("outcome", 0.9),
            ("size", 0.7, "n"),
            ("scale", 0.8),
            ("placement", 1.2),
        )
        blocks.append(draft.table("crosswalk", columns, [_line(draft, line) for line in found["lines"]]))
    if found.get("left_out"):
        blocks.append(Paragraph(draft.t("crosswalk.left_out", number=found["left_out"]), "quiet"))
    rows = [
        (Cell(draft.t(f"crosswalk.{name}")), draft.computed(found[name]))
        for name in ("guarantee", "travel")
        if found[name] is not None
    ]
    if rows:
        blocks.append(draft.table("crosswalk_cost", draft.columns(("what", 2.0), ("euros", 1.2, "n")), rows))
    return tuple(blocks)


def _line(draft: Draft, line: Plain) -> tuple[Cell, ...]:
    name = draft.view.names.get(line["group"], "")
    scales = [str(item) if item is not None else "–" for item in (line["scale"], line["new_scale"])]
    placement = draft.words.say(f"crosswalk.placement.{line['placement']}")
    if line["placement"] == "not_yet_known":
        placement = draft.gap("placement", "crosswalk", str(line["function"] or line["new_function"] or name))
    return (
        Cell(line["function"] or "–", note=name or None, strong=True),
        Cell(line["new_function"] or "–"),
        Cell(draft.words.say(f"crosswalk.outcome.{line['outcome']}")),
        draft.amount(line["people"], Unit.NUMBER),
        Cell(" → ".join(scales)),
        Cell(placement),
    )


def placement_steps(draft: Draft) -> tuple[Block, ...]:
    """The order in which people are placed; no statute prescribes it."""
    found = draft.view.part("crosswalk")
    if found is None or not found["lines"]:
        return ()
    items = []
    for step in found["steps"]:
        if step["people"] == 0:
            continue
        people = (
            draft.t("unnamed") if step["people"] is None else draft.words.number(step["people"], Unit.PERSONS)
        )
        basis = draft.based_on(step["source"], step["certainty"]) if step["source"] else None
        items.append(
            Cell(draft.t("step_people", text=draft.words.say(step["text"]), people=people), note=basis)
        )
    return (
        (Paragraph(draft.t("crosswalk.order"), "before"), draft.bullets(items, ordered=True)) if items else ()
    )


def interventions_table(draft: Draft) -> tuple[Block, ...]:
    """What is planned to help people."""
    columns = draft.columns(
        ("help", 2.1), ("for_whom", 1.7), ("when", 1.2), ("hours_each", 0.9, "n"), ("owner", 1.2)
    )
    rows = []
    for item in draft.view.change.interventions:
        names = [draft.view.names[name] for name in item.groups if name in draft.view.names]
        when = [
            draft.day_cell(day, "date", "interventions", item.name) for day in (item.from_on, item.until_on)
        ]
        rows.append(
            (
                Cell(item.name, strong=True),
                Cell(draft.words.listed(names) if item.groups else draft.t("all_groups")),
                Cell(
                    when[0].text
                    if item.from_on and item.from_on == item.until_on
                    else _from_until(draft, *when)
                ),
                draft.figure(item.hours_per_person, Unit.HOURS),
                Cell(draft.filled(item.owner, "owner", "interventions", item.name)),
            )
        )
    if not rows:
        return (Paragraph(draft.gap("interventions", "interventions")),)
    return (draft.table("interventions", columns, rows),)


def _from_until(draft: Draft, first: Cell, last: Cell) -> str:
    return draft.t("from_until", first=first.text, last=last.text)


def contacts(draft: Draft) -> Table:
    """Where people go with a question, and where when they do not agree."""
    rows = [(Cell(what, strong=True), Cell(where)) for what, where in _ways(draft)]
    return draft.table("rights", draft.columns(("for_what", 1.3), ("where_to", 2.6)), rows)


def contact_lines(draft: Draft) -> Iterator[str]:
    """The same as lines of a letter."""
    for what, where in _ways(draft):
        yield draft.t("contact_line", what=what, where=where)


def _ways(draft: Draft) -> Iterator[tuple[str, str]]:
    plan = draft.view.change.plan
    for name in ("question_desk", "question_phone", "confidential_adviser", "works_council", "objection"):
        value = getattr(plan, name) if plan else None
        yield draft.t(f"contact.{name}"), draft.filled(value, name, "change_plan")


def open_points(draft: Draft) -> tuple[Block, ...]:
    """What is not yet known for groups, with the date on which they hear it."""
    rows = []
    for group in draft.view.groups:
        card = card_of(draft, group)
        if card is not None and card.status is CardStatus.NOT_YET_KNOWN:
            rows.append(_open(draft, group.name, draft.t("open.card"), card.answer_by, card.decided_by))
    for item in draft.view.change.aspects:
        if item.status is CardStatus.NOT_YET_KNOWN and item.group in draft.view.names:
            what = item.changes or draft.words.say(f"impact.aspect.{item.aspect.value}.name")
            rows.append(_open(draft, draft.view.names[item.group], what, item.answer_by, None))
    for question in draft.view.change.questions:
        if question.answer is None:
            name = draft.view.names.get(question.group or "", draft.t("all_groups"))
            rows.append(_open(draft, name, question.question, question.answer_by, question.decided_by))
    if not rows:
        return (Paragraph(draft.t("open.none")),)
    columns = draft.columns(("group", 1.4), ("what", 2.6), ("answer", 1.0), ("decider", 1.4))
    return (draft.table("open", columns, rows),)


def _open(draft: Draft, name: str, what: str, answer_by: Any, decided_by: str | None) -> tuple[Cell, ...]:
    decider = draft.filled(decided_by, "decider", "impact", name)
    return (
        Cell(name, strong=True),
        Cell(what),
        draft.day_cell(answer_by, "answer_by", "impact", name),
        Cell(decider),
    )


def findings(draft: Draft, parts: Iterable[str]) -> tuple[Notes, ...]:
    """What stands out in parts of the human side: red and amber, the heaviest first."""
    found = [
        {**item, "source": draft.t("own_method")} if (item["source"] or "").startswith("docs/") else item
        for name in parts
        if draft.view.part(name) is not None
        for item in draft.view.part(name)["findings"]
        if item["level"] in ("red", "amber")
    ]
    return notes(draft.words, found)


def note(draft: Draft, level: str, text: str, action: str | None = None, basis: str | None = None) -> Note:
    """A statement with its level in words."""
    return Note(level, draft.words.level(level), text, action, basis)


def steps_table(draft: Draft) -> Table:
    """What HR must start early, with the article and how sure we are of it."""
    rows = []
    for step in draft.view.people["steps"]:
        done = {True: "yes", False: "no", None: "not_said"}[step["done"]]
        law = draft.law(step["law"], step["certainty"]) if step["law"] else "–"
        rows.append(
            (
                Cell(draft.words.say(step["text"]), note=draft.words.say(step["why"])),
                Cell(draft.words.say(step["when"])),
                Cell(law),
                Cell(draft.words.own(f"answer.{done}")),
            )
        )
    return draft.table(
        "steps", draft.columns(("step", 2.6), ("when", 1.3), ("law", 1.1), ("done", 0.7)), rows
    )
