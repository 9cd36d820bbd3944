"""The audit of the span against trying every set of unknowns, and the elimination against exact fractions."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vierkant.privacy.cuts import BoolArray, IntArray, nesting, two_families
from vierkant.privacy.elimination import PRIMES, exact_rows
from vierkant.privacy.search import light_sets
from vierkant.privacy.span import audit, merged_columns


def rank(rows: list[list[int]]) -> int:
    """In fractions, row by row: slow and exact."""
    left = [[Fraction(value) for value in row] for row in rows]
    found = 0
    for column in range(len(left[0]) if left else 0):
        pivot = next((row for row in left[found:] if row[column]), None)
        if pivot is None:
            continue
        left.remove(pivot)
        left.insert(found, pivot)
        for row in left[found + 1 :]:
            times = row[column] / pivot[column]
            row[:] = [one - times * other for one, other in zip(row, pivot, strict=True)]
        found += 1
    return found


def lightest(member: BoolArray, weights: IntArray) -> int | None:
    """People in the smallest set of unknowns without whose columns the rank falls."""
    whole = member.astype(int)
    full, columns = rank(whole.tolist()), range(member.shape[1])
    best = None
    for size in range(1, member.shape[1] + 1):
        for chosen in combinations(columns, size):
            people = int(weights[list(chosen)].sum())
            if best is not None and people >= best:
                continue
            without = np.delete(whole, chosen, axis=1)
            if rank(without.tolist()) < full:
                best = people
    return best


@st.composite
def tables(draw: st.DrawFn, most: int = 8) -> tuple[BoolArray, IntArray, int]:
    """Cells of organisations, functions, functions per organisation and teams, some of them left out."""
    size = draw(st.integers(2, most))
    team = np.array(draw(st.lists(st.integers(0, 3), min_size=size, max_size=size)))
    family = np.array(draw(st.lists(st.integers(0, 2), min_size=size, max_size=size)))
    home = team // 2
    rows = [np.ones(size, np.bool_), *(home == n for n in range(2)), *(team == n for n in range(4))]
    rows += [family == n for n in range(3)]
    rows += [(family == n) & (home == o) for n in range(3) for o in range(2)]
    if draw(st.booleans()):  # a table that crosses all others
        rows.append(np.array(draw(st.lists(st.booleans(), min_size=size, max_size=size))))
    kept = [row for row in rows if row.any() and draw(st.integers(0, 3))]
    weights = np.array(draw(st.lists(st.integers(0, 3), min_size=size, max_size=size)), np.int64)
    return np.array(kept or [np.ones(size, np.bool_)]), weights, draw(st.integers(2, 7))


@settings(max_examples=40, deadline=None)
@given(tables())
def test_it_finds_a_light_combination_exactly_when_there_is_one(
    made: tuple[BoolArray, IntArray, int],
) -> None:
    member, weights, floor = made
    found = audit(member, weights, floor)
    seen, people = merged_columns(member, weights)
    best = lightest(seen, people) if seen.size else None
    assert found.proved
    assert bool(found.light) == (best is not None and best < floor)
    for item in found.light:  # the rows that are named give it away by themselves
        assert item.people < floor
        assert (lightest(member[list(item.rows)][:, weights > 0], weights[weights > 0]) or 0) <= item.people


def test_the_usual_tables_are_two_families_and_three_that_cross_are_not() -> None:
    team, family, site = np.arange(8) % 2, np.arange(8) // 2 % 2, np.arange(8) // 4
    tables = [[rows == number for number in range(2)] for rows in (team, family, site)]
    two = two_families(nesting(np.array([*tables[0], *tables[1], np.ones(8, np.bool_)])).crossing)
    assert two is not None
    assert two[:2].tolist() in ([False, False], [True, True])
    assert two_families(nesting(np.array([*tables[0], *tables[1], *tables[2]])).crossing) is None


@settings(max_examples=15, deadline=None, derandomize=True)  # a search: the cases are fixed
@given(st.integers(0, 2**32 - 1))
def test_the_search_finds_what_is_hidden_in_three_crossing_tables(seed: int) -> None:
    """Two people of one cell that no single cell and no pair gives away: the search is no proof, but finds it."""
    random = np.random.default_rng(seed)
    columns = 26
    rows = np.array(
        [labels == number for labels in random.integers(0, 4, (3, columns)) for number in range(4)]
    )
    rows = rows[rows.any(axis=1)]
    chosen = random.choice(len(rows), 3, replace=False)
    hidden = random.choice(columns, 2, replace=False)
    # A cell that is the first two and not the third, but for two unknowns; as a row of its own kind.
    mixed = rows[chosen[0]] | rows[chosen[1]]
    mixed[hidden] = ~mixed[hidden]
    member, weights = merged_columns(np.array([*rows, mixed]), np.ones(columns, np.int64))
    plain = member.astype(np.float64)
    expected = lightest_by_pairs(plain, weights)
    found = light_sets(member, weights, 4)
    assert all(item.people < 4 for item in found)
    assert bool(found) or expected >= 4


def lightest_by_pairs(plain: np.ndarray, weights: IntArray) -> int:
    """People in the lightest set of one or two columns without which the rank falls; 99 when there is none."""
    full = np.linalg.matrix_rank(plain)
    best = 99
    for size in (1, 2):
        for chosen in combinations(range(plain.shape[1]), size):
            if np.linalg.matrix_rank(np.delete(plain, chosen, axis=1)) < full:
                best = min(best, int(weights[list(chosen)].sum()))
    return best


@settings(max_examples=40, deadline=None)
@given(tables(10))
def test_elimination_names_exactly_the_unknowns_that_follow(made: tuple[BoolArray, IntArray, int]) -> None:
    member = made[0]
    whole = member.astype(int).tolist()
    full = rank(whole)
    units = np.eye(member.shape[1], dtype=int)
    follow = [column for column, unit in enumerate(units) if rank([*whole, unit.tolist()]) == full]
    found = exact_rows(member)
    assert [column for column, _ in found] == follow
    for column, rows in found:
        part = [whole[row] for row in rows]
        assert rank([*part, units[column].tolist()]) == rank(part)


@pytest.mark.parametrize("prime", PRIMES)
def test_the_moduli_are_primes(prime: int) -> None:
    assert all(prime % number for number in range(2, int(prime**0.5) + 1))


def test_nothing_and_nobody_are_audited_too() -> None:
    assert audit(np.zeros((0, 4), np.bool_), np.ones(4, np.int64), 7).light == ()
    assert audit(np.ones((2, 3), np.bool_), np.zeros(3, np.int64), 7).light == ()
    assert audit(np.zeros((2, 3), np.bool_), np.ones(3, np.int64), 7).light == ()
