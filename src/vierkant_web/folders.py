"""Which folders of pages there are, found by their ``urls.py``; the menu and the addresses follow from it."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.urls import URLPattern, URLResolver

from vierkant.terms import MENU

Patterns = list[URLPattern | URLResolver]


def patterns(folder: str, name: str = "urlpatterns") -> Patterns:
    """What ``vierkant_web.<folder>.urls`` lists under this name; nothing when it does not exist."""
    package = f"vierkant_web.{folder}"
    if find_spec(package) is None or find_spec(f"{package}.urls") is None:
        return []
    found: Any = getattr(import_module(f"{package}.urls"), name, [])
    return list(found)


@cache
def menu_words() -> tuple[str, ...]:
    """The words of the menu that lead somewhere, in order."""
    return tuple(word for word, (_title, folders) in MENU.items() if any(map(patterns, folders)))
