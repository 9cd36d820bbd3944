"""What every page knows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from vierkant.terms import MENU


def site(request: HttpRequest) -> dict[str, Any]:
    """``menu`` (pairs of URL word and screen word) and ``example_mode``."""
    return {
        "menu": [(word, title) for word, (title, _folders) in MENU.items()],
        "example_mode": settings.EXAMPLE,
    }
