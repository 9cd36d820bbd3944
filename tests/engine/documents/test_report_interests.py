"""The chapter on interests: for a council, without names from the theory, and without positions for everybody."""

from __future__ import annotations

import re
from functools import cache

import pytest
from tests.engine.documents.reports import TODAY, assessed, example, text_of

from vierkant.documents.report import render


@cache
def text(name: str, audience: str, language: str = "nl") -> str:
    made = render(assessed(example(name)), language=language, today=TODAY, audience=audience)
    return " ".join(text_of(made).split())


THEORY = re.compile(r"shapley|nucleolus|\bENSC\b|\bSCRB\b|gately|least.core|banzhaf|coleman", re.IGNORECASE)


@pytest.mark.parametrize("name", ["vergunningen", "hltsamen"])
def test_no_name_from_the_theory_of_games(name: str) -> None:
    chapter = text(name, "shared").split("11 Belangen")[-1].split("12 Maatregelen")[0]
    assert "Wie betaalt" in chapter
    assert THEORY.search(chapter) is None


def test_a_council_reads_what_the_key_means_for_itself_alone() -> None:
    own = text("vergunningen", "partner:polderwijk")
    assert "Wat deze sleutel betekent voor Gemeente Polderwijk" in own
    assert "Wat deze sleutel betekent voor Gemeente Duinrand" not in own
    assert "€ 786.000" in own  # 25 % equally, the rest by use, of € 3.65 million
    every = text("vergunningen", "shared")
    assert every.count("Wat deze sleutel betekent voor") == 3
    assert every.count("Waarom deze sleutel") == 1, "what goes for all is said once"


def test_positions_are_for_members_and_the_price_of_leaving_for_everybody() -> None:
    members, world = text("vergunningen", "shared"), text("vergunningen", "public")
    assert "Wie wil wat" in members
    assert "Openingstijden van de drie balies (vóór het besluit)" in members
    assert "Wie wil wat" not in world
    assert "De prijs van uittreden" in members
    assert "De prijs van uittreden" in world


def test_inside_one_municipality_nobody_votes_and_nobody_leaves() -> None:
    found = text("intern", "shared")
    assert "er zijn geen stemmen te verdelen" in found
    assert "De prijs van uittreden" not in found
