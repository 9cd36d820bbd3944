"""One word finds everything: menu word = URL = folder, the same in engine and web; a word is used for one thing."""

from __future__ import annotations

import re
from importlib.util import find_spec

from tests.house.test_budgets import PYTHON, ROOT

from vierkant.sources import parameters
from vierkant.terms import MENU
from vierkant_web.folders import menu_words, patterns


def test_each_menu_word_has_its_folders_in_engine_and_web() -> None:
    seen: set[str] = set()
    for word, (title, folders) in MENU.items():
        assert word == title.lower()
        for folder in folders:
            assert folder not in seen
            seen.add(folder)
            assert find_spec(f"vierkant.{folder}") is not None
            assert patterns(folder), folder
    assert menu_words() == tuple(MENU)


def test_each_folder_of_pages_belongs_to_a_menu_word() -> None:
    known = {folder for _title, folders in MENU.values() for folder in folders}
    found = {path.parent.name for path in (ROOT / "src/vierkant_web").glob("*/urls.py")}
    assert found - known == {"accounts", "answering", "my_step"}


def test_forbidden_synonyms_are_not_in_the_code() -> None:
    rows = [
        line.split("|") for line in (ROOT / "GLOSSARY.md").read_text().splitlines() if line.startswith("| ")
    ]
    forbidden = {word.strip() for row in rows[1:] for word in row[4].split(",") if word.strip()}
    assert len(forbidden) > 30
    names = re.compile(r"\b[a-z][a-z0-9_]*\b")
    definition = re.compile(r"^\s*(?:def|class)\s+(\w+)|^\s*(\w+)\s*(?::[^=]+)?=", re.MULTILINE)
    for path in PYTHON:
        if "src" not in path.parts:
            continue
        for match in definition.finditer(path.read_text(encoding="utf-8")):
            name = (match.group(1) or match.group(2)).lower()
            assert name not in forbidden or not names.fullmatch(name), f"{path.name}: {name}"


def test_every_parameter_of_ours_has_a_source_and_a_certainty() -> None:
    for room in ("business_case", "four_ks", "change"):
        found = parameters(room)
        assert found
        for name, parameter in found.items():
            assert len(parameter.source) > 5, f"{room}.{name}"
            assert parameter.distribution == "fixed" or parameter.low is not None, f"{room}.{name}"
