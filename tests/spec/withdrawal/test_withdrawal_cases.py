"""The readable cases of `cases.toml` come out as written."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from vierkant.quantities import Figure
from vierkant.reference.forms import LegalForm
from vierkant.terms import render
from vierkant.withdrawal import assess_withdrawal
from vierkant.withdrawal.inputs import (
    ClauseFacts,
    ContributionBasis,
    WithdrawalInput,
    WithdrawalPartner,
    WithdrawalRule,
)
from vierkant.withdrawal.results import WithdrawalResult

CASES = tomllib.loads(Path(__file__).with_name("cases.toml").read_text(encoding="utf-8"))
JOINT = 10_000_000.0


def named(kind: str) -> Any:
    return pytest.mark.parametrize("case", CASES[kind], ids=lambda case: case["name"])


def assessed(case: dict[str, Any]) -> WithdrawalResult:
    assert case["source"]
    partners = tuple(
        WithdrawalPartner(name, name.title(), share, Figure(value=share * JOINT), ContributionBasis.AGREED)
        for name, share in (("lisse", 0.2), ("hillegom", 0.3), ("teylingen", 0.5))
    )
    found = assess_withdrawal(
        WithdrawalInput(
            partners=partners,
            rule=WithdrawalRule.model_validate(case["rule"]),
            facts={},
            form=LegalForm(case.get("form", "bedrijfsvoeringsorganisatie")),
            clauses=ClauseFacts(),
            bodies=None,
            joint_cost=JOINT,
            discount_rate=Figure(value=0.02),
            cost_per_fte=Figure(value=80_000),
        )
    )
    assert found is not None
    return found


@named("sum")
def test_sum(case: dict[str, Any]) -> None:
    found = assessed(case)
    lisse = found.partners[0]
    times = {item.id: item.times_contribution for item in lisse.methods}
    assert {name: times[name] for name in case["times"]} == pytest.approx(case["times"])
    assert list(times) == case.get("methods", list(case["times"]))
    assert render(lisse.headline) == case.get("sentence", render(lisse.headline))
    if "finding" in case:
        assert f"withdrawal.{case['finding']}" in {item.id for item in found.findings}


@named("clause")
def test_clause(case: dict[str, Any]) -> None:
    found = assessed(case)
    fails = {check.rule for check in found.clauses if check.met is False}
    assert fails == set(case["fails"])
    told = {item.id for item in found.findings}
    assert all(f"withdrawal.{rule.lower()}_fails" in told for rule in case["fails"])
