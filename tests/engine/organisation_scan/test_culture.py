"""Culture side by side, over a made-up wave of which the differences are known, through the release controller."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from tests.engine.organisation_scan.culture_wave import NAMES, released_wave

from vierkant.organisation_scan.culture import culture_of
from vierkant.organisation_scan.culture_charts import charts_of
from vierkant.organisation_scan.culture_derived import culture_derived
from vierkant.organisation_scan.culture_results import CultureResult, Doubt, Verdict
from vierkant.organisation_scan.culture_rows import culture_differences
from vierkant.organisation_scan.culture_scores import answers_of, chance, own_score, tenth
from vierkant.organisation_scan.culture_verdicts import Adjusted
from vierkant.organisation_scan.inputs import Difference
from vierkant.privacy import CellAnswers, Ledger, Released, disclosed
from vierkant.quantities import Message, to_plain
from vierkant.survey.effects import bootstrap_g
from vierkant.survey.questionnaires import questionnaires
from vierkant.terms import catalogue, render


@pytest.fixture(scope="module")
def released() -> Released:
    return released_wave(("hillegom", "lisse"), teams=16)


@pytest.fixture(scope="module")
def result(released: Released) -> CultureResult:
    return culture_of(released.disclosed)


@pytest.fixture(scope="module")
def plain(result: CultureResult) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(to_plain(result)))
    return found


def on(result: CultureResult, dimension: str) -> Any:
    return next(row for row in result.dimensions if row.key == dimension)


def test_the_difference_that_was_put_in_is_found(result: CultureResult) -> None:
    """Hillegom 3.9 against Lisse 2.6 on rule or solution; people spread about 0.7: g is about 1.3 / 0.7."""
    pair = on(result, "pragmatism").pairs[0]
    assert pair.verdict is Verdict.DIFFERENT
    assert pair.effect is not None
    assert 1.2 < pair.effect.value < 2.4
    assert pair.effect.low is not None
    assert pair.effect.low > 0.8
    assert "Hillegom zit dichter bij “De oplossing voor de inwoner gaat voor” dan Lisse" in render(pair.text)
    positions = dict(on(result, "pragmatism").positions)
    assert positions["hillegom"].own is not None
    assert positions["hillegom"].own.value == pytest.approx(3.9, abs=0.25)
    others = [row.pairs[0].verdict for row in result.dimensions if row.key != "pragmatism"]
    assert Verdict.DIFFERENT not in others


def test_what_we_need_and_how_we_see_them(result: CultureResult) -> None:
    """Both need 4.0 on pragmatism; Hillegom has 3.9, Lisse 2.6. Hillegom sees Lisse at 1.7."""
    needs = {need.organisation: need for need in on(result, "pragmatism").needs}
    assert needs["hillegom"].verdict is Verdict.ALIKE
    assert needs["lisse"].verdict is Verdict.DIFFERENT
    assert needs["lisse"].gap.value == pytest.approx(1.4, abs=0.4)
    view = next(row for row in result.views if row.organisation == "hillegom")
    assert (view.partner, view.misjudged) == ("lisse", 1)
    seen = next(row for row in view.dimensions if row.dimension == "pragmatism")
    assert seen.verdict is Verdict.DIFFERENT
    assert (
        render(seen.text) == "Hillegom ziet Lisse dichter bij “De regel gaat voor” dan Lisse zichzelf ziet."
    )


def test_distance_quality_and_the_warning(result: CultureResult) -> None:
    distance = result.pairs[0].distance
    assert distance is not None
    assert distance.differs
    assert (
        distance.distance.value
        < {i.label.id: i.value for i in distance.distance.explanation.inputs}["culture.input.raw"]
    )
    assert {row.dimension for row in result.quality} == {
        "results",
        "people",
        "profession",
        "openness",
        "tightness",
        "pragmatism",
    }
    for row in result.quality:
        assert row.omega is not None
        assert row.omega.low is not None
        assert 0.5 < row.omega.low < row.omega.value < 0.95
    text = render(result.no_prediction)
    assert "46 onderzoeken" in text
    assert "voorspelt niet" in text


def test_what_stands_in_the_ledger_says_the_same(released: Released, result: CultureResult) -> None:
    stored = Ledger.from_plain(json.loads(json.dumps(released.ledger.to_plain())))
    assert to_plain(culture_of(disclosed(stored))) == to_plain(result)
    assert to_plain(culture_of(disclosed(stored, "start"))) == to_plain(result)


def test_only_organisations_and_coarse_numbers_are_written(released: Released) -> None:
    """Means and gaps to a tenth and inside the scale, no count of people, no team."""
    for name, item in released.disclosed.items():
        if not name.startswith("culture."):
            continue
        text = json.dumps(to_plain(item.value))
        assert "hillegom-" not in text
        assert "respondents" not in text
        if name.startswith("culture.profile."):
            for row in item.value["dimensions"]:
                for part in ("own", "direct", "partner", "needed"):
                    for end in ("mean", "low", "high"):
                        assert 1 < row[part][end] < 5
                        assert row[part][end] == round(row[part][end], 1)


def test_large_organisations_that_are_the_same_are_called_alike() -> None:
    """Lisse and Lisse again would need some 400 people each: the margin must be shown, not assumed."""
    values = {
        "pair.a.b": {
            "first": "a",
            "second": "b",
            "dimensions": [
                {
                    "key": "x",
                    "own": {"g": 0.05, "low": -0.1, "high": 0.2, "p": 0.5, "p_alike": 0.001},
                    "needed": {"g": 0.2, "low": 0.1, "high": 0.29, "p": 0.0001, "p_alike": 0.03},
                },
                {
                    "key": "y",
                    "own": {"g": 0.6, "low": 0.3, "high": 0.9, "p": 0.0001, "p_alike": 0.98},
                    "needed": {"g": 0.3, "low": -0.2, "high": 0.8, "p": 0.2, "p_alike": 0.5},
                },
                {
                    "key": "z",
                    "own": {"g": 0.6, "low": None, "high": None, "p": None, "p_alike": None},
                    "needed": None,
                },
            ],
        }
    }
    adjusted = Adjusted(values)
    rows = values["pair.a.b"]["dimensions"]
    assert adjusted.verdict(("own", "a", "b", "x"), rows[0]["own"]) == (Verdict.ALIKE, None)  # type: ignore[index]
    # 0.03 of four, second smallest: 0.06 adjusted. Sure, but not shown to be within the margin: different.
    assert adjusted.verdict(("needed", "a", "b", "x"), rows[0]["needed"]) == (Verdict.DIFFERENT, None)  # type: ignore[index]
    assert adjusted.verdict(("own", "a", "b", "y"), rows[1]["own"])[0] is Verdict.DIFFERENT  # type: ignore[index]
    assert adjusted.verdict(("needed", "a", "b", "y"), rows[1]["needed"])[1] is Doubt.BETWEEN  # type: ignore[index]
    assert adjusted.verdict(("own", "a", "b", "z"), rows[2]["own"])[1] is Doubt.TEAMS  # type: ignore[index]
    assert adjusted.verdict(("needed", "a", "b", "z"), None)[1] is Doubt.ANSWERS


def test_a_withheld_organisation_is_not_compared() -> None:
    """Two teams of about five in Lisse: fewer than fifteen people, so no mean of it is released."""
    small = released_wave(("hillegom", "lisse"), teams=2, size=5)
    assert {item.cell for item in small.derived if not item.released} >= {"culture.pair.hillegom.lisse"}
    result = culture_of(small.disclosed)
    assert result.pairs == ()
    assert culture_differences(result) == ()
    assert charts_of(to_plain(result), "nl").keys() <= {"profielen", "waarden"}


def test_few_teams_give_no_interval_and_no_verdict() -> None:
    result = culture_of(released_wave(("hillegom", "lisse"), teams=3, size=9).disclosed)
    assert {row.doubt for dimension in result.dimensions for row in dimension.pairs} == {Doubt.TEAMS}
    own = result.dimensions[0].positions[0][1].own
    assert own is not None
    assert own.low is None


def test_nothing_released_is_an_empty_result() -> None:
    result = culture_of({})
    assert result.organisations == ()
    assert [render(text) for text in result.summary] == ["Er is nog niets over cultuur vrijgegeven."]


def test_rows_for_the_dossier_are_a_start_that_is_not_yet_an_answer(result: CultureResult) -> None:
    rows = culture_differences(result)
    assert [row["found"] for row in rows] == ["culture.pragmatism"]
    difference = Difference.model_validate(rows[0])
    assert (difference.owner, difference.due, difference.done) == (None, None, False)
    assert difference.name == "Cultuur: Regel of oplossing"
    assert "Spreek" in str(difference.text) or "Bespreek" in str(difference.text)
    assert "tien echte gevallen" in str(difference.text)
    english = culture_differences(result, "en")[0]
    assert english["name"] == "Culture: Rule or solution"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_chart_has_its_table_and_says_it_without_colour(plain: dict[str, Any], language: Any) -> None:
    charts = charts_of(plain, language)
    assert set(charts) == {"profielen", "waarden", "paren", "beeld-hillegom", "beeld-lisse"}
    for chart in charts.values():
        assert chart.rows
        assert {len(row) for row in chart.rows} == {len(chart.header)}
        for message in (*chart.header, *chart.summary, chart.source):
            assert render(message, language)
    cells = [cell for row in charts["paren"].rows for cell in row[1:]]
    assert len(cells) == 10
    assert all("(" in cell for cell in cells)
    dots = charts["profielen"].spec["layer"][-1]["encoding"]
    assert dots["shape"]["scale"]["range"] == ["circle", "circle", "square", "square"]
    assert dots["fill"]["scale"]["range"][1] == "#ffffff"


def test_names_of_dimensions_are_those_of_the_questionnaires() -> None:
    words = catalogue()
    for questionnaire in questionnaires().values():
        for dimension in questionnaire.dimensions:
            for part in ("name", "low", "high"):
                phrase = getattr(dimension, part)
                if phrase is not None:
                    found = words[f"culture.dimension.{questionnaire.key}.{dimension.key}.{part}"]
                    assert (found["nl"], found["en"]) == (phrase.nl, phrase.en)
            if questionnaire.key == "practices":
                for part in ("meaning", "noticed_by", "suggestion"):
                    assert f"culture.difference.{dimension.key}.{part}" in words


def test_words_of_an_own_questionnaire_stay(result: CultureResult) -> None:
    assert result.dimensions[0].name == Message("culture.dimension.practices.results.name")
    own = questionnaires()["practices"].model_copy(update={"version": 2})
    other = culture_of(released_wave(("hillegom",), teams=4, size=6, questionnaire=own).disclosed)
    assert other.dimensions[0].name == "Werkwijze of resultaat"


def test_scores_turn_reverse_items_and_need_half_of_the_answers() -> None:
    questionnaire = questionnaires()["practices"]
    items = [
        question for question in questionnaire.questions if question.dimension == "people" and question.text
    ]
    values = {item.key: np.array([5.0, 5.0, np.nan]) for item in items}
    values[items[0].key] = np.array([5.0, np.nan, np.nan])
    values[items[1].key] = np.array([5.0, np.nan, np.nan])
    values[items[2].key] = np.array([5.0, np.nan, np.nan])
    cell = CellAnswers(values, np.zeros(3, np.int64))
    turned = [1.0 if item.reverse else 5.0 for item in items]
    assert answers_of(questionnaire, "people", cell)[0].tolist() == turned
    score = own_score(questionnaire, "people", cell)
    assert score is not None
    assert score[0] == pytest.approx(np.mean(turned))
    assert np.isnan(score[1:]).all()  # one of four, and none


def test_numbers_are_rounded_to_the_safe_side() -> None:
    assert (tenth(5.0, 1, 5), tenth(1.0, 1, 5), tenth(3.14, 1, 5)) == (4.9, 1.1, 3.1)
    assert (chance(0.0), chance(0.01231), chance(0.05), chance(1.0)) == (1e-6, 0.013, 0.05, 1.0)
    assert chance(float("nan")) is None


def test_a_view_compares_the_same_question(released: Released) -> None:
    """How Hillegom sees Lisse is set beside Lisse's own direct answer, not beside the mean of the statements."""
    generator = np.random.default_rng(3)
    names = {question.key: question for question in questionnaires()["practices"].questions}
    cells = {
        key: CellAnswers(
            {name: generator.integers(1, 6, 60).astype(float) for name in names}, np.repeat(np.arange(6), 10)
        )
        for key in ("organisation:hillegom", "organisation:lisse")
    }
    derived = {
        item.key: item
        for item in culture_derived(questionnaires()["practices"], dict(list(NAMES.items())[:2]))
    }
    found = derived["culture.seen.hillegom"].compute(cells)["dimensions"][0]["found"]
    seen = cells["organisation:hillegom"].values["partner.results"]
    itself = cells["organisation:lisse"].values["own.results"]
    teams = np.repeat(np.arange(6), 10)
    assert found["g"] == pytest.approx(bootstrap_g(seen, itself, teams, teams, seed=1).g, abs=0.006)


def test_what_was_not_released_is_refused() -> None:
    class Alike:
        key, value, wave = "culture.profile.lisse", {"organisation": "lisse", "name": "Lisse"}, "start"

    with pytest.raises(TypeError, match="release controller"):
        culture_of({"culture.profile.lisse": Alike()})  # type: ignore[dict-item]


def test_partners_that_are_rated_together_are_held_beside_all_others() -> None:
    """Teams of two organisations keep apart, also when they carry the same number."""
    generator = np.random.default_rng(5)
    questionnaire = questionnaires()["practices"]
    cells = {
        f"organisation:{key}": CellAnswers(
            {item.key: generator.integers(1, 6, 40).astype(float) for item in questionnaire.questions},
            np.repeat(np.arange(4), 10),
        )
        for key in NAMES
    }
    derived = culture_derived(questionnaire, NAMES, seen=dict.fromkeys(NAMES, "together"))
    view = next(item for item in derived if item.key == "culture.seen.lisse")
    assert view.cells == ("organisation:lisse", "organisation:hillegom", "organisation:teylingen")
    found = view.compute(cells)
    assert found["partner"] == "together"
    others = [cells[f"organisation:{key}"].values["own.results"] for key in ("hillegom", "teylingen")]
    seen = cells["organisation:lisse"].values["partner.results"]
    teams = (np.repeat(np.arange(4), 10), np.repeat(np.arange(8), 10))
    expected = bootstrap_g(seen, np.concatenate(others), *teams, seed=1)
    row = found["dimensions"][0]["found"]
    assert row["g"] == pytest.approx(expected.g, abs=0.006)
    assert row["high"] - row["low"] == pytest.approx(expected.high - expected.low, abs=0.1)
    assert culture_derived(questionnaire, NAMES, cells={}) == ()
