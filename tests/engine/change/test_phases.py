"""Phase models: read with every fault at once, no model that forces people, and the one rule of the self-check."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vierkant.change.inputs import ChangePlan
from vierkant.change.phases import (
    SHIPPED,
    PhaseModel,
    PhaseModelError,
    explain,
    model_of,
    phase_model,
    placement,
    read_phase_model,
)
from vierkant.change.settings import PHASES

SMALL = """
id = "two"
licence = "CC0-1.0"
order = "soft"
name = { nl = "Twee", en = "Two" }
intro = { nl = "Geen test.", en = "No test." }
disagree = { nl = "Ga naar de OR.", en = "Go to the council." }
answers = [ { id = "yes", points = 2, nl = "Ja", en = "Yes" }, { id = "no", points = 0, nl = "Nee", en = "No" } ]

[[phases]]
id = "before"
matches = ["know", "want"]
reached_from = 3
evidence = "low"
name = { nl = "Voor", en = "Before" }
text = { nl = "t", en = "t" }
signals = { nl = "t", en = "t" }
next = { nl = "t", en = "t" }
slower = { nl = "t", en = "t" }
manager = { nl = "t", en = "t" }

[[phases]]
id = "after"
matches = ["keep"]
reached_from = 2
evidence = "low"
name = { nl = "Na", en = "After" }
text = { nl = "t", en = "t" }
signals = { nl = "t", en = "t" }
next = { nl = "t", en = "t" }
slower = { nl = "t", en = "t" }
manager = { nl = "t", en = "t" }

[[items]]
id = "a"
phase = "before"
nl = "Ik a."
en = "I a."

[[items]]
id = "b"
phase = "before"
nl = "Ik b."
en = "I b."

[[items]]
id = "c"
phase = "after"
nl = "Ik c."
en = "I c."

[mappings]
bridges = { before = "ending" }
"""


def faults(text: str) -> list[str]:
    with pytest.raises(PhaseModelError) as caught:
        read_phase_model(text)
    for problem in caught.value.problems:
        for language in ("nl", "en"):
            words = explain(problem, language)  # type: ignore[arg-type]
            assert "{" not in words
            assert words.count(".") >= 3, words
    return [problem.id for problem in caught.value.problems]


def test_a_small_model_is_read() -> None:
    model = read_phase_model(SMALL)
    assert [phase.id for phase in model.phases] == ["before", "after"]
    assert model.phases[0].matches == ("know", "want")
    assert model.mappings == {"bridges": {"before": "ending"}}
    assert [item.id for item in model.items_of("before")] == ["a", "b"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('id = "two"', "id = two", "no_toml"),
        ('licence = "CC0-1.0"', "", "no_licence"),
        ('licence = "CC0-1.0"', 'licence = " "', "no_licence"),
        ('order = "soft"', 'order = "fixed"', "forced_order"),
        ('order = "soft"', "", "forced_order"),
        ('order = "soft"', 'order = "soft"\nskip = false', "forced_step"),
        ('order = "soft"', 'order = "soft"\nback = false', "forced_step"),
        ('order = "soft"', 'order = "soft"\nback = "yes"', "no_truth"),
        ('order = "soft"', 'order = "soft"\nfixed = 1', "unknown_key"),
        ('phase = "after"\nnl = "Ik c."', 'nl = "Ik c."', "item_without_phase"),
        ('phase = "after"\nnl = "Ik c."', 'phase = "later"\nnl = "Ik c."', "item_of_unknown_phase"),
        ('phase = "after"\nnl = "Ik c."', 'phase = "before"\nnl = "Ik c."', "phase_without_item"),
        ('id = "b"', 'id = "a"', "double_id"),
        ('id = "after"', 'id = "before"', "double_id"),
        ('id = "no"', 'id = "yes"', "double_id"),
        ('id = "b"', 'id = "B b"', "bad_id"),
        ('id = "b"', "", "no_id"),
        ('en = "I c."', "", "no_language"),
        ('nl = "Na", en', "en", "no_language"),
        ('intro = { nl = "Geen test.", en = "No test." }', "", "no_text"),
        ('disagree = { nl = "Ga naar de OR.", en = "Go to the council." }', "", "no_text"),
        ("points = 2", "points = 0", "too_few_answers"),
        ("points = 2", 'points = "2"', "no_whole_number"),
        ("points = 2", "points = true", "no_whole_number"),
        ("points = 2", "points = 1.5", "no_whole_number"),
        ("reached_from = 3", "reached_from = 5", "out_of_reach"),
        ("reached_from = 3", "reached_from = 0", "no_whole_number"),
        ("reached_from = 3", "reached_from = -1", "no_whole_number"),
        ('matches = ["keep"]', 'matches = ["hold"]', "unknown_match"),
        ('matches = ["keep"]', 'matches = "keep"', "no_words"),
        ('matches = ["keep"]', "", "no_match"),
        ('evidence = "low"', 'evidence = "none"', "no_choice"),
        ('before = "ending"', 'between = "ending"', "bad_mapping"),
    ],
)
def test_each_fault_is_found(old: str, new: str, expected: str) -> None:
    assert old in SMALL
    assert expected in faults(SMALL.replace(old, new, 1))


def test_all_faults_come_at_once_and_the_item_is_named() -> None:
    wrong = (
        SMALL.replace('licence = "CC0-1.0"', "")
        .replace('phase = "after"\nnl', "nl")
        .replace('"soft"', '"hard"')
    )
    assert {"no_licence", "forced_order", "item_without_phase", "phase_without_item"} <= set(faults(wrong))
    with pytest.raises(PhaseModelError) as caught:
        read_phase_model(wrong)
    told = next(explain(item, "nl") for item in caught.value.problems if item.id == "item_without_phase")
    assert "“c”" in told
    assert "before, after" in told


@given(st.text(max_size=200))
def test_any_text_gives_faults_and_nothing_else(text: str) -> None:
    with pytest.raises(PhaseModelError):
        read_phase_model(text)


@given(st.data())
def test_a_file_with_something_taken_away_is_read_or_refused(data: st.DataObject) -> None:
    lines = SMALL.splitlines()
    gone = data.draw(st.sets(st.integers(0, len(lines) - 1), max_size=6))
    try:
        read_phase_model("\n".join(line for number, line in enumerate(lines) if number not in gone))
    except PhaseModelError as error:
        assert error.problems  # noqa: PT017  (both outcomes are right)


@pytest.mark.parametrize("text", ["x = " + "9" * 5000, "x = " + "[" * 3000, "", "phases = 3", "items = [1]"])
def test_strange_files_are_refused(text: str) -> None:
    assert faults(text)


@pytest.mark.parametrize("name", SHIPPED)
def test_ours_are_in_order(name: str) -> None:
    model = phase_model(name)
    assert model.licence == "CC0-1.0"
    assert {phase for item in model.phases for phase in item.matches} == set(PHASES)
    if name == "five":
        assert tuple(phase.id for phase in model.phases) == PHASES
        assert len(model.items) == 10


def test_there_is_no_other_model_of_ours() -> None:
    with pytest.raises(KeyError):
        phase_model("adkar")


def slow_placement(
    model: PhaseModel, answers: dict[str, str]
) -> tuple[list[tuple[int, bool, bool]], str | None]:
    """The rule, word for word, phase by phase."""
    rows: list[tuple[int, bool, bool]] = []
    suggested = None
    anything = False
    for phase in model.phases:
        total, complete = 0, True
        for item in model.items:
            if item.phase != phase.id:
                continue
            if item.id not in answers:
                complete = False
                continue
            for answer in model.answers:
                if answer.id == answers[item.id]:
                    total += answer.points
        reached = complete and total >= phase.reached_from
        anything = anything or complete
        if suggested is None and complete and not reached:
            suggested = phase.id
        rows.append((total, complete, reached))
    if suggested is None and anything:
        suggested = model.phases[-1].id
    return rows, suggested


@pytest.mark.parametrize("name", [*SHIPPED, "own"])
@given(data=st.data())
def test_placement_is_the_rule(name: str, data: st.DataObject) -> None:
    model = read_phase_model(SMALL) if name == "own" else phase_model(name)
    choice = st.sampled_from([None, *(answer.id for answer in model.answers)])
    drawn = {item.id: data.draw(choice) for item in model.items}
    answers = {item: answer for item, answer in drawn.items() if answer is not None}
    found = placement(model, answers)
    rows, suggested = slow_placement(model, answers)
    assert [(item.points, item.counted, item.reached) for item in found.profile] == rows
    assert found.suggested == suggested


def test_placement_by_hand() -> None:
    model = phase_model("five")
    assert placement(model, {}).suggested is None
    assert placement(model, {"know_what": "yes"}).suggested is None
    assert placement(model, {"know_what": "yes", "know_open": "no"}).suggested == "know"
    assert placement(model, {"know_what": "yes", "know_open": "partly"}).suggested == "keep"
    every = {item.id: "not_for_me" for item in model.items}
    assert placement(model, every).suggested == "keep"
    assert placement(model, {**every, "can_alone": "no"}).suggested == "can"
    # A later phase may be reached while an earlier one is not: nobody has to go in order.
    assert placement(model, {**every, "want_chance": "no"}).profile[4].reached


@pytest.mark.parametrize("answers", [{"nothing": "yes"}, {"know_what": "maybe"}])
def test_unknown_items_and_answers_are_our_fault(answers: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="unknown"):
        placement(phase_model("five"), answers)


def test_the_model_of_a_plan() -> None:
    assert model_of(None) is phase_model("five")
    assert model_of(ChangePlan(phase_model="three")) is phase_model("three")
    assert model_of(ChangePlan(phase_model="own", own_phase_model=SMALL)).id == "two"
    # A text that stayed behind after another choice does not count.
    assert model_of(ChangePlan(phase_model="five", own_phase_model="x")) is phase_model("five")
    for text in (None, "", "x"):
        with pytest.raises(PhaseModelError):
            model_of(ChangePlan(phase_model="own", own_phase_model=text))


def test_the_fixture_is_what_it_says() -> None:
    table: dict[str, Any] = tomllib.loads(SMALL)
    assert len(table["phases"]) == 2
