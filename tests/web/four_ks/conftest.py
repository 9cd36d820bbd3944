"""The example of three municipalities: three functions that one person does somewhere, one that nobody does alone."""

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
    """HLTsamen in plain tables."""
    return copy.deepcopy(to_plain_dossier(load(PROJECT / "examples" / "hltsamen.toml")))
