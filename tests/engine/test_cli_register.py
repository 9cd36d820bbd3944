"""``vierkant register check``: counts and possible findings on a terminal, and files that cannot be read."""

from __future__ import annotations

import gzip
import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from tests.engine.reference.exports import EXTRACT, WHOLE, export, record

from vierkant.cli import main


@pytest.fixture(autouse=True)
def _terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Dutch, and 80 columns wide."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    try:
        status = main(["register", *arguments])
    except SystemExit as stop:
        status = int(str(stop.code))
    out, err = capsys.readouterr()
    return status, out, err


def words(text: str) -> str:
    return " ".join(text.split())


def test_the_extract_in_dutch(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "check", str(EXTRACT))
    assert (status, err) == (0, "")
    text = words(out)
    assert "Geldende regelingen op 16 mei 2026: 18, van 20 records." in text
    assert "Raad of burgemeester in een bedrijfsvoeringsorganisatie (F01): 2" in text
    assert "art. 8 lid 3 Wgr, zekerheid hoog" in text
    assert "Elk punt is mogelijk, niet zeker" in text
    assert "Wat het register niet kan laten zien" in text
    assert "fictief" not in out
    assert max(map(len, out.splitlines())) <= 80


def test_the_extract_in_english(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _err = run(capsys, "check", str(EXTRACT), "--language", "en")
    assert status == 0
    text = words(out)
    assert "Arrangements in force on 16 May 2026: 18, of 20 records." in text
    assert "Every finding is possible, not certain" in text
    for dutch in ("geldend", "Mogelijke", "zekerheid", "regelingen op"):
        assert dutch not in out
    assert max(map(len, out.splitlines())) <= 80


def test_all_shows_every_arrangement(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "veel.xml"
    path.write_bytes(export(*(record(str(number), begins="2020-01-01") for number in range(1, 9))))
    _status, short, _err = run(capsys, "check", str(path))
    _status, whole, _err = run(capsys, "check", str(path), "--all")
    assert "en nog 3; met --all ziet u ze allemaal" in words(short)
    assert "(8)." in whole
    assert "met --all" not in whole


def test_another_day(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _err = run(capsys, "check", str(EXTRACT), "--on", "2016-01-01")
    assert status == 0
    assert "Geldende regelingen op 1 januari 2016" in words(out)
    assert "Niet gewijzigd sinds de wetswijziging" not in out
    status, _out, err = run(capsys, "check", str(EXTRACT), "--on", "gisteren")
    assert status == 2
    assert "gisteren" in err


def test_json_holds_everything(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _err = run(capsys, "check", str(EXTRACT), "--json")
    found = json.loads(out)
    assert status == 0
    assert (found["active"], found["records"], found["schema"], found["on"]) == (
        18,
        20,
        "2.6.9",
        "2026-05-16",
    )
    assert {"findings", "rules", "summary", "not_checkable", "problems", "notices"} <= set(found)
    assert {row["rule"] for row in found["findings"]} >= {"F01", "F06", "F10"}
    assert "fictief" not in out


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"geen xml", "Dit is geen XML-bestand."),
        (b"", "Het bestand is leeg."),
        (b"<rss/>", "begint met <rss>"),
        (export(record(), before='<!DOCTYPE p [<!ENTITY a "b">]>\n'), "staat een DOCTYPE"),
        (export(record()).replace(b"</p:titel>", b""), "XML is kapot"),
        (gzip.compress(export(record()))[:120], "niet compleet"),
        (gzip.compress(b"<overheidsorganisaties>" + b" " * 40_000_000), "150 keer zo groot"),
    ],
)
def test_a_file_that_cannot_be_read_gives_one_and_no_trace(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "export.xml"
    path.write_bytes(content)
    status, out, err = run(capsys, "check", str(path))
    assert status == 1
    assert said in words(out)
    assert "export.xml" in out
    assert "Traceback" not in out + err


def test_a_missing_file_and_a_folder(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for path in (tmp_path / "weg.xml", tmp_path):
        status, out, _err = run(capsys, "check", str(path))
        assert status == 1
        assert "is niet te lezen" in words(out)


def test_bad_records_are_told_and_the_others_counted(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "export.xml"
    path.write_bytes(export(record("1"), record("2", begins="2023-13-01"), record("", title="Zonder")))
    status, out, _err = run(capsys, "check", str(path))
    text = words(out)
    assert status == 0
    assert "Geldende regelingen op 16 mei 2026: 1, van 2 records." in text
    assert "“2023-13-01” bij datumInwerkingtreding is geen datum." in text
    assert "Een regeling heeft geen nummer" in text


def test_another_version_and_an_export_without_arrangements(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "export.xml"
    path.write_bytes(export(record(), schema="2.7.0"))
    status, out, _err = run(capsys, "check", str(path))
    assert status == 0
    assert "versie 2.7.0" in words(out)
    path.write_bytes(export())
    status, out, _err = run(capsys, "check", str(path))
    assert status == 0
    assert "geen gemeenschappelijke regelingen" in words(out)


def test_what_is_typed_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in ((), ("check",), ("verify", "x.xml"), ("check", "x.xml", "--rules")):
        status, _out, err = run(capsys, *arguments)
        assert status == 2
        assert err.startswith("gebruik:")


@pytest.mark.skipif(not WHOLE.exists(), reason="the whole export is not here")
def test_the_whole_export_in_two_seconds_with_the_start() -> None:
    command = [sys.executable, "-m", "vierkant.cli", "register", "check", str(WHOLE)]
    times = []
    for _ in range(2):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        # Its own time: on a busy machine the clock also counts the others.
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert "Geldende regelingen op 16 mei 2026: 451, van 1.186 records." in words(done.stdout)
    assert min(times) < 2  # issue 4
