"""Who pays, composed from a dossier: the business case or the table, whoever has no costs yet, and use of tasks."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from vierkant.dossier import assess, from_plain, load
from vierkant.dossier.composing import case_input
from vierkant.dossier.sharing import sharing_input, sharing_of, task_use
from vierkant.quantities import Level
from vierkant.terms import render

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def permits():
    return load(ROOT / "examples" / "vergunningen.toml")


def shared(dossier, **more):
    return sharing_of(dossier, case_input(dossier, hourly_cost=60.0), seed=0, draws=50, **more)


def town(residents, fte):
    return {"volume": {"value": residents}, "own_fte": {"value": fte}}


def plain(**more):
    """Two municipalities with tax offices, and one that has filled in nothing yet."""
    return {
        "cooperation": {"name": "Belastingen", "start_year": 2027},
        "partners": [{"id": name, "name": name.title()} for name in ("aa", "bb", "cc")],
        "tasks": [
            {
                "id": "t",
                "name": "Heffing",
                "taakveld": "0.61",
                "cost_per_fte": {"value": 80_000},
                "parts": {"aa": town(10_000, 5.0), "bb": town(20_000, 10.0)},
            }
        ],
        **more,
    }


def test_a_whole_table_replaces_the_business_case(permits):
    result = shared(permits)
    assert result.costs_source == "table"
    assert result.game.total.value == 3_650_000  # the dossier's own table
    assert [round(item.alone.value) for item in result.partners] == [1_876_000, 1_220_000, 769_000]
    assert result.partners[0].today.value == 1_900_000  # key_inputs.today
    assert result.chosen == "fixed_and_use"
    # A quarter of 3.65 million equally, the rest by price × quantity: 1,737,400, 1,180,100 and 623,450 of 3,540,950.
    row = result.key("fixed_and_use").amounts[1]
    expected = 3.65e6 * (
        0.25 / 3 + 0.75 * (330 * 1650 + 6400 * 92 + 60 * 780) / (1075 * 1650 + 18700 * 92 + 60 * 780)
    )
    assert row.amount.value == pytest.approx(expected, abs=0.011)


def test_a_broken_table_is_told_and_the_business_case_counts(permits):
    broken = permits.coalition_costs.model_copy(
        update={"costs": {"oosterveen": 1.0, "duinrand+polderwijk": 2.0}}
    )
    result = shared(permits.model_copy(update={"coalition_costs": broken}))
    assert result.costs_source == "business_case"
    assert "table_missing" in {finding.id for finding in result.findings}
    assert result.game.total.value != 3_650_000


def test_alone_is_what_the_business_case_calls_the_present_cost():
    """And together is its present cost less its structural result, but for what is not there in the last year."""
    dossier = load(ROOT / "examples" / "intern.toml")
    assessment = assess(dossier, today=date(2026, 11, 25), draws=100)
    result = assessment.cost_sharing
    for partner, case in zip(result.partners, assessment.business_case.partners, strict=True):
        # Central value against the mean of 100 draws.
        assert partner.alone.value == pytest.approx(case.outcome.baseline.value, rel=0.05)
        assert partner.today.value == partner.alone.value
    assert result.draws == 20


def test_a_partner_without_costs_is_left_out_and_named():
    dossier = from_plain(plain())
    result = shared(dossier)
    assert [item.id for item in result.partners] == ["aa", "bb"]
    assert (result.missing[0].section, result.missing[0].partner) == ("tasks", "cc")
    assert "Cc" in render(result.missing[0].what)
    assert result.level is Level.UNKNOWN
    one = {**plain()["tasks"][0], "parts": {"aa": town(10_000, 5.0)}}
    assert shared(from_plain(plain(tasks=[one]))) is None
    assert shared(from_plain({})) is None


def test_agreed_shares_of_who_is_left_out_are_no_key_of_the_others():
    key = {"aa": {"value": 0.4}, "bb": {"value": 0.4}, "cc": {"value": 0.2}}
    assert shared(from_plain(plain(agreements={"cost_key": key}))).key("agreed") is None
    key = {"aa": {"value": 0.5}, "bb": {"value": 0.5}, "cc": {"value": 0.0}}
    found = shared(from_plain(plain(agreements={"cost_key": key}))).key("agreed")
    assert found.amounts[0].share == pytest.approx(0.5, abs=1e-6)


def test_use_of_tasks_is_their_volume_weighted_with_their_cost():
    tasks = [
        {
            "id": name,
            "name": name,
            "unit": unit,
            "parts": {
                partner: {"volume": {"value": volume}, "other_cost": {"value": cost}}
                for partner, (volume, cost) in parts.items()
            },
        }
        for name, unit, parts in (
            ("een", "aanslagen", {"aa": (100, 1000), "bb": (300, 3000)}),
            ("twee", "bezwaren", {"aa": (5, 500), "bb": (5, 100)}),
        )
    ]
    case = case_input(from_plain(plain(tasks=tasks)), hourly_cost=60.0)
    assert task_use(case) == pytest.approx({"aa": 4000 / 4 + 300, "bb": 3000 + 300, "cc": 0})
    tasks[0]["unit"] = "inwoners"  # who lives there, not who takes what
    assert task_use(case_input(from_plain(plain(tasks=tasks)), hourly_cost=60.0)) is None


def test_inside_one_municipality_there_is_no_tax(permits):
    dossier = load(ROOT / "examples" / "intern.toml")
    given = sharing_input(dossier, case_input(dossier, hourly_cost=60.0), seed=0, draws=20)
    assert given.internal
    result = shared(dossier)
    assert not any(key.findings for key in result.keys)


def test_cancelling_stops_it(permits):
    def stop(share):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        shared(permits, progress=stop)


def test_what_lies_within_the_range_is_not_told_as_a_fact() -> None:
    """In the real case a group gains as often as it loses (P10 below zero); with a table of their own it is sure."""
    case = assess(load(ROOT / "examples" / "hltsamen.toml"), today=date(2026, 11, 25), draws=20_000)
    assert "key_dearer" not in {reason.id for reason in case.readiness.reasons}
    real = case.cost_sharing
    own = assess(
        load(ROOT / "examples" / "vergunningen.toml"), today=date(2026, 11, 25), draws=1_000
    ).cost_sharing
    assert real is not None
    assert own is not None
    (unsure,) = (item for item in real.findings if item.id == "group_better_off")
    (sure,) = (item for item in own.findings if item.id == "group_better_off")
    assert unsure.text.id.endswith("group_better_off_unsure")
    assert unsure.certainty.value == "low"
    assert unsure.text.arguments["low"].value < 0 < unsure.text.arguments["high"].value
    assert sure.text.id.endswith("group_better_off")
    assert real.game.text.id.endswith("costs_more_unsure")
    assert {group.text.id for key in real.keys for group in key.subgroups} <= {
        "cost_sharing.subgroup.one", "cost_sharing.subgroup.one_unsure", "cost_sharing.subgroup.more",
        "cost_sharing.subgroup.more_unsure",
    }  # fmt: skip
