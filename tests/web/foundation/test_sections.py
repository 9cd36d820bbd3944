"""Saving parts of a dossier: the next revision, conflicts, restoring, redacting, and who may."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from tests.web.conftest import Cast

from vierkant_web import actions
from vierkant_web.actions import Conflict, Invalid, Part
from vierkant_web.models import AuditEvent, Run, Section, SectionRevision, User, Variant, Visibility
from vierkant_web.models.append_only import AppendOnlyError
from vierkant_web.permissions import access_to, visible_history, visible_revisions

HILLEGOM = {"groups": [{"id": "belastingen", "persons": 4}]}


def save(cast: Cast, by: User, content: object, based_on: int, **more: object) -> SectionRevision:
    values = {"section": Section.TASKS, "partner": "", **more}
    return actions.save_section(variant=cast.variant, content=content, based_on=based_on, by=by, **values)


def contents(variant: Variant, audience: str) -> list[tuple[str, str, object]]:
    return [(row.section, row.partner, row.content) for row in visible_revisions(variant, audience)]


def test_each_save_is_the_next_revision_and_nothing_is_overwritten(cast: Cast) -> None:
    save(cast, cast.anna, [{"id": "a"}], 0, comment="begin")
    save(cast, cast.anna, [{"id": "b"}], 1)
    rows = SectionRevision.objects.order_by("number").values_list("number", "content", "author", "comment")
    assert list(rows) == [
        (1, [{"id": "a"}], cast.anna.pk, "begin"),
        (2, [{"id": "b"}], cast.anna.pk, ""),
    ]


def test_saving_what_stands_there_makes_no_revision_and_no_audit_event(cast: Cast) -> None:
    first = save(cast, cast.anna, {"x": 1}, 0)
    events = AuditEvent.objects.count()
    assert save(cast, cast.anna, {"x": 1}, 1) == first
    assert (SectionRevision.objects.count(), AuditEvent.objects.count()) == (1, events)


def test_true_is_not_one(cast: Cast) -> None:
    save(cast, cast.anna, {"x": 1}, 0)
    assert save(cast, cast.anna, {"x": True}, 1).number == 2


def test_a_conflict_carries_both_and_writes_nothing(cast: Cast) -> None:
    save(cast, cast.anna, {"x": "first"}, 0)
    theirs = save(cast, cast.anna, {"x": "theirs"}, 1)
    with pytest.raises(Conflict) as caught:
        save(cast, cast.anna, {"x": "mine"}, 1)
    assert (caught.value.current, caught.value.yours) == (theirs, {"x": "mine"})
    assert SectionRevision.objects.count() == 2
    assert AuditEvent.objects.last().result == "conflict"


def test_a_part_that_somebody_started_in_the_meantime_is_a_conflict_too(cast: Cast) -> None:
    save(cast, cast.anna, {"x": 1}, 0)
    with pytest.raises(Conflict):
        save(cast, cast.anna, {"x": 2}, 0)


def test_two_partners_and_two_sections_never_collide(cast: Cast) -> None:
    save(cast, cast.anna, {"x": 1}, 0)
    save(cast, cast.bram, HILLEGOM, 0, partner="hillegom")
    save(cast, cast.anna, {"x": 1}, 0, section=Section.MEASURES)
    assert set(SectionRevision.objects.values_list("number", flat=True)) == {1}


@pytest.mark.parametrize("content", [None, "text", 3, {"x": float("nan")}, {"x": object()}])
def test_only_tables_and_lists_in_json_are_content(cast: Cast, content: object) -> None:
    with pytest.raises(Invalid, match="not_json"):
        save(cast, cast.anna, content, 0)


def test_a_part_has_a_largest_size(cast: Cast) -> None:
    with pytest.raises(Invalid, match="too_large"):
        save(cast, cast.anna, {"x": "a" * 2_000_001}, 0)


def test_an_unknown_section_is_refused(cast: Cast) -> None:
    with pytest.raises(Invalid, match="section_unknown"):
        save(cast, cast.anna, {}, 0, section="gossip")


@pytest.mark.parametrize(
    ("name", "partner", "may"),
    [
        ("anna", "", True),
        ("anna", "hillegom", False),  # Hillegom has an editor of its own
        ("anna", "lisse", True),
        ("bram", "hillegom", True),
        ("bram", "", False),
        ("bram", "lisse", False),
        ("carla", "lisse", False),
        ("carla", "", False),
        ("daan", "teylingen", False),
        ("daan", "", False),
        ("eva", "", False),
        ("eva", "hillegom", False),
    ],
)
def test_who_may_write_which_part(cast: Cast, name: str, partner: str, may: bool) -> None:
    user = getattr(cast, name)
    assert access_to(user, cast.cooperation).may_write(partner) is may
    if may:
        assert save(cast, user, {"x": 1}, 0, partner=partner).author == user
        return
    with pytest.raises(PermissionDenied):
        save(cast, user, {"x": 1}, 0, partner=partner)
    assert not SectionRevision.objects.exists()
    event = AuditEvent.objects.last()
    assert (event.action, event.result, event.actor) == ("section.save", "refused", f"user {user.pk}")


def test_a_new_part_of_a_partner_starts_private_and_the_shared_part_shared(cast: Cast) -> None:
    assert save(cast, cast.bram, HILLEGOM, 0, partner="hillegom").visibility == Visibility.PRIVATE
    assert save(cast, cast.anna, {"x": 1}, 0).visibility == Visibility.SHARED


def test_the_shared_part_cannot_be_private(cast: Cast) -> None:
    with pytest.raises(Invalid, match="shared_part_private"):
        save(cast, cast.anna, {"x": 1}, 0, visibility=Visibility.PRIVATE)


def test_the_coordinator_cannot_close_a_part_of_another_nor_write_over_one(cast: Cast) -> None:
    with pytest.raises(Invalid, match="private_for_other"):
        save(cast, cast.anna, {"x": 1}, 0, partner="lisse", visibility=Visibility.PRIVATE)
    save(cast, cast.bram, HILLEGOM, 0, partner="hillegom")
    membership = cast.bram.memberships.get(cooperation=cast.cooperation)
    actions.remove_member(membership=membership, by=cast.anna)
    with pytest.raises(PermissionDenied):  # no conflict either: that would show what Hillegom keeps to itself
        save(cast, cast.anna, {"x": 1}, 0, partner="hillegom")


def test_a_closed_editor_no_longer_keeps_the_coordinator_out(cast: Cast) -> None:
    cast.bram.is_active = False
    cast.bram.save()
    written = save(cast, cast.anna, {"x": 1}, 0, partner="hillegom")
    assert written.visibility == Visibility.SHARED  # private, and Anna could not read it back


def test_an_import_is_all_or_nothing(cast: Cast) -> None:
    parts = [Part(Section.TASKS, "", [{"id": "a"}]), Part("gossip", "", {})]
    with pytest.raises(Invalid):
        actions.save_many(variant=cast.variant, parts=parts, by=cast.anna)
    assert not SectionRevision.objects.exists()


def test_an_import_names_every_part_in_conflict(cast: Cast) -> None:
    save(cast, cast.anna, {"x": 1}, 0)
    save(cast, cast.anna, {"x": 1}, 0, section=Section.MEASURES)
    parts = [Part(name, "", {"x": 2}) for name in (Section.TASKS, Section.MEASURES, Section.SOURCES)]
    with pytest.raises(Conflict) as caught:
        actions.save_many(variant=cast.variant, parts=parts, based_on={("measures", ""): 1}, by=cast.anna)
    assert [item.section for item in caught.value.collisions] == ["tasks"]
    actions.save_many(variant=cast.variant, parts=parts, by=cast.anna)
    assert contents(cast.variant, "shared") == [
        ("measures", "", {"x": 2}),
        ("sources", "", {"x": 2}),
        ("tasks", "", {"x": 2}),
    ]


def test_restoring_adds_a_revision_and_keeps_the_visibility_of_now(cast: Cast) -> None:
    first = save(cast, cast.bram, {"x": 1}, 0, partner="hillegom", visibility=Visibility.SHARED)
    save(cast, cast.bram, {"x": 2}, 1, partner="hillegom", visibility=Visibility.PRIVATE)
    again = actions.restore_revision(revision=first, based_on=2, by=cast.bram)
    assert (again.number, again.content, again.visibility, again.restored_from) == (
        3, {"x": 1}, Visibility.PRIVATE, first,
    )  # fmt: skip


def test_visibility_is_changed_with_a_revision(cast: Cast) -> None:
    save(cast, cast.bram, HILLEGOM, 0, partner="hillegom")
    opened = actions.set_visibility(
        variant=cast.variant,
        section="tasks",
        partner="hillegom",
        visibility="public",
        based_on=1,
        by=cast.bram,
    )
    assert (opened.number, opened.content, opened.visibility) == (2, HILLEGOM, "public")
    with pytest.raises(Invalid, match="nothing_saved"):
        actions.set_visibility(
            variant=cast.variant, section="people", visibility="public", based_on=0, by=cast.anna
        )
    with pytest.raises(PermissionDenied):
        actions.set_visibility(
            variant=cast.variant, section="tasks", partner="hillegom", visibility="shared", based_on=2,
            by=cast.anna,
        )  # fmt: skip


def test_a_redaction_leaves_a_tombstone_and_takes_copies_and_runs_with_it(cast: Cast) -> None:
    personal = {"note": "Jan de Vries is vaak ziek"}
    first = save(cast, cast.anna, personal, 0, comment="Jan")
    copy = actions.create_variant(
        cooperation=cast.cooperation, name="Twee", copy_of=cast.variant, by=cast.anna
    )
    save(cast, cast.anna, {"note": ""}, 1)
    actions.request_run(
        variant=cast.variant, audience="shared", dossier={"tasks": personal}, digest="d", draws=10,
        engine_version="1", by=cast.anna,
    )  # fmt: skip
    gone = actions.redact_revision(revision=first, reason="naam van een medewerker", by=cast.anna)
    assert {(row.variant, row.content, row.comment) for row in gone} == {
        (cast.variant, None, ""), (copy, None, ""),
    }  # fmt: skip
    assert not Run.objects.exists()
    assert "Jan" not in str(list(SectionRevision.objects.values()) + list(AuditEvent.objects.values()))
    tombstone = SectionRevision.objects.get(pk=first.pk)
    assert tombstone.redacted_by == cast.anna
    assert tombstone.redaction_reason == "naam van een medewerker"
    for again in (
        lambda: actions.redact_revision(revision=tombstone, reason="nog eens", by=cast.anna),
        lambda: actions.restore_revision(revision=tombstone, based_on=2, by=cast.anna),
    ):
        with pytest.raises(Invalid, match="redacted"):
            again()


def test_a_redaction_needs_a_reason_and_a_right(cast: Cast) -> None:
    row = save(cast, cast.bram, HILLEGOM, 0, partner="hillegom")
    with pytest.raises(Invalid, match="reason_missing"):
        actions.redact_revision(revision=row, reason=" ", by=cast.bram)
    for user in (cast.anna, cast.carla, cast.eva):
        with pytest.raises(PermissionDenied):
            actions.redact_revision(revision=row, reason="x", by=user)


def test_a_tombstone_that_is_the_latest_can_be_written_over(cast: Cast) -> None:
    row = save(cast, cast.anna, {"x": 1}, 0)
    actions.redact_revision(revision=row, reason="naam", by=cast.anna)
    assert save(cast, cast.anna, {"x": 2}, 1).number == 2


def test_an_archived_variant_is_not_written(cast: Cast) -> None:
    variant = actions.create_variant(cooperation=cast.cooperation, name="Twee", by=cast.anna)
    actions.archive_variant(variant=variant, by=cast.anna)
    with pytest.raises(Invalid, match="archived"):
        actions.save_section(variant=variant, section="tasks", content={}, based_on=0, by=cast.anna)


def test_the_model_refuses_to_change_or_delete_a_revision(cast: Cast) -> None:
    row = save(cast, cast.anna, {"x": 1}, 0)
    for attempt in (
        row.save,
        row.delete,
        SectionRevision.objects.all().delete,
        lambda: SectionRevision.objects.update(comment="x"),
        lambda: SectionRevision.objects.bulk_update([row], ["comment"]),
    ):
        with pytest.raises(AppendOnlyError):
            attempt()


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM section_revision",
        "UPDATE section_revision SET content = '{}'",
        "UPDATE section_revision SET number = 7",
        "UPDATE section_revision SET redacted_at = created, redacted_by_id = author_id, redaction_reason = 'x',"
        " content = NULL, visibility = 'public'",
        "UPDATE audit_event SET action = 'nothing'",
        "DELETE FROM audit_event",
    ],
)
def test_the_database_refuses_it_as_well(cast: Cast, statement: str) -> None:
    save(cast, cast.anna, {"x": 1}, 0)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert SectionRevision.objects.get().content == {"x": 1}


def test_the_history_hides_what_was_private_then_and_all_when_it_is_private_now(cast: Cast) -> None:
    part = {"partner": "hillegom"}
    save(cast, cast.bram, {"x": "secret"}, 0, **part, visibility=Visibility.PRIVATE)
    save(cast, cast.bram, {"x": "open"}, 1, **part, visibility=Visibility.SHARED)

    def numbers(audience: str) -> list[int]:
        return [row.number for row in visible_history(cast.variant, "tasks", "hillegom", audience)]

    assert (numbers("partner:hillegom"), numbers("partner:lisse"), numbers("public")) == ([2, 1], [2], [])
    save(cast, cast.bram, {"x": "closed"}, 2, **part, visibility=Visibility.PRIVATE)
    assert (numbers("partner:hillegom"), numbers("partner:lisse"), numbers("shared")) == ([3, 2, 1], [], [])
