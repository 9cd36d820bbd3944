"""Keys that say nothing about the order in which rows were written."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

_BITS = 63

if TYPE_CHECKING:
    _Key = models.BigIntegerField[int, int]
else:
    _Key = models.BigIntegerField


def new_random_key() -> int:
    """A key out of 2**63, from the system's source of chance."""
    return secrets.randbits(_BITS)


class RandomKey(_Key):
    """A primary key drawn by chance.

    A key that counts tells who came before whom. In SQLite the hidden number of a row does as well, unless the key *is*
    that number: only a column of the type ``integer`` is, so that is the type it gets there.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(
            *args, **{**kwargs, "primary_key": True, "default": new_random_key, "editable": False}
        )

    def db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        """``integer`` in SQLite (64 bits there), ``bigint`` elsewhere."""
        return "integer" if connection.vendor == "sqlite" else super().db_type(connection)
