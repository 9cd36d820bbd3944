"""When a step fails another takes over with the same answer, and when none is left there is an error and no answer."""

from __future__ import annotations

import importlib

import numpy as np
import pytest
from tests.engine.cost_sharing.known_games import airport, random_game, skane

from vierkant.cost_sharing import nucleolus, per_capita_nucleolus
from vierkant.cost_sharing import nucleolus_pool as pools

# The function of the same name hides the module.
driver = importlib.import_module("vierkant.cost_sharing.nucleolus")
GAMES = [
    skane(),
    airport([10.0, 20.0, 20.0, 20.0, 45.0]),
    random_game(7, 3),
    -np.round(random_game(6, 4), -1),
]


def answers() -> list[np.ndarray]:
    return [function(costs) for costs in GAMES for function in (nucleolus, per_capita_nucleolus)]


def same(found: list[np.ndarray], expected: list[np.ndarray]) -> bool:
    return all(np.abs(a - b).max() < 1e-9 * 500 for a, b in zip(found, expected, strict=True))


def test_bland_gives_the_same(monkeypatch) -> None:
    expected = answers()
    monkeypatch.setattr(pools, "PERTURBATIONS", (0.0,))
    monkeypatch.setattr(pools, "_by_library", lambda *_: None)
    assert same(answers(), expected)


def test_library_gives_the_same(monkeypatch) -> None:
    """The simplex may run out of steps, or break down."""
    expected = answers()
    calls = []
    library = pools._by_library
    monkeypatch.setattr(pools, "_by_library", lambda *args: calls.append(1) or library(*args))
    monkeypatch.setattr(pools, "MOST_PIVOTS", 0)
    assert same(answers(), expected)
    assert len(calls) > len(expected)


def test_no_answer_without_proof(monkeypatch) -> None:
    monkeypatch.setattr(pools, "MOST_PIVOTS", 0)
    monkeypatch.setattr(pools, "_by_library", lambda *_: None)
    with pytest.raises(pools.NucleolusError, match="proven"):
        nucleolus(skane())


def test_wrong_stage_is_not_taken_for_proven(monkeypatch) -> None:
    """Multipliers that do not balance, or prices that hurt somebody, are thrown away."""
    simplex = pools._simplex
    for spoil in (lambda b, m, p: (b, m * 1.001, p), lambda b, m, p: (b, m, p + 0.01)):
        monkeypatch.setattr(
            pools, "_simplex", lambda *args, spoil=spoil: (found := simplex(*args)) and spoil(*found)
        )
        monkeypatch.setattr(pools, "_by_library", lambda *_: None)
        with pytest.raises(pools.NucleolusError):
            nucleolus(skane())


def test_rounds_end(monkeypatch) -> None:
    monkeypatch.setattr(driver, "MOST_ROUNDS", 0)
    with pytest.raises(pools.NucleolusError, match="0 rounds"):
        nucleolus(skane())
    monkeypatch.undo()
    # A pool of which a coalition stays short would go on for ever.
    kernels = driver._kernels(6)
    stuck = driver._Kernels(kernels.solve_pool, lambda *_, **__: np.array([1]))
    monkeypatch.setattr(driver, "_kernels", lambda _: stuck)
    with pytest.raises(pools.NucleolusError, match="short"):
        nucleolus(skane())
