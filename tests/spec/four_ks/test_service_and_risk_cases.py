"""The readable cases of `service_and_risk.toml` come out as written."""

import tomllib
from pathlib import Path

import pytest

from vierkant.four_ks import agents_needed, convolve, erlang_c

CASES = tomllib.loads(Path(__file__).with_name("service_and_risk.toml").read_text(encoding="utf-8"))
RISKS = [(0.9, 100), (0.7, 60), (0.5, 250), (0.3, 500), (0.1, 1000), (0.05, 2000)]


def names(kind):
    return [case["name"] for case in CASES[kind]]


@pytest.mark.parametrize("case", CASES["queue"], ids=names("queue"))
def test_queue(case):
    queue = erlang_c(case["calls_per_hour"], case["handling_seconds"], case["agents"])
    assert round(queue.mean_wait_seconds, 1) == case["wait_seconds"]
    assert round(queue.service_level(20), 4) == case["within_20_seconds"]


@pytest.mark.parametrize("case", CASES["needed"], ids=names("needed"))
def test_needed(case):
    assert agents_needed(30 * case["municipalities"], 240, share=0.8, seconds=30) == case["agents"]


@pytest.mark.parametrize("case", CASES["required"], ids=names("required"))
def test_required(case):
    assert convolve(RISKS * case["municipalities"]).quantile(case["certainty"]) == case["euro"]
