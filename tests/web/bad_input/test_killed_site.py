"""kill -9 on the real web server and on the real worker: what was acknowledged is there, and nothing gets stuck."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import urllib.error
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.journeys.site import Site as Address
from tests.journeys.site import Visitor, free_port
from tests.web.jobs.test_killed import Site, until

PASSWORD = "lang-genoeg-voor-hier"
MAKE = """
import django, sys; django.setup()
from pathlib import Path
from vierkant.dossier import load, split, to_plain_dossier
from vierkant_web import actions
from vierkant_web.actions import Part
from vierkant_web.models import Section, Visibility
anna = actions.create_account(email="anna@voorbeeld.example", name="Anna", password=sys.argv[1], verified=True)
cooperation = actions.create_cooperation(name="HLTsamen", kind="intermunicipal", by=anna)
plain = to_plain_dossier(load(Path("examples/hltsamen.toml")))
parts = [Part(section, partner, content, Visibility.SHARED) for (section, partner), content in split(plain).items()]
actions.save_many(variant=cooperation.variants.get(), parts=parts, by=anna)
print(cooperation.slug)
"""


class Web:
    """A gunicorn of two processes on a site, and somebody who visits it."""

    def __init__(self, site: Site, slug: str) -> None:
        self.site, self.port = site, free_port()
        self.start()
        self.visitor = Visitor(Address(f"http://127.0.0.1:{self.port}", 0, str(site.folder)))
        self.visitor.sign_in("anna", PASSWORD)
        self.form = f"/s/{slug}/overzicht/invullen/samenwerking/"
        self.overview = f"/s/{slug}/overzicht/"

    def start(self) -> None:
        """Start the server and wait until it answers."""
        self.master = self.site.start(
            "-m", "gunicorn", "vierkant_web.wsgi", "--bind", f"127.0.0.1:{self.port}", "--worker-class", "gthread",
            "--workers", "2", "--threads", "4", "--no-control-socket", "--log-level", "error",
        )  # fmt: skip
        until(self.answers)

    def answers(self) -> bool:
        """Whether it is alive."""
        try:
            return Visitor(Address(f"http://127.0.0.1:{self.port}", 0, "")).get("/levend/") == "ok"
        except (urllib.error.URLError, ConnectionError):
            return False

    def workers(self) -> list[int]:
        """The processes that answer."""
        children = Path(f"/proc/{self.master.pid}/task/{self.master.pid}/children").read_text()
        return [int(number) for number in children.split()]

    def kill(self) -> None:
        """Kill all of it at once, as a machine does that loses its power."""
        numbers = [self.master.pid, *self.workers()]
        for number in numbers:
            os.kill(number, signal.SIGKILL)
        self.master.wait()
        until(lambda: not any(_lives(number) for number in numbers[1:]))

    def save(self, goal: str) -> str:
        """Save a goal through the form; the page one comes to."""
        page = self.visitor.get(self.form)
        based_on = re.search(r'name="based_on" value="(\d+)"', page)
        assert based_on is not None
        data = {"based_on": based_on[1], "part-name": "HLTsamen", "part-kind": "intermunicipal",
                "part-stage": "deciding", "part-start_year": "2017", "part-goal": goal, "next": "overview"}  # fmt: skip
        return self.visitor.post(self.form, data)


def _lives(number: int) -> bool:
    status = Path(f"/proc/{number}/status")
    return status.exists() and "zombie" not in status.read_text()


def _site(folder: Path) -> Site:
    made = Site(folder)
    made.environment["DJANGO_SETTINGS_MODULE"] = "tests.web.bad_input.short_lease"
    return made


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A data folder with the example in it, and the slug; each test gets a copy."""
    folder = tmp_path_factory.mktemp("prepared")
    made = _site(folder)
    assert made.start("-m", "vierkant_web", "prepare").wait(timeout=120) == 0
    making = made.start("-c", MAKE, PASSWORD)
    slug = making.communicate(timeout=60)[0].strip()
    assert making.returncode == 0
    return folder, slug


@pytest.fixture
def site(prepared: tuple[Path, str], tmp_path: Path) -> Iterator[Site]:
    folder = tmp_path / "data"
    shutil.copytree(prepared[0], folder)
    made = _site(folder)
    yield made
    for process in made.processes:
        process.kill()
        process.wait()


@pytest.fixture
def web(site: Site, prepared: tuple[Path, str]) -> Iterator[Web]:
    running = Web(site, prepared[1])
    yield running
    if running.master.poll() is None:
        running.master.terminate()  # it ends its workers
        running.master.wait(timeout=30)


def goals(site: Site) -> list[str]:
    query = "SELECT json_extract(content, '$.goal') FROM section_revision WHERE section = 'cooperation' ORDER BY number"
    return [str(row[0]) for row in site.rows(query)]


def test_what_was_acknowledged_is_there_after_the_web_server_was_killed(web: Web, site: Site) -> None:
    said = []
    for number in range(3):
        goal = f"Doel nummer {number}, vlak voor de stroom uitviel"
        assert "opgeslagen" in web.save(goal).lower()
        web.kill()
        said.append(goal)
        assert goals(site)[1:] == said
        web.start()
        assert goal in web.visitor.get(web.form)  # one is still signed in, and it is there
    assert site.rows("PRAGMA integrity_check") == [("ok",)]


def test_a_killed_process_of_the_web_server_is_replaced(web: Web) -> None:
    before = web.workers()
    assert "opgeslagen" in web.save("Voor het ongeluk").lower()
    os.kill(before[0], signal.SIGKILL)
    until(lambda: len(web.workers()) == 2 and before[0] not in web.workers())
    assert "opgeslagen" in web.save("Na het ongeluk").lower()
    assert "Na het ongeluk" in web.visitor.get(web.form)


def computing(worker: subprocess.Popen[str]) -> bool:
    """Whether the worker has a process of its own that computes."""
    return bool(Path(f"/proc/{worker.pid}/task/{worker.pid}/children").read_text().split())


def test_an_assessment_of_a_killed_worker_is_finished_by_the_next(web: Web, site: Site) -> None:
    first = site.worker()
    assert "wordt" in web.visitor.get(web.overview)  # the page asks for it, and says that it is being made
    # Halfway: it has told how far it is.
    until(lambda: site.rows("SELECT count(*) FROM run WHERE state = 'running' AND progress > 0") == [(1,)])
    assert computing(first)
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert site.rows("SELECT state, attempts, result IS NULL FROM run") == [("running", 1, 1)]
    site.worker()
    until(lambda: site.rows("SELECT state FROM run") == [("done",)], seconds=120)
    assert site.rows("SELECT attempts, error FROM run") == [(2, "")]
    page = web.visitor.get(web.overview)
    assert "data-pending" not in page
    assert "v-panel--human" in page
    assert site.rows("SELECT count(*) FROM run WHERE state IN ('waiting', 'running')") == [(0,)]
