"""A field of expertise that one person masters is not named in a report, not even by what is missing about it."""

from __future__ import annotations

import json

from tests.engine.documents.reports import TODAY, assessed, changed

from vierkant.documents.report import model
from vierkant.quantities import to_plain


def test_no_gap_of_the_report_names_a_field_of_one_person() -> None:
    dossier = changed(
        "vergunningen",
        expertise=[
            {"id": "alleen", "name": "Vakgebied Alleen", "minimum_hours": 300, "parts": {"duinrand": {"people": 1}}},
            {"id": "samen", "name": "Vakgebied Samen", "minimum_hours": 300, "parts": {"duinrand": {"people": 4}}},
        ],
    )  # fmt: skip
    assessment = assessed(dossier)
    gaps = [*assessment["vulnerability"]["missing"], *assessment["quality"]["missing"]]
    assert "Vakgebied Alleen" in json.dumps(gaps)
    told = json.dumps(to_plain(model(assessment, today=TODAY)))
    assert "Vakgebied Alleen" not in told
    assert "Vakgebied Samen" in told
