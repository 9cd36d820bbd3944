"""The command line at a terminal: pipes, full disks, Ctrl-C, colour, width, progress."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import time
from io import StringIO
from pathlib import Path

import pytest

from vierkant.cli import INTERRUPTED, PIPE_CLOSED, main
from vierkant.command_line.page import Page, page_for
from vierkant.command_line.progress import Progress
from vierkant.quantities import Level

EXAMPLES = Path(__file__).parents[2] / "examples"
HLT = str(EXAMPLES / "hltsamen.toml")
FEW = ("--draws", "1000", "--today", "2026-11-24")
COMMAND = [sys.executable, "-m", "vierkant.cli"]


@pytest.fixture(autouse=True)
def _dutch(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Exit status, what came out, and what went to the error stream."""
    try:
        status = main(list(arguments))
    except SystemExit as stop:
        status = int(str(stop.code or 0))
    out, err = capsys.readouterr()
    return status, out, err


def test_a_reader_that_goes_away_is_no_fault() -> None:
    """As with ``| head -1``: no traceback, and the status a shell expects."""
    reading, writing = os.pipe()
    process = subprocess.Popen([*COMMAND, "schema"], stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    os.read(reading, 10)
    os.close(reading)
    _, err = process.communicate(timeout=30)
    assert err == b""
    assert process.returncode in (0, PIPE_CLOSED)  # 0: all of it fitted in the pipe


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device on this system")
def test_a_full_disk_is_told() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([*COMMAND, "schema"], stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 1
    assert done.stderr.decode().startswith("De uitvoer kon niet worden geschreven: ")
    assert "Traceback" not in done.stderr.decode()


def until_busy(pid: int) -> None:
    """Wait until the process used the processor for two seconds: long past its start, however slow the machine."""
    for _time in range(600):
        used = sum(map(int, Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]))
        if used / os.sysconf("SC_CLK_TCK") >= 2:
            return
        time.sleep(0.1)


def test_stopping_with_the_keyboard() -> None:
    process = subprocess.Popen(
        [*COMMAND, "assess", HLT, "--draws", "10000000", "--today", "2026-11-24"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # A test run in the background ignores Ctrl-C, and its children inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    until_busy(process.pid)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == INTERRUPTED
    assert out == b""
    assert err.decode().strip() == "Gestopt."


def test_a_terminal_gets_colour_and_no_color_takes_it_away() -> None:
    def shown(**environment: str) -> bytes:
        reading, writing = pty.openpty()
        process = subprocess.Popen(
            [*COMMAND, "check", str(EXAMPLES / "minimal.toml")],
            stdout=writing,
            env={**os.environ, "TERM": "xterm", **environment},
        )
        os.close(writing)
        found = b""
        while True:
            try:
                piece = os.read(reading, 4096)
            except OSError:  # the other end closed
                break
            found += piece
        process.wait(timeout=30)
        os.close(reading)
        return found

    assert "\x1b[32m✔ \x1b[0m".encode() in shown()
    assert b"\x1b" not in shown(NO_COLOR="1")
    assert b"\x1b" not in shown(TERM="dumb")


def test_a_terminal_without_the_symbols_still_gets_the_words() -> None:
    done = subprocess.run(
        [*COMMAND, "check", str(EXAMPLES / "minimal.toml")],
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=True,
    )
    assert done.stdout.startswith(b"? minimal.toml: geen fouten.")


def test_paragraphs_wrap_under_their_mark() -> None:
    page = Page(width=30, colour=False)
    page.level(Level.RED, "een twee drie vier vijf zes zeven acht", indent=2)
    assert str(page) == "  ✖ een twee drie vier vijf\n    zes zeven acht"
    assert Page(width=500, colour=False).width == 100
    assert not page_for(StringIO(), {}).colour


class _Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_for_terminals_and_for_what_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("vierkant.command_line.progress.time.monotonic", lambda: now[0])
    quick, slow, pipe = _Terminal(), _Terminal(), StringIO()
    with Progress(quick, "nl") as progress:
        for share in (0.1, 0.5, 1.0):
            now[0] += 0.3
            progress(share)
    assert quick.getvalue() == ""
    for stream in (slow, pipe):
        with Progress(stream, "nl") as progress:
            for share in (0.0, 0.25, 0.5):
                now[0] += 2
                progress(share)
    assert pipe.getvalue() == ""
    assert "Rekenen [###############...............]  50%  6 s" in slow.getvalue()
    assert slow.getvalue().endswith("\r"), "the bar wipes itself"


def test_nothing_in_a_name_steers_the_terminal() -> None:
    page = Page(width=80, colour=False)
    page.text("Regeling \x1b[31mrood\x1b[0m\x9b2J van Ede")
    page.heading("Kop\x07")
    assert "\x1b" not in str(page)
    assert "\x9b" not in str(page)
    assert "\x07" not in str(page)
    assert "rood" in str(page)
