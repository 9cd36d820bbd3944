"""Addresses under ``/s/<slug>/belangen/stemmen/``."""

from __future__ import annotations

from django.urls import path

from vierkant_web.folders import Patterns
from vierkant_web.voting_power import designer_page, views

urlpatterns: Patterns = [
    path("stemmen/", views.decides, name="voting_power"),
    path("stemmen/grafiek/<slug:name>.<slug:kind>", views.chart, name="voting_power_chart"),
    path("stemmen/ontwerp/", designer_page.design, name="voting_power_designer"),
    path("stemmen/ontwerp/gebruiken/", designer_page.use, name="voting_power_use"),
]
