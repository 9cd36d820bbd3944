"""The table of arrangements that comes along, and who takes part today."""

from __future__ import annotations

import importlib.util
import time
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest
from tests.engine.reference.exports import EXTRACT, WHOLE

from vierkant import reference
from vierkant.reference import Arrangement, Participant, ParticipantKind, read_register
from vierkant.reference.arrangements_table import arrangement_from, row_of
from vierkant.terms import render

ROOT = Path(__file__).resolve().parents[3]
TABLE = ROOT / "src/vierkant/reference/arrangements.csv"
POWERS = ROOT.parent / "shared/data/arrangements/regelingen_actief_volledig.json"
ON = date(2026, 5, 16)


def test_the_table_holds_the_arrangements_in_force() -> None:
    # Register of 16 May 2026, own count (law facts 1.9)
    found = reference.arrangements()
    assert len(found) == 451
    assert Counter(item.form_code for item in found) == {"OL": 283, "RZM": 81, "BVO": 64, "GO": 23}
    assert reference.reference_date("arrangements") == ON
    assert reference.source("arrangements").licence == "CC0 1.0"
    assert all(item.in_force(ON) for item in found)
    # Data facts A4: participants of the active arrangements by kind
    kinds = Counter(each.kind for item in found for each in item.participants)
    assert kinds[ParticipantKind.MUNICIPALITY] == 3197
    assert kinds[ParticipantKind.MINISTRY] == 12
    assert kinds[ParticipantKind.JOINT_BODY] == 9
    assert sum(kinds.values()) == 3551


def test_no_person_is_in_the_table() -> None:
    header = TABLE.read_text(encoding="utf-8").splitlines()[0].split(",")
    assert set(header) == {
        "id", "title", "short_title", "form", "acquisition", "organisation", "source_holder", "policy_fields",
        "starts_on", "verified_on", "mentions_centre", "cross_border", "participants",
    }  # fmt: skip


def test_the_arrangements_of_a_municipality() -> None:
    found = reference.arrangements_of("GM0014")
    assert len(found) == 13
    assert any(
        item.name.startswith("gemeenschappelijke regeling Veiligheidsregio Groningen") for item in found
    )
    assert [item.name.casefold() for item in found] == sorted(item.name.casefold() for item in found)
    assert reference.arrangements_of("GM9999") == reference.arrangements_of("GM0501") == ()


def test_every_municipality_takes_part_somewhere() -> None:
    # Law facts 1.9: mean 9.3, median 9, range 4-19 over all 342 municipalities
    counts = sorted(len(reference.arrangements_of(item.code)) for item in reference.municipalities())
    assert (counts[0], counts[-1], counts[171]) == (4, 19, 9)
    assert sum(counts) / 342 == pytest.approx(9.3, abs=0.05)
    assert len(reference.arrangements_of("GM0882")) == 19  # Landgraaf has the most


def test_a_participant_that_is_gone_counts_as_its_successor_and_that_is_said() -> None:
    item = reference.arrangement("28146753")
    assert item is not None
    now = reference.partners(item)
    assert "GM1982" in now.codes  # Land van Cuijk
    assert {each.gone.code for each in now.replaced} == {"GM0756", "GM0786", "GM0815", "GM1684", "GM1702"}
    said = render(now.replaced[0].said(), "nl")
    assert said.endswith("bestaat sinds 1 januari 2022 niet meer. De opvolger Land van Cuijk telt mee.")
    assert item in reference.arrangements_of("GM1982")
    # Data facts A4: 16 rows of active arrangements point at municipalities that are gone
    gone = sum(len(reference.partners(each).replaced) for each in reference.arrangements())
    assert gone == 16


def arrangement(*codes: str) -> Arrangement:
    one = reference.arrangements()[0]
    rows = tuple(Participant(code, ParticipantKind.MUNICIPALITY, code) for code in codes)
    return replace(one, participants=rows)


def test_all_participants_gone_is_no_crash() -> None:
    now = reference.partners(arrangement("GM0501", "GM0530", "GM0614"))
    assert [item.name for item in now.municipalities] == ["Voorne aan Zee"]
    assert len(now.replaced) == 3
    divided = reference.partners(arrangement("GM0788"))  # Haaren went to four
    assert len(divided.municipalities) == 4
    assert "verdeeld over" in render(divided.replaced[0].said(), "nl")
    unknown = reference.partners(arrangement("GM9999"))
    assert (unknown.municipalities, len(unknown.unknown)) == ((), 1)


def test_on_an_earlier_day_a_municipality_was_still_there() -> None:
    one = arrangement("GM0501")
    assert reference.partners(one, on=date(2022, 12, 31)).replaced == ()
    assert len(reference.partners(one, on=date(2023, 1, 1)).replaced) == 1


def test_an_unknown_successor_is_said() -> None:
    without = [item for item in reference.all_abolished() if not item.successors]
    if not without:
        pytest.skip("every successor is known")
    said = reference.Replacement(arrangement("GM0501").participants[0], without[0]).said()
    assert "niet bekend" in render(said, "nl")


def test_a_row_of_the_table_is_read_back_as_written() -> None:
    for item in read_register(EXTRACT, name="x").in_force(ON):
        again = arrangement_from(row_of(item, centre=item.mentions_centre))
        for one, other in zip(item.participants, again.participants, strict=True):
            assert (one.code, one.kind, one.organs, one.cost_key) == (
                other.code, other.kind, other.organs, other.cost_key,
            )  # fmt: skip
        assert replace(again, participants=()) == replace(item, participants=(), line=0)


def test_a_name_that_would_break_the_table_is_refused() -> None:
    one = replace(
        reference.arrangements()[0], participants=(Participant("Stadt | Kreis", ParticipantKind.OTHER),)
    )
    with pytest.raises(ValueError, match="cannot be written"):
        row_of(one, centre=False)


def _script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_arrangements", ROOT / "tools/build_arrangements.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(not (WHOLE.exists() and POWERS.exists()), reason="the raw files are not here")
def test_the_script_gives_the_same_table(tmp_path: Path) -> None:
    _script().build(WHOLE, ON, POWERS, tmp_path)
    assert (tmp_path / "arrangements.csv").read_bytes() == TABLE.read_bytes()


def test_the_script_makes_a_table_from_the_extract(tmp_path: Path) -> None:
    _script().build(EXTRACT, ON, None, tmp_path)
    assert (tmp_path / "arrangements.csv").read_text(encoding="utf-8").count("\n") == 1 + 18


def test_the_table_is_read_fast() -> None:
    reference.municipalities()
    start = time.perf_counter()
    reference.arrangements.cache_clear()
    reference.arrangements()
    assert time.perf_counter() - start < 0.5
