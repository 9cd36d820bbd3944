"""``python -m vierkant_web keep_waves``: close and delete what is due now. The worker does so every few seconds."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from vierkant_web.jobs.waves import keep_waves
from vierkant_web.models import Wave


class Command(BaseCommand):
    """Closes waves, deletes answers, wipes, deletes back-ups of which the time is over."""

    help = "Closes surveys, deletes answers and back-ups of which the time is over, and takes them out of the files."

    def handle(self, *args: Any, **options: Any) -> None:
        keep_waves(timezone.now())
        left = Wave.objects.filter(wipe_pending=True).count()
        self.stdout.write(
            "nothing is left to destroy" if not left else f"{left} still to be wiped: try again"
        )
