"""What must not stay on show, and who may not decide: a view that was emptied, a closed group, one person twice."""

from __future__ import annotations

from functools import partial

import pytest
from django.test import Client
from tests.web.my_step.conftest import Staff

from vierkant_web import actions
from vierkant_web.actions import Invalid
from vierkant_web.models import Membership, Role, User, Visibility
from vierkant_web.releases import published_view, standing

pytestmark = pytest.mark.django_db
GROUP = "belastingen"


def on_show(staff: Staff) -> bool:
    return published_view(standing(staff.cast.variant, GROUP)) is not None


def change_role(staff: Staff, user: User, role: Role) -> None:
    membership = Membership.objects.get(user=user, cooperation=staff.cast.cooperation)
    actions.change_member(membership=membership, role=role, by=staff.cast.anna)


def test_what_was_emptied_is_gone_from_memory_as_well(staff: Staff) -> None:
    """The server keeps pages in memory; a name that was taken out must not be served from there."""
    revision = actions.save_section(
        variant=staff.cast.variant,
        section="impact",
        content=[{"id": GROUP, "stays": "Jan de Vries"}],
        based_on=0,
        by=staff.cast.anna,
    )
    for user in (staff.hanna, staff.omar):
        staff.release(user, summary="Jan de Vries gaat naar Lisse.")
    code = staff.link().code
    addresses = [f"/mijn-stap/{code}/{page}" for page in ("", "en/", "print/", "offline.js", "hulp/")]
    assert "Jan de Vries" in Client().get(addresses[0]).content.decode()
    assert [Client().get(address).status_code for address in addresses] == [200] * 5
    actions.redact_revision(revision=revision, reason="a name", by=staff.cast.anna)
    assert [Client().get(address).status_code for address in addresses] == [404] * 5


def test_a_group_that_was_closed_and_shrank_is_no_longer_shown(staff: Staff) -> None:
    for user in (staff.hanna, staff.omar):
        staff.release(user)
    address = f"/mijn-stap/{staff.link().code}/"
    assert Client().get(address).status_code == 200
    actions.save_section(
        variant=staff.cast.variant,
        section="people",
        partner="hillegom",
        content=[{"id": GROUP, "name": "Medewerkers belastingen", "size": 3}],
        visibility=Visibility.PRIVATE,
        based_on=0,
        by=staff.cast.bram,
    )
    assert Client().get(address).status_code == 404


@pytest.mark.parametrize(("floor", "status"), [(1, 404), (4, 404), (5, 200)])
def test_one_number_does_not_open_a_group_of_a_few_people(staff: Staff, floor: int, status: int) -> None:
    """The floor is an assumption that a dossier may replace, but not by anything under five."""
    for user in (staff.hanna, staff.omar):
        staff.release(user)
    address = f"/mijn-stap/{staff.link().code}/"
    save = partial(actions.save_section, variant=staff.cast.variant, based_on=0)
    rows = [{"id": GROUP, "name": "Medewerkers belastingen", "size": max(2, floor)}]
    save(section="people", partner="hillegom", content=rows, visibility="shared", by=staff.cast.bram)
    save(section="assumptions", content={"change.smallest_group": {"value": floor}}, by=staff.cast.anna)
    assert Client().get(address).status_code == status


def test_who_gets_the_other_role_does_not_agree_with_himself(staff: Staff) -> None:
    staff.release(staff.hanna)
    change_role(staff, staff.hanna, Role.WORKS_COUNCIL)
    with pytest.raises(Invalid, match="same_person"):
        staff.release(staff.hanna)
    assert not on_show(staff)
    staff.release(staff.omar)
    assert on_show(staff), "a colleague in the works council may"


def test_the_successor_in_the_former_role_opens_the_way(staff: Staff) -> None:
    staff.release(staff.hanna)
    change_role(staff, staff.omar, Role.HR_CHANGE)
    change_role(staff, staff.hanna, Role.WORKS_COUNCIL)
    staff.release(staff.omar)
    assert not on_show(staff)
    staff.release(staff.hanna)
    assert on_show(staff)
