"""Three partners, each with an editor, and a guide of no partner; nothing is filled in about positions yet."""

from __future__ import annotations

import copy
import logging
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import transaction
from pytest_django import DjangoDbBlocker
from tests.web.conftest import Cast, make_cast

from .together import people


@pytest.fixture(scope="module")
def built_once(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Cast]:
    """The cast, in a transaction around the tests of a module; each of them works in a savepoint inside it."""
    around = transaction.atomic()
    around._from_testcase = True  # as Django's own tests do, so that a durable block inside is allowed
    with django_db_blocker.unblock():
        around.__enter__()
        cast = make_cast()
        people(cast)
    yield cast
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


@pytest.fixture
def group(built_once: Cast, db: None, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """See above; a test that changes somebody changes its own."""
    monkeypatch.setattr(logging.getLogger("django.request"), "disabled", True)
    cache.clear()
    return copy.deepcopy(built_once)
