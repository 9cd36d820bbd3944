"""What depends on today: deadlines of measures and decisions, and what people were promised an answer on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from vierkant.calendar.results import Step
from vierkant.change.inputs import CardStatus
from vierkant.change.settings import settings
from vierkant.dossier.measures import all_measures
from vierkant.dossier.planning import calendar_of, councils_of
from vierkant.dossier.results import Dated, Deadline
from vierkant.dossier.sections import Dossier, Stage
from vierkant.quantities import Finding, Level, Message

SOON = 42
"""Days before a date from which it asks attention: six weeks, the usual rhythm of papers to a council."""

AHEAD = 92
"""Days of the calendar that stand among the deadlines: a quarter. The whole year is on the page of the calendar."""


def dated(dossier: Dossier, today: date) -> Dated:
    """The deadlines in order, the ones past first; and what to do about those."""
    rows = sorted(_deadlines(dossier, today), key=lambda item: item.on)
    past = [item for item in rows if item.days < 0]
    findings = []
    if past:
        findings.append(_finding("past", len(past)))
    broken = [item for item in past if item.kind in ("answer", "question")]
    if broken:
        findings.append(_finding("promise_broken", len(broken), Level.RED))
    if _started(dossier, today):
        findings.append(_finding("start_past", 0))
    return Dated(today, tuple(rows), tuple(findings))


def _finding(name: str, number: int, level: Level = Level.AMBER) -> Finding:
    arguments = {"number": number} if number else {}
    return Finding(
        name, level, Message(f"dossier.finding.{name}", arguments), Message(f"dossier.finding.{name}_action")
    )


def _started(dossier: Dossier, today: date) -> bool:
    """The plan started already, while the cooperation is still being prepared: a wrong year, or nobody was told."""
    stage = dossier.cooperation.stage if dossier.cooperation else Stage.EXPLORING
    plan = dossier.change_plan
    early = stage in (Stage.EXPLORING, Stage.DESIGNING, Stage.DECIDING)
    return early and plan is not None and plan.starts_on is not None and plan.starts_on < today


def _deadlines(dossier: Dossier, today: date) -> Iterator[Deadline]:
    cooperation = dossier.cooperation
    if cooperation is not None and cooperation.next_decision_on is not None:
        yield _deadline("decision", cooperation.next_decision or "", cooperation.next_decision_on, today)
    if dossier.agreements is not None and dossier.agreements.evaluation_on is not None:
        yield _deadline("evaluation", "", dossier.agreements.evaluation_on, today)
    for _section, measure in all_measures(dossier):
        if measure.due is not None and not measure.done:
            yield _deadline("measure", measure.text, measure.due, today)
    yield from _promises(dossier, today)
    for moment in dossier.communication:
        if moment.on is not None and not moment.done:
            yield _deadline("communication", moment.audience, moment.on, today)
    plan = dossier.change_plan
    if plan is not None and plan.starts_on is not None and plan.starts_on >= today:
        yield _deadline("start", "", plan.starts_on, today)
    # A day on which the years meet is in the calendar of both.
    yield from dict.fromkeys(_calendar(dossier, today))


def _calendar(dossier: Dossier, today: date) -> Iterator[Deadline]:
    """What the boards and councils of this cooperation must do in the coming weeks; days past are for the calendar."""
    until = today + timedelta(days=AHEAD)
    own = dossier.model_copy(
        update={"boards": tuple(board for board in dossier.boards if board.register_id is None)}
    )
    if not own.boards:
        return
    for year in sorted({today.year, until.year}):
        calendar = calendar_of(own, year=year, rules_on=today)
        for board in calendar.boards:
            for milestone in board.milestones:
                word = _SENDING.get(milestone.step)
                if word and milestone.is_last_day and today <= milestone.safe_on <= until:
                    yield _deadline(f"{word}.{milestone.product}", board.name, milestone.safe_on, today)
            for row in board.councils:
                if row.decide_on is not None and today <= row.decide_on <= until:
                    name = next((item.name for item in councils_of(own) if item.id == row.council), None)
                    yield _deadline(f"council.{row.product}", name or row.council, row.decide_on, today)


_SENDING = {Step.SEND: "send", Step.SEND_SUPERVISOR: "supervisor"}


def _promises(dossier: Dossier, today: date) -> Iterator[Deadline]:
    """The days on which staff were promised an answer. A group under the floor is not named."""
    floor = settings(dossier.assumptions).value("smallest_group")
    names = {group.id: group.name if group.size >= floor else "" for group in dossier.people}
    cards = {card.id: card for card in dossier.impact}
    for card in dossier.impact:
        if card.status is CardStatus.NOT_YET_KNOWN and card.answer_by is not None:
            yield _deadline("answer", names.get(card.id, ""), card.answer_by, today)
    for row in dossier.aspects:
        whole = cards.get(row.group)
        status = row.status or (whole.status if whole else None)
        if status is CardStatus.NOT_YET_KNOWN and row.answer_by is not None:
            yield _deadline("answer", names.get(row.group, ""), row.answer_by, today)
    for question in dossier.questions:
        if not question.answer and question.answer_by is not None:
            shown = question.group is None or names.get(question.group)
            yield _deadline("question", question.question if shown else "", question.answer_by, today)


def _deadline(kind: str, text: str, on: date, today: date) -> Deadline:
    days = (on - today).days
    level = Level.RED if days < 0 else Level.AMBER if days <= SOON else Level.GREEN
    return Deadline(kind, text, on, days, level)
