"""What is planned for one group, per phase: from the stored coverage, in the language of the page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.utils.translation import override
from tests.web.change import plan
from tests.web.conftest import Cast

from vierkant.change.plan_results import CoverageCell, CoverageResult
from vierkant.quantities import Level, to_plain
from vierkant_web.change import inputs_group
from vierkant_web.models import Run, User

SignIn = Callable[[User], Client]
CELLS = (
    CoverageCell("toezicht", "know", 1, 4, date(2026, 12, 7), date(2026, 12, 7), Level.GREEN, 0),
    CoverageCell("toezicht", "can", 0, 3, date(2027, 9, 6), None, Level.RED, 19),
    CoverageCell("administratie", "know", 2, 4, None, None, Level.AMBER, 0),
)
COVERAGE = CoverageResult(
    phases=(("know", {"nl": "Weten", "en": "Knowing"}), ("can", {"nl": "Kunnen", "en": "Being able"})),
    cells=CELLS,
    without_step=("toezicht",),
    findings=(),
    missing=(),
)


def test_only_the_cells_of_the_group_with_the_name_of_the_phase() -> None:
    plain = to_plain(COVERAGE)
    with override("nl"):
        assert [row["name"] for row in inputs_group.coverage(plain, "toezicht")] == ["Weten", "Kunnen"]
    with override("en"):
        assert [row["name"] for row in inputs_group.coverage(plain, "administratie")] == ["Knowing"]
    assert inputs_group.coverage(None, "toezicht") == []


@pytest.mark.parametrize("word", ["Weten", "Kunnen"])
def test_the_page_shows_what_is_there_and_what_is_not(cast: Cast, sign_in: SignIn, word: str) -> None:
    plan.fill(cast, plan.example())
    result = plan.assess(cast, cast.anna)
    result["people"]["coverage"] = to_plain(COVERAGE)
    Run.objects.update(result=result)
    page = sign_in(cast.anna).get(f"/s/{cast.cooperation.slug}/mensen/groep/toezicht/").content.decode()
    row = " ".join(page[page.index(f'<th scope="row">{word}</th>') :].split("</tr>")[0].split())
    if word == "Weten":
        assert "v-status--green" in row
        assert "<td>7 december 2026</td><td>7 december 2026</td>" in row
    else:
        assert "v-status--red" in row
        assert "<td>6 september 2027</td><td>–</td>" in row
        assert '<td class="v-number">19</td>' in row


def test_what_is_for_everybody_is_for_this_group_too() -> None:
    dossier = plan.example()
    names = [row["id"] for row in inputs_group.planned(dossier, "toezicht")]
    assert names == ["startgesprek", "maatjes", "afscheid"]  # by date; the training is for other groups


def test_open_questions_come_first_and_those_of_others_stay_away() -> None:
    dossier = plan.example()
    assert [row["id"] for row in inputs_group.questions(dossier, "vergunningen-lisse")] == [
        "schaal", "thuiswerken", "werkgever",
    ]  # fmt: skip
    assert [row["id"] for row in inputs_group.questions(dossier, "toezicht")] == ["werkgever"]
