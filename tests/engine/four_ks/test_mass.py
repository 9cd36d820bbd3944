"""Critical mass: people enough, and work enough to keep them skilled, alone and together."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vierkant.four_ks import assess_vulnerability
from vierkant.four_ks.inputs import Expertise
from vierkant.four_ks.results import MassRow, MassState
from vierkant.quantities import Certainty, Figure, Level

NAMES = {"a": "Aveld", "b": "Bedam"}


def row(parts: dict[str, dict[str, Any]], **given: Any) -> MassRow:
    field = Expertise.model_validate({"id": "f", "name": "Vak", "parts": parts, **given})
    return assess_vulnerability([], NAMES, {}, [field]).critical_mass[0]


@given(st.integers(0, 4), st.integers(0, 4), st.integers(0, 3000), st.integers(0, 3000), st.integers(1, 800))
@settings(max_examples=50, deadline=None)
def test_handing_out_the_hours_one_person_at_a_time_agrees(
    first: int, second: int, hours: int, more: int, minimum: int
) -> None:
    found = row(
        {"a": {"people": first, "hours": hours}, "b": {"people": second, "hours": more}},
        minimum_hours=minimum,
    )
    for cell, people, work in (
        (found.partners[0], first, hours),
        (found.partners[1], second, more),
        (found.together, first + second, hours + more),
    ):
        skilled = 0
        while skilled < people and work >= minimum:
            skilled, work = skilled + 1, work - minimum
        assert cell.skilled == skilled
        assert (cell.state is MassState.HOLDS) == (skilled >= 2)


def test_too_small_alone_and_large_enough_together() -> None:
    found = row({"a": {"people": 1, "hours": 600}, "b": {"people": 2, "hours": 600}}, minimum_hours=500)
    assert [cell.state for cell in found.partners] == [MassState.FEW_PEOPLE, MassState.LITTLE_WORK]
    assert found.together.state is MassState.HOLDS
    assert found.text.id == "four_ks.mass.gained"
    assert found.points_to_person


def test_the_scarcest_of_hours_and_cases_decides() -> None:
    found = row(
        {"a": {"people": 3, "hours": 5000, "cases": 15}, "b": {"people": 0}},
        minimum_hours=500,
        minimum_cases=10,
    )
    assert found.together.skilled == 1
    assert found.together.state is MassState.LITTLE_WORK
    assert found.level is Level.AMBER


@pytest.mark.parametrize(
    ("parts", "state"),
    [
        ({"a": {"people": 2}, "b": {"people": 2}}, MassState.UNKNOWN),  # nobody said how much work there is
        ({"a": {"people": 1, "hours": 400}}, MassState.UNKNOWN),  # Bedam said nothing
        ({"a": {"people": 2, "hours": 1000}}, MassState.HOLDS),  # whatever Bedam says
        ({"a": {"people": 0}, "b": {"people": 0}}, MassState.NONE),
    ],
)
def test_what_was_not_said_is_unknown_unless_it_cannot_matter(
    parts: dict[str, Any], state: MassState
) -> None:
    assert row(parts, minimum_hours=400).together.state is state


def test_the_norm_of_two_is_shown_as_not_confirmed_and_can_be_replaced() -> None:
    field = Expertise.model_validate(
        {"id": "f", "name": "Vak", "parts": {"a": {"people": 1}, "b": {"people": 1}}}
    )
    result = assess_vulnerability([], NAMES, {"four_ks.critical_people": Figure(value=3)}, [field])
    assert result.critical_mass[0].together.state is MassState.FEW_PEOPLE
    finding = next(item for item in result.findings if item.id == "mass_left")
    assert finding.certainty is Certainty.LOW
    assert finding.source is not None
    assert "kwaliteitscriteria" in finding.source


def test_more_people_together_than_one_partner_can_have_and_a_minimum_of_next_to_nothing() -> None:
    found = row(
        {"a": {"people": 10_000, "hours": 1e12}, "b": {"people": 10_000, "hours": 1e12}}, minimum_hours=1e-300
    )
    assert found.together.people == found.together.skilled == 20_000
    assert found.together.state is MassState.HOLDS
