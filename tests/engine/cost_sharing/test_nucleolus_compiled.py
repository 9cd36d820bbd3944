"""The compiled nucleolus: the same answers as NumPy, on one thread and on several, and from several threads at once."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import numpy as np
import pytest
from tests.engine.cost_sharing.known_games import airport, skane
from tests.engine.cost_sharing.test_degenerate import KNOWN

from vierkant import compiled as compiling
from vierkant.cost_sharing import is_nucleolus, nucleolus, nucleolus_kernel, per_capita_nucleolus, subset_sums
from vierkant.cost_sharing import nucleolus_pool as pools

FUNCTIONS = [(nucleolus, False), (per_capita_nucleolus, True)]


@pytest.fixture(scope="module", autouse=True)
def compiled() -> Iterator[nucleolus_kernel.Compiled]:
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(compiling.SWITCH, raising=False)
        before = compiling._state.allowed
        compiling.allow()
        found = nucleolus_kernel.FUNCTIONS.wait()
        assert found is not None
        yield found
        compiling._state.allowed = before


def games() -> list[np.ndarray]:
    """Of 9 to 13 partners: without ties, with many, with imputations and without, large and small."""
    generator, found = np.random.default_rng(9), []
    for n in (9, 11, 13):
        residents = generator.integers(8, 90, n).astype(float)
        spread = 1e6 * subset_sums(residents) ** 0.8 * generator.uniform(0.9, 1.1, 1 << n)
        for costs in (spread, np.round(subset_sums(residents) ** 0.5), -generator.integers(0, 5, 1 << n)):
            found.append(costs.astype(float))
            found[-1][0] = 0.0
    return [*found, skane(), 1e-3 * airport([1.0, 2.0, 2.0, 5.0, 5.0, 5.0])]


@pytest.mark.parametrize(("function", "per_capita"), FUNCTIONS)
def test_same_as_numpy(monkeypatch, function, per_capita) -> None:
    for costs in games():
        monkeypatch.setattr(compiling._state, "allowed", True)
        found = function(costs)
        assert is_nucleolus(costs, found, per_capita=per_capita)
        monkeypatch.setattr(compiling._state, "allowed", False)
        assert found == pytest.approx(function(costs), abs=1e-9 * np.abs(costs).max())


def test_compiled_is_what_is_used(monkeypatch) -> None:
    """Neither the pool nor the look at all coalitions falls back on NumPy, in any game with ties."""
    monkeypatch.setattr(pools, "solve_pool", lambda *_: pytest.fail("a stage was not proven"))
    monkeypatch.setattr("vierkant.cost_sharing.nucleolus_scan.short", lambda *_, **__: pytest.fail("NumPy"))
    for costs, expected in KNOWN.values():
        scale = max(1.0, np.abs(costs).max())
        assert nucleolus(costs) == pytest.approx(expected, abs=1e-9 * scale)
        per_capita_nucleolus(costs)


def test_pool_that_is_not_proven_goes_to_numpy(compiled, monkeypatch) -> None:
    broken = nucleolus_kernel.Compiled(lambda *_: -1, compiled.alone, compiled.together)
    monkeypatch.setattr(nucleolus_kernel, "ready", lambda _: broken)
    assert nucleolus(skane())[0] == pytest.approx(20.35)


@pytest.mark.parametrize(("function", "per_capita"), FUNCTIONS)
def test_several_threads(monkeypatch, function, per_capita) -> None:
    """The parallel functions, called from four threads at the same time."""
    monkeypatch.setattr(nucleolus_kernel, "PARALLEL_FROM", 3)
    costs = games()[3]
    expected, found = function(costs), []
    threads = [threading.Thread(target=lambda: found.append(function(costs))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    for amounts in found:
        assert amounts == pytest.approx(expected, abs=1e-9 * np.abs(costs).max())
    assert is_nucleolus(costs, expected, per_capita=per_capita)
