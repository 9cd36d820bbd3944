"""Everything about one board in a year: which meeting adopts, every day of the act, the councils, the best week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from vierkant.calendar.board_conflicts import about_meeting, about_sending, frame_after_draft, no_meeting
from vierkant.calendar.board_year import BoardYear
from vierkant.calendar.council_rows import council_rows
from vierkant.calendar.inputs import Product
from vierkant.calendar.milestones import (
    Draft,
    adoption,
    budget_change,
    draft_route,
    draft_window,
    fixed_send,
    regulation,
    transition,
)
from vierkant.calendar.results import BoardPlan, Conflict, CouncilDates, Milestone, WeekChoice
from vierkant.calendar.routes import CouncilAgenda
from vierkant.calendar.weeks import choose_week
from vierkant.calendar.windows import Window

Part = tuple[list[Milestone], Window | None]


def plan_board(year: BoardYear) -> tuple[BoardPlan, tuple[Conflict, ...]]:
    """The plan of a board, and what does not fit in it; conflicts of councils stand in their rows as well."""
    parts: list[Part] = []
    found: list[Conflict] = []
    budget_on, accounts_on = year.budget_on, year.accounts_on
    if year.has_budget:
        budget_on = budget_on or _proposed_budget(year)
        accounts_on = accounts_on or _proposed_accounts(year)
        parts = _budget_year(year, budget_on, accounts_on, found)
    parts.append(regulation(year))
    parts.append((list(transition(year)), None))
    milestones = [item for rows, _ in parts for item in rows]
    windows = [window for _, window in parts if window is not None]
    found.extend(about_sending(year, milestones, windows))
    councils: list[CouncilDates] = []
    weeks: list[WeekChoice] = []
    for window in windows:
        councils.extend(council_rows(year, window))
        choice = choose_week(year.board.id, window, year.agendas, year.days, year.setting.year)
        if choice is not None:
            weeks.append(choice)
    plan = BoardPlan(
        board=year.board.id,
        name=year.board.name,
        form=year.form.value,
        milestones=tuple(sorted(milestones, key=lambda item: (item.safe_on, item.on, item.id))),
        councils=tuple(councils),
        weeks=tuple(weeks),
        budget_on=budget_on if year.has_budget else None,
        accounts_on=accounts_on if year.has_budget else None,
        proposed=_proposed(year, budget_on, accounts_on) if year.has_budget else (),
    )
    found.extend(item for row in councils for item in row.conflicts)
    return plan, tuple(found)


def _proposed(year: BoardYear, budget_on: date | None, accounts_on: date | None) -> tuple[Product, ...]:
    rows = (
        (Product.BUDGET, year.budget_on, budget_on),
        (Product.ACCOUNTS, year.accounts_on, accounts_on),
    )
    return tuple(product for product, chosen, used in rows if chosen is None and used is not None)


def _budget_year(
    year: BoardYear, budget_on: date | None, accounts_on: date | None, found: list[Conflict]
) -> list[Part]:
    """Kadernota, provisional accounts, budget, accounts and budget changes."""
    frame_rows, frame = fixed_send(year, Product.KADERNOTA)
    draft_rows, draft = _budget(year, budget_on, found)
    if frame is not None and draft is not None and draft.received is not None:
        # What a council says about the frame counts as long as the draft budget has not gone out.
        frame = replace(frame, needed_by=draft.received - 1)
        if frame.is_planned or year.kadernota_by is not None:
            # A draft budget works out the kadernota, so it does not leave before it.
            draft = replace(draft, not_before=frame.received)
    found.extend(frame_after_draft(year, frame, draft))
    provisional_rows, provisional = fixed_send(year, Product.PROVISIONAL_ACCOUNTS)
    if provisional is not None and accounts_on is not None:
        provisional = replace(
            provisional,
            needed_by=year.needed_by(accounts_on).toordinal(),
            meeting=accounts_on.toordinal(),
        )
    parts: list[Part] = [
        (frame_rows, frame),
        (provisional_rows, provisional),
        (draft_rows, draft),
        (list(adoption(year, Product.ACCOUNTS, accounts_on, year.accounts_on is not None)), None),
    ]
    if accounts_on is not None:
        found.extend(about_meeting(year, Product.ACCOUNTS, accounts_on))
    elif parts[-1][0]:
        found.append(no_meeting(year, Product.ACCOUNTS))
    for number, meeting in enumerate(year.changes, start=1):
        parts.append(budget_change(year, number, meeting))
        found.extend(about_meeting(year, Product.BUDGET_CHANGE, meeting, number))
    return parts


def _budget(year: BoardYear, budget_on: date | None, found: list[Conflict]) -> Part:
    adopted = list(adoption(year, Product.BUDGET, budget_on, year.budget_on is not None))
    if budget_on is None:
        if adopted:
            found.append(no_meeting(year, Product.BUDGET))
        return adopted, Window(Product.BUDGET, 1, None, False, None, None, None, None) if adopted else None
    rows, window = draft_route(year, _draft(year, budget_on))
    found.extend(about_meeting(year, Product.BUDGET, budget_on))
    return [*rows, *adopted], window


def _draft(year: BoardYear, meeting: date) -> Draft:
    return Draft(
        Product.BUDGET,
        1,
        meeting,
        year.draft_sent,
        year.draft_by,
        before="draft_budget",
        within="zienswijze_budget",
    )


def _candidates(year: BoardYear, product: Product) -> list[date]:
    """The meetings that may adopt: in this year, not in recess, and in time for the supervisor."""
    found = year.fixed(f"{product.value}_supervisor")
    if found is None:
        return []
    return [day for day in year.meetings if day <= found[1] and not year.in_recess(day)]


def _proposed_budget(year: BoardYear) -> date | None:
    """The best meeting to adopt the budget, when nobody chose one; None when none can.

    Best: sending is lawful and falls in the year itself, then the most councils in time, then the most room for the
    council with the least, then the latest meeting.
    """
    worth: list[tuple[bool, bool, int, int, date]] = []
    for meeting in _candidates(year, Product.BUDGET):
        window = draft_window(year, _draft(year, meeting))
        if window is None or window.received is None or window.last_day is None:
            continue
        is_lawful = not window.is_planned or window.received <= window.last_day
        in_year = date.fromordinal(window.last_day).year == year.setting.year
        served, least = _served(year.agendas, window, year)
        worth.append((is_lawful, in_year, served, least, meeting))
    return max(worth)[-1] if worth else None


def _proposed_accounts(year: BoardYear) -> date | None:
    """The best meeting to adopt the accounts: after councils got the provisional ones, then as for the budget."""
    _, window = fixed_send(year, Product.PROVISIONAL_ACCOUNTS)
    worth: list[tuple[bool, int, int, date]] = []
    for meeting in _candidates(year, Product.ACCOUNTS):
        needed_by = year.needed_by(meeting).toordinal()
        if window is None or window.received is None:
            worth.append((True, 0, 0, meeting))
            continue
        served, least = _served(year.agendas, replace(window, needed_by=needed_by), year)
        worth.append((needed_by >= window.received, served, least, meeting))
    return max(worth)[-1] if worth else None


def _served(agendas: Sequence[CouncilAgenda], window: Window, year: BoardYear) -> tuple[int, int]:
    """How many councils are in time, and the least room among them (0 when there is none)."""
    if window.received is None:
        return 0, 0
    decide_by = window.decide_by(year.days, window.received)
    if decide_by is None:
        return 0, 0
    counted = year.days.counted(window.received)
    rooms = [agenda.slack(window.received, decide_by, counted) for agenda in agendas if agenda.is_known]
    found = [room for room in rooms if room is not None]
    return len(found), min(found, default=0)
