"""Packages against every combination of answers, the trade in words, and what to talk about when there is none."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import ceil

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from vierkant.positions import find_packages, packages
from vierkant.positions.milp import Bargain, Question, climbed
from vierkant.positions.solver import Answers, _above, _at_least, best
from vierkant.quantities import Level
from vierkant.terms import render

from .made_up import NAMES, both, issues, messages, row

stakes = st.integers(-20, 20)
bargains = st.integers(1, 8).flatmap(
    lambda size: st.lists(st.lists(stakes, min_size=size, max_size=size), min_size=2, max_size=4).filter(
        lambda rows: any(map(any, rows))
    )
)


def every(bargain: Bargain, *, nobody_worse: bool) -> list[tuple[Fraction, Fraction, tuple[bool, ...]]]:
    """All sets with at least one agreement: smallest share, sum of shares, answers. The slow twin."""
    found = []
    for answers in product((False, True), repeat=bargain.size):
        fits = all(
            want is None or want == answer for want, answer in zip(bargain.fixed, answers, strict=True)
        )
        if not any(answers) or not fits:
            continue
        shares, worths = [], []
        for partner in bargain.rows:
            pairs = list(zip(partner, answers, strict=True))
            total = sum(abs(stake) for stake in partner)
            # What one wants and gets, or does not want and is spared.
            good = sum(
                abs(stake) for stake, answer in pairs if (stake > 0 and answer) or (stake < 0 and not answer)
            )
            worths.append(sum(stake for stake, answer in pairs if answer))
            if total:
                shares.append(Fraction(good, total))
        if nobody_worse and min(worths) < 0:
            continue
        found.append((min(shares), sum(shares, Fraction(0)), answers))
    return found


def agrees(found: Answers | None, all_sets: list[tuple[Fraction, Fraction, tuple[bool, ...]]]) -> None:
    if not all_sets:
        assert found is None
        return
    assert found is not None
    smallest, total, _answers = max(all_sets, key=lambda item: item[:2])
    assert found.proven
    assert found.smallest == smallest
    assert float(found.total) == pytest.approx(float(total), abs=1e-6)
    assert (found.smallest, found.total, found.answers) in all_sets


@settings(max_examples=30, deadline=None)
@given(bargains, st.booleans(), st.randoms(use_true_random=False))
@example([[20, -19, 1], [-20, 19, -1]], True, None)  # straight against each other
@example([[0, 0], [3, -3]], False, None)  # one without any preference
def test_the_best_is_the_best_of_all_combinations(rows, nobody_worse, draw) -> None:
    size = len(rows[0])
    fixed = tuple(draw.choice((None, None, None, True, False)) if draw else None for _ in range(size))
    bargain = Bargain(tuple(map(tuple, rows)), fixed)
    agrees(best(bargain, nobody_worse=nobody_worse), every(bargain, nobody_worse=nobody_worse))


def test_ten_issues_and_the_three_best_one_after_another() -> None:
    """Stakes of a drawn table with ten issues; every one of the 1,023 sets is tried."""
    rows = (
        (12, -3, 8, 0, 20, -16, 5, -9, 2, 10),
        (-15, 10, 2, 6, -4, 18, -5, 9, 0, -2),
        (4, 12, -20, 3, 3, -2, 16, -1, -8, 5),
    )
    bargain = Bargain(rows, (None,) * 10)
    barred: list[tuple[bool, ...]] = []
    for _turn in range(3):
        left = [item for item in every(bargain, nobody_worse=True) if item[2] not in barred]
        found = best(bargain, nobody_worse=True, without=barred)
        agrees(found, left)
        assert found is not None
        barred.append(found.answers)
    assert len(set(barred)) == 3


@settings(max_examples=25, deadline=None)
@given(bargains, st.booleans())
def test_without_a_proof_the_answer_still_fits(rows, nobody_worse: bool) -> None:
    """Climbing gives a set that is allowed, and never one that is better than the best of all."""
    bargain = Bargain(tuple(map(tuple, rows)), (None,) * len(rows[0]))
    barred = (tuple([True] * bargain.size),)
    answers = climbed(Question(bargain, barred, nobody_worse, 1.0))
    allowed = {
        item[2]: item[:2] for item in every(bargain, nobody_worse=nobody_worse) if item[2] not in barred
    }
    if answers is not None:
        assert answers in allowed
        assert allowed[answers] <= max(allowed.values())
    elif not nobody_worse:  # one other agreement is always allowed, and reached with one step
        assert not allowed


def test_shares_that_differ_less_than_the_solver_sees_are_told_apart() -> None:
    """Two sets of which the smallest share differs one part in half a million; the larger one is the best."""
    one, other = (799, 400, 0), (1, 0, 797)
    bargain = Bargain((one, other, (400, 399, 398)), (None,) * 3)
    agrees(best(bargain, nobody_worse=False), every(bargain, nobody_worse=False))


LOGROLL = (
    row("a", balie=(2, 5), beheer=(-1, 2), naam=(1, 1)),
    row("b", balie=(-1, 2), beheer=(2, 5), naam=(1, 1)),
)


def test_each_gives_where_it_matters_little() -> None:
    """Aveld needs the counter, Bedam the maintenance; each gives 2 of 13 and gets 11 (10 and 1)."""
    found = find_packages(issues("balie", "beheer", "naam"), LOGROLL, {"a": "Aveld", "b": "Bedam"})
    first = found.packages[0]
    assert [item.accepted for item in first.items] == [True, True, True]
    assert [outcome.share.value for outcome in first.outcomes if outcome.share] == pytest.approx(
        [11 / 13] * 2
    )
    assert (found.everybody_gains, found.level, found.combinations) == (True, Level.GREEN, 8)
    assert [render(text, "nl") for text in first.trades] == [
        "Aveld krijgt van Bedam “Balie”; Bedam krijgt van Aveld “Beheer”."
    ]
    gives = [(line.issue, line.weight, line.others) for line in first.outcomes[0].gives]
    assert gives == [("beheer", 2.0, ("b",))]
    assert not found.talk_first
    assert "bewezen" in render(found.proof, "nl")


def test_packages_are_different_and_the_best_comes_first() -> None:
    found = packages(issues("balie", "beheer", "naam"), LOGROLL, {"a": "Aveld", "b": "Bedam"})
    assert len({tuple(item.accepted for item in one.items) for one in found}) == len(found) > 1
    order = [(one.smallest.value, one.mean.value) for one in found]
    assert order == sorted(order, reverse=True)
    assert all(one.everybody_gains for one in found)


def test_an_issue_that_must_or_must_not() -> None:
    names = {"a": "Aveld", "b": "Bedam"}
    without = find_packages(issues("balie", "beheer", "naam"), LOGROLL, names, must_not=["balie"])
    assert all(not one.items[0].accepted and one.items[0].fixed for one in without.packages)
    assert not without.everybody_gains
    forced = find_packages(
        issues("balie", "beheer", "naam"), LOGROLL, names, must=["balie"], must_not=["naam"]
    )
    assert {(one.items[0].accepted, one.items[2].accepted) for one in forced.packages} == {(True, False)}
    nothing = find_packages(issues("naam"), LOGROLL, names, must_not=["naam"])
    assert nothing.why_not is not None
    assert not nothing.packages


def test_without_a_package_for_all_it_says_what_to_solve_first() -> None:
    """One heavy issue (10 for each, opposite) and a light one; whoever loses the heavy one gets 2 of 12."""
    given_issues = issues("fusie", "naam")
    rows = (row("a", fusie=(2, 5), naam=(1, 2)), row("b", fusie=(-2, 5), naam=(1, 2)))
    found = find_packages(given_issues, rows, {"a": "Aveld", "b": "Bedam"})
    assert (found.everybody_gains, found.level) == (False, Level.RED)
    assert found.packages[0].smallest.value == pytest.approx(2 / 12)
    [first] = found.talk_first
    assert (first.issue, first.enough) == ("fusie", True)
    assert first.reach.value == pytest.approx(1.0)


def test_half_of_what_matters_is_no_gain_for_who_is_worse_off() -> None:
    """Cedorp wants none of it: with any agreement it would be better off alone, and that is said."""
    rows = (row("a", balie=(2, 5)), row("b", balie=(1, 3)), row("c", balie=(-1, 1)))
    found = find_packages(issues("balie"), rows, NAMES)
    assert not found.everybody_gains
    assert [outcome.worse_off for outcome in found.packages[0].outcomes] == [False, False, True]
    assert "Cedorp" in render(found.text, "nl")


def test_silent_partners_are_named_and_never_counted() -> None:
    found = find_packages(issues("balie", "beheer", "naam"), LOGROLL, NAMES)
    assert found.not_counted == ("c",)
    assert found.level is Level.AMBER
    assert "Cedorp" in render(found.text, "nl")
    assert [outcome.partner for outcome in found.packages[0].outcomes] == ["a", "b"]


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ((), "too_few"),
        (LOGROLL[:1], "too_few"),
        ((row("a", balie=(0, 5)), row("b", balie=(0, 1))), "no_preference"),
        ((row("a", balie=(-1, 5)), row("b", balie=(-2, 1))), "nobody_wants"),
    ],
)
def test_why_there_is_nothing_to_choose_from(rows, reason: str) -> None:
    found = find_packages(issues("balie"), rows, NAMES)
    assert found.why_not is not None
    assert found.why_not.id == f"positions.why_not.{reason}"
    assert found.packages == ()


def test_executive_and_council_weigh_alike_and_staff_are_heard() -> None:
    """Stake of Aveld: the mean of 2 x 5 and -1 x 4, so 3; its staff are against what the package agrees."""
    scores = [*both((2, 5), (-1, 4)), {"body": "staff", "position": -2, "importance": 5}]
    found = find_packages(issues("balie"), (row("a", balie=scores), row("b", balie=(1, 1))), NAMES)
    first = found.packages[0]
    assert first.outcomes[0].net == 3.0
    assert [render(text, "nl") for text in first.against_people] == [
        "Het spreekt “Balie” af; medewerkers van Aveld zijn daartegen (belang 5 van 5)."
    ]


def test_every_sentence_exists_in_both_languages() -> None:
    worse = (row("a", balie=(2, 5)), row("b", balie=(1, 3)), row("c", balie=(-1, 1)))
    for rows in (LOGROLL, worse, (), (row("a", fusie=(2, 5)), row("b", fusie=(-2, 5)))):
        for text in messages(find_packages(issues("balie", "beheer", "naam", "fusie"), rows, NAMES)):
            assert render(text, "nl") != render(text, "en") or text.id.startswith(
                ("positions.list", "positions.trade")
            )


@settings(max_examples=20, deadline=None)
@given(st.fractions(0, 1, max_denominator=800), st.integers(1, 800))
def test_whole_numbers_around_a_share(share: Fraction, total: int) -> None:
    assert _at_least(share, total) == ceil(share * total)
    assert Fraction(_above(share, total), total) > share >= Fraction(_above(share, total) - 1, total)
