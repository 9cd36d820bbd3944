"""The readable cases of `cases.toml` come out as written."""

import tomllib
from pathlib import Path

import pytest

from vierkant.four_ks import uncovered_days

CASES = tomllib.loads(Path(__file__).with_name("cases.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case(case):
    shock = case.get("common_shock", 0.0)
    days = uncovered_days(case["people"], case["needed"], case["presence"], common_shock=shock)
    assert days == pytest.approx(case["days"], abs=0.001)
