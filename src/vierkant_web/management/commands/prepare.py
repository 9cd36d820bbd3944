"""``python -m vierkant_web prepare``: everything between installing and starting."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from vierkant_web.catalogue import compile_words


class Command(BaseCommand):
    """Words, static files, database. May be repeated."""

    help = "Compiles the words, collects the static files, migrates the database, makes the cache table."

    def handle(self, *args: Any, **options: Any) -> None:
        compile_words()
        call_command("collectstatic", interactive=False, verbosity=0)
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
