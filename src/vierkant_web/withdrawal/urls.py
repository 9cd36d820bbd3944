"""Addresses under ``/s/<slug>/belangen/uittreden/``."""

from __future__ import annotations

from django.urls import path

from vierkant_web.folders import Patterns
from vierkant_web.withdrawal import views

urlpatterns: Patterns = [
    path("uittreden/", views.everyone, name="withdrawal"),
    path("uittreden/grafiek/<slug:name>.<slug:kind>", views.chart, name="withdrawal_chart"),
    path("uittreden/<slug:partner>/", views.partner, name="withdrawal_partner"),
    path(
        "uittreden/<slug:partner>/grafiek/<slug:name>.<slug:kind>",
        views.partner_chart,
        name="withdrawal_partner_chart",
    ),
]
