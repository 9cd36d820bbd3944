"""Where staff sit in an arrangement: the rule on known cases, and what it says wrongly."""

from __future__ import annotations

import pytest

from vierkant import baseline, reference, terms
from vierkant.baseline import OutsourcingSign
from vierkant.baseline.outsourcing import sign_of

WORK_ORGANISATIONS = {
    "GR HLTsamen": ("GM0534", "GM0553", "GM1525"),
    "Gemeenschappelijke Regeling Werkorganisatie BUCH": ("GM0373", "GM0383", "GM0399", "GM0450"),
    "Gemeenschappelijke Regeling SED organisatie": ("GM0388", "GM0498", "GM0532"),
    "Gemeenschappelijke Regeling ABG-organisatie": ("GM0744", "GM0784", "GM1723"),
    "Gemeenschappelijke regeling BEL Combinatie": ("GM0317", "GM0376", "GM0417"),
    "Samenwerkingsorganisatie De Wolden Hoogeveen": ("GM0118", "GM1690"),
    "Gemeenschappelijke regeling Noaberkracht Dinkelland Tubbergen": ("GM0183", "GM1774"),
    "Gemeenschappelijke regeling 1Stroom": ("GM0226", "GM0293"),
    "Gemeenschappelijke Regeling Werkorganisatie Druten Wijchen": ("GM0225", "GM0296"),
    "Gemeenschappelijke Regeling samenwerkingsorganisatie Boxtel – Sint-Michielsgestel": ("GM0757", "GM0845"),
    "Gemeenschappelijke regeling OVER-gemeenten": ("GM0431", "GM0880"),
}
"""Full work organisations in the national register, 16 May 2026, with their municipalities."""

ELSEWHERE = {"GM0358", "GM0451", "GM0473", "GM0589"}
"""Aalsmeer (Amstelveen), Uithoorn (Duo+), Zandvoort (Haarlem), Oudewater (Woerden): staff of another organisation."""

ENDED = ("GM0489", "GM0597", "GM0613", "GM0629", "GM0626", "GM0160", "GM0175")
"""BAR, Wassenaar and Voorschoten, Ommen-Hardenberg: unbundled before 2024 (facts on cases), so own staff again."""


@pytest.mark.parametrize(("name", "codes"), WORK_ORGANISATIONS.items(), ids=lambda value: str(value)[:40])
def test_municipalities_with_a_work_organisation_are_found_and_it_is_named_first(
    name: str, codes: tuple[str, ...]
) -> None:
    for code in codes:
        found = baseline.outsourcing_of(code)
        assert found.sign is OutsourcingSign.LIKELY, code
        assert found.hints[0].name == name
        assert found.question is not None
        assert terms.render(found.question)
        assert terms.render(found.hints[0].reason, "en")


def test_nobody_is_called_so_without_evidence() -> None:
    known = {code for codes in WORK_ORGANISATIONS.values() for code in codes}
    likely = {
        item.code
        for item in reference.municipalities()
        if baseline.outsourcing_of(item.code).sign is OutsourcingSign.LIKELY
    }
    assert likely - known == ELSEWHERE  # 28 of 32 by their work organisation, no false one among the rest
    assert known <= likely
    possible = [
        item.code
        for item in reference.municipalities()
        if baseline.outsourcing_of(item.code).sign is OutsourcingSign.POSSIBLE
    ]
    assert len(possible) == 25  # a question, not a verdict


def test_ended_cooperations_have_staff_of_their_own_again() -> None:
    assert {baseline.outsourcing_of(code).sign for code in ENDED} == {OutsourcingSign.NO}


def test_what_the_rule_does_not_see() -> None:
    # Diemen and Ouder-Amstel take part in Duo+, but pay most of their staff themselves by their budgets of 2026.
    assert baseline.outsourcing_of("GM0384").sign is OutsourcingSign.NO
    assert baseline.outsourcing_of("GM0437").sign is OutsourcingSign.NO


@pytest.mark.parametrize(
    ("staff", "salaries", "transfers", "sign"),
    [
        (0.49, 0.49, 0.30, OutsourcingSign.LIKELY),  # few staff, large transfers
        (0.29, 0.29, 0.05, OutsourcingSign.LIKELY),  # hardly any staff, wherever the money goes
        (0.40, 0.40, 0.05, OutsourcingSign.POSSIBLE),  # booked elsewhere?
        (1.00, 0.10, 0.14, OutsourcingSign.POSSIBLE),  # hired
        (0.79, 0.79, 0.22, OutsourcingSign.POSSIBLE),  # a part
        (0.79, 0.79, 0.20, OutsourcingSign.NO),
        (0.81, 0.81, 0.60, OutsourcingSign.NO),  # large transfers alone say nothing
        (1.00, 1.00, 0.14, OutsourcingSign.NO),
    ],
)
def test_the_rule_at_its_edges(
    staff: float, salaries: float, transfers: float, sign: OutsourcingSign
) -> None:
    assert sign_of(staff, salaries, transfers, 0.14)[0] is sign


def test_figures_about_staff_are_marked_and_not_counted() -> None:
    lisse, aa = baseline.baseline_of("GM0553"), baseline.baseline_of("GM1680")
    assert {row.line for row in lisse.figures if row.doubtful} >= {"salaries", "fte", "overhead_salaries"}
    assert not any(
        row.doubtful for row in lisse.figures if row.line in ("expenditure", "transfers", "overhead")
    )
    assert not any(row.doubtful for row in aa.figures)
    assert lisse.filled.filled < aa.filled.filled


def test_an_unknown_code_has_no_baseline() -> None:
    assert baseline.outsourcing_of("GM9999").sign is OutsourcingSign.UNKNOWN
    with pytest.raises(KeyError):
        baseline.baseline_of("GM9999")
