"""The one place where an action asks whether a setup can be opened; what it means is opaque here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pkgutil import resolve_name
from typing import Any

from django.conf import settings


def problems_of_setup(setup: Mapping[str, Any]) -> tuple[Any, ...]:
    """Everything that is wrong with a setup, as messages in plain JSON; empty when it can be opened.

    Actions do not know questionnaires: ``settings.WAVE_CHECK`` names the function that does.
    """
    check: Callable[[Mapping[str, Any]], tuple[Any, ...]] = resolve_name(settings.WAVE_CHECK)
    return tuple(check(setup))
