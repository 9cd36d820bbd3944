"""Addresses under ``/s/<slug>/sturing/``: the calendar, its dates, its feeds and the arrangements of a municipality.

Every subject lists its own ``patterns`` in its own module; here they only come together.
"""

from __future__ import annotations

from vierkant_web.calendar import arrangements, dates_pages, feed_pages, views
from vierkant_web.folders import Patterns

urlpatterns: Patterns = [
    *views.patterns,
    *dates_pages.patterns,
    *feed_pages.patterns,
    *arrangements.patterns,
]
site_urlpatterns: Patterns = feed_pages.site_patterns
"""Addresses that belong to no page of a cooperation; `vierkant_web.urls` gives them their place."""
