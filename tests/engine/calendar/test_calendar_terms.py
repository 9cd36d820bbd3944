"""Terms as dated data: they follow each other, and a year gets the terms that counted in it."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from vierkant.calendar import Board, Calendar, Product, plan, terms_on
from vierkant.calendar.results import Direction, Step
from vierkant.calendar.terms import fixed_term, term_for, terms
from vierkant.quantities import Certainty
from vierkant.terms import render

TODAY = date(2026, 11, 24)
MEETING = date(2027, 7, 8)


def of_year(number: int, rules_on: date = TODAY, budget_on: date | None = None) -> Calendar:
    board = Board.model_validate(
        {"id": "b", "name": "Bestuur", "form": "openbaar_lichaam", "budget_on": budget_on}
    )
    return plan([board], [], year=number, rules_on=rules_on)


def test_versions_of_a_term_follow_each_other_without_a_hole() -> None:
    families: dict[str, list[tuple[date, date | None]]] = {}
    for term in terms():
        families.setdefault(term.family, []).append((term.valid_from, term.valid_to))
    for rows in families.values():
        for (_, ends), (starts, _) in pairwise(rows):
            assert ends is not None
            assert ends + timedelta(days=1) == starts
        assert len({begin for begin, _ in rows}) == len(rows)


def test_every_term_has_an_article_a_source_and_either_days_or_a_day() -> None:
    assert len({term.id for term in terms()}) == len(terms())
    for term in terms():
        assert term.article.startswith("art. ")
        assert term.sources
        assert (term.days is None) != (term.month_day is None)
        assert (term.direction is Direction.FIXED) == (term.month_day is not None)
        if term.direction is not Direction.FORWARD:
            assert term.unconfirmed, term.id


@pytest.mark.parametrize(
    ("day", "weeks"),
    [(date(2014, 12, 31), 6), (date(2015, 1, 1), 8), (date(2022, 6, 30), 8), (date(2022, 7, 1), 12)],
)
def test_weeks_for_the_draft_budget(day: date, weeks: int) -> None:
    # law.md 0, version traps: 6 weeks, 8 since 1-1-2015, 12 since 1-7-2022.
    found = term_for("draft_budget", day, TODAY)
    assert found is not None
    assert found.days == weeks * 7


@pytest.mark.parametrize(
    ("number", "frame", "supervisor"),
    [
        (2014, None, date(2014, 7, 14)),
        (2016, date(2016, 4, 14), date(2016, 7, 31)),
        (2022, date(2022, 4, 14), date(2022, 9, 14)),
        (2023, date(2023, 4, 29), date(2023, 9, 14)),
    ],
)
def test_fixed_days_of_old_years(number: int, frame: date | None, supervisor: date) -> None:
    # law.md 0 and needs.md F4: 15 April, 30 April since 1-7-2022; 15 July, 1 August (2015), 15 September (2022).
    found = fixed_term("kadernota", number, TODAY)
    assert (found[1] if found else None) == frame
    last = fixed_term("budget_supervisor", number, TODAY)
    assert last is not None
    assert last[1] == supervisor


def test_asked_before_the_change_the_old_terms_count_for_a_later_year() -> None:
    calendar = of_year(2027, date(2021, 1, 1), MEETING)
    rows = calendar.boards[0].milestones
    sending = next(row for row in rows if (row.product, row.step) == (Product.BUDGET, Step.SEND))
    assert sending.on == MEETING - timedelta(weeks=8)


def test_terms_on_a_day() -> None:
    assert terms_on(date(1984, 12, 31)) == ()
    assert {term.family for term in terms_on(date(2023, 1, 1))} == {term.family for term in terms()}
    assert "kadernota" not in {term.family for term in terms_on(date(2014, 1, 1))}


def test_the_reading_of_before_a_day_is_marked() -> None:
    found = fixed_term("kadernota", 2027, TODAY)
    assert found is not None
    assert (found[0].certainty, found[0].unconfirmed) == (Certainty.MEDIUM, True)
    assert "30 april" in render(found[0].text)


def test_the_transition_is_a_day_of_2024_alone() -> None:
    for number in (2022, 2023, 2024, 2025):
        rows = of_year(number).boards[0].milestones
        days = [row.on for row in rows if row.step is Step.TRANSITION_ENDS]
        assert days == ([date(2024, 7, 1)] if number == 2024 else [])
