"""Only the controller makes a Disclosable: a TypeError when it runs, an error for the type checker before."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from tests.engine.privacy.sample import KEY, two_organisations

from vierkant.privacy import Disclosable, Ledger, release
from vierkant.privacy import disclosable as module
from vierkant.privacy.disclosable import Seal
from vierkant.quantities import to_plain

SNIPPET = """
from disclosable import Disclosable

def shown(made: Disclosable[int]) -> int:
    return made.value

shown(Disclosable("key", 1, "wave"))  # the seal is missing
shown(1)  # a bare number
"""


@pytest.fixture(scope="module")
def cell() -> Disclosable[Any]:
    made, answers = two_organisations()
    return release(made, answers, Ledger.empty(), key=KEY).disclosed["all"]


@pytest.mark.parametrize("seal", [{}, {"seal": None}, {"seal": Seal()}], ids=["none", "empty", "another"])
def test_nobody_else_makes_one(seal: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        Disclosable("key", 1, "wave", **seal)


def test_it_is_frozen_through_and_through(cell: Disclosable[Any]) -> None:
    for change in (
        lambda: setattr(cell, "value", 1),
        lambda: delattr(cell, "value"),
        lambda: setattr(cell, "more", 1),
    ):
        with pytest.raises(AttributeError):
            change()
    assert isinstance(cell.value, MappingProxyType)
    with pytest.raises(TypeError):
        cell.value["items"]["fair"]["counts"]["favourable"] = 0


@pytest.mark.parametrize("how", [copy.copy, copy.deepcopy, pickle.dumps], ids=["copy", "deep copy", "pickle"])
def test_it_is_not_copied_past_the_ledger(cell: Disclosable[Any], how: Any) -> None:
    with pytest.raises(TypeError):
        how(cell)


def test_its_value_becomes_plain_json(cell: Disclosable[Any]) -> None:
    plain = to_plain(cell.value)
    assert type(plain) is dict
    assert plain == cell.value


def test_the_type_checker_refuses_it_too(tmp_path: Path) -> None:
    (tmp_path / "disclosable.py").write_text(Path(module.__file__).read_text())
    (tmp_path / "snippet.py").write_text(SNIPPET)
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--cache-dir", str(tmp_path / "c"),
               "snippet.py"]  # fmt: skip
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    wrong = [line for line in done.stdout.splitlines() if ": error:" in line]
    assert len(wrong) == 2, done.stdout + done.stderr
    assert 'Missing named argument "seal"' in wrong[0]
    assert "incompatible type" in wrong[1]
