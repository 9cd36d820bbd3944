"""Addresses of the pages about hours, guidance and questions, under ``/s/<slug>/mensen/``."""

from __future__ import annotations

from django.urls import path

from vierkant_web.change import guidance_pages, ledger_pages, questions_pages, staff_pages
from vierkant_web.folders import Patterns

urlpatterns: Patterns = [
    path("formatie-en-budget/", ledger_pages.ledger, name="change_ledger"),
    path(
        "formatie-en-budget/grafiek/<slug:name>.<slug:kind>", ledger_pages.chart, name="change_ledger_chart"
    ),
    path("begeleiding/", guidance_pages.guidance, name="change_guidance"),
    path("begeleiding/<slug:item>/", guidance_pages.item, name="change_guidance_item"),
    path("vragen/", questions_pages.questions, name="change_questions"),
    path("vragen/<slug:question>/", questions_pages.question, name="change_question"),
    path("medewerkers-uit-bestand/", staff_pages.staff_file, name="change_staff_file"),
]
