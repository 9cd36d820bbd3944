"""Whatever a file holds, reading it gives a register or the one error that says why: never anything else."""

from __future__ import annotations

import gzip
import io
import zipfile
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.engine.reference.exports import export, participant, record

from vierkant.legal_form import check_register
from vierkant.reference import RegisterError, read_register
from vierkant.terms import render

ON = date(2026, 5, 16)
RICH = export(
    record("1", participants=participant(code="gm0501") + participant("Stadt Gronau", "")),
    record("2", inside="<p:datumTerVerificatie>2020-01-01</p:datumTerVerificatie><p:doel>centrum</p:doel>"),
    organisations='<p:organisatie p:systeemId="9"><p:eindDatum>2020-01-01</p:eindDatum></p:organisatie>',
)


def zipped(content: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("exportOO.xml", content)
    return buffer.getvalue()


PACKED = {"plain": RICH, "gzip": gzip.compress(RICH), "zip": zipped(RICH)}


def outcome(content: bytes) -> str:
    """What came of it; fails on anything that is neither a register nor a told error."""
    try:
        register = read_register(content, name="proef")
    except RegisterError as error:
        for problem in error.problems:
            for part in (problem.what, problem.where, problem.why, problem.action):
                assert render(part, "nl")
        return "refused"
    for problem in register.problems:
        assert render(problem.what, "nl")
    report = check_register(register.arrangements, on=ON)
    for finding in report.findings:
        assert render(finding.text, "nl")
    return "read"


@pytest.mark.parametrize("kind", list(PACKED))
def test_undamaged_files_are_read(kind: str) -> None:
    assert outcome(PACKED[kind]) == "read"


@pytest.mark.parametrize("kind", list(PACKED))
@given(changes=st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=6))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_changed_bytes(kind: str, changes: list[tuple[int, int]]) -> None:
    content = bytearray(PACKED[kind])
    for place, value in changes:
        content[place % len(content)] = value
    assert outcome(bytes(content)) in ("read", "refused")


@pytest.mark.parametrize("kind", list(PACKED))
@given(start=st.integers(0, 3000), length=st.integers(1, 400), again=st.booleans())
@settings(max_examples=100, deadline=None)
def test_parts_missing_or_doubled(kind: str, start: int, length: int, again: bool) -> None:
    content = PACKED[kind]
    place = start % len(content)
    middle = content[place : place + length]
    changed = content[:place] + (middle * 2 if again else b"") + content[place + length :]
    assert outcome(changed) in ("read", "refused")


@given(st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_bytes(content: bytes) -> None:
    for start in (b"", b"\x1f\x8b\x08", b"PK\x03\x04", b"<", b"\xff\xfe<\0"):
        assert outcome(start + content) == "refused"


@given(st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc")), max_size=60))
@settings(max_examples=150, deadline=None)
def test_any_text_in_any_field(text: str) -> None:
    safe = (
        text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\ufffe", "")
        .replace("\uffff", "")
    )
    inside = f"<p:verdeelsleutel>{safe}</p:verdeelsleutel><p:toetredingsDatum>{safe}</p:toetredingsDatum>"
    content = export(
        record(
            "1",
            title=safe,
            form=f"<p:samenwerkingsvorm>{safe}</p:samenwerkingsvorm>",
            acquisition=(safe,),
            begins=safe,
            participants=participant(safe, "", (safe,), inside),
            inside=f"<p:datumUitwerkingtreding>{safe}</p:datumUitwerkingtreding><p:doel>{safe}</p:doel>",
        )
    )
    assert outcome(content) == "read"
