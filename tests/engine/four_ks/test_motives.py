"""Motives: distance and shared core against slow twins, conflicts in a sentence, and what is warned about."""

from __future__ import annotations

import json
from collections import Counter
from functools import reduce
from itertools import chain, combinations, pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.four_ks.messages import messages

from vierkant.four_ks import MotivesResult, assess_motives
from vierkant.four_ks.charts_motives import CHARTS
from vierkant.four_ks.inputs import Motive
from vierkant.four_ks.motives_words import GOALS
from vierkant.quantities import Figure, Level, to_plain
from vierkant.terms import render

NAMES = {"a": "Aveld", "b": "Bedam", "c": "Cedorp"}


def motive(partner: str, **given: Any) -> Motive:
    return Motive.model_validate({"partner": partner, **given})


def ids(result: MotivesResult) -> set[str]:
    return {finding.id for finding in result.findings}


def divided(partner: str) -> st.SearchStrategy[Motive]:
    """100 points cut at four places, so that every division can come."""
    return st.lists(st.integers(0, 100), min_size=4, max_size=4).map(lambda cuts: _divided(partner, cuts))


def _divided(partner: str, cuts: list[int]) -> Motive:
    ends = [0, *sorted(cuts), 100]
    points = dict(zip(GOALS, (after - before for before, after in pairwise(ends)), strict=True))
    own_goal = "Groene daken" if cuts[0] % 2 else f"Doel van {partner}"
    return motive(partner, **points, own_goal=own_goal)


def tokens(row: Motive) -> Counter[tuple[str, str]]:
    """Every point a coin that lies on a goal; goals of one's own are told apart by their text."""
    return Counter({(goal, str(row.own_goal) if goal == "own" else ""): getattr(row, goal) for goal in GOALS})


@given(divided("a"), divided("b"), divided("c"))
@settings(max_examples=60, deadline=None)
def test_distance_and_core_agree_with_slow_twins(first: Motive, second: Motive, third: Motive) -> None:
    """Distance: the largest difference over all sets of goals. Core: coins that lie on the same goal for all."""
    rows = (first, second, third)
    result = assess_motives(rows, NAMES)
    by_partner = {row.partner: tokens(row) for row in rows}
    for pair in result.distances:
        one, other = by_partner[pair.first], by_partner[pair.second]
        goals = sorted({*one, *other})
        sets = chain.from_iterable(combinations(goals, size) for size in range(len(goals) + 1))
        slow = max(abs(sum(one[goal] - other[goal] for goal in chosen)) for chosen in sets)
        assert pair.points == pytest.approx(slow, abs=1e-10)
    assert result.distance is not None
    assert result.distance.value == pytest.approx(
        sum(pair.points for pair in result.distances) / 3, abs=1e-10
    )
    assert result.core is not None
    slow_core = reduce(lambda one, other: one & other, by_partner.values()).total()
    assert result.core.value == pytest.approx(slow_core, abs=1e-10)


def test_two_want_cheaper_one_wants_better() -> None:
    rows = [
        motive("a", costs=60, vulnerability=40),
        motive("b", costs=50, quality=40, client_focus=10),
        motive("c", quality=70, costs=30),
    ]
    result = assess_motives(rows, NAMES)
    assert result.conflict is not None
    assert render(result.conflict, "nl") == (
        "De deelnemers willen verschillende dingen: twee willen vooral goedkoper (Aveld en Bedam), "
        "één wil vooral betere kwaliteit (Cedorp). Beslis dat voordat u begint."
    )
    assert "conflict_costs" in ids(result)
    first = result.distances[0]
    assert (first.first, first.second, first.points) == ("a", "c", 70)
    assert "van minder kwetsbaar werk naar betere kwaliteit" in render(first.text, "nl")


def test_equal_goals_are_no_conflict_when_one_of_them_is_shared() -> None:
    rows = [motive("a", costs=50, quality=50), motive("b", quality=80, costs=20)]
    result = assess_motives(rows, {"a": "Aveld", "b": "Bedam"})
    assert result.conflict is None
    assert result.headline.id == "motives.headline.shared"
    assert result.core is not None
    assert result.core.value == 70


def test_saving_as_only_goal_is_warned_about_except_for_taxes() -> None:
    rows = [
        motive("a", costs=80, quality=20, commitment="wants"),
        motive("b", costs=60, own=40, commitment="wants"),
    ]
    names = {"a": "Aveld", "b": "Bedam"}
    result = assess_motives(rows, names)
    finding = next(item for item in result.findings if item.id == "saving_only")
    assert finding.level is result.level is Level.RED
    assert finding.source is not None
    assert "jphmpdirect.com" in finding.source
    assert result.goals[0].level is Level.RED
    assert any("Allers" in source for source in result.goals[0].sources)
    taxes = assess_motives(rows, names, taakvelden=["0.61", "0.64"])
    assert not ids(taxes) & {"saving_only", "saving_partner", "saving_first"}
    assert taxes.goals[0].level is Level.GREEN
    assert taxes.supported is not None
    assert taxes.supported.value == pytest.approx(70)
    mixed = assess_motives(rows, names, taakvelden=["0.61", "8.3"])
    assert "saving_only" in ids(mixed)
    own = assess_motives(rows, names, assumptions={"four_ks.saving_points": Figure(value=90)})
    assert "saving_only" not in ids(own)


def test_a_total_that_is_not_100_says_what_to_do_and_counts_in_proportion() -> None:
    result = assess_motives([motive("a", costs=40, quality=40), motive("b", costs=90, quality=20)], NAMES)
    assert result.profiles[0].points["costs"] == 50
    told = " ".join(render(item.action, "nl") for item in result.findings if item.action)
    assert "Laat Aveld er nog 20 verdelen." in told
    assert "Laat Bedam er 10 weghalen." in told


@pytest.mark.parametrize("word", ["goes_along", "doubts"])
def test_a_lukewarm_centre_is_red_with_its_source(word: str) -> None:
    rows = [
        motive("a", costs=40, vulnerability=60, commitment=word),
        motive("b", vulnerability=100, commitment="wants"),
    ]
    finding = next(item for item in assess_motives(rows, NAMES, "a").findings if item.id == "centre_lukewarm")
    assert finding.level is Level.RED
    assert finding.source is not None
    assert "gemeentelijke-samenwerking-juni" in finding.source
    elsewhere = assess_motives(rows, NAMES, "b")
    assert "centre_lukewarm" not in ids(elsewhere)
    assert ids(elsewhere) & {"partner_doubts", "partner_goes_along"}


def test_who_did_not_answer_is_missing_and_does_not_count() -> None:
    result = assess_motives([motive("a", vulnerability=100, commitment="wants"), motive("b")], NAMES)
    assert [profile.answered for profile in result.profiles] == [True, False, False]
    assert result.conflict is None
    assert result.core is None
    assert {(item.partner, item.what.id) for item in result.missing} == {
        (partner, f"motives.missing.{name}") for partner in ("b", "c") for name in ("points", "commitment")
    }
    alone = assess_motives([motive("a", vulnerability=100, commitment="wants")], {"a": "Aveld"})
    assert (alone.headline.id, alone.level) == ("motives.headline.single", Level.GREEN)
    nothing = assess_motives([], NAMES)
    assert nothing.level is Level.UNKNOWN
    assert nothing.goals == ()


def test_all_want_the_same_and_want_it_is_in_order() -> None:
    rows = [motive(partner, vulnerability=60, quality=40, commitment="wants") for partner in NAMES]
    result = assess_motives(rows, NAMES)
    assert result.level is Level.GREEN
    assert result.findings == ()
    assert result.core is not None
    assert result.core.value == 100


def test_words_and_chart_in_both_languages() -> None:
    rows = [
        motive("a", costs=90, own=5, commitment="doubts"),
        motive("b", quality=50, client_focus=50, commitment="goes_along"),
    ]
    plain = json.loads(json.dumps(to_plain(assess_motives(rows, NAMES, "a"))))
    found = messages(plain)
    assert len(found) > 30
    for message in found:
        assert render(message, "nl") != render(message, "en")
    for language in ("nl", "en"):
        made = CHARTS["motives"](plain, language)
        assert len(made.rows) == 2
        assert all(len(row) == len(made.header) for row in made.rows)
        marks = made.spec["data"]["values"]
        for partner in ("Aveld", "Bedam"):
            assert sum(mark["points"] for mark in marks if mark["partner"] == partner) == pytest.approx(100)
        for message in (*made.header, *made.summary, made.source):
            assert render(message, language)
    assert CHARTS["motives"](json.loads(json.dumps(to_plain(assess_motives([], NAMES)))), "nl").rows == ()
