"""The map: agreement and conflict, region against own interest, gaps within a partner, distances, and bad input."""

from __future__ import annotations

from math import fsum

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vierkant.positions import assess_positions
from vierkant.positions.charts import CHARTS
from vierkant.positions.inputs import Body, Pact, PartnerPositions, PositionScore
from vierkant.positions.results import IssueKind, PairKind
from vierkant.positions.standing import agreement
from vierkant.quantities import Level, to_plain
from vierkant.terms import render

from .made_up import NAMES, both, issues, messages, row


def assess(*rows: PartnerPositions, of: tuple[str, ...] = ("balie",), pacts: tuple[Pact, ...] = ()):
    found = assess_positions(issues(*of), rows, NAMES, pacts, with_packages=False)
    assert found is not None
    return found


def one(*rows: PartnerPositions):
    return assess(*rows).issues[0]


@pytest.mark.parametrize(
    ("stakes", "kind", "level"),
    [
        ([(2, 5), (1, 1), (0, 3)], IssueKind.AGREED, Level.GREEN),
        ([(-2, 5), (-1, 1), (0, 3)], IssueKind.UNWANTED, Level.GREEN),
        ([(0, 5), (0, 1)], IssueKind.INDIFFERENT, Level.GREEN),
        ([(2, 5), (2, 4), (-1, 2)], IssueKind.NEARLY, Level.AMBER),  # 2 of 20 against: agreement 0.8
        ([(2, 4), (-1, 2)], IssueKind.NEARLY, Level.AMBER),  # 8 and 2: agreement exactly 0.6
        ([(1, 5), (-1, 4)], IssueKind.DIVIDED, Level.AMBER),
        ([(2, 3), (-2, 3)], IssueKind.HARD, Level.RED),  # both sides at 6
        ([(2, 5)], IssueKind.UNKNOWN, Level.UNKNOWN),
        ([], IssueKind.UNKNOWN, Level.UNKNOWN),
    ],
)
def test_how_the_partners_stand(stakes, kind: IssueKind, level: Level) -> None:
    rows = [row(partner, balie=stake) for partner, stake in zip(NAMES, stakes, strict=False)]
    found = one(*rows)
    assert (found.kind, found.level) == (kind, level)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(-20, 20), min_size=1, max_size=8))
def test_agreement_is_one_less_twice_the_lighter_side(values: list[int]) -> None:
    """The slow twin: the share of all weight on the lighter side, counted piece by piece."""
    pieces = [1 if value > 0 else -1 for value in values for _ in range(abs(value))]
    lighter = min(pieces.count(1), pieces.count(-1))
    expected = 1.0 if not pieces else 1 - 2 * lighter / len(pieces)
    assert agreement([float(value) for value in values]) == pytest.approx(expected)


def test_empty_rows_never_count_as_having_no_preference() -> None:
    empty = PartnerPositions(partner="c", scores=(PositionScore(issue="balie"),))
    only_fear = PartnerPositions(partner="c", scores=(PositionScore(issue="balie", fear="Lege winkels"),))
    others = (row("a", balie=(2, 5)), row("b", balie=(1, 2)))
    for third in (empty, only_fear):
        found = assess(*others, third)
        assert found.issues[0].silent == ("c",)
        assert found.issues[0].no_preference == ()
        assert found.issues[0].agreement.value == 1.0
        assert [gap.partner for gap in found.missing] == ["c"]
        assert "Niet te zien: Cedorp" in render(found.issues[0].text, "nl")
    assert [voice.fear for voice in assess(*others, only_fear).issues[0].voices] == [
        None,
        None,
        "Lege winkels",
    ]
    neutral = assess(*others, row("c", balie=(0, 1)))
    assert neutral.issues[0].no_preference == ("c",)
    assert not neutral.missing


def test_region_gains_and_the_partner_loses() -> None:
    loses = {"position": -1, "regional": 2, "importance": 4}
    wins = {"position": 2, "regional": -1, "importance": 4}
    alike = {"position": 1, "regional": 1, "importance": 4}
    found = assess(row("a", balie=[loses]), row("b", balie=[wins]), row("c", balie=[alike]))
    assert (found.issues[0].region.region_gains, found.issues[0].region.region_loses) == (("a",), ("b",))
    assert "region_gains.balie" in {finding.id for finding in found.findings}


def test_executive_and_council_of_one_partner() -> None:
    found = one(row("a", balie=both((2, 5), (-1, 3))), row("b", balie=both((1, 3), (0, 3))))
    [gap] = found.within
    assert (gap.partner, gap.executive, gap.council, gap.opposite) == ("a", 2, -1, True)
    assert [stake.value for stake in found.stakes] == [3.5, 1.5, None]
    assert [stake.divided_within for stake in found.stakes] == [True, False, False]


def test_distance_of_two_partners() -> None:
    """balie: 3 of 4 steps apart, mean importance 4; naam: 0 apart, mean 2. (3 x 4 + 0 x 2) / (4 x 6) = 0.5."""
    found = assess(
        row("a", balie=(2, 5), naam=(1, 1)), row("b", balie=(-1, 3), naam=(1, 3)), row("c", naam=(1, 2)),
        of=("balie", "naam"),
    )  # fmt: skip
    assert [(pair.first, pair.second, pair.kind) for pair in found.pairs] == [
        ("a", "b", PairKind.TALK), ("a", "c", PairKind.ALLIES), ("b", "c", PairKind.ALLIES),
    ]  # fmt: skip
    assert found.pairs[0].distance.value == pytest.approx(0.5)
    assert found.pairs[0].widest == ("balie",)
    assert found.pairs[1].issues == 1


def test_what_cannot_be_counted_is_told_and_the_rest_stands() -> None:
    twice = PartnerPositions(
        partner="a",
        scores=(
            PositionScore(issue="balie", position=2, importance=5),
            PositionScore(issue="balie", position=-2, importance=5),
            PositionScore(issue="weg", position=1, importance=5),
            PositionScore(issue="naam", position=1, importance=1),
            PositionScore(issue="naam", position=1, importance=1),
        ),
    )
    found = assess(twice, row("b", balie=(1, 3)), of=("balie", "naam", "niemand"))
    assert {finding.id for finding in found.findings} >= {"twice.a.balie.executive", "unknown_issue.a.weg"}
    assert found.issues[0].stakes[0].value is None
    assert found.issues[1].stakes[0].value == 1.0  # the same twice is once
    assert any(gap.what.id == "positions.missing.issue" for gap in found.missing)


def test_importance_that_was_not_said_takes_the_middle_and_is_told() -> None:
    found = assess(row("a", balie=[{"position": 2}]), row("b", balie=(1, 3)))
    assert found.issues[0].stakes[0].value == 6.0
    assert found.issues[0].stakes[0].importance_assumed
    assert [gap.what.id for gap in found.missing] == ["positions.missing.importance", "positions.missing.row"]


def test_nothing_to_lay_side_by_side() -> None:
    assert assess_positions((), (), NAMES) is None
    found = assess()
    assert (found.level, found.headline.id) == (Level.UNKNOWN, "positions.headline.nobody")
    assert [gap.what.id for gap in found.missing] == ["positions.missing.not_opened"]
    alone = assess(row("a", balie=(2, 5)))
    assert alone.headline.id == "positions.headline.one"
    assert alone.issues[0].agreement is None
    assert alone.pairs == ()


def test_open_agreements_block_until_they_are_made() -> None:
    pacts = (
        Pact(id="later", name="Later", before_decision=False),
        Pact(id="made", name="Gemaakt", done=True),
        Pact(
            id="balie",
            name="Openingstijden",
            issue="balie",
            text="Drie dagen",
            owner="secretaris",
            due="2027-01-01",
        ),
    )
    found = assess(row("a", balie=(1, 1)), row("b", balie=(1, 1)), pacts=pacts)
    assert [(pact.id, pact.blocks, pact.done) for pact in found.pacts] == [
        ("balie", True, False), ("later", False, False), ("made", False, True),
    ]  # fmt: skip
    assert found.pacts[0].lacks == ()
    assert found.pacts[0].issue_name == "Balie"
    assert found.pacts[1].lacks == ("text", "owner", "due")
    assert found.level is Level.RED
    assert {finding.id for finding in found.findings} == {"pacts_block", "pacts_loose"}
    only = assess_positions((), (), NAMES, pacts)
    assert only is not None
    assert only.headline.id == "positions.headline.pacts_only"


def test_chart_and_table_hold_the_same() -> None:
    found = to_plain(
        assess_positions(
            issues("balie", "naam"),
            (row("a", balie=both((2, 5), (-1, 3)), naam=(0, 1)), row("b", balie=(-2, 5))),
            NAMES,
        )
    )
    chart = CHARTS["map"](found, "nl")
    values = chart.spec["data"]["values"]
    assert {(cell["partner"], cell["step"]) for cell in values} == {("Aveld", 3), ("Aveld", 2), ("Bedam", 0)}
    assert all(cell["text"].split()[0] in ("++", "+", "0", "−", "−−") for cell in values)
    assert len(chart.rows) == 2
    assert chart.rows[0][1].endswith("college en raad uit elkaar")
    assert chart.rows[1][2] == "niet te zien"
    shares = CHARTS["packages"](found["packages"], "nl")
    assert {bar["share"] for bar in shares.spec["data"]["values"]} == {
        outcome["share"]["value"] for item in found["packages"]["packages"] for outcome in item["outcomes"]
    }
    assert all(len(line) == len(shares.header) for line in shares.rows)


bodies = st.sampled_from(list(Body))
scores = st.builds(
    PositionScore,
    issue=st.sampled_from(["balie", "naam", "weg"]),
    body=bodies,
    position=st.none() | st.integers(-2, 2),
    regional=st.none() | st.integers(-2, 2),
    importance=st.none() | st.integers(1, 5),
    fear=st.none() | st.just("Iets"),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(scores, max_size=6), max_size=3))
def test_whatever_was_filled_in_every_sentence_can_be_said(lists: list[list[PositionScore]]) -> None:
    rows = [
        PartnerPositions(partner=partner, scores=tuple(given))
        for partner, given in zip(NAMES, lists, strict=False)
    ]
    found = assess_positions(issues("balie", "naam"), rows, NAMES)
    assert found is not None
    for text in messages(found):
        assert render(text, "nl")
        assert render(text, "en")
    for issue in found.issues:
        sides = (*issue.in_favour, *issue.against, *issue.no_preference, *issue.silent)
        assert sorted(sides) == sorted(NAMES)
        values = [stake.value for stake in issue.stakes if stake.value is not None]
        if issue.agreement is not None:
            total = fsum(map(abs, values))
            assert issue.agreement.value == pytest.approx(abs(fsum(values)) / total)
    CHARTS["map"](to_plain(found), "en")
