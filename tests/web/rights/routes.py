"""All addresses that the site answers to, read from Django itself, so that no test keeps a list of its own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from django.urls import URLPattern, URLResolver, get_resolver


def _walk(
    resolver: URLResolver, before: frozenset[str] = frozenset()
) -> Iterator[tuple[str, frozenset[str]]]:
    for item in resolver.url_patterns:
        needed = before | frozenset(item.pattern.regex.groupindex)
        if isinstance(item, URLPattern):
            yield item.name or f"unnamed: {item.pattern}", needed
        else:
            yield from _walk(item, needed)


@cache
def routes() -> dict[str, frozenset[str]]:
    """The name of every address, and what must be filled in in it."""
    found: dict[str, frozenset[str]] = {}
    for name, needed in _walk(get_resolver()):
        assert name not in found, f"two addresses are called {name}"
        found[name] = needed
    return found
