"""A case as a file: what goes out comes in again, and everything that is wrong is said at once."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vierkant.lessons import CaseFileError, OwnCase, read_case, write_case
from vierkant.lessons.inputs import Outcome, Scope
from vierkant.quantities import Confidence, Figure, FourK, Message
from vierkant.reference.forms import Kind, LegalForm
from vierkant.terms import render

WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60).filter(
    lambda text: text.strip()
)
CASES = st.builds(
    OwnCase,
    id=st.from_regex(r"[a-z0-9][a-z0-9_-]{0,20}", fullmatch=True),
    name=WORDS,
    kind=st.sampled_from(Kind),
    form=st.none() | st.sampled_from(LegalForm),
    scope=st.sampled_from(Scope),
    outcome=st.sampled_from(Outcome),
    partners=st.none() | st.integers(1, 400),
    residents=st.none() | st.integers(0, 20_000_000),
    largest_share=st.none() | st.builds(Figure, value=st.floats(0, 1)),
    saving_realised=st.none() | st.builds(Figure, value=st.floats(-1, 1)),
    motives=st.frozensets(st.sampled_from(FourK)),
    went_well=st.none() | WORDS,
    lesson=st.none() | WORDS,
)


@given(case=CASES, form=st.sampled_from(["toml", "json"]))
@settings(max_examples=60, deadline=None)
def test_what_goes_out_comes_in_again(case: OwnCase, form: Any) -> None:
    assert read_case(write_case(case, form)) == case
    assert read_case(write_case(case, form).encode()) == case


def test_sources_of_the_dossier_stay_there_and_are_no_longer_published() -> None:
    figure = Figure(value=0.05, source="jaarverslag", confidence=Confidence.PUBLISHED)
    text = write_case(OwnCase(id="a", name="A", saving_planned=figure))
    assert "jaarverslag" not in text
    found = read_case(text).saving_planned
    assert found is not None
    assert (found.value, found.confidence) == (0.05, Confidence.ESTIMATED)


HEAD = 'format = "vierkant-case"\nversion = 1\n'


def problems(text: str | bytes) -> list[str]:
    with pytest.raises(CaseFileError) as caught:
        read_case(text)
    return [render(problem, "nl") for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("", "Het bestand is leeg."),
        ("naam = \nx = 1", "Het bestand is vanaf regel 1 niet te lezen."),
        ('{"format": NaN}', "Het bestand is niet te lezen."),
        ('{"a": ' * 5000, "Het bestand is"),
        ("[cooperation]\nname = 'x'", "Dit bestand is geen casus"),
        (HEAD.replace("1", "2"), "Deze casus heeft versie 2; wij kennen versie 1."),
        (HEAD, "Er staat geen onderdeel [case] in het bestand."),
        (b"\xff\xfe\x00", "Dit is geen tekstbestand."),
        ("#" * 100_001, "Het bestand is 100 KB; een casus is hooguit 100 KB."),
        # What can be read and not be told: it ended the page with an error, or took twelve seconds.
        (HEAD + "[case]\npartners = 0x" + "f" * 9000, "Het bestand is niet te lezen."),
        (HEAD.replace("1", "0x" + "f" * 9000), "Het bestand is niet te lezen."),
        (HEAD + ".".join("a" * 40_000) + " = 1", "Het bestand is niet te lezen."),
        (HEAD + "[case]\nx = " + "[" * 100 + "]" * 100, "Het bestand is niet te lezen."),
        (
            '{"format": "vierkant-case", "version": 1, "case": {"name": "\\ud800"}}',
            "Het bestand is niet te lezen.",
        ),
    ],
)
def test_a_file_that_is_no_case(text: str | bytes, start: str) -> None:
    found = problems(text)
    assert len(found) == 1
    assert found[0].startswith(start)


def test_everything_that_is_wrong_is_said_at_once() -> None:
    found = problems(
        HEAD
        + "[case]\nid = 'A B'\npartners = '3'\nscope = 'ict2'\nstarted = 1200\nkleur = 1\nlargest_share = '0,5'\n"
        + "motives = 'costs'\nsaving_planned = {value = 1, low = 2, high = 3}\n"
    )
    assert len(found) == 9
    assert "naam (name) ontbreekt. Vul dat in." in found
    assert "jaar van de start (started): ‘1200’ klopt niet. Het moet minstens 1950 zijn." in found
    assert (
        "aandeel van de grootste deelnemer (largest_share): ‘0,5’ klopt niet. Schrijf een punt in plaats van een komma."
        in found
    )
    assert "Wij kennen ‘kleur’ niet. Haal het weg, of kijk of het goed is gespeld." in found
    assert any("Kies uit: whole_organisation, support" in line for line in found)


@given(raw=st.binary(max_size=300))
@settings(max_examples=60, deadline=None)
def test_no_file_breaks_it(raw: bytes) -> None:
    found: tuple[Message, ...] = ()
    try:
        read_case(HEAD.encode() + b"[case]\n" + raw)
    except CaseFileError as error:
        found = error.problems
    assert found  # no random bytes hold a case
    assert all(render(problem, "nl") for problem in found)
