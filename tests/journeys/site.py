"""The product as people run it, with its examples: one web server and one worker for all journeys together."""

from __future__ import annotations

import fcntl
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Site:
    """A running trial: its address, its process and its data folder."""

    address: str
    pid: int
    folder: str


def free_port() -> int:
    """A port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(folder: Path, **environment: str) -> Site:
    """Start the trial and wait until it answers.

    Raises:
        AssertionError: it ended, or did not answer within two minutes; with what it printed.
    """
    port, log = free_port(), folder / "trial.log"
    environ = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    environ |= {"VIERKANT_DATA": str(folder), "VIERKANT_PORT": str(port), "PYTHONUNBUFFERED": "1",
                "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", **environment}  # fmt: skip
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "vierkant_web.management.serve"], cwd=ROOT, env=environ, stdout=output,
            stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
    end = time.monotonic() + 120
    while "staat klaar" not in log.read_text():
        assert process.poll() is None, log.read_text()
        assert time.monotonic() < end, log.read_text()
        time.sleep(0.1)
    return Site(f"http://127.0.0.1:{port}", process.pid, str(folder))


def stop(site: Site) -> None:
    """Stop it in order, by its own number."""
    try:
        os.kill(site.pid, signal.SIGTERM)
    except ProcessLookupError:
        return
    for _ in range(300):
        try:
            if os.waitpid(site.pid, os.WNOHANG)[0]:
                return
        except ChildProcessError:  # another process of the test run started it
            if _is_over(site.pid):
                return
        time.sleep(0.1)


def _is_over(pid: int) -> bool:
    """Gone, or over and not yet looked at by the process that started it (state Z)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


@contextmanager
def shared(folder: Path) -> Iterator[Site]:
    """One trial for all processes of a test run: the first starts it, the last stops it."""
    note = folder / "site.json"
    with _locked(folder):
        found = json.loads(note.read_text()) if note.exists() else None
        if found is None:
            data = folder / f"site-{os.getpid()}-{time.monotonic_ns()}"
            data.mkdir()
            found = {"site": asdict(start(data)), "users": 0}
        found["users"] += 1
        note.write_text(json.dumps(found))
    site = Site(**found["site"])
    try:
        yield site
    finally:
        with _locked(folder):
            found = json.loads(note.read_text())
            found["users"] -= 1
            if found["users"]:
                note.write_text(json.dumps(found))
            else:
                note.unlink()
                stop(site)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    with (folder / "site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


class Visitor:
    """Somebody with a browser without scripts: signs in and sends forms, over real HTTP."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())

    def get(self, path: str) -> str:
        """The text of a page, after redirects."""
        with self.opener.open(self.site.address + path, timeout=60) as answer:
            return str(answer.read().decode())

    def post(self, path: str, data: dict[str, Any]) -> str:
        """Send a form from the page at this address; the text of where one ends up."""
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.get(path))
        assert token is not None, path
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": token[1], **data}).encode()
        request = urllib.request.Request(
            self.site.address + path, body, {"Referer": self.site.address + path}
        )
        with self.opener.open(request, timeout=60) as answer:
            return str(answer.read().decode())

    def sign_in(self, name: str, password: str) -> Visitor:
        """Sign in as one of the example users."""
        self.post("/account/login/", {"login": f"{name}@voorbeeld.example", "password": password})
        return self
