"""What all tests need: the words compiled, and a database that may be emptied after a test with transactions."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from vierkant_web.catalogue import compile_words


def pytest_configure() -> None:
    compile_words()


@pytest.fixture(autouse=True)
def _may_be_emptied(request: pytest.FixtureRequest) -> Iterator[None]:
    """The database refuses to delete revisions; a test with transactions ends by deleting all rows.

    The guards come back by themselves: Django sends ``post_migrate`` after it emptied the database.
    """
    marker = request.node.get_closest_marker("django_db")
    with_transactions = bool(marker and marker.kwargs.get("transaction")) or bool(
        {"transactional_db", "live_server"} & set(request.fixturenames)
    )
    if not with_transactions:
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    from django.db import connection

    from vierkant_web.models.append_only import remove_triggers

    remove_triggers(connection)
