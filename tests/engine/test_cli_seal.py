"""A decision sealed and compared on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from vierkant.cli import main

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "intern.toml"


def test_sealed_and_unchanged_and_then_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, later = tmp_path / "besluit.json", tmp_path / "later.toml"
    given = [
        "seal",
        str(EXAMPLE),
        str(out),
        "--on",
        "2026-11-24",
        "--draws",
        "200",
        "--decided-by",
        "management",
    ]
    assert main(given) == 0
    fingerprint = json.loads(out.read_text())["fingerprint"]
    assert fingerprint in capsys.readouterr().out
    assert main(["compare", str(out), str(EXAMPLE)]) == 0
    assert "Sinds het besluit is er niets veranderd." in capsys.readouterr().out
    text = EXAMPLE.read_text()
    assert "own_fte = { value = 6.5, low = 6, high = 7 }" in text
    later.write_text(text.replace("own_fte = { value = 6.5, low = 6, high = 7 }", "own_fte = 9"))
    assert main(["compare", str(out), str(later)]) == 4
    shown = capsys.readouterr().out
    assert "tasks/intake/parts/werk-inkomen/own_fte (nulmeting): 6.5 → 9" in shown
    assert main(["compare", str(out), str(later), "--json", "--language", "en"]) == 4
    assert json.loads(capsys.readouterr().out)["unchanged"] is False


def test_nothing_is_overwritten_without_being_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "besluit.json"
    out.write_text("mine")
    assert main(["seal", str(EXAMPLE), str(out)]) == 1
    assert out.read_text() == "mine"
    assert "besluit.json" in capsys.readouterr().err


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[" * 100_000, b"\xff\xfe", b'{"format": "vierkant-seal", "version": 9}']
)
def test_a_file_that_is_no_seal_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(content)
    assert main(["compare", str(path), str(EXAMPLE)]) == 1
    assert "vastgelegd" in capsys.readouterr().err
    assert main(["compare", str(tmp_path / "nowhere.json"), str(EXAMPLE)]) == 1
