"""A database of an earlier version, with rows and guards in it, comes through the migrations whole."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models.signals import post_migrate

from vierkant_web.models.append_only import REFUSED, install_triggers

EARLIER = [("vierkant_web", "0002_run_rules_on")]
GUARDS = {
    "audit_event_no_delete", "audit_event_no_update", "section_revision_no_delete", "section_revision_no_update",
}  # fmt: skip


def triggers() -> set[str]:
    column = "name FROM sqlite_master WHERE type = 'trigger'"
    if connection.vendor == "postgresql":
        column = "tgname FROM pg_trigger WHERE NOT tgisinternal"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column}")
        return {row[0] for row in cursor.fetchall()}


def migrate(targets: list[tuple[str, str]]) -> MigrationExecutor:
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    executor.loader.build_graph()
    return executor


@pytest.mark.django_db(transaction=True)
def test_rows_and_guards_survive() -> None:
    executor = migrate(EARLIER)
    old = executor.loader.project_state(EARLIER).apps
    user = old.get_model("vierkant_web", "User").objects.create(email="a@voorbeeld.example", name="A")
    cooperation = old.get_model("vierkant_web", "Cooperation").objects.create(
        slug="x", name="X", created_by=user
    )
    old.get_model("vierkant_web", "Membership").objects.create(
        cooperation=cooperation, user=user, role="coordinator"
    )
    variant = old.get_model("vierkant_web", "Variant").objects.create(
        cooperation=cooperation, slug="basis", name="Basis", is_main=True, created_by=user
    )
    old.get_model("vierkant_web", "SectionRevision").objects.create(
        variant=variant, section="people", number=1, visibility="shared", content=[{"id": "a"}], author=user
    )
    install_triggers(connection)  # as they stood there: going back to the earlier version took them away
    assert triggers() == GUARDS
    executor = migrate(executor.loader.graph.leaf_nodes())
    # The command `migrate` sends this at its end; the executor alone does not.
    from django.apps import apps

    config = apps.get_app_config("vierkant_web")
    post_migrate.send(
        sender=config, app_config=config, verbosity=0, interactive=False, using="default", plan=[]
    )

    from vierkant_web.models import Membership, SectionRevision

    revision = SectionRevision.objects.get()
    assert (revision.section, revision.content, Membership.objects.get().role) == (
        "people", [{"id": "a"}], "coordinator",
    )  # fmt: skip
    SectionRevision.objects.create(
        variant_id=revision.variant_id,
        section="impact",
        number=1,
        visibility="shared",
        content=[],
        author=revision.author,
    )
    tables = ("card_release", "seal", "wave_signature", "ledger_entry", "opened_together")
    later = {f"{table}_no_{what}" for table in tables for what in ("delete", "update")}
    assert triggers() == GUARDS | later | {"wave_frozen"}
    with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM section_revision")
    with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE section_revision SET number = 2")
