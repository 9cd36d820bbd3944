"""Pooled risk: the oracle, the classes as printed, what flows back, and the simulation beside it."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from vierkant.four_ks import RiskResult, assess_risks
from vierkant.four_ks.inputs_risk import Risk, RiskInput, RiskPartner
from vierkant.four_ks.risk_charts import CHARTS
from vierkant.four_ks.risk_sums import required
from vierkant.four_ks.risks import grade
from vierkant.quantities import Figure, Level, to_plain
from vierkant.terms import exists, render

# facts/economics.md C: six risks, q90 1,350; of two municipalities together 2,470; of four 4,080
ORACLE = ((0.9, 100), (0.7, 60), (0.5, 250), (0.3, 500), (0.1, 1000), (0.05, 2000))
DRAWS = 20_000


def risks_of(partner: str | None, rows: Any = ORACLE, **more: Any) -> list[Risk]:
    return [
        Risk(
            id=f"{partner}-{number}",
            name=f"Risico {number}",
            partner=partner,
            chance=chance,
            impact=impact,
            **more,
        )
        for number, (chance, impact) in enumerate(rows)
    ]


def assess(
    *risks: Risk, means: dict[str, float | None], agreed: bool = True, **assumptions: float
) -> RiskResult:
    partners = tuple(
        RiskPartner(name, name.upper(), None if amount is None else Figure(value=amount), 1 / len(means))
        for name, amount in means.items()
    )
    named = {f"four_ks.risk.{name}": Figure(value=value) for name, value in assumptions.items()}
    return assess_risks(RiskInput(risks, partners, agreed, named), seed=3, draws=DRAWS)


def all_move(count: int, mean: float | None = 2000) -> RiskResult:
    names = "abcd"[:count]
    rows = [risk for name in names for risk in risks_of(name, moves=True)]
    return assess(*rows, means=dict.fromkeys(names, mean))


def said(result: RiskResult) -> str:
    messages = [result.headline, *(row.text for row in result.partners)]
    messages += [message for row in result.findings for message in (row.text, row.action) if message]
    messages += [message for row in result.missing for message in (row.what, row.cost)]
    return "\n".join(render(message, language) for message in messages for language in ("nl", "en"))


@pytest.mark.parametrize(("count", "together"), [(1, 1350), (2, 2470), (4, 4080)])
def test_the_oracle_of_pooling_to_the_unit(count: int, together: int) -> None:
    result = all_move(count)
    assert result.required_before is not None
    assert result.required_after is not None
    assert result.pool_required is not None
    assert result.required_before.value == count * 1350
    assert result.pool_required.value == together
    # every partner rounds its share up to a whole euro
    assert 0 <= result.required_after.value - together < count
    assert result.bound == 0
    assert result.check is not None
    assert result.check.agrees


# Printed in the documents of Stein 2021 (4.75), Someren 2018 (5.0), Heerhugowaard 2018 (1.46); bounds of the table.
@pytest.mark.parametrize(
    ("ratio", "expected"),
    [(15.268 / 3.209, "A"), (45.35 / 9.05, "A"), (20.718 / 14.168, "B"), (2.0, "B"), (1.4, "B"), (1.39, "C"),
     (1.0, "C"), (0.99, "D"), (0.8, "D"), (0.79, "E"), (0.6, "E"), (0.59, "F"), (0, "F")],
)  # fmt: skip
def test_classes(ratio: float, expected: str) -> None:
    assert grade(ratio) == expected


def test_each_partner_before_and_after() -> None:
    result = all_move(2, mean=1300)
    for row in result.partners:
        assert (row.required_before, row.required_after) == (1350, 1235)
        assert row.ratio_before == pytest.approx(1300 / 1350)
        assert (row.grade_before, row.grade_after) == ("D", "C")
        assert (row.expected_before, row.flows_back) == (pytest.approx(607), pytest.approx(607))
        assert row.level is Level.GREEN
    assert result.saved is not None
    assert result.saved.value == pytest.approx(1 - 2470 / 2700), "8.5 % less"
    assert "8,5%" in said(result) or "9%" in said(result)


def test_what_stays_stays_and_what_moves_flows_back_by_the_key() -> None:
    stays, moves = risks_of("a", [(1, 500)]), risks_of("b", [(1, 1000)], moves=True)
    result = assess_risks(
        RiskInput(
            (*stays, *moves),
            (RiskPartner("a", "A", None, 0.3), RiskPartner("b", "B", None, 0.7)),
            False,
            {},
        ),
        draws=100,
    )
    a, b = result.partners
    assert (a.required_before, a.required_after, a.flows_back) == (500, 800, 300)
    assert (b.required_before, b.required_after, b.flows_back) == (1000, 700, 700)
    assert {row.id for row in result.findings} >= {
        "more_for_some",
        "flows_back",
        "key_not_agreed",
        "no_new_risks",
    }


def test_chance_and_impact_together_count_after_the_start() -> None:
    risk = risks_of("a", [(1, 500)], chance_together=0.0, impact_together=900)
    later = risks_of("a", [(1, 500)], impact_together=900)
    assert assess(*risk, means={"a": 100}).partners[0].required_after == 0
    assert assess(*later, means={"a": 100}).partners[0].required_after == 900


def test_the_cooperation_brings_risks_of_its_own() -> None:
    own = Risk(id="start", name="Start loopt uit", chance=1, impact=1000)
    result = assess(*risks_of("a", [(1, 100)]), *risks_of("b", [(1, 100)]), own, means={"a": 700, "b": None})
    a, b = result.partners
    assert (a.required_before, a.required_after) == (100, 600)
    assert (a.grade_before, a.grade_after, a.level) == ("A", "C", Level.AMBER)
    assert (b.ratio_after, b.grade_after, b.level) == (None, None, Level.UNKNOWN)
    assert result.headline.id == "risks.headline.more"
    assert [(row.section, row.partner) for row in result.missing] == [("finances", "b")]


def test_red_when_a_partner_cannot_bear_it() -> None:
    result = assess(*risks_of("a", [(1, 1000)]), means={"a": 700})
    assert result.level is Level.RED
    assert "A: er is minder beschikbaar dan er na de start nodig is" in said(result)
    strict = assess(*risks_of("a", [(1, 1000)]), means={"a": 1200}, sufficient_ratio=1.4)
    assert "A: er is minder beschikbaar dan 1,4 keer" in said(strict)
    assert assess(*risks_of("a", [(1, 1000)]), means={"a": 700}, sufficient_ratio=0.7).level is Level.GREEN


def test_the_council_chooses_the_certainty() -> None:
    careful = assess(*risks_of("a"), means={"a": 2000}, certainty=0.95)
    assert careful.partners[0].required_before == 1910
    points = {point.certainty: point.alone for point in careful.curve}
    assert points[0.5] == 410
    assert points[0.99] == 2850
    silly = assess(*risks_of("a"), means={"a": 2000}, certainty=1.0)
    assert silly.partners[0].required_before == 1350
    assert silly.findings[0].id == "impossible_risk_certainty"


def test_uncertain_estimates_are_simulated() -> None:
    wide = Risk(
        id="w", name="W", partner="a", chance=0.5, impact={"value": 1000, "low": 400, "high": 4000}
    )  # fmt: skip
    result = assess(wide, means={"a": 2000})
    row = result.partners[0]
    assert row.required_before == 1000
    # P(damage ≤ x) = 0.5 + 0.5·P(impact ≤ x) = 0.9 at P80 of the impact: 1000·4^(0.8416/1.2816) = 2,485
    assert row.uncertain_before == pytest.approx(2485, rel=0.05)
    assert "uncertain" in {item.id for item in result.findings}
    assert result == assess(wide, means={"a": 2000}), "the same draws every time"


def test_risks_that_strike_together_take_the_advantage_away() -> None:
    result = all_move(4)
    gains = {row.correlation: row.gain for row in result.dependence}
    assert list(gains) == [0.0, 0.1, 0.3, 0.5]
    assert gains[0.0] == pytest.approx(1 - 4080 / 5400, abs=0.02), "24.4 % less"
    assert gains[0.5] < gains[0.3] < gains[0.0]
    assert "dependence" in {item.id for item in result.findings}


def test_without_risks_nothing_is_fine() -> None:
    empty = assess(means={"a": 100})
    assert (empty.level, empty.required_before, empty.curve) == (Level.UNKNOWN, None, ())
    half = Risk(id="h", name="Half", partner="a", chance=0.1)
    result = assess(half, means={"a": 100})
    assert (result.level, result.counted) == (Level.UNKNOWN, 0)
    assert [row.what.id.rpartition(".")[2] for row in result.missing] == ["impact"]
    assert "Hoeveel schade geeft dit: Half?" in said(result)
    said(empty)


def test_a_partner_without_risks_is_not_called_safe() -> None:
    result = assess(*risks_of("a", [(1, 100)], moves=True), means={"a": 500, "b": 500})
    b = result.partners[1]
    assert (b.grade_before, b.level) == (None, Level.UNKNOWN)
    assert result.level is Level.AMBER
    assert ("risks", "b") in {(row.section, row.partner) for row in result.missing}


def test_a_rare_large_risk_counts_for_nothing_and_is_told() -> None:
    result = assess(*risks_of("a", [(0.02, 1_000_000)]), means={"a": 100})
    assert result.partners[0].required_before == 0
    assert (result.partners[0].ratio_before, result.partners[0].grade_before) == (None, "A")
    assert "€ 1,0 miljoen" in said(result)
    json.dumps(to_plain(result), allow_nan=False)


def test_the_quantile_of_draws_is_an_order_statistic() -> None:
    draws = np.array([5.0, 1.0, 4.0, 2.0, 3.0])
    assert [required(draws, share) for share in (0.2, 0.21, 0.5, 0.9, 0.99)] == [1, 2, 3, 5, 5]
    with pytest.raises(ValueError, match="draw"):
        assess_risks(RiskInput((), (), True, {}), draws=0)


def test_charts_have_a_table_and_a_sentence() -> None:
    plain = to_plain(all_move(2, mean=None))
    for language in ("nl", "en"):
        for name, make in CHARTS.items():
            chart = make(plain, language)
            assert chart.rows, name
            assert all(len(row) == len(chart.header) for row in chart.rows)
            assert all(render(message, language) for message in (*chart.summary, *chart.header))
            assert exists(chart.source.id)
    rows = CHARTS["required"](plain, "nl").rows
    assert next(row for row in rows if row[0] == "90%")[1:3] == ("€ 2.700", "€ 2.470")
    assert CHARTS["partners"](plain, "nl").rows[0] == ("A", "€ 1.350", "€ 1.235", "–", "–", "–")


def test_an_amount_is_known_no_better_than_the_chances_and_damages_behind_it() -> None:
    """The chosen certainty is published; the amount that follows from it is not."""
    measured = {"value": 0.3, "confidence": "measured"}
    guessed = risks_of("a", [(measured, {"value": 500, "confidence": "assumed"})], moves=True)
    result = assess(*guessed, means={"a": 1000.0, "b": 1000.0})
    for shown in (result.required_before, result.required_after, result.saved, result.pool_expected):
        assert shown is not None
        assert "assumed" in {item.confidence.value for item in shown.explanation.inputs}


def test_a_risk_right_at_the_certainty_is_told_and_the_draws_follow_the_exact_amount() -> None:
    """10 % asks for nothing at 90 %: exactly, and not by luck of the draws; it is named as rare."""
    claims = [risk for name in "ab" for risk in risks_of(name, [(0.1, 400_000), (0.5, 1_000)], moves=True)]
    result = assess(*claims, means={"a": 1e6, "b": 1e6})
    # alone: P(0) + P(1,000) = 0.9, so 1,000 each; together one claim in 0.19 of the years, so 400,000 and a little
    assert result.required_before is not None
    assert result.required_before.value == 2_000
    independent = result.dependence[0]
    assert result.required_after is not None
    assert (independent.alone, independent.together) == (2_000, result.required_after.value)
    assert all(row.alone == 2_000 for row in result.dependence)
    assert "rare" in {item.id for item in result.findings}
