"""Reading ease: syllables, sentences, the two formulas by hand, and that hard texts are not called plain."""

from __future__ import annotations

import pytest

from vierkant.change.readability import is_plain, reading_ease, syllables


@pytest.mark.parametrize(
    ("word", "count"),
    [("weten", 2), ("verandering", 4), ("mooi", 1), ("nieuwe", 2), ("leeuw", 1), ("ideeën", 3), ("coördinator", 5),
     ("bureau", 2), ("zijn", 1), ("duwen", 2), ("reünie", 3), ("financiën", 4), ("vrouwen", 2), ("'s", 1),
     ("team", 1), ("theater", 3)],
)  # fmt: skip
def test_dutch_syllables(word: str, count: int) -> None:
    assert syllables(word, "nl") == count


@pytest.mark.parametrize(
    ("word", "count"),
    [("the", 1), ("people", 2), ("table", 2), ("manager", 3), ("asked", 1), ("wanted", 2), ("changes", 2),
     ("houses", 2), ("little", 2), ("house", 1), ("reading", 2), ("makes", 1), ("hm", 1)],
)  # fmt: skip
def test_english_syllables(word: str, count: int) -> None:
    assert syllables(word, "en") == count


def test_the_formulas_by_hand() -> None:
    # 6 words, 2 sentences, 7 syllables: only mor-gen has two.
    text = "Ik weet het. Jij ook morgen."
    assert reading_ease(text, "nl") == pytest.approx(206.84 - 0.77 * (7 / 6 * 100) - 0.93 * 3)
    # 6 words, 2 sentences, 7 syllables: I know it. You read ta-ble.
    assert reading_ease("I know it. You read table.", "en") == pytest.approx(
        206.835 - 84.6 * 7 / 6 - 1.015 * 3
    )


def test_a_list_is_as_many_sentences_as_lines() -> None:
    assert reading_ease("Neem mee:\n- een pen\n- een boek", "nl") == pytest.approx(
        206.84 - 77 * 1 - 0.93 * 3, abs=26
    )
    long = "Neem mee een pen en een boek en een tas en een jas en een pet en een sjaal"
    short = long.replace(" en ", ". ")
    assert reading_ease(short, "nl") > reading_ease(long, "nl")


def test_offices_do_not_write_plainly() -> None:
    hard = (
        "Overeenkomstig de gemeenschappelijke regeling bedrijfsvoeringsorganisatie worden de arbeidsvoorwaardelijke "
        "consequenties van de organisatieverandering geïnventariseerd, gecategoriseerd en geprioriteerd."
    )
    assert not is_plain(hard, "nl")
    assert is_plain("Je team krijgt een nieuwe plek. Je hoort in mei wie daar komt.", "nl")
    assert not is_plain(
        "Organisational consolidation necessitates comprehensive prioritisation of competencies.", "en"
    )
    assert is_plain("Your team gets a new place. In May you will hear who comes.", "en")


def test_without_words_there_is_no_ease() -> None:
    with pytest.raises(ValueError, match="no words"):
        reading_ease("… 12 –", "nl")
