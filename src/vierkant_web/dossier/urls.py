"""Addresses under ``/s/<slug>/overzicht/`` and, for the list of cooperations, under ``/``.

Every subject lists its own ``patterns`` in its own module; here they only come together.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from vierkant_web.dossier.exchange import site_patterns
from vierkant_web.folders import Patterns


def _of(*subjects: str) -> Patterns:
    """The patterns of the subjects that exist, in this order."""
    found: Patterns = []
    for subject in subjects:
        name = f"vierkant_web.dossier.{subject}"
        if find_spec(name) is not None:
            found.extend(import_module(name).patterns)
    return found


site_urlpatterns = [*_of("cooperations"), *site_patterns]
urlpatterns = _of("overview", "fill_in", "history", "variants", "exchange", "members")
