"""Growth and shrink, by hand: a fixed cost that is shared, and a cost that grows with each partner."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from vierkant.cost_sharing.growth import Changed, growth

FIXED = 100.0
SIZE = (100.0, 300.0)


def changed(factors: Sequence[float]) -> Changed:
    """Alone: 100 plus the own size. Together the 100 is paid once. Keys: by size, and equal."""
    first, second = (size * factor for size, factor in zip(SIZE, factors, strict=True))
    total = FIXED + first + second
    by_size = np.array([first, second]) / (first + second) * total
    return Changed(
        np.array([0.0, FIXED + first, FIXED + second, total]),
        {"size": by_size, "equal": np.full(2, total / 2)},
    )


def test_a_key_that_follows_holds_and_one_that_is_fixed_breaks_in_the_year_that_can_be_computed() -> None:
    # The second shrinks to half. With fixed shares (1/4, 3/4) it pays 0.75 (200 + second), and alone 100 + second:
    # better off alone as soon as 150 + 0.75 s > 100 + s, so s < 200. 300 * 0.5 ** (y / 10) < 200 from y = 5.85.
    found = growth(changed, [0.0, -0.5])
    by_size = found.keys["size"]
    assert by_size.recalibrate == 6
    assert by_size.fixed_masks[6] == 0b10
    assert by_size.breaks is None
    assert by_size.fixed[0] == pytest.approx(min(200 - 125, 400 - 375))
    assert by_size.moving[10] == pytest.approx(min(200 - 350 * 0.4, 250 - 350 * 0.6))
    # Equal shares never hold: the first pays 250 and has 200 alone.
    assert found.keys["equal"].recalibrate == 0
    assert found.keys["equal"].fixed_masks[0] == 0b01
    assert not found.keeps_holding("equal")
    assert found.factors == (1.0, 0.5)


def test_a_tenth_more_or_less_for_each_alone() -> None:
    found = growth(changed, [0.0, 0.0])
    assert found.keys["size"].recalibrate is None
    assert [(case.partner, case.factor) for case in found.stress] == [(0, 0.9), (0, 1.1), (1, 0.9), (1, 1.1)]
    # The first a tenth larger: 510 in all; a quarter is 127.5 against 210, three quarters 382.5 against 400.
    assert found.stress[1].margins["size"] == pytest.approx(17.5)
    assert found.stress[1].masks["size"] == 0b10
    assert found.keeps_holding("size")


def test_a_partner_cannot_shrink_to_nothing() -> None:
    with pytest.raises(ValueError, match="above -1"):
        growth(changed, [0.0, -1.0])
