"""The scene, for all tests of rights."""

from __future__ import annotations

import copy
import logging
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import transaction
from django.template import Template
from django.test.utils import _TestState
from pytest_django import DjangoDbBlocker, Settings
from tests.web.conftest import make_cast
from tests.web.rights.scene import DRAWS, Scene, build


@pytest.fixture(scope="module")
def built_once(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Scene]:
    """The scene, in a transaction around the tests of a module; each of them works in a savepoint inside it."""
    around = transaction.atomic()
    around._from_testcase = True  # as Django's own tests do, so that a durable block inside is allowed
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        patch.setattr("django.conf.settings.ASSESSMENT_DRAWS", DRAWS)
        around.__enter__()
        scene = build(make_cast())
    yield scene
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


@pytest.fixture(scope="module", autouse=True)
def _pages_as_on_a_site(django_test_environment: None) -> Iterator[None]:
    """Templates render as they do for users: the runner copies every context for tests that look into it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "_render", _TestState.saved_data.template_render)
        yield


@pytest.fixture
def scene(built_once: Scene, db: None, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Scene:
    """A filled-in cooperation with something closed in it."""
    # A line for each refusal would hide the few lines that say what is wrong.
    monkeypatch.setattr(logging.getLogger("django.request"), "disabled", True)
    settings.ASSESSMENT_DRAWS = DRAWS
    settings.RUN_WAITING_PER_USER = 100
    cache.clear()
    return copy.deepcopy(built_once)  # a test that changes somebody changes its own
