"""The worker in this process: results, faults, deaths, cancelling, leases."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings
from tests.web.conftest import Cast

from vierkant_web import actions
from vierkant_web.jobs import leases
from vierkant_web.jobs.worker import Worker
from vierkant_web.models import Run, RunError, RunState

JOBS = "tests.web.jobs.example_jobs."
Ask = Callable[..., Run]


@pytest.fixture
def ask(cast: Cast, settings: Settings) -> Ask:
    """Ask for a run of a small job; the digest follows from the dossier."""
    settings.RUN_HEARTBEAT_SECONDS = 0.1
    settings.RUN_WAITING_PER_USER = 100

    def make(job: str, dossier: dict[str, Any], seed: int = 0) -> Run:
        settings.ASSESSMENT_JOB = JOBS + job
        return actions.request_run(
            variant=cast.variant, audience="shared", dossier=dossier, digest=str(hash(str(dossier))), draws=7,
            engine_version="1", seed=seed, by=cast.anna,
        )  # fmt: skip

    return make


def work() -> None:
    Worker(1).run(until_idle=True)


def until(condition: Callable[[], bool], seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.02)


def test_a_run_is_computed_and_its_result_is_kept(ask: Ask) -> None:
    run = ask("add", {"terms": [1, 2]}, seed=10)
    work()
    run.refresh_from_db()
    assert (run.state, run.result, run.progress, run.attempts, run.lease_owner) == (
        RunState.DONE, {"sum": 13, "draws": 7, "rules_on": timezone.localdate().isoformat()}, 1.0, 1, "",
    )  # fmt: skip
    assert run.created <= run.started <= run.finished


def test_a_process_that_died_while_idle_costs_no_attempt(ask: Ask) -> None:
    run = ask("add", {"terms": [1]})
    worker = Worker(1)
    slot = worker.slots[0]
    assert slot.start()
    until(lambda: slot.step() or slot.run is None)
    again = ask("add", {"terms": [2]})
    os.kill(slot._process._identity, signal.SIGKILL)
    time.sleep(0.5)  # until the executor has noticed
    worker.run(until_idle=True)
    for row in (run, again):
        row.refresh_from_db()
        assert (row.state, row.attempts) == (RunState.DONE, 1)


def test_the_oldest_run_comes_first(ask: Ask, tmp_path: Path) -> None:
    log = tmp_path / "log"
    for number in range(3):
        ask("add", {"terms": [number], "log": str(log)})
    work()
    assert [line.split()[0] for line in log.read_text().splitlines()] == ["[0]", "[1]", "[2]"]


def test_a_fault_fails_at_once_and_tells_no_content(ask: Ask) -> None:
    run = ask("fault", {"secret": "reorganisatie"})
    work()
    run.refresh_from_db()
    assert (run.state, run.error, run.attempts) == (RunState.FAILED, RunError.FAULT, 1)
    assert "RuntimeError" in run.error_detail
    assert "reorganisatie" not in run.error_detail
    assert run.get_error_display() != ""


def test_a_process_that_dies_is_tried_again_and_the_answer_comes(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leases, "RETRY_SECONDS", 0.0)
    run = ask("dies", {"log": str(tmp_path / "log"), "deaths": 2})
    work()
    run.refresh_from_db()
    assert (run.state, run.result, run.attempts) == (RunState.DONE, {"tries": 3}, 3)


def test_three_deaths_are_enough(ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leases, "RETRY_SECONDS", 0.0)
    run = ask("dies", {"log": str(tmp_path / "log"), "deaths": 9})
    work()
    run.refresh_from_db()
    assert (run.state, run.error, run.attempts) == (RunState.FAILED, RunError.STOPPED, 3)
    assert len((tmp_path / "log").read_text().splitlines()) == 3


def test_after_a_death_a_run_waits_a_little(ask: Ask, tmp_path: Path) -> None:
    run = ask("dies", {"log": str(tmp_path / "log"), "deaths": 1})
    work()
    run.refresh_from_db()
    assert run.state == RunState.WAITING
    assert run.not_before > timezone.now()


def test_a_cancelled_run_is_really_stopped(ask: Ask, tmp_path: Path) -> None:
    log = tmp_path / "log"
    run = ask("slow", {"log": str(log), "steps": 200})
    worker = Worker(1)

    def cancel_once_it_runs() -> bool:
        if log.exists():
            Run.objects.filter(pk=run.pk).update(cancel_requested=True)
        return log.exists()

    slot = worker.slots[0]
    assert slot.start()
    until(cancel_once_it_runs)
    until(lambda: slot.step() or slot.run is None)
    run.refresh_from_db()
    assert run.state == RunState.CANCELLED
    computing = int(log.read_text().split()[1])
    until(lambda: not Path(f"/proc/{computing}").exists(), seconds=5)
    assert "end" not in log.read_text()
    slot.close()


def test_a_run_that_takes_too_long_is_ended(ask: Ask, tmp_path: Path, settings: Settings) -> None:
    settings.RUN_LIMIT_SECONDS = 0.3
    run = ask("slow", {"log": str(tmp_path / "log"), "steps": 400})
    work()
    run.refresh_from_db()
    assert (run.state, run.error) == (RunState.FAILED, RunError.TOO_LONG)


def test_progress_and_lease_are_kept_up_while_it_computes(ask: Ask, tmp_path: Path) -> None:
    run = ask("slow", {"log": str(tmp_path / "log"), "steps": 20})
    worker = Worker(1)
    seen: list[tuple[float, Any]] = []
    slot = worker.slots[0]
    assert slot.start()

    def look() -> bool:
        slot.step()
        seen.append(Run.objects.values_list("progress", "lease_until").get(pk=run.pk))
        return slot.run is None

    until(look)
    shares = [share for share, _ in seen]
    assert shares == sorted(shares)
    assert any(0 < share < 1 for share in shares)
    assert len({lease for _, lease in seen if lease}) >= 3
    slot.close()


def test_a_worker_that_goes_home_gives_its_run_back_uncounted(ask: Ask, tmp_path: Path) -> None:
    run = ask("slow", {"log": str(tmp_path / "log"), "steps": 200})
    slot = Worker(1).slots[0]
    slot.start()
    slot.close()
    run.refresh_from_db()
    assert (run.state, run.attempts, run.lease_owner) == (RunState.WAITING, 0, "")


def test_a_run_is_taken_once(ask: Ask) -> None:
    run = ask("add", {"terms": []})
    assert leases.take("first") == run
    assert leases.take("second") is None


def test_a_lease_that_ran_out_goes_to_another_and_the_first_can_no_longer_write(ask: Ask) -> None:
    ask("add", {"terms": []})
    first = leases.take("first")
    Run.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    second = leases.take("second")
    assert second.attempts == 2
    assert not leases.renew(first, 0.5)
    assert not leases.finish(first, {"from": "first"})
    assert not leases.give_back(first)
    assert leases.finish(second, {"from": "second"})
    assert Run.objects.get().result == {"from": "second"}


def test_the_same_worker_does_not_write_for_an_attempt_it_lost(ask: Ask) -> None:
    ask("add", {"terms": []})
    old = leases.take("one")
    Run.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    new = leases.take("one")
    assert not leases.finish(old, {"from": "old"})
    assert leases.finish(new, {"from": "new"})


def test_the_sweep_ends_what_nobody_will_end(ask: Ask) -> None:
    past = timezone.now() - timedelta(seconds=1)
    runs = [ask("add", {"terms": [number]}) for number in range(4)]
    running = {"state": RunState.RUNNING, "lease_owner": "dead"}
    Run.objects.filter(pk=runs[0].pk).update(**running, lease_until=past, attempts=3)
    Run.objects.filter(pk=runs[1].pk).update(**running, lease_until=past, attempts=1, cancel_requested=True)
    Run.objects.filter(pk=runs[2].pk).update(
        **running, lease_until=timezone.now() + timedelta(minutes=1), attempts=3
    )
    assert leases.sweep() == 2
    states = list(Run.objects.order_by("pk").values_list("state", "error"))
    assert states == [("failed", "stopped"), ("cancelled", ""), ("running", ""), ("waiting", "")]


def test_a_worker_stops_when_told(db: None) -> None:
    worker = Worker(1)
    threading.Timer(0.3, worker.stopping.set).start()
    worker.run()
    assert worker.stopping.is_set()
