"""The days of a council in the papers for the decision: from the calendar of the year and from the dossier."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from vierkant.calendar.results import Calendar, CouncilDates
from vierkant.documents.paper_decision import DecisionDraft
from vierkant.documents.report_blocks import Cell
from vierkant.dossier.planning import calendar_of, councils_of, year_of


def calendar(draft: DecisionDraft) -> Calendar | None:
    """The calendar of the year; None when the dossier has no board, so that there is nothing to send to councils."""
    found = calendar_of(
        draft.view.dossier, year=year_of(draft.view.dossier, draft.today), rules_on=draft.today
    )
    return found if found.boards else None


def own_council(draft: DecisionDraft) -> str | None:
    """The key of the council of the own partner."""
    rows = councils_of(draft.view.dossier)
    return next((row.id for row in rows if draft.partner and row.partner == draft.partner), None)


def own_dates(draft: DecisionDraft) -> tuple[CouncilDates, ...]:
    """What the own council must decide this year, in order."""
    council, found = own_council(draft), calendar(draft)
    return found.council(council) if council and found else ()


def own_days(draft: DecisionDraft) -> list[Cell]:
    """The next decision, the days of the calendar that are still to come, and the evaluation; in order."""
    return [cell for _day, cell in sorted(_days(draft), key=lambda item: item[0])]


def _days(draft: DecisionDraft) -> Iterator[tuple[date, Cell]]:
    view = draft.view
    next_on = view.cooperation.next_decision_on
    text = draft.t("days.next", day=draft.day(next_on, "decision_day", "cooperation"))
    yield next_on or draft.today, Cell(text)
    for row in own_dates(draft):
        if row.decide_on is not None and row.decide_on >= draft.today:
            yield row.decide_on, _council_line(draft, row)
    day = view.agreements.evaluation_on
    if day is not None and day >= draft.today:
        yield day, Cell(draft.t("days.evaluation", day=draft.words.day(day)))


def _council_line(draft: DecisionDraft, row: CouncilDates) -> Cell:
    name = "term" if row.ends_on else "council"
    days = {
        key: draft.words.day(day) if day else "–"
        for key, day in (("receive", row.receive_by), ("decide", row.decide_on), ("ends", row.ends_on))
        if day or key != "ends"
    }
    return Cell(draft.t(f"days.{name}", product=draft.t(f"product.{row.product.value}"), **days))
