"""The example of three municipalities, as it is and with its motives, expertise and indicators filled in."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.web.business_case.conftest import assess, fill
from tests.web.conftest import Cast

from vierkant.dossier import load, to_plain_dossier
from vierkant_web.environment import PROJECT
from vierkant_web.models import User

__all__ = ["assess", "dossier", "fill"]


@pytest.fixture
def dossier() -> dict[str, Any]:
    """HLTsamen in plain tables."""
    return copy.deepcopy(to_plain_dossier(load(PROJECT / "examples" / "hltsamen.toml")))


@pytest.fixture
def measured(dossier: dict[str, Any]) -> dict[str, Any]:
    """The same with motives that collide, three fields of expertise of which two point to a person, and indicators."""
    dossier["motives"] = [
        {"partner": "hillegom", "costs": 50, "vulnerability": 50, "commitment": "wants"},
        {"partner": "lisse", "costs": 70, "quality": 30, "commitment": "goes_along"},
        {"partner": "teylingen", "quality": 60, "client_focus": 30, "commitment": "wants"},
    ]
    dossier["expertise"] = [
        {
            "id": "breed", "name": "Omgevingsrecht", "needed": 2, "complex": True,
            "parts": {"hillegom": {"people": 2}, "lisse": {"people": 2}, "teylingen": {"people": 4}},
        },
        {
            "id": "smal", "name": "Geluidsadvies", "needed": 2, "complex": True, "minimum_hours": {"value": 500},
            "parts": {
                "hillegom": {"people": 1, "hours": {"value": 600}},
                "lisse": {"people": 0},
                "teylingen": {"people": 2, "hours": {"value": 600}},
            },
        },
        {
            "id": "leeg", "name": "Bodemkunde",
            "parts": {"hillegom": {"people": 1}, "lisse": {"people": 0}, "teylingen": {"people": 0}},
        },
    ]  # fmt: skip
    dossier["indicators"] = [
        {
            "id": "tijdig", "name": "Besluiten binnen de termijn", "unit": "procent", "owner": "Teamleider",
            "baseline": {"value": 84.5, "confidence": "measured"}, "target": {"value": 95},
            "measured_on": "2016-06-30", "target_on": "2020-01-01",
        },
        {"id": "bezwaar", "name": "Gegronde bezwaren", "higher_is_better": False},
        {"id": "cijfer", "name": "Cijfer van inwoners", "k": "client_focus", "baseline": {"value": 7}},
    ]  # fmt: skip
    return dossier


@pytest.fixture
def read(
    cast: Cast,
    sign_in: Callable[[User], Client],
    fill: Callable[..., None],
    assess: Callable[[User], None],
) -> Callable[..., str]:
    """A page under Waarom for the first member, with this dossier, in one line of text."""

    def make(plain: dict[str, Any], rest: str = "", language: str = "nl") -> str:
        fill(plain)
        assess(cast.anna)
        client = sign_in(cast.anna)
        client.cookies["django_language"] = language
        response = client.get(f"/s/{cast.cooperation.slug}/waarom/{rest}")
        assert response.status_code == 200
        return " ".join(response.content.decode().split())

    return make
