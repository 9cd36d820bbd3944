"""All arrangements of a municipality, with their days in one year: what a council clerk has to follow."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from vierkant_web import assessed, sturing
from vierkant_web.calendar import inputs_arrangements as inputs
from vierkant_web.calendar.words_arrangements import ACQUISITIONS, ORGANS
from vierkant_web.folders import Patterns
from vierkant_web.jobs.current import visible_plain
from vierkant_web.permissions import Permission, Visit, visit

START, PAGE = "calendar_arrangements_start", "calendar_arrangements"
LONGEST_NAME = 80


@require_safe
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """The municipalities of the cooperation, and a field to look for another one."""
    place = visit(request, slug)
    typed = request.GET.get("gemeente", "")[:LONGEST_NAME].strip()
    wanted = inputs.place_of(typed) if typed else None
    if wanted is not None and wanted.found is not None:
        return redirect(_address(place, wanted.found.code))
    rows = inputs.municipalities_of(visible_plain(place))
    context = {
        **_shared(place),
        "rows": [{**row, "url": _address(place, row["code"])} for row in rows],
        "typed": typed,
        "wanted": wanted,
        "near": _links(place, wanted.successors if wanted else ()),
        "partners_url": assessed.fill_in_url(place, "partners"),
    }
    return render(request, "calendar/arrangements_start.html", context)


@require_safe
def arrangements(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Every arrangement of one municipality, and the year by month."""
    place = visit(request, slug)
    wanted = inputs.place_of(code)
    if wanted.found is None:
        return _gone(request, place, code, wanted)
    if wanted.found.code != code:
        return redirect(_address(place, wanted.found.code))
    plain, today = visible_plain(place), timezone.localdate()
    dossier = inputs.read(plain)
    year, refused = _year(request, inputs.first_year(dossier, today))
    context = {
        **_shared(place),
        **inputs.year(code, dossier, year, today),
        "municipality": wanted.found,
        "measures": inputs.measures(code),
        "refused": refused,
        "dossier_unread": dossier is None,
        "dates_url": assessed.fill_in_url(place, "boards"),
        **_navigation(place, plain, wanted.found.code, year),
    }
    return render(request, "calendar/arrangements.html", context)


def _gone(request: HttpRequest, place: Visit, code: str, wanted: inputs.Place) -> HttpResponse:
    """The page for a municipality that is no more; a code that means nothing is not found."""
    if not wanted.successors:
        raise Http404
    context = {**_shared(place), "code": code, "wanted": wanted, "near": _links(place, wanted.successors)}
    return render(request, "calendar/arrangements_gone.html", context, status=404)


def _shared(place: Visit) -> dict[str, Any]:
    return {
        "place": place,
        "may_write": place.access.may(Permission.WRITE),
        "register_day": inputs.register_day(),
        "start_url": reverse(START, kwargs={"slug": place.cooperation.slug}) + place.query,
        "acquisitions": ACQUISITIONS,
        "organs": ORGANS,
        **sturing.subnav(place, START),
    }


def _year(request: HttpRequest, otherwise: int) -> tuple[int, str]:
    """The year asked for; when it cannot be shown, another one and what was asked."""
    asked = request.GET.get("jaar", "")
    if not asked:
        return otherwise, ""
    first, last = inputs.years_known()
    if asked.isascii() and asked.isdigit() and len(asked) == 4 and first <= int(asked) <= last:
        return int(asked), ""
    return otherwise, asked[:20]


def _navigation(place: Visit, plain: dict[str, Any], code: str, year: int) -> dict[str, Any]:
    first, last = inputs.years_known()
    years = [each for each in (year - 1, year, year + 1) if first <= each <= last]
    others = [row for row in inputs.municipalities_of(plain) if row["code"] != code]
    return {
        "year": year,
        "years": [
            {"title": str(each), "url": _address(place, code, each), "current": each == year}
            for each in years
        ],
        "others": [{**row, "url": _address(place, row["code"], year)} for row in others],
    }


def _links(place: Visit, found: Any) -> list[dict[str, str]]:
    return [{"name": item.name, "url": _address(place, item.code)} for item in found]


def _address(place: Visit, code: str, year: int | None = None) -> str:
    """The page of a municipality, in the variant that the visitor looks at."""
    given = {} if place.variant.is_main else {"variant": place.variant.slug}
    if year is not None:
        given["jaar"] = str(year)
    url = reverse(PAGE, kwargs={"slug": place.cooperation.slug, "code": code})
    return f"{url}?{urlencode(given)}" if given else url


patterns: Patterns = [
    path("regelingen/", start, name=START),
    path("regelingen/<str:code>/", arrangements, name=PAGE),
]
