"""What each partner fills in alone: closed for all, opened at one moment, and not changed after seeing the others."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from tests.web.conftest import Cast

from vierkant_web import actions
from vierkant_web.actions import Invalid, Part
from vierkant_web.models import GuideText, OpenedTogether, Role, SectionRevision, Visibility
from vierkant_web.opened_together import MEDIATOR, SHARED, contents, standing

from .together import PARTNERS, answer, answer_all, change, number, open_all, people, row, sees


@pytest.fixture
def group(cast: Cast) -> Cast:
    people(cast)
    return cast


def everybody(cast: Cast):
    return {user: sees(cast, user) for user in (cast.anna, cast.bram, cast.carla, cast.daan, cast.eva)}


def test_before_opening_each_sees_its_own_and_nobody_else_does(group: Cast) -> None:
    answer_all(group, "shared", "shared", "shared")
    assert everybody(group) == {
        group.anna: set(), group.bram: {"hillegom"}, group.carla: {"lisse"}, group.daan: {"teylingen"},
        group.eva: set(),
    }  # fmt: skip


@pytest.mark.parametrize("visibility", [Visibility.SHARED, Visibility.PUBLIC])
def test_nobody_shares_it_by_hand(group: Cast, visibility: Visibility) -> None:
    answer(group, "hillegom", "shared")
    about = {"variant": group.variant, "section": "trust", "partner": "hillegom", "by": group.bram}
    with pytest.raises(Invalid, match=r"filled_in_alone|never_public"):
        actions.set_visibility(**about, visibility=visibility, based_on=1)
    with pytest.raises(Invalid, match=r"filled_in_alone|never_public"):
        actions.save_section(**about, content=[], visibility=visibility, based_on=1)
    assert sees(group, group.carla) == set()


def test_nobody_fills_it_in_for_another(group: Cast) -> None:
    """Not the coordinator, also not for a partner without an editor; and there is no shared part."""
    change(group, group.daan, Role.READER, "teylingen")
    for partner in ("", "teylingen", "hillegom"):
        with pytest.raises(PermissionDenied):
            actions.save_section(
                variant=group.variant, section="trust", partner=partner, content=[], based_on=0, by=group.anna
            )
    with pytest.raises(PermissionDenied):
        answer(group, "teylingen", "shared")


def test_a_coordinator_of_a_partner_without_an_editor_fills_in_for_it(group: Cast) -> None:
    change(group, group.bram, Role.READER, "hillegom")
    change(group, group.eva, Role.COORDINATOR, "hillegom")
    saved = actions.save_section(
        variant=group.variant, section="trust", partner="hillegom", content=[row("hillegom", "shared")], based_on=0,
        by=group.eva,
    )  # fmt: skip
    assert saved.visibility == Visibility.PRIVATE


def test_it_opens_only_when_all_are_ready_and_only_by_the_coordinator(group: Cast) -> None:
    answer(group, "hillegom", "shared")
    answer(group, "lisse", "shared", ready=False)
    with pytest.raises(Invalid, match="not_all_ready") as caught:
        open_all(group)
    assert caught.value.details["partners"] == ["lisse", "teylingen"]
    answer(group, "lisse", "shared")
    answer(group, "teylingen", "shared")
    for user in (group.bram, group.eva):
        with pytest.raises(PermissionDenied):
            actions.open_together(variant=group.variant, section="trust", by=user)
    with pytest.raises(Invalid, match="section_unknown"):
        actions.open_together(variant=group.variant, section="motives", by=group.anna)
    assert not OpenedTogether.objects.exists()
    open_all(group)
    assert everybody(group) == {user: set(PARTNERS) for user in everybody(group)}


def test_one_partner_has_nothing_to_open(group: Cast) -> None:
    actions.save_section(
        variant=group.variant, section="partners", based_on=1, by=group.anna,
        content=[{"id": "hillegom", "name": "Hillegom"}],
    )  # fmt: skip
    answer(group, "hillegom", "shared")
    with pytest.raises(Invalid, match="too_few_partners"):
        open_all(group)


def test_each_choice_is_kept(group: Cast) -> None:
    """Shared ones are for all; what was left to the guide stays out of every dossier, private ones lead nowhere."""
    actions.save_section(
        variant=group.variant, section="partners", based_on=1, by=group.anna,
        content=[{"id": key, "name": key} for key in (*PARTNERS, "noordwijk")],
    )  # fmt: skip
    answer_all(group, "shared", "mediator", "private")
    noordwijk = actions.create_account(
        email="n@voorbeeld.example", name="N", password="x" * 12, verified=True
    )
    actions.add_member(
        cooperation=group.cooperation,
        user=noordwijk,
        role=Role.PARTNER_EDITOR,
        partner="noordwijk",
        by=group.anna,
    )
    actions.save_section(
        variant=group.variant, section="trust", partner="noordwijk", content=[row("hillegom", "shared")], based_on=0,
        by=noordwijk,
    )  # fmt: skip
    opening = open_all(group)
    assert everybody(group) == {
        group.anna: {"hillegom", "noordwijk"}, group.bram: {"hillegom", "noordwijk"},
        group.carla: {"hillegom", "noordwijk", "lisse"}, group.daan: {"hillegom", "noordwijk", "teylingen"},
        group.eva: {"hillegom", "noordwijk"},
    }  # fmt: skip
    known = {part["partner"]: (part["handling"], part["revision"] is not None) for part in opening.parts}
    assert known == {"hillegom": ("shared", True), "lisse": ("mediator", True), "teylingen": ("private", False),
                     "noordwijk": ("shared", True)}  # fmt: skip
    last = standing(group.variant, "trust", PARTNERS).rounds[0]
    assert set(contents(group.variant, "trust", last.parts, MEDIATOR)) == {"lisse"}
    assert set(contents(group.variant, "trust", last.parts, SHARED)) == {"hillegom", "noordwijk"}


@pytest.mark.parametrize(
    "others", [("private", "private"), ("mediator", "private"), ("mediator", "mediator")]
)
def test_one_who_shares_among_closed_ones_stays_closed(group: Cast, others: tuple[str, str]) -> None:
    answer_all(group, "shared", *others)
    open_all(group)
    assert sees(group, group.carla) <= {"lisse"}
    assert sees(group, group.anna) == set()
    last = standing(group.variant, "trust", PARTNERS).rounds[0]
    assert [part.partner for part in last.alone] == ["hillegom"]
    assert last.shared == []


def test_who_saw_the_others_changes_nothing_until_a_new_round(group: Cast) -> None:
    answer_all(group, "shared", "shared", "private")
    first = SectionRevision.objects.get(section="trust", partner="hillegom", number=1)
    open_all(group)
    before = SectionRevision.objects.count()
    for act in (
        lambda: answer(group, "hillegom", "private", mark=1),
        lambda: answer(group, "teylingen", "private", mark=1),
        lambda: actions.restore_revision(revision=first, based_on=2, by=group.bram),
        lambda: actions.set_visibility(variant=group.variant, section="trust", partner="hillegom",
                                       visibility=Visibility.PRIVATE, based_on=2, by=group.bram),
        lambda: actions.save_many(variant=group.variant, by=group.bram, parts=[Part("trust", "hillegom", [])]),
        lambda: open_all(group),
    ):  # fmt: skip
        with pytest.raises(Invalid, match="opened_already"):
            act()
    assert SectionRevision.objects.count() == before


def test_a_new_round_begins_closed_and_with_nobody_ready(group: Cast) -> None:
    answer_all(group, "shared", "shared", "mediator")
    open_all(group)
    with pytest.raises(PermissionDenied):
        actions.begin_round(variant=group.variant, section="trust", by=group.bram)
    actions.begin_round(variant=group.variant, section="trust", by=group.anna)
    assert everybody(group) == {
        group.anna: set(), group.bram: {"hillegom"}, group.carla: {"lisse"}, group.daan: {"teylingen"},
        group.eva: set(),
    }  # fmt: skip
    now = standing(group.variant, "trust", PARTNERS)
    assert (now.is_opened, now.waits_for) == (False, list(PARTNERS))
    # What was opened before is still what it was, whatever is filled in now.
    answer(group, "hillegom", "private", mark=2)
    assert set(contents(group.variant, "trust", now.rounds[0].parts, SHARED)) == {"hillegom", "lisse"}
    old = contents(group.variant, "trust", now.rounds[0].parts, SHARED)["hillegom"][0]
    assert old["ambition_shared"] == 5
    with pytest.raises(Invalid, match="not_opened"):
        actions.begin_round(variant=group.variant, section="trust", by=group.anna)
    answer(group, "lisse", "shared")
    answer(group, "teylingen", "shared")
    open_all(group)
    assert [item.number for item in standing(group.variant, "trust", PARTNERS).rounds] == [2, 1]
    assert sees(group, group.anna) == {"lisse", "teylingen"}


def test_a_copy_of_the_variant_takes_nothing_along(group: Cast) -> None:
    """Opened in the copy, it would show what can still be changed in the first one."""
    answer_all(group, "shared", "shared", "shared")
    copy = actions.create_variant(
        cooperation=group.cooperation, name="Kopie", copy_of=group.variant, by=group.anna
    )
    assert not SectionRevision.objects.filter(variant=copy, section="trust").exists()
    with pytest.raises(Invalid, match="not_all_ready"):
        actions.open_together(variant=copy, section="trust", by=group.anna)


def test_what_was_taken_out_is_read_by_nobody(group: Cast) -> None:
    answer_all(group, "shared", "shared", "mediator")
    open_all(group)
    row = SectionRevision.objects.get(section="trust", partner="lisse", number=2)
    actions.redact_revision(revision=row, reason="Een naam", by=group.carla)
    last = standing(group.variant, "trust", PARTNERS).rounds[0]
    assert set(contents(group.variant, "trust", last.parts, SHARED)) == {"hillegom"}


def test_the_guide_tells_what_all_may_know_and_can_take_it_back(group: Cast) -> None:
    answer_all(group, "shared", "mediator", "mediator")
    opening = open_all(group)
    for user in (group.anna, group.bram):
        with pytest.raises(PermissionDenied):
            actions.tell_all(opening=opening, text="Ik weet iets", by=user)
    with pytest.raises(Invalid, match="text_missing"):
        actions.tell_all(opening=opening, text="  ", by=group.eva)
    with pytest.raises(Invalid, match="too_large"):
        actions.tell_all(opening=opening, text="a" * 4001, by=group.eva)
    actions.tell_all(opening=opening, text="Neem meer tijd.", by=group.eva)
    actions.tell_all(opening=opening, text="Neem een maand meer tijd.", by=group.eva)
    assert standing(group.variant, "trust", PARTNERS).rounds[0].text == "Neem een maand meer tijd."
    assert actions.take_back(opening=opening, by=group.eva) == 2
    assert standing(group.variant, "trust", PARTNERS).rounds[0].text == ""
    assert set(GuideText.objects.values_list("text", flat=True)) == {""}


def test_a_guide_of_a_partner_mediates_nothing(group: Cast) -> None:
    answer_all(group, "shared", "mediator", "mediator")
    opening = open_all(group)
    change(group, group.eva, Role.GUIDE, "lisse")
    with pytest.raises(PermissionDenied):
        actions.tell_all(opening=opening, text="Neem meer tijd.", by=group.eva)


def test_without_anything_left_to_the_guide_there_is_nothing_to_tell(group: Cast) -> None:
    answer_all(group, "shared", "shared", "private")
    opening = open_all(group)
    with pytest.raises(Invalid, match="nothing_to_mediate"):
        actions.tell_all(opening=opening, text="Neem meer tijd.", by=group.eva)


def test_an_opening_is_never_changed(group: Cast) -> None:
    answer_all(group, "shared", "shared", "private")
    opening = open_all(group)
    for statement in ("UPDATE opened_together SET section = 'x'", "DELETE FROM opened_together"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert OpenedTogether.objects.get().parts == opening.parts


def test_saving_counts_from_the_revision_that_was_opened(group: Cast) -> None:
    answer_all(group, "shared", "shared", "private")
    open_all(group)
    assert [number(group, partner) for partner in PARTNERS] == [2, 2, 1]
