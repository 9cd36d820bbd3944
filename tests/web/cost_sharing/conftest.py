"""The example with a table of costs per combination once for all tests of a module, as the worker assesses it."""

from __future__ import annotations

import copy
import json
import re
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
PARTNERS = {"oosterveen": "hillegom", "duinrand": "lisse", "polderwijk": "teylingen"}
"""Of the example → of the cast; the names on screen stay those of the example."""
SECTIONS = frozenset(
    {"cooperation", "partners", "agreements", "tasks", "sources", "key_design", "key_inputs", "products",
     "coalition_costs", "withdrawal_rule"}
)  # fmt: skip


def _dossier() -> dict[str, Any]:
    text = json.dumps(to_plain_dossier(load(PROJECT / "examples" / "vergunningen.toml")))
    for old, new in PARTNERS.items():
        text = re.sub(rf"\b{old}\b", new, text)
    found: dict[str, Any] = json.loads(text)
    return {name: content for name, content in found.items() if name in SECTIONS}


def save(cast: Cast, dossier: dict[str, Any]) -> None:
    """Everything shared, each part by who may write it."""
    for writer, owners in ((cast.anna, ("", "lisse", "teylingen")), (cast.bram, ("hillegom",))):
        parts = [
            Part(section, owner, content, Visibility.SHARED)
            for (section, owner), content in split(dossier).items()
            if owner in owners
        ]
        actions.save_many(variant=cast.variant, parts=parts, by=writer)


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
        save(cast, _dossier())
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
