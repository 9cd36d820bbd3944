"""The fixed cast of the web tests, so that rights read as a story."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client

from vierkant_web import actions
from vierkant_web.models import Cooperation, Kind, Role, User, Variant


@dataclass(frozen=True)
class Cast:
    """Anna coordinates; Bram writes for Hillegom; Carla (Lisse) and Daan (Teylingen) read; Eva is not a member."""

    anna: User
    bram: User
    carla: User
    daan: User
    eva: User
    cooperation: Cooperation
    variant: Variant
    other: Cooperation
    """A second cooperation, of Eva alone."""


def make_cast() -> Cast:
    """The five users and the two cooperations; nothing is saved in a section yet."""
    names = ("Anna", "Bram", "Carla", "Daan", "Eva")
    anna, bram, carla, daan, eva = (
        actions.create_account(email=f"{name.lower()}@voorbeeld.example", name=name, password="x" * 12,
                               verified=True)
        for name in names
    )  # fmt: skip
    towns = [("GM0534", "Hillegom"), ("GM0553", "Lisse"), ("GM1525", "Teylingen")]
    cooperation = actions.create_cooperation(
        name="Bollenstreek", kind=Kind.INTERMUNICIPAL, municipalities=towns, by=anna
    )
    for user, role, partner in (
        (bram, Role.PARTNER_EDITOR, "hillegom"),
        (carla, Role.CONTROLLER, "lisse"),
        (daan, Role.READER, "teylingen"),
    ):
        actions.add_member(cooperation=cooperation, user=user, role=role, partner=partner, by=anna)
    other = actions.create_cooperation(name="Elders", kind=Kind.INTERNAL, by=eva)
    return Cast(anna, bram, carla, daan, eva, cooperation, cooperation.variants.get(), other)


@pytest.fixture
def cast(db: None) -> Cast:
    """See `make_cast`."""
    return make_cast()


@pytest.fixture
def sign_in() -> Callable[[User], Client]:
    """A client in which this user is signed in."""

    def make(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return make
