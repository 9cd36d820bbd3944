"""The example of three municipalities with one group that is too small to show, and its assessment."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from tests.web.business_case.conftest import assess, fill

from vierkant.dossier import load, to_plain_dossier
from vierkant_web.environment import PROJECT

__all__ = ["assess", "dossier", "fill"]


@pytest.fixture
def dossier() -> dict[str, Any]:
    """HLTsamen in plain tables, with hours for one group and a group of five people (below seven)."""
    plain = copy.deepcopy(to_plain_dossier(load(PROJECT / "examples" / "hltsamen.toml")))
    plain["people"][0]["hours_reserved"] = {"value": 9000}
    plain["people"][0]["euros_reserved"] = {"value": 700000}
    small = {"id": "klein", "name": "Applicatiebeheer Lisse", "partner": "lisse", "size": 5}
    plain["people"].append(small | {"what_changes": "U werkt straks in Hillegom."})
    return plain
