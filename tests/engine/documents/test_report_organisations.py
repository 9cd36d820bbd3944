"""The chapter on organisations side by side: what stands in it, and for whom."""

from __future__ import annotations

from typing import Any

import pytest
from tests.engine.documents.reports import TODAY, assessed, changed, example
from tests.engine.organisation_scan.culture_wave import released_wave

from vierkant.documents.report import model
from vierkant.privacy import Disclosable
from vierkant.quantities import to_plain

TITLE = "Organisaties naast elkaar"


@pytest.fixture(scope="module")
def released() -> dict[str, Disclosable[Any]]:
    return dict(released_wave(("hillegom", "lisse"), teams=16).disclosed)


def text_of(assessment: dict[str, Any], **arguments: Any) -> str:
    report = to_plain(model(assessment, today=TODAY, **arguments))
    return str(next(chapter for chapter in report["chapters"] if chapter["title"] == TITLE))


def test_differences_stand_beside_what_is_done_about_them() -> None:
    said = text_of(assessed(example("vergunningen")))
    assert "Eén mandaatregeling: de medewerker tekent gewone vergunningen" in said
    assert "Thuiswerken (dagen per week)" in said
    assert (
        "31 december 2028" in said
    )  # the latest end of the contracts for permits: from then nobody pays double
    assert "Casemanager" not in said  # scales of functions are for the project team
    assert "krijgen straks de klachten" not in said  # so is what partners said about trust


def test_an_empty_dossier_is_told_where_to_begin() -> None:
    said = text_of(assessed(example("minimal")))
    assert "vul ze in bij Organisaties" in said


def test_every_difference_answered_is_said_so() -> None:
    row = {
        "id": "a",
        "name": "Lagen",
        "found": "structure",
        "text": "Zo.",
        "owner": "Secretaris",
        "due": "2027-01-01",
    }
    structure = [{"partner": "hillegom", "layers": 2}, {"partner": "lisse", "layers": 4}]
    said = text_of(assessed(changed("hltsamen", structure=structure, differences=[row])))
    assert "Elk verschil dat we vonden heeft een afspraak of maatregel" in said


def test_culture_is_for_members_and_only_what_was_released(released: dict[str, Disclosable[Any]]) -> None:
    assessment = assessed(example("minimal"))
    assert "Cultuur, zoals mensen die invulden" in text_of(assessment, released=released)
    assert "Cultuur, zoals" not in text_of(assessment)
    assert "Cultuur, zoals" not in text_of(assessment, released=released, audience="public")
    with pytest.raises(TypeError):
        text_of(assessment, released={name: item.value for name, item in released.items()})
