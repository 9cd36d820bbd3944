"""Presence, causes and long absence: every state of every person one by one, and the figures of the sources."""

from __future__ import annotations

from itertools import product
from math import exp, prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vierkant.four_ks import assess_vulnerability
from vierkant.four_ks.inputs import Function
from vierkant.quantities import Figure

NAMES = {"a": "Aveld", "b": "Bedam"}
shares = st.floats(0, 0.6).map(lambda number: round(number, 3))


def each_state(
    people: int, needed: int, vacant: float, off: float, leave: float, sick: float, common: float
) -> float:
    """Days of 250 with too few people: every person is a vacancy, off, on leave, ill or there.

    The common part of the absence is taken first: on such a day nobody is there; on the other days the chance to be
    absent is what is left of it.
    """
    there = (1 - vacant) * (1 - off) * (1 - leave) * (1 - sick)
    shock = common * (1 - there)
    states = {
        "vacant": vacant,
        "off": (1 - vacant) * off,
        "leave": (1 - vacant) * (1 - off) * leave,
        "ill": (1 - vacant) * (1 - off) * (1 - leave) * sick,
        "there": there,
    }
    absence = 1 - there
    left = {
        name: chance / (1 - shock) if name == "there" else chance * (absence - shock) / absence / (1 - shock)
        for name, chance in states.items()
        if chance > 1e-15  # less than that is lost in 1 - there
    }
    short = sum(
        prod(left[name] for name in pattern)
        for pattern in product(left, repeat=people)
        if pattern.count("there") < needed
    )
    return 250 * (shock + (1 - shock) * short)


@given(
    st.integers(1, 2),
    st.integers(0, 3),
    st.integers(1, 3),
    shares,
    shares,
    shares,
    st.floats(0, 1),
    st.floats(0, 0.9),
)
@settings(max_examples=40, deadline=None)
def test_days_agree_with_every_state_of_every_person(
    first: int,
    second: int,
    needed: int,
    part_time: float,
    leave: float,
    sick: float,
    vacancy: float,
    common: float,
) -> None:
    parts = {
        "part_time": 1 - part_time, "leave": leave, "sickness": sick, "turnover": vacancy,
        "vacancy_years": 0.5, "common_absence": common,
    }  # fmt: skip
    own = {f"four_ks.{name}": Figure(value=value) for name, value in parts.items()}
    row = Function.model_validate(
        {"id": "f", "name": "Functie", "needed": needed, "qualified": {"a": first, "b": second}}
    )
    found = assess_vulnerability([row], NAMES, own)
    together = found.functions[0].together
    assert together is not None
    slow = each_state(first + second, needed, vacancy * 0.5, part_time, leave, sick, common)
    assert together.value == pytest.approx(slow, abs=1e-10)
    everything, *others = found.causes
    assert found.days_now is not None
    assert everything.now == pytest.approx(found.days_now.value, abs=1e-10)
    assert everything.together == pytest.approx(
        found.days_together.value if found.days_together else 0, abs=1e-10
    )
    assert {cause.id for cause in others} == {"vacancies", "common_absence", "part_time"}
    for cause in others:
        if cause.id != "common_absence":  # with too few people a day on which all are away at once costs less
            assert cause.now <= everything.now + 1e-9
            assert cause.together <= everything.together + 1e-9


def test_length_and_share_of_long_absence() -> None:
    """Deventer 2024: absence of 5.22 % and one report a year give 0.0522 × 365 = 19 days on average."""
    found = assess_vulnerability([], NAMES, {"four_ks.sickness": Figure(value=0.0522)}).long_absence
    assert found.mean_length.value == pytest.approx(19.053)
    assert found.share_long.value == pytest.approx(exp(-42 / 19.053), abs=1e-12)
    assert found.per_person.value == pytest.approx(found.share_long.value)
    assert found.singles_now is None
    assert [row.days for row in found.longer] == sorted(row.days for row in found.longer)
    shares_of_all = [row.share for row in found.longer]
    assert shares_of_all == sorted(shares_of_all, reverse=True)


def test_long_absence_counts_places_where_one_person_is_alone() -> None:
    rows = [
        Function.model_validate({"id": name, "name": name, "qualified": people})
        for name, people in (("gone", {"a": 1, "b": 1}), ("left", {"a": 1}), ("never", {"a": 3, "b": 2}))
    ]
    result = assess_vulnerability(rows, NAMES, {"four_ks.spells": Figure(value=2)})
    found = result.long_absence
    each = 2 * exp(-42 / (0.065 * 365 / 2))
    assert found.singles_now is not None
    assert found.singles_left is not None
    assert found.singles_now.value == pytest.approx(3 * each)
    assert found.singles_left.value == pytest.approx(each)
    assert [row.fate for row in result.functions] == ["gone", "left", "none"]
    assert found.singles_now.low is not None
    assert found.singles_now.low < found.singles_now.value


def test_nobody_ill_is_never_long_away() -> None:
    found = assess_vulnerability([], NAMES, {"four_ks.sickness": Figure(value=0)}).long_absence
    assert found.share_long.value == 0
    assert [row.share for row in found.longer] == [0.0] * 6


def test_people_for_other_maximums_are_the_smallest_numbers() -> None:
    """Presence 0.80, one needed: 50, 10, 2, 0.4 days with one to four people (table of the method)."""
    own = {"four_ks.turnover": Figure(value=0), "four_ks.common_absence": Figure(value=0)}
    row = Function.model_validate(
        {"id": "f", "name": "Functie", "presence": {"value": 0.8}, "qualified": {"a": 1}}
    )
    table = assess_vulnerability([row], NAMES, own).functions[0].needed_for
    assert [(item.days, item.people) for item in table] == [
        (1, 4), (2, 3), (3, 3), (5, 3), (8, 3), (12, 2), (20, 2), (30, 2),
    ]  # fmt: skip
