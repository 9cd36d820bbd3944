"""Rows that are written once: the model refuses a change, and triggers in the database refuse it as well.

The triggers are the last guard, also against a hasty repair by hand. On a section revision one update passes:
a redaction, which empties the content and says who, when and why, once. On a release as well: its view may be emptied,
because it holds a copy of what was redacted. A wave that opened keeps its setup and its dates as they were, and never
goes back to before its opening.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

REFUSED = "append-only: this row is never changed or deleted"
FROZEN = "wave_frozen"
"""Name of the guard of a wave that opened."""


class AppendOnlyError(TypeError):
    """Somebody tried to change or delete a row that is written once."""

    def __init__(self) -> None:
        super().__init__(REFUSED)


class AppendOnlyQuerySet(models.QuerySet[Any]):
    """A query set without the ways around `save` and `delete`."""

    def update(self, **kwargs: Any) -> int:
        raise AppendOnlyError

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        raise AppendOnlyError

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AppendOnlyError


class AppendOnly(models.Model):
    """Base of a row that is written once."""

    objects: ClassVar[models.Manager[Any]] = models.Manager.from_queryset(AppendOnlyQuerySet)()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert the row; an existing row is refused.

        Raises:
            AppendOnlyError: the row stands already.
        """
        if not self._state.adding:
            raise AppendOnlyError
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refused, always."""
        raise AppendOnlyError


_REVISION_FIXED = (
    "id", "variant_id", "section", "partner", "number", "visibility", "author_id", "created",
    "restored_from_id",
)  # fmt: skip
_RELEASE_FIXED = ("id", "variant_id", "group", "role", "digest", "by_id", "created")
_WAVE_FIXED = (
    "id", "cooperation_id", "number", "key", "setup", "digest", "opens_at", "closes_at", "delete_answers_on",
)  # fmt: skip
_NEVER_UPDATED = ("audit_event", "seal", "wave_signature", "ledger_entry", "opened_together")
_TABLES = ("section_revision", "card_release", *_NEVER_UPDATED)


def _distinct(columns: tuple[str, ...], operator: str) -> str:
    return " OR ".join(f'NEW."{name}" {operator} OLD."{name}"' for name in columns)


def _not_a_redaction(operator: str) -> str:
    return (
        f"({_distinct(_REVISION_FIXED, operator)} OR OLD.redacted_at IS NOT NULL"
        " OR NEW.redacted_at IS NULL OR NEW.content IS NOT NULL)"
    )


def _not_an_emptying(operator: str) -> str:
    return f"({_distinct(_RELEASE_FIXED, operator)} OR NEW.view IS NOT NULL)"


def _not_as_it_opened(operator: str) -> str:
    return (
        f"(OLD.state IN ('open', 'closed', 'released') AND ({_distinct(_WAVE_FIXED, operator)}"
        " OR NEW.state IN ('draft', 'signed') OR (NEW.state = 'open' AND OLD.state <> 'open')))"
    )


def _sqlite() -> list[str]:
    statements = [
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_delete BEFORE DELETE ON {table}"
        f" BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
        for table in _TABLES
    ]
    statements += [
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_update BEFORE UPDATE ON {table}"
        f" BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
        for table in _NEVER_UPDATED
    ]
    statements.append(
        f"CREATE TRIGGER IF NOT EXISTS section_revision_no_update BEFORE UPDATE ON section_revision"
        f" WHEN {_not_a_redaction('IS NOT')} BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
    )
    statements.append(
        f"CREATE TRIGGER IF NOT EXISTS card_release_no_update BEFORE UPDATE ON card_release"
        f" WHEN {_not_an_emptying('IS NOT')} BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
    )
    statements.append(
        f"CREATE TRIGGER IF NOT EXISTS {FROZEN} BEFORE UPDATE ON wave"
        f" WHEN {_not_as_it_opened('IS NOT')} BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
    )
    return statements


def _postgresql() -> list[str]:
    refuse = (
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION '{REFUSED}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    execute = "FOR EACH ROW {} EXECUTE FUNCTION refuse_change()"
    statements = [refuse]
    statements += [
        f"CREATE OR REPLACE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {execute.format('')}"
        for table in _TABLES
    ]
    statements += [
        f"CREATE OR REPLACE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {execute.format('')}"
        for table in _NEVER_UPDATED
    ]
    when = f"WHEN ({_not_a_redaction('IS DISTINCT FROM')})"
    statements.append(
        f"CREATE OR REPLACE TRIGGER section_revision_no_update BEFORE UPDATE ON section_revision {execute.format(when)}"
    )
    when = f"WHEN ({_not_an_emptying('IS DISTINCT FROM')})"
    statements.append(
        f"CREATE OR REPLACE TRIGGER card_release_no_update BEFORE UPDATE ON card_release {execute.format(when)}"
    )
    when = f"WHEN {_not_as_it_opened('IS DISTINCT FROM')}"
    statements.append(f"CREATE OR REPLACE TRIGGER {FROZEN} BEFORE UPDATE ON wave {execute.format(when)}")
    return statements


def install_triggers(connection: BaseDatabaseWrapper) -> None:
    """Make the database refuse as well. May be repeated: it runs after every migration.

    Raises:
        NotImplementedError: another database than SQLite or PostgreSQL.
    """
    makers = {"sqlite": _sqlite, "postgresql": _postgresql}
    if connection.vendor not in makers:
        raise NotImplementedError(f"no append-only triggers for {connection.vendor}")
    # Halfway through the migrations of an older database some tables are not there yet.
    missing = {*_TABLES, "wave"} - set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for statement in makers[connection.vendor]():
            if not any(f" ON {table} " in f"{statement} " for table in missing):
                cursor.execute(statement)


def remove_triggers(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away, for tests that empty the database afterwards."""
    suffix = " ON {}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for table in _TABLES:
            for name in ("no_delete", "no_update"):
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_{name}{suffix.format(table)}")
        cursor.execute(f"DROP TRIGGER IF EXISTS {FROZEN}{suffix.format('wave')}")
