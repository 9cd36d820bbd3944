"""What the tests of these pages share: a cooperation at a fixed address, filled in, and the worker's work."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from typing import Any

import pytest
from django.utils import timezone
from tests.web.conftest import Cast

from vierkant.dossier import assess, from_plain
from vierkant_web import actions
from vierkant_web.actions import Part
from vierkant_web.models import Cooperation, Run, RunState, User, Visibility


def save(
    cast: Cast,
    section: str,
    content: Any,
    *,
    visibility: str = "shared",
    partner: str = "",
    by: User | None = None,
) -> None:
    """One part of the dossier."""
    actions.save_many(
        variant=cast.variant,
        parts=[Part(section, partner, content, Visibility(visibility))],
        by=by or cast.anna,
    )


def finish_all() -> None:
    """Do what the worker does, with few draws."""
    for run in Run.objects.filter(state=RunState.WAITING):
        result = json.loads(_assessed(json.dumps(run.dossier, sort_keys=True)))
        Run.objects.filter(pk=run.pk).update(
            state=RunState.DONE, result=result, finished=timezone.now(), progress=1
        )


@cache
def _assessed(text: str) -> str:
    return json.dumps(assess(from_plain(json.loads(text)), today=date(2026, 11, 24), draws=100).to_dict())


@pytest.fixture
def cast(cast: Cast) -> Cast:
    """The fixed cast, at an address that a test can write down."""
    Cooperation.objects.filter(pk=cast.cooperation.pk).update(slug="bollenstreek")
    cast.cooperation.refresh_from_db()
    return cast


@pytest.fixture
def filled(cast: Cast) -> Cast:
    """The name is public, the partners and a small group are shared, what Hillegom reserves is its own."""
    save(cast, "cooperation", {"name": "Bollenstreek", "kind": "intermunicipal", "stage": "exploring",
                               "goal": "Een openbaar doel"}, visibility="public")  # fmt: skip
    towns = (("hillegom", "GM0534"), ("lisse", "GM0553"), ("teylingen", "GM1525"))
    save(cast, "partners", [{"id": key, "municipality": code} for key, code in towns])
    save(cast, "people", [
        {"id": "kring-van-drie", "name": "Kleine kring", "size": 3},
        {"id": "groot", "name": "Grote groep", "size": 40, "what_changes": "U werkt straks op twee plekken."},
    ])  # fmt: skip
    own = [{"id": "ploeg", "name": "Ploeg van Hillegom", "size": 12}]
    save(cast, "people", own, visibility="private", partner="hillegom", by=cast.bram)
    return cast
