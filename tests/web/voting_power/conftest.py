"""Three partners with votes, rules, a key and a point of the councils, and the assessment that each audience sees."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from pytest_django import DjangoDbBlocker
from tests.web.conftest import Cast, make_cast

from vierkant_web import actions
from vierkant_web.actions import Part
from vierkant_web.jobs.assessment import assess_run
from vierkant_web.jobs.current import current_assessment
from vierkant_web.models import Run, RunState, User, Visibility
from vierkant_web.permissions import Visit, access_to

PARTNERS = (("hillegom", "GM0534", 22_000), ("lisse", "GM0553", 23_000), ("teylingen", "GM1525", 38_000))
POINT = "Houd de balie in elke gemeente open."


def sections() -> dict[str, Any]:
    """The shared sections: 3-2-1 votes, a key, two rules and one point on which one council agrees."""
    partners = [{"id": key, "municipality": code, "residents": number} for key, code, number in PARTNERS]
    return {
        "cooperation": {"name": "Bollenstreek", "kind": "intermunicipal", "start_year": 2027},
        "partners": partners,
        "agreements": {
            "votes": {"hillegom": 1, "lisse": 2, "teylingen": 3},
            "cost_key": {"hillegom": 0.3, "lisse": 0.3, "teylingen": 0.4},
        },
        "voting_rules": [
            {"id": "toetreden", "name": "toetreden", "unanimous": True},
            {"id": "begroting", "name": "de begroting", "votes_share": 0.6667, "quorum_members": 3},
        ],
        "zienswijze_points": [{"id": "balie", "text": POINT}],
    }


def save(cast: Cast, found: dict[str, Any], visibility: Visibility = Visibility.SHARED) -> None:
    """Save shared sections as the coordinator."""
    parts = [Part(name, "", content, visibility) for name, content in found.items()]
    actions.save_many(variant=cast.variant, parts=parts, by=cast.anna)


def assess(cast: Cast, user: User) -> None:
    """Make the assessment that this user may see, as the worker does."""
    current = current_assessment(
        Visit(user, cast.cooperation, cast.variant, access_to(user, cast.cooperation))
    )
    if current.run is not None and current.state != RunState.DONE:
        result = assess_run(current.plain, 0, 200, lambda share: None, date(2026, 11, 1))
        Run.objects.filter(pk=current.run.pk).update(state=RunState.DONE, result=result)


@pytest.fixture(scope="module")
def built_once(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Cast]:
    """The cast, in a transaction around the tests of a module; each of them works in a savepoint inside it."""
    around = transaction.atomic()
    around._from_testcase = True  # as Django's own tests do, so that a durable block inside is allowed
    with django_db_blocker.unblock():
        around.__enter__()
        cast = make_cast()
        save(cast, sections())
        view = [{"id": "v1", "point": "balie", "partner": "teylingen", "stance": "agrees"}]
        actions.save_many(
            variant=cast.variant,
            parts=[Part("council_views", "teylingen", view, Visibility.SHARED)],
            by=cast.anna,
        )
        assess(cast, cast.carla)
    yield cast
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


@pytest.fixture
def region(built_once: Cast, db: None) -> Cast:
    """See above; a test that changes somebody changes its own."""
    cache.clear()
    return copy.deepcopy(built_once)
