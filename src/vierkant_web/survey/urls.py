"""Addresses under ``/s/<slug>/organisaties/metingen/``."""

from __future__ import annotations

from django.urls import path

from vierkant_web.folders import Patterns
from vierkant_web.survey import (
    cells,
    codes,
    group_step,
    papers,
    question_step,
    results,
    signing,
    steps,
    views,
)

_WAVE = "metingen/<int:number>/"

urlpatterns: Patterns = [
    path("metingen/", views.overview, name="survey"),
    path("metingen/nieuw/", views.new, name="survey_new"),
    path(_WAVE, views.wave, name="survey_wave"),
    path(f"{_WAVE}stand.json", views.state, name="survey_state"),
    path(f"{_WAVE}stap/<slug:step>/", steps.step, name="survey_step"),
    path(f"{_WAVE}vragen/", question_step.questions, name="survey_questions"),
    path(f"{_WAVE}groepen/", group_step.groups, name="survey_groups"),
    path(f"{_WAVE}voorwaarden/", signing.conditions, name="survey_sign"),
    path(f"{_WAVE}dossier.<slug:form>", papers.file, name="survey_file"),
    path(f"{_WAVE}codes/", codes.codes, name="survey_codes"),
    path(f"{_WAVE}codes/post/", codes.mail, name="survey_mail"),
    path(f"{_WAVE}uitkomst/", results.result, name="survey_result"),
    path(f"{_WAVE}uitkomst/uitkomsten.<slug:form>", cells.file, name="survey_cells_file"),
    path(f"{_WAVE}uitkomst/grafiek.<slug:kind>/<path:cell>/", cells.chart, name="survey_cell_chart"),
    path(f"{_WAVE}uitkomst/<path:cell>/", cells.cell, name="survey_cell"),
    path(f"{_WAVE}open-antwoorden/", results.open_answers, name="survey_open_answers"),
    path(
        f"{_WAVE}open-antwoorden/<slug:organisation>/", results.open_answers_of, name="survey_open_answers_of"
    ),
    path(f"{_WAVE}gedaan/", views.follow_up, name="survey_follow_up"),
]
