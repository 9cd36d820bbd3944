"""Every English string of the pages has Dutch, and all Dutch is used."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import allauth
import pytest
from babel.messages.pofile import read_po
from django.template import engines
from django.utils.translation import override
from tests.web.foundation.used_words import Word, in_python, in_templates

from vierkant import terms
from vierkant.quantities import Computed, Confidence, Explanation, Level, Message, Unit, to_plain
from vierkant_web import catalogue
from vierkant_web.context import MENU_TITLES
from vierkant_web.templatetags import words

PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd]")


@cache
def used() -> dict[Word, str]:
    """Reading every file of the site takes a second: once for all tests here."""
    return dict([*in_python(), *in_templates()])


@cache
def of_allauth() -> set[Word]:
    """The strings of allauth itself, whose Dutch we may word anew (in `accounts.po` alone)."""
    path = Path(allauth.__file__).parent / "locale" / "nl" / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        return {key(message) for message in read_po(file) if message.id}


def key(message: object) -> Word:
    text = message.id if isinstance(message.id, str) else message.id[0]
    return (message.context, text)


@cache
def translated() -> dict[Word, object]:
    return {key(message): message for message in catalogue.merged() if message.id}


def test_every_string_has_dutch() -> None:
    found = {
        word
        for word, message in translated().items()
        if message.string and (isinstance(message.string, str) or all(message.string))
    }
    missing = [f"{place}: {word[1]!r}" for word, place in used().items() if word not in found]
    assert not missing, "no Dutch for:\n" + "\n".join(missing)


@pytest.mark.parametrize("path", catalogue.parts(), ids=lambda path: path.name)
def test_all_dutch_is_used(path: Path) -> None:
    known = set(used()) | (of_allauth() if path.name == "accounts.po" else set())
    with path.open("rb") as file:
        unused = [message.id for message in read_po(file) if message.id and key(message) not in known]
    assert not unused, f"nothing uses these words of {path.name}:\n" + "\n".join(map(str, unused))


def test_dutch_has_the_same_places_to_fill_in() -> None:
    for message in translated().values():
        if isinstance(message.id, str):
            assert sorted(PLACEHOLDER.findall(message.string)) == sorted(PLACEHOLDER.findall(message.id)), (
                message
            )
        else:  # "one task" and "%(number)s tasks": a form may leave the number out, and adds nothing
            known = {name for text in message.id for name in PLACEHOLDER.findall(text)}
            assert {name for text in message.string for name in PLACEHOLDER.findall(text)} <= known, message


def _of_employees() -> set[Word]:
    """What only pages of employees say, Mijn stap and the questionnaire of a wave: there we say "je"."""
    words = [*in_python(), *in_templates()]
    elsewhere = {word for word, place in words if not place.startswith(("my_step/", "answering/"))}
    return {word for word, _place in words} - elsewhere


def test_officials_are_addressed_formally() -> None:
    informal = re.compile(r"\b(je|jij|jouw|jou)\b", re.IGNORECASE)
    of_employees = _of_employees()
    found = [
        message.string
        for word, message in translated().items()
        if "employee" not in (message.context or "")
        and word not in of_employees
        and informal.search(str(message.string))
    ]
    assert not found


def test_the_menu_says_what_the_terms_say() -> None:
    with override("nl"):
        assert {word: str(title) for word, title in MENU_TITLES.items()} == {
            word: title for word, (title, _) in terms.MENU.items()
        }
    with override("en"):
        assert str(MENU_TITLES["overzicht"]) == "Overview"


def test_no_two_files_disagree() -> None:
    assert catalogue.conflicts() == []


def test_two_files_that_disagree_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "nl"
    folder.mkdir()
    for name, dutch in (("a", "Opslaan"), ("b", "Bewaren")):
        (folder / f"{name}.po").write_text(f'msgid "Save"\nmsgstr "{dutch}"\n')
    monkeypatch.setattr(catalogue, "LOCALE", tmp_path)
    assert catalogue.conflicts() == ["b.po: 'Save' is 'Opslaan' elsewhere, 'Bewaren' here"]
    assert catalogue.merged()["Save"].string == "Opslaan"


def test_the_catalogue_is_written_only_when_a_part_is_newer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "nl"
    folder.mkdir()
    (folder / "a.po").write_text('msgid "Save"\nmsgstr "Opslaan"\n')
    monkeypatch.setattr(catalogue, "LOCALE", tmp_path)
    assert [catalogue.compile_words(), catalogue.compile_words()] == [True, False]
    assert b"Opslaan" in (folder / "LC_MESSAGES" / "django.mo").read_bytes()
    (folder / "b.po").write_text('msgid "Undo"\nmsgstr "Ongedaan maken"\n')
    assert catalogue.compile_words()


COMPUTED = Computed(
    id="saving",
    label=Message("quantities.unit.fte"),
    value=1_840_000.0,
    low=1_200_000.0,
    high=2_400_000.0,
    unit=Unit.EURO_PER_YEAR,
    explanation=Explanation(Message("quantities.unit.fte")),
)


@pytest.mark.parametrize("computed", [COMPUTED, to_plain(COMPUTED)], ids=["result", "json"])
def test_filters_write_numbers_in_the_language_of_the_page(computed: object) -> None:
    with override("nl"):
        assert words.quantity(computed) == "€\u00a01,8\u00a0miljoen per jaar"  # never broken over two lines
        assert words.quantity_range(computed) == (
            "tussen €\u00a01,2\u00a0miljoen per jaar en €\u00a02,4\u00a0miljoen per jaar"
        )
        assert words.number_of(3.25, "fte:1") == "3,2 fte"
        assert words.number_of(None, "euro") == "–"
        assert words.confidence_word(Confidence.ASSUMED) == "aangenomen"
        assert words.level_word(Level.RED) == "nu actie nodig"
        assert words.say("quantities.level.green") == words.level_word("green")
    with override("en"):
        assert words.quantity(computed) == "€\u00a01.8\u00a0million a year"
        assert words.quantity_range(computed).startswith("between €\u00a01.2\u00a0million")
        assert words.confidence_word("assumed") == "assumed"


def test_a_number_without_a_range_has_no_range() -> None:
    assert words.quantity_range({"value": 1, "low": None, "high": None, "unit": "fte", "decimals": 0}) == ""
    assert words.quantity(None) == "–"
    assert words.say(None) == ""


def test_what_somebody_typed_is_escaped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        terms, "catalogue", lambda: {"test.hello": {"en": "Hello {name}", "nl": "Dag {name}"}}
    )
    template = engines["django"].from_string("{% load words %}{{ message|say }}")
    message = {"id": "test.hello", "arguments": {"name": "<script>"}}
    with override("nl"):
        assert template.render({"message": message}) == "Dag &lt;script&gt;"
