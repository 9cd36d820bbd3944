"""Addresses under ``/s/<slug>/vorm/``."""

from __future__ import annotations

from django.urls import path

from vierkant_web.folders import Patterns
from vierkant_web.legal_form import views

urlpatterns: Patterns = [path("", views.form, name="legal_form")]
