"""The calendar equals the obvious one that goes day by day, on random years."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given as with_random
from hypothesis import settings
from hypothesis import strategies as st
from tests.engine.calendar import twin

from vierkant.calendar import Board, Council, Period, Planning, Product, holidays_in, plan
from vierkant.calendar.holidays import working_days
from vierkant.calendar.results import Calendar, CouncilDates, Milestone, Step
from vierkant.quantities import Level
from vierkant.reference.forms import BODY_FORMS

YEARS = st.sampled_from([2014, 2015, 2022, 2024, 2027, 2028, 2032])
"""Two leap years of law before and after 2022, and the years in which the act changed."""


def days(year: int) -> st.SearchStrategy[date]:
    """Mostly in the year, also over New Year."""
    return st.dates(date(year - 1, 11, 1), date(year + 1, 2, 28))


@st.composite
def periods(draw: st.DrawFn, year: int) -> tuple[Period, ...]:
    kind = draw(st.integers(0, 19))
    if kind == 7:  # everything
        return (Period(first=date(year - 1, 1, 1), last=date(year + 1, 12, 31)),)
    new_year = Period(first=date(year - 1, 12, 20), last=date(year, 1, 7))
    found = [new_year] if draw(st.booleans()) else []
    for _ in range(draw(st.sampled_from([0, 0, 1, 2]))):
        first = draw(days(year))
        found.append(Period(first=first, last=first + timedelta(days=draw(st.integers(0, 60)))))
    return tuple(found)


@st.composite
def agendas(draw: st.DrawFn, year: int) -> tuple[list[date], list[date]]:
    """Meetings and committees: none, some loose days, or in a rhythm as councils have, also on one day."""
    kind = draw(st.integers(0, 5))
    if kind < 2:
        loose = st.lists(days(year), max_size=12 * kind)
        return draw(loose), draw(loose)
    first, rhythm = draw(days(year)).replace(year=year - 1, day=1), draw(st.integers(6, 45))
    meetings = [first + timedelta(days=rhythm * number) for number in range(700 // rhythm)]
    if kind == 2:
        return meetings, []
    before = timedelta(days=draw(st.integers(0, 25)))
    return meetings, [day - before for day in meetings]


@st.composite
def councils(draw: st.DrawFn, year: int, name: str) -> Council:
    meetings, committees = draw(agendas(year))
    return Council(
        id=name,
        meetings=tuple(meetings),
        committees=tuple(committees),
        agenda_days=draw(st.sampled_from([None, 0, 5, 10, 14, 40])),
        committee_days=draw(st.sampled_from([None, None, 0, 1, 7, 14, 21])),
        recess=draw(periods(year)),
    )


@st.composite
def boards(draw: st.DrawFn, year: int) -> Board:
    in_year = st.dates(date(year, 1, 1), date(year, 12, 31))
    return Board(
        id="board",
        name="Bestuur",
        form=draw(st.sampled_from([None, *BODY_FORMS])),
        meetings=tuple(draw(st.lists(days(year), max_size=8))),
        agenda_days=draw(st.none() | st.integers(0, 30)),
        draft_budget_sent_on=draw(st.none() | days(year)),
        budget_on=draw(in_year | st.dates(date(year, 5, 1), date(year, 9, 30)) | st.none()),
        accounts_on=draw(st.none() | in_year),
        accounts_sent_on=draw(st.none() | days(year)),
        budget_changes_on=tuple(draw(st.lists(days(year), max_size=2))),
        recess=draw(periods(year)),
    )


@st.composite
def years(draw: st.DrawFn) -> tuple[Board, list[Council], Planning, int, date]:
    year = draw(YEARS)
    planning = Planning(
        recess=draw(periods(year)),
        draft_budget_by=draw(st.none() | days(year)),
        decide_days=draw(st.none() | st.integers(0, 40)),
    )
    rows = [draw(councils(year, f"c{number}")) for number in range(draw(st.integers(0, 5)))]
    rules_on = draw(st.sampled_from([date(2014, 6, 1), date(2018, 1, 1), date(2026, 11, 24)]))
    return draw(boards(year)), rows, planning, year, rules_on


def of(calendar: Calendar, product: Product) -> list[CouncilDates]:
    return [row for row in calendar.boards[0].councils if row.product is product]


def step(calendar: Calendar, product: Product, wanted: Step) -> Milestone:
    rows = calendar.boards[0].milestones
    return next(row for row in rows if (row.product, row.step, row.statutory) == (product, wanted, True))


def assert_route(row: CouncilDates, council: Council, planning: Planning, year: int) -> None:
    assert row.received_on is not None
    assert row.decide_by is not None
    if not any(day.year == year for day in council.meetings):
        assert (row.level, row.conflicts, row.decide_on) == (Level.UNKNOWN, (), None)
        return
    fit, receive_by, committee, decide, slack = twin.route(council, planning, row.received_on, row.decide_by)
    assert (row.receive_by, row.committee_on, row.decide_on) == (receive_by, committee, decide)
    assert row.slack == slack
    assert [item.kind for item in row.conflicts] == ([] if fit == "in_time" else [fit])


@settings(max_examples=250, deadline=None)
@with_random(years())
def test_the_budget_of_a_random_year(given: tuple[Board, list[Council], Planning, int, date]) -> None:
    board, rows, planning, year, rules_on = given
    calendar = plan([board], rows, year=year, rules_on=rules_on, planning=planning)
    found = calendar.boards[0]
    if found.budget_on is None:
        assert all(row.decide_on is None for row in of(calendar, Product.BUDGET))
        return
    expected = twin.budget_days(board, planning, found.budget_on, rules_on, year)
    sending = step(calendar, Product.BUDGET, Step.SEND)
    assert (sending.on, sending.safe_on) == (expected.on, expected.safe_on)
    assert step(calendar, Product.BUDGET, Step.ZIENSWIJZE_ENDS).on == expected.ends
    assert step(calendar, Product.BUDGET, Step.SEND_SUPERVISOR).on == expected.supervisor
    for row, council in zip(of(calendar, Product.BUDGET), rows, strict=True):
        assert (row.received_on, row.ends_on) == (expected.received, expected.ends)
        assert row.decide_by == expected.decide_by
        assert_route(row, council, planning, year)


@settings(max_examples=100, deadline=None)
@with_random(years())
def test_every_other_product_of_a_random_year(
    given: tuple[Board, list[Council], Planning, int, date],
) -> None:
    board, rows, planning, year, rules_on = given
    calendar = plan([board], rows, year=year, rules_on=rules_on, planning=planning)
    by_id = {council.id: council for council in rows}
    for row in calendar.boards[0].councils:
        if row.received_on is None or row.decide_by is None:
            assert row.level in (Level.UNKNOWN, Level.AMBER)
        elif row.decide_by >= row.received_on or row.ends_on is not None:
            assert_route(row, by_id[row.council], planning, year)
    for item in calendar.boards[0].milestones:
        if item.is_last_day:
            assert item.safe_on <= item.on
        assert twin.is_working(item.safe_on) or not item.statutory or item.step is Step.DECIDE


@settings(max_examples=60, deadline=None)
@with_random(years())
def test_the_best_week_is_the_best_of_all_weeks(
    given: tuple[Board, list[Council], Planning, int, date],
) -> None:
    board, rows, planning, year, rules_on = given
    calendar = plan([board], rows, year=year, rules_on=rules_on, planning=planning)
    known = [row for row in rows if any(day.year == year for day in row.meetings)]
    for choice in calendar.boards[0].weeks:
        if choice.product is not Product.BUDGET:
            continue
        meeting = calendar.boards[0].budget_on
        assert meeting is not None
        expected = twin.budget_days(board, planning, meeting, rules_on, year)
        for option in choice.options:
            rooms = week_rooms(known, planning, option.monday, expected, board, meeting, rules_on, year)
            assert option.councils == sum(room is not None for room in rooms)
            assert option.left_out == tuple(
                row.id for row, room in zip(known, rooms, strict=True) if room is None
            )
            assert option.slack_least == min((room for room in rooms if room is not None), default=None)
        ready = [option for option in choice.options if option.board_ready and option.councils]
        most = max((option.councils for option in ready), default=0)
        assert (choice.best.councils if choice.best else 0) == most
        if choice.best is not None:
            rooms_of_best = [option.slack_least or 0 for option in ready if option.councils == most]
            assert choice.best.slack_least == max(rooms_of_best)


def week_rooms(
    rows: list[Council],
    planning: Planning,
    monday: date,
    expected: twin.Budget,
    board: Board,
    meeting: date,
    rules_on: date,
    year: int,
) -> list[int | None]:
    """The room of each council when the board sends on the last lawful working day of the week."""
    sent = twin.back(monday + timedelta(days=4))
    planned = twin.sent(board.draft_budget_sent_on, year)
    if planned is not None and monday <= planned <= monday + timedelta(days=6):
        sent = planned
    elif monday <= expected.safe_on < sent:
        sent = expected.safe_on
    weeks = timedelta(weeks=twin.weeks_before(meeting, rules_on))
    needed = meeting - timedelta(days=max(1, board.agenda_days or 0, planning.decide_days or 0))
    last = twin.decide_by(sent, meeting, weeks, needed)
    found = [twin.route(row, planning, sent, last) for row in rows]
    return [slack if fit == "in_time" else None for fit, *_, slack in found]


def test_holidays_of_every_year_equal_the_act_written_out() -> None:
    for year in range(2010, 2101):
        assert set(holidays_in(year)) == twin.holidays(year), year
        assert date(year, 5, 5) in holidays_in(year)
        assert twin.easter(year) - timedelta(days=2) in holidays_in(year)


@settings(max_examples=200, deadline=None)
@with_random(st.dates(date(2026, 3, 1), date(2029, 10, 1)), st.integers(-400, 400))
def test_counting_working_days(first: date, number: int) -> None:
    days = working_days(2028)
    last = first + timedelta(days=number)
    if date(2026, 1, 1) <= last <= date(2030, 12, 31):
        assert days.between(first.toordinal(), last.toordinal()) == twin.working_days(first, last)
    assert days.before(first.toordinal()) == twin.back(first).toordinal()
    assert days.after(first.toordinal()) == twin.forth(first).toordinal()
