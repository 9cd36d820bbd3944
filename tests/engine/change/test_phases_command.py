"""``vierkant phases check FILE``."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.engine.change.test_phases import SMALL

from vierkant.cli import main


def test_a_model_in_order_is_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "eigen.toml"
    path.write_text(SMALL, encoding="utf-8")
    assert main(["phases", "check", str(path), "--language", "nl"]) == 0
    shown = capsys.readouterr().out
    assert "eigen.toml: in orde." in shown
    assert "1. Voor: achter je vanaf 3 van de 4 punten." in shown
    assert "- Ik c." in shown
    assert main(["phases", "check", str(path), "--language", "en"]) == 0
    assert "2. After: behind you from 2 of 2 points." in capsys.readouterr().out


def test_every_fault_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "eigen.toml"
    path.write_text(SMALL.replace('"soft"', '"hard"').replace('phase = "after"\n', ""), encoding="utf-8")
    assert main(["phases", "check", str(path), "--language", "nl"]) == 1
    shown = " ".join(capsys.readouterr().out.split())
    assert "de volgorde is niet “soft”" in shown
    assert "Stelling “c”: er staat geen fase bij." in shown
    assert "3 fouten." in shown


@pytest.mark.parametrize(
    ("content", "told"),
    [(None, "kon niet worden gelezen"), (b"\xff\xfe\x00", "geen tekstbestand"), (b"#" * 31_000, "te groot")],
)
def test_files_that_are_no_model(
    content: bytes | None, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "eigen.toml"
    if content is not None:
        path.write_bytes(content)
    assert main(["phases", "check", str(path), "--language", "nl"]) == 1
    assert told in capsys.readouterr().err


def test_another_word_than_check_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["phases", "show", "x.toml", "--language", "en"])
    assert caught.value.code == 2
    assert "“show” is not possible" in capsys.readouterr().err
