"""Addresses under ``/s/<slug>/waarom/``."""

from __future__ import annotations

from django.urls import path

from vierkant_web.folders import Patterns
from vierkant_web.four_ks import (
    motives_page,
    quality_page,
    risk_page,
    service_page,
    views,
    vulnerability_page,
)

urlpatterns: Patterns = [
    path("", views.why, name="four_ks"),
    path("motieven/", motives_page.motives, name="four_ks_motives"),
    path("motieven/grafiek/<slug:name>.<slug:kind>", motives_page.chart, name="four_ks_motives_chart"),
    path("kwetsbaarheid/", vulnerability_page.vulnerability, name="four_ks_vulnerability"),
    path("grafiek/<slug:name>.<slug:kind>", vulnerability_page.chart, name="four_ks_chart"),
    path("functie/<slug:function>/", vulnerability_page.function, name="four_ks_function"),
    path("kwaliteit/", quality_page.quality, name="four_ks_quality"),
    path("kwaliteit/grafiek/<slug:name>.<slug:kind>", quality_page.chart, name="four_ks_quality_chart"),
    path("dienstverlening/", service_page.service, name="four_ks_service"),
    path(
        "dienstverlening/<slug:channel>/<slug:name>.<slug:kind>",
        service_page.chart,
        name="four_ks_service_chart",
    ),
    path("risicos/", risk_page.risks, name="four_ks_risks"),
    path("risicos/grafiek/<slug:name>.<slug:kind>", risk_page.chart, name="four_ks_risks_chart"),
]
