"""Who takes part: the coordinator adds, changes and removes; members look; outsiders see nobody."""

from __future__ import annotations

import pytest
from tests.web.dossier.fill_in_forms import fill, text

from vierkant_web import actions
from vierkant_web.models import Membership, Role


@pytest.fixture
def address(cast):
    fill(cast)
    return f"/s/{cast.cooperation.slug}/overzicht/wie-doet-mee/"


def row(cast, user):
    return Membership.objects.filter(cooperation=cast.cooperation, user=user).first()


def test_members_see_who_takes_part_for_whom(cast, sign_in, address):
    page = text(sign_in(cast.daan).get(address))
    for words in ("Anna", "Coördinator", "Bram", "Hillegom", "Carla"):
        assert words in page
    assert "Iemand toevoegen" not in page


def test_an_outsider_sees_nobody_even_when_something_is_public(cast, sign_in, address):
    about = {"name": "Bollenstreek"}
    actions.save_section(
        variant=cast.variant,
        section="cooperation",
        content=about,
        based_on=1,
        visibility="public",
        by=cast.anna,
    )
    assert sign_in(cast.eva).get(address).status_code == 404


def test_the_coordinator_adds_an_account_by_its_address(cast, sign_in, address):
    client = sign_in(cast.anna)
    data = {"email": "EVA@voorbeeld.example", "role": "partner_editor", "partner": "lisse"}
    assert client.post(address, data).status_code == 302
    assert (row(cast, cast.eva).role, row(cast, cast.eva).partner) == (Role.PARTNER_EDITOR, "lisse")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"email": "nieuw@voorbeeld.example", "role": "reader"}, "Er is nog geen account met dit adres."),
        ({"email": "bram@voorbeeld.example", "role": "reader"}, "Deze persoon doet al mee."),
        ({"email": "eva@voorbeeld.example", "role": "partner_editor"}, "Kies de deelnemer."),
        ({"email": "eva@voorbeeld.example", "role": "reader", "partner": "leiden"}, "leiden"),
    ],
)
def test_what_cannot_be_done_is_said_with_what_to_do(cast, sign_in, address, data, words):
    response = sign_in(cast.anna).post(address, data)
    assert response.status_code == 422
    assert words in text(response)
    assert Membership.objects.filter(cooperation=cast.cooperation).count() == 4


def test_the_coordinator_changes_and_removes(cast, sign_in, address):
    client, member = sign_in(cast.anna), row(cast, cast.daan)
    data = {f"m{member.pk}-role": "controller", f"m{member.pk}-partner": "lisse"}
    client.post(f"{address}{member.pk}/wijzigen/", data)
    member.refresh_from_db()
    assert (member.role, member.partner) == ("controller", "lisse")
    client.post(f"{address}{member.pk}/verwijderen/")
    assert row(cast, cast.daan) is None


def test_nobody_else_changes_a_role(cast, sign_in, address):
    member = row(cast, cast.daan)
    for user, status in ((cast.bram, 403), (cast.eva, 404)):
        data = {f"m{member.pk}-role": "coordinator"}
        assert sign_in(user).post(f"{address}{member.pk}/wijzigen/", data).status_code == status
        assert sign_in(user).post(f"{address}{member.pk}/verwijderen/").status_code == status
        assert (
            sign_in(user).post(address, {"email": "eva@voorbeeld.example", "role": "reader"}).status_code
            == status
        )


def test_a_member_of_another_cooperation_is_not_found(cast, sign_in, address):
    other = Membership.objects.get(cooperation=cast.other)
    assert sign_in(cast.anna).post(f"{address}{other.pk}/verwijderen/").status_code == 404


def test_everybody_may_leave_but_the_last_coordinator_stays(cast, sign_in, address):
    response = sign_in(cast.daan).post(f"{address}{row(cast, cast.daan).pk}/verwijderen/")
    assert response.headers["Location"] == "/"
    client = sign_in(cast.anna)
    assert "enige coördinator" in text(
        client.post(f"{address}{row(cast, cast.anna).pk}/verwijderen/", follow=True)
    )
    assert row(cast, cast.anna).role == Role.COORDINATOR


def test_the_number_of_queries_does_not_grow(cast, sign_in, address, django_assert_num_queries):
    client = sign_in(cast.anna)
    client.get(address)
    actions.remove_member(membership=row(cast, cast.daan), by=cast.anna)
    for _turn in range(2):
        with django_assert_num_queries(7):
            client.get(address)
        if row(cast, cast.daan) is None:
            for user in (cast.daan, cast.eva):
                actions.add_member(cooperation=cast.cooperation, user=user, role="reader", by=cast.anna)
