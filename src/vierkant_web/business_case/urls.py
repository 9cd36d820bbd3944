"""Addresses under ``/s/<slug>/cijfers/``."""

from __future__ import annotations

from django.urls import path

from vierkant_web.business_case import arrangements_page, budget_page, decision_page, depth_page, views
from vierkant_web.folders import Patterns

urlpatterns: Patterns = [
    path("", views.figures, name="business_case"),
    path("begroting/", budget_page.budget, name="business_case_budget"),
    path("besluit/", decision_page.decision, name="business_case_decision"),
    path("besluit/<int:number>.json", decision_page.seal_file, name="business_case_seal"),
    path("begroting/begroting.<slug:kind>", budget_page.budget_file, name="business_case_budget_file"),
    path("verdieping/", depth_page.depth, name="business_case_depth"),
    *arrangements_page.patterns,
    path("grafiek/<slug:name>.<slug:kind>", views.chart, name="business_case_chart"),
    path("taak/<slug:task>/", views.task, name="business_case_task"),
    path("deelnemer/<slug:partner>/", views.partner, name="business_case_partner"),
    path(
        "deelnemer/<slug:partner>/grafiek/<slug:name>.<slug:kind>",
        views.partner_chart,
        name="business_case_partner_chart",
    ),
]
