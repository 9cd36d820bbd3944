"""The example in `docs/methods/dossier.md` is read, checked and refused as the page says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from vierkant.cli import main
from vierkant.dossier import loads
from vierkant.dossier.reading import MAXIMUM_BYTES
from vierkant.dossier.sections import SCHEMA_VERSION, SECTIONS
from vierkant.quantities import LARGEST_FIGURE, Confidence

PAGE = (Path(__file__).parents[3] / "docs" / "methods" / "dossier.md").read_text(encoding="utf-8")
RIGHT, CHECKED, WRONG, FAULTS = re.findall(r"^```\w+\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


@pytest.fixture(autouse=True)
def _dutch_at_eighty(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(tmp_path)


def test_the_example_holds_what_it_says() -> None:
    dossier = loads(RIGHT)
    hillegom = dossier.tasks[0].parts["hillegom"].own_fte
    lisse = dossier.tasks[0].parts["lisse"].own_fte
    assert hillegom is not None
    assert (hillegom.low, hillegom.value, hillegom.high) == (2, 2.5, 3)
    assert hillegom.confidence is Confidence.PUBLISHED
    assert lisse is not None
    assert lisse.confidence is Confidence.ASSUMED


def test_the_check_says_what_the_page_shows(capsys: pytest.CaptureFixture[str]) -> None:
    Path("samen.toml").write_text(RIGHT, encoding="utf-8")
    assert main(["check", "samen.toml"]) == 0
    assert capsys.readouterr().out == CHECKED


def test_the_faults_are_those_on_the_page(capsys: pytest.CaptureFixture[str]) -> None:
    Path("fout.toml").write_text(WRONG, encoding="utf-8")
    assert main(["check", "fout.toml"]) == 1
    assert capsys.readouterr().out == FAULTS


def test_the_numbers_in_the_text_are_those_of_the_code() -> None:
    assert all(f"| `{section}` |" in PAGE for section in SECTIONS)
    assert f"`schema_version` is {SCHEMA_VERSION}." in PAGE
    assert MAXIMUM_BYTES == 5_000_000
    assert LARGEST_FIGURE == 10**12
