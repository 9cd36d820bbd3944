"""Files that cannot be read at all, or are far too large; refused without reading them in."""

from __future__ import annotations

import os
import tracemalloc
from pathlib import Path

import pytest

from vierkant.dossier import Dossier, DossierError, check, load, loads
from vierkant.dossier.problems import explain
from vierkant.dossier.reading import MAXIMUM_BYTES


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    def first(path: Path) -> str:
        (problem,) = check(path)
        return explain(problem)

    assert (
        first(tmp_path) == f"{tmp_path.name}: Dit is een map, geen bestand. Noem het bestand dat erin staat."
    )
    assert first(tmp_path / "x.toml") == "x.toml: Dit bestand bestaat niet. Controleer de naam en de map."
    closed = tmp_path / "closed.toml"
    closed.write_text("")
    closed.chmod(0)
    if os.geteuid() != 0:
        assert first(closed).startswith("closed.toml: Het bestand mag niet worden gelezen.")
    assert check(Path(__file__).parents[3] / "examples" / "minimal.toml") == ()


def test_a_huge_file_is_refused_without_reading_it(tmp_path: Path) -> None:
    big = tmp_path / "big.toml"
    with big.open("wb") as file:
        file.truncate(50_000_000)
    tracemalloc.start()
    with pytest.raises(DossierError) as caught:
        load(big)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert explain(caught.value.problems[0]) == (
        "big.toml: Het bestand is 50 MB; een dossier is hooguit 5 MB."
        " Controleer of dit een dossier is, en geen scan of gegevensexport."
    )
    assert peak < 1_000_000


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no endless device on this system")
def test_an_endless_file_is_refused() -> None:
    with pytest.raises(DossierError, match="at most 5 MB"):
        load("/dev/zero")


def test_a_file_just_within_the_limit_is_read() -> None:
    comment = b"#" + b"x" * (MAXIMUM_BYTES - 1)
    assert loads(comment) == Dossier()
    with pytest.raises(DossierError):
        loads(comment + b"x")
