"""What is published of a count: never certain, hardly more likely one way than the other, close to the truth."""

from __future__ import annotations

from itertools import product
from math import comb

import numpy as np
import pytest
from tests.engine.privacy.sample import KEY, TEAM, group, plan

from vierkant.privacy import Answers, Ledger, PlannedItem, release
from vierkant.privacy.cell_table import class_counts, classes
from vierkant.privacy.rounding import (
    chances,
    published_respondents,
    rounded_division,
    rounded_mean,
    uniform,
)


def divisions(people: int, parts: int) -> list[tuple[int, ...]]:
    return [
        (*first, people - sum(first))
        for first in product(range(people + 1), repeat=parts - 1)
        if sum(first) <= people
    ]


@pytest.mark.parametrize(("people", "parts"), [(5, 2), (7, 2), (8, 2), (13, 2), (40, 2), (15, 3), (22, 3)])
def test_one_answer_changes_no_chance_by_more_than_four_times(people: int, parts: int) -> None:
    """The proved bound, over every count and every other answer of one person."""
    found = {counts: chances(np.array(counts))[1] for counts in divisions(people, parts)}
    worst = 0.0
    for counts, chance in found.items():
        for source, target in product(range(parts), repeat=2):
            other = list(counts)
            other[source] -= 1
            other[target] += 1
            if source != target and counts[source]:
                worst = max(worst, float((chance / found[tuple(other)]).max()))
    assert 1.0 < worst <= 4.0 + 1e-9


@pytest.mark.parametrize("people", range(5, 40))
def test_shares_are_multiples_of_three_and_never_nobody_or_everybody(people: int) -> None:
    total = published_respondents(people)
    assert total % 3 == 0
    assert people <= total <= max(9, people + 2)
    for parts in (2, 3) if people >= 15 else (2,):
        ways, chance = chances(np.array([people] + [0] * (parts - 1)))
        assert (ways % 3 == 0).all()
        assert (ways > 0).all()
        assert (ways.sum(axis=1) == total).all()
        assert (chance > 0).all()
        assert chance.max() < 1.0
        assert chance.sum() == pytest.approx(1.0)


@pytest.mark.parametrize("people", [7, 10, 15, 30, 60])
def test_a_share_is_a_person_or_one_and_a_half_off(people: int) -> None:
    """The mean error in people when half of them are favourable; stated in docs/methods/privacy.md."""
    total = published_respondents(people)
    error = 0.0
    for favourable in range(people + 1):
        ways, chance = chances(np.array([favourable, people - favourable]))
        off = float((np.abs(ways[:, 0] * people / total - favourable) * chance).sum())
        error += comb(people, favourable) / 2**people * off
    assert 0.9 <= error <= 1.5


def test_a_group_in_which_all_agree_looks_like_one_in_which_nearly_all_do() -> None:
    for people in (7, 8, 20):
        all_of_them, nearly = (chances(np.array([people - n, n]))[1] for n in (0, 1))
        assert np.abs(all_of_them - nearly).max() < 0.2


def test_what_is_drawn_has_the_chances_that_are_proved() -> None:
    counts = np.array([4, 5, 7])
    ways, chance = chances(counts)
    drawn = [rounded_division(counts, uniform(KEY, "share", str(number))) for number in range(4000)]
    seen = np.array([drawn.count(tuple(way)) for way in ways.tolist()]) / len(drawn)
    assert np.abs(seen - chance).max() < 0.03


@pytest.mark.parametrize("points", [2, 4, 5, 10])
def test_a_mean_is_to_a_tenth_off_the_ends_and_bounded(points: int) -> None:
    people = 15
    edges = np.linspace(0.0005, 0.9995, 1000)
    for total in (people, people * points, people * points // 2):
        drawn = {rounded_mean(total, people, points, float(edge)) for edge in edges}
        assert min(drawn) > 1.0
        assert max(drawn) < points
        assert all(round(value, 1) == value for value in drawn)
    # By definition of the draw: chances of every mean, with one answer at either end of the scale.
    values = np.arange(11, points * 10) / 10
    for low in (people, people * points - (points - 1)):
        one, other = (
            np.exp2(-np.abs(values * people - total) / ((points - 1) / 2))
            for total in (low, low + points - 1)
        )
        ratio = (one / one.sum()) / (other / other.sum())
        assert max(ratio.max(), 1 / ratio.min()) <= 16.0 + 1e-9


def test_the_classes_of_a_scale() -> None:
    options = np.array([1, 2, 3, 4, 5])
    assert classes(5, 14) == ("favourable", "other")
    assert classes(5, 15) == ("favourable", "neutral", "unfavourable")
    assert classes(4, 99) == ("favourable", "unfavourable")
    assert class_counts(options, classes(5, 15)).tolist() == [9, 3, 3]
    assert class_counts(options, classes(5, 9)).tolist() == [9, 6]
    assert class_counts(options[:4], classes(4, 10)).tolist() == [7, 3]


def test_a_published_cell_holds_a_band_shares_and_a_mean_only_from_fifteen() -> None:
    groups = (group("a", 12, team="t1"), group("b", 20, team="t2"))
    made = plan(groups, (TEAM,), items=(PlannedItem("i", 5),))
    values = {"i": np.array([5.0] * 11 + [1.0, 2.0, 3.0] * 6)}
    given = Answers(("a",) * 11 + ("b",) * 18, values)
    shown = release(made, given, Ledger.empty(), key=KEY).disclosed
    small, large = shown["team:t1"].value, shown["team:t2"].value
    assert small["respondents"] == {"at_least": 10, "at_most": 12}
    assert small["items"]["i"]["mean"] is None
    assert set(small["items"]["i"]["counts"]) == {"favourable", "other"}
    assert large["respondents"] == {"at_least": 16, "at_most": 18}
    assert set(large["items"]["i"]["counts"]) == {"favourable", "neutral", "unfavourable"}
    assert 1.0 < large["items"]["i"]["mean"] < 3.0
    for cell in (small, large):
        item = cell["items"]["i"]
        assert sum(item["counts"].values()) == item["out_of"]
        assert all(0.0 < share < 1.0 for share in item["shares"].values())


def test_the_rounding_hangs_on_the_key_and_not_on_the_order_of_answers() -> None:
    groups = (group("a", 40, team="t1"),)
    items = tuple(PlannedItem(f"i{number}", 5) for number in range(12))
    made = plan(groups, (TEAM,), items=items)
    random = np.random.default_rng(3)
    values = {item.key: random.integers(1, 6, 30).astype(np.float64) for item in items}

    def shown(key: bytes, order: np.ndarray) -> object:
        given = Answers(("a",) * 30, {item: array[order] for item, array in values.items()})
        return release(made, given, Ledger.empty(), key=key).disclosed["team:t1"].value

    same = shown(KEY, np.arange(30))
    assert shown(KEY, random.permutation(30)) == same
    assert shown(b"another key of 16 bytes", np.arange(30)) != same
