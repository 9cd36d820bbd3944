"""``vierkant lessons``: near gives cases, reasons and checks; check names every fault of a case file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from vierkant.cli import main
from vierkant.lessons import OwnCase, write_case

HLT = str(Path(__file__).parents[3] / "examples" / "hltsamen.toml")


@pytest.fixture(autouse=True)
def _terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "nl_NL.UTF-8")
    monkeypatch.setenv("COLUMNS", "100")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Exit status, what came out, and what went to the error stream."""
    try:
        status = main(list(arguments))
    except SystemExit as stop:
        status = int(str(stop.code or 0))
    out, err = capsys.readouterr()
    return status, out, err


def test_near_gives_cases_reasons_and_checks(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "lessons", "near", HLT)
    assert status == 0
    assert "BEL Combinatie (Blaricum, Eemnes, Laren): lijkt voor" in out
    assert "HLTsamen (Hillegom, Lisse, Teylingen): lijkt" not in out  # it is the cooperation itself
    assert "U doet allebei de hele organisatie samen." in out
    assert "Wat u nu kunt nagaan" in out
    assert "wat er kan gebeuren, niet hoe vaak" in " ".join(out.split())
    _, english, _ = run(capsys, "lessons", "near", HLT, "--language", "en")
    assert "What to check now" in english
    _, plain, _ = run(capsys, "lessons", "near", HLT, "--json")
    assert (json.loads(plain)["itself"], json.loads(plain)["nearest"][0]["id"]) == ("hltsamen", "bel")


def test_check_names_every_fault(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    good, bad = tmp_path / "goed.toml", tmp_path / "fout.toml"
    good.write_text(write_case(OwnCase(id="a", name="Onze dienst")), encoding="utf-8")
    bad.write_text(
        'format = "vierkant-case"\nversion = 1\n[case]\nid = "A"\npartners = 0\n', encoding="utf-8"
    )
    status, out, _ = run(capsys, "lessons", "check", str(good))
    assert (status, "Onze dienst" in out) == (0, True)
    status, out, _ = run(capsys, "lessons", "check", str(bad))
    assert (status, out.count("✖")) == (1, 3)
    status, _, err = run(capsys, "lessons", "check", str(tmp_path / "weg.toml"))
    assert (status, "weg.toml is niet te lezen" in err) == (1, True)
    assert run(capsys, "lessons", "guess", str(good))[0] == 2
