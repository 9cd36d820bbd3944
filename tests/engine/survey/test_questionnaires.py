"""Questionnaires: ours are complete, plain and short; one of a municipality is read with the same reader."""

from __future__ import annotations

from importlib import resources

import pytest

from vierkant.change.readability import reading_ease
from vierkant.survey.answers import check_answers
from vierkant.survey.questionnaires import (
    Questionnaire,
    QuestionnaireError,
    questionnaires,
    read_questionnaire,
)
from vierkant.terms import render

OURS = questionnaires()


def test_practices_ask_what_the_culture_page_needs() -> None:
    practices = OURS["practices"]
    keys = [question.key for question in practices.questions]
    dimensions = [found.key for found in practices.dimensions if not found.value]
    values = [found.key for found in practices.dimensions if found.value]
    assert (len(dimensions), len(values)) == (6, 4)
    for dimension in dimensions:
        items = [item for item in practices.items if item.dimension == dimension]
        assert [item.reverse for item in items].count(True) == 2 == len(items) / 2
    for perspective in ("own", "partner", "needed"):
        assert {f"{perspective}.{key}" for key in (*dimensions, *values)} <= set(keys)
    assert len(keys) == len(set(keys)) == 24 + 3 * 10
    # Neighbours are never of one dimension: who ticks in a column would answer against himself.
    assert all(
        one.dimension != other.dimension
        for one, other in zip(practices.items, practices.items[1:], strict=False)
    )


def test_core_has_twelve_items_on_eight_themes() -> None:
    core = OURS["core"]
    assert len(core.items) == 12
    assert {item.dimension for item in core.items} == {found.key for found in core.dimensions}
    assert len(core.dimensions) == 8
    # Who agrees with everything must not come out as content: nearly half of the items point the other way.
    assert [item.reverse for item in core.items].count(True) == 5


@pytest.mark.parametrize("key", sorted(OURS))
def test_ours_are_free_plain_and_take_less_than_five_minutes(key: str) -> None:
    questionnaire = OURS[key]
    assert questionnaire.licence == "CC0-1.0"
    assert questionnaire.open_questions[0].most == 1000
    for language in ("nl", "en"):
        assert questionnaire.seconds(language) < 300
        texts = [item.text.text(language) for item in questionnaire.items]
        assert reading_ease(" ".join(texts), language) > 75
        assert max(len(text.split()) for text in texts) <= 13
    for item in questionnaire.items:
        assert item.text.en not in (None, item.text.nl)


def test_a_frozen_questionnaire_is_the_same() -> None:
    for questionnaire in OURS.values():
        assert Questionnaire.from_plain(questionnaire.to_plain()) == questionnaire


def _problems(text: str) -> list[str]:
    with pytest.raises(QuestionnaireError) as caught:
        read_questionnaire(text)
    return [render(problem, "nl") for problem in caught.value.problems]


def test_everything_that_is_wrong_with_a_file_is_said_at_once() -> None:
    ours = resources.files("vierkant").joinpath("survey", "questionnaires", "core.toml").read_text("utf-8")
    assert read_questionnaire("\ufeff" + ours) == OURS["core"]
    broken = ours.replace('licence = "CC0-1.0"', "").replace('dimension = "support"', 'dimension = "steun"')
    said = _problems(broken.replace('key = "gain_2"', 'key = "gain_1"'))
    assert len(said) == 3
    assert "licentie" in said[0]
    assert "own.gain_1 staat twee keer" in said[1]
    assert "support_1 noemt de dimensie “steun”" in said[2]


def test_faults_of_type_name_their_place() -> None:
    said = _problems('key = "A b"\nversion = 1\nlicence = "x y"\nsource = "wij"\nsurprise = 1\n')
    assert "key: is geen sleutel: gebruik kleine letters, cijfers, - en _." in said
    assert "title: ontbreekt." in said
    assert any(line.startswith("surprise: kennen we niet") for line in said)
    for hostile in ("a = " + "[" * 100_000, "a = " + "9" * 5_000, "a = {" * 20_000, "x" * 200_001):
        assert len(_problems(hostile)) == 1
    assert _problems("a = 1\nb = = 2")[0].startswith("Het bestand is geen TOML: regel 2")


def test_answers_are_judged_one_by_one_and_nothing_is_lost() -> None:
    given = {
        "own.gain_1": "4",
        "own.gain_2": "",
        "own.support_1": "6",
        "own.practice_1": "²",
        "own.salary": "1",
        "open.needed": "x" * 5000,
    }
    checked = check_answers(OURS["core"], given)
    assert dict(checked.values) == {"own.gain_1": 4}
    assert checked.texts == {}
    said = {key: render(problem, "nl") for key, problem in checked.problems.items()}
    assert set(said) == {"own.support_1", "own.practice_1", "own.salary", "open.needed"}
    assert "5.000 tekens; het mogen er 1.000 zijn" in said["open.needed"]
    assert "4.000 tekens korter" in said["open.needed"]
    kept = check_answers(OURS["core"], {"open.needed": " " + "é" * 1000 + "\r\n"})
    assert kept.texts == {"open.needed": "é" * 1000}
