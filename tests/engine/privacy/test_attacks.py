"""Attackers on a small simulated cooperation; `benchmarks/attacks/suite.py` has the full size."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from benchmarks.attacks.attackers import insider
from benchmarks.attacks.bridge import EARLY, Shown, answers_of, plan_of, release_all, released_sets
from benchmarks.attacks.guesses import certain_bits
from benchmarks.attacks.population import Moment, Setting, simulate
from benchmarks.attacks.published import figures
from benchmarks.attacks.span import exactly_disclosed, isolable_people, smallest_set, system
from benchmarks.attacks.suite import Reached, attack

from vierkant.privacy import ALL_RULES, Ledger, PlanError, Rule, Thresholds, release

K = Thresholds().respondents
SMALLER = Setting(people=240, waves=3, merge_before=1)
KEY = b"a key that is only used in attacks"


@pytest.fixture(scope="module")
def waves() -> tuple[tuple[Moment, ...], dict[int, int]]:
    return simulate(SMALLER, seed=1)


@pytest.fixture(scope="module")
def shown(waves: tuple[tuple[Moment, ...], dict[int, int]]) -> list[Shown]:
    return release_all(waves[0])[0]


@pytest.fixture(scope="module")
def reached(shown: list[Shown]) -> Reached:
    return attack(shown, K, rounds=10)


def test_nobody_is_disclosed_and_nobody_is_in_a_small_set(reached: Reached) -> None:
    assert (reached.exact, reached.isolable, reached.all_or_nothing) == (0, 0, 0)


def test_guessing_stays_near_chance(reached: Reached) -> None:
    assert reached.auc <= 0.70
    assert reached.certain * (reached.certain_right - 0.5) < 0.05
    assert 0.4 < reached.newcomers_auc < 0.65
    assert reached.newcomers > 20


def test_most_of_what_passes_the_floors_is_shown(reached: Reached) -> None:
    assert reached.kept >= 0.75 * reached.passed_floors
    assert reached.kept >= 0.35 * reached.planned


def test_these_attackers_win_against_size_floors_alone(
    waves: tuple[tuple[Moment, ...], dict[int, int]],
) -> None:
    """What the budgets are worth: the same attackers, the same people, without audit and rounding."""
    floors = ALL_RULES - {Rule.REMAINDER, Rule.OVERLAP, Rule.SPAN, Rule.ROUNDING, Rule.TURNOVER}
    weak = []
    for moment in waves[0]:
        plan = plan_of(moment)
        weak.append(
            Shown(moment, plan, release(plan, answers_of(moment), Ledger.empty(), key=KEY, rules=floors))
        )
    found = attack(weak, K, rounds=10)
    assert found.exact > 0
    assert found.isolable > 15
    assert found.all_or_nothing > 0
    assert found.auc > 0.66


def test_an_insider_and_colleagues_who_collude(shown: list[Shown]) -> None:
    """One's own answer taken out leaves sets of at least k − 1; the answers of k − 2 colleagues leave nobody alone."""
    found = system(released_sets(shown[:1]))
    random = np.random.default_rng(0)
    everybody = [who for atom in found.members for who in atom]
    smallest, disclosed = insider(found, random.choice(everybody, 12, replace=False).tolist(), K)
    assert smallest >= K - 1
    assert disclosed == 0
    for cell in released_sets(shown[:1]):
        if len(cell) <= K + 2:
            colluding = set(sorted(cell, key=repr)[: K - 2])
            assert not exactly_disclosed(found.without(colluding))


def test_a_full_team_less_one_is_never_certain_of_the_last(reached: Reached) -> None:
    assert 0.5 < reached.colluding_surest <= 0.8
    assert reached.colluding_right < 0.7


def test_bounds_of_integer_programming_pin_down_nobody(shown: list[Shown]) -> None:
    """Even who takes each figure to be at most one class of three wrong finds no answer that must be so."""
    small = simulate(Setting().small(40, waves=1, merge_before=None, response=1.0), 2)[0]
    seen, _truth = figures(release_all(small, Thresholds(invited=7))[0])
    assert len(seen.rows) > 2
    loose = replace(seen, low=np.maximum(seen.point - 3, 0), high=seen.point + 3)
    assert certain_bits(loose) == {}


def test_a_wave_released_again_after_a_merge(waves: tuple[tuple[Moment, ...], dict[int, int]]) -> None:
    """Under the later teams the first wave is either refused, or judged with what was released before."""
    moments, merged = waves
    assert merged
    later = moments[0].renamed(merged)
    with pytest.raises(PlanError):
        release_all([moments[0], later])
    first, ledger = release_all([moments[0]], linking="wave")
    again, _ledger = release_all([later], linking="wave", ledger=ledger)
    found = system(released_sets([*first, *again]))
    assert not exactly_disclosed(found)
    assert not isolable_people(found, K, rounds=20)
    assert again[0].released.kept > 10


def test_items_that_some_leave_open(waves: tuple[tuple[Moment, ...], dict[int, int]]) -> None:
    """Each item has people of its own; what is shown of it holds for them."""
    moment = waves[0][0]
    random = np.random.default_rng(5)
    took_part = int(moment.took_part.sum())
    missing = {EARLY: random.random(took_part) < 0.08, "item0": random.random(took_part) < 0.3}
    plan = plan_of(moment)
    made = Shown(
        moment, plan, release(plan, answers_of(moment, None, missing), Ledger.empty(), key=KEY), missing
    )
    for item in (EARLY, "item0", "item1"):
        sets = released_sets([made], item=item)
        assert len(sets) > 5
        assert smallest_set(system(sets), rounds=15) >= K, item


def test_participation_is_a_band_of_three(shown: list[Shown]) -> None:
    """Who compares two cells cannot count who answered in one of them only."""
    for one in shown:
        for figure in one.released.disclosed.values():
            for part in (figure.value, *figure.value["items"].values()):
                band = part["respondents"]
                assert band["at_most"] % 3 == 0
                assert band["at_most"] - band["at_least"] == 2
                assert band["at_least"] >= K


def test_an_item_and_its_opposite(waves: tuple[tuple[Moment, ...], dict[int, int]]) -> None:
    """Two items that always add up to six are two roundings of one count; together they give no certainty either."""
    moment = waves[0][0]
    twice = replace(moment, items=np.stack([moment.items[0], 6 - moment.items[0]]))
    made = release_all([twice])[0][0]
    off = []
    for cell in made.released.disclosed.values():
        one, other = (cell.value["items"][name]["counts"] for name in ("item0", "item1"))
        if "unfavourable" in one:
            off.append(one["favourable"] - other["unfavourable"])
    assert len(off) > 5
    assert np.std(off) > 1, "two draws, not one and its mirror"


@pytest.mark.parametrize("team_spread", [0.0, 3.0], ids=["mixed teams", "teams of one mind"])
def test_everybody_answers(team_spread: float) -> None:
    moments, _merged = simulate(replace(SMALLER, response=1.0, team_spread=team_spread, waves=2), 3)
    found = attack(release_all(moments)[0], K, rounds=5)
    assert (found.exact, found.isolable, found.all_or_nothing) == (0, 0, 0)
