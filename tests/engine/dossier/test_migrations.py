"""Dossiers of earlier schema versions stay readable."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from vierkant.dossier import DossierError, load, loads
from vierkant.dossier.migrations import STEPS, migrate
from vierkant.dossier.problems import explain
from vierkant.dossier.sections import SCHEMA_VERSION

VERSIONS = Path(__file__).parent / "versions"


def test_every_earlier_version_has_a_step_and_every_version_a_sample() -> None:
    assert sorted(STEPS) == list(range(1, SCHEMA_VERSION))
    samples = sorted(path.stem for path in VERSIONS.glob("*.toml"))
    assert samples == [f"version_{number}" for number in range(1, SCHEMA_VERSION + 1)]


@pytest.mark.parametrize("path", sorted(VERSIONS.glob("*.toml")), ids=lambda path: path.stem)
def test_samples_load(path: Path) -> None:
    dossier = load(path)
    assert dossier.schema_version == SCHEMA_VERSION
    assert dossier.cooperation is not None
    assert dossier.cooperation.name == "Samen op orde"
    own = dossier.tasks[0].parts["hillegom"].own_fte
    assert own is not None
    assert (own.value, own.low, own.high, own.source) == (2.5, 2, 3, "begroting")
    assert len(dossier.sources) == 2


def _rename(old: str, new: str) -> Any:
    def step(plain: dict[str, Any]) -> dict[str, Any]:
        return {new if key == old else key: value for key, value in plain.items()}

    return step


def test_steps_run_one_by_one_and_only_as_far_as_needed() -> None:
    steps = {1: _rename("a", "b"), 2: _rename("b", "c")}
    assert migrate({"schema_version": 1, "a": 0}, steps=steps, to=3) == {"schema_version": 3, "c": 0}
    assert migrate({"schema_version": 2, "b": 0}, steps=steps, to=3) == {"schema_version": 3, "c": 0}
    assert migrate({"schema_version": 3, "c": 0}, steps=steps, to=3) == {"schema_version": 3, "c": 0}


def test_migrating_does_not_change_what_was_given() -> None:
    plain = {"schema_version": 1, "a": 0}
    migrate(plain, steps={1: _rename("a", "b")}, to=2)
    assert plain == {"schema_version": 1, "a": 0}


def test_a_missing_step_is_our_fault_and_says_so() -> None:
    with pytest.raises(LookupError):
        migrate({"schema_version": 1}, steps={}, to=2)


@pytest.mark.parametrize("version", [0, -1, 4, "1", True, 1.0, None])
def test_an_unknown_version_is_left_for_the_check(version: Any) -> None:
    plain = {"schema_version": version, "a": 0}
    assert migrate(plain, steps={1: _rename("a", "b"), 2: _rename("b", "c")}, to=3) is plain


def test_without_version_the_present_one_is_meant() -> None:
    assert loads('cooperation.name = "x"').schema_version == SCHEMA_VERSION


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "schema_version = 2",
            "heeft schemaversie 2; deze versie van Vierkant kent 1. Installeer een nieuwere",
        ),
        ("schema_version = 0", "heeft schemaversie 0"),
        ('schema_version = "1"', "“1” is geen geheel getal. Schrijf schema_version = 1."),
        ("schema_version = true", "geen geheel getal"),
        ("schema_version = 1.0", "geen geheel getal"),
    ],
)
def test_an_unknown_version_is_refused(text: str, expected: str) -> None:
    with pytest.raises(DossierError) as caught:
        loads(f"\n{text}\n")
    assert expected in explain(caught.value.problems[0])
    assert "regel 2" in explain(caught.value.problems[0])
