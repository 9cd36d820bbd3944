"""The sheets of organisations side by side as people type in them: each mistake at its cell, and what is read."""

from __future__ import annotations

from typing import Any

import pytest

from vierkant.documents.spreadsheet import read
from vierkant.organisation_scan.inputs import EmploymentSubject, Rhythm

from .workbooks import cell_of, changed, named, typed

BUILT, DECIDES, TERMS = "Opbouw", "Wie beslist", "Arbeidsvoorwaarden"
PARTS, APPS, TRUST = "Processen per deelnemer", "Applicaties", "Vertrouwen en gereedheid"
PARTNER = ((BUILT, "Deelnemer", "lisse"),)
DECISION = (
    (DECIDES, "Sleutel", "inkoop"),
    (DECIDES, "Besluit", "Inkoop"),
    (DECIDES, "Wie mag beslissen", "college"),
)
RULE = ((TERMS, "Sleutel", "thuis"), (TERMS, "Onderwerp", "dagen thuiswerken"))
APP = ((APPS, "Sleutel", "zaak"), (APPS, "Waarvoor de applicatie is", "Zaaksysteem"))


def file(*cells: tuple[str, str, Any]) -> bytes:
    """The spreadsheet with these answers in the first row of their sheets."""
    return changed(*(typed(sheet, cell_of(sheet, header, 5), value) for sheet, header, value in cells))


@pytest.mark.parametrize(
    ("cells", "sheet", "header", "name"),
    [
        (((BUILT, "Deelnemer", "lise"),), BUILT, "Deelnemer", "unknown_partner"),
        ((*PARTNER, (BUILT, "Lagen van leiding", 0)), BUILT, "Lagen van leiding", "at_least"),
        ((*PARTNER, (BUILT, "Hoe vaak het college besluit", "vaak")), BUILT, "Hoe vaak het college besluit",
         "not_a_choice"),
        ((*DECISION, (DECIDES, "Tot welk bedrag", "25.000,00")), DECIDES, "Tot welk bedrag", "decimal_comma"),
        ((*RULE, (TERMS, "Hoeveel", 36)), TERMS, "Hoeveel", "figure.more_than_fits"),
        (((PARTS, "Proces", "weg"), (PARTS, "Deelnemer", "lisse"), (PARTS, "Volwassenheid van 1 tot 5", 2)),
         PARTS, "Proces", "unknown_item"),
        ((*APP, (APPS, "Contract eindigt op", "31-12-2027")), APPS, "Contract eindigt op", "date_as_text"),
        (((TRUST, "Deelnemer", "lisse"), (TRUST, "Het tempo past bij ons", 6)), TRUST, "Het tempo past bij ons",
         "at_most"),
    ],
)  # fmt: skip
def test_a_mistake_stands_at_its_cell(cells: Any, sheet: str, header: str, name: str) -> None:
    assert named(file(*cells)) == [(sheet, cell_of(sheet, header, 5), name)]


def test_words_and_units_are_read() -> None:
    dossier = read(
        file(
            *PARTNER,
            (BUILT, "Hoe vaak het college besluit", "Elke  week"),
            (BUILT, "Openingsuren", 38.5),
            *RULE,
            (TERMS, "Hoeveel", 2.5),
        ),
        name="d.xlsx",
    )
    (built,), (rule,) = dossier.structure, dossier.employment
    assert built.executive_meeting is Rhythm.WEEKLY
    assert built.open_hours is not None
    assert built.open_hours.value == 38.5
    assert rule.subject is EmploymentSubject.HOME_DAYS
    assert rule.value is not None
    assert rule.value.value == 2.5
