"""Organisations of up to 14 people: over all subsets, no set below k can be computed from what is released."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pytest
from benchmarks.attacks.bridge import release_all, released_sets
from benchmarks.attacks.population import Setting, simulate
from benchmarks.attacks.small import LOW, Leaf, Wave, release_waves
from benchmarks.attacks.span import (
    exactly_disclosed,
    isolable_by_brute_force,
    isolable_people,
    smallest_by_integers,
    system,
)

from vierkant.privacy import ALL_RULES, PlannedTable, Rule

K = LOW.respondents
SPLITS = (
    ("site",), ("floor",), ("family",), ("site", "floor"), ("organisation",), ("family", "floor"),
    ("organisation", "family"),
)  # fmt: skip
WITHOUT_AUDIT = ALL_RULES - {Rule.REMAINDER, Rule.OVERLAP, Rule.SPAN}


def exhaustive() -> list[Wave]:
    """Four groups of 2 to 7 people, 14 together, in every way over two organisations, functions and teams."""
    sizes = [(2, 3, 4, 5), (5, 2, 5, 2), (1, 6, 6, 1), (3, 3, 3, 5)]
    places = list(product(("o1", "o2"), ("f1", "f2"), ("t1", "t2")))
    waves = []
    for number, (one, two, three) in enumerate(product(places, repeat=3)):
        chosen = (places[0], one, two, three)
        leaves = tuple(
            Leaf(f"g{n}", tuple(f"g{n}p{person}" for person in range(people)), org, f"{org}{team}", family)
            for n, (people, (org, family, team)) in enumerate(zip(sizes[number % 4], chosen, strict=True))
        )
        waves.append(Wave(leaves))
    return waves


def random_waves(seed: int) -> list[Wave]:
    """One organisation of at most 14 people released two or three times, each time by other tables and groups."""
    random = np.random.default_rng(seed)
    people = int(random.integers(8, 15))
    names = ("organisation", "team", "family", "site", "floor")
    where = {name: random.integers(0, 2 + (name == "team"), people) for name in names}
    waves = []
    for number in range(int(random.integers(1, 4))):
        if number and random.random() < 0.5:  # people move: to another team, or to another floor
            where["team"] = np.where(random.random(people) < 0.2, 0, where["team"])
            where["floor"] = random.integers(0, 2, people)
        leaves: dict[tuple[int, ...], list[str]] = {}
        for person in range(people):
            if random.random() < 0.9:
                leaves.setdefault(tuple(int(where[n][person]) for n in names), []).append(f"p{person}")
        pairs = random.permutation(len(SPLITS))[:4]
        tables = [PlannedTable("all", ()), PlannedTable("team", ("team",))]
        tables += [PlannedTable("-".join(SPLITS[pair]), SPLITS[pair]) for pair in pairs]
        made = tuple(
            Leaf("g" + "".join(map(str, at)), tuple(who), f"o{at[0]}", f"o{at[0]}t{at[1]}", f"f{at[2]}",
                 more={"site": f"s{at[3]}", "floor": f"v{at[4]}"})
            for at, who in leaves.items()
        )  # fmt: skip
        waves.append(Wave(made, f"w{number}", tuple(tables)))
    return waves


def many_traits(seed: int) -> Wave:
    """Thirteen to sixteen people with three to six traits that cross; all tables of one trait and of two."""
    random = np.random.default_rng(seed)
    people = int(random.integers(13, 17))
    traits = {
        f"x{number}": random.integers(0, int(random.integers(2, 4)), people)
        for number in range(int(random.integers(3, 7)))
    }
    leaves: dict[tuple[int, ...], list[str]] = {}
    for person in range(people):
        leaves.setdefault(tuple(int(v[person]) for v in traits.values()), []).append(f"p{person}")
    made = tuple(
        Leaf(
            f"g{at}",
            tuple(who),
            more={name: f"{name}{value}" for name, value in zip(traits, at, strict=True)},
        )
        for at, who in leaves.items()
    )
    dimensions = [(), *((name,) for name in traits), *combinations(traits, 2)]
    return Wave(made, tables=tuple(PlannedTable("-".join(names) or "all", names) for names in dimensions))


@pytest.mark.parametrize("seed", [5, 7, 28, 52, 55])
def test_traits_that_cross_in_more_than_two_ways(seed: int) -> None:
    """Here the controller searches and cannot prove; these are cases that only its random reductions find."""
    releases, sets = release_waves([many_traits(seed)], linked=True)
    assert releases[0].kept > 3
    assert isolable_by_brute_force(system(sets), K) == set()


def test_every_small_organisation_in_one_wave() -> None:
    broken = kept = 0
    for wave in exhaustive()[::5]:
        releases, sets = release_waves([wave])
        assert isolable_by_brute_force(system(sets), K) == set()
        kept += releases[0].kept
        broken += bool(isolable_by_brute_force(system(release_waves([wave], rules=WITHOUT_AUDIT)[1]), K))
    assert kept > 50
    assert broken > 12, "these organisations would prove nothing"


@pytest.mark.parametrize("linked", [False, True], ids=["waves apart", "people recognised"])
def test_random_tables_released_again_and_again(linked: bool) -> None:
    broken = kept = 0
    for seed in range(25):
        waves = random_waves(seed)
        releases, sets = release_waves(waves, linked)
        assert isolable_by_brute_force(system(sets), K) == set(), seed
        kept += sum(made.kept for made in releases)
        broken += bool(isolable_people(system(release_waves(waves, linked, WITHOUT_AUDIT)[1]), K))
    assert kept > 50
    assert broken > 10


def test_the_search_of_the_suite_against_all_subsets_and_against_integer_programming() -> None:
    random = np.random.default_rng(1)
    for number in range(25):
        people = int(random.integers(8, 15))
        cells = [frozenset(np.flatnonzero(random.random(people) < 0.6).tolist()) for _ in range(5)]
        found = system([frozenset(cell) for cell in cells if cell])
        proved = isolable_by_brute_force(found, 4)
        assert isolable_people(found, 4, deep=True) == proved
        assert number % 5 or smallest_by_integers(found, 4) == proved
        assert exactly_disclosed(found) == isolable_by_brute_force(found, 2)


def test_fourteen_people_over_four_waves() -> None:
    for seed in range(3):
        moments, _merged = simulate(Setting().small(14, response=1.0, merge_before=None), seed)
        shown, _ledger = release_all(moments[:2], LOW, "person")
        assert isolable_by_brute_force(system(released_sets(shown, "person")), K) == set()
