"""``python -m vierkant_web backup``: a copy of the database that expires."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from vierkant_web.backups import MOST_DAYS, BackupRefused, list_backups, make_backup

_REASONS = {
    "closing": "A wave closes just now. Make the back-up again in a minute.",
    "damaged": "The copy is not sound, so it was not kept. Check the disk and the database.",
}


class Command(BaseCommand):
    """Makes a back-up, or lists them."""

    help = (
        "Writes a copy of the database into the folder for back-ups. Its name says until when it may exist; the worker"
        " deletes it then. Copy it to elsewhere only where it is deleted at that moment too."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--days", type=int, help=f"how long to keep it, 1 to {MOST_DAYS}")
        parser.add_argument("--list", action="store_true", help="show the back-ups there are, and make none")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["list"]:
            for backup in list_backups():
                self.stdout.write(f"{backup.path}  until {_text(backup.expires)}")
            return
        days = options["days"]
        if days is not None and not 1 <= days <= MOST_DAYS:
            raise CommandError(f"--days must be 1 to {MOST_DAYS}.")
        try:
            made = make_backup(timezone.now(), days)
        except BackupRefused as refused:
            raise CommandError(_sentence(refused)) from refused
        self.stdout.write(f"{made.path}\nmay exist until {_text(made.expires)}")


def _text(moment: datetime) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M")


def _sentence(refused: BackupRefused) -> str:
    reason, latest = str(refused), refused.latest
    if latest is not None and reason == "too_long":
        return (
            f"A copy of this database may exist until {_text(latest)} at the latest: then a wave closes, or answers"
            " must be deleted. Give fewer days, or none."
        )
    if latest is not None and reason == "not_sqlite":
        return (
            "For PostgreSQL use: pg_dump --exclude-table-data=mailing_line. Delete that file by"
            f" {_text(latest)} at the latest; archives of the journal as well."
        )
    return _REASONS.get(reason, reason)
