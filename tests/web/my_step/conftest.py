"""A cooperation in which one group and the general page were released, with a link on paper each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.core.cache import cache
from tests.journeys.seed_staff import change
from tests.web.conftest import Cast

from vierkant.change.staff_view import staff_view
from vierkant_web import actions
from vierkant_web.models import GroupPage, Role, User
from vierkant_web.my_step import bundles, limits
from vierkant_web.releases import digest_of


@dataclass(frozen=True)
class Staff:
    """Hanna (HR), Omar (works council) and Gita (guide) beside the cast, and the links that were handed out."""

    cast: Cast
    hanna: User
    omar: User
    gita: User

    def release(
        self, by: User, group: str = "belastingen", summary: str = "Je werkt straks in Lisse."
    ) -> None:
        view = staff_view(change(summary), group or None, partners={"hillegom": "Hillegom"}, smallest=7)
        actions.release_card(variant=self.cast.variant, group=group, view=view, seen=digest_of(view), by=by)

    def link(self, group: str = "belastingen") -> GroupPage:
        return actions.make_link(variant=self.cast.variant, group=group, by=self.hanna)


@pytest.fixture
def staff(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Iterator[Staff]:
    people = {}
    for name, role in (("hanna", Role.HR_CHANGE), ("omar", Role.WORKS_COUNCIL), ("gita", Role.GUIDE)):
        people[name] = actions.create_account(
            email=f"{name}@voorbeeld.example", name=name, password="x" * 12, verified=True
        )
        actions.add_member(cooperation=cast.cooperation, user=people[name], role=role, by=cast.anna)
    monkeypatch.setattr(bundles, "FRESH_SECONDS", 0.0)
    for limit in (limits.WRONG_CODES, limits.HELP_REQUESTS):
        limit.clear()
    bundles.forget()
    cache.clear()
    yield Staff(cast, **people)
    bundles.forget()
