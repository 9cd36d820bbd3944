"""A dossier is the same after writing and reading, in both formats, in parts, and in its digest."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from vierkant.dossier import (
    Dossier,
    digest,
    dumps,
    from_plain,
    load,
    loads,
    merge,
    split,
    to_plain_dossier,
)
from vierkant.dossier.parts import ROW_SECTIONS
from vierkant.dossier.syntax import plain_values

from .strategies import dossiers, plain_dossiers

EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*.toml"))
ENOUGH = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@ENOUGH
@given(dossiers())
def test_written_and_read_is_the_same(dossier: Dossier) -> None:
    as_toml, as_json = dumps(dossier, "toml"), dumps(dossier, "json")
    assert loads(as_toml) == dossier
    assert loads(as_json, name="d.json") == dossier
    assert from_plain(to_plain_dossier(dossier)) == dossier
    assert plain_values(tomllib.loads(as_toml)) == json.loads(as_json) == to_plain_dossier(dossier)


@ENOUGH
@given(dossiers(), dossiers())
def test_digest_is_equal_iff_the_dossiers_are(one: Dossier, other: Dossier) -> None:
    assert (digest(one) == digest(other)) == (one == other)
    assert digest(loads(dumps(one, "toml"))) == digest(one)


@ENOUGH
@given(plain_dossiers())
def test_order_of_keys_does_not_change_the_digest(plain: dict[str, Any]) -> None:
    turned = dict(reversed(plain.items()))
    assert digest(from_plain(turned)) == digest(from_plain(plain))


def test_equal_numbers_have_an_equal_digest() -> None:
    def with_residents(value: float) -> Dossier:
        return from_plain({"partners": [{"id": "a", "name": "A", "residents": value}]})

    assert digest(with_residents(-0.0)) == digest(with_residents(0)) == digest(with_residents(0.0))
    assert digest(with_residents(0)) != digest(with_residents(5e-324))


def test_digest_is_the_same_in_every_process() -> None:
    """The order of a set differs from run to run; the digest must not."""
    program = (
        "from vierkant.dossier import digest, from_plain;"
        "print(digest(from_plain({'form_answers': {'bodies': ['mayor', 'council', 'municipal_executive']}})))"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("1", "2", "3", "4")
    }
    assert len(found) == 1


def _shared_first(rows: list[Any], partners: list[str]) -> list[Any]:
    """The rows of nobody in particular, then those of each partner in the order in which they come up."""
    order = ["", *dict.fromkeys(name for name in partners if name)]
    return [row for wanted in order for row, name in zip(rows, partners, strict=True) if name == wanted]


@ENOUGH
@given(dossiers())
def test_merging_the_parts_gives_the_whole(dossier: Dossier) -> None:
    plain = to_plain_dossier(dossier)
    merged = merge(split(plain))
    employer = {group["id"]: group.get("partner", "") for group in plain.get("people", ())}
    for section, key in (("people", "id"), ("lead_scores", "id"), ("crosswalk", "group")):
        if section in plain:
            plain[section] = _shared_first(plain[section], [employer[row[key]] for row in plain[section]])
    for section in (name for name in ROW_SECTIONS if name != "people"):
        if section in plain:
            owners = [row.get("partner", "") for row in plain[section]]
            plain[section] = _shared_first(plain[section], owners)
    assert merged == plain
    assert from_plain(merged) == from_plain(plain)


@ENOUGH
@given(dossiers())
def test_a_part_of_a_partner_holds_nothing_of_another(dossier: Dossier) -> None:
    plain = to_plain_dossier(dossier)
    for (section, partner), content in split(plain).items():
        if section in ROW_SECTIONS:
            expected = [
                {key: value for key, value in row.items() if key != "partner"}
                for row in plain[section]
                if row.get("partner", "") == partner
            ]
            assert content == expected
        elif section in ("lead_scores", "crosswalk"):
            employer = {group["id"]: group.get("partner", "") for group in plain["people"]}
            key = "id" if section == "lead_scores" else "group"
            assert content == [row for row in plain[section] if employer[row[key]] == partner]
        elif partner:
            inner = "qualified" if section == "functions" else "parts"
            rows = [row for row in plain[section] if partner in row.get(inner, {})]
            assert content == {row["id"]: row[inner][partner] for row in rows}
        elif section in ("tasks", "functions", "expertise", "channels", "processes", "products"):
            assert not any({"parts", "qualified"} & set(row) for row in content)


def test_merge_leaves_out_what_refers_to_a_removed_row_or_partner() -> None:
    parts = {
        ("partners", ""): [{"id": "a", "name": "A"}],
        ("tasks", ""): [{"id": "t", "name": "T"}],
        ("tasks", "a"): {"t": {"own_fte": {"value": 1.0}}, "gone": {"own_fte": {"value": 2.0}}},
        ("tasks", "left"): {"t": {"own_fte": {"value": 3.0}}},
        ("people", "left"): [{"id": "g", "name": "G", "size": 3}],
        ("people", ""): [{"id": "all", "name": "All", "size": 9}],
    }
    merged = merge(parts)
    assert merged["tasks"] == [{"id": "t", "name": "T", "parts": {"a": {"own_fte": {"value": 1.0}}}}]
    assert merged["people"] == [{"id": "all", "name": "All", "size": 9}]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_examples_load_and_convert(path: Path) -> None:
    dossier = load(path)
    assert dossier.cooperation is not None
    assert loads(dumps(dossier, "json"), name="d.json") == loads(dumps(dossier, "toml")) == dossier


def test_there_are_four_examples() -> None:
    assert [path.stem for path in EXAMPLES] == ["hltsamen", "intern", "minimal", "vergunningen"]


def test_what_is_read_of_an_example_is_what_it_says() -> None:
    dossier = load(next(path for path in EXAMPLES if path.stem == "hltsamen"))
    # CBS 70072ned, 1 January 2017.
    assert [partner.residents.value for partner in dossier.partners if partner.residents] == [
        21316,
        22717,
        36093,
    ]
    task = dossier.tasks[0]
    assert task.cost_per_fte is not None
    assert (task.cost_per_fte.low, task.cost_per_fte.value, task.cost_per_fte.high) == (77400, 85100, 94600)


def test_default_source_is_filled_in_and_not_written_back() -> None:
    text = """
        default_source = { tasks = "c", agreements = "c", assumptions = "c" }
        partners = [{ id = "value", name = "A" }, { id = "b", name = "B" }]
        agreements.cost_key = { value = 0.5, b = { value = 0.5, source = "d" } }
        agreements.votes = { value = 2 }
        sources = { c = { title = "C" }, d = { title = "D" } }
        [[tasks]]
        id = "t"
        name = "T"
        parts.value.own_fte = { value = 1, confidence = "published" }
        parts.b.own_fte = 2
    """
    dossier = loads(text)
    assert dossier.agreements is not None
    own = dossier.tasks[0].parts["value"].own_fte
    bare = dossier.tasks[0].parts["b"].own_fte
    assert own is not None
    assert own.source == "c"
    assert bare is not None
    assert bare.source is None, "a bare number stays an assumption without source"
    assert dossier.agreements.cost_key["b"].source == "d"
    assert "default_source" not in dumps(dossier, "toml")


def test_writing_in_another_format_is_refused() -> None:
    with pytest.raises(ValueError, match="toml or json"):
        dumps(Dossier(), "yaml")  # type: ignore[arg-type]
