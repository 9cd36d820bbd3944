"""Addresses of grip under ``/s/<slug>/sturing/``."""

from __future__ import annotations

from django.urls import path

from vierkant_web.folders import Patterns
from vierkant_web.grip import view_pages, views

urlpatterns: Patterns = [
    path("grip/", views.grip, name="grip"),
    path("zienswijze/", views.zienswijze, name="grip_zienswijze"),
    path("zienswijze/<slug:point>/<slug:partner>/", view_pages.view, name="grip_view"),
]
