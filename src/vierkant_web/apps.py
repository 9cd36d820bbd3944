"""The one Django app."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.core.checks import register
from django.db import connections
from django.db.models.signals import post_migrate


class VierkantWeb(AppConfig):
    """Everything of this project lives in one app."""

    name = "vierkant_web"
    label = "vierkant_web"
    verbose_name = "Vierkant"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to allauth for the audit trail, check own tables, put the database's guards back after migrations."""
        # Both need the models, which are loaded only now.
        from vierkant_web.accounts import signals
        from vierkant_web.jobs.own_tables import check_own_tables

        signals.listen()
        register(check_own_tables)
        post_migrate.connect(_install_guards, sender=self)


def _install_guards(using: str, plan: list[Any] | None = None, **_kwargs: Any) -> None:
    # SQLite rebuilds a table to alter it and loses its triggers, so they are not part of one migration.
    from vierkant_web.models.append_only import install_triggers
    from vierkant_web.wiping import keep_no_statistics

    connection = connections[using]
    if "section_revision" in connection.introspection.table_names():
        install_triggers(connection)
        keep_no_statistics(connection)
