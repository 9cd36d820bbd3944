"""What one room takes from another: what is reserved for people goes into the business case, and nothing twice."""

from __future__ import annotations

from typing import Any

import pytest

from vierkant.dossier import from_plain
from vierkant.dossier.composing import change_cost

PRICE = 50.0


def cost(**plain: Any) -> float | None:
    found = change_cost(from_plain(plain), hourly_cost=PRICE)
    return found.value if found else None


def test_nothing_reserved_is_not_zero_euros() -> None:
    assert cost() is None
    assert cost(people=[{"id": "g", "name": "G", "size": 9}]) is None


def test_hours_and_euros_of_groups_and_measures() -> None:
    group = {"id": "g", "name": "G", "size": 9, "hours_reserved": 100, "euros_reserved": 2000}
    measure = {"id": "m", "block": "grip", "text": "Iets", "hours": 10, "euros": 30}
    done = {**measure, "id": "d", "done": True}
    assert cost(people=[group], measures=[measure, done]) == 100 * PRICE + 2000 + 10 * PRICE + 30


@pytest.mark.parametrize(
    ("backfill", "expected"),
    [
        (1000, 100 * PRICE),  # it replaces a part of hours that count already
        (9000, 9000),  # it costs more than the hours as they count
    ],
)
def test_backfill_and_the_hours_it_replaces_count_once(backfill: float, expected: float) -> None:
    lines = [
        {"id": "h", "kind": "practice", "hours": 100},
        {"id": "b", "kind": "backfill", "euros": backfill},
    ]
    assert cost(ledger=lines) == expected


def test_backfill_without_hours_counts_whole() -> None:
    assert cost(ledger=[{"id": "b", "kind": "backfill", "euros": 900}]) == 900


def test_lines_for_a_group_replace_its_own_amount() -> None:
    group = {"id": "g", "name": "G", "size": 9, "hours_reserved": 100, "euros_reserved": 2000}
    line = {"id": "h", "kind": "contact", "group": "g", "hours": 40}
    assert cost(people=[group], ledger=[line]) == 40 * PRICE + 2000


def test_ranges_add_as_independent_errors() -> None:
    line = {"id": "t", "kind": "training", "euros": {"value": 100, "low": 70, "high": 140}}
    found = change_cost(from_plain({"ledger": [line, {**line, "id": "u"}]}), hourly_cost=PRICE)
    assert found is not None
    assert (found.low, found.high) == pytest.approx((200 - 30 * 2**0.5, 200 + 40 * 2**0.5))
