"""The keys by hand, and what is said when one cannot be computed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.cost_sharing.sharing_cases import inputs, product, three

from vierkant.cost_sharing.assessment import assess_sharing, in_cents
from vierkant.cost_sharing.inputs import Ingredient, KeyDesign, KeyKind
from vierkant.cost_sharing.keys import keys_of
from vierkant.cost_sharing.ranges import range_of

# Of the case `three`, joint cost 900. Use is 200, 190 and 100 of 490. What each partner makes the whole dearer: 420,
# 240, 130; the rest is 110. Advantages are 80, 60, 70. Averages over the six orders are written out below.
BY_HAND = {
    "agreed": (450, 225, 225),
    "equal": (300, 300, 300),
    "residents": (400, 300, 200),
    "historic": (900 * 600 / 1100, 900 * 300 / 1100, 900 * 200 / 1100),
    "use": (900 * 200 / 490, 900 * 190 / 490, 900 * 100 / 490),
    "fixed_and_use": tuple(90 + 630 * use / 490 for use in (200, 190, 100)),
    "grant": (450, 300, 150),
    "base_and_plus": (810 * 4 / 9, 90 + 810 * 3 / 9, 810 * 2 / 9),
    "mixed": tuple(120 + 540 * use / 490 for use in (200, 190, 100)),
    "stand_alone": (450, 270, 180),
    "equal_savings": (500 - 100 / 3, 300 - 100 / 3, 200 - 100 / 3),
    "ensc": (420 + 110 / 3, 240 + 110 / 3, 130 + 110 / 3),
    "scrb": (420 + 110 * 80 / 210, 240 + 110 * 60 / 210, 130 + 110 * 70 / 210),
    "shapley": (
        (2 * 500 + 470 + 460 + 2 * 420) / 6,
        (2 * 300 + 270 + 280 + 2 * 240) / 6,
        (2 * 200 + 160 + 180 + 2 * 130) / 6,
    ),
    # Room of b alone is its advantage, that of a and c together 60 less that advantage: 30 each at best. What is left,
    # 70, goes to a and c so that the next smallest rooms are largest: 35 each.
    "nucleolus": (465, 270, 165),
}


def test_every_key_by_hand():
    found = {key.id: key for key in keys_of(three())}
    assert list(found) == ["agreed", *KeyKind]
    for name, expected in BY_HAND.items():
        assert found[name].amounts == pytest.approx(expected, rel=1e-9), name


def test_what_is_missing_says_where_to_fill_it_in():
    bare = three(design=None, key_inputs={}, products=(), residents={"a": 1.0}, agreed=None)
    found = {key.id: key for key in keys_of(bare)}
    assert "agreed" not in found
    assert {key.id for key in found.values() if key.amounts is None} == {
        "residents", "use", "fixed_and_use", "grant", "base_and_plus", "mixed",
    }  # fmt: skip
    assert [(item.section, item.partner) for item in found["residents"].missing] == [
        ("partners", "b"),
        ("partners", "c"),
    ]
    assert {item.section for item in found["fixed_and_use"].missing} == {"key_design", "products"}
    assert {item.partner for item in found["grant"].missing} == {"a", "b", "c"}
    assert found["historic"].amounts == pytest.approx([450, 270, 180])  # the present cost instead


def test_use_of_tasks_counts_when_there_are_no_products():
    found = {key.id: key for key in keys_of(three(products=(), task_use={"a": 1.0, "b": 1.0, "c": 2.0}))}
    assert found["use"].amounts == pytest.approx([225, 225, 450])


@pytest.mark.parametrize(
    ("more", "key", "name"),
    [
        (
            {"products": (product("q", 1000.0, {"a": 0, "b": 9, "c": 0}, plus=True),)},
            "base_and_plus",
            "plus_above_total",
        ),
        ({"products": (product("p", None, {"a": 0, "b": 9, "c": 0}),)}, "use", "price"),
        ({"products": (product("p", 5.0, {}),)}, "use", "quantity"),
        # What a partner keeps to itself is not zero: the others would seem to pay for everything.
        ({"products": (product("p", 5.0, {"a": 3, "b": 9}),)}, "use", "quantity_of"),
        ({"products": (product("q", 5.0, {"a": 3, "b": 9}, plus=True),)}, "base_and_plus", "quantity_of"),
        ({"design": KeyDesign(weights={Ingredient.EQUAL: 0.7})}, "mixed", "weights_whole"),
        ({"internal": True}, "residents", "residents_inside"),
        ({"costs": np.array([0, -5, 3, 7, 2, 6, 4, 9.0])}, "stand_alone", "alone_negative"),
    ],
)
def test_a_key_that_makes_no_sense_is_not_computed(more, key, name):
    found = next(item for item in keys_of(three(**more)) if item.id == key)
    assert found.amounts is None
    assert [item.what.id for item in found.missing] == [f"cost_sharing.missing.{name}"]


@settings(max_examples=25, deadline=None)
@given(inputs())
def test_every_key_divides_the_whole_cost(case):
    result = assess_sharing(case)
    total = case.costs[-1]
    for key in result.keys:
        assert bool(key.amounts) != bool(key.missing), key.id
        if not key.amounts:
            continue
        assert sum(row.amount.value for row in key.amounts) == pytest.approx(round(total, 2), abs=1e-6)
        for place, row in enumerate(key.amounts):
            alone = case.costs[1 << place]
            assert row.gain == pytest.approx(alone - row.amount.value, abs=0.011)
            assert row.change == pytest.approx(row.amount.value - row.today, abs=0.011)
            if row.amount.low is not None:
                assert row.amount.low <= row.amount.value <= row.amount.high


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=9))
def test_cents_add_up_and_are_nearest(amounts):
    found = in_cents(np.array(amounts), sum(amounts))
    assert sum(round(value * 100) for value in found) == round(sum(amounts) * 100)
    assert all(abs(value - amount) < 0.0101 for value, amount in zip(found, amounts, strict=True))


def test_ranges_follow_the_draws():
    """A key that follows from the costs is computed in every draw; of another the shares stay and the cost moves."""
    rng = np.random.default_rng(3)
    base = three()
    drawn = base.costs * rng.uniform(0.8, 1.3, (40, 8))
    drawn[:, 0] = 0
    case = replace(base, drawn=drawn, drawn_total=drawn[:, -1])
    found = {key.id: key for key in keys_of(case)}
    total = np.sort(drawn[:, -1])
    low, high = range_of(case, found["residents"])
    assert low == pytest.approx(np.minimum(total[3] * np.array([4, 3, 2]) / 9, found["residents"].amounts))
    assert high == pytest.approx(np.maximum(total[35] * np.array([4, 3, 2]) / 9, found["residents"].amounts))
    alone = drawn[:, [1, 2, 4]]
    each = np.sort(alone - (alone.sum(axis=1) - drawn[:, -1])[:, None] / 3, axis=0)
    low, high = range_of(case, found["equal_savings"])
    assert low == pytest.approx(np.minimum(each[3], found["equal_savings"].amounts))
    assert high == pytest.approx(np.maximum(each[35], found["equal_savings"].amounts))
    only_total = replace(case, drawn=None)
    assert range_of(only_total, found["equal"]) is not None
    assert range_of(only_total, found["shapley"]) is None
    assert range_of(base, found["equal"]) is None
