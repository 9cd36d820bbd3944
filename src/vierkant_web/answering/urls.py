"""Addresses under ``/vragenlijst/``. They belong to no cooperation and hold no code; `vierkant_web.urls` lists them."""

from __future__ import annotations

from django.urls import path

from vierkant_web.answering import pages
from vierkant_web.folders import Patterns

site_urlpatterns: Patterns = [
    path("", pages.questionnaire, {"language": "nl"}, name="answering"),
    path("en/", pages.questionnaire, {"language": "en"}, name="answering_en"),
]
