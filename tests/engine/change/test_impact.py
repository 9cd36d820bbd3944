"""Impact cards: ten aspects, two views, how firm it is, the level of a card, and the privacy of small groups."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vierkant.change.impact import impact
from vierkant.change.inputs import (
    Aspect,
    AspectChange,
    CardStatus,
    Change,
    ChangePlan,
    Group,
    ImpactCard,
    LeadScores,
)
from vierkant.change.plan_results import ImpactResult
from vierkant.quantities import Level, Message, to_plain
from vierkant.terms import render

FLOOR = 7
ASPECTS = [aspect.value for aspect in Aspect]


def group(identifier: str, size: int = 12, **fields: Any) -> Group:
    return Group.model_validate({"id": identifier, "name": f"Groep {identifier}", "size": size, **fields})


def card(identifier: str, score: int | None = 2, **fields: Any) -> ImpactCard:
    whole = {
        "stays": "De cao.",
        "changes": "Het team.",
        "starts_on": date(2027, 7, 1),
        "ends_on": date(2028, 7, 1),
        "decided_by": "Stuurgroep",
        "helped_by": "Teamcoach",
    }
    return ImpactCard.model_validate({"id": identifier, **dict.fromkeys(ASPECTS, score), **whole, **fields})


def lead(identifier: str, score: int | None = 2, **fields: Any) -> LeadScores:
    return LeadScores.model_validate({"id": identifier, **dict.fromkeys(ASPECTS, score), **fields})


def assess(*parts: object, plan: ChangePlan | None = None) -> ImpactResult:
    def of(kind: type) -> tuple[Any, ...]:
        return tuple(part for part in parts if isinstance(part, kind))

    change = Change(
        groups=of(Group),
        cards=of(ImpactCard),
        lead_scores=of(LeadScores),
        aspects=of(AspectChange),
        plan=plan,
    )
    return impact(change, smallest=FLOOR)


def ids(findings: Any) -> set[str]:
    return {finding.id for finding in findings}


def everything(result: ImpactResult) -> str:
    """Every sentence of the result in both languages: also proof that every word exists."""
    texts: list[str] = []

    def walk(node: Any) -> None:
        if isinstance(node, Message):
            texts.extend(render(node, language) for language in ("nl", "en"))
        elif isinstance(node, (list, tuple)):
            for item in node:
                walk(item)
        elif hasattr(node, "__dataclass_fields__"):
            for name in node.__dataclass_fields__:
                walk(getattr(node, name))

    walk(result)
    return "\n".join(texts)


def test_a_whole_card_of_workers_and_managers_is_green() -> None:
    result = assess(
        group("a"),
        group("m", managers=True),
        card("a"),
        card("m"),
        lead("a"),
        lead("m", 3, pay=2, place=1),
        plan=None,
    )
    assert [item.level for item in result.cards] == [Level.GREEN, Level.GREEN]
    assert result.level is Level.GREEN
    assert result.findings == result.missing == ()
    assert result.cards[0].load == 20
    assert [row.gap for row in result.cards[1].aspects] == [1, 1, 1, -1, 1, 1, 0, 1, 1, 1]
    assert [row.aspect for row in result.cards[0].aspects] == ASPECTS


def test_without_a_group_of_managers_it_is_never_green() -> None:
    result = assess(group("a"), card("a"), lead("a"))
    assert result.cards[0].level is Level.GREEN
    assert result.level is Level.AMBER
    assert ids(result.findings) == {"no_managers"}


def test_every_group_has_a_card_and_one_without_is_unknown() -> None:
    result = assess(group("a"), group("b"), card("b"), lead("b"))
    empty = result.cards[0]
    assert (empty.filled, empty.load, empty.scored, empty.level) == (False, None, 0, Level.UNKNOWN)
    assert len(empty.aspects) == 10
    assert empty.findings == ()
    assert empty.status == "not_yet_known"
    assert result.level is Level.AMBER
    assert result.heaviest == ("b",)


def test_nothing_scored_and_no_groups_are_unknown() -> None:
    assert assess().level is Level.UNKNOWN
    assert assess().missing[0].section == "people"
    result = assess(group("a"), card("a", None))
    assert (result.level, result.cards[0].level, result.cards[0].load) == (Level.UNKNOWN, Level.UNKNOWN, None)


@pytest.mark.parametrize(
    ("fields", "finding", "level"),
    [
        ({"status": "not_yet_known"}, "no_answer_date", Level.RED),
        ({"status": "not_yet_known", "answer_by": date(2027, 2, 1)}, None, Level.GREEN),
        ({"decided_by": None}, "no_decider", Level.AMBER),
        ({"decided_by": None, "status": "decided"}, "decided_without_decider", Level.AMBER),
        ({"helped_by": None}, "no_helper", Level.AMBER),
        ({"pay": 3}, "no_words_pay", Level.AMBER),
        ({"place": 3}, "no_words_place", Level.AMBER),
        ({"task": 3}, None, Level.GREEN),
        ({"ends_on": date(2027, 7, 1)}, "ends_before_start", Level.AMBER),
        ({"ends_on": date(2027, 7, 2)}, None, Level.GREEN),
        ({"task": 0}, "gap_task", Level.AMBER),
    ],
)
def test_what_stands_out_on_a_card(fields: dict[str, Any], finding: str | None, level: Level) -> None:
    result = assess(
        group("a"), group("m", managers=True), card("a", **fields), lead("a"), card("m"), lead("m")
    )
    found = result.cards[0]
    assert ids(found.findings) == ({finding} if finding else set())
    assert found.level is level
    assert result.level is level
    assert bool(result.findings) == bool(finding)
    assert everything(result)


def test_a_heavy_load_without_help_is_red_from_half_of_the_most() -> None:
    """Half of the ten times five that a card can hold is 25: 3 × 5 + 2 × 5 is heavy, one point less is not."""
    scores = dict(zip(ASPECTS, [3] * 5 + [2] * 5, strict=True))
    words = AspectChange(id="x", group="a", aspect=Aspect.PLACE, changes="Drie dagen per week elders.")
    seen = lead("a", pay=2)
    heavy = assess(group("a"), card("a", helped_by=None, **scores), seen, words).cards[0]
    lighter = card("a", helped_by=None, **{**scores, "task": 2})
    light = assess(group("a"), lighter, seen, words).cards[0]
    assert (heavy.load, heavy.level) == (25, Level.RED)
    assert (light.load, light.level) == (24, Level.AMBER)
    assert ids(heavy.findings) == {"heavy_without_help"}
    assert ids(light.findings) == {"no_helper"}


def test_an_aspect_has_its_own_status_and_otherwise_that_of_the_card() -> None:
    rows = (
        AspectChange(id="x", group="a", aspect=Aspect.PAY, status=CardStatus.NOT_YET_KNOWN),
        AspectChange(
            id="y", group="a", aspect=Aspect.TEAM, status=CardStatus.DECIDED, answer_by=date(2027, 1, 5)
        ),
    )
    found = assess(group("a"), card("a", status="advice_asked"), lead("a"), *rows).cards[0]
    by_name = {row.aspect: row for row in found.aspects}
    assert by_name["pay"].status == "not_yet_known"
    assert by_name["team"].status == "decided"
    assert by_name["task"].status == "advice_asked"
    assert by_name["team"].answer_by == date(2027, 1, 5)
    assert by_name["task"].answer_by is None
    assert found.level is Level.RED
    later = assess(group("a"), card("a", answer_by=date(2027, 2, 1)), lead("a"), *rows).cards[0]
    answers = {row.aspect: row.answer_by for row in later.aspects}
    assert answers["pay"] == date(2027, 2, 1)
    assert answers["task"] is None, "what is known asks for no answer"
    assert later.level is Level.GREEN


def test_two_rows_on_one_aspect_lose_nothing_and_sound_as_the_least_firm() -> None:
    rows = [
        AspectChange(
            id=name,
            group="a",
            aspect=Aspect.PLACE,
            changes=name,
            on=day,
            status=status,
        )
        for name, day, status in (
            ("x", date(2027, 3, 1), CardStatus.DECIDED),
            ("y", date(2027, 2, 1), CardStatus.INTENDED),
        )
    ]
    row = next(row for row in assess(group("a"), card("a"), *rows).cards[0].aspects if row.aspect == "place")
    assert (row.changes, row.on, row.status) == ("x\ny", date(2027, 2, 1), "intended")


def test_dates_of_the_plan_count_where_the_card_has_none() -> None:
    plan = ChangePlan(starts_on=date(2027, 7, 1), ends_on=date(2028, 1, 1))
    found = assess(group("a"), card("a", starts_on=date(2028, 1, 1), ends_on=None), lead("a"), plan=plan)
    assert found.cards[0].ends_on == date(2028, 1, 1)
    assert ids(found.cards[0].findings) == {"ends_before_start"}


def test_the_total_never_names_a_group_under_the_floor() -> None:
    parts: list[object] = []
    for size, name in ((FLOOR - 1, "klein"), (1, "eenling"), (FLOOR, "groot")):
        parts += [
            group(name, size),
            card(name, 5, status="not_yet_known", decided_by=None, helped_by=None),
            lead(name, 0),
        ]
    result = assess(*parts, group("leeg", 2))
    told = everything(ImpactResult(result.level, result.headline, (), (), result.findings, result.missing))
    assert "Groep groot" in told
    assert "klein" not in told.replace("Kleine", "").replace("kleine", "")
    assert "eenling" not in told
    assert "leeg" not in told
    assert {"small_groups", "no_managers", "heavy_without_help", "no_words"} <= ids(result.findings)
    assert "2" in next(render(item.text) for item in result.findings if item.id == "small_groups")


def test_many_gaps_are_counted_and_the_widest_named_first() -> None:
    parts: list[object] = []
    for number in range(14):
        parts += [
            group(f"g{number}"),
            card(f"g{number}", 1, team=0 if number == 13 else 1),
            lead(f"g{number}", 3 if number != 13 else 5),
        ]
    result = assess(*parts)
    named = [finding for finding in result.findings if finding.id.startswith("gap_")]
    assert len(named) == 10
    assert named[0].id == "gap_g13"
    assert "5" in render(named[0].text)
    assert "4" in next(render(item.text) for item in result.findings if item.id == "more_gaps")


score = st.none() | st.integers(0, 5)
scored = st.lists(score, min_size=10, max_size=10)


@given(st.lists(st.tuples(scored, scored, st.integers(1, 20)), max_size=6))
@settings(max_examples=60, deadline=None)
def test_sums_and_order_against_counting_by_hand(
    rows: list[tuple[list[int | None], list[int | None], int]],
) -> None:
    parts: list[object] = []
    for number, (project, own, size) in enumerate(rows):
        parts += [
            group(f"g{number}", size),
            card(f"g{number}", **dict(zip(ASPECTS, project, strict=True))),
            lead(f"g{number}", **dict(zip(ASPECTS, own, strict=True))),
        ]
    result = assess(*parts)
    by_hand: list[tuple[int, int, int]] = []
    for number, (project, own, size) in enumerate(rows):
        total, count = 0, 0
        for value in project:
            if value is not None:
                total, count = total + value, count + 1
        found = result.cards[number]
        assert found.scored == count
        assert found.load == (total if count else None)
        assert found.lead_scored == 10 - own.count(None)
        for row, one, other in zip(found.aspects, project, own, strict=True):
            assert row.gap == (None if one is None or other is None else other - one)
            named = f"gap_{row.aspect}" in ids(found.findings)
            assert named == (row.gap is not None and (row.gap >= 2 or row.gap <= -2))
        if count:
            by_hand.append((-total, -size, number))
    assert result.heaviest == tuple(f"g{number}" for _, _, number in sorted(by_hand))
    assert json.dumps(to_plain(result))
    assert everything(result)
