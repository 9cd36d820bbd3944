"""The sentences say what is wrong and what to do, in both languages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from vierkant import reference, terms
from vierkant.reference import (
    Basis,
    NotFound,
    SizeClass,
    abolished_problem,
    municipality_problem,
    taakveld_problem,
)


def _said(problem: NotFound | None, language: terms.Language = "nl") -> str:
    assert problem is not None
    return f"{terms.render(problem.what, language)} {terms.render(problem.action, language)}"


def test_no_problem_with_what_exists() -> None:
    assert municipality_problem("Hillegom") is None
    assert taakveld_problem("0.4") is None
    assert taakveld_problem("6.2", 2024) is None


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Er is geen gemeente ingevuld. Kies een gemeente uit de lijst"),
        ("Hilegom", "Er is geen gemeente “Hilegom”. Misschien bedoelt u Hillegom (GM0534)"),
        ("GM9999", "Er is geen gemeente “GM9999”. Kies een gemeente uit de lijst"),
        ("Bergen", "Misschien bedoelt u Bergen (NH.) (GM0373), Bergen (L.) (GM0893)."),
        (
            "GM0501",
            "De gemeente Brielle (GM0501) bestaat sinds 1 januari 2023 niet meer. "
            "Gebruik de opvolger: Voorne aan Zee (GM1992).",
        ),
        (
            "Haaren",
            "Het gebied is verdeeld. Kies de gemeente die past: "
            "Boxtel (GM0757), Oisterwijk (GM0824), Tilburg (GM0855), Vught (GM0865).",
        ),
    ],
)
def test_municipality_in_dutch(text: str, sentence: str) -> None:
    assert sentence in _said(municipality_problem(text))


def test_municipality_in_english() -> None:
    assert _said(municipality_problem("Weesp"), "en") == (
        "The municipality of Weesp (GM0457) has not existed since 24 March 2022. "
        "Use its successor: Amsterdam (GM0363)."
    )


def test_an_unknown_successor_is_said_to_be_unknown() -> None:
    known = reference.abolished("GM0501")
    assert known is not None
    unknown = replace(known, successors=(), direct_successors=(), basis=Basis.UNKNOWN)
    assert "De opvolger is hier niet bekend." in _said(abolished_problem(unknown))


def test_taakveld() -> None:
    assert _said(taakveld_problem("10.1")) == (
        "Er is geen taakveld 10.1. Kies een taakveld uit de lijst van 2026, of laat het leeg."
    )
    assert _said(taakveld_problem("6.2")).startswith(
        "Taakveld 6.2 (Wijkteams) staat niet in de lijst van 2026."
    )


def test_every_month_and_every_size_class_has_words_in_both_languages() -> None:
    identifiers = [f"reference.month.{month:02d}" for month in range(1, 13)]
    identifiers += [f"reference.size_class.{item.value}" for item in SizeClass]
    for identifier in identifiers:
        assert terms.exists(identifier), identifier
        assert set(terms.catalogue()[identifier]) == {"en", "nl"}
