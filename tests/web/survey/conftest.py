"""Everybody who has a role in a wave."""

from __future__ import annotations

import pytest
from tests.web.conftest import Cast
from tests.web.survey.waves import Crew, make_crew


@pytest.fixture
def crew(cast: Cast) -> Crew:
    """The cast with the roles of a wave."""
    return make_crew(cast)
