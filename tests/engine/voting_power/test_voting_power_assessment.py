"""What the votes say about partners, in flags and findings."""

from __future__ import annotations

import json

import pytest

from vierkant.quantities import Level, to_plain
from vierkant.terms import render
from vierkant.voting_power import VotingResult, assess_votes
from vierkant.voting_power.charts import CHARTS
from vierkant.voting_power.inputs import Voting, VotingRule

NAMES = {"a": "Aveld", "b": "Bedam", "c": "Ceburg"}


def ids(result: VotingResult) -> set[str]:
    return {finding.id for finding in result.findings}


def test_three_two_one_gives_a_veto_and_two_equals() -> None:
    """VNG question on 3-2-1 votes, derived: power 60/20/20 %, the first can block, 3 of 8 coalitions decide."""
    result = assess_votes(Voting(votes={"a": 3, "b": 2, "c": 1}), None, NAMES)
    assert result.quota == 4
    assert result.quota_assumed
    assert [row.power.value for row in result.partners if row.power] == pytest.approx([0.6, 0.2, 0.2])
    assert [row.veto for row in result.partners] == [True, False, False]
    assert [row.blocking.value for row in result.partners if row.blocking] == pytest.approx([1, 1 / 3, 1 / 3])
    assert result.equal_power == (("b", "c"),)
    assert result.smallest_majorities == (("a", "b"), ("a", "c"))
    assert result.decisiveness is not None
    assert result.decisiveness.value == pytest.approx(3 / 8)
    assert ids(result) == {"veto", "equal_power"}
    assert result.level is Level.AMBER


def test_dictator_and_powerless() -> None:
    """Ommen-Hardenberg by residents (60,500 and 17,600) decides alone."""
    result = assess_votes(Voting(votes={"a": 60_500, "b": 17_600}), {"a": 0.77, "b": 0.23}, NAMES)
    first, second = result.partners
    assert (first.dictator, first.veto, first.powerless) == (True, True, False)
    assert (second.dictator, second.veto, second.powerless) == (False, False, True)
    assert second.grip is not None
    assert second.grip.value == 0
    assert ids(result) == {"dictator", "powerless", "pays_more_than_power"}
    assert result.level is Level.RED
    assert {item.partner for item in result.missing} == {"c", None}


def test_equal_partners_are_fine() -> None:
    result = assess_votes(
        Voting(votes={"a": 1, "b": 1, "c": 1}, quota=2), {"a": 0.4, "b": 0.3, "c": 0.3}, NAMES
    )
    assert result.findings == ()
    assert result.missing == ()
    assert result.level is Level.GREEN
    assert result.partners[0].grip is not None
    assert result.partners[0].grip.value == pytest.approx((1 / 3) / 0.4)


@pytest.mark.parametrize(
    ("voting", "reason"),
    [
        (Voting(votes={"a": 0, "b": 0}), "no_votes"),
        (Voting(votes={"a": 1, "b": 1}, quota=3), "quota_out_of_reach"),
        (Voting(votes={f"p{number}": 900_001 + 7 * number for number in range(60)}), "too_fine"),
    ],
)
def test_no_powers_without_a_decision(voting: Voting, reason: str) -> None:
    result = assess_votes(voting, None, {})
    assert reason in ids(result)
    assert all(row.power is None and not row.veto and not row.powerless for row in result.partners)


def test_two_majorities_and_more_than_half() -> None:
    assert "two_majorities" in ids(assess_votes(Voting(votes={"a": 1, "b": 1}, quota=1), None, NAMES))
    over = assess_votes(Voting(votes={"a": 5, "b": 2, "c": 2}, quota=7), None, NAMES)
    assert "majority_of_votes" in ids(over)
    assert not any(row.dictator for row in over.partners)


def test_every_sentence_exists_in_both_languages() -> None:
    for voting in (Voting(votes={"a": 3, "b": 2, "c": 1}), Voting(votes={"a": 5, "b": 1}, quota=2)):
        plain = json.loads(json.dumps(to_plain(assess_votes(voting, {"a": 0.1, "b": 0.9}, NAMES))))
        for message in messages(plain):
            assert render(message, "nl") != render(message, "en")


def test_rules_residents_and_sentences_of_everything() -> None:
    """Three rules at once; a rule that cannot be counted says why and stops nothing else."""
    rules = (
        VotingRule(id="all", name="toetreden", unanimous=True),
        VotingRule(id="two", name="de begroting", members=2, residents_share=0.6, quorum_members=3),
        VotingRule(id="odd", name="de kosten", quota=9, must_agree=("x",)),
        VotingRule(id="tie", name="de rest", must_agree=("a",), casting_vote="b"),
    )
    result = assess_votes(
        Voting(votes={"a": 3, "b": 2, "c": 1}), None, NAMES,
        residents={"a": 500.0, "b": 300.0, "c": 200.0}, rules=rules,
    )  # fmt: skip
    by_id = {row.id: row for row in result.rules}
    assert list(by_id) == ["ordinary", "all", "two", "odd", "tie"]
    shares = [row.residents_share.value for row in result.partners if row.residents_share]
    assert shares == pytest.approx([0.5, 0.3, 0.2])
    assert by_id["all"].blocking.sets == (("a",), ("b",), ("c",))
    assert by_id["all"].deciding.sets == (("a", "b", "c"),)
    assert by_id["ordinary"].blocking.sets == (("a",), ("b", "c"))
    assert all(row.power_all_come is not None for row in by_id["two"].partners)
    assert by_id["odd"].method == "none"
    assert len([item for item in result.findings if item.id == "rule_fault"]) == 2
    assert "casting_without_effect" not in {item.id for item in by_id["tie"].findings}
    plain = to_plain(result)
    for language in ("nl", "en"):
        chart = CHARTS["power"](plain, language)
        assert [len(row) for row in chart.rows] == [len(chart.header)] * 3
        assert all(render(message, language) for message in messages(json.loads(json.dumps(plain))))


def test_two_sides_and_a_large_rule_that_is_drawn() -> None:
    names = {f"p{place}": f"Plaats {place}" for place in range(30)}
    large = VotingRule(id="large", name="groot", residents_share=0.5)
    result = assess_votes(
        Voting(votes=dict.fromkeys(names, 1)), None, names,
        residents={name: 1000.0 + 37 * place for place, name in enumerate(names)}, rules=[large],
    )  # fmt: skip
    drawn = result.rules[1]
    assert drawn.method == "sampled"
    assert "drawn" in {item.id for item in drawn.findings}
    power = drawn.partners[0].power
    assert power is not None
    assert power.low is not None
    assert power.high is not None
    assert power.low < power.value < power.high
    half = VotingRule(id="half", name="half", quota=1)
    small = assess_votes(Voting(votes={"a": 1, "b": 1}), None, {"a": "A", "b": "B"}, rules=[half])
    assert "two_sides" in {item.id for item in small.rules[1].findings}


def messages(value: object) -> list[dict[str, str]]:
    if isinstance(value, dict):
        own = [value] if "id" in value and set(value) == {"id", "arguments"} else []
        return own + [found for item in value.values() for found in messages(item)]
    if isinstance(value, list):
        return [found for item in value for found in messages(item)]
    return []
