"""Each rule of the controller has an attack: stopped while the rule holds, working when it is switched off."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from benchmarks.attacks.small import KEY, Leaf, Wave, release_waves
from benchmarks.attacks.span import isolable_by_brute_force, system

from vierkant.privacy import ALL_RULES, Ledger, PlannedTable, Rule, Thresholds, Turnover, release

K = 7
PLAIN = Thresholds()
OPEN = Thresholds(invited=7, response=0.0)  # the size of a cell says nothing here
ALL = PlannedTable("all", ())
BY_TEAM = PlannedTable("team", ("team",))
BY_FAMILY = PlannedTable("family", ("family",))
BY_SITE = PlannedTable("site", ("site",))


def leaf(key: str, people: int, *, asked: int | None = None, **where: str) -> Leaf:
    more = {"site": where.pop("site", "s1")}
    return Leaf(key, tuple(f"{key}p{n}" for n in range(people)), asked=asked, more=more, **where)


def cells_of(wave: Wave, rules: frozenset[Rule]) -> tuple[str, ...]:
    made = release_waves([wave], rules=rules)[0][0]
    return tuple(row.cell for row in made.decisions if row.released)


def too_few(rules: frozenset[Rule]) -> bool:
    """Reading: a cell of five people is simply shown."""
    wave = Wave(
        (leaf("a", 5, asked=10, team="t1"), leaf("b", 20, team="t2")), tables=(BY_TEAM,), thresholds=PLAIN
    )
    return "team:t1" in cells_of(wave, rules)


def all_of_a_small_team(rules: frozenset[Rule]) -> bool:
    """Participation: of seven asked seven answered, so everybody knows who is behind the figure."""
    wave = Wave((leaf("a", 7, team="t1"), leaf("b", 20, team="t2")), tables=(BY_TEAM,), thresholds=PLAIN)
    return "team:t1" in cells_of(wave, rules)


def the_few_who_spoke(rules: frozenset[Rule]) -> bool:
    """Participation: of forty asked eight answered, and colleagues know which eight those are."""
    wave = Wave(
        (leaf("a", 8, asked=40, team="t1"), leaf("b", 20, team="t2")), tables=(BY_TEAM,), thresholds=PLAIN
    )
    return "team:t1" in cells_of(wave, rules)


def parent_known_from_elsewhere(rules: frozenset[Rule]) -> bool:
    """Differencing: everybody is withheld, but somebody has that figure; the two teams shown leave three people."""
    leaves = (
        leaf("a", 10, asked=12, team="t1"),
        leaf("b", 10, asked=12, team="t2"),
        leaf("c", 3, asked=40, team="t3"),
    )
    wave = Wave(leaves, tables=(ALL, BY_TEAM), thresholds=PLAIN)
    shown = cells_of(wave, rules)
    assert "all" not in shown
    return bool(isolable_by_brute_force(system([*wave.sets(shown), *wave.sets(["all"])]), K))


def two_that_cross(rules: frozenset[Rule]) -> bool:
    """Differencing: a function and a site share all but three and three people."""
    leaves = (
        leaf("a", 12, family="f1", site="s1"),
        leaf("b", 3, family="f1", site="s2"),
        leaf("c", 3, family="f2", site="s1"),
        leaf("d", 20, family="f2", site="s2"),
    )
    wave = Wave(leaves, tables=(BY_FAMILY, BY_SITE), thresholds=OPEN)
    return bool(isolable_by_brute_force(system(wave.sets(cells_of(wave, rules))), K))


def around_in_a_ring(rules: frozenset[Rule]) -> bool:
    """Linear algebra: three functions and three sites; no two cells differ by few, four together leave four people."""
    where = {("f1", "s1"): 8, ("f1", "s2"): 9, ("f2", "s2"): 8, ("f2", "s3"): 9, ("f3", "s1"): 2, ("f3", "s3"): 2,
             ("f3", "s4"): 30}  # fmt: skip
    leaves = tuple(leaf(f"{f}{s}", people, family=f, site=s) for (f, s), people in where.items())
    wave = Wave(leaves, tables=(BY_FAMILY, BY_SITE), thresholds=OPEN)
    return bool(isolable_by_brute_force(system(wave.sets(cells_of(wave, rules))), K))


def nobody_else_left_it_open(rules: frozenset[Rule]) -> bool:
    """Differencing of one item: outside the team three people answered it."""
    leaves = (leaf("a", 12, team="t1"), leaf("b", 12, team="t2"))
    nothing = float("nan")
    values = {"item": np.array([1.0, 2.0, 3.0, 4.0] * 3 + [5.0] * 3 + [nothing] * 9)}
    wave = Wave(leaves, tables=(ALL, BY_TEAM), thresholds=PLAIN, values=values)
    made = release_waves([wave], rules=rules)[0][0]
    shown = [key for key, cell in made.disclosed.items() if "item" in cell.value["items"]]
    answered = {who for who, value in zip(wave.people, values["item"], strict=True) if not np.isnan(value)}
    sets = [cell & answered for cell in wave.sets(shown)]
    return bool(isolable_by_brute_force(system([cell for cell in sets if cell]), K))


def everybody_the_same(rules: frozenset[Rule]) -> bool:
    """Homogeneity: all twenty gave the same answer, and the figure says so."""
    leaves = (leaf("a", 20, team="t1"),)
    wave = Wave(leaves, tables=(BY_TEAM,), thresholds=PLAIN, values={"item": np.ones(20)})
    made = release_waves([wave], rules=rules)[0][0]
    return any(
        share in (0.0, 1.0)
        for cell in made.disclosed.values()
        for share in cell.value["items"]["item"]["shares"].values()
    )


def a_mean_of_nine(rules: frozenset[Rule]) -> bool:
    """Collusion: eight of nine tell each other their answers; a mean to 0.1 moves by four ninths with the ninth."""
    leaves = (leaf("a", 9, asked=10, team="t1"),)
    wave = Wave(leaves, tables=(BY_TEAM,), thresholds=PLAIN)
    made = release(wave.plan(), wave.answers(False), Ledger.empty(), key=KEY, rules=rules)
    return any(cell.value["items"]["item"]["mean"] is not None for cell in made.disclosed.values())


def one_newcomer(rules: frozenset[Rule]) -> bool:
    """Joiners: everybody answers both times and thinks as before; between the waves one person came."""
    names = tuple(f"a{n}" for n in range(12))
    before = Wave((Leaf("a", names),), "w1", (BY_TEAM,), PLAIN)
    turnover = (Turnover("a", 1, 0),)
    after = Wave((Leaf("a", (*names, "new")),), "w2", (BY_TEAM,), PLAIN, turnover)
    releases, _sets = release_waves([before, after], rules=rules)
    shown = [
        cell
        for wave, made in zip((before, after), releases, strict=True)
        for cell in wave.sets(row.cell for row in made.decisions if row.released)
    ]
    return bool(isolable_by_brute_force(system(shown), K))


CASES: dict[Rule, Callable[[frozenset[Rule]], bool]] = {
    Rule.RESPONDENTS: too_few,
    Rule.INVITED: all_of_a_small_team,
    Rule.RESPONSE: the_few_who_spoke,
    Rule.REMAINDER: parent_known_from_elsewhere,
    Rule.OVERLAP: two_that_cross,
    Rule.SPAN: around_in_a_ring,
    Rule.TURNOVER: one_newcomer,
    Rule.ITEMS: nobody_else_left_it_open,
    Rule.ROUNDING: everybody_the_same,
    Rule.MEANS: a_mean_of_nine,
}


def test_every_rule_has_its_attack() -> None:
    assert set(CASES) == set(Rule), "a new rule needs an attack that it stops"


@pytest.mark.parametrize("rule", CASES, ids=[rule.value for rule in CASES])
def test_the_attack_works_only_without_the_rule(rule: Rule) -> None:
    assert not CASES[rule](ALL_RULES)
    assert CASES[rule](ALL_RULES - {rule})
