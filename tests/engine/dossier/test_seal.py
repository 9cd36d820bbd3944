"""Frozen at the decision: the fingerprint shows every change, and later comparisons are against what was decided."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from vierkant.dossier import Dossier, assess, load
from vierkant.dossier.reading import from_plain
from vierkant.dossier.seal import DecidedBy, Part, Seal, SealError, make_seal, read_seal, write_seal
from vierkant.dossier.seal_comparison import compare_seal
from vierkant.dossier.writing import to_plain_dossier
from vierkant.quantities import Level
from vierkant.terms import render

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "vergunningen.toml"
DAY = date(2026, 11, 24)


@cache
def decided() -> tuple[Dossier, dict[str, Any], Seal]:
    dossier = load(EXAMPLE)
    assessment = assess(dossier, today=DAY, draws=200).to_dict()
    return dossier, assessment, make_seal(dossier, assessment, sealed_on=DAY, decided_by=DecidedBy.COUNCILS)


def later(change: Any) -> tuple[Dossier, dict[str, Any]]:
    plain = deepcopy(to_plain_dossier(decided()[0]))
    change(plain)
    dossier = from_plain(plain)
    return dossier, assess(dossier, today=DAY, draws=200).to_dict()


def test_a_seal_survives_a_file_and_holds_no_sentence_that_somebody_wrote() -> None:
    dossier, _assessment, seal = decided()
    text = json.dumps(write_seal(seal))
    assert read_seal(json.loads(text)) == seal
    assert dossier.cooperation is not None
    for written in (dossier.cooperation.goal, dossier.tasks[0].name, *(row.text for row in dossier.measures)):
        assert written is not None
        assert written not in text


@pytest.mark.parametrize("place", ["figures", "results", "decided_by", "sealed_on", "seed"])
def test_whatever_was_changed_the_fingerprint_shows_it(place: str) -> None:
    plain = write_seal(decided()[2])
    other = {
        "figures": plain["figures"][1:],
        "results": [{**plain["results"][0], "value": 1.0}, *plain["results"][1:]],
        "decided_by": "board",
        "sealed_on": "2026-11-23",
        "seed": 1,
    }
    with pytest.raises(SealError) as caught:
        read_seal({**plain, place: other[place]})
    assert caught.value.message.id == "seal.problem.broken"


@pytest.mark.parametrize("plain", [None, [], {}, {"format": "vierkant-seal", "version": 1}, "x"])
def test_what_is_no_seal_is_refused_with_words(plain: Any) -> None:
    with pytest.raises(SealError) as caught:
        read_seal(plain)
    assert render(caught.value.message, "nl")


@pytest.mark.parametrize(
    ("place", "value"),
    [("seed", -1), ("seed", "1"), ("draws", 1), ("draws", True), ("engine_version", ["1"]), ("start_year", {}),
     ("figures.value", "9"), ("figures.key", {}), ("figures.high", [1]), ("results.value", float("inf")),
     ("results.id", "no_result"), ("results.partner", 3), ("results.extra", 1)],
)  # fmt: skip
def test_a_fingerprint_that_fits_makes_no_seal_of_something_else(place: str, value: Any) -> None:
    plain = deepcopy(write_seal(decided()[2]))
    name, _, field = place.partition(".")
    if field:
        plain[name][0][field] = value
    else:
        plain[name] = value
    rest = {key: item for key, item in plain.items() if key not in ("format", "version", "fingerprint")}
    text = json.dumps(rest, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    plain["fingerprint"] = sha256(text.encode()).hexdigest()
    with pytest.raises(SealError) as caught:
        read_seal(plain)
    assert caught.value.message.id == "seal.problem.no_seal"


def test_a_later_version_is_said() -> None:
    with pytest.raises(SealError) as caught:
        read_seal({**write_seal(decided()[2]), "version": 2})
    assert caught.value.message.id == "seal.problem.other_version"


def test_the_same_dossier_differs_in_nothing() -> None:
    dossier, assessment, seal = decided()
    found = compare_seal(seal, dossier, assessment)
    assert found.unchanged
    assert not found.figures
    assert not found.findings
    assert all(row.difference == 0 for row in found.results)


def test_a_baseline_that_moves_is_a_red_flag() -> None:
    def dearer(plain: dict[str, Any]) -> None:
        part = plain["tasks"][0]["parts"]["oosterveen"]
        part["own_fte"] = {"value": 14, "low": 13, "high": 15}

    found = compare_seal(decided()[2], *later(dearer))
    (change,) = found.figures
    assert (change.part, change.key) == (Part.BASELINE, "tasks/vergunningen/parts/oosterveen/own_fte")
    assert (change.then.value, change.now.value if change.now else None) == (12, 14)
    assert [(item.id, item.level) for item in found.findings] == [("baseline_moved", Level.RED)]
    baseline = next(row for row in found.results if row.id == "baseline" and row.partner is None)
    assert baseline.changed
    assert baseline.difference == pytest.approx(2 * 88_000, rel=0.05)


def test_a_promise_that_is_gone_and_a_figure_that_came_are_counted() -> None:
    def changed(plain: dict[str, Any]) -> None:
        del plain["agreements"]["transition_budget"]
        plain["tasks"][1]["parts"]["duinrand"]["other_cost"] = 1000

    found = compare_seal(decided()[2], *later(changed))
    gone = next(row for row in found.figures if row.key == "agreements/transition_budget")
    assert gone.now is None
    assert found.added >= 1
    assert "promise_moved" in {item.id for item in found.findings}


def test_what_partners_learn_after_the_start_is_not_sealed() -> None:
    keys = {item.key.split("/")[0] for item in decided()[2].figures}
    assert not keys & {"coordination_hours", "budgets", "lead_scores", "cases", "interventions"}


def test_an_assessment_of_another_dossier_is_refused() -> None:
    dossier, assessment, _seal = decided()
    with pytest.raises(ValueError, match="another dossier"):
        make_seal(
            dossier,
            {**assessment, "dossier_digest": "0" * 64},
            sealed_on=DAY,
            decided_by=DecidedBy.BOARD,
        )
