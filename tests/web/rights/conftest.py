"""The scene, for all tests of rights."""

from __future__ import annotations

import logging

import pytest
from django.core.cache import cache
from pytest_django import Settings
from tests.web.conftest import Cast
from tests.web.rights.scene import DRAWS, Scene, build


@pytest.fixture
def scene(cast: Cast, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Scene:
    """A filled-in cooperation with something closed in it."""
    # A line for each refusal would hide the few lines that say what is wrong.
    monkeypatch.setattr(logging.getLogger("django.request"), "disabled", True)
    settings.ASSESSMENT_DRAWS = DRAWS
    settings.RUN_WAITING_PER_USER = 100
    cache.clear()
    return build(cast)
