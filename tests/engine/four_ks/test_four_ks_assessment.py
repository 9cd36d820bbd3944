"""The assessment of functions: counts, ranges, privacy, overrides and words."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from tests.engine.four_ks.messages import messages

from vierkant.four_ks import VulnerabilityResult, assess_vulnerability, uncovered_days
from vierkant.four_ks.charts import CHARTS
from vierkant.four_ks.inputs import Function
from vierkant.quantities import Confidence, Figure, Level, to_plain
from vierkant.sources import parameters
from vierkant.terms import render

NAMES = {"a": "Aveld", "b": "Bedam"}
EXACT = {
    "four_ks.turnover": Figure(value=0),
    "four_ks.common_absence": Figure(value=0),
    "four_ks.presence": Figure(value=0.8, low=0.7, high=0.9, confidence=Confidence.MEASURED),
}


def function(identifier: str, **numbers: object) -> Function:
    return Function.model_validate({"id": identifier, "name": f"Functie {identifier}", **numbers})


def ids(result: VulnerabilityResult) -> set[str]:
    return {finding.id for finding in result.findings}


def test_two_single_persons_cover_each_other() -> None:
    """Presence 0.80: 50 days alone and 10 days together (table of the method); ends at 0.70 and 0.90."""
    result = assess_vulnerability([function("f", qualified={"a": 1, "b": 1})], NAMES, EXACT)
    row = result.functions[0]
    assert row.average_now is not None
    assert row.together is not None
    assert row.average_now.value == pytest.approx(50)
    assert (row.average_now.low, row.average_now.high) == pytest.approx((25, 75))
    assert row.together.value == pytest.approx(10)
    assert (row.together.low, row.together.high) == pytest.approx((2.5, 22.5))
    assert row.people_needed is not None
    assert (row.people_needed.value, row.people_needed.low, row.people_needed.high) == (2, 2, 3)
    assert row.extra_people == 0
    assert row.points_to_person
    assert result.singles is not None
    assert [result.singles.now.value, result.singles.gone.value, result.singles.left.value] == [2, 2, 0]
    assert result.level is Level.AMBER  # nobody counted these people
    assert result.headline.id == "four_ks.headline.assumed"
    assert ids(result) == {"knowledge_needed", "assumed_numbers"}
    counted = function("f", qualified={"a": 1, "b": 1}, confidence="measured", source="telling")
    assert assess_vulnerability([counted], NAMES, EXACT).level is Level.GREEN


def test_vacancies_and_common_absence_count() -> None:
    """Presence 0.8 × (1 − 0.1 × 0.5) = 0.76; a tenth of the absence of 0.24 strikes both."""
    own = {
        "four_ks.turnover": Figure(value=0.1),
        "four_ks.vacancy_years": Figure(value=0.5),
        "four_ks.common_absence": Figure(value=0.1),
    }
    rows = [function("f", presence={"value": 0.8}, qualified={"a": 2})]
    together = assess_vulnerability(rows, NAMES, own).functions[0].together
    assert together is not None
    assert together.value == pytest.approx(uncovered_days(2, 1, 0.76, common_shock=0.024))
    assert together.low is None


def test_levels_and_findings() -> None:
    rows = [
        function("left", qualified={"a": 1, "b": 0}),
        function("few", needed_together=5, qualified={"a": 2, "b": 2}),
        function("reserve", needed_together=3, qualified={"a": 2, "b": 1}),
        function("fine", qualified={"a": 3, "b": 3}, confidence="measured"),
        function("empty"),
    ]
    result = assess_vulnerability(rows, NAMES, EXACT)
    assert [row.level for row in result.functions] == [
        Level.RED,
        Level.RED,
        Level.AMBER,
        Level.GREEN,
        Level.UNKNOWN,
    ]
    assert ids(result) == {
        "singles_left",
        "too_few",
        "no_reserve",
        "above_maximum",
        "worse_together",
        "knowledge_needed",
        "assumed_numbers",
    }
    assert result.functions[0].partners[1].uncovered is None
    assert [row.points_to_person for row in result.functions] == [True, False, True, False, False]
    assert result.functions[4].together is None
    assert {item.partner for item in result.missing} == {None, "a", "b"}


def test_nothing_given_is_unknown_and_missing() -> None:
    result = assess_vulnerability([], NAMES, {})
    assert result.level is Level.UNKNOWN
    assert result.singles is None
    assert result.days_now is None
    assert [item.section for item in result.missing] == ["functions"]
    assert result.sickness_alone.value == pytest.approx(16.25)


def test_more_people_cannot_help_against_common_absence() -> None:
    own = {**EXACT, "four_ks.common_absence": Figure(value=0.5)}
    result = assess_vulnerability([function("f", qualified={"a": 9, "b": 9})], NAMES, own)
    assert result.functions[0].people_needed is None
    assert result.functions[0].extra_people is None
    assert "common_absence" in ids(result)


@pytest.mark.parametrize(
    ("name", "value"), [("presence", 1.5), ("working_days", 0), ("maximum_days", -1), ("turnover", -0.1)]
)
def test_impossible_assumption_is_reported_and_not_used(name: str, value: float) -> None:
    rows = [function("f", qualified={"a": 1, "b": 1})]
    result = assess_vulnerability(rows, NAMES, {f"four_ks.{name}": Figure(value=value)})
    assert f"impossible_{name}" in ids(result)
    usual = assess_vulnerability(rows, NAMES, {})
    assert result.functions[0].together == usual.functions[0].together


def test_findings_and_council_chart_never_name_a_single_person_function() -> None:
    rows = [function("enkel", qualified={"a": 1, "b": 2}), function("veel", qualified={"a": 4, "b": 5})]
    plain = json.loads(json.dumps(to_plain(assess_vulnerability(rows, NAMES, {}))))
    told = " ".join(render(item[part], "nl") for item in plain["findings"] for part in ("text", "action"))
    assert "Functie enkel" not in told
    for language in ("nl", "en"):
        whole = CHARTS["uncovered"](plain, language)
        council = CHARTS["uncovered"](plain, language, without_persons=True)
        assert len(whole.rows) == 6
        assert "enkel" in json.dumps(whole.spec)
        assert "enkel" not in json.dumps([council.spec, council.rows])
        assert any(message.id == "four_ks.chart.left_out" for message in council.summary)
        assert all(len(row) == len(whole.header) for row in whole.rows)
        for message in (*whole.header, *whole.summary, whole.source, *council.summary):
            assert render(message, language)


def test_every_sentence_can_be_read_in_both_languages() -> None:
    rows = [
        function("one", qualified={"a": 1}),
        function("few", needed_together=5, qualified={"a": 2, "b": 2}),
        function("fine", qualified={"a": 3, "b": 3}),
        function("empty"),
    ]
    plain = to_plain(assess_vulnerability(rows, NAMES, {"four_ks.presence": Figure(value=2)}))
    found = messages(plain)
    assert len(found) > 40
    for message in found:
        assert render(message, "nl") != render(message, "en")


def test_presence_follows_from_its_parts() -> None:
    """0.95 × 0.86 × 0.935 = 0.7639; part-time work alone moves it to 0.7237 and 0.8041 (0.72–0.80 in the sources)."""
    stated = parameters("four_ks")["presence"]
    found = assess_vulnerability([], NAMES, {}).presence
    assert found.value == pytest.approx(0.95 * 0.86 * 0.935)
    assert stated.value == pytest.approx(found.value, abs=0.001)
    assert (stated.low, stated.high) == pytest.approx((found.low, found.high), abs=0.005)
    names = [item.label.id for item in found.explanation.inputs]
    assert names == [f"four_ks.parameter.{name}" for name in ("part_time", "leave", "sickness")]


def test_a_part_of_presence_or_presence_itself_may_be_replaced() -> None:
    fixed = {f"four_ks.{name}": Figure(value=value) for name, value in (("part_time", 1), ("leave", 0.2))}
    found = assess_vulnerability([], NAMES, {**fixed, "four_ks.sickness": Figure(value=0.1)}).presence
    assert (found.value, found.low, found.high) == (pytest.approx(0.8 * 0.9), None, None)
    own = assess_vulnerability([], NAMES, {**fixed, "four_ks.presence": Figure(value=0.5)}).presence
    assert own.value == 0.5
    assert own.explanation.method.id == "four_ks.method.presence_own"


@pytest.mark.parametrize("capability", ["four_ks", "change", "voting_power"])
def test_importing_a_capability_does_not_load_numerics(capability: str) -> None:
    """The command line must start at once."""
    code = f"import vierkant.{capability}, sys; print(sorted({{'numpy', 'scipy'}} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
