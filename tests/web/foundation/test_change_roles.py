"""The roles of the human side: HR and change, works council, guide outside the line."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from tests.web.conftest import Cast

from vierkant.dossier.sections import CHANGE_SECTIONS as OF_THE_ENGINE
from vierkant_web import actions
from vierkant_web.actions import Invalid
from vierkant_web.models import Role, Section, User
from vierkant_web.permissions import CHANGE_SECTIONS, Permission, access_to

ROLES = (Role.COORDINATOR, Role.PARTNER_EDITOR, Role.CONTROLLER, Role.HR_CHANGE, Role.WORKS_COUNCIL, Role.GUIDE,
         Role.PRIVACY_OFFICER, Role.READER)  # fmt: skip


def member(cast: Cast, role: Role, partner: str = "") -> User:
    user = actions.create_account(
        email=f"{role.value}@voorbeeld.example", name=role.value, password="x" * 12, verified=True
    )
    actions.add_member(cooperation=cast.cooperation, user=user, role=role, partner=partner, by=cast.anna)
    return user


def test_the_human_side_is_the_same_list_as_in_the_engine() -> None:
    assert set(OF_THE_ENGINE) == {section.value for section in CHANGE_SECTIONS}


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        (Role.COORDINATOR, {"read", "run", "write", "manage", "survey"}),
        (Role.PARTNER_EDITOR, {"read", "run", "write"}),
        (Role.CONTROLLER, {"read", "run"}),
        (Role.HR_CHANGE, {"read", "run", "write", "release", "survey"}),
        (Role.WORKS_COUNCIL, {"read", "run", "release", "sign"}),
        (Role.GUIDE, {"read", "run", "read_help", "read_open"}),
        (Role.PRIVACY_OFFICER, {"read", "run", "sign"}),
        (Role.READER, {"read", "run"}),
    ],
)
def test_what_each_role_may_do(cast: Cast, role: Role, allowed: set[str]) -> None:
    access = access_to(member(cast, role, "teylingen"), cast.cooperation)
    assert {item.value for item in Permission if access.may(item)} == allowed


def test_each_role_is_tried() -> None:
    assert set(ROLES) == set(Role)


def test_only_the_guide_reads_what_people_ask_for_help(cast: Cast) -> None:
    readers = {
        role for role in ROLES if access_to(member(cast, role, "lisse"), cast.cooperation).may("read_help")
    }
    assert readers == {Role.GUIDE}


@pytest.mark.parametrize("partner", ["", "hillegom", "lisse", "teylingen"])
@pytest.mark.parametrize("section", list(Section))
def test_hr_writes_the_human_side_where_no_editor_does(cast: Cast, section: Section, partner: str) -> None:
    """Bram edits for Hillegom; nobody edits for Lisse and Teylingen."""
    hanna = access_to(member(cast, Role.HR_CHANGE), cast.cooperation)
    assert hanna.may_write(partner, section) == (section in CHANGE_SECTIONS and partner != "hillegom")
    assert not hanna.may_write(partner)
    for role in (Role.WORKS_COUNCIL, Role.GUIDE):
        assert not access_to(member(cast, role), cast.cooperation).may_write(partner, section)


def test_saving_follows_the_section(cast: Cast) -> None:
    hanna = member(cast, Role.HR_CHANGE)
    saved = actions.save_section(
        variant=cast.variant, section="people", partner="lisse", content=[], based_on=0, by=hanna
    )
    assert saved.number == 1
    for section, partner in (("tasks", ""), ("people", "hillegom")):
        with pytest.raises(PermissionDenied):
            actions.save_section(
                variant=cast.variant, section=section, partner=partner, content=[], based_on=0, by=hanna
            )


@pytest.mark.parametrize("section", ["impact", "lead_scores", "aspects", "crosswalk", "ledger", "questions"])
def test_how_groups_fare_is_never_public(cast: Cast, section: str) -> None:
    with pytest.raises(Invalid, match="never_public"):
        actions.save_section(
            variant=cast.variant, section=section, content=[], based_on=0, visibility="public", by=cast.anna
        )
    actions.save_section(variant=cast.variant, section=section, content=[], based_on=0, by=cast.anna)
    with pytest.raises(Invalid, match="never_public"):
        actions.set_visibility(
            variant=cast.variant, section=section, visibility="public", based_on=1, by=cast.anna
        )
