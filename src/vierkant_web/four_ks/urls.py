"""Addresses under ``/s/<slug>/waarom/``."""

from __future__ import annotations

from django.urls import path

from vierkant_web.folders import Patterns
from vierkant_web.four_ks import views

urlpatterns: Patterns = [
    path("", views.why, name="four_ks"),
    path("grafiek/<slug:name>.<slug:kind>", views.chart, name="four_ks_chart"),
    path("functie/<slug:function>/", views.function, name="four_ks_function"),
]
