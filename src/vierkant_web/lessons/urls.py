"""Addresses under ``/s/<slug>/lessen/``."""

from __future__ import annotations

from django.urls import path

from vierkant_web.folders import Patterns
from vierkant_web.lessons import own_pages, views

urlpatterns: Patterns = [
    path("", views.lessons, name="lessons"),
    path("eigen/", own_pages.own, name="lessons_own"),
    path("eigen/bekijken/", own_pages.preview, name="lessons_preview"),
    path("eigen/opslaan/", own_pages.save, name="lessons_save"),
    path("eigen/<slug:case>.<slug:kind>", own_pages.download, name="lessons_own_file"),
    path("eigen/<slug:case>/", own_pages.own_case, name="lessons_own_case"),
    path("<slug:case>/", views.case, name="lessons_case"),
]
