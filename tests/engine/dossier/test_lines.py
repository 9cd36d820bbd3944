"""The line at which a problem stands, however the file is laid out."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vierkant.dossier.lines import line_of
from vierkant.dossier.sections import Dossier
from vierkant.dossier.writing import dumps

from .strategies import dossiers

TEXT = '''# comment with [brackets] and a = 1
schema_version = 1
agreements.cost_key = { a = 0.5, b = 0.5 }
agreements.votes.a = 3

[cooperation]
name = "a [tasks] = in text"
goal = """
[[tasks]]
id = 'not a row'
"""

[[tasks]]
id = "t"
cost_per_fte = { value = 1, low = 0.5 }

[tasks.parts.a]
own_fte.value = 2

[tasks.parts."b"]
own_fte = 3

[[tasks]]
id = "u" # second row
name = 'literal \\ text'
parts = { a = { own_fte = 1 } }

[form_answers]
bodies = [
  "council", # first
  "mayor",
]
[assumptions]
"business_case.wage" = 1
change.pace = { value = 2 }
'''


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ((None, None, ("schema_version",)), 2),
        (("agreements", None, ("cost_key", "b")), 3),
        (("agreements", None, ("votes", "a")), 4),
        (("agreements", None, ("votes", "c")), 4),
        (("cooperation", None, ()), 6),
        (("cooperation", None, ("name",)), 7),
        (("cooperation", None, ("goal",)), 8),
        (("cooperation", None, ("missing",)), 6),
        (("tasks", 1, ("id",)), 14),
        (("tasks", 1, ("cost_per_fte", "low")), 15),
        (("tasks", 1, ("parts", "a", "own_fte")), 18),
        (("tasks", 1, ("parts", "b", "own_fte", "value")), 21),
        (("tasks", 1, ("parts", "c")), 17),
        (("tasks", 2, ()), 23),
        (("tasks", 2, ("id",)), 24),
        (("tasks", 2, ("name",)), 25),
        (("tasks", 2, ("parts", "a", "own_fte")), 26),
        (("tasks", 3, ("id",)), 13),
        (("form_answers", None, ("bodies", "2")), 31),
        (("assumptions", None, ("business_case.wage", "value")), 34),
        (("assumptions", None, ("change.pace", "value")), 35),
        (("people", 1, ("id",)), None),
    ],
)
def test_lines_in_toml(place: tuple[str | None, int | None, tuple[str, ...]], expected: int | None) -> None:
    tomllib.loads(TEXT)
    assert line_of(TEXT, *place) == expected


def test_rows_in_an_array_of_tables_on_several_lines() -> None:
    text = 'partners = [\n  { id = "a", name = "A" },\n  { id = "b",\n    name = "B" },\n]\n'.replace(
        '"b",\n    name', '"b", name'
    )
    tomllib.loads(text)
    assert line_of(text, "partners", 2, ("name",)) == 3
    assert line_of(text, "partners", None, ()) == 1


def test_lines_in_json() -> None:
    text = '{\n"tasks": [\n {"id": "t",\n  "parts": {"a":\n   {"own_fte": 1}}},\n {"id": "\\u0075"}\n]}'
    assert line_of(text, "tasks", 1, ("parts", "a", "own_fte"), is_json=True) == 5
    assert line_of(text, "tasks", 2, ("id",), is_json=True) == 6
    assert line_of(text, "people", 2, ("id",), is_json=True) is None


def test_windows_line_ends() -> None:
    assert line_of("a = 1\r\n\r\n[cooperation]\r\nname = 'x'\r\n", "cooperation", None, ("name",)) == 4


@settings(max_examples=30, deadline=None)
@given(dossiers())
def test_every_key_that_is_written_is_found(dossier: Dossier) -> None:
    """The line that is named holds the key, for whatever the writer makes of the dossier."""
    for text, is_json in ((dumps(dossier, "toml"), False), (dumps(dossier, "json"), True)):
        lines = text.split("\n")
        for number, task in enumerate(dossier.tasks, 1):
            found = line_of(text, "tasks", number, ("id",), is_json=is_json)
            assert found is not None
            assert f'"{task.id}"' in lines[found - 1]
        if dossier.cooperation is not None:
            found = line_of(text, "cooperation", None, ("name",), is_json=is_json)
            assert found is not None
            assert lines[found - 1].strip().startswith('"name":' if is_json else "name =")


@settings(max_examples=200, deadline=None)
@given(st.text("[]{}=.,\"'#\n\\ ab1:", max_size=60))
def test_no_text_makes_it_fail(text: str) -> None:
    for is_json in (False, True):
        found = line_of(text, "a", 1, ("b",), is_json=is_json)
        assert found is None or 1 <= found <= text.count("\n") + 1


@pytest.mark.parametrize("name", ["hltsamen", "intern"])
def test_rows_of_the_examples(name: str) -> None:
    text = (Path(__file__).parents[3] / "examples" / f"{name}.toml").read_text(encoding="utf-8")
    lines = text.split("\n")
    for section, rows in tomllib.loads(text).items():
        if isinstance(rows, list):
            for number, row in enumerate(rows, 1):
                found = line_of(text, section, number, ("id",))
                assert found is not None
                assert lines[found - 1] == f'id = "{row["id"]}"'
