"""Structure, who decides, terms of employment and same work: when partners are alike, different or not known."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.organisation_scan.made_up import PARTNERS, mandate, rule, said, structures

from vierkant.organisation_scan.comparing import compare_numbers, key_part
from vierkant.organisation_scan.inputs import EmploymentSubject
from vierkant.organisation_scan.results import Comparison, FunctionScale, PartnerValue, StructureResult
from vierkant.organisation_scan.structure import MEASURES, RHYTHMS, assess_structure
from vierkant.quantities import Unit
from vierkant.terms import exists


def assessed(*rows: Any, mandates: Any = (), employment: Any = (), crosswalk: Any = ()) -> StructureResult:
    return assess_structure(rows, mandates, employment, PARTNERS, crosswalk)


def subject(result: StructureResult, name: str) -> Any:
    return next(row for row in (*result.structure, *result.employment) if row.key.endswith(f".{name}"))


values = st.lists(
    st.one_of(st.none(), st.tuples(st.integers(0, 40), st.integers(0, 8), st.integers(0, 8))),
    min_size=2,
    max_size=5,
)


@settings(max_examples=40, deadline=None)
@given(values, st.integers(0, 10))
def test_numbers_are_compared_as_their_definition_says(given_values: list[Any], margin: int) -> None:
    """Slow twin: every pair by hand; different when some pair lies apart by more than the margin and cannot meet."""
    rows = [
        PartnerValue(str(place), str(place), None, None)
        if item is None
        else PartnerValue(str(place), str(place), item[0], "x", None, item[0] - item[1], item[0] + item[2])
        for place, item in enumerate(given_values)
    ]
    known = [item for item in given_values if item is not None]
    far = [pair for pair in itertools.combinations(sorted(known), 2) if pair[1][0] - pair[0][0] > margin]
    apart = [pair for pair in far if pair[1][0] - pair[1][1] > pair[0][0] + pair[0][2]]
    expected = Comparison.ALIKE
    if len(known) < len(rows) or far:
        expected = Comparison.UNKNOWN
    if len(known) > 1 and apart:
        expected = Comparison.DIFFERENT
    found, size = compare_numbers(rows, margin, relative=False, unit=Unit.NUMBER, decimals=0)
    assert found is expected
    assert (size is None) == (found is Comparison.ALIKE)


def test_span_of_control_carries_its_inputs_and_the_old_national_number() -> None:
    rows = structures("managers", 10, 5, 5, employees=120)
    found = subject(assessed(*rows), "span")
    # 120 employees and 10 managers: 12 per manager; with 5 managers 24
    assert [item.value for item in found.values] == [12, 24, 24]
    assert found.comparison is Comparison.DIFFERENT
    assert said(found.size) == "van 12,0 mensen (Lisse) tot 24,0 mensen (Hillegom)"
    assert [item.value for item in found.values[0].computed.explanation.inputs] == [120, 10]
    # 6.1 managers per 100 staff in 2012, about sixteen per manager: facts on structure, old, no norm
    assert (found.reference.value, found.reference.explanation.certainty.value) == (16, "low")
    assert "2012" in said(found.reference.label)


def test_uncertain_numbers_are_no_difference() -> None:
    wide = {"value": 20, "low": 10, "high": 30}
    rows = [
        *structures("staff_fte", wide, None, None, line_fte=80),
        *structures("staff_fte", None, {"value": 30, "low": 18, "high": 42}, 25, line_fte=80),
    ]
    found = subject(assessed(*rows), "staff_share")
    # 20 of 100 (11..27 %) and 30 of 110 (18..34 %): further apart than five points, but the ranges meet
    assert found.values[0].low == pytest.approx(10 / 90)
    assert found.comparison is Comparison.UNKNOWN
    assert "te onzeker" in said(found.size)


def test_who_said_nothing_is_named_and_nothing_divides_by_zero() -> None:
    found = assessed(*structures("layers", 3, 3, None))
    assert subject(found, "layers").comparison is Comparison.UNKNOWN
    assert said(subject(found, "layers").size) == "Niet ingevuld door Teylingen."
    assert [row.partner for row in found.missing if row.section == "structure"] == ["teylingen"]
    none = assessed(*structures("managers", 0, 0, 0, employees=12))
    assert all(item.value is None for item in subject(none, "span").values)


def test_two_ways_of_leading_are_told() -> None:
    result = assessed(*structures("self_steering", 0, 8, 0, teams=10))
    assert [item.id for item in result.findings] == ["two_ways_of_leading"]
    assert not assessed(*structures("self_steering", 1, 2, 1, teams=10)).findings


@pytest.mark.parametrize(
    ("rows", "level", "amount", "size"),
    [
        ([("lisse", "manager"), ("hillegom", "employee"), ("teylingen", "council")], True, False,
         "van de medewerker (Hillegom) tot de raad (Teylingen)"),
        ([("lisse", "manager", 10_000), ("hillegom", "manager", 50_000), ("teylingen", "manager")], False, True,
         "van € 10.000 (Lisse) tot geen grens (Teylingen)"),
        ([("lisse", "manager", 10), ("lisse", "director"), ("hillegom", "manager", 10), ("hillegom", "director"),
          ("teylingen", "manager", 10), ("teylingen", "executive")], True, False,
         "Het begint overal bij een leidinggevende, maar daarboven beslissen anderen."),
        ([("lisse", "manager"), ("hillegom", "manager")], False, False, "Niet ingevuld door Teylingen."),
    ],
    ids=["level", "amount", "higher step", "not said"],
)  # fmt: skip
def test_who_decides(rows: list[tuple[Any, ...]], level: bool, amount: bool, size: str) -> None:
    [found] = assessed(mandates=[mandate(*row) for row in rows]).mandates
    assert (found.level_differs, found.amount_differs, said(found.size)) == (level, amount, size)
    assert found.comparison is (Comparison.DIFFERENT if level or amount else Comparison.UNKNOWN)


def test_the_same_decision_in_other_capitals_is_one_and_its_key_stays() -> None:
    rows = [
        mandate("lisse", "team", decision="Verlof  verlenen"),
        mandate("hillegom", "team", decision="verlof verlenen."),
    ]
    [found] = assessed(mandates=rows).mandates
    assert found.key == "mandates.verlof-verlenen"
    long = "a" * 200
    assert len(key_part(long)) <= 80
    assert key_part(long) != key_part(long + "b")
    assert key_part("決定") == key_part("決定")


def test_terms_of_employment_by_number_and_by_words() -> None:
    rows = [rule("lisse", "home_days", 2), rule("hillegom", "home_days", 3), rule("teylingen", "home_days", 2),
            rule("lisse", "working_times", text="Van 7 tot 19 uur."),
            rule("hillegom", "working_times", text="van 7 tot 19  uur"),
            rule("teylingen", "working_times", text="Het team beslist"),
            rule("lisse", "leave", 180), rule("hillegom", "leave", 180),
            rule("teylingen", "leave", text="als de cao")]  # fmt: skip
    found = assessed(employment=rows)
    assert said(subject(found, "home_days").size) == "van 2 (Lisse) tot 3 (Hillegom)"
    assert said(subject(found, "working_times").size).startswith("De regels staan er anders.")
    assert subject(found, "leave").comparison is Comparison.DIFFERENT
    alike = assessed(employment=rows[3:5])
    assert subject(alike, "working_times").comparison is Comparison.UNKNOWN  # Teylingen said nothing


def scale(
    partner: str, number: int | None, people: int = 9, new: str | None = "Adviseur", hidden: bool = False
) -> Any:
    return FunctionScale(partner, f"Team {partner}", f"oud {partner}", new, number, 10, people, hidden)


def test_same_work_other_scale_needs_two_partners_and_two_scales() -> None:
    assert not assessed(crosswalk=[scale("lisse", 9), scale("lisse", 10)]).same_work
    assert not assessed(crosswalk=[scale("lisse", 9), scale("hillegom", 9)]).same_work
    assert not assessed(crosswalk=[scale("lisse", 9), scale("hillegom", None)]).same_work
    [found] = assessed(crosswalk=[scale("lisse", 10), scale("hillegom", 8, hidden=True)]).same_work
    assert (found.work, found.lowest, found.highest, found.points_to_person) == ("Adviseur", 8, 10, True)


def test_every_subject_has_all_its_words() -> None:
    keys = [f"structure.{row.name}" for row in MEASURES] + [f"structure.{name}" for name in RHYTHMS]
    keys += [f"employment.{item.value}" for item in EmploymentSubject]
    words = ("label", "meaning", "noticed_by", "suggestion")
    missing = [
        f"{key}.{name}" for key in keys for name in words if not exists(f"organisation_scan.{key}.{name}")
    ]
    missing += [row.name for row in MEASURES if not exists(f"organisation_scan.structure.{row.name}.method")]
    assert not missing
