"""Terms as dated data, what is left out and told, bad input, the helper that moves a meeting, and the words."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given as with_random
from hypothesis import settings
from hypothesis import strategies as st

from vierkant.calendar import Board, Calendar, Council, Period, Planning, Product, moved, plan
from vierkant.calendar.charts import route
from vierkant.calendar.results import Conflict, Milestone, Step
from vierkant.quantities import Level, Message, to_plain
from vierkant.reference.forms import PRIVATE_FORMS, LegalForm
from vierkant.terms import catalogue, render

TODAY = date(2026, 11, 24)
MEETING = date(2027, 7, 8)


def board(**more: object) -> Board:
    return Board.model_validate({"id": "b", "name": "Bestuur", "form": "openbaar_lichaam", **more})


def council(name: str = "a", **more: object) -> Council:
    return Council.model_validate({"id": name, "name": f"Raad {name}", **more})


def year(
    boards: list[Board], councils: list[Council] | None = None, number: int = 2027, **more: object
) -> Calendar:
    planning = Planning.model_validate(more) if more else None
    return plan(boards, councils or [], year=number, rules_on=TODAY, planning=planning)


def milestone(calendar: Calendar, product: Product, step: Step) -> Milestone:
    rows = calendar.boards[0].milestones
    return next(row for row in rows if (row.product, row.step) == (product, step))


def kinds(calendar: Calendar) -> set[str]:
    return {item.kind for item in calendar.conflicts}


def of_kind(calendar: Calendar, kind: str) -> Conflict:
    return next(item for item in calendar.conflicts if item.kind == kind)


def noticed(calendar: Calendar) -> set[str]:
    return {item.id.removeprefix("calendar.notice.") for item in calendar.notices}


# What the board does


def test_a_fixed_day_in_the_weekend_shows_the_working_day_before() -> None:
    # 29 April 2028 is a Saturday.
    found = milestone(year([board()], number=2028), Product.KADERNOTA, Step.SEND)
    assert (found.on, found.safe_on) == (date(2028, 4, 29), date(2028, 4, 28))
    assert "moet nog worden bevestigd" in render(found.notes[0])


def test_a_term_counted_forward_is_extended_over_a_holiday() -> None:
    # 56 days after 31 March 2027 is 26 May; after 10 March it is 5 May, Liberation Day, and 6 May is Ascension Day.
    calendar = year([board(regulation_sent_on=date(2027, 3, 10))])
    ends = milestone(calendar, Product.DRAFT_REGULATION, Step.ZIENSWIJZE_ENDS)
    assert ends.on == date(2027, 5, 7)
    assert "art. 1 lid 1 Algemene termijnenwet" in render(ends.notes[0])
    assert milestone(calendar, Product.DRAFT_REGULATION, Step.DECIDE).on == date(2027, 5, 8)


def test_a_draft_regulation_over_new_year_stands_in_both_years_with_the_same_ids() -> None:
    rows = [board(regulation_sent_on=date(2027, 12, 1))]
    found = [
        {
            item.id: item.on
            for item in year(rows, number=number).boards[0].milestones
            if item.product == "draft_regulation"
        }
        for number in (2026, 2027, 2028)
    ]
    assert found[0] == {}
    assert found[1] == found[2]
    assert found[1]["b-2027-draft_regulation-zienswijze_ends"] == date(2028, 1, 26)


def test_forms_without_a_budget_only_have_a_draft_regulation() -> None:
    for form in (LegalForm.CENTRUMGEMEENTE, LegalForm.REGELING_ZONDER_MEER):
        calendar = year([board(form=form, regulation_sent_on=date(2027, 2, 1), budget_on=MEETING)])
        assert {item.product for item in calendar.boards[0].milestones} == {Product.DRAFT_REGULATION}
        assert "no_budget" in noticed(calendar)


def test_private_forms_get_no_day_of_the_act() -> None:
    for form in PRIVATE_FORMS:
        calendar = year([board(form=form, budget_on=MEETING, regulation_sent_on=MEETING)])
        assert calendar.boards[0].milestones == ()
        assert "not_wgr" in noticed(calendar)


def test_who_supervises() -> None:
    for province, words in ((False, "gedeputeerde staten"), (True, "de minister van BZK")):
        found = milestone(
            year([board(budget_on=MEETING, province=province)]), Product.BUDGET, Step.SEND_SUPERVISOR
        )
        assert words in render(found.text)


def test_the_meeting_in_recess_on_a_holiday_and_after_the_last_day() -> None:
    recess = Period(first=date(2027, 7, 1), last=date(2027, 7, 31), name="zomerreces")
    calendar = year([board(budget_on=MEETING, recess=(recess,))])
    assert "zomerreces" in render(of_kind(calendar, "in_recess").text)
    assert "Bevrijdingsdag" in render(of_kind(year([board(budget_on=date(2027, 5, 5))]), "holiday").text)
    late = of_kind(year([board(budget_on=date(2027, 9, 15))]), "after_supervisor")
    assert late.level is Level.RED
    assert "14 september 2027" in render(late.action)


def test_too_short_a_term_says_when_to_send_and_when_to_meet() -> None:
    calendar = year([board(budget_on=MEETING, draft_budget_sent_on=date(2027, 4, 20), agenda_days=14)])
    found = of_kind(calendar, "term_too_short")
    assert found.level is Level.RED
    assert "donderdag 1 april 2027" in render(found.action)
    assert "dinsdag 27 juli 2027" in render(found.action)  # 20 April + 84 days + 14 days
    unsafe = year([board(budget_on=MEETING, draft_budget_sent_on=date(2027, 4, 10), agenda_days=14)])
    assert of_kind(unsafe, "term_too_short").level is Level.AMBER


def test_days_agreed_in_the_region_are_kept_to() -> None:
    rows = [board(budget_on=MEETING, kadernota_sent_on=date(2027, 4, 6))]
    calendar = year(rows, kadernota_by=date(2027, 4, 1), draft_budget_by=date(2027, 4, 8))
    assert "later dan in de regio is afgesproken" in render(of_kind(calendar, "too_late").text)
    agreed = [item for item in calendar.boards[0].milestones if item.id.endswith("-agreed")]
    assert [(item.on, item.statutory) for item in agreed] == [
        (date(2027, 4, 1), False),
        (date(2027, 4, 8), False),
    ]


def test_without_a_chosen_meeting_the_best_one_is_proposed() -> None:
    recess = Period(first=date(2027, 7, 10), last=date(2027, 8, 22))
    days = (date(2027, 2, 1), date(2027, 6, 3), MEETING, date(2027, 7, 20), date(2027, 11, 1))
    meets = council(meetings=(date(2027, 5, 20), date(2027, 6, 10)), agenda_days=7)
    # 3 June: sent 11 March for the council of 20 May, 40 working days of room. 8 July: 15 April, 10 June, 31 days.
    calendar = year([board(meetings=days, recess=(recess,))], [meets])
    assert calendar.boards[0].budget_on == date(2027, 6, 3)
    assert calendar.boards[0].proposed == (Product.BUDGET, Product.ACCOUNTS)
    decide = milestone(calendar, Product.BUDGET, Step.DECIDE)
    assert decide.planned_on is None
    assert "Er is nog geen vergadering gekozen" in render(decide.notes[0])


def test_no_meeting_that_can_adopt() -> None:
    late = year([board(meetings=(date(2027, 11, 1),))])
    assert of_kind(late, "no_board_meeting").level is Level.RED
    empty = year([board()])
    assert of_kind(empty, "no_board_meeting").level is Level.UNKNOWN


# What councils do


def test_a_suggestion_to_send_earlier_really_helps() -> None:
    rows = [
        board(budget_on=MEETING, draft_budget_sent_on=date(2027, 4, 15), form="bedrijfsvoeringsorganisatie")
    ]
    meets = council(meetings=(date(2027, 4, 22),), agenda_days=14)
    found = of_kind(year(rows, [meets]), "too_late")
    assert "donderdag 8 april 2027" in render(found.action)
    earlier = [row.model_copy(update={"draft_budget_sent_on": date(2027, 4, 8)}) for row in rows]
    again = [row for row in year(earlier, [meets]).boards[0].councils if row.product is Product.BUDGET]
    assert again[0].slack == 0
    assert again[0].conflicts == ()


@pytest.mark.parametrize(
    ("between", "committee"), [(None, date(2027, 5, 20)), (0, date(2027, 6, 17)), (28, date(2027, 5, 20))]
)
def test_committee_and_council_on_one_day_only_when_that_was_said(
    between: int | None, committee: date
) -> None:
    days = (date(2027, 5, 20), date(2027, 6, 17))
    meets = council(meetings=days, committees=days, committee_days=between)
    rows = [board(budget_on=MEETING, form="bedrijfsvoeringsorganisatie")]
    found = next(row for row in year(rows, [meets]).council("a") if row.product is Product.BUDGET)
    assert (found.decide_on, found.committee_on) == (date(2027, 6, 17), committee)


def test_a_council_that_nobody_filled_in_is_unknown_and_not_late() -> None:
    calendar = year([board(budget_on=MEETING)], [council(), council("b", meetings=(date(2026, 1, 1),))])
    assert {row.level for row in calendar.boards[0].councils if row.product is Product.BUDGET} == {
        Level.UNKNOWN
    }
    assert calendar.boards[0].weeks[0].best is None
    assert "no_meetings" in noticed(calendar)


def test_meetings_in_recess_are_told_once() -> None:
    recess = {"first": date(2027, 5, 1), "last": date(2027, 6, 30)}
    meets = council(meetings=(date(2027, 5, 4), date(2027, 6, 1), date(2027, 9, 1)), recess=(recess,))
    calendar = year([board(budget_on=MEETING)], [meets])
    told = [item for item in calendar.conflicts if item.board is None]
    assert len(told) == 1
    assert "2 vergaderingen" in render(told[0].text)
    assert "in_recess" in {item.kind for item in calendar.conflicts if item.board}


def test_the_year_of_a_council_is_in_order() -> None:
    meets = council(meetings=(date(2027, 3, 4), date(2027, 5, 20), date(2027, 6, 24)))
    boards = [board(budget_on=MEETING), board(id="c", budget_on=date(2027, 6, 3))]
    rows = year(boards, [meets]).council("a")
    days = [row.decide_on or date.max for row in rows]
    assert days == sorted(days)
    assert {row.board for row in rows} == {"b", "c"}


# Bad input


def test_unknown_and_double_rows_are_left_out_and_told() -> None:
    rows = [board(councils=("a", "nobody"), budget_on=MEETING), board(name="Dubbel")]
    calendar = year(rows, [council(), council(), council("z")])
    assert len(calendar.boards) == 1
    assert {row.council for row in calendar.boards[0].councils} == {"a"}
    assert {"unknown_councils", "twice"} <= noticed(calendar)


def test_days_of_another_year_are_left_out_and_told() -> None:
    calendar = year([board(budget_on=date(1901, 1, 1), draft_budget_sent_on=date(9999, 12, 31))])
    assert calendar.boards[0].budget_on is None
    assert [item.id for item in calendar.notices].count("calendar.notice.other_year") == 2


def test_one_meeting_a_year_is_too_few() -> None:
    """Art. 22 lid 2 Wgr: at least twice a year; a centrumregeling has no board that meets."""
    one, two = [MEETING], [MEETING, date(2027, 11, 25)]
    assert "one_meeting" in noticed(year([board(meetings=one, budget_on=MEETING)]))
    assert "one_meeting" not in noticed(year([board(meetings=two)]))
    assert "one_meeting" not in noticed(year([board(meetings=one, budget_changes_on=two[1:])]))
    assert "one_meeting" not in noticed(year([board()]))
    assert "one_meeting" not in noticed(year([board(meetings=one, form="centrumgemeente")]))


def test_what_the_region_agreed_for_another_year_is_told_once() -> None:
    calendar = year([board(), board(id="c")], kadernota_by=date(2026, 4, 1), draft_budget_by=date(2027, 4, 8))
    told = [render(item) for item in calendar.notices if item.id == "calendar.notice.other_year"]
    assert len(told) == 1
    assert told[0].startswith("De regio: de afgesproken dag voor de kadernota is woensdag 1 april 2026.")


@pytest.mark.parametrize("number", [-5, 1, 1984, 2101, 10_000])
def test_a_year_without_terms_says_so(number: int) -> None:
    calendar = plan([board()], [council()], year=number, rules_on=TODAY)
    assert calendar.boards == ()
    assert noticed(calendar) == {"unknown_year"}


def test_nothing_at_all() -> None:
    calendar = plan([], [], year=2027, rules_on=TODAY)
    assert (calendar.boards, calendar.conflicts, calendar.notices) == ((), (), ())
    assert plan([board()], [], year=1985, rules_on=date(1985, 1, 1)).boards[0].milestones


ANY_DAY = st.dates(date(1, 1, 1), date(9999, 12, 31))


@settings(max_examples=60, deadline=None)
@with_random(st.lists(ANY_DAY, max_size=5), st.none() | ANY_DAY, st.integers(1985, 2100), ANY_DAY)
def test_no_day_breaks_it(days: list[date], one: date | None, number: int, rules_on: date) -> None:
    """Days at the ends of time, in every field; and every sentence can be said in both languages."""
    rows = [
        board(
            meetings=tuple(days),
            budget_on=one,
            accounts_on=one,
            draft_budget_sent_on=one,
            agenda_days=120,
            kadernota_sent_on=one,
            accounts_sent_on=one,
            regulation_sent_on=one,
            budget_changes_on=tuple(days),
        )
    ]
    meets = council(meetings=tuple(days), committees=tuple(days), agenda_days=120, committee_days=120)
    planning = Planning(kadernota_by=one, draft_budget_by=one, decide_days=120)
    calendar = plan(rows, [meets], year=number, rules_on=rules_on, planning=planning)
    for message in messages(calendar):
        assert render(message, "nl")
        assert render(message, "en")
    json.dumps(to_plain(calendar))


def messages(calendar: Calendar) -> list[Message]:
    found = [*calendar.notices, *(term.text for term in calendar.terms)]
    for item in calendar.conflicts:
        found += [item.text, item.action]
    for row in calendar.boards:
        found += [choice.text for choice in row.weeks]
        for each in row.milestones:
            found += [each.text, each.who, *each.notes]
    return found


# Moving a meeting


def test_a_moved_meeting_moves_what_follows_and_keeps_the_ids() -> None:
    rows = [
        board(meetings=(date(2027, 2, 1), MEETING), budget_on=MEETING, budget_changes_on=(MEETING,)),
        board(id="c"),
    ]
    new = date(2027, 6, 24)
    after = moved(rows, "b", MEETING, new)
    assert after[0].meetings == (date(2027, 2, 1), new)
    assert (after[0].budget_on, after[0].budget_changes_on, after[0].accounts_on) == (new, (new,), None)
    assert after[1] == rows[1]
    old_days = {item.id: item.on for item in year(rows).boards[0].milestones}
    new_days = {item.id: item.on for item in year(list(after)).boards[0].milestones}
    assert old_days.keys() == new_days.keys()
    assert new_days["b-2027-budget-send"] - old_days["b-2027-budget-send"] == new - MEETING
    assert old_days["b-2027-kadernota-send"] == new_days["b-2027-kadernota-send"]
    assert moved(rows, "b", date(2027, 1, 1), new)[0] == rows[0]


# Picture and words


def test_the_picture_tells_what_its_table_tells() -> None:
    meets = [
        council("a", meetings=(date(2027, 6, 1),)),
        council("b", meetings=(date(2027, 2, 1),)),
        council("c"),
    ]
    calendar = year([board(budget_on=MEETING)], meets)
    made = route(calendar, "b", {"a": "Raad a"}, "nl")
    assert made is not None
    assert [row[0] for row in made.rows] == ["Raad a", "b", "c"]
    assert made.rows[0][4] == "di 1 juni 2027"
    assert render(made.summary[0]).startswith("Voor de begroting 2028 van Bestuur kunnen 1 van de 2 raden")
    windows = made.spec["layer"][0]["data"]["values"]
    assert [item["kind"] for item in windows][1] == "tijd van een raad die niet op tijd is"
    assert len(made.header) == len(made.rows[0])
    assert route(replace(calendar, boards=()), "b", {}, "nl") is None
    assert route(year([board()]), "b", {}, "en") is None


def test_every_word_of_the_calendar_is_used() -> None:
    code = "".join(
        path.read_text() for path in Path(__file__).parents[3].joinpath("src/vierkant/calendar").glob("*.*")
    )
    code += Path(__file__).parents[3].joinpath("src/vierkant_web/calendar/shown.py").read_text()
    computed = ("weekday", "month", "weekday_short", "holiday", "action", "conflict")
    unused = [
        name
        for name in catalogue()
        if name.startswith("calendar.")
        and name.split(".")[1] not in computed
        and name.rpartition(".")[2] not in code
    ]
    assert unused == []


def test_every_conflict_has_something_to_do() -> None:
    texts = {name.rpartition(".")[2] for name in catalogue() if name.startswith("calendar.conflict.")}
    actions = {name.rpartition(".")[2] for name in catalogue() if name.startswith("calendar.action.")}
    both = {name.removesuffix("_earlier") for name in actions}
    assert {name.replace("council_meetings", "council_meeting") for name in texts} == both - {"regulation"}
