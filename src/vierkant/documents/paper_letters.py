"""The letter to staff, one per group: what changes, what stays, what is not settled, when, and whom to ask.

A letter follows what staff may see: the released view of a group when there is one, otherwise the card as it stands,
and then it is marked as a draft. Scores of leads, loads and counts of people are never in it.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Any

from vierkant.change.employee_page import employee_page
from vierkant.change.inputs import Group
from vierkant.change.staff_view import StaffViewError, staff_view
from vierkant.documents.paper_draft import Draft
from vierkant.documents.paper_parts import contact_lines, note, place_of
from vierkant.documents.report_blocks import Block, Cell, Chapter, Heading, Notes, Paragraph, Table
from vierkant.documents.report_text import Plain


def pages(draft: Draft, released: Mapping[str, Plain]) -> dict[str, Plain]:
    """Group → page as staff see it, or would see it when the card were released as it stands."""
    return {group.id: released.get(group.id) or present(draft, group) for group in draft.view.groups}


def chapters(draft: Draft, told: Mapping[str, Plain], released: Container[str]) -> tuple[Chapter, ...]:
    """One letter per group that papers name. ``told``: from `pages`; ``released``: groups for whom it is final."""
    if not draft.view.groups:
        return (Chapter(draft.t("letter.none"), (Paragraph(draft.gap("groups", "people")), *draft.hidden())),)
    return tuple(
        _letter(draft, group, told[group.id], final=group.id in released) for group in draft.view.groups
    )


def overview(draft: Draft, told: Mapping[str, Plain]) -> tuple[Table, ...]:
    """The letters as a table, one row per group, to send them from another system."""
    columns = draft.columns(
        ("group", 1.5),
        ("partner", 1.2),
        ("changes", 2.5),
        ("stays", 2.0),
        ("starts", 1.0),
        ("open_text", 2.0),
    )
    rows = []
    for group in draft.view.groups:
        page = told[group.id]
        changes = page["changes"] or {}
        rows.append(
            (
                Cell(group.name, strong=True),
                Cell(place_of(draft, group)),
                Cell(changes.get("summary") or draft.gap("changes", "impact", group.name)),
                Cell(changes.get("stays") or draft.gap("stays", "impact", group.name)),
                draft.day_cell(changes.get("starts_on"), "starts_on", "change_plan", group.name),
                Cell("; ".join(_undecided_text(draft, item) for item in _not_settled(page)) or "–"),
            )
        )
    return (draft.table("letters", columns, rows),) if rows else ()


def _letter(draft: Draft, group: Group, told: Plain, *, final: bool) -> Chapter:
    plan = draft.view.change.plan
    sender = draft.filled(plan.decided_by if plan else None, "letter_sender", "change_plan")
    blocks: list[Block] = [
        Paragraph(draft.t("letter.dated", day=draft.words.day(draft.today), sender=sender), "quiet"),
    ]
    if not final:
        blocks.append(Notes((note(draft, "amber", draft.t("letter.draft")),)))
    blocks += [
        Paragraph(draft.t("letter.dear")),
        Paragraph(
            draft.t("letter.why", name=draft.view.cooperation.name or draft.gap("name", "cooperation"))
        ),
        *_what(draft, group, told),
        *_undecided(draft, told),
        *_questions(draft, told),
        *_help(draft, told),
        Paragraph(draft.t("letter.regards"), "before"),
        Paragraph(draft.gap("signature", "paper")),
    ]
    return Chapter(draft.t("letter.to", group=group.name), tuple(blocks))


def _what(draft: Draft, group: Group, told: Plain) -> Iterator[Block]:
    changes = told["changes"] or {}
    yield Heading(draft.t("letter.changes"))
    yield Paragraph(draft.filled(changes.get("summary"), "changes", "impact", group.name))
    items = list(_aspects(draft, changes.get("aspects", ())))
    if items:
        yield draft.bullets(items)
    yield Heading(draft.t("letter.stays"))
    yield Paragraph(draft.filled(changes.get("stays"), "stays", "impact", group.name))
    yield Heading(draft.t("letter.when"))
    start = draft.day(changes.get("starts_on"), "starts_on", "change_plan", group.name)
    end = draft.day(changes.get("ends_on"), "ends_on", "change_plan", group.name)
    yield Paragraph(draft.t("letter.dates", start=start, end=end))
    status = changes["status"]["text"] if changes.get("status") else draft.gap("card", "impact", group.name)
    yield Paragraph(
        draft.t(
            "letter.firm",
            status=status,
            decider=draft.filled(changes.get("decided_by"), "decider", "impact", group.name),
            helper=draft.filled(changes.get("helped_by"), "helper", "impact", group.name),
        )
    )


def _aspects(draft: Draft, aspects: Iterable[Plain]) -> Iterator[Cell]:
    """Aspects with words of their own, and then the others together, by how much changes."""
    silent: dict[str, list[str]] = {"much": [], "some": []}
    for item in aspects:
        if item["changes"] or item["stays"]:
            text = draft.t("letter.aspect", name=item["name"], text=item["changes"] or item["size_text"])
            yield Cell(text, note=_aspect_note(draft, item))
        elif item["size"] in silent:
            silent[item["size"]].append(item["name"])
    for size, names in silent.items():
        if names:
            yield Cell(draft.t(f"letter.{size}", names=draft.words.listed(names)))


def _aspect_note(draft: Draft, item: Plain) -> str | None:
    parts = [draft.t("letter.this_stays", text=item["stays"])] if item["stays"] else []
    if item["on"]:
        parts.append(draft.t("letter.from_day", day=draft.words.day(item["on"])))
    return " ".join(parts) or None


def _undecided_text(draft: Draft, item: Plain) -> str:
    day = draft.day(item["answer_by"], "answer_by", "impact", item["what"])
    return draft.t("letter.undecided_line", what=item["what"].rstrip(".?"), day=day)


def _not_settled(page: Plain) -> list[dict[str, Any]]:
    """What is not settled for the group, and questions without an answer."""
    asked = [{**item, "what": item["question"]} for item in page["questions"] if not item["answer"]]
    return [*page["undecided"], *asked]


def _undecided(draft: Draft, told: Plain) -> Iterator[Block]:
    yield Heading(draft.t("letter.undecided"))
    items = [
        Cell(
            _undecided_text(draft, item),
            note=draft.t("decided_by", who=item["decided_by"]) if item["decided_by"] else None,
        )
        for item in _not_settled(told)
    ]
    yield draft.bullets(items) if items else Paragraph(draft.t("letter.nothing_undecided"))


def _questions(draft: Draft, told: Plain) -> Iterator[Block]:
    answered = [item for item in told["questions"] if item["answer"]]
    if answered:
        yield Heading(draft.t("letter.questions"))
        yield draft.bullets(Cell(item["question"], note=item["answer"], strong=True) for item in answered)


def _help(draft: Draft, told: Plain) -> Iterator[Block]:
    yield Heading(draft.t("letter.own_step"))
    yield Paragraph(draft.t("letter.own_step_text", code=draft.gap("code", "paper")))
    yield Paragraph(draft.filled(told["slower_route"], "slower_route", "change_plan"))
    yield Paragraph(draft.filled(told["after_start"], "aftercare", "change_plan"))
    yield Paragraph(draft.t("letter.disagree"))
    yield draft.bullets(contact_lines(draft))


def present(draft: Draft, group: Group) -> dict[str, Any]:
    """The card as it stands now, in the form in which staff would see it.

    What the plan does not say stays None here, so that the letter shows a gap and not our words for staff.
    """
    try:
        seen = staff_view(draft.view.change, group.id, partners=draft.view.partners, smallest=1)
    except StaffViewError:  # no card yet, or an own phase model that cannot be read
        page: dict[str, Any] = {"changes": {"summary": group.what_changes}, "undecided": [], "questions": []}
    else:
        page = employee_page(seen, draft.language)
    plan = draft.view.change.plan
    slower, after = (plan.slower_route, plan.aftercare) if plan else (None, None)
    return {**page, "slower_route": slower, "after_start": after}
