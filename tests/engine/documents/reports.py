"""What the tests of the report share: the examples assessed, and the text and the tags of a PDF."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from tests.pdf_text import text_of as text_of

from vierkant.documents.report import render
from vierkant.dossier import Dossier, assess, dumps, from_plain, load, loads
from vierkant.dossier.dates import dated
from vierkant.dossier.writing import to_plain_dossier
from vierkant.quantities import to_plain

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
TODAY = date(2026, 11, 24)


@cache
def example(name: str) -> Dossier:
    """One of the dossiers of the project."""
    return load(EXAMPLES / f"{name}.toml")


def assessed(dossier: Dossier) -> dict[str, Any]:
    """Its assessment as plain JSON, with few draws; a copy of its own each time, because a test may change it."""
    copied: dict[str, Any] = json.loads(_assessed(dumps(dossier, "json")))
    return copied


@cache
def _assessed(text: str) -> str:
    return json.dumps(assess(loads(text, name="dossier.json"), today=TODAY, draws=200).to_dict())


@cache
def example_pdf(name: str, language: str = "nl") -> bytes:
    """The report of an example."""
    dossier = example(name)
    deadlines = to_plain(dated(dossier, TODAY))
    return render(assessed(dossier), language=language, today=TODAY, dated=deadlines)


def changed(name: str, **sections: Any) -> Dossier:
    """An example with sections replaced."""
    return from_plain({**to_plain_dossier(example(name)), **sections})


def elements(content: bytes) -> list[Any]:
    """Every element of the structure tree."""
    with pikepdf.open(BytesIO(content)) as file:
        return [_copied(node) for node in _walk(file.Root.StructTreeRoot)]


def _walk(node: Any) -> Iterator[Any]:
    if isinstance(node, pikepdf.Array):
        for item in node:
            yield from _walk(item)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from _walk(node.K)


def _copied(node: Any) -> dict[str, Any]:
    attributes = node.get("/A", pikepdf.Array())
    listed = list(attributes) if isinstance(attributes, pikepdf.Array) else [attributes]
    scopes = [str(item.Scope) for item in listed if "/Scope" in item]
    return {"kind": str(node.S), "alt": str(node.get("/Alt", "")), "scope": scopes}


def kinds(content: bytes) -> Counter[str]:
    """How many elements of each kind there are."""
    return Counter(item["kind"] for item in elements(content))
