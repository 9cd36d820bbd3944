"""The computing process, and only that, may compile the calculation."""

from __future__ import annotations

from concurrent.futures import Future
from multiprocessing import get_context
from typing import Any

from vierkant import compiled
from vierkant_web.jobs import execution, processes


def test_the_computing_process_may_compile_and_keeps_it_with_the_data(monkeypatch, tmp_path):
    monkeypatch.setattr(compiled, "_state", compiled._State())
    monkeypatch.delenv(compiled.SWITCH, raising=False)
    assert not compiled.is_allowed()
    execution.prepare(get_context("spawn").Value("d", 0.0), tmp_path)
    assert compiled.is_allowed()
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    found = compiled.cache_folder("kernel", [])
    assert found is not None
    assert found.parent == tmp_path
    monkeypatch.setattr(execution, "_progress", None)


def test_the_computing_process_is_spawned(monkeypatch):
    """A fork after a compiled calculation on several threads would hang."""
    asked: list[dict[str, Any]] = []

    class Pool:
        def __init__(self, **options: Any) -> None:
            asked.append(options)

        def submit(self, work: Any) -> Future[int]:
            done: Future[int] = Future()
            done.set_result(1)
            return done

    monkeypatch.setattr(processes, "ProcessPoolExecutor", Pool)
    processes.ComputingProcess()
    assert [options["mp_context"].get_start_method() for options in asked] == ["spawn"]
