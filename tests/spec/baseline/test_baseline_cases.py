"""The readable cases of `cases.toml` come out as written."""

from __future__ import annotations

import tomllib
from math import fsum
from pathlib import Path
from typing import Any

import pytest

from vierkant import reference
from vierkant.baseline.comparison import quartiles_of
from vierkant.baseline.measures import country, value_of
from vierkant.baseline.results import Statement
from vierkant.baseline.statements import delivered
from vierkant.reference import StatementKind

CASES = tomllib.loads(Path(__file__).with_name("cases.toml").read_text(encoding="utf-8"))


def named(kind: str) -> Any:
    return pytest.mark.parametrize("case", CASES[kind], ids=lambda case: case["name"])


def statement(case: dict[str, Any]) -> Statement:
    assert case["source"]
    return Statement(case["year"], StatementKind(case["kind"]))


@named("published")
def test_published(case: dict[str, Any]) -> None:
    assert value_of(case["line"], case["code"], statement(case)) == pytest.approx(
        case["value"], abs=case["within"]
    )


@named("delivered")
def test_delivered(case: dict[str, Any]) -> None:
    place = (case["code"], statement(case), case["taakveld"])
    assert value_of("task_expenditure", *place) == case["expenditure"]
    assert value_of("task_salaries", *place) == case["salaries"]
    assert value_of("task_other", *place) == case["expenditure"] - case["salaries"]


@named("country")
def test_country(case: dict[str, Any]) -> None:
    rows = [
        found
        for item in reference.municipalities()
        if (found := delivered(item.code).get(statement(case))) is not None
    ]
    assert len(rows) == 341
    for name, field in (
        ("expenditure", "expenditure"),
        ("salaries", "salaries"),
        ("transfers", "transfers_to_arrangements"),
        ("overhead", "overhead"),
    ):
        assert fsum(getattr(row, field) for row in rows) / 1e9 == pytest.approx(case[name], abs=0.005)


@named("median")
def test_median(case: dict[str, Any]) -> None:
    for line in ("overhead_share", "transfers_share", "transfers"):
        first, middle, third = quartiles_of(country(line, statement(case)).values())
        assert middle == pytest.approx(case[line], rel=0.005)
        if line in case["quartiles"]:
            assert (first, third) == (pytest.approx(case["quartiles"][line][0], rel=0.01),
                                      pytest.approx(case["quartiles"][line][1], rel=0.01))  # fmt: skip
