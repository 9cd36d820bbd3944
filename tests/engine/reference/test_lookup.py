"""What people write finds the municipality they mean, and never another one."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vierkant import reference
from vierkant.reference import find_abolished, find_municipality, suggest

CODES = [item.code for item in reference.municipalities()]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("534", "GM0534"),
        ("0534", "GM0534"),
        ("GM0534", "GM0534"),
        ("gm534", "GM0534"),
        (" GM 0534 ", "GM0534"),
        ("HILLEGOM", "GM0534"),
        ("Gemeente Lisse", "GM0553"),
        ("Den Haag", "GM0518"),
        ("'s-Gravenhage", "GM0518"),
        ("’s Gravenhage", "GM0518"),
        ("den bosch", "GM0796"),
        ("Bergen (L.)", "GM0893"),
        ("Bergen (L)", "GM0893"),
        ("bergen limburg", "GM0893"),
        ("Bergen (NH.)", "GM0373"),
        ("Bergen NH", "GM0373"),
        ("Bergen op Zoom", "GM0748"),
        ("Beek", "GM0888"),
        ("Beek (L.)", "GM0888"),
        ("Hengelo", "GM0164"),
        ("Hengelo (O.)", "GM0164"),
        ("Hengelo (Overijssel)", "GM0164"),
        ("sudwest fryslan", "GM1900"),
        ("Súdwest-Fryslân", "GM1900"),
        ("Alphen a/d Rijn", "GM0484"),
        ("Horst a/d Maas", "GM1507"),
        ("De Friese Meren", "GM1940"),
        ("Utrecht", "GM0344"),
        ("Groningen", "GM0014"),
    ],
)
def test_spellings(text: str, code: str) -> None:
    found = find_municipality(text)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    "text", ["", "  ", "Bergen", "GM9999", "53400", "Brielle", "GM0501", "Teilingen", "GM"]
)
def test_no_match_or_several_gives_none(text: str) -> None:
    assert find_municipality(text) is None


@given(
    st.sampled_from(CODES),
    st.sampled_from([str.upper, str.lower, str.title, str]),
    st.sampled_from(["NFC", "NFD"]),
)
def test_every_name_and_code_finds_its_own_municipality(code: str, case: type[str], form: str) -> None:
    item = reference.municipality(code)
    assert item is not None
    for text in (item.name, *item.aliases, item.code, item.code[2:], str(int(item.code[2:]))):
        assert find_municipality(unicodedata.normalize(form, case(text))) is item, text


@given(st.text(max_size=40), st.integers(min_value=0, max_value=6))
def test_any_text_gives_at_most_n_suggestions_and_no_error(text: str, n: int) -> None:
    found = suggest(text, n)
    assert len(found) <= n
    assert len(set(found)) == len(found)
    problem = reference.municipality_problem(text)
    assert (problem is None) == (find_municipality(text) is not None)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Hilegom", ["Hillegom"]),
        ("Teilingen", ["Teylingen"]),
        ("Gravenhage", ["'s-Gravenhage"]),
        ("alphen", ["Alphen aan den Rijn", "Alphen-Chaam"]),
        ("Bergen", ["Bergen (NH.)", "Bergen (L.)"]),
        ("Brielle", ["Voorne aan Zee"]),
        ("GM0501", ["Voorne aan Zee"]),
        ("Graafstroom", ["Molenlanden"]),
        ("Land v Cuijk", ["Land van Cuijk"]),
    ],
)
def test_the_likeliest_suggestions_come_first(text: str, names: list[str]) -> None:
    assert [item.name for item in suggest(text)][: len(names)] == names


@pytest.mark.parametrize("text", ["GM0535", "9999", "", "qqqq"])
def test_nothing_alike_gives_no_suggestion(text: str) -> None:
    assert suggest(text) == ()


def test_an_abolished_municipality_by_name_and_by_code() -> None:
    for text in ("501", "GM0501", "brielle", "Gemeente Brielle"):
        found = find_abolished(text)
        assert found is not None
        assert found.code == "GM0501"
    alias = find_abolished("Kollumerland c.a.")
    assert alias is not None
    assert alias.code == "GM0079"
    assert find_abolished("Hillegom") is None
