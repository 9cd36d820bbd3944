"""A page that asks for parts of an assessment gets just those, equal to what the whole holds."""

from __future__ import annotations

from typing import Any

import pytest
from tests.web.change import plan
from tests.web.conftest import Cast

from vierkant_web.jobs.current import current_assessment
from vierkant_web.models import Run, RunState
from vierkant_web.permissions import Visit, access_to


@pytest.fixture
def place(cast: Cast) -> Visit:
    plan.fill(cast, plan.example())
    plan.assess(cast, cast.anna)
    return Visit(cast.anna, cast.cooperation, cast.variant, access_to(cast.anna, cast.cooperation))


def test_parts_are_equal_to_the_whole(place: Visit) -> None:
    whole = current_assessment(place).result
    parts = current_assessment(
        place, parts=("people.impact", "people.groups.2", "name", "people.people.value", "people.findings")
    ).result
    assert whole is not None
    assert parts == {
        "people": {
            "impact": whole["people"]["impact"],
            "groups": {"2": whole["people"]["groups"][2]},
            "people": {"value": whole["people"]["people"]["value"]},
            "findings": whole["people"]["findings"],
        },
        "name": whole["name"],
    }


def test_what_is_not_there_is_none(place: Visit) -> None:
    parts = current_assessment(place, parts=("people.nothing", "people.groups.99", "nothing.at.all")).result
    assert parts == {"people": {"nothing": None, "groups": {"99": None}}, "nothing": {"at": {"all": None}}}


def test_parts_may_follow_from_the_dossier(place: Visit) -> None:
    def needed(plain: dict[str, Any]) -> list[str]:
        return [f"people.groups.{len(plain['people']) - 1}"]

    found = current_assessment(place, parts=needed).result
    assert found is not None
    [row] = found["people"]["groups"].values()
    assert (
        row["id"] == "vergunningen-teylingen"
    )  # the groups of several partners come first in a dossier of parts


def test_the_large_columns_stay_in_the_database(place: Visit, django_assert_num_queries: Any) -> None:
    current = current_assessment(place, parts=("people.impact",))
    assert current.run is not None
    assert {"dossier", "result"} <= current.run.get_deferred_fields()


def test_an_assessment_under_way_has_no_parts(place: Visit) -> None:
    Run.objects.update(state=RunState.RUNNING, result=None)
    current = current_assessment(place, parts=("people.impact",))
    assert current.result is None
    assert current.is_open
