"""``make run``: starts, says where, mends itself, stops; and the examples it brings."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from pytest_django import Settings

from vierkant_web.management import example
from vierkant_web.models import Cooperation, Membership, SectionRevision, User

ROOT = Path(__file__).resolve().parents[3]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Served:
    """The trial as a process, with what it printed."""

    def __init__(self, folder: Path, port: int) -> None:
        self.port = port
        environ = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
        environ |= {"VIERKANT_DATA": str(folder), "VIERKANT_PORT": str(port), "PYTHONUNBUFFERED": "1"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "vierkant_web.management.serve"], cwd=ROOT, env=environ, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        self.lines: list[str] = []
        threading.Thread(target=lambda: self.lines.extend(self.process.stdout or ()), daemon=True).start()

    @property
    def text(self) -> str:
        return "".join(self.lines)

    def children(self) -> dict[str, int]:
        """The number of the web server and of the worker."""
        found = {}
        for number in Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split():
            command = Path(f"/proc/{number}/cmdline").read_text()
            found["server" if "gunicorn" in command else "worker"] = int(number)
        return found


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[[int], Served]]:
    started: list[Served] = []

    def start(port: int) -> Served:
        started.append(Served(tmp_path, port))
        return started[-1]

    yield start
    for served in started:
        if served.process.poll() is None:
            served.process.terminate()
            served.process.wait(timeout=30)


def until(condition: Callable[[], bool], seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.1)


def gone(number: int) -> bool:
    status = Path(f"/proc/{number}/status")
    return not status.exists() or "zombie" in status.read_text()


def test_it_starts_mends_itself_and_stops(serve: Callable[[int], Served]) -> None:
    served = serve(free_port())
    until(lambda: "staat klaar" in served.text)
    assert f"http://127.0.0.1:{served.port}" in served.text
    assert "anna@voorbeeld.example" in served.text
    assert example.PASSWORD in served.text
    with urllib.request.urlopen(f"http://127.0.0.1:{served.port}/account/login/") as answer:
        page = answer.read().decode()
    assert "Inloggen" in page
    style = page.split('rel="stylesheet" href="')[1].split('"')[0]
    assert "." in style.removesuffix(".css").rsplit("/", 1)[1]  # collected, with its digest in the name
    with urllib.request.urlopen(f"http://127.0.0.1:{served.port}{style}") as answer:
        assert "immutable" in answer.headers["Cache-Control"]

    before = served.children()
    os.kill(before["worker"], signal.SIGKILL)
    until(lambda: served.children().get("worker", before["worker"]) != before["worker"])
    assert "rekenaar is gestopt" in served.text

    second = serve(served.port)
    assert second.process.wait(timeout=60) == 1
    until(lambda: "al in gebruik" in second.text)
    assert f"VIERKANT_PORT={served.port + 1}" in second.text

    children = served.children()
    served.process.send_signal(signal.SIGINT)
    assert served.process.wait(timeout=30) == 0
    until(lambda: all(gone(number) for number in children.values()), seconds=5)


def test_a_port_that_is_no_port_is_named(tmp_path: Path) -> None:
    environ = {**os.environ, "VIERKANT_DATA": str(tmp_path), "VIERKANT_PORT": "acht"}
    done = subprocess.run(
        [sys.executable, "-m", "vierkant_web.management.serve"], cwd=ROOT, env=environ, text=True,
        capture_output=True, check=False,
    )  # fmt: skip
    assert (done.returncode, "niet 'acht'" in done.stderr) == (1, True)


@pytest.fixture
def trial(settings: Settings) -> None:
    settings.EXAMPLE, settings.HTTPS, settings.ALLOWED_HOSTS = True, False, ["127.0.0.1", "localhost"]


def test_the_examples_are_loaded_once(db: None, trial: None) -> None:
    assert example.load() == len(list((ROOT / "examples").glob("*.toml")))
    counts = (User.objects.count(), Cooperation.objects.count(), SectionRevision.objects.count())
    assert example.load() == 0
    assert (User.objects.count(), Cooperation.objects.count(), SectionRevision.objects.count()) == counts
    rows = Membership.objects.filter(cooperation__name="HLTsamen").order_by("user__name")
    assert list(rows.values_list("user__name", "role", "partner")) == [
        ("Anna", "coordinator", ""),
        ("Bram", "partner_editor", "hillegom"),
        ("Carla", "controller", "lisse"),
        ("Daan", "reader", "teylingen"),
        ("Gita", "guide", ""),
        ("Hanna", "hr_change", ""),
        ("Omar", "works_council", ""),
        ("Petra", "privacy_officer", ""),
    ]
    towns = Cooperation.objects.get(name="HLTsamen").municipalities.values_list("code", "name")
    assert list(towns) == [("GM0534", "Hillegom"), ("GM0553", "Lisse"), ("GM1525", "Teylingen")]


@pytest.mark.parametrize(
    ("name", "value"), [("EXAMPLE", False), ("HTTPS", True), ("ALLOWED_HOSTS", ["vierkant.example.nl"])]
)
def test_examples_never_come_into_a_site_that_others_can_reach(
    db: None, trial: None, settings: Settings, name: str, value: object
) -> None:
    setattr(settings, name, value)
    with pytest.raises(ImproperlyConfigured):
        example.load()
    assert not User.objects.exists()
