"""Addresses under ``/s/<slug>/mensen/``."""

from __future__ import annotations

from django.urls import path

from vierkant_web.change import views
from vierkant_web.folders import Patterns

urlpatterns: Patterns = [
    path("", views.people, name="change"),
    path("grafiek/<slug:name>.<slug:kind>", views.chart, name="change_chart"),
    path("groep/<slug:group>/", views.group, name="change_group"),
]
