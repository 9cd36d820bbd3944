"""``python -m vierkant_web forget_help``: delete requests for help whose time is over. The worker does so every day."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from vierkant_web.actions import forget_old_help


class Command(BaseCommand):
    """Deletes what was handled 30 days ago or asked 180 days ago."""

    help = "Deletes requests for help that were handled 30 days ago or asked 180 days ago."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{forget_old_help(today=timezone.localdate())} deleted")
