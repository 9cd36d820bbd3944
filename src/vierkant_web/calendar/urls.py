"""Addresses under ``/s/<slug>/sturing/``: the calendar, its dates, its feeds and the arrangements of a municipality.

Every subject lists its own ``patterns`` in its own module; here they only come together.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from vierkant_web.folders import Patterns


def _of(*subjects: str, name: str = "patterns") -> Patterns:
    """The patterns of the subjects that exist, in this order."""
    found: Patterns = []
    for subject in subjects:
        module = f"vierkant_web.calendar.{subject}"
        if find_spec(module) is not None:
            found.extend(getattr(import_module(module), name))
    return found


urlpatterns = _of("views", "dates_pages", "feed_pages", "arrangements")
site_urlpatterns = _of("feed_pages", name="site_patterns")
"""Addresses that belong to no page of a cooperation; `vierkant_web.urls` gives them their place."""
