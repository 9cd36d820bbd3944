"""Keys from separable costs and costs alone: known games, and the cases in which there is nothing to share by."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.cost_sharing.known_games import GATELY, TWO_TOWNS, airport, random_game, skane

from vierkant.cost_sharing import ensc, equal_savings, scrb, stand_alone
from vierkant.cost_sharing.separable import separable_costs

KEYS = (ensc, scrb, equal_savings, stand_alone)


@pytest.mark.parametrize(
    ("key", "game", "wanted", "within"),
    [
        # Young, Okada and Hashimoto 1982: separable costs and SCRB as published, to the cent.
        (separable_costs, skane(), [17.36, 9.85, 0.82, 6.40, 12.90, 14.06], 0.0101),
        (scrb, skane(), [19.54, 13.28, 5.62, 10.90, 16.66, 17.82], 0.0101),
        # Derived from the same table.
        (scrb, skane(), [19.540809, 13.28513, 5.613978, 10.904154, 16.652964, 17.822964], 6e-7),
        (ensc, skane(), [21.1, 13.59, 4.56, 10.14, 16.63, 17.8], 1e-9),
        (equal_savings, skane(), [17.818333, 12.948333, 6.778333, 11.748333, 16.678333, 17.848333], 6e-7),
        (stand_alone, skane(), [16.939959, 13.181527, 8.419816, 12.255424, 16.060162, 16.963112], 6e-7),
        # Gately 1974, published.
        (scrb, GATELY, [-827.7049, -476.5574, -225.7377], 6e-5),
        (ensc, GATELY, [-1016.6667, -456.6667, -56.6667], 6e-5),
        # Young 1994.
        (scrb, TWO_TOWNS, [9.5, 5.5], 1e-12),
        (ensc, TWO_TOWNS, [9.5, 5.5], 1e-12),
        (equal_savings, TWO_TOWNS, [9.5, 5.5], 1e-12),
        (stand_alone, TWO_TOWNS, [55 / 6, 35 / 6], 1e-12),
        # Airports, derived.
        (scrb, airport([10, 20, 30]), [4, 8, 18], 1e-12),
        (ensc, airport([10, 20, 30]), [20 / 3, 20 / 3, 50 / 3], 1e-12),
        (equal_savings, airport([10, 20, 30]), [0, 10, 20], 1e-12),
        (stand_alone, airport([10, 20, 30]), [5, 10, 15], 1e-12),
        (scrb, airport([12, 28, 30, 40]), [3.6, 8.4, 9, 19], 1e-12),
        (ensc, airport([12, 28, 30, 40]), [7.5, 7.5, 7.5, 17.5], 1e-12),
        (equal_savings, airport([12, 28, 30, 40]), [-5.5, 10.5, 12.5, 22.5], 1e-12),
    ],
)
def test_known_games(key, game, wanted, within):
    assert key(game) == pytest.approx(wanted, abs=within)


def test_a_ceiling_below_the_cost_alone_counts():
    # Two towns: separable 8 and 4, rest 3, remaining benefits min(9, 11) - 8 = 1 and 7 - 4 = 3.
    assert scrb(TWO_TOWNS, [9.0, 100.0]) == pytest.approx([8.75, 6.25])
    assert scrb(TWO_TOWNS, [50.0, 50.0]) == pytest.approx(scrb(TWO_TOWNS))
    with pytest.raises(ValueError, match="2 finite"):
        scrb(TWO_TOWNS, [1.0])


def test_nothing_to_share_by_is_shared_equally():
    """Costs that only add up leave nothing to share; costs alone that cancel give no measure."""
    added = np.array([0.0, 3.0, 5.0, 8.0])
    assert scrb(added) == pytest.approx([3, 5])
    assert scrb(np.array([0.0, 2.0, 4.0, 10.0]), [8.0, 6.0]) == pytest.approx(ensc(np.array([0, 2, 4, 10.0])))
    # Remaining benefits 0.1 + 0.2 - 0.3, which is not quite 0 in a computer.
    nearly = np.array([0.0, 0.1, 0.1, 0.4, -0.1, 0.0, 0.0, 0.0])
    assert np.abs(scrb(nearly)).max() < 1
    assert stand_alone(np.array([0.0, 4.0, -4.0, 6.0])) == pytest.approx([3, 3])
    assert stand_alone(np.zeros(8)) == pytest.approx([0, 0, 0])


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 7), st.integers(0, 10_000))
def test_what_they_must_always_do(n, seed):
    game = np.abs(random_game(n, seed)) + 50.0
    game[0] = 0.0
    for key in KEYS:
        amounts = key(game)
        assert amounts.sum() == pytest.approx(game[-1], rel=1e-9)
        assert key(1000.0 * game) == pytest.approx(1000.0 * amounts, rel=1e-7)
        # Symmetry: partners turned around.
        turned = [int(format(mask, f"0{n}b")[::-1], 2) for mask in range(1 << n)]
        assert key(game[turned]) == pytest.approx(amounts[::-1], rel=1e-7, abs=1e-7)
    if n == 2:  # with two partners these four are one: what is saved is halved
        assert ensc(game) == pytest.approx(equal_savings(game))
    # Who only adds its own cost pays that, in the first two keys, whatever the others do.
    extended = np.concatenate([game, np.append(7.0, game[1:] + 7.0)])
    assert separable_costs(extended)[n] == pytest.approx(7.0)
    assert scrb(extended)[n] == pytest.approx(7.0, abs=1e-6)
