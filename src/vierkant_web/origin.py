"""Where a change comes from (a web address, a command, the worker), for the audit trail."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_origin: ContextVar[str] = ContextVar("origin", default="command")


def current_origin() -> str:
    """``web <address>``, ``worker`` or ``command``."""
    return _origin.get()


@contextmanager
def coming_from(name: str) -> Iterator[None]:
    """Everything inside comes from ``name``."""
    token = _origin.set(name)
    try:
        yield
    finally:
        _origin.reset(token)
