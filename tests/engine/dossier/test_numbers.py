"""What the rooms about numbers get from the dossier: checks of the lessons, features, who doubts, what was chosen."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from vierkant.dossier import Dossier, assess, load
from vierkant.dossier.composing import residents
from vierkant.dossier.numbers import (
    _CHECKS,
    doubting_centre,
    features,
    scope_of,
    service_level_chosen,
    unmeasured_partners,
)
from vierkant.dossier.reading import from_plain
from vierkant.dossier.writing import to_plain_dossier
from vierkant.four_ks import assess_motives
from vierkant.lessons import checks
from vierkant.lessons.inputs import Scope
from vierkant.quantities import FourK

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "vergunningen.toml"
TODAY = date(2026, 11, 24)


def example(**changes: Any) -> Dossier:
    plain = deepcopy(to_plain_dossier(load(EXAMPLE)))
    for section, content in changes.items():
        plain[section] = content
    return from_plain(plain)


def test_every_check_of_the_lessons_is_answered_and_none_besides() -> None:
    assert set(_CHECKS) == set(checks())


def test_an_empty_dossier_meets_no_check_and_the_full_example_meets_most() -> None:
    assert not {name for name, is_done in _CHECKS.items() if is_done(Dossier())}
    done = {name for name, is_done in _CHECKS.items() if is_done(example())}
    assert done == set(_CHECKS) - {"saving_later", "coordination_hours"}


def test_features_come_from_partners_tasks_and_motives() -> None:
    dossier = example()
    people = {item.id: residents(item, None).value for item in dossier.partners}  # type: ignore[union-attr]
    motives = assess_motives(dossier.motives, {item.id: item.id for item in dossier.partners})
    found = features(dossier, people, motives)
    assert (found.partners, found.residents, found.scope) == (3, 89_500, Scope.PERMITS)
    assert found.largest_share == pytest.approx(42 / 89.5)
    # The means are costs 28, quality 22, client focus 15 and vulnerability 32 points of 100.
    assert found.motives == {FourK.COSTS, FourK.VULNERABILITY}


@pytest.mark.parametrize(
    ("taakvelden", "scope"),
    [
        ([], None),
        (["0.61", "0.64"], Scope.TAX),
        (["0.4"], Scope.SUPPORT),
        (["6.71a"], Scope.SOCIAL),
        (["8.3", "7.3"], Scope.SEVERAL),
        ([None], Scope.OTHER),
    ],
)
def test_scope_is_what_all_tasks_have_in_common(taakvelden: list[str | None], scope: Scope | None) -> None:
    tasks = [{"id": f"t{number}", "name": "T", "taakveld": code} for number, code in enumerate(taakvelden)]
    plain = {"tasks": [{key: value for key, value in row.items() if value} for row in tasks]}
    assert scope_of(from_plain(plain).tasks) is scope


def test_a_centre_that_doubts_is_a_red_flag() -> None:
    agreed = {"form": "centrumgemeente", "centre": "duinrand"}
    assert doubting_centre(example(agreements=agreed))
    assert not doubting_centre(example(agreements={**agreed, "centre": "oosterveen"}))
    found = assess(example(agreements=agreed), today=TODAY, draws=100)
    assert found.business_case is not None
    assert "doubting_centre" in {item.id for item in found.business_case.findings}


def test_the_same_service_for_less_is_asked_about_until_a_level_was_chosen() -> None:
    plain = to_plain_dossier(example())
    tasks = [{**plain["tasks"][0], "planned_saving": 0.1}, plain["tasks"][1]]
    for dossier, asked in (
        (example(tasks=tasks), False),
        (example(tasks=tasks, indicators=[], channels=[]), True),
    ):
        assert service_level_chosen(dossier) is not asked
        case = assess(dossier, today=TODAY, draws=100).business_case
        assert case is not None
        assert ("same_service_for_less" in {item.id for item in case.findings}) is asked


def test_cost_that_was_taken_from_accounts_without_the_staff_is_no_baseline() -> None:
    """Hillegom's staff work for HLTsamen: what its own accounts say about tax is not what tax costs."""
    figure = {"value": 100_000, "source": "iv3-budget-2025", "year": 2025, "confidence": "published"}
    for cost, flagged in ((figure, True), ({"value": 100_000}, False)):
        dossier = from_plain(
            {
                "partners": [
                    {"id": "hillegom", "municipality": "GM0534"},
                    {"id": "noordwijk", "municipality": "GM0575"},
                ],
                "tasks": [
                    {
                        "id": "tax",
                        "name": "Tax",
                        "taakveld": "0.61",
                        "parts": {name: {"other_cost": cost} for name in ("hillegom", "noordwijk")},
                    }
                ],
                "sources": {"iv3-budget-2025": {"title": "Iv3"}},
            }
        )
        found = assess(dossier, today=TODAY, draws=100)
        assert unmeasured_partners(dossier, found.baseline) == (("hillegom",) if flagged else ())
        assert found.business_case is not None
        ids = {item.id for item in found.business_case.findings}
        assert ("baseline_elsewhere" in ids) is flagged


def test_a_cooperation_is_not_held_against_itself() -> None:
    lessons = assess(load(EXAMPLE.with_name("hltsamen.toml")), today=TODAY, draws=100).lessons
    assert lessons.itself == "hltsamen"
    assert "hltsamen" not in {item.id for item in lessons.nearest}
    assert assess(example(), today=TODAY, draws=100).lessons.itself is None
