"""The sheets of interests as people type in them: each mistake at its cell, and what is read."""

from __future__ import annotations

from typing import Any

import pytest
from openpyxl import Workbook

from vierkant.cost_sharing.inputs import Ingredient, KeyKind
from vierkant.documents.spreadsheet import read, read_into
from vierkant.positions.inputs import Body

from .workbooks import answer_of, cell_of, changed, named, typed

KEY, COSTS, RULES = "Opzet van de sleutel", "Kosten per combinatie", "Stemregels"
ISSUES, SIDES, SCORES = "Onderwerpen", "Wat wij willen", "Wat wij willen per onderwerp"
COALITION, COST = "Combinatie van deelnemers", "Kosten per jaar"
OWN, REGION = "Voor de eigen gemeente, van -2 tot 2", "Voor de regio, van -2 tot 2"
RULE = ((RULES, "Sleutel", 5, "begroting"), (RULES, "Voor welke besluiten", 5, "Begroting"))
ISSUE = ((ISSUES, "Sleutel", 5, "balie"), (ISSUES, "Onderwerp", 5, "De balie"))
SCORE = (
    *ISSUE,
    (SIDES, "Deelnemer", 5, "lisse"),
    (SCORES, "Deelnemer", 5, "lisse"),
    (SCORES, "Onderwerp", 5, "balie"),
)
TABLE = (
    (COSTS, COALITION, 5, "lisse"), (COSTS, COST, 5, 900_000),
    (COSTS, COALITION, 6, "hillegom"), (COSTS, COST, 6, 700_000.5),
    (COSTS, COALITION, 7, "lisse + hillegom"), (COSTS, COST, 7, 1_500_000),
)  # fmt: skip


def file(*cells: tuple[str, str, int, Any]) -> bytes:
    """The spreadsheet with these answers in these rows of their sheets."""
    return changed(*(typed(sheet, cell_of(sheet, header, row), value) for sheet, header, row, value in cells))


@pytest.mark.parametrize(
    ("cells", "sheet", "header", "row", "name"),
    [
        (TABLE[:2] + TABLE[4:], COSTS, COST, 4, "missing_coalition"),
        ((*TABLE, (COSTS, COALITION, 8, "hillegom+lisse"), (COSTS, COST, 8, 1)), COSTS, COALITION, 8,
         "coalition_twice"),
        ((*TABLE, (COSTS, COALITION, 6, "hilegom")), COSTS, COALITION, 6, "unknown_partner"),
        ((*TABLE, (COSTS, COST, 6, "700.000,50")), COSTS, COST, 6, "decimal_comma"),
        ((*TABLE, (COSTS, COALITION, 7, None)), COSTS, COALITION, 7, "missing_key"),
        ((*TABLE, (COSTS, COST, 7, None)), COSTS, COST, 7, "missing_value"),
        ((*RULE, (RULES, "Deel van de stemmen", 5, 66.67)), RULES, "Deel van de stemmen", 5, "at_most"),
        ((*RULE, (RULES, "Stemmen nodig voor een besluit", 5, 6)), RULES, "Stemmen nodig voor een besluit", 5, "quota"),
        ((*SCORE, (SCORES, OWN, 5, 3)), SCORES, OWN, 5, "at_most"),
        ((*SCORE, (SCORES, "Onderwerp", 5, "bali")), SCORES, "Onderwerp", 5, "unknown_issue"),
        ((*SCORE, (SCORES, "Deelnemer", 5, "hillegom")), SCORES, "Deelnemer", 5, "unknown_item"),
        ((*SCORE, (SCORES, "Deelnemer", 6, "lisse"), (SCORES, "Onderwerp", 6, "balie"),
          (SCORES, "Wie spreekt", 6, "college")), SCORES, "Wie spreekt", 6, "score_twice"),
        ((*SCORE, (SCORES, "Deelnemer", 5, None)), SCORES, "Deelnemer", 5, "missing_key"),
    ],
)  # fmt: skip
def test_a_mistake_stands_at_its_cell(cells: Any, sheet: str, header: str, row: int, name: str) -> None:
    assert named(file(*cells)) == [(sheet, cell_of(sheet, header, row), name)]


def test_costs_weights_and_positions_are_read() -> None:
    dossier = read(
        file(
            *TABLE,
            *SCORE,
            (SCORES, OWN, 5, -2),
            (SCORES, REGION, 5, 1),
            (SCORES, "Wie spreekt", 5, "Raad"),
        ),
        name="d.xlsx",
    )
    assert dossier.coalition_costs is not None
    assert dict(dossier.coalition_costs.costs) == {
        "lisse": 900_000, "hillegom": 700_000.5, "lisse + hillegom": 1_500_000,
    }  # fmt: skip
    (score,) = dossier.positions[0].scores
    assert (score.issue, score.body, score.position, score.regional) == ("balie", Body.COUNCIL, -2, 1)


def test_words_of_the_key_are_read_in_the_order_in_which_they_stand() -> None:
    rows = {
        "Voorgestelde sleutel": "Gemengd, met gewichten",
        "Bouwstenen waar iedereen mee kan leven": "afname, gelijke delen",
        "Gewicht van afname": 0.7,
        "Gewicht van gelijke delen": 0.3,
    }
    content = changed(*(typed(KEY, answer_of(KEY, label), value) for label, value in rows.items()))
    design = read(content, name="d.xlsx").key_design
    assert design is not None
    assert design.key is KeyKind.MIXED
    assert design.accepted == (Ingredient.USE, Ingredient.EQUAL)
    assert dict(design.weights) == {Ingredient.EQUAL: 0.3, Ingredient.USE: 0.7}


def test_without_the_sheet_with_costs_those_stay_as_they_are() -> None:
    def remove(book: Workbook) -> None:
        del book[COSTS]

    assert read_into(changed(remove), name="d.xlsx").untouched_fields["coalition_costs"] == ("costs",)
