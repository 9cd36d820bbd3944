"""The readable cases of `cases.toml` come out as written."""

import tomllib
from pathlib import Path

import pytest

from vierkant.change import assess_people
from vierkant.change.inputs import Change, Group

CASES = tomllib.loads(Path(__file__).with_name("cases.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case(case):
    given = {name: case[name] for name in ("size", "hours_reserved", "euros_reserved") if name in case}
    group = Group.model_validate({"id": "groep", "name": "Groep", **given})
    assert assess_people(Change(groups=(group,)), {}, partners={}).groups[0].level.value == case["level"]
