"""The JSON Schema accepts what the reader accepts, and refuses what the reader refuses for its form."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from vierkant.dossier import DossierError, from_plain
from vierkant.dossier.crosschecks import known_parameters
from vierkant.dossier.schema import json_schema
from vierkant.dossier.sections import SECTIONS
from vierkant.dossier.syntax import plain_values

from .schema_validator import errors
from .strategies import plain_dossiers

SCHEMA = json_schema()
FILES = [
    *sorted((Path(__file__).parents[3] / "examples").glob("*.toml")),
    *sorted((Path(__file__).parent / "versions").glob("version_1.toml")),
]


def wrong(plain: dict[str, Any]) -> list[str]:
    return errors(SCHEMA, plain, SCHEMA)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_examples_are_valid(path: Path) -> None:
    assert wrong(plain_values(tomllib.loads(path.read_text(encoding="utf-8")))) == []


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(plain_dossiers())
def test_what_the_reader_accepts_is_valid(plain: dict[str, Any]) -> None:
    from_plain(plain)
    assert wrong(plain) == []


@pytest.mark.parametrize(
    "plain",
    [
        {"taken": []},
        {"schema_version": 2},
        {"cooperation": {}},
        {"cooperation": {"name": ""}},
        {"cooperation": {"name": "x", "kind": "other"}},
        {"cooperation": {"name": "x", "next_decision_on": "24-11-2026"}},
        {"cooperation": {"name": "x", "start_year": 27}},
        {"cooperation": {"name": "x", "start_year": "2027"}},
        {"partners": {"id": "a"}},
        {"partners": [{"id": "A", "name": "A"}]},
        {"partners": [{"id": "a", "name": "A", "residents": -1}]},
        {"partners": [{"id": "a", "name": "A", "residents": True}]},
        {"partners": [{"id": "a", "name": "A", "residents": {"low": 1}}]},
        {"partners": [{"id": "a", "name": "A", "residents": {"value": 1, "lo": 1}}]},
        {"partners": [{"id": "a", "name": "A", "residents": {"value": "1,8"}}]},
        {"partners": [{"id": "a", "name": "A", "residents": 1e16}]},
        {"tasks": [{"id": "t", "name": "T", "planned_saving": 12}]},
        {"tasks": [{"id": "t", "name": "T", "taakveld": 0.61}]},
        {"people": [{"id": "g", "name": "G"}]},
        {"people": [{"id": "g", "name": "G", "size": 0}]},
        {"agreements": {"votes": {"a": 1.5}}},
        {"agreements": {"cost_key": {"A b": 1}}},
        {"form_answers": {"bodies": ["council", "queen"]}},
        {"form_answers": {"weight_exit": 6}},
        {"boards": [{"id": "b", "name": "B", "meetings": ["15-4-2027"]}]},
        {"boards": [{"id": "b", "name": "B", "meetings": "2027-04-15"}]},
        {"councils": [{"id": "c", "recess": ["zomer"]}]},
        {"councils": [{"id": "c", "recess": [{"first": "2027-07-10"}]}]},
        {"councils": [{"id": "c", "meetings": ["2027-01-05"] * 401}]},
        {"planning": {"year": 1999}},
        {"clauses": [{"id": "weather"}]},
        {"roles": [{"id": "r", "role": "boss", "holder": "x"}]},
        {"council_views": [{"id": "v", "stance": "agrees"}]},
        {"sources": {"CBS": {"title": "x"}}},
        {"sources": {"cbs": {"title": "x", "url": "cbs.nl"}}},
        {"assumptions": {"business_case.no_such_thing": 1}},
        {"default_source": {"taken": "cbs"}},
    ],
)
def test_both_refuse(plain: dict[str, Any]) -> None:
    assert wrong(plain)
    with pytest.raises(DossierError):
        from_plain(plain)


def test_shorthand_of_files_is_valid() -> None:
    name = next(iter(known_parameters()))
    room, _, rest = name.partition(".")
    value = known_parameters()[name].value
    tables: dict[str, Any] = {rest.split(".")[-1]: value}
    for part in reversed(rest.split(".")[:-1]):
        tables = {part: tables}
    sources = {"s": {"title": "S"}}
    for assumptions in ({name: value}, {room: tables}):
        plain = {"assumptions": assumptions, "default_source": {"assumptions": "s"}, "sources": sources}
        assert wrong(plain) == []
        assert from_plain(plain).assumptions[name].value == value


def test_schema_is_json_with_words_for_people() -> None:
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert set(SECTIONS) < set(SCHEMA["properties"])
    assert SCHEMA["$defs"]["Agreements"]["properties"]["quota"]["title"] == "votes needed"
    assert (
        SCHEMA["$defs"]["Agreements"]["properties"]["quota"]["description"]
        == "Votes needed to decide; None means more than half."
    )
    assert json_schema("nl")["$defs"]["Partner"]["properties"]["residents"]["title"] == "inwoners"
    assert json_schema("nl")["properties"]["people"]["title"] == "medewerkers"


def test_every_field_has_a_title_in_words() -> None:
    names = {
        name
        for definition in SCHEMA["$defs"].values()
        for name, field in definition.get("properties", {}).items()
        if field["title"] == name and "_" in name
    }
    assert names == set()
