"""The numbers that were released: one cell on a page, its chart, and all of them as a file. For members alone."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from vierkant_web.assessed import picture_of
from vierkant_web.models import Wave, WaveState
from vierkant_web.permissions import Visit
from vierkant_web.survey import inputs_cells
from vierkant_web.survey.places import address, member_place, shared, wave_of

FORMS = {
    "csv": ("text/csv; charset=utf-8", inputs_cells.as_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", inputs_cells.as_workbook),
}


def released_wave(request: HttpRequest, slug: str, number: int) -> tuple[Visit, Wave]:
    """The visit of a member to a wave that was released.

    Raises:
        Http404: no member, or no such wave, or it was not released.
    """
    place = member_place(request, slug)
    wave = wave_of(place, number)
    if wave.state != WaveState.RELEASED:
        raise Http404
    return place, wave


def _cell(wave: Wave, cell: str) -> dict[str, Any]:
    found = inputs_cells.cells(wave).get(cell.replace("/", ":", 1))
    if found is None:
        raise Http404
    return found


def links(place: Visit, wave: Wave, keys: Any) -> dict[str, str]:
    """Key of a cell → the address of its page."""
    return {
        key: address(place, "survey_cell", number=wave.number, cell=key.replace(":", "/", 1)) for key in keys
    }


@require_safe
def cell(request: HttpRequest, slug: str, number: int, cell: str) -> HttpResponse:
    """One cell, people first."""
    place, wave = released_wave(request, slug, number)
    found = _cell(wave, cell)
    made = found["chart"]
    pictures = {
        kind: address(place, "survey_cell_chart", number=number, kind=kind, cell=cell)
        for kind in ("svg", "json")
    }
    context = {
        **shared(place, wave, gettext("Answers: %(name)s") % {"name": found["name"]}),
        "cell": found,
        "chart": {
            "id": "chart-cell",
            "src": pictures["svg"],
            "spec": pictures["json"],
            "columns": [{"title": title} for title in made["columns"]],
            **{name: made[name] for name in ("alt", "caption", "source", "rows")},
        },
        "result_url": address(place, "survey_result", number=number),
        "people_url": address(place, "change"),
    }
    return render(request, "survey/cell.html", context)


@require_safe
def chart(request: HttpRequest, slug: str, number: int, kind: str, cell: str) -> HttpResponse:
    """The bars of a cell, as a picture or as their specification."""
    if kind not in ("svg", "json"):
        raise Http404
    _place, wave = released_wave(request, slug, number)
    return picture_of(_cell(wave, cell)["chart"]["spec"], kind)


@require_safe
def file(request: HttpRequest, slug: str, number: int, form: str) -> HttpResponse:
    """Every released cell in one file."""
    if form not in FORMS:
        raise Http404
    place, wave = released_wave(request, slug, number)
    content_type, made = FORMS[form]
    found = inputs_cells.cells(wave)
    if not found:
        raise Http404
    name = f"{place.cooperation.slug}-meting-{number}-uitkomsten.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(made(found), content_type=content_type, headers=headers)
