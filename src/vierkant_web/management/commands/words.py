"""``python -m vierkant_web words``: compile the Dutch of all folders."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from vierkant_web.catalogue import compile_words, parts


class Command(BaseCommand):
    """Compiles the words."""

    help = "Compiles locale/nl/*.po into the catalogue that the pages read."

    def handle(self, *args: Any, **options: Any) -> None:
        compile_words(force=True)
        self.stdout.write(f"{len(parts())} files compiled")
