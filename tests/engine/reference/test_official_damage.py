"""Damaged and hostile files in the official formats: an error with words, never a crash."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vierkant.reference.boundaries_file import boundaries_of, read_boundaries
from vierkant.reference.cbs_odata import page_of, read_page
from vierkant.reference.cbs_population import read_population
from vierkant.reference.import_problems import ImportFileError, Problems
from vierkant.reference.iv3_file import rows_of_page
from vierkant.reference.organisations import read_organisations
from vierkant.terms import render


def _zip(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, '{"value": []}')
    return file.getvalue()


def _error(text: str) -> bytes:
    return json.dumps({"odata.error": {"code": "", "message": {"lang": "en-us", "value": text}}}).encode()


DAMAGED: list[tuple[str, bytes]] = [
    ("empty", b""),
    ("empty", b" \n "),
    ("not_json", b"{"),
    ("not_json", b'{"value": [NaN]}'),
    ("not_json", b"[" * 200_000),
    ("encoding", b'{"value": ["\xff"]}'),
    ("not_odata", b"[]"),
    ("not_odata", b'{"value": 3}'),
    ("too_many_rows", _error("The query returns more than 10000 records. Change the query")),
    ("service_error", _error("Table does not exist")),
    ("service_error", json.dumps({"error": {"message": "No"}}).encode()),
    ("truncated", gzip.compress(json.dumps(list(range(9999))).encode())[:-2000]),
    ("packed_broken", b"\x1f\x8b" + b"x" * 50),
    ("packed_broken", b"PK\x03\x04" + b"x" * 50),
    ("zip_members", _zip()),
    ("zip_members", _zip("a.json", "b.json")),
    ("bomb", gzip.compress(b" " * 30_000_000)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "content"), DAMAGED, ids=[f"{n}-{kind}" for n, (kind, _) in enumerate(DAMAGED)]
)
def test_a_damaged_file_is_an_error_with_words(kind: str, content: bytes) -> None:
    with pytest.raises(ImportFileError) as caught:
        read_page(content, name="file.json")
    problem = caught.value.problem
    assert problem.kind == kind
    for part in (problem.what, problem.why, problem.action):
        assert render(part, "nl") != render(part, "en")


def test_packed_files_are_read() -> None:
    assert read_page(gzip.compress(b'{"value": []}'), name="x").rows == ()
    assert read_page(_zip("a.json"), name="x").rows == ()


def test_a_full_answer_without_next_page_is_told() -> None:
    content = {"value": [{"RegioS": "GM0534"}] * 10_000}
    assert [item.kind for item in page_of(content, name="x").problems] == ["full_page"]


JUNK = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=5) | st.just("GM0534"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["value", "features", "properties", "geometry", "coordinates", "type", "code", "links"]
            )
            | st.text(max_size=3),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)
READERS: tuple[Callable[[Any], object], ...] = (
    lambda content: read_population(page_of(content, name="x")),
    lambda content: list(rows_of_page(page_of(content, name="x"), Problems("x"))),
    lambda content: boundaries_of(content, name="x"),
)


def _words(action: Callable[[], object]) -> None:
    """The action gives an answer, or an error that can be told."""
    try:
        action()
    except ImportFileError as error:
        told = error.problem
        render(told.what, "nl"), render(told.where, "nl"), render(told.why, "nl"), render(told.action, "nl")


@settings(max_examples=50)
@given(JUNK | st.builds(lambda rows: {"value": rows}, st.lists(JUNK, max_size=3)), st.sampled_from(READERS))
def test_junk_gives_an_error_and_never_a_crash(content: Any, reader: Callable[[Any], object]) -> None:
    _words(lambda: reader(content))


@settings(max_examples=30)
@given(st.binary(max_size=200) | st.text(alphabet='GM0534;,."\n\0x', max_size=80).map(str.encode))
def test_bytes_give_an_error_and_never_a_crash(content: bytes) -> None:
    _words(lambda: read_page(content, name="x"))
    _words(lambda: read_organisations(content, name="x"))
    _words(lambda: read_boundaries(content, name="x"))
