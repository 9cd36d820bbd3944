"""Addresses of who wants what, under ``/s/<slug>/belangen/``: the map, filling in alone, packages, agreements."""

from __future__ import annotations

from django.urls import path

from vierkant_web.folders import Patterns
from vierkant_web.positions import form_page, map_page, packages_page, pacts_page

urlpatterns: Patterns = [
    path("standpunten/", map_page.positions, name="positions"),
    path("standpunten/openen/", map_page.open_together, name="positions_open"),
    path("standpunten/nieuwe-ronde/", map_page.begin_round, name="positions_begin"),
    path("standpunten/begeleider/", map_page.guide, name="positions_guide"),
    path("standpunten/begeleider/bewaren/", map_page.tell, name="positions_tell"),
    path("standpunten/ronde-<int:number>.<slug:kind>", map_page.chart, name="positions_chart"),
    path("standpunten/invullen/<slug:partner>/", form_page.fill_in, name="positions_form"),
    path("pakketten/", packages_page.packages, name="positions_packages"),
    path("pakketten/grafiek.<slug:kind>", packages_page.chart, name="positions_packages_chart"),
    path("afspraken/", pacts_page.pacts, name="positions_pacts"),
    path("afspraken/nieuw/", pacts_page.new, name="positions_pact_new"),
    path("afspraken/rij/<slug:row>/", pacts_page.edit, name="positions_pact"),
]
