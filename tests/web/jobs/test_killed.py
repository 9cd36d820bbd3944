"""Real processes, really killed: an assessment is computed once, and what was acknowledged is there."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


class Site:
    """A data folder of its own, with processes that a test may kill."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.processes: list[subprocess.Popen[str]] = []
        self.environment = {
            **os.environ, "VIERKANT_DATA": str(folder), "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
            "DJANGO_SETTINGS_MODULE": "tests.web.jobs.worker_settings",
        }  # fmt: skip

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, *arguments], cwd=ROOT, env=self.environment, text=True, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self.processes.append(process)
        return process

    def worker(self, *arguments: str) -> subprocess.Popen[str]:
        return self.start("-m", "vierkant_web", "work", *arguments)

    def rows(self, query: str) -> list[tuple[object, ...]]:
        connection = sqlite3.connect(self.folder / "vierkant.sqlite3", timeout=20)
        try:
            return connection.execute(query).fetchall()
        finally:
            connection.close()


@cache
def migrated(base: Path) -> Path:
    """A data folder with an empty database, made once per process."""
    made = Site(base / "migrated")
    made.folder.mkdir()
    assert made.start("-m", "vierkant_web", "migrate", "--verbosity", "0").wait(timeout=120) == 0
    return made.folder


@pytest.fixture
def site(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    shutil.copytree(migrated(tmp_path_factory.getbasetemp()), tmp_path, dirs_exist_ok=True)
    made = Site(tmp_path)
    yield made
    for process in made.processes:
        process.kill()
        process.wait()


ASK = """
import django, json, sys; django.setup()
from vierkant_web import actions
user = actions.create_account(email="anna@voorbeeld.example")
cooperation = actions.create_cooperation(name="Proef", kind="internal", by=user)
for dossier in json.loads(sys.argv[1]):
    actions.request_run(variant=cooperation.variants.get(), audience="shared", dossier=dossier,
        digest=str(dossier["id"]), draws=1, engine_version="1", by=user)
"""


def ask(site: Site, dossiers: list[dict[str, object]]) -> None:
    assert site.start("-c", ASK, json.dumps(dossiers)).wait(timeout=60) == 0


def until(condition: Callable[[], bool], seconds: float = 40.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.05)


def lines(log: Path) -> list[str]:
    return log.read_text().splitlines() if log.exists() else []


def test_a_killed_worker_leaves_a_run_that_another_takes_over(site: Site, tmp_path: Path) -> None:
    log = tmp_path / "log"
    ask(site, [{"id": 1, "log": str(log), "steps": 30}])
    first = site.worker()
    until(lambda: bool(lines(log)))
    first.send_signal(signal.SIGKILL)
    first.wait()
    computing = int(lines(log)[0].split()[1])
    until(lambda: not Path(f"/proc/{computing}").exists(), seconds=5)  # nothing computes for nobody
    assert site.rows("SELECT state, attempts FROM run") == [("running", 1)]
    site.worker()
    until(lambda: site.rows("SELECT state FROM run") == [("done",)])
    assert site.rows("SELECT attempts, result FROM run") == [(2, '{"steps": 30}')]
    assert [line.split()[0] for line in lines(log)] == ["begin", "begin", "end"]


def test_two_workers_compute_each_run_once(site: Site, tmp_path: Path) -> None:
    logs = [tmp_path / f"log{number}" for number in range(5)]
    ask(site, [{"id": number, "log": str(log), "steps": 4} for number, log in enumerate(logs)])
    for process in [site.worker("--until-idle"), site.worker("--until-idle")]:
        assert process.wait(timeout=60) == 0
    assert site.rows("SELECT state, attempts, count(*) FROM run GROUP BY 1, 2") == [("done", 1, 5)]
    assert [[line.split()[0] for line in lines(log)] for log in logs] == [["begin", "end"]] * 5


def test_a_worker_that_is_asked_to_stop_gives_its_run_back(site: Site, tmp_path: Path) -> None:
    log = tmp_path / "log"
    ask(site, [{"id": 1, "log": str(log), "steps": 400}])
    worker = site.worker()
    until(lambda: bool(lines(log)))
    worker.terminate()
    assert worker.wait(timeout=10) == 0
    assert site.rows("SELECT state, attempts FROM run") == [("waiting", 0)]


SAVE = """
import django; django.setup()
from vierkant_web import actions
user = actions.create_account(email="anna@voorbeeld.example")
variant = actions.create_cooperation(name="Proef", kind="internal", by=user).variants.get()
for number in range(100_000):
    row = actions.save_section(variant=variant, section="tasks", content={"n": number}, based_on=number, by=user)
    print(row.number, flush=True)
"""


def test_what_was_acknowledged_before_a_kill_is_there(site: Site) -> None:
    process = site.start("-c", SAVE)
    assert process.stdout is not None
    acknowledged = [int(process.stdout.readline()) for _ in range(25)]
    process.send_signal(signal.SIGKILL)
    acknowledged += [int(line) for line in process.stdout.read().split("\n")[:-1]]
    process.wait()
    stored = site.rows("SELECT number, json_extract(content, '$.n') FROM section_revision ORDER BY number")
    # All that was acknowledged, at most one more that was written but not yet told, and no gap.
    assert stored == [(number, number - 1) for number in range(1, len(stored) + 1)]
    assert acknowledged[-1] <= len(stored) <= acknowledged[-1] + 1
    events = site.rows("SELECT count(*) FROM audit_event WHERE action = 'section.save'")
    assert events == [(len(stored),)]
    assert site.rows("PRAGMA integrity_check") == [("ok",)]
