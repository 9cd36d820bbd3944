"""Addresses under ``/s/<slug>/mensen/``."""

from __future__ import annotations

from django.urls import path

from vierkant_web.change import (
    card_pages,
    crosswalk,
    group_page,
    help_pages,
    impact,
    load_pages,
    plan_urls,
    release,
    views,
)
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
    *plan_urls.urlpatterns,
    path("vrijgeven/", release.overview, name="change_release"),
    path("vrijgeven/algemeen/", release.group, name="change_release_general"),
    path("vrijgeven/algemeen/voorbeeld/", release.preview, name="change_release_general_preview"),
    path("vrijgeven/algemeen/brief/", release.letter, name="change_release_general_letter"),
    path("vrijgeven/groep/<slug:group>/", release.group, name="change_release_group"),
    path("vrijgeven/groep/<slug:group>/voorbeeld/", release.preview, name="change_release_group_preview"),
    path("vrijgeven/groep/<slug:group>/brief/", release.letter, name="change_release_group_letter"),
    path("hulp/", help_pages.inbox, name="change_help"),
    path("hulp/<int:number>/afgehandeld/", help_pages.handle, name="change_help_handle"),
    path("hulp/<int:number>/wissen/", help_pages.delete, name="change_help_delete"),
]
