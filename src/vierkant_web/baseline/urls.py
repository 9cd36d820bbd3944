"""Addresses under ``/s/<slug>/cijfers/``: the baseline and the municipalities."""

from __future__ import annotations

from vierkant_web.baseline import baseline_page, municipalities_page
from vierkant_web.folders import Patterns

urlpatterns: Patterns = [*baseline_page.patterns, *municipalities_page.patterns]
