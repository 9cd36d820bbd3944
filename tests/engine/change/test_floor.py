"""The floor under which a group is not shown can be set, but not so low that a few people become visible."""

from __future__ import annotations

import pytest

from vierkant.change.inputs import Change, Group, ImpactCard
from vierkant.change.settings import LEAST_FLOOR, settings
from vierkant.change.staff_view import StaffViewError, staff_view
from vierkant.quantities import Figure
from vierkant.terms import render


@pytest.mark.parametrize("chosen", [0, 1, 4, 4.9])
def test_a_floor_under_five_is_not_used_and_is_told(chosen: float) -> None:
    found = settings({"change.smallest_group": Figure(value=chosen)})
    assert found.value("smallest_group") == 7
    [finding] = found.findings
    assert finding.id == "impossible_smallest_group"
    assert finding.action is not None
    assert str(LEAST_FLOOR) in render(finding.action, "nl")


@pytest.mark.parametrize("chosen", [5, 7, 10])
def test_a_floor_that_survey_firms_use_is_used(chosen: float) -> None:
    found = settings({"change.smallest_group": Figure(value=chosen)})
    assert found.value("smallest_group") == chosen
    assert not found.findings


def test_a_group_of_three_gets_no_page_whatever_the_dossier_says() -> None:
    change = Change(groups=(Group(id="a", name="A", size=3),), cards=(ImpactCard(id="a", stays="x", task=1),))
    floor = int(settings({"change.smallest_group": Figure(value=1)}).value("smallest_group"))
    with pytest.raises(StaffViewError):
        staff_view(change, "a", partners={}, smallest=floor)
