"""Every problem that a reader can tell has its words with the right places, and no word is left over."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

import vierkant
from vierkant.reference.building_files import FileKind
from vierkant.terms import catalogue, placeholders

ROOT = Path(vierkant.__file__).parent
CODE = [*sorted((ROOT / "reference").glob("*.py")), ROOT / "command_line" / "reference.py"]
READERS = [path for path in CODE if not path.name.startswith("register")]
OPTIONAL = {"again", "offline"}
GIVEN: Mapping[str, set[str]] = {"refused": {"file"}, "_Refusal": set()}


def _calls() -> Iterator[tuple[str, str, set[str]]]:
    """The function, the kind of problem, and the names of what it gives."""
    for path in READERS:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and node.args):
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            first = node.args[0]
            if name in ("refused", "row", "file", "_Refusal") and isinstance(first, ast.Constant):
                yield name, str(first.value), {item.arg for item in node.keywords if item.arg}


CALLS = list(_calls())
KINDS = {kind for name, kind, _ in CALLS if name != "_Refusal"} | {"category", "taakveld", "report", "more"}


def test_the_calls_are_found() -> None:
    assert len(CALLS) > 40
    assert {"pages_missing", "second_time", "amount", "geometry"} <= KINDS


@pytest.mark.parametrize(
    ("name", "kind", "given"), CALLS, ids=[f"{kind}-{n}" for n, (_, kind, _) in enumerate(CALLS)]
)
def test_every_problem_has_words(name: str, kind: str, given: set[str]) -> None:
    if name == "_Refusal":
        texts = [catalogue()[f"import.download.{kind}"]]
    else:
        texts = [catalogue()[f"import.{kind}.{part}"] for part in ("what", "why", "action")]
    for text in texts:
        assert set(placeholders(text["nl"])) <= given - OPTIONAL, text["nl"]


def test_no_word_is_left_over() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in CODE)
    for identifier in catalogue():
        room, _, rest = identifier.partition(".")
        if room != "import":
            continue
        table, _, word = rest.partition(".")
        if table in ("where", "page", "download", "built"):
            assert f'"{word}"' in code or f"{table}.{word}" in code, identifier
        elif table in ("file", "missing"):
            assert word in list(FileKind), identifier
        else:
            assert table in KINDS, identifier
