"""A cooperation of three that is easy to count by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from vierkant.quantities import Confidence, Figure
from vierkant.reference.forms import LegalForm
from vierkant.withdrawal.inputs import (
    ClauseFacts,
    ContributionBasis,
    WithdrawalFacts,
    WithdrawalInput,
    WithdrawalPartner,
    WithdrawalRule,
)


def figure(value: float, low: float | None = None, high: float | None = None) -> Figure:
    return Figure(value=value, low=low, high=high, confidence=Confidence.ESTIMATED)


def partner(name: str, share: float, **more: Any) -> WithdrawalPartner:
    return WithdrawalPartner(
        id=name,
        name=name.title(),
        key_share=share,
        contribution=figure(share * 10e6),
        contribution_basis=ContributionBasis.AGREED,
        **{"alone_cost": figure(share * 11e6), "own_fte": figure(share * 100), **more},
    )


@pytest.fixture(scope="session")
def three() -> Callable[..., WithdrawalInput]:
    """Three partners of 20, 30 and 50 % of ten million a year; alone each pays a tenth more."""

    def make(rule: WithdrawalRule | None = None, **changes: Any) -> WithdrawalInput:
        facts = changes.pop("facts", ())
        data = WithdrawalInput(
            partners=(partner("lisse", 0.2), partner("hillegom", 0.3), partner("teylingen", 0.5)),
            rule=rule or WithdrawalRule(),
            facts={row.partner: row for row in facts},
            form=LegalForm.BEDRIJFSVOERINGSORGANISATIE,
            clauses=ClauseFacts(),
            bodies=frozenset({"municipal_executive"}),
            joint_cost=10e6,
            discount_rate=figure(0.02),
            cost_per_fte=figure(80_000),
        )
        return replace(data, **changes)

    return make


EXACT = {
    "fixed_cost": figure(500_000),
    "mitigation": figure(0.2),
    "redundant_staff": figure(200_000),
    "contracts": figure(50_000),
    "assets_share": figure(100_000),
    "debts_share": figure(40_000),
    "restart_cost": figure(300_000),
}


def exact_facts(name: str, **changes: Any) -> WithdrawalFacts:
    """What leaving does to one partner, without any range."""
    return WithdrawalFacts(partner=name, **{**EXACT, **changes})
