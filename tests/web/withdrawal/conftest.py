"""The example of three municipalities once for all tests of a module, with its assessments as the worker makes them."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker, Settings
from tests.web.conftest import Cast, make_cast

from vierkant.dossier import load, split, to_plain_dossier
from vierkant_web import actions
from vierkant_web.actions import Part
from vierkant_web.environment import PROJECT
from vierkant_web.jobs.assessment import assess_run
from vierkant_web.jobs.current import current_assessment
from vierkant_web.models import Run, RunState, User, Visibility
from vierkant_web.permissions import Visit, access_to

DRAWS = 100
SECRET = 31_415_926.0
"""The fixed cost that Hillegom keeps to itself."""
FACTS = {
    "hillegom": {"fixed_cost": {"value": SECRET}, "restart_cost": {"value": 800_000}},
    "lisse": {"staff_fte": {"value": 119.9}, "redundant_staff": {"value": 2_400_000}},
}


def _dossier() -> dict[str, Any]:
    plain = copy.deepcopy(to_plain_dossier(load(PROJECT / "examples" / "hltsamen.toml")))
    plain["agreements"]["votes"] = {"hillegom": 1, "lisse": 2, "teylingen": 3}
    plain["finances"] = [{"partner": "lisse", "exit_reserve": {"value": 150_000}}]
    plain["withdrawal_rule"] = {"needs_consent": True, "staff_follows": True}
    plain["withdrawal_facts"] = [{"partner": name, **facts} for name, facts in FACTS.items()]
    return plain


def _save(cast: Cast) -> None:
    """Everything shared; what leaving does to Hillegom stays with Hillegom."""
    for writer, owners in ((cast.anna, ("", "lisse", "teylingen")), (cast.bram, ("hillegom",))):
        parts = [
            Part(section, owner, content, _visibility(section, owner))
            for (section, owner), content in split(_dossier()).items()
            if owner in owners
        ]
        actions.save_many(variant=cast.variant, parts=parts, by=writer)


def _visibility(section: str, owner: str) -> Visibility:
    private = section == "withdrawal_facts" and owner == "hillegom"
    return Visibility.PRIVATE if private else Visibility.SHARED


def assess(cast: Cast, user: User) -> None:
    """Make the assessment that this user may see."""
    place = Visit(user, cast.cooperation, cast.variant, access_to(user, cast.cooperation))
    current = current_assessment(place)
    assert current.run is not None, current
    result = assess_run(current.plain, 0, DRAWS, lambda share: None, date(2026, 7, 1))
    Run.objects.filter(pk=current.run.pk).update(state=RunState.DONE, result=result)


@pytest.fixture(scope="module")
def built_once(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Cast]:
    """In a transaction around the tests of a module; each of them works in a savepoint inside it."""
    around = transaction.atomic()
    around._from_testcase = True  # as Django's own tests do, so that a durable block inside is allowed
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        patch.setattr("django.conf.settings.ASSESSMENT_DRAWS", DRAWS)
        around.__enter__()
        cast = make_cast()
        _save(cast)
        for user in (cast.anna, cast.bram):
            assess(cast, user)
    yield cast
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


@pytest.fixture
def scene(built_once: Cast, db: None, settings: Settings) -> Cast:
    """The cast with a filled-in dossier and assessments for Anna (shared) and Bram (Hillegom)."""
    settings.ASSESSMENT_DRAWS = DRAWS
    return copy.deepcopy(built_once)
