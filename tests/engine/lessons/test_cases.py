"""The documented cases are complete, sourced, and say no more than their sources."""

from __future__ import annotations

import re

import pytest
from pydantic import ValidationError

from vierkant.dossier.sections import SECTIONS
from vierkant.lessons import DocumentedCase, case, cases, checks
from vierkant.lessons.catalogue import FactKind
from vierkant.quantities import Certainty
from vierkant.terms import catalogue, exists, render

FIFTEEN = {
    "buch", "hltsamen", "bar", "sed", "wodv", "ommen_hardenberg", "uw", "drechtsteden", "swo_de_wolden_hoogeveen",
    "bsgw", "duoplus", "equalit", "kempen", "noaberkracht", "meerinzicht",
}  # fmt: skip
PARTIES = re.compile(r"VVD|CDA|D66|Hart voor|Lokale Partij")


def test_the_fifteen_of_the_issue_and_more() -> None:
    assert {item.id for item in cases()} >= FIFTEEN
    assert sum(len(item.facts) for item in cases()) >= 100


def test_every_word_exists_and_none_is_left_over() -> None:
    wanted = set()
    for item in cases():
        wanted |= {f"lesson_cases.{item.id}.summary", f"lesson_cases.{item.id}.lesson"}
        wanted |= {f"lesson_cases.{item.id}.fact.{fact.id}" for fact in item.facts}
    assert wanted == {name for name in catalogue() if name.startswith("lesson_cases.")}
    for check in checks().values():
        assert check.section in SECTIONS
        assert exists(check.text.id)
        assert exists(check.why.id)


def test_political_sources_are_marked_and_what_we_computed_is_uncertain() -> None:
    for item in cases():
        for source in item.sources.values():
            assert bool(PARTIES.match(source.publisher)) is source.political, source
        for fact in item.facts:
            if fact.derived:
                assert fact.certainty is Certainty.LOW, (item.id, fact.id)
            if all(item.sources[name].political for name in fact.sources):
                assert fact.certainty is not Certainty.HIGH, (item.id, fact.id)


def test_two_figures_that_contradict_are_both_kept() -> None:
    # economics.md B3, case 4: € 1,655,000 (VVD) and € 0.8 million a year (NH Nieuws)
    sed = case("sed")
    assert sed is not None
    pair = {fact.id: fact.contradicts for fact in sed.facts if fact.contradicts}
    assert pair == {"target_party": "target_news", "target_news": "target_party"}
    texts = [render(f"lesson_cases.sed.fact.{name}", "nl") for name in pair]
    assert "€ 1.655.000" in texts[0]
    assert "€ 0,8 miljoen" in texts[1]


def test_residents_follow_from_the_members() -> None:
    # CBS, 1 January 2017: Ommen 17,531 and Hardenberg 60,211
    found = case("ommen_hardenberg")
    assert found is not None
    features = found.features()
    assert features.residents == 77_742
    assert features.partners == 2
    assert features.largest_share == pytest.approx(60_211 / 77_742)
    limburg = case("bsgw")
    assert limburg is not None
    assert (len(limburg.members), limburg.features().partners) == (29, 30)  # and one water board (register)


def test_a_case_without_source_or_with_a_wrong_one_is_refused() -> None:
    fact = {"id": "x", "kind": FactKind.WELL, "sources": ["a"], "certainty": "high"}
    good = {
        "id": "c", "name": "C", "scope": "tax", "checks": ["baseline"],
        "sources": {"a": {"url": "https://voorbeeld.example", "publisher": "P"}}, "facts": [fact],
    }  # fmt: skip
    assert DocumentedCase.model_validate(good).name == "C"
    for change in (
        {"facts": [{**fact, "sources": []}]},
        {"facts": [{**fact, "sources": ["b"]}]},
        {"facts": [{**fact, "contradicts": "y"}]},
        {"judged": ["colour"]},
    ):
        with pytest.raises(ValidationError):
            DocumentedCase.model_validate({**good, **change})


def test_an_unknown_case_is_none() -> None:
    assert case("atlantis") is None
