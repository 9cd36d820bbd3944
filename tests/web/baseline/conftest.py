"""A cooperation with three municipalities of which the staff are their own, and tasks with a taakveld."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.web.conftest import Cast

from vierkant_web import actions
from vierkant_web.actions import Part
from vierkant_web.models import Visibility

Fill = Callable[..., None]

DRENTHE = [
    {"id": "hillegom", "municipality": "GM1680"},  # the seats of the cast, other municipalities
    {"id": "lisse", "municipality": "GM0106"},
    {"id": "teylingen", "municipality": "GM1731"},
]
TASKS = [
    {"id": "burgerzaken", "name": "Burgerzaken", "taakveld": "0.2"},
    {"id": "belastingen", "name": "Heffing en invordering", "taakveld": "0.64", "unit": "WOZ-objecten"},
]


@pytest.fixture
def fill(cast: Cast) -> Fill:
    """Save partners, tasks and more of a cooperation, in the hands of its coordinator."""

    def make(
        partners: list[dict[str, Any]] = DRENTHE,
        tasks: list[dict[str, Any]] = TASKS,
        visibility: Visibility = Visibility.SHARED,
        **more: Any,
    ) -> None:
        content = {"partners": partners, "tasks": tasks, **more}
        parts = [Part(section, "", rows, visibility) for section, rows in content.items()]
        actions.save_many(variant=cast.variant, parts=parts, by=cast.anna)

    return make
