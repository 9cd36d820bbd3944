"""The computing process, and only that, may compile the calculation."""

from __future__ import annotations

from multiprocessing import get_context

from vierkant import compiled
from vierkant_web.jobs import execution


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
