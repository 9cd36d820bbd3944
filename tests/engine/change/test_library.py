"""The library: what is in it, that it is plain, and that content without hours is refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from vierkant.change.guidance_file import LANGUAGES, explain
from vierkant.change.inputs import Aspect, ItemKind
from vierkant.change.library import LibraryError, fitting, library, manager_guides, read_items
from vierkant.change.phases import SHIPPED, phase_model
from vierkant.change.readability import PLAIN, is_plain, reading_ease
from vierkant.change.settings import PHASES
from vierkant.quantities import Certainty
from vierkant.terms import render

ROOT = Path(__file__).parents[3]
ONE = """
[[items]]
id = "een"
kind = "article"
phases = ["know"]
aspects = []
audience = "everyone"
hours_per_person = 0.25
giver_hours = 0
giver = "none"
euros_per_person = 0
capacity = 0
planned = false
colours = ["blue"]
evidence = "low"
evidence_source = "Own judgement"
title = { nl = "Een", en = "One" }
text = { nl = "Lees dit.", en = "Read this." }
"""


def jargon() -> list[str]:
    """Words that the glossary keeps out: synonyms with an underscore read as two words."""
    rows = [
        line.split("|") for line in (ROOT / "GLOSSARY.md").read_text().splitlines() if line.startswith("| ")
    ]
    words = {word.strip() for row in rows[1:] for word in row[4].split(",") if word.strip()}
    # Dutch words that only code must not use: on screen they are the right ones (first column).
    screen = {word.strip() for row in rows for word in row[1].split(",")} | {
        "gemeente", "medewerkers", "begeleiding", "college", "taak", "functie", "formatie", "deelnemer", "burden",
        "obstacle", "partnership",
    }  # fmt: skip
    return sorted(word.replace("_", " ") for word in words - screen)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", sorted(library()))
def test_every_text_is_plain_and_without_jargon(name: str, language: str) -> None:
    item = library()[name]
    text = item.text[language]  # type: ignore[index]
    assert is_plain(text, language), reading_ease(text, language)  # type: ignore[arg-type]
    assert len(text.split()) >= 60, "too short to hand out"
    lower = f"{item.title[language]} {text}".casefold()  # type: ignore[index]
    found = [word for word in jargon() if re.search(rf"\b{re.escape(word)}\b", lower)]
    assert found == []


def test_jargon_is_recognised() -> None:
    assert {"bvo", "frictiekosten", "go no go", "was wordt"} <= set(jargon())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SHIPPED)
def test_the_phase_models_are_plain(name: str, language: str) -> None:
    model = phase_model(name)
    texts = [model.intro, model.disagree]
    for phase in model.phases:
        texts += [phase.text, phase.signals, phase.next, phase.slower, phase.manager]
    for text in texts:
        assert reading_ease(text[language], language) >= PLAIN, text[language]  # type: ignore[index,arg-type]


def test_there_is_enough_for_everybody() -> None:
    items = library().values()
    assert len(items) >= 40
    assert {aspect for item in items for aspect in item.aspects} == {aspect.value for aspect in Aspect}
    assert {item.kind for item in items} == set(ItemKind)
    for phase in PHASES:
        for managers in (False, True):
            found = fitting(frozenset([phase]), managers=managers, heavy=frozenset())
            kinds = {item.kind in (ItemKind.ARTICLE, ItemKind.VISIT) for item in found}
            assert kinds == {True, False}, (phase, managers)
            assert any(not item.planned for item in found)
        assert manager_guides([phase])
    assert all(item.hours_per_person > 0 for item in items)
    assert all(item.evidence is not Certainty.HIGH for item in items)


def test_fitting_keeps_to_audience_phase_and_aspect() -> None:
    for phase in PHASES:
        for managers in (False, True):
            for heavy in (frozenset[str](), frozenset({"pay"}), frozenset(aspect.value for aspect in Aspect)):
                found = fitting(frozenset([phase]), managers=managers, heavy=heavy)
                expected = {
                    item.id
                    for item in library().values()
                    if phase in item.phases
                    and item.audience != ("employees" if managers else "managers")
                    and (item.aspects == () or any(aspect in heavy for aspect in item.aspects))
                }
                assert {item.id for item in found} == expected
                order = [(not item.aspects, len(item.phases)) for item in found]
                assert order == sorted(order)


def test_every_kind_has_a_word() -> None:
    for kind in ItemKind:
        assert render(f"guidance.kind.{kind.value}", "nl") != render(
            f"guidance.kind.{kind.value}", "en"
        ) or kind in (ItemKind.TRAINING,)


def test_one_item_is_read() -> None:
    (item,) = read_items(ONE)
    assert item.hours_per_person == 0.25
    assert item.title["nl"] == "Een"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("hours_per_person = 0.25", "", "content_without_hours"),
        ("hours_per_person = 0.25", "hours_per_person = 0", "content_without_hours"),
        ("hours_per_person = 0.25", "hours_per_person = nan", "content_without_hours"),
        ("hours_per_person = 0.25", 'hours_per_person = "0,25"', "content_without_hours"),
        ("hours_per_person = 0.25", "hours_per_person = true", "content_without_hours"),
        ('phases = ["know"]', "phases = []", "content_without_phase"),
        ('phases = ["know"]', 'phases = ["begin"]', "unknown_word"),
        ("aspects = []", 'aspects = ["mood"]', "unknown_word"),
        ('kind = "article"', 'kind = "poster"', "no_choice"),
        ('audience = "everyone"', "", "no_choice"),
        ("giver_hours = 0", "giver_hours = -1", "no_number"),
        ("giver_hours = 0", "giver_hours = inf", "no_number"),
        ("capacity = 0", "capacity = 2.5", "no_whole_number"),
        ("planned = false", "", "no_truth"),
        ('evidence_source = "Own judgement"', "", "content_without_source"),
        ('en = "One"', 'en = ""', "no_language"),
        ('giver = "none"', 'giver = "none"\nprice = 3', "unknown_key"),
        ("[[items]]", "[items]", "no_list"),
        ("[[items]]", "[[items", "no_toml"),
    ],
)
def test_each_fault_is_found(old: str, new: str, expected: str) -> None:
    assert old in ONE
    with pytest.raises(LibraryError) as caught:
        read_items(ONE.replace(old, new, 1))
    assert expected in [problem.id for problem in caught.value.problems]
    for problem in caught.value.problems:
        for language in LANGUAGES:
            assert "{" not in explain(problem, language)


def test_an_id_stands_once_over_all_files() -> None:
    with pytest.raises(LibraryError, match="twice"):
        read_items(ONE, taken=["een"])
    with pytest.raises(LibraryError, match="twice"):
        read_items(ONE + ONE)
    with pytest.raises(LibraryError, match="no content"):
        read_items("")
