"""Quality: what one partner cannot staff alone, what the partners can together, and indicators with a baseline."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.four_ks.messages import messages

from vierkant.four_ks import QualityResult, assess_quality
from vierkant.four_ks.charts_quality import CHARTS
from vierkant.four_ks.inputs import Expertise, Indicator
from vierkant.four_ks.quality_results import Depth
from vierkant.quantities import Level, to_plain
from vierkant.terms import render

NAMES = {"a": "Aveld", "b": "Bedam", "c": "Cedorp"}


def field(identifier: str = "f", **given: Any) -> Expertise:
    """``people`` is a table partner → people; the rest as in the dossier."""
    parts = {partner: {"people": number} for partner, number in given.pop("people", {}).items()}
    return Expertise.model_validate({"id": identifier, "name": f"Vak {identifier}", "parts": parts, **given})


def indicator(identifier: str = "i", **given: Any) -> Indicator:
    return Indicator.model_validate({"id": identifier, "name": f"Cijfer {identifier}", **given})


WHOLE = {
    "baseline": {"value": 70, "confidence": "measured"}, "target": {"value": 80}, "owner": "Teamleider",
    "target_on": date(2028, 1, 1), "measured_on": date(2026, 1, 1),
}  # fmt: skip


def counts(result: QualityResult) -> tuple[float, float, float]:
    numbers = (result.complex_alone, result.complex_solved, result.complex_left)
    return tuple(number.value for number in numbers if number is not None)  # type: ignore[return-value]


@given(
    st.lists(st.tuples(*[st.integers(0, 3)] * 3, st.integers(1, 4), st.booleans()), min_size=1, max_size=5)
)
@settings(max_examples=40, deadline=None)
def test_counts_agree_with_counting_by_hand(rows: list[tuple[int, int, int, int, bool]]) -> None:
    fields = [
        field(str(place), people=dict(zip("abc", row[:3], strict=True)), needed=row[3], complex=row[4])
        for place, row in enumerate(rows)
    ]
    alone = solved = left = 0
    for *people, needed, demanding in rows:
        if demanding:
            lacking = len([number for number in people if number < needed])
            alone += lacking
            if sum(people) >= needed:
                solved += lacking
            else:
                left += 1
    assert counts(assess_quality(fields, [], NAMES, {})) == (alone, solved, left)


def test_complex_work_that_nobody_can_staff_is_red() -> None:
    result = assess_quality(
        [field(people={"a": 1, "b": 1, "c": 0}, needed=3, complex=True)], [indicator(**WHOLE)], NAMES, {}
    )
    assert result.level is Level.RED
    assert result.headline.id == "quality.headline.left"
    row = result.expertise[0]
    assert [cell.depth for cell in row.partners] == [Depth.SHORT, Depth.SHORT, Depth.NONE]
    assert row.together is Depth.SHORT
    assert row.points_to_person


def test_who_did_not_answer_leaves_a_gap_unknown_and_enough_enough() -> None:
    result = assess_quality(
        [field("short", people={"a": 1}, needed=2), field("enough", people={"a": 2}, needed=2)], [], NAMES, {}
    )
    assert [row.together for row in result.expertise] == [Depth.UNKNOWN, Depth.ENOUGH]
    assert result.expertise[1].level is Level.AMBER
    gaps = [(item.section, item.partner) for item in result.missing if item.section == "expertise"]
    assert gaps == [("expertise", partner) for _ in range(2) for partner in ("b", "c")]


def test_progress_needs_a_baseline_a_target_and_an_owner() -> None:
    rows = [
        indicator("nothing"),
        indicator("worse", **{**WHOLE, "target": {"value": 60}}),
        indicator("lower", **{**WHOLE, "target": {"value": 60}}, higher_is_better=False),
        indicator("assumed", **{**WHOLE, "baseline": {"value": 70}}),
        indicator("owner", **{**WHOLE, "owner": None}),
        indicator("keep", **{**WHOLE, "target": {"value": 70}}),
    ]
    result = assess_quality([], rows, NAMES, {})
    told = {row.id: row.text.id.rpartition(".")[2] for row in result.indicators}
    assert told == {
        "nothing": "no_baseline", "worse": "worse", "lower": "complete", "assumed": "assumed",
        "owner": "no_owner", "keep": "keep",
    }  # fmt: skip
    gaps = {item.what.id for item in result.missing if item.section == "indicators"}
    assert gaps == {f"quality.missing.{name}" for name in ("baseline", "target", "owner")}
    assert result.with_baseline is not None
    assert result.with_baseline.value == 5
    assert {"quality_no_baseline", "quality_worse_target", "quality_assumed_baseline"} <= {
        finding.id for finding in result.findings
    }


def test_nothing_is_unknown_and_everything_is_in_order() -> None:
    nothing = assess_quality([], [indicator("k", k="costs", **WHOLE)], NAMES, {})
    assert nothing.level is Level.UNKNOWN
    assert {item.what.id for item in nothing.missing} == {
        "quality.missing.expertise", "quality.missing.indicators",
    }  # fmt: skip
    counted = field(people={"a": 2, "b": 2, "c": 3}, needed=2, confidence="measured")
    assert assess_quality([counted], [indicator(**WHOLE)], NAMES, {}).level is Level.GREEN


def test_findings_and_public_chart_never_name_a_field_that_points_to_a_person() -> None:
    fields = [field("een", people={"a": 1, "b": 3, "c": 3}), field("veel", people={"a": 4, "b": 5, "c": 2})]
    plain = json.loads(json.dumps(to_plain(assess_quality(fields, [indicator()], NAMES, {}))))
    assert "Vak een" not in " ".join(render(item["text"], "nl") for item in plain["findings"])
    for language in ("nl", "en"):
        whole, public = (CHARTS["depth"](plain, language, without_persons=part) for part in (False, True))
        assert len(whole.rows) == 8
        assert len(public.rows) == 4
        assert "Vak een" not in json.dumps([public.spec, public.rows])
        assert any(message.id == "quality.chart.left_out" for message in public.summary)
        assert all(len(row) == len(whole.header) for row in whole.rows)


def test_every_sentence_can_be_read_in_both_languages() -> None:
    fields = [
        field("one", people={"a": 1, "b": 0, "c": 0}, complex=True),
        field("two", people={"a": 1, "b": 1, "c": 0}, needed=2, complex=True),
        field("few", people={"a": 1, "b": 0, "c": 0}, needed=2),
        field("none", people={"a": 0, "b": 0, "c": 0}),
        field("gap"),
    ]
    plain = to_plain(assess_quality(fields, [indicator(), indicator("w", **WHOLE)], NAMES, {}))
    found = messages(plain)
    assert len(found) > 30
    for message in found:
        assert render(message, "nl") != render(message, "en")
