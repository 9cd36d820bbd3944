"""Addresses under ``/s/<slug>/documenten/``."""

from __future__ import annotations

from django.urls import path

from vierkant_web.documents import papers, views
from vierkant_web.folders import Patterns

urlpatterns: Patterns = [
    path("", views.documents, name="documents"),
    path("stand.json", views.state, name="documents_state"),
    path("rapport/<slug:reader>/opnieuw/", views.again, name="documents_again"),
    path("rapport/<slug:reader>.pdf", views.report, name="documents_report"),
    path("<slug:word>.<slug:form>", papers.paper, name="documents_paper"),
]
