"""``python -m vierkant_web audit``: check the audit trail and write it out."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from vierkant_web.actions.audit import first_broken_event
from vierkant_web.models import AuditEvent

FIELDS = ("number", "time", "action", "object", "result", "actor", "origin", "previous", "hash")


class Command(BaseCommand):
    """Exports the audit trail as lines of JSON, for a log server."""

    help = "Checks the chain of the audit trail and writes its events as lines of JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--after", type=int, default=0, help="only events after this number")
        parser.add_argument("--check", action="store_true", help="check the chain and write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        broken = first_broken_event()
        if not options["check"]:
            for row in AuditEvent.objects.filter(number__gt=options["after"]).values(*FIELDS).iterator():
                self.stdout.write(json.dumps({**row, "time": row["time"].isoformat()}))
        if broken is not None:
            raise CommandError(f"the audit trail was changed: event {broken} is not what was written")
