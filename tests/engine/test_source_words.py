"""Sources of our own parameters are told in the language of the reader."""

from __future__ import annotations

import pytest

from vierkant.sources import parameters
from vierkant.terms import catalogue, source_in_words

ROOMS = (
    "baseline",
    "business_case",
    "calendar",
    "change",
    "four_ks",
    "legal_form",
    "lessons",
    "organisation_scan",
    "withdrawal",
)


def test_every_source_of_a_parameter_has_dutch_and_nothing_else_stands_there() -> None:
    used = {parameter.source for room in ROOMS for parameter in parameters(room).values()}
    known = {texts["en"] for name, texts in catalogue().items() if name.startswith("sources.")}
    assert known == used


@pytest.mark.parametrize("text", ["Eigen administratie 2025", ""])
def test_what_a_user_wrote_stays(text: str) -> None:
    assert source_in_words(text, "nl") == text


def test_english_stays_english() -> None:
    assert source_in_words("Judgement", "en") == "Judgement"
    assert source_in_words("Judgement", "nl") == "Eigen oordeel"
