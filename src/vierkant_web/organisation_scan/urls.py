"""Addresses of organisations side by side under ``/s/<slug>/organisaties/``."""

from __future__ import annotations

from django.urls import path

from vierkant_web.folders import Patterns
from vierkant_web.organisation_scan import (
    culture_urls,
    difference_pages,
    differences_page,
    file_pages,
    processes_page,
    structure_page,
    summary_page,
    trust_urls,
    views,
)

urlpatterns: Patterns = [
    path("", views.start, name="organisation_scan"),
    path("grafiek/<slug:name>.<slug:kind>", views.chart, name="organisation_scan_chart"),
    path("structuur/", structure_page.structure, name="organisation_scan_structure"),
    path("processen/", processes_page.processes, name="organisation_scan_processes"),
    path("processen/inlezen/", file_pages.file, name="organisation_scan_file"),
    path("processen/inlezen/bewaren/", file_pages.save, name="organisation_scan_file_save"),
    path("verschillen/", differences_page.differences, name="organisation_scan_differences"),
    path("verschillen/toevoegen/", differences_page.add, name="organisation_scan_difference_add"),
    path("verschillen/nieuw/", difference_pages.new, name="organisation_scan_difference_new"),
    path("verschillen/rij/<slug:row>/", difference_pages.edit, name="organisation_scan_difference"),
    path("samenvatting/", summary_page.summary, name="organisation_scan_summary"),
    path("samenvatting/pdf/", summary_page.pdf, name="organisation_scan_summary_pdf"),
    *culture_urls.patterns,
    *trust_urls.patterns,
]
