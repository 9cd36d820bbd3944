"""The examples in the documentation of the methods run."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize("name", ["reference.md", "import.md"])
def test_the_examples_run(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    result = doctest.testfile(str(ROOT / "docs" / "methods" / name), module_relative=False, encoding="utf-8")
    assert result.attempted > 10
    assert result.failed == 0
