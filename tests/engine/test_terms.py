"""Every word for people exists, in both languages, and every word that exists is used."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import vierkant
from vierkant.quantities import Confidence, Message, Number, Unit, to_plain
from vierkant.terms import (
    MENU,
    catalogue,
    confidence,
    enumeration,
    exists,
    number,
    placeholders,
    plain_number,
    render,
)

ROOT = Path(vierkant.__file__).parent
LOCALE = ROOT / "locale"
OWN_ROOMS = ("quantities", "dossier", "cli")
"""The rooms whose every word must be used; the others are tested where they live."""

_SAYERS = {"Message", "render", "exists"}
_ROOMS = {path.stem for path in LOCALE.glob("*.toml")}


@pytest.mark.parametrize("path", sorted(LOCALE.glob("*.toml")), ids=lambda path: path.stem)
def test_both_languages_say_the_same(path: Path) -> None:
    def walk(table: dict[str, object], prefix: str) -> Iterator[tuple[str, dict[str, object]]]:
        for key, value in table.items():
            assert isinstance(value, dict), f"{prefix}{key} is no table"
            if "en" in value or "nl" in value:
                yield prefix + key, value
            else:
                yield from walk(value, f"{prefix}{key}.")

    found = list(walk(tomllib.loads(path.read_text(encoding="utf-8")), ""))
    assert found
    for name, texts in found:
        assert set(texts) == {"en", "nl"}, name
        english, dutch = str(texts["en"]), str(texts["nl"])
        assert english.strip() == english != "", name
        assert dutch.strip() == dutch != "", name
        assert placeholders(english) == placeholders(dutch), name


def _identifiers(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Every message id that the code names: the text, or a pattern when a part of it is computed."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and node.args):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name in _SAYERS:
            yield from _texts(node.args[0])


def _texts(node: ast.AST) -> Iterator[tuple[str, str]]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value, re.escape(node.value)
    elif isinstance(node, ast.JoinedStr):
        parts = [
            re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"[\w.]+"
            for part in node.values
        ]
        yield "…", "".join(parts)


@cache
def _code() -> list[tuple[Path, ast.AST]]:
    return [(path, ast.parse(path.read_text(encoding="utf-8"))) for path in sorted(ROOT.rglob("*.py"))]


def test_every_message_in_the_code_exists() -> None:
    unknown = []
    for path, tree in _code():
        for text, pattern in _identifiers(tree):
            room = pattern.split(r"\.")[0]
            if room not in _ROOMS or (text != "…" and "." not in text):
                continue
            if text in catalogue():
                continue
            if not any(re.fullmatch(pattern, identifier) for identifier in catalogue()):
                unknown.append(f"{path.name}: {pattern}")
    assert unknown == []


def test_no_word_of_the_shared_rooms_is_unused() -> None:
    """The last part of each id stands in the code: as text, or as the name of a field of the dossier."""
    vocabulary: set[str] = set()
    for _, tree in _code():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                vocabulary.update(node.value.split("."))
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                vocabulary.add(node.target.id)
    unused = []
    for identifier in catalogue():
        room, _, rest = identifier.partition(".")
        last = rest.rpartition(".")[2]
        endings = ("", "_action", "_cost", "_more", "_method")
        if room in OWN_ROOMS and not {last.removesuffix(ending) for ending in endings} & vocabulary:
            unused.append(identifier)
    assert unused == []


def test_every_enumeration_on_screen_has_words() -> None:
    for member in Confidence:
        assert confidence(member, "nl") != confidence(member, "en")
    for unit in Unit:
        for language in ("nl", "en"):
            assert number(1234.5, unit, 1, language)  # type: ignore[arg-type]


def test_rendering() -> None:
    message = Message(
        "cli.summary.range",
        {"value": Number(0.125, Unit.SHARE, 1), "low": Number(3.5, Unit.FTE, 1), "high": "veel"},
    )
    assert render(message, "nl") == "12,5% (3,5 fte tot veel)"
    assert render(message, "en") == "12.5% (3.5 FTE to veel)"
    assert render(to_plain(message), "nl") == render(message, "nl")


def test_rendering_of_messages_in_messages_and_lists() -> None:
    inner = Message("quantities.confidence.measured")
    assert render(Message("cli.summary.agreed", {"form": inner}), "nl") == "Gekozen: gemeten"
    plain = {"id": "cli.summary.agreed", "arguments": {"form": ["a", "b", {"id": "quantities.level.red"}]}}
    assert render(plain, "nl") == "Gekozen: a, b en nu actie nodig"
    assert render(Message("cli.summary.agreed", {"form": 1234567}), "nl") == "Gekozen: 1.234.567"
    assert render(Message("cli.summary.agreed", {"form": 0.5}), "en") == "Chosen: 0.50"
    assert render("quantities.level.green", "nl") == "op orde"


def test_braces_in_what_a_person_wrote_are_left_alone() -> None:
    assert render(Message("cli.summary.agreed", {"form": "{value} {x}"}), "nl") == "Gekozen: {value} {x}"


def test_a_missing_message_or_argument_is_our_fault() -> None:
    with pytest.raises(KeyError):
        render("cli.no_such_thing")
    with pytest.raises(KeyError):
        render("cli.summary.agreed")
    assert not exists("cli.no_such_thing")
    assert exists("cli.summary.agreed")


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "dutch", "english"),
    [
        (None, Unit.EURO, 0, "–", "–"),
        (1_800_000, Unit.EURO, 0, "€ 1,8 miljoen", "€ 1.8 million"),
        (999_999, Unit.EURO, 0, "€ 1,0 miljoen", "€ 1.0 million"),
        (999_499, Unit.EURO, 0, "€ 999.000", "€ 999,000"),
        (85_100, Unit.EURO_PER_FTE, 0, "€ 85.000 per fte", "€ 85,000 per FTE"),
        (9_999, Unit.EURO, 0, "€ 9.999", "€ 9,999"),
        (-152_000, Unit.EURO_PER_YEAR, 0, "€ −152.000 per jaar", "€ −152,000 a year"),
        (0.053, Unit.SHARE, 1, "5,3%", "5.3%"),
        (2027.0, Unit.YEAR, 0, "2027", "2027"),
        (12_345.678, Unit.NUMBER, 2, "12.345,68", "12,345.68"),
        (1, Unit.PERSONS, 0, "1 persoon", "1 person"),
        (1.2, Unit.DAYS_PER_YEAR, 0, "1 dag per jaar", "1 day a year"),
        (1, Unit.DAYS_PER_YEAR, 1, "1,0 dagen per jaar", "1.0 days a year"),
        (2, Unit.PERSONS, 0, "2 mensen", "2 people"),
        (-0.4, Unit.FTE, 0, "0 fte", "0 FTE"),
        (-0.5, Unit.FTE, 1, "−0,5 fte", "−0.5 FTE"),
    ],
)
def test_numbers_as_people_write_them(
    value: float | None, unit: Unit, decimals: int, dutch: str, english: str
) -> None:
    assert number(value, unit, decimals, "nl") == dutch
    assert number(value, unit, decimals, "en") == english


def test_plain_numbers_and_lists() -> None:
    assert plain_number(-1234.5, 1) == "−1.234,5"
    assert enumeration([]) == ""
    assert enumeration(["a"]) == "a"
    assert enumeration(["a", "b"], "en") == "a and b"
    assert enumeration(["a", "b", "c"]) == "a, b en c"


def test_every_menu_word_has_a_folder() -> None:
    for address, (word, folders) in MENU.items():
        assert address == word.lower()
        assert all((ROOT / folder).is_dir() for folder in folders)
