"""Addresses of organisations side by side under ``/s/<slug>/organisaties/``."""

from __future__ import annotations

from django.urls import path

from vierkant_web.folders import Patterns
from vierkant_web.organisation_scan import trust_urls, views

urlpatterns: Patterns = [
    path("", views.start, name="organisation_scan"),
    *trust_urls.patterns,
]
