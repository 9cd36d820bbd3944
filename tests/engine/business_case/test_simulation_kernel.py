"""The compiled calculation: the same bits as NumPy, only where it is allowed, and never needed."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from tests.engine.business_case.slow_program import programs
from tests.engine.business_case.test_simulation_correlations import TIED
from tests.engine.business_case.test_simulation_draws import INPUTS, a_program

from vierkant import compiled as compiling
from vierkant.business_case import kernel, pieces
from vierkant.business_case.correlations import groups
from vierkant.business_case.draws import simulate
from vierkant.business_case.expressions import Graph, Program, program
from vierkant.business_case.kernel import Compiled
from vierkant.business_case.machine import machine_of, results
from vierkant.business_case.pieces import Run

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module", autouse=True)
def _numba_may_be_used() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(compiling.SWITCH, raising=False)
        yield


@pytest.fixture(scope="module")
def compiled() -> Iterator[Compiled]:
    compiling.allow()
    found = kernel.wait()
    assert found is not None
    yield found
    compiling._state.allowed = False


@pytest.fixture
def always(compiled, monkeypatch):
    """Compiled also where it would not be worth it."""
    monkeypatch.setattr(kernel.FUNCTIONS, "_worth_using", 0.0)
    monkeypatch.setattr(compiling._state, "allowed", True)
    return compiled


def every_step() -> Program:
    """Every operation with rows and with numbers on either side."""
    graph = Graph()
    a, b, c, d = (graph.input(name) for name in "abcd")
    return program(
        graph,
        {
            "pairs": (a + b) * (b - c) / (b.maximum(c) + 10.0) + a.minimum(c),
            "numbers": ((a * 2.0 - 1.0).maximum(-3.0) / 7.0).minimum(2.0) + (4.0 - b) + 5.0 / (b + 1.0),
            "powers": (a * 0.3).exp() + (c * 0.01).expm1() + (b + 0.5).log(),
            "far": (a * 900.0).exp().minimum(1e9) + (a * 900.0).expm1().minimum(1e9),
            "zero": (a - a).maximum(0.0 - d + d),
            "drawn": c,
            "same": c,
            "atom": a.maximum(1.0),
            "heavy": (b * 3.0).exp(),
        },
    )


@pytest.mark.parametrize("tied", [(), TIED[:2]], ids=["alone", "tied"])
@pytest.mark.parametrize("make", [a_program, every_step])
def test_same_bits_as_numpy(always, monkeypatch, make, tied):
    """Rows, means, quantiles and signs, bit for bit, with one worker and with three."""
    found = [simulate(make(), INPUTS, tied, seed=9, draws=20_001, workers=count) for count in (1, 3)]
    monkeypatch.setattr(compiling._state, "allowed", False)
    wanted = simulate(make(), INPUTS, tied, seed=9, draws=20_001)
    for draws in found:
        assert draws.bands() == wanted.bands()
        for name in wanted.names:
            assert (draws.row(name) == wanted.row(name)).all(), name
            assert draws.below_zero(name) == wanted.below_zero(name)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(calculation=programs())
def test_same_bits_for_random_programs(always, calculation):
    machine = machine_of(calculation, INPUTS, groups(INPUTS, TIED[:2]), 5)
    if machine.tape.places:
        assert (Run(machine, 1500, None, 2).rows() == results(machine, 0, 1500)).all()


def test_rows_and_few_draws_too(always, monkeypatch):
    machine = machine_of(every_step(), INPUTS, groups(INPUTS, TIED), 3)
    fast = Run(machine, 5000, None, 2).rows()
    few = simulate(every_step(), INPUTS, draws=300)
    monkeypatch.setattr(compiling._state, "allowed", False)
    assert (fast == Run(machine, 5000, None, 1).rows()).all()
    assert few.bands() == simulate(every_step(), INPUTS, draws=300).bands()


def test_ready_halfway_changes_nothing(always, monkeypatch):
    """NumPy begins; the compiled calculation takes over when it is ready."""
    wanted = simulate(a_program(), INPUTS, draws=30_000)
    calls = {"count": 0}
    ready = kernel.ready

    def later(seconds: float) -> Compiled | None:
        calls["count"] += 1
        return ready(seconds) if calls["count"] > 4 else None

    monkeypatch.setattr(pieces.kernel, "ready", later)
    monkeypatch.setattr("vierkant.business_case.draws.KEPT_NUMBERS", 0)
    found = simulate(a_program(), INPUTS, draws=30_000)
    assert calls["count"] > 4
    assert found.bands() == wanted.bands()


def test_errors_and_calls_to_stop_come_through(always):
    graph = Graph()
    late = program(graph, {"log": (graph.input("a") + 3.4).log(), "sum": graph.input("a") + 1.0})
    with pytest.raises(ValueError, match="log"):
        simulate(late, INPUTS, draws=200_000)

    def stop(share: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        simulate(a_program(), INPUTS, draws=50_000, progress=stop)
    # And nothing is left behind that would be in the way of the next one.
    assert simulate(a_program(), INPUTS, draws=50_000).count == 50_000


def test_two_at_the_same_time(always):
    """Each calculation has threads and memory of its own."""
    wanted = simulate(every_step(), INPUTS, draws=40_000).bands()
    found: list[object] = []
    workers = [
        threading.Thread(target=lambda: found.append(simulate(every_step(), INPUTS, draws=40_000).bands()))
        for _ in range(3)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert found == [wanted] * 3


def test_selecting_is_sorting(compiled):
    generator = np.random.default_rng(0)
    rows = np.stack(
        [
            generator.normal(size=8192),
            np.exp(5 * generator.normal(size=8192)),
            np.floor(generator.normal(size=8192)),
            np.full(8192, 3.0),
            np.sort(generator.normal(size=8192))[::-1],
            np.where(generator.random(8192) < 1e-3, 1e300, generator.normal(size=8192)),
        ]
    )
    places = np.array([0, 1, 4000, 4001, 8190, 8191], dtype=np.int64)
    found = np.zeros((len(rows), 3, 2))
    compiled.find_brackets(rows, places, 0, len(rows), found)
    assert (found.reshape(len(rows), 6) == np.sort(rows, axis=1)[:, places]).all()


def test_a_web_process_never_imports_numba():
    """Addresses, pages and inputs loaded, and a large case computed without leave: no numba, no SciPy statistics."""
    code = """
import sys, django
django.setup()
import vierkant_web.urls, vierkant_web.business_case.inputs, vierkant_web.business_case.views
from django.urls import get_resolver
get_resolver().url_patterns
from tests.engine.business_case.test_simulation_draws import INPUTS, a_program
from vierkant.business_case import pieces
from vierkant.business_case.draws import simulate
pieces.STEP_SECONDS = 1.0
simulate(a_program(), INPUTS, draws=1000)
from tests.engine.cost_sharing.known_games import skane
from vierkant.cost_sharing import nucleolus, shapley
nucleolus(skane()), shapley(skane())
print(sorted(name for name in ("numba", "llvmlite", "scipy.stats") if name in sys.modules))
"""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "vierkant_web.settings_test",
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")]),
    }
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "[]", done.stderr[-2000:]
