"""Who sees what: audiences, visible revisions, the list, and what may be looked up."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import RequestFactory
from tests.web.conftest import Cast

from vierkant_web import actions
from vierkant_web.models import Kind, Section, SectionRevision, User, Visibility
from vierkant_web.permissions import (
    Permission,
    access_to,
    audience_for,
    cooperations_for,
    get_cooperation_or_404,
    may_use_audience,
    visible_revisions,
    visit,
)


def write(cast: Cast, by: User, partner: str, visibility: Visibility, text: str) -> SectionRevision:
    found = SectionRevision.objects.filter(variant=cast.variant, section="tasks", partner=partner)
    return actions.save_section(
        variant=cast.variant, section=Section.TASKS, partner=partner, content={"text": text},
        visibility=visibility, based_on=found.count(), by=by,
    )  # fmt: skip


@pytest.fixture
def filled(cast: Cast) -> Cast:
    """Every partner has one part; each with another visibility, and something to leak in it."""
    write(cast, cast.anna, "", Visibility.SHARED, "shared part")
    write(cast, cast.bram, "hillegom", Visibility.PRIVATE, "secret of Hillegom")
    write(cast, cast.anna, "lisse", Visibility.SHARED, "Lisse to partners")
    write(cast, cast.anna, "teylingen", Visibility.PUBLIC, "Teylingen to all")
    return cast


def texts(cast: Cast, audience: str) -> list[str]:
    return [row.content["text"] for row in visible_revisions(cast.variant, audience)]


@pytest.mark.parametrize(
    ("audience", "seen"),
    [
        ("partner:hillegom", ["shared part", "secret of Hillegom", "Lisse to partners", "Teylingen to all"]),
        ("partner:lisse", ["shared part", "Lisse to partners", "Teylingen to all"]),
        ("shared", ["shared part", "Lisse to partners", "Teylingen to all"]),
        ("public", ["Teylingen to all"]),
    ],
)
def test_each_audience_sees_its_own(filled: Cast, audience: str, seen: list[str]) -> None:
    assert texts(filled, audience) == seen


@pytest.mark.parametrize("audience", ["", "partner:", "everybody", "private"])
def test_what_is_not_an_audience_sees_nothing(filled: Cast, audience: str) -> None:
    with pytest.raises(ValueError, match="not an audience"):
        texts(filled, audience)


def test_an_older_open_revision_does_not_show_what_was_closed_since(filled: Cast) -> None:
    write(filled, filled.bram, "hillegom", Visibility.PUBLIC, "open for a day")
    assert "open for a day" in texts(filled, "public")
    write(filled, filled.bram, "hillegom", Visibility.PRIVATE, "closed again")
    for audience in ("public", "shared", "partner:lisse"):
        assert not {"open for a day", "closed again"} & set(texts(filled, audience))
    assert "closed again" in texts(filled, "partner:hillegom")


@pytest.mark.parametrize(
    ("name", "audience"),
    [
        ("anna", "shared"),
        ("bram", "partner:hillegom"),
        ("carla", "partner:lisse"),
        ("daan", "partner:teylingen"),
        ("eva", "public"),
    ],
)
def test_the_audience_of_each_of_the_cast(filled: Cast, name: str, audience: str) -> None:
    assert audience_for(getattr(filled, name), filled.cooperation) == audience


def test_an_outsider_finds_nothing_as_long_as_nothing_is_public(cast: Cast) -> None:
    write(cast, cast.anna, "", Visibility.SHARED, "shared part")
    for look in (
        lambda: audience_for(cast.eva, cast.cooperation),
        lambda: get_cooperation_or_404(cast.eva, cast.cooperation.slug, Permission.READ),
        lambda: get_cooperation_or_404(cast.eva, "never-was", "read"),
        lambda: audience_for(AnonymousUser(), cast.cooperation),
    ):
        with pytest.raises(Http404):
            look()
    assert list(cooperations_for(cast.eva)) == [cast.other]


def test_what_is_public_in_an_archived_variant_no_longer_counts(cast: Cast) -> None:
    variant = actions.create_variant(cooperation=cast.cooperation, name="Oud", by=cast.anna)
    actions.save_section(
        variant=variant, section="tasks", content={}, based_on=0, visibility="public", by=cast.anna
    )
    assert audience_for(cast.eva, cast.cooperation) == "public"
    actions.archive_variant(variant=variant, by=cast.anna)
    with pytest.raises(Http404):
        audience_for(cast.eva, cast.cooperation)


def test_a_closed_account_sees_nothing(filled: Cast) -> None:
    filled.carla.is_active = False
    filled.carla.save()
    assert not cooperations_for(filled.carla).exists()
    with pytest.raises(Http404):
        audience_for(filled.carla, filled.cooperation)


@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        ("anna", {"read", "run", "write", "manage", "survey"}),
        ("bram", {"read", "run", "write"}),
        ("carla", {"read", "run"}),
        ("daan", {"read", "run"}),
        ("eva", {"read", "run"}),  # because Teylingen is public
    ],
)
def test_what_each_may_do(filled: Cast, name: str, allowed: set[str]) -> None:
    access = access_to(getattr(filled, name), filled.cooperation)
    assert {item.value for item in Permission if access.may(item)} == allowed


def test_who_may_read_but_not_do_is_told_so(filled: Cast) -> None:
    for user in (filled.carla, filled.eva):
        with pytest.raises(PermissionDenied):
            get_cooperation_or_404(user, filled.cooperation.slug, Permission.MANAGE)
    assert get_cooperation_or_404(filled.anna, filled.cooperation.slug, "manage") == filled.cooperation


@pytest.mark.parametrize(
    ("name", "usable"),
    [
        ("anna", {"shared", "public"}),
        ("bram", {"partner:hillegom", "shared", "public"}),
        ("eva", {"public"}),
    ],
)
def test_an_answer_is_for_the_own_audience_or_a_wider_one(filled: Cast, name: str, usable: set[str]) -> None:
    access = access_to(getattr(filled, name), filled.cooperation)
    audiences = ("public", "shared", "partner:hillegom", "partner:lisse", "partner:", "")
    assert {audience for audience in audiences if may_use_audience(access, audience)} == usable


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_two_queries_whatever_its_length(
    cast: Cast, rows: int, django_assert_num_queries: object
) -> None:
    for number in range(rows - 1):
        actions.create_cooperation(
            name=f"Meer {number}", kind=Kind.NETWORK, municipalities=[("GM0363", "Amsterdam")], by=cast.anna
        )
    with django_assert_num_queries(2):
        found = [
            (row.name, row.my_role, row.my_partner, len(row.municipalities.all()))
            for row in cooperations_for(cast.anna)
        ]
    assert len(found) == rows
    assert ("Bollenstreek", "coordinator", "", 3) in found


@pytest.mark.parametrize("parts", [1, 3])
def test_the_visible_revisions_take_one_query(
    cast: Cast, parts: int, django_assert_num_queries: object
) -> None:
    for section in list(Section)[:parts]:
        actions.save_section(variant=cast.variant, section=section, content={}, based_on=0, by=cast.anna)
    with django_assert_num_queries(1):
        assert len(visible_revisions(cast.variant, "shared")) == parts


def test_a_visit_takes_three_queries_and_finds_the_variant_asked_for(
    filled: Cast, django_assert_num_queries: object
) -> None:
    two = actions.create_variant(cooperation=filled.cooperation, name="Twee", by=filled.anna)

    def at(user: User, query: str = "") -> object:
        request = RequestFactory().get(f"/{query}")
        request.user = user
        return visit(request, filled.cooperation.slug)

    with django_assert_num_queries(3):
        place = at(filled.bram)
    assert (place.variant, place.audience, place.query) == (filled.variant, "partner:hillegom", "")
    assert (at(filled.bram, "?variant=twee").variant, at(filled.bram, "?variant=twee").query) == (
        two, "?variant=twee",
    )  # fmt: skip
    assert at(filled.eva).audience == "public"
    for user, query in ((filled.bram, "?variant=drie"), (filled.eva, "?variant=twee")):
        with pytest.raises(Http404):
            at(user, query)
