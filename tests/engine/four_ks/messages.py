"""Finds every message in a result as JSON values, so that a test can read them all."""

from __future__ import annotations


def messages(value: object) -> list[dict[str, object]]:
    """The messages in a plain result, those inside other messages too."""
    if isinstance(value, dict):
        own = [value] if set(value) == {"id", "arguments"} else []
        return own + [found for item in value.values() for found in messages(item)]
    if isinstance(value, list):
        return [found for item in value for found in messages(item)]
    return []
