"""The sheets behind the numbers as a controller types in them: each mistake at its cell, also in rows without a key."""

from __future__ import annotations

from typing import Any

import pytest

from vierkant.documents.spreadsheet import read

from .workbooks import cell_of, changed, named, typed

MOTIVES, MONEY, PAIRS = "Motieven", "Geld per deelnemer", "Samenhang tussen getallen"
BUDGETS, CAUSES = "Begrotingen van regelingen", "Oorzaken van een stijging"
VAT = "Btw die u niet terugkrijgt"
BUDGET = (
    (BUDGETS, "Sleutel", "vr"),
    (BUDGETS, "Regeling", "Veiligheidsregio"),
    (BUDGETS, "Begrotingsjaar", 2027),
)
CAUSE = ((CAUSES, "Sleutel", "loon"), (CAUSES, "Oorzaak", "lonen en prijzen"), (CAUSES, "Bedrag", -5000))


def file(*cells: tuple[str, str, Any]) -> bytes:
    """The spreadsheet with these answers in the first row of their sheets."""
    return changed(*(typed(sheet, cell_of(sheet, header, 5), value) for sheet, header, value in cells))


@pytest.mark.parametrize(
    ("cells", "sheet", "header", "name"),
    [
        (((MOTIVES, "Deelnemer", "lise"),), MOTIVES, "Deelnemer", "unknown_partner"),
        (
            ((MOTIVES, "Deelnemer", "lisse"), (MOTIVES, "Punten voor kosten", 60),
             (MOTIVES, "Punten voor kwaliteit", 70)),
            MOTIVES, "Punten voor kwaliteit", "too_many_points",
        ),
        (((MOTIVES, "Punten voor kosten", 60),), MOTIVES, "Deelnemer", "missing"),
        (
            ((MONEY, "Deelnemer", "lisse"), (MONEY, VAT, 100), (MONEY, f"{VAT}: verdeling", "driehoek")),
            MONEY, f"{VAT}: verdeling", "figure.distribution_without_range",
        ),
        (
            ((MONEY, "Deelnemer", "lisse"), (MONEY, VAT, 100), (MONEY, f"{VAT}: verdeling", "scheef")),
            MONEY, f"{VAT}: verdeling", "not_a_choice",
        ),
        (
            ((PAIRS, "Eerste getal", "a"), (PAIRS, "Tweede getal", "b"), (PAIRS, "Samenhang van -1 tot 1", 2)),
            PAIRS, "Samenhang van -1 tot 1", "at_most",
        ),
        ((*BUDGET, (BUDGETS, "Totaal dit jaar", 1.5)), BUDGETS, "Totaal dit jaar", "whole_number"),
        ((*BUDGET, *CAUSE, (CAUSES, "Begroting", "weg")), CAUSES, "Begroting", "unknown_budget"),
    ],
)  # fmt: skip
def test_a_mistake_stands_at_its_cell(cells: Any, sheet: str, header: str, name: str) -> None:
    assert named(file(*cells)) == [(sheet, cell_of(sheet, header, 5), name)]


def test_what_may_be_below_zero_is_read() -> None:
    index = "Indexering in de begroting"
    found = read(
        file(
            *BUDGET, (BUDGETS, index, -0.02), (BUDGETS, f"{index}: laag", -0.04), (BUDGETS, f"{index}: hoog", 0.01),
            (BUDGETS, f"{index}: verdeling", "uniform"), *CAUSE, (CAUSES, "Begroting", "vr"),
            ("Eenmalige kosten", "Sleutel", "ict"), ("Eenmalige kosten", "Naam", "ICT"),
            ("Eenmalige kosten", "Jaren na de start", -1),
            ("Eigen lessen", "Sleutel", "c"), ("Eigen lessen", "Naam", "C"),
            ("Eigen lessen", "Motieven", "Kosten; quality"),
        ),
        name="d.xlsx",
    )  # fmt: skip
    (budget,), (change,), (cost,), (case,) = (
        found.budgets,
        found.budget_changes,
        found.transition_costs,
        found.cases,
    )
    assert budget.index_used is not None
    assert (budget.index_used.value, budget.index_used.distribution) == (-0.02, "uniform")
    assert (change.amount, cost.year, set(case.motives)) == (-5000, -1, {"costs", "quality"})
