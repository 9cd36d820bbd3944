"""The communication plan: who hears what, when, by whom; employees before everybody else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from vierkant.change.inputs import CommunicationMoment
from vierkant.documents.paper_draft import Draft
from vierkant.documents.paper_parts import note
from vierkant.documents.report_blocks import Block, Cell, Chapter, Note, Notes, Paragraph

_STAFF = re.compile(
    r"medewerker|personeel|collega|leidinggevende|manager|ondernemingsra|\bor\b|\bteam|staff|employee|colleague"
    r"|works council",
    re.IGNORECASE,
)
"""Words by which an audience without a group is recognised as staff or those who speak for them."""

_USUAL = {
    "managers": r"leidinggevende|manager|teamleider",
    "works_council": r"ondernemingsra|\bor\b|works council",
    "council": r"\braad|raden\b|gemeenteraad|\bcouncil",
    "executive": r"college|wethouder|burgemeester|executive|mayor|alderm",
    "residents": r"inwoner|burger|klant|ondernemer|bedrijven|aanvrager|resident|client|business|customer|applicant",
    "press": r"pers\b|krant|media|press",
}
"""Audiences that most plans need, and how they are recognised."""


def is_staff(moment: CommunicationMoment) -> bool:
    """Whether a line is for employees: it names a group, or its audience says so."""
    return moment.group is not None or _STAFF.search(moment.audience) is not None


def before_staff(moments: tuple[CommunicationMoment, ...]) -> tuple[CommunicationMoment, ...]:
    """Lines for outsiders that come before the first line for staff, or on a day while staff have no day at all."""
    told = [moment.on for moment in moments if is_staff(moment) and moment.on]
    first = min(told) if told else None
    return tuple(
        moment
        for moment in moments
        if not is_staff(moment) and moment.on is not None and (first is None or moment.on < first)
    )


def _groups_told(moments: tuple[CommunicationMoment, ...], group: str) -> list[date]:
    """Days on which a group hears something: its own lines, and lines for all staff."""
    return [
        moment.on for moment in moments if moment.on and is_staff(moment) and moment.group in (None, group)
    ]


def order_notes(draft: Draft) -> tuple[Block, ...]:
    """Whether employees hear it first: one statement per line that breaks this, or that it holds."""
    moments = draft.view.change.communication
    if not moments:
        return (Paragraph(draft.gap("communication", "communication")),)
    found = [_early(draft, moment) for moment in before_staff(moments)] or list(_late_groups(draft))
    if not found:
        dated = any(moment.on for moment in moments if is_staff(moment))
        level, name = ("green", "order.fine") if dated else ("unknown", "order.no_dates")
        found = [note(draft, level, draft.t(name))]
    return (Notes(tuple(found)),)


def _early(draft: Draft, moment: CommunicationMoment) -> Note:
    day = draft.words.day(moment.on) if moment.on else "–"
    text = draft.t("order.early", audience=moment.audience, day=day)
    return note(draft, "red", text, draft.t("order.early_action"))


def _late_groups(draft: Draft) -> Iterator[Note]:
    moments = draft.view.change.communication
    outside = [moment.on for moment in moments if moment.on and not is_staff(moment)]
    if not outside:
        return
    late = [
        group.name
        for group in draft.view.groups
        if not any(day <= min(outside) for day in _groups_told(moments, group.id))
    ]
    if late:
        text = draft.t("order.late", groups=draft.words.listed(late), day=draft.words.day(min(outside)))
        yield note(draft, "amber", text, draft.t("order.late_action"))


def chapters(draft: Draft) -> tuple[Chapter, ...]:
    """The chapters of the communication plan."""
    return (
        Chapter(draft.t("communication.order"), (Paragraph(draft.t("communication.order_text")), *order_notes(draft),
                                                 Paragraph(draft.t("communication.recognised"), "quiet"))),
        Chapter(draft.t("communication.moments"), (*_moments(draft), *_absent(draft))),
        Chapter(draft.t("communication.questions"), (*_questions(draft),)),
        Chapter(draft.t("communication.rumours"), (Paragraph(draft.t("communication.rumours_text")), *_empty(draft))),
    )  # fmt: skip


def _moments(draft: Draft) -> tuple[Block, ...]:
    moments = sorted(
        draft.view.change.communication, key=lambda item: (item.on or date.max, not is_staff(item))
    )
    if not moments:
        return (Paragraph(draft.gap("communication", "communication")),)
    early = {moment.id for moment in before_staff(tuple(moments))}
    columns = draft.columns(
        ("day", 1.0), ("audience", 1.5), ("message", 2.3), ("sender", 1.3), ("channel", 1.3), ("done", 0.6)
    )
    rows = [_moment(draft, moment, moment.id in early) for moment in moments]
    return (draft.table("moments", columns, rows), *_left_out(draft))


def _moment(draft: Draft, moment: CommunicationMoment, early: bool) -> tuple[Cell, ...]:
    about = moment.audience
    group = draft.view.names.get(moment.group or "")
    kind = group if group and group != about else None
    return (
        draft.day_cell(moment.on, "date", "communication", about),
        Cell(
            about,
            level="red" if early else None,
            note=draft.t("order.before_staff") if early else kind,
            strong=True,
        ),
        Cell(moment.message),
        Cell(draft.filled(moment.sender, "sender", "communication", about)),
        Cell(draft.filled(moment.channel, "channel", "communication", about)),
        Cell(draft.words.own("answer.yes" if moment.done else "answer.no")),
    )


def _left_out(draft: Draft) -> tuple[Paragraph, ...]:
    kept = draft.view.change.communication
    number = len(draft.view.dossier.communication) - len(kept)
    return (Paragraph(draft.t("communication.left_out", number=number), "quiet"),) if number else ()


def _absent(draft: Draft) -> tuple[Block, ...]:
    said = " ".join(moment.audience for moment in draft.view.change.communication)
    absent = [
        draft.t(f"audience.{name}")
        for name, pattern in _USUAL.items()
        if not re.search(pattern, said, re.IGNORECASE)
    ]
    if not absent:
        return ()
    text = draft.t("communication.absent", audiences=draft.words.listed(absent))
    return (Notes((note(draft, "amber", text, draft.t("communication.absent_action")),)),)


def _questions(draft: Draft) -> tuple[Block, ...]:
    rows = []
    for item in draft.view.change.questions:
        group = draft.view.names.get(item.group or "", draft.t("all_groups"))
        if item.answer:
            answer = Cell(
                item.answer, note=draft.t("decided_by", who=item.decided_by) if item.decided_by else None
            )
            day = draft.day_cell(item.answered_on, "answered_on", "questions", item.question)
        else:
            answer = Cell(draft.t("communication.no_answer"))
            day = draft.day_cell(item.answer_by, "answer_by", "questions", item.question)
        rows.append((Cell(item.question, note=group, strong=True), answer, day))
    if not rows:
        return (Paragraph(draft.t("communication.no_questions")),)
    columns = draft.columns(("question", 2.0), ("answer_text", 2.6), ("answer", 0.9))
    return (draft.table("questions", columns, rows),)


def _empty(draft: Draft) -> tuple[Block, ...]:
    gap = Cell(draft.gap("rumours", "paper"))
    rows = [(gap, Cell(""), Cell(""), Cell(""))] + [(Cell(""),) * 4] * 4
    columns = draft.columns(("heard", 1.8), ("day", 0.8), ("true", 1.8), ("told", 1.0))
    feedback = draft.filled(None, "feedback", "paper")
    return (draft.table("rumours", columns, rows), Paragraph(draft.t("communication.feedback", how=feedback)))
