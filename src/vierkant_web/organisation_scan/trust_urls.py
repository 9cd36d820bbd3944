"""Addresses of trust and readiness under ``/s/<slug>/organisaties/vertrouwen/``."""

from __future__ import annotations

from django.urls import path

from vierkant_web.folders import Patterns
from vierkant_web.organisation_scan import trust_page

patterns: Patterns = [
    path("vertrouwen/", trust_page.trust, name="organisation_scan_trust"),
    path("vertrouwen/openen/", trust_page.open_together, name="organisation_scan_trust_open"),
    path("vertrouwen/nieuwe-ronde/", trust_page.begin_round, name="organisation_scan_trust_begin"),
    path("vertrouwen/begeleider/", trust_page.guide, name="organisation_scan_trust_guide"),
    path("vertrouwen/begeleider/bewaren/", trust_page.tell, name="organisation_scan_trust_tell"),
    path("vertrouwen/ronde-<int:number>.<slug:kind>", trust_page.chart, name="organisation_scan_trust_chart"),
]
