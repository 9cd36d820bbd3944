"""Addresses under ``/s/<slug>/sturing/``: the calendar, its dates, its feeds and the arrangements of a municipality.

Every subject lists its own ``patterns`` in its own module; here they only come together.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from vierkant_web.folders import Patterns


def _of(*subjects: str) -> Patterns:
    """The patterns of the subjects that exist, in this order."""
    found: Patterns = []
    for subject in subjects:
        name = f"vierkant_web.calendar.{subject}"
        if find_spec(name) is not None:
            found.extend(import_module(name).patterns)
    return found


urlpatterns = _of("views", "dates_pages", "feed_pages", "arrangements")
