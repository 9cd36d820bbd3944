"""Addresses under ``/s/<slug>/vorm/``."""

from __future__ import annotations

from django.urls import path

from vierkant_web.folders import Patterns
from vierkant_web.legal_form import arrangement_pages, choice_pages, views

urlpatterns: Patterns = [
    path("", views.form, name="legal_form"),
    path("keuze/", choice_pages.choice, name="legal_form_choice"),
    path("gevolgen/", choice_pages.follows, name="legal_form_consequences"),
    path("tekst/", arrangement_pages.arrangement, name="legal_form_arrangement"),
]
