"""Addresses under ``/s/<slug>/belangen/`` about who pays."""

from __future__ import annotations

from django.urls import path

from vierkant_web.cost_sharing import designer_page, keys_page, partner_page, table_page
from vierkant_web.folders import Patterns

urlpatterns: Patterns = [
    path("", keys_page.keys, name="cost_sharing"),
    path("grafiek/<slug:name>.<slug:kind>", keys_page.chart, name="cost_sharing_chart"),
    path("voor-ons/", partner_page.choose, name="cost_sharing_partners"),
    path("voor-ons/<slug:partner>/", partner_page.partner, name="cost_sharing_partner"),
    path("sleutel/", designer_page.design, name="cost_sharing_designer"),
    path("sleutel/gebruiken/", designer_page.use, name="cost_sharing_use"),
    path("kosten-per-combinatie/", table_page.table, name="cost_sharing_table"),
    path("kosten-per-combinatie/tabel.csv", table_page.template, name="cost_sharing_template"),
]
