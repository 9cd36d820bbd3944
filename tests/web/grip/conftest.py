"""The example with roles, instruments and points of councils, in the hands of the fixed cast."""

from __future__ import annotations

import pytest
from tests.web.change import plan
from tests.web.conftest import Cast


@pytest.fixture
def filled(cast: Cast) -> Cast:
    """Everything is shared; Anna, Bram (Hillegom) and Daan (Teylingen) have their assessment."""
    plan.fill(cast, plan.example())
    for user in (cast.anna, cast.bram, cast.daan):
        plan.assess(cast, user)
    return cast
