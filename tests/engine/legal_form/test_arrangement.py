"""The text of an arrangement against the act: rules P01-P07, V01-V05, F13 and F14, and contradictory data."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from vierkant.legal_form import LegalForm, check_arrangement
from vierkant.legal_form.clauses import clause_rules, text_rules
from vierkant.legal_form.inputs import ArrangementText, Body, Clause, ClauseLine
from vierkant.legal_form.results import Severity
from vierkant.quantities import Certainty, Level, to_plain
from vierkant.reference.forms import BODY_FORMS, FORMS_OF, WGR_FORMS, Kind
from vierkant.terms import catalogue, render

TODAY = date(2026, 11, 24)
OL, BVO, GO, CR, RZM = WGR_FORMS
FINE = ArrangementText(concluded_on=date(2023, 1, 1), exit_needs_consent=False)


def check(form=OL, text=FINE, lines=(), on=TODAY, **more):
    return check_arrangement(form, text, [ClauseLine(**line) for line in lines], on=on, **more)


def found(result):
    return {finding.id.removeprefix("arrangement."): finding for finding in result.findings}


def everything(form, **but):
    """All clauses of the form in the text, with what differs."""
    lines = {
        rule.clause.value: {"id": rule.clause, "present": True}
        for rule in clause_rules()
        if form in rule.required | rule.advised and rule.clause is not Clause.ADVISORY_COMMITTEE
    }
    return [*({**line, "present": but.get(key, True)} for key, line in lines.items())]


def test_every_clause_has_its_data_and_words():
    assert {rule.clause for rule in clause_rules()} == set(Clause)
    for rule in clause_rules():
        assert not rule.required & rule.advised
        assert rule.required <= set(WGR_FORMS), rule.clause  # no act demands a clause outside the Wgr
        assert rule.articles
        assert rule.sources
        assert not (rule.unconfirmed and rule.certainty is Certainty.HIGH)
        assert (rule.severity is Severity.HARD) == bool(rule.required), rule.clause
    for key in catalogue():
        if key.startswith("arrangement.clause."):
            assert key.split(".")[2] in set(Clause)


@pytest.mark.parametrize(
    ("clause", "forms", "article", "certainty"),
    [
        # The act as far as it was seen after 1 July 2022; P02-P05.
        ("evaluation", WGR_FORMS, "art. 11a Wgr", "high"),
        ("exit_conditions", WGR_FORMS, "art. 9 lid 1 Wgr", "high"),
        ("exit_consequences", WGR_FORMS, "art. 9 lid 1 Wgr", "high"),
        ("zienswijze_decisions", BODY_FORMS, "art. 10 lid 5-6 Wgr", "medium"),
        ("participation", BODY_FORMS, "art. 10 lid 7-8 Wgr", "high"),
        ("interest", WGR_FORMS, "art. 10 lid 1 Wgr", "high"),
        ("liquidation", (OL, BVO), "art. 9 lid 2-3 Wgr", "medium"),
    ],
)
def test_a_missing_mandatory_clause_is_red_with_its_article(clause, forms, article, certainty):
    for form in WGR_FORMS:
        result = check(form, lines=[{"id": clause, "present": False}])
        missing = [item for key, item in found(result).items() if key.endswith(clause)]
        assert len(missing) == (form in forms), form
        for item in missing:
            assert item.level is Level.RED
            assert item.certainty.value == certainty
            assert article in item.source
            assert article in render(item.text, "nl")


def test_not_looked_is_not_missing():
    result = check(lines=[])
    assert result.missing == 0
    assert result.unseen == result.required == 19
    assert found(result)["unseen"].level is Level.UNKNOWN
    assert not [key for key in found(result) if key.startswith(("missing", "P02", "P03", "P04", "P05"))]
    # A place without a yes or a no is still not looked.
    assert check(lines=[{"id": "seat", "place": "artikel 2"}]).unseen == 19


@pytest.mark.parametrize("form", WGR_FORMS)
def test_a_complete_text_is_green(form):
    result = check(form, lines=everything(form))
    assert (result.found, result.missing, result.unseen) == (result.required, 0, 0)
    assert [item.id for item in result.findings] == ["arrangement.complete"]
    assert result.findings[0].level is Level.GREEN


@pytest.mark.parametrize("form", FORMS_OF[Kind.INTERNAL])
def test_inside_one_municipality_there_is_no_text(form):
    result = check(form, lines=everything(OL))
    assert result.clauses == ()
    assert result.findings == ()


def test_a_form_outside_the_act_has_advice_and_no_duty():
    result = check(LegalForm.COVENANT, ArrangementText(), [{"id": "participants", "present": False}])
    assert result.required == 0
    assert result.clauses
    assert result.findings == ()
    assert all(state.articles == () and not state.required for state in result.clauses)


@pytest.mark.parametrize(
    ("concluded", "amended", "on", "expected"),
    [
        # Stb. 2022, 18, art. V: comply by 1 July 2024; in force 1 July 2022.
        ("2015-01-01", "2020-01-01", "2024-07-01", ("P07", Level.RED)),
        ("2015-01-01", "2020-01-01", "2024-06-30", ("P07", Level.AMBER)),
        ("2022-06-30", "2022-06-30", "2026-11-24", ("P07", Level.RED)),
        ("2015-01-01", "2022-07-01", "2026-11-24", None),
        ("2022-07-01", None, "2026-11-24", None),
        ("2015-01-01", None, "2026-11-24", ("P07", Level.UNKNOWN)),
        (None, None, "2026-11-24", ("P07", Level.UNKNOWN)),
        (None, "2023-01-01", "2026-11-24", None),
        ("2015-01-01", "2020-01-01", "2022-06-30", None),
    ],
)
def test_an_older_arrangement_had_to_be_adapted(concluded, amended, on, expected):
    text = ArrangementText.model_validate(
        {"concluded_on": concluded, "amended_on": amended, "exit_needs_consent": False}
    )
    item = found(check(text=text, on=date.fromisoformat(on))).get("P07")
    assert (("P07", item.level) if item else None) == expected


def test_who_found_the_new_clauses_in_the_text_need_not_adapt_it():
    text = ArrangementText(
        concluded_on=date(2015, 1, 1), amended_on=date(2020, 1, 1), exit_needs_consent=False
    )
    assert "P07" not in found(check(text=text, lines=everything(OL)))
    assert "P07" in found(check(text=text, lines=everything(OL, participation=False)))


def test_before_july_2024_an_older_arrangement_still_has_time():
    text = ArrangementText(concluded_on=date(2015, 1, 1), exit_needs_consent=False)
    lines = [{"id": "evaluation", "present": False}]
    for day, level in ((date(2024, 6, 30), Level.AMBER), (date(2024, 7, 1), Level.RED)):
        assert found(check(text=text, lines=lines, on=day))["P02.evaluation"].level is level
    new = ArrangementText(concluded_on=date(2023, 1, 1), exit_needs_consent=False)
    assert found(check(text=new, lines=lines, on=date(2024, 1, 1)))["P02.evaluation"].level is Level.RED


def test_before_july_2022_the_new_clauses_are_not_asked():
    result = check(lines=everything(OL, evaluation=False, participation=False), on=date(2022, 6, 30))
    assert not {Clause.EVALUATION, Clause.PARTICIPATION} & {state.clause for state in result.clauses}
    assert not [key for key in found(result) if key.startswith(("P02", "P05"))]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        # Art. 1 lid 3 Wgr: eight weeks. 24 November 2026 + 56 days = 19 January 2027.
        (date(2027, 1, 19), Level.AMBER),
        (date(2027, 1, 18), Level.RED),
        (TODAY, None),
        (date(2023, 1, 1), None),
    ],
)
def test_the_route_past_the_councils_before_a_decision(day, expected):
    item = found(check(text=ArrangementText(concluded_on=day, exit_needs_consent=False))).get("P01")
    assert (item.level if item else None) is expected


@pytest.mark.parametrize(
    ("sent_on", "bodies", "expected"),
    [
        # A decision on 1 December 2026 after a draft of 6 October has the eight weeks; one of 7 October has not.
        (date(2026, 10, 6), {Body.MUNICIPAL_EXECUTIVE}, None),
        (date(2026, 10, 7), {Body.MUNICIPAL_EXECUTIVE}, Level.RED),
        (None, None, Level.RED),
        # Art. 1 lid 2 Wgr: councils that make the arrangement themselves are sent no draft.
        (None, {Body.COUNCIL, Body.MUNICIPAL_EXECUTIVE}, None),
    ],
)
def test_a_draft_that_was_sent_in_time_is_no_problem(sent_on, bodies, expected):
    text = ArrangementText(concluded_on=date(2026, 12, 1), exit_needs_consent=False)
    known = None if bodies is None else frozenset(bodies)
    item = found(check(text=text, draft_sent_on=sent_on, bodies=known)).get("P01")
    assert (item.level if item else None) is expected


def test_leaving_may_not_depend_on_others():
    """ABRvS 15 April 2015, ECLI:NL:RVS:2015:1198."""
    for form in WGR_FORMS:
        assert found(check(form, ArrangementText(exit_needs_consent=True)))["P06"].level is Level.RED
    assert "P06" not in found(check(LegalForm.ASSOCIATION, ArrangementText(exit_needs_consent=True)))
    seen = [{"id": "exit_conditions", "present": True}]
    assert found(check(text=ArrangementText(), lines=seen))["P06"].level is Level.UNKNOWN
    assert "P06" not in found(check(text=FINE, lines=seen))


def boards(**numbers):
    return ArrangementText(concluded_on=date(2023, 1, 1), exit_needs_consent=False, **numbers)


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        # Art. 14 lid 3: no majority of the general board. Three of six is half, and allowed.
        ({"general_board": 6, "executive_from_general": 3}, set()),
        ({"general_board": 5, "executive_from_general": 3}, {"V01"}),
        ({"general_board": 5}, {"V01"}),
        ({"general_board": 6}, set()),
        # Art. 14 lid 1: the chair and at least two others, not all from one municipality.
        ({"executive_board": 3}, set()),
        ({"executive_board": 2}, {"V02"}),
        ({"executive_municipalities": 2}, set()),
        ({"executive_municipalities": 1}, {"V03"}),
        # Art. 14 lid 2: people from outside never the majority.
        ({"executive_board": 4, "executive_from_general": 2}, set()),
        ({"executive_board": 3, "executive_from_general": 1}, {"outsiders"}),
        # Art. 13 lid 5.
        ({"appointing_municipalities": 2}, set()),
        ({"appointing_municipalities": 1}, {"V05"}),
        # Data that cannot be true together.
        ({"executive_board": 3, "executive_from_general": 4}, {"contradiction.inside_executive"}),
        ({"general_board": 6, "executive_from_general": 7}, {"contradiction.inside_general"}),
        ({"executive_board": 3, "executive_municipalities": 4}, {"contradiction.municipalities"}),
    ],
)
def test_the_boards_of_an_openbaar_lichaam(numbers, expected):
    ids = set(found(check(text=boards(**numbers)))) - {"unseen"}
    assert ids == expected


def test_other_forms_have_no_executive_board():
    for form in (BVO, GO, CR, RZM):
        ids = set(found(check(form, boards(executive_board=3)))) - {"unseen"}
        assert ids == {"contradiction.no_executive"}
    assert "V05" in found(check(BVO, boards(appointing_municipalities=1)))
    assert "V05" not in found(check(CR, boards(appointing_municipalities=1)))


def test_more_than_half_of_the_votes_is_a_warning_of_low_certainty():
    """No article forbids it; three members with 3, 2 and 1 votes are exactly at half and allowed (VNG)."""
    item = found(check(largest_vote_share=0.51))["V04"]
    assert (item.level, item.certainty) == (Level.AMBER, Certainty.LOW)
    assert "V04" not in found(check(largest_vote_share=0.5))
    assert "V04" not in found(check(CR, largest_vote_share=0.9))


def test_the_joint_advisory_committee():
    """Art. 24a Wgr: openbaar lichaam only, and only when all councils propose it."""
    lines = [{"id": "advisory_committee", "present": True}]
    for form in (BVO, GO, CR, RZM):
        assert found(check(form, lines=lines))["F13"].level is Level.RED
    assert "F13" not in found(check(OL, lines=lines))
    wants = {None: Level.UNKNOWN, False: Level.RED, True: None}
    for answer, level in wants.items():
        item = found(check(OL, boards(all_councils_want_committee=answer), lines)).get("F14")
        assert (item.level if item else None) is level
    assert not {"F13", "F14"} & set(found(check(BVO, lines=[{"id": "advisory_committee", "present": False}])))


def test_lines_that_contradict_each_other_count_as_not_looked():
    lines = [{"id": "seat", "present": True}, {"id": "seat", "present": False, "place": "artikel 3"}]
    result = check(lines=lines)
    assert found(result)["twice.seat"].level is Level.AMBER
    assert next(state for state in result.clauses if state.clause is Clause.SEAT).present is None
    same = [{"id": "seat", "present": True}, {"id": "seat", "present": True}]
    assert "twice.seat" not in found(check(lines=same))


def test_days_that_contradict_each_other():
    text = ArrangementText(concluded_on=date(2023, 5, 1), amended_on=date(2023, 4, 30))
    assert found(check(text=text))["contradiction.amended"].level is Level.AMBER


some_numbers = some.none() | some.integers(0, 12)
some_days = some.none() | some.dates(date(2010, 1, 1), date(2030, 1, 1))
some_texts = some.builds(
    ArrangementText,
    concluded_on=some_days,
    amended_on=some_days,
    exit_needs_consent=some.none() | some.booleans(),
    general_board=some_numbers,
    executive_board=some_numbers,
    executive_from_general=some_numbers,
    executive_municipalities=some_numbers,
    appointing_municipalities=some_numbers,
    all_councils_want_committee=some.none() | some.booleans(),
)
some_lines = some.lists(
    some.builds(ClauseLine, id=some.sampled_from(Clause), present=some.none() | some.booleans()), max_size=40
)


@given(
    some.sampled_from(LegalForm),
    some.none() | some_texts,
    some_lines,
    some.dates(date(2010, 1, 1), date(2030, 1, 1)),
)
@settings(max_examples=150, deadline=None)
def test_whatever_is_filled_in_counts_add_up_and_every_sentence_renders(form, text, lines, on):
    result = check_arrangement(form, text, lines, on=on)
    assert result.required == result.found + result.missing + result.unseen
    order = [Level.RED, Level.AMBER, Level.UNKNOWN, Level.GREEN]
    levels = [order.index(item.level) for item in result.findings]
    assert levels == sorted(levels)
    red = [item for item in result.findings if item.level is Level.RED]
    assert all(item.source for item in red)
    for item in result.findings:
        for language in ("nl", "en"):
            assert "{" not in render(item.text, language)
            assert item.action is None or render(item.action, language)
    assert to_plain(result)["form"] == form.value


def test_every_rule_of_the_text_has_its_sentences():
    for name in text_rules():
        assert f"arrangement.finding.{name}" in catalogue()
        assert f"arrangement.action.{name}" in catalogue()
