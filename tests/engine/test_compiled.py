"""Compiled functions: only where allowed, kept where that can be, loaded under threads, run by spawned processes."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from vierkant import compiled
from vierkant.compiled import Functions

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _fresh(monkeypatch):
    monkeypatch.setattr(compiled, "_state", compiled._State())
    monkeypatch.delenv(compiled.SWITCH, raising=False)


def counted(calls: list[bool]) -> Functions[str]:
    def make(cached: bool) -> str:
        calls.append(cached)
        return "made"

    return Functions("counted", [Path(__file__)], make, worth_using=0.5)


def test_not_allowed_not_worth_it_or_switched_off(monkeypatch):
    calls: list[bool] = []
    functions = counted(calls)
    functions.start()
    assert functions.wait() is None
    compiled.allow()
    functions.start(compiled.WORTH_STARTING_ONCE - 0.01)
    compiled.allow(lasting=True)
    functions.start(compiled.WORTH_STARTING - 0.01)
    monkeypatch.setenv(compiled.SWITCH, "0")
    assert functions.wait() is None
    assert calls == []


def test_made_once_and_used_where_it_is_worth_it(tmp_path):
    calls: list[bool] = []
    functions = counted(calls)
    compiled.allow(tmp_path)
    threads = [threading.Thread(target=functions.wait) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert calls == [True]
    assert functions.ready() == functions.ready(0.5) == "made"
    assert functions.ready(0.49) is None


def test_a_failing_compiler_leaves_the_work_to_numpy(caplog):
    def broken(cached: bool) -> str:
        raise RuntimeError("no compiler")

    compiled.allow()
    assert Functions("broken", [], broken).wait() is None
    assert "NumPy does the work" in caplog.text


def test_folder_that_cannot_be_written_is_passed_over(monkeypatch, tmp_path):
    """A read-only installation: the next folder, and without any the code is compiled and not kept."""
    blocked = tmp_path / "file"
    blocked.write_text("a file, so no folder can be made in it")
    compiled.allow(tmp_path / "data")
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(blocked))
    found = compiled.cache_folder("one", [])
    assert found is not None
    assert found.parent == tmp_path / "data"
    assert not list(found.iterdir())
    used: list[bool] = []

    def full(cached: bool) -> str:
        used.append(cached)
        if cached:
            raise OSError(28, "No space left on device")
        return "made"

    assert Functions("full", [], full).wait() == "made"
    assert used == [True, False]
    compiled.allow(blocked)
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    monkeypatch.setattr(compiled.Path, "home", lambda: blocked)
    assert compiled.cache_folder("one", []) is None


def test_changed_source_is_compiled_anew(monkeypatch, tmp_path):
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    compiled.allow(tmp_path)
    source = tmp_path / "source.py"
    source.write_text("a = 1")
    before = compiled.cache_folder("one", [source])
    source.write_text("a = 2")
    assert compiled.cache_folder("one", [source]) != before


SUMS = """
import importlib, sys
from pathlib import Path
from vierkant import compiled


def make(cached):
    import numba, numpy

    def total(values):
        found = 0.0
        for i in numba.prange(len(values)):
            found += values[i]
        return found

    total.__module__ = "sums"
    made = numba.njit(parallel=True, cache=cached)(total)
    with compiled.PARALLEL:
        made(numpy.ones(8))
    return made


FUNCTIONS = compiled.Functions("sums", [Path(__file__)], make)


def total(number):
    import numpy
    compiled.allow()
    made = FUNCTIONS.wait()
    with compiled.PARALLEL:
        return float(made(numpy.ones(number)))
"""
RUN = """
import concurrent.futures, multiprocessing, sys, threading
import sums
from vierkant import compiled

if __name__ == "__main__":
    found = []
    threads = [threading.Thread(target=lambda: found.append(sums.total(100_000))) for _ in range(4)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    with concurrent.futures.ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        found.append(pool.submit(sums.total, 100_000).result(timeout=60))
    print(found == [100_000.0] * 5)
"""


def test_parallel_functions_in_a_read_only_installation_under_threads_and_in_a_spawned_process(tmp_path):
    """numba's own cache would raise: beside the code and at home nothing can be written. And none is made there."""
    code, blocked = tmp_path / "code", tmp_path / "file"
    code.mkdir()
    blocked.touch()
    (code / "sums.py").write_text(SUMS)
    (code / "run.py").write_text(RUN)
    (
        code / "__pycache__"
    ).touch()  # a file, so that numba cannot keep anything beside the code; root writes anywhere
    environment = {
        **{name: value for name, value in os.environ.items() if name != "NUMBA_CACHE_DIR"},
        "PYTHONPATH": str(ROOT / "src"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "HOME": str(blocked),
        "XDG_CACHE_HOME": str(blocked),
    }
    command = [sys.executable, str(code / "run.py")]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)
    assert done.stdout.strip() == "True", done.stderr[-2000:]
    assert sorted(path.name for path in code.iterdir()) == ["__pycache__", "run.py", "sums.py"]
