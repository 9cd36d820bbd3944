"""The documentation tells the truth: its examples run, and every method says where it comes from."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest
from tests.house.test_budgets import ROOT

METHODS = sorted((ROOT / "docs" / "methods").glob("*.md"))
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))


@pytest.mark.parametrize("path", METHODS, ids=lambda path: path.stem)
def test_examples_of_a_method_run(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    failed, _tried = doctest.testfile(str(path), module_relative=False, optionflags=doctest.ELLIPSIS)
    assert failed == 0


@pytest.mark.parametrize("name", ["README.md"])
def test_python_in_the_readme_runs(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / name).read_text(), re.DOTALL)
    assert blocks
    for block in blocks:
        exec(compile(block, name, "exec"), {})  # noqa: S102  (our own readme)
    assert "people" in capsys.readouterr().out


def test_decisions_are_numbered_dated_and_whole() -> None:
    numbers = [int(path.name[:4]) for path in DECISIONS]
    assert numbers == list(range(1, len(DECISIONS) + 1))
    for path in DECISIONS:
        text = path.read_text()
        assert re.search(r"\b2026-\d\d-\d\d\b", text), path.name
        for part in ("Context", "Decision", "Consequences"):
            assert re.search(rf"^#+ {part}", text, re.MULTILINE), f"{path.name}: {part}"


def test_links_inside_the_project_lead_somewhere() -> None:
    for path in [*ROOT.glob("*.md"), *METHODS, *DECISIONS]:
        for target in re.findall(r"\]\((?!https?://|#|mailto:)([^)#\s]+)", path.read_text()):
            assert (path.parent / target).exists(), f"{path.name}: {target}"
