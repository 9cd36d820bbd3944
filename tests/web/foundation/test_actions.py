"""Cooperations, members, variants, accounts and runs; and the audit trail that tells of them."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from tests.web.conftest import Cast

from vierkant_web import actions
from vierkant_web.actions import Invalid
from vierkant_web.actions.audit import first_broken_event, record
from vierkant_web.models import AuditEvent, Membership, Role, Run, RunState, SectionRevision, User, Variant
from vierkant_web.models.append_only import remove_triggers
from vierkant_web.origin import coming_from


def member(cast: Cast, user: User) -> Membership:
    return Membership.objects.get(cooperation=cast.cooperation, user=user)


def ask(cast: Cast, by: User, audience: str = "shared", digest: str = "d") -> Run:
    return actions.request_run(
        variant=cast.variant,
        audience=audience,
        dossier={"a": 1},
        digest=digest,
        draws=10,
        engine_version="1",
        by=by,
    )


def test_a_new_cooperation_has_a_coordinator_a_main_variant_and_its_municipalities(cast: Cast) -> None:
    assert member(cast, cast.anna).role == Role.COORDINATOR
    assert [(row.name, row.is_main) for row in cast.cooperation.variants.all()] == [("Basis", True)]
    assert [row.code for row in cast.cooperation.municipalities.all()] == ["GM0534", "GM0553", "GM1525"]
    assert cast.cooperation.slug.startswith("bollenstreek-")


def test_a_cooperation_needs_a_name(cast: Cast) -> None:
    with pytest.raises(Invalid, match="name_missing"):
        actions.create_cooperation(name="  ", kind="network", by=cast.anna)


def test_describing_replaces_the_municipalities_of_the_list(cast: Cast) -> None:
    actions.describe_cooperation(
        cooperation=cast.cooperation, name="HLT", kind="network", municipalities=[("GM0534", "Hillegom")],
        by=cast.anna,
    )  # fmt: skip
    cast.cooperation.refresh_from_db()
    assert (cast.cooperation.name, cast.cooperation.kind) == ("HLT", "network")
    assert [row.name for row in cast.cooperation.municipalities.all()] == ["Hillegom"]


def test_only_the_coordinator_manages(cast: Cast) -> None:
    for user in (cast.bram, cast.carla, cast.daan, cast.eva):
        attempts = (
            lambda by: actions.describe_cooperation(
                cooperation=cast.cooperation, name="x", kind="network", by=by
            ),
            lambda by: actions.add_member(cooperation=cast.cooperation, user=cast.eva, role="reader", by=by),
            lambda by: actions.change_member(membership=member(cast, cast.anna), role="reader", by=by),
            lambda by: actions.remove_member(membership=member(cast, cast.anna), by=by),
            lambda by: actions.create_variant(cooperation=cast.cooperation, name="x", by=by),
            lambda by: actions.make_main(variant=cast.variant, by=by),
            lambda by: actions.archive_variant(variant=cast.variant, by=by),
        )
        before = AuditEvent.objects.filter(result="refused").count()
        for attempt in attempts:
            with pytest.raises(PermissionDenied):
                attempt(user)
        assert AuditEvent.objects.filter(result="refused").count() == before + len(attempts)


def test_members_are_let_in_changed_and_let_out(cast: Cast) -> None:
    added = actions.add_member(cooperation=cast.cooperation, user=cast.eva, role="reader", by=cast.anna)
    with pytest.raises(Invalid, match="already_member"):
        actions.add_member(cooperation=cast.cooperation, user=cast.eva, role="reader", by=cast.anna)
    with pytest.raises(Invalid, match="partner_missing"):
        actions.change_member(membership=added, role=Role.PARTNER_EDITOR, by=cast.anna)
    actions.change_member(membership=added, role=Role.PARTNER_EDITOR, partner="lisse", by=cast.anna)
    assert (member(cast, cast.eva).role, member(cast, cast.eva).partner) == ("partner_editor", "lisse")
    actions.remove_member(membership=added, by=cast.eva)  # everybody may leave
    assert not Membership.objects.filter(user=cast.eva, cooperation=cast.cooperation).exists()


def test_a_coordinator_cannot_become_the_editor_of_a_partner_alone(cast: Cast) -> None:
    with pytest.raises(Invalid, match="own_membership"):
        actions.change_member(
            membership=member(cast, cast.anna), role=Role.PARTNER_EDITOR, partner="hillegom", by=cast.anna
        )


def test_the_last_coordinator_stays(cast: Cast) -> None:
    with pytest.raises(Invalid, match="last_coordinator"):
        actions.remove_member(membership=member(cast, cast.anna), by=cast.anna)
    with pytest.raises(Invalid, match="last_coordinator"):
        actions.close_account(user=cast.anna, by=cast.anna)
    actions.change_member(membership=member(cast, cast.bram), role=Role.COORDINATOR, by=cast.anna)
    actions.remove_member(membership=member(cast, cast.anna), by=cast.anna)
    assert not Membership.objects.filter(user=cast.anna).exists()


def test_the_database_keeps_one_membership_and_an_editor_with_a_partner(cast: Cast) -> None:
    for values in ({"user": cast.bram, "role": "reader"}, {"user": cast.eva, "role": "partner_editor"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Membership.objects.create(cooperation=cast.cooperation, **values)


def test_a_copied_variant_holds_the_latest_of_every_part_as_closed_as_it_was(cast: Cast) -> None:
    for number, text in enumerate(("old", "new")):
        actions.save_section(
            variant=cast.variant, section="tasks", partner="hillegom", content={"x": text}, based_on=number,
            by=cast.bram,
        )  # fmt: skip
    copy = actions.create_variant(
        cooperation=cast.cooperation, name="Basis", copy_of=cast.variant, by=cast.anna
    )
    row = SectionRevision.objects.get(variant=copy)
    assert (copy.slug, row.number, row.content, row.visibility, row.restored_from.content) == (
        "basis-2", 1, {"x": "new"}, "private", {"x": "new"},
    )  # fmt: skip


def test_a_variant_is_not_copied_from_another_cooperation(cast: Cast) -> None:
    with pytest.raises(Invalid, match="other_cooperation"):
        actions.create_variant(
            cooperation=cast.cooperation, name="x", copy_of=cast.other.variants.get(), by=cast.anna
        )


def test_there_is_one_main_variant_and_it_is_not_archived(cast: Cast) -> None:
    two = actions.create_variant(cooperation=cast.cooperation, name="Twee", by=cast.anna)
    actions.make_main(variant=two, by=cast.anna)
    assert list(Variant.objects.filter(cooperation=cast.cooperation, is_main=True)) == [two]
    with pytest.raises(Invalid, match="main_variant"):
        actions.archive_variant(variant=two, by=cast.anna)
    old = Variant.objects.get(pk=cast.variant.pk)
    actions.archive_variant(variant=old, by=cast.anna)
    with pytest.raises(Invalid, match="archived"):
        actions.make_main(variant=old, by=cast.anna)
    assert actions.archive_variant(variant=old, archived=False, by=cast.anna).archived is None


def test_one_address_has_one_account(cast: Cast) -> None:
    with pytest.raises(Invalid, match="address_taken"):
        actions.create_account(email="ANNA@voorbeeld.example")


def test_a_closed_account_keeps_its_work_and_nothing_of_the_person(cast: Cast) -> None:
    actions.save_section(
        variant=cast.variant, section="tasks", partner="hillegom", content={}, based_on=0, by=cast.bram
    )
    with pytest.raises(PermissionDenied):
        actions.close_account(user=cast.bram, by=cast.anna)
    actions.close_account(user=cast.bram, by=cast.bram)
    row = SectionRevision.objects.select_related("author").get()
    assert (row.author_id, row.author.name, row.author.is_active) == (cast.bram.pk, "", False)
    assert not User.objects.filter(email__contains="bram").exists()
    assert not cast.bram.emailaddress_set.exists()


def test_the_same_question_gives_the_same_run(cast: Cast) -> None:
    first = ask(cast, cast.anna)
    assert ask(cast, cast.carla) == first
    assert ask(cast, cast.bram, "partner:hillegom") != first
    assert Run.objects.count() == 2


@pytest.mark.parametrize(
    ("name", "audience"),
    [("anna", "partner:hillegom"), ("carla", "partner:hillegom"), ("eva", "shared"), ("eva", "public")],
)
def test_nobody_asks_for_an_answer_that_is_not_for_them(cast: Cast, name: str, audience: str) -> None:
    with pytest.raises(PermissionDenied):
        ask(cast, getattr(cast, name), audience)
    assert not Run.objects.exists()


def test_one_user_does_not_fill_the_queue(cast: Cast) -> None:
    for number in range(5):
        ask(cast, cast.anna, digest=str(number))
    with pytest.raises(Invalid, match="too_many_runs"):
        ask(cast, cast.anna, digest="more")
    ask(cast, cast.carla, digest="more")


def test_a_waiting_run_is_cancelled_at_once_and_can_be_asked_for_again(cast: Cast) -> None:
    run = ask(cast, cast.carla)
    with pytest.raises(PermissionDenied):
        actions.cancel_run(run=run, by=cast.daan)
    assert actions.cancel_run(run=run, by=cast.anna).state == RunState.CANCELLED
    again = ask(cast, cast.daan)
    assert (again.pk, again.state, again.cancel_requested, again.requested_by) == (
        run.pk, RunState.WAITING, False, cast.daan,
    )  # fmt: skip


def test_a_running_run_is_asked_to_stop(cast: Cast) -> None:
    run = ask(cast, cast.anna)
    Run.objects.update(state=RunState.RUNNING)
    run = actions.cancel_run(run=run, by=cast.anna)
    assert (run.state, run.cancel_requested) == (RunState.RUNNING, True)


def test_an_event_tells_who_did_what_from_where(cast: Cast) -> None:
    with coming_from("web 192.0.2.7"):
        actions.save_section(
            variant=cast.variant, section="tasks", content={"x": 1}, based_on=0, by=cast.anna
        )
    event = AuditEvent.objects.last()
    assert (event.action, event.object, event.result, event.actor, event.origin) == (
        "section.save", f"variant {cast.variant.pk}/tasks/-", "done", f"user {cast.anna.pk}", "web 192.0.2.7",
    )  # fmt: skip
    assert first_broken_event() is None


@pytest.mark.parametrize(
    ("statement", "broken"),
    [
        ("UPDATE audit_event SET actor = 'user 1' WHERE number = 3", 3),
        ("DELETE FROM audit_event WHERE number = 3", 3),
        ("DELETE FROM audit_event WHERE number = 5", 5),
    ],
)
def test_tampering_with_the_audit_trail_shows(db: None, statement: str, broken: int) -> None:
    for number in range(5):
        record(action="test", about=f"thing {number}", by=None)
    assert first_broken_event() is None
    remove_triggers(connection)
    with connection.cursor() as cursor:
        cursor.execute(statement)
    assert first_broken_event() == broken
