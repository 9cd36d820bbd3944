"""The bridge between two budgets: exact to the euro, whatever was filled in, and never without its rest."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vierkant.business_case import bridge
from vierkant.business_case.bridge import Basis, whole_share
from vierkant.business_case.bridge_chart import sentence, waterfall
from vierkant.business_case.inputs import ArrangementBudget, BudgetCause, BudgetChange
from vierkant.quantities import Figure, to_plain
from vierkant.terms import render

EUROS = st.integers(-(10**12), 10**12)


def budget(**values: object) -> ArrangementBudget:
    return ArrangementBudget.model_validate({"id": "ggd", "name": "GGD", "year": 2027, **values})


def change(number: int, cause: BudgetCause, amount: int, about: str = "ggd") -> BudgetChange:
    return BudgetChange(id=f"c{number}", budget=about, cause=cause, amount=amount)


@given(
    before=EUROS,
    after=EUROS,
    rows=st.lists(
        st.tuples(st.sampled_from(BudgetCause), EUROS, st.sampled_from(["ggd", "other"])), max_size=12
    ),
    index=st.none() | st.floats(-0.2, 0.2),
)
@settings(max_examples=60, deadline=None)
def test_the_steps_always_add_up_to_the_euro(
    before: int, after: int, rows: list[tuple[BudgetCause, int, str]], index: float | None
) -> None:
    used = None if index is None else Figure(value=index)
    found = bridge(
        budget(previous_contribution=before, contribution=after, index_used=used),
        [change(number, *row) for number, row in enumerate(rows)],
    )
    assert found is not None
    assert all(type(step.amount) is int for step in found.steps)
    assert before + sum(step.amount for step in found.steps) == after
    assert [step.start for step in found.steps] == [before, *(step.end for step in found.steps[:-1])]
    assert all(step.start + step.amount == step.end for step in found.steps)
    assert found.steps[-1].cause == "unexplained"
    for step in found.steps[:-1]:
        given_rows = [amount for cause, amount, about in rows if about == "ggd" and cause.value == step.cause]
        if not step.proposed:
            assert step.amount == sum(given_rows)
    assert found.explained_share is None or 0 <= found.explained_share <= 1


@pytest.mark.parametrize(
    ("amount", "share", "whole"),
    [(100, 0.025, 3), (-100, 0.025, -3), (1_000_001, 0.031, 31_000), (10**12, 0.001, 10**9), (0, 0.5, 0)],
)
def test_a_share_of_an_amount_is_in_whole_euros_with_halves_away_from_zero(
    amount: int, share: float, whole: int
) -> None:
    assert whole_share(amount, share) == whole  # by hand: 100 × 2.5% = 2.50


def test_the_index_is_proposed_only_when_nobody_filled_it_in() -> None:
    one = budget(previous_contribution=1_000_000, contribution=1_050_000, index_used=Figure(value=0.03))
    proposed = bridge(one, [])
    assert proposed is not None
    assert [(step.amount, step.proposed) for step in proposed.steps if step.cause == "index"] == [
        (30_000, True)
    ]
    assert proposed.unexplained == 20_000
    filled = bridge(one, [change(1, BudgetCause.INDEX, 25_000)])
    assert filled is not None
    assert [(step.amount, step.proposed) for step in filled.steps if step.cause == "index"] == [
        (25_000, False)
    ]


def test_the_whole_budget_counts_when_a_contribution_is_missing_and_nothing_without_both_years() -> None:
    known = bridge(budget(previous_total=10, total=12, contribution=5), [])
    assert known is not None
    assert (known.basis, known.change) == (Basis.TOTAL, 2)
    assert bridge(budget(total=12, contribution=5), []) is None
    year_before = bridge(budget(contribution=5), [], previous=4)
    assert year_before is not None
    assert (year_before.basis, year_before.change) == (Basis.CONTRIBUTION, 1)


def test_two_causes_that_cancel_out_cannot_hide_a_gap() -> None:
    one = budget(previous_contribution=100, contribution=150)
    found = bridge(one, [change(1, BudgetCause.VOLUME, 500), change(2, BudgetCause.POLICY, -500)])
    assert found is not None
    assert found.explained_share == pytest.approx(1 - 50 / 1050)
    nothing = bridge(one, [])
    assert nothing is not None
    assert nothing.explained_share == 0
    still = bridge(budget(previous_contribution=100, contribution=100), [])
    assert still is not None
    assert still.explained_share is None


def test_chart_table_and_sentence_are_exact_and_never_leave_the_rest_out() -> None:
    one = budget(previous_contribution=1_000_001, contribution=1_183_333, index_used=Figure(value=0.042))
    found = to_plain(bridge(one, [change(1, BudgetCause.KEY, -5000)]))
    made = waterfall(found, "nl")
    assert made.rows == (
        ("Jaar ervoor", "", "€ 1.000.001"),
        ("Lonen en prijzen", "+ € 42.000", "€ 1.042.001"),
        ("Andere verdeelsleutel", "− € 5.000", "€ 1.037.001"),
        ("Niet verklaard", "+ € 146.332", "€ 1.183.333"),
        ("Dit jaar", "", "€ 1.183.333"),
    )
    assert render(sentence(found), "nl") == (
        "De bijdrage van de deelnemer gaat van € 1.000.001 naar € 1.183.333: € 183.332 meer. "
        "Niet verklaard: € 146.332. De grootste oorzaak is: Lonen en prijzen (€ 42.000)."
    )
    whole = to_plain(
        bridge(budget(previous_contribution=7, contribution=5), [change(1, BudgetCause.KEY, -2)])
    )
    assert waterfall(whole, "en").rows[-2] == ("Not explained", "€ 0", "€ 5")
    assert render(sentence(whole), "en").endswith("€ 2 less. All of it is explained.")
    none = to_plain(bridge(budget(previous_contribution=5, contribution=7), []))
    assert render(sentence(none), "nl").endswith("€ 2 meer. Niets daarvan is verklaard.")
