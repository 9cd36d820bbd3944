"""Addresses under ``/s/<slug>/mensen/``."""

from __future__ import annotations

from django.urls import path

from vierkant_web.change import card_pages, crosswalk, group_page, impact, load_pages, views
from vierkant_web.folders import Patterns

urlpatterns: Patterns = [
    path("", views.people, name="change"),
    path("grafiek/<slug:name>.<slug:kind>", views.chart, name="change_chart"),
    path("impact/", impact.impact, name="change_impact"),
    path("impact/grafiek/<slug:name>.<slug:kind>", impact.chart, name="change_impact_chart"),
    path("van-oud-naar-nieuw/", crosswalk.crosswalk, name="change_crosswalk"),
    path("belasting/", load_pages.load, name="change_load"),
    path("belasting/grafiek.<slug:kind>", load_pages.chart, name="change_load_chart"),
    path("groep/<slug:group>/", group_page.group, name="change_group"),
    path("groep/<slug:group>/kaart/", card_pages.card, name="change_card"),
    path("groep/<slug:group>/score-leidinggevende/", card_pages.lead, name="change_lead"),
]
