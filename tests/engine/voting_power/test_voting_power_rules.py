"""Several conditions at once: powers, groups and councils against looking at every group one by one."""

from __future__ import annotations

from itertools import combinations
from math import factorial

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from vierkant.voting_power import groups as groups_module
from vierkant.voting_power.councils import councils_needed
from vierkant.voting_power.counted import counted_swings
from vierkant.voting_power.groups import smallest_blocking, smallest_winning
from vierkant.voting_power.inputs import Voting, VotingRule
from vierkant.voting_power.powers import _from_counts, coleman, drawn_powers, powers
from vierkant.voting_power.rules import Rule, RuleError, rule_of, simple

NAMES = ("a", "b", "c")


@st.composite
def rules(draw: st.DrawFn, largest: int = 6) -> Rule:
    """A random rule that does not decide with nobody, and decides with everybody."""
    size = draw(st.integers(1, largest))
    votes = tuple(draw(st.lists(st.integers(0, 6), min_size=size, max_size=size)))
    total = sum(votes)
    quota = draw(st.integers(0, total))
    chair = draw(st.none() | st.integers(0, size - 1))
    if chair is not None and total and total % 2 == 0:
        quota = total // 2 + 1
    else:
        chair = None
    people = draw(st.none() | st.lists(st.integers(1, 9), min_size=size, max_size=size))
    share = draw(st.floats(0.05, 1.0))
    rule = Rule(
        partners=tuple(str(place) for place in range(size)),
        votes=votes,
        quota=quota,
        members=draw(st.integers(0, size)),
        residents=tuple(float(number) for number in people) if people else None,
        residents_needed=share * sum(people) if people else 0.0,
        must_agree=frozenset(draw(st.sets(st.integers(0, size - 1), max_size=2))),
        casting_vote=chair,
    )
    assume(not rule.decides(()) and rule.decides(range(size)))
    return rule


def every_group(rule: Rule) -> list[frozenset[int]]:
    places = range(rule.size)
    return [frozenset(group) for size in range(rule.size + 1) for group in combinations(places, size)]


def by_hand(rule: Rule) -> tuple[list[float], list[float], float]:
    """Swing chances, Shapley-Shubik and the share of groups that decide, one group after the other."""
    size = rule.size
    swings, shapley, winning = [0.0] * size, [0.0] * size, 0
    for group in every_group(rule):
        decides = rule.decides(group)
        winning += decides
        weight = factorial(len(group)) * factorial(max(0, size - len(group) - 1)) / factorial(size)
        for place in set(range(size)) - group:
            if not decides and rule.decides(group | {place}):
                swings[place] += 1
                shapley[place] += weight
    return [number / 2 ** (size - 1) for number in swings], shapley, winning / 2**size


@given(rules())
@settings(max_examples=40, deadline=None)
def test_powers_agree_with_looking_at_every_group(rule: Rule) -> None:
    swings, shapley, winning = by_hand(rule)
    ways = [powers(rule)]
    if rule.residents is None:
        ways.append(_from_counts(*counted_swings(rule), rule.size))
    for found in ways:
        assert found.swings == pytest.approx(swings, abs=1e-12)
        assert found.shapley == pytest.approx(shapley, abs=1e-12)
        assert found.winning == pytest.approx(winning, abs=1e-12)
        assert sum(found.shapley) == pytest.approx(1)
    three = coleman(ways[0])
    losing = sum(not rule.decides(group) for group in every_group(rule))
    assert three.initiate == pytest.approx(
        [swing * 2 ** (rule.size - 1) / losing for swing in swings], abs=1e-12
    )


@given(rules())
@settings(max_examples=30, deadline=None)
def test_smallest_groups_decide_block_and_cannot_miss_anybody(rule: Rule) -> None:
    for test, found in ((rule.decides, smallest_winning(rule)), (rule.blocks, smallest_blocking(rule))):
        by_looking = {
            group
            for group in every_group(rule)
            if test(group) and not any(test(group - {place}) for place in group)
        }
        assert {frozenset(group) for group in found.sets} == by_looking
        assert found.number == len(by_looking)


@given(rules(), st.data())
@settings(max_examples=40, deadline=None)
def test_councils_needed_agrees_with_looking_at_every_group(rule: Rule, data: st.DataObject) -> None:
    sides = data.draw(st.lists(st.sampled_from("yno"), min_size=rule.size, max_size=rule.size))
    yes, no, open_ = ([str(place) for place, side in enumerate(sides) if side == word] for word in "yno")
    found = councils_needed(rule, yes, open_, no)
    enough = [
        group
        for size in range(len(open_) + 1)
        for group in combinations(open_, size)
        if rule.decides(int(name) for name in (*yes, *group))
    ]
    assert found.possible == bool(enough)
    assert found.decided == (() in enough)
    assert found.needed == (len(enough[0]) if enough else None)
    smallest = {group for group in enough if len(group) == len(enough[0]) and group}
    assert set(found.sets) == smallest
    assert found.can_block == rule.blocks(int(name) for name in yes)
    assert set(found.everywhere) == (set(open_).intersection(*map(set, enough)) if enough else set())


@given(rules())
@settings(max_examples=25, deadline=None)
def test_for_many_partners_the_smallest_group_is_found_as_well(rule: Rule) -> None:
    listed = smallest_winning(rule), smallest_blocking(rule)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(groups_module, "MOST_TABLED", 0)
        found = smallest_winning(rule), smallest_blocking(rule)
    for one, all_, test in zip(found, listed, (rule.decides, rule.blocks), strict=True):
        assert test(one.sets[0])
        assert len(one.sets[0]) == len(all_.sets[0])


def test_forty_partners_under_votes_and_members_and_under_residents() -> None:
    votes = tuple(1 + 7 * place % 23 for place in range(40))
    names = tuple(str(place) for place in range(40))
    rule = Rule(names, votes, sum(votes) // 2 + 1, members=22)
    found = powers(rule)
    assert sum(found.shapley) == pytest.approx(1)
    drawn = drawn_powers(rule, seed=3)
    assert drawn.swing_ranges is not None
    inside = [
        low <= swing <= high for swing, (low, high) in zip(found.swings, drawn.swing_ranges, strict=True)
    ]
    # Intervals from P10 to P90 hold four out of five.
    assert sum(inside) > 25
    people = tuple(float(1000 + 100 * vote) for vote in votes)
    counting = Rule(names, votes, sum(votes) // 2 + 1, residents=people, residents_needed=0.6 * sum(people))
    with pytest.raises(RuleError) as refused:
        powers(counting)
    assert [message.id for message in refused.value.messages] == ["voting_power.fault.too_many_for_residents"]
    assert sum(drawn_powers(counting).shapley) == pytest.approx(1)


def test_a_quorum_is_made_of_supporters_and_a_tie_goes_to_the_chair() -> None:
    voting = Voting(votes={"a": 1, "b": 1, "c": 2})
    quorum = VotingRule(id="x", name="x", quorum_members=3)
    assert powers(rule_of(quorum, voting, NAMES, {})).normalised == pytest.approx([1 / 3] * 3)
    assert not rule_of(quorum, voting, NAMES, {}).decides((0, 2))
    assert rule_of(quorum, voting, NAMES, {}, all_come=True).decides((0, 2))
    chair = rule_of(VotingRule(id="x", name="x", casting_vote="c"), voting, NAMES, {})
    assert (chair.decides((2,)), chair.decides((0, 1))) == (True, False)
    # With an odd number of votes there is no tie to decide.
    assert (
        rule_of(
            VotingRule(id="x", name="x", casting_vote="c"), Voting(votes={"a": 1, "b": 2, "c": 2}), NAMES, {}
        ).casting_vote
        is None
    )


@pytest.mark.parametrize(
    ("share", "total", "needed"),
    [
        (0.6667, 15, 10),
        (0.667, 300, 200),
        (0.75, 7, 6),
        (0.5, 10, 6),
        (0.5, 11, 6),
        (0.55, 100, 55),
        (1.0, 9, 9),
    ],
)
def test_a_share_of_the_votes_is_the_fraction_that_people_mean(share: float, total: int, needed: int) -> None:
    voting = Voting(votes={"a": total})
    assert rule_of(VotingRule(id="x", name="x", votes_share=share), voting, ("a",), {}).quota == needed
    assert abs(float(simple(share)) - share) < 1e-3


def test_every_fault_of_a_rule_is_said_at_once() -> None:
    given_ = VotingRule(
        id="x", name="x", quota=9, members=4, quorum_members=5, residents_share=0.5, must_agree=("z",),
        casting_vote="y",
    )  # fmt: skip
    with pytest.raises(RuleError) as found:
        rule_of(given_, Voting(votes={"a": 1, "b": 2}), NAMES, {"a": 10})
    assert [message.id.rpartition(".")[2] for message in found.value.messages] == [
        "unknown_partner", "quota_over_total", "too_many_members", "too_many_members", "residents_unknown",
    ]  # fmt: skip
    for nothing, fault in (
        (VotingRule(id="x", name="x"), "no_condition"),
        (VotingRule(id="x", name="x", votes_share=0.5), "share_without_votes"),
    ):
        with pytest.raises(RuleError) as empty:
            rule_of(nothing, Voting(), NAMES, {})
        assert [message.id for message in empty.value.messages] == [f"voting_power.fault.{fault}"]


def test_councils_are_named_once() -> None:
    rule = Rule(NAMES, (1, 1, 1), 2)
    with pytest.raises(ValueError, match="once"):
        councils_needed(rule, ["a"], ["a", "b"], [])
    with pytest.raises(ValueError, match="of the rule"):
        councils_needed(rule, ["x"], [], [])


def test_unanimity_of_all_municipalities_is_exact_and_many_members_are_drawn() -> None:
    """Closed form: everybody is needed, so the chance is 2^-(n-1), and the last of n in random order is 1/n."""
    names = tuple(str(place) for place in range(342))
    voting = Voting(votes={name: 20 + int(name) % 50 for name in names})
    everybody = powers(rule_of(VotingRule(id="x", name="x", unanimous=True), voting, names, {}))
    assert everybody.swings[0] == pytest.approx(2.0**-341)
    assert everybody.shapley[-1] == pytest.approx(1 / 342)
    with pytest.raises(RuleError, match="too_large"):
        powers(rule_of(VotingRule(id="x", name="x", members=172), voting, names, {}))
