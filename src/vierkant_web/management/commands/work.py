"""``python -m vierkant_web work``: compute assessments until told to stop."""

from __future__ import annotations

import signal
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from vierkant_web.jobs.worker import Worker
from vierkant_web.origin import coming_from


class Command(BaseCommand):
    """The worker."""

    help = "Computes the assessments that are waiting. May run more than once, also on several machines."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--until-idle", action="store_true", help="stop when nothing is waiting")

    def handle(self, *args: Any, **options: Any) -> None:
        worker = Worker()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: worker.stopping.set())
        with coming_from("worker"):
            worker.run(until_idle=options["until_idle"])
