"""The answers of one group, as they were released; and all of them as a file for a spreadsheet."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from vierkant_web import assessed
from vierkant_web.models import Wave, WaveState
from vierkant_web.permissions import Visit
from vierkant_web.survey import inputs_cells
from vierkant_web.survey.places import address, member_place, shared, wave_of
from vierkant_web.templatetags.words import say

WIDTH = 900


def _released(request: HttpRequest, slug: str, number: int) -> tuple[Visit, Wave]:
    place = member_place(request, slug)
    wave = wave_of(place, number)
    if wave.state != WaveState.RELEASED:
        raise Http404
    return place, wave


@require_safe
def cell(request: HttpRequest, slug: str, number: int, group: int) -> HttpResponse:
    """Every question that may be shown for one group."""
    place, wave = _released(request, slug, number)
    found = inputs_cells.cell_at(wave, group)
    if found is None:
        raise Http404
    name = inputs_cells.name_of(wave, found)
    context = {
        **shared(place, wave, gettext("What may be shown")),
        "name": name,
        "respondents": found.value["respondents"],
        "parts": [
            {"title": part.title, "chart": _chart(place, number, group, at, inputs_cells.chart(found, part))}
            for at, part in enumerate(inputs_cells.parts(wave, found))
        ],
        "result_url": address(place, "survey_result", number=number),
        "change_url": f"/s/{place.cooperation.slug}/mensen/begeleiding/{place.query}",
    }
    return render(request, "survey/cell.html", context)


def _chart(place: Visit, number: int, group: int, at: int, made: Any) -> dict[str, Any]:
    words = {"number": number, "group": group, "part": at}
    return {
        "id": f"chart-{at}",
        "src": address(place, "survey_cell_chart", **words, kind="svg"),
        "spec": address(place, "survey_cell_chart", **words, kind="json"),
        "alt": made.spec["title"]["text"],
        "caption": " ".join(say(message) for message in made.summary),
        "source": say(made.source),
        "columns": [{"title": say(title)} for title in made.header],
        "rows": made.rows,
        "width": WIDTH,
    }


@require_safe
def chart(request: HttpRequest, slug: str, number: int, group: int, part: int, kind: str) -> HttpResponse:
    """One chart, as a picture or as its specification."""
    _place, wave = _released(request, slug, number)
    found = inputs_cells.cell_at(wave, group)
    parts = inputs_cells.parts(wave, found) if found is not None else []
    if found is None or part >= len(parts) or kind not in ("svg", "json"):
        raise Http404
    return assessed.picture_of(inputs_cells.chart(found, parts[part]).spec, kind)


@require_safe
def file(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """All released groups, one line per group and question."""
    _place, wave = _released(request, slug, number)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(
        [gettext("Group"), gettext("About"), gettext("Question"), gettext("Answer"), gettext("People, about"),
         gettext("Out of")]
    )  # fmt: skip
    for found in inputs_cells.cells(wave).values():
        name = inputs_cells.name_of(wave, found)
        for part in inputs_cells.parts(wave, found):
            made = inputs_cells.chart(found, part)
            classes = [say(title) for title in made.header[1:-2]]
            for row in made.rows:
                for word, count in zip(classes, row[1:-2], strict=True):
                    writer.writerow([name, part.title, row[0], word, count, row[-2]])
    answer = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="meting-{number}.csv"'
    return answer
