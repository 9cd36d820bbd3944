"""Addresses of culture under ``/s/<slug>/organisaties/cultuur/``."""

from __future__ import annotations

from django.urls import path

from vierkant_web.folders import Patterns
from vierkant_web.organisation_scan import culture_page

patterns: Patterns = [
    path("cultuur/", culture_page.culture, name="organisation_scan_culture"),
    path("cultuur/meting-<int:number>/", culture_page.culture, name="organisation_scan_culture_wave"),
    path(
        "cultuur/meting-<int:number>/verschillen/",
        culture_page.take_over,
        name="organisation_scan_culture_take_over",
    ),
    path(
        "cultuur/meting-<int:number>/<slug:name>.<slug:kind>",
        culture_page.chart,
        name="organisation_scan_culture_chart",
    ),
]
