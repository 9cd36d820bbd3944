"""Addresses of the pages about hours, guidance and questions, under ``/s/<slug>/mensen/``."""

from __future__ import annotations

from django.urls import path

from vierkant_web.change import ledger_pages
from vierkant_web.folders import Patterns

urlpatterns: Patterns = [
    path("formatie-en-budget/", ledger_pages.ledger, name="change_ledger"),
    path(
        "formatie-en-budget/grafiek/<slug:name>.<slug:kind>", ledger_pages.chart, name="change_ledger_chart"
    ),
]
