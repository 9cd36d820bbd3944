"""What one person gets paid is in no paper: not by itself, not per group, not per month."""

from __future__ import annotations

import re
from io import BytesIO

import openpyxl
import pytest
from tests.engine.documents.papers import NUMBER, TODAY, file_text
from tests.engine.documents.reports import assessed, example

from vierkant.documents.papers import Paper, make, render
from vierkant.dossier import Dossier, from_plain
from vierkant.dossier.writing import to_plain_dossier

JOINED = "Vervanging, salarisgarantie en reiskosten samen"
COSTS = ("guarantee_years", "extra_kilometres")


def with_one_person(people: int) -> Dossier:
    """The example in which only these few people of Toezicht go back in scale and travel further."""
    plain = to_plain_dossier(example("vergunningen"))
    lines = [{key: value for key, value in line.items() if key not in COSTS} for line in plain["crosswalk"]]
    lines = [{**line, "new_scale": line["scale"]} for line in lines]
    for line in lines:
        if line["id"] == "toezichthouder":
            line["people"] = 19 - people
    lines.append(
        {
            "id": "hoofd", "group": "toezicht", "function": "Hoofd toezicht", "new_function": "Toezichthouder",
            "outcome": "changed", "people": people, "scale": 11, "new_scale": 8, "placement": "suitable_function",
            "guarantee_years": {"value": 5.0}, "extra_kilometres": {"value": 28.0},
        }
    )  # fmt: skip
    ledger = [
        line for line in plain["ledger"] if line["kind"] not in ("salary_guarantee", "travel", "backfill")
    ]
    return from_plain({**plain, "crosswalk": lines, "ledger": ledger})


def paper(dossier: Dossier, kind: str) -> Paper:
    return make(kind, dossier, assessed(dossier), today=TODAY)


def amounts(dossier: Dossier) -> dict[str, float]:
    kinds = assessed(dossier)["people"]["ledger"]["kinds"]
    return {row["id"]: row["euros_needed"] for row in kinds}


@pytest.mark.parametrize("kind", ["budget", "change_plan", "advice"])
@pytest.mark.parametrize("form", ["docx", "xlsx", "pdf"])
def test_the_guarantee_of_one_person_does_not_stand_by_itself(kind: str, form: str) -> None:
    dossier = with_one_person(1)
    pay = amounts(dossier)["salary_guarantee"]
    assert pay > 1000, "there is something to hide"
    numbers = {
        float(found.replace(".", "")) for found in re.findall(NUMBER, file_text(paper(dossier, kind), form))
    }
    months = 5 * 12
    for amount in (pay, pay / months, amounts(dossier)["travel"]):
        assert round(amount) not in numbers


def test_no_sheet_has_it_per_group_and_month_and_totals_stay_right() -> None:
    dossier = with_one_person(1)
    book = openpyxl.load_workbook(BytesIO(render(paper(dossier, "budget"), "xlsx")))
    words = {str(cell.value) for page in book for row in page.iter_rows(max_col=2) for cell in row}
    assert not {"Salarisgarantie", "Reiskosten"} & words
    page = book["Geld nodig"]
    rows = page.iter_rows(min_row=4, values_only=True)
    euros = [sum(value for value in row[2:] if isinstance(value, int | float)) for row in rows if row[1]]
    assert sum(euros) == pytest.approx(sum(amounts(dossier).values()))


def test_enough_people_together_have_a_row_of_their_own() -> None:
    dossier = with_one_person(9)
    text = file_text(paper(dossier, "budget"), "xlsx")
    assert "Salarisgarantie" in text
    assert JOINED not in text
    assert JOINED in file_text(paper(with_one_person(1), "budget"), "xlsx")
