"""The list of cooperations and starting a new one."""

from __future__ import annotations

from typing import Any

from tests.web.dossier.fill_in_forms import text

from vierkant_web import actions
from vierkant_web.models import Cooperation, CooperationMunicipality, Kind, Membership, Role, SectionRevision


def make(cast, count: int) -> None:
    """Cooperations of Anna, each with two municipalities."""
    rows = Cooperation.objects.bulk_create(
        Cooperation(
            slug=f"veel-{n}", name=f"Samenwerking {n:03}", kind=Kind.INTERMUNICIPAL, created_by=cast.anna
        )
        for n in range(count)
    )
    Membership.objects.bulk_create(
        Membership(user=cast.anna, cooperation=row, role=Role.COORDINATOR) for row in rows
    )
    CooperationMunicipality.objects.bulk_create(
        CooperationMunicipality(cooperation=row, code=code, name=name)
        for row in rows
        for code, name in (("GM0363", "Amsterdam"), ("GM0518", "'s-Gravenhage"))
    )


def names(response) -> list[str]:
    return [row["title"] for row in (*response.context["mine"], *response.context["others"])]


def test_own_ones_first_then_public_ones(cast, sign_in):
    actions.save_section(
        variant=cast.other.variants.get(), section="cooperation", content={"name": "Elders"}, based_on=0,
        visibility="public", by=cast.eva,
    )  # fmt: skip
    response = sign_in(cast.anna).get("/")
    assert [row["title"] for row in response.context["mine"]] == ["Bollenstreek"]
    assert [row["title"] for row in response.context["others"]] == ["Elders"]
    assert names(sign_in(cast.eva).get("/")) == ["Elders"]


def test_what_is_not_for_the_visitor_is_not_in_the_list(cast, sign_in):
    assert "Elders" not in text(sign_in(cast.anna).get("/"))


def test_the_list_can_be_searched_by_name_and_municipality(cast, sign_in):
    make(cast, 3)
    client = sign_in(cast.anna)
    assert names(client.get("/", {"text": "bollen"})) == ["Bollenstreek"]
    assert names(client.get("/", {"municipality": "Lisse"})) == ["Bollenstreek"]
    # The municipality is found by any of its names.
    assert len(names(client.get("/", {"municipality": "Den Haag"}))) == 3
    empty = client.get("/", {"municipality": "Groningen"})
    assert "Niets gevonden" in text(empty)


def test_three_hundred_take_as_many_queries_as_three(cast, sign_in, django_assert_num_queries):
    client = sign_in(cast.anna)
    make(cast, 3)
    client.get("/")
    with django_assert_num_queries(5):
        client.get("/")
    Cooperation.objects.filter(slug__startswith="veel-").delete()
    make(cast, 320)
    with django_assert_num_queries(5):
        response = client.get("/")
    assert response.context["page"].paginator.num_pages == 14
    assert len(names(client.get("/", {"page": 14}))) == 9


def new(client, **more: Any):
    data = {
        "name": "Duin en Bollen", "kind": "intermunicipal", "towns-TOTAL_FORMS": "3", "towns-INITIAL_FORMS": "0",
        "towns-0-municipality": "Hillegom", "towns-1-municipality": "gemeente Lisse",
    }  # fmt: skip
    return client.post("/nieuw/", data | more)


def test_a_new_cooperation_leads_into_the_steps(cast, sign_in):
    client = sign_in(cast.daan)
    response = new(client)
    made = Cooperation.objects.get(name="Duin en Bollen")
    assert response.headers["Location"] == f"/s/{made.slug}/overzicht/invullen/samenwerking/"
    assert client.get(response.headers["Location"]).status_code == 200
    content = dict(
        SectionRevision.objects.filter(variant__cooperation=made).values_list("section", "content")
    )
    assert content == {
        "cooperation": {"name": "Duin en Bollen"},
        "partners": [{"id": "hillegom", "municipality": "GM0534"}, {"id": "lisse", "municipality": "GM0553"}],
    }
    assert list(made.municipalities.values_list("name", flat=True)) == ["Hillegom", "Lisse"]
    assert made.memberships.get().role == Role.COORDINATOR


def test_a_municipality_that_was_misspelt_is_asked_again(cast, sign_in):
    response = new(sign_in(cast.daan), **{"towns-1-municipality": "Hilegom"})
    assert response.status_code == 422
    assert "Hilegom" in response.content.decode()
    assert "Hillegom" in text(response)
    assert not Cooperation.objects.filter(name="Duin en Bollen").exists()


def test_everything_that_is_wrong_is_said_at_once(cast, sign_in):
    response = new(sign_in(cast.daan), name="", **{"towns-2-municipality": "Nergenshuizen"})
    assert response.context["form"].errors
    assert response.context["formset"].total_error_count() == 1
