"""Addresses under ``/mijn-stap/``. They belong to no cooperation; `vierkant_web.urls` lists them."""

from __future__ import annotations

from django.urls import path

from vierkant_web.folders import Patterns
from vierkant_web.my_step import help_page, pages

site_urlpatterns: Patterns = [
    path("", pages.enter, {"language": "nl"}, name="my_step"),
    path("en/", pages.enter, {"language": "en"}, name="my_step_en"),
    path("<str:code>/", pages.page, {"language": "nl"}, name="my_step_page"),
    path("<str:code>/en/", pages.page, {"language": "en"}, name="my_step_page_en"),
    path("<str:code>/print/", pages.on_paper, {"language": "nl"}, name="my_step_print"),
    path("<str:code>/en/print/", pages.on_paper, {"language": "en"}, name="my_step_print_en"),
    path("<str:code>/hulp/", help_page.ask, {"language": "nl"}, name="my_step_help"),
    path("<str:code>/en/hulp/", help_page.ask, {"language": "en"}, name="my_step_help_en"),
    path("<str:code>/offline.js", pages.offline, name="my_step_offline"),
]
"""The words after the code are the same for every phase: no address tells where somebody is."""
