"""The readable cases of `cases.toml` come out as written."""

import tomllib
from pathlib import Path

import pytest

from vierkant.four_ks import assess_motives, assess_vulnerability, uncovered_days
from vierkant.four_ks.inputs import Expertise, Motive

TABLES = tomllib.loads(Path(__file__).with_name("cases.toml").read_text(encoding="utf-8"))


def named(kind):
    return pytest.mark.parametrize("case", TABLES[kind], ids=[case["name"] for case in TABLES[kind]])


@named("case")
def test_case(case):
    shock = case.get("common_shock", 0.0)
    days = uncovered_days(case["people"], case["needed"], case["presence"], common_shock=shock)
    assert days == pytest.approx(case["days"], abs=0.001)


@named("motives")
def test_motives(case):
    rows = [Motive(partner=partner, **points) for partner, points in case["points"].items()]
    result = assess_motives(rows, {partner: partner.title() for partner in case["points"]})
    assert result.core.value == pytest.approx(case["shared"])
    assert sorted(finding.id for finding in result.findings) == case["findings"]


@named("mass")
def test_critical_mass(case):
    field = Expertise(id="vak", name=case["name"], minimum_hours=case["minimum_hours"], parts=case["parts"])
    names = {partner: partner.title() for partner in case["parts"]}
    row = assess_vulnerability([], names, {}, [field]).critical_mass[0]
    assert [cell.state.value for cell in row.partners] == case["alone"]
    assert row.together.state.value == case["together"]
