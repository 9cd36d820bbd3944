"""Lessen: the cases nearest to this cooperation, what to check because of them, and all cases one by one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from vierkant_web import assessed
from vierkant_web.jobs.current import Current, current_assessment
from vierkant_web.lessons import inputs
from vierkant_web.permissions import Permission, Visit, visit
from vierkant_web.subnav import items

PART = "lessons"
PARTS = (PART, "name")
PAGES = (("lessons", _("Lessons of others")), ("lessons_own", _("Own cases and sharing")))


@require_safe
def lessons(request: HttpRequest, slug: str) -> HttpResponse:
    """The nearest cases and their checks when the assessment is there; all cases in any event."""
    place = visit(request, slug)
    current = current_assessment(place, parts=PARTS)
    own = inputs.own_cases(current.plain)
    given = {name: request.GET.get(name, "")[:60] for name in inputs.FILTERS}
    rows = inputs.table(own, given)
    context = {
        **subnav(place, "lessons"),
        "place": place,
        "current": current,
        "found": _found(place, current, own),
        "state_url": reverse("assessment_state", kwargs={"slug": slug}) + place.query,
        "fill_in_url": assessed.fill_in_url(place),
        "may_write": place.access.may(Permission.WRITE),
        "filters": inputs.filters(own, given),
        "filtered": any(given.values()),
        "rows": [{**row, "url": case_url(place, row)} for row in rows],
        "count": inputs.count(),
    }
    return render(request, "lessons/lessons.html", context)


def _found(place: Visit, current: Current, own: list[Any]) -> dict[str, Any] | None:
    """The stored comparison as the page shows it; None while there is none."""
    result = (current.result or {}).get(PART)
    if not result:
        return None
    checks = inputs.checks(result, _page_url(place), lambda section: assessed.fill_in_url(place, section))
    return {
        "itself": _itself(place, result.get("itself")),
        "cards": [{**row, "url": case_url(place, row)} for row in inputs.cards(result, own)],
        "open": [row for row in checks if not row["done"]],
        "done": [row for row in checks if row["done"]],
        "dissolved": result["dissolved"],
        "missing": assessed.missing_by_kind(place, result["missing"]),
        "number": result["cases"],
    }


def _itself(place: Visit, identifier: str | None) -> dict[str, Any] | None:
    """The documented case of this very cooperation."""
    found = inputs.documented(identifier) if identifier else None
    if found is None:
        return None
    return {"name": found["name"], "url": case_url(place, {"own": False, "id": identifier})}


def subnav(place: Visit, current: str) -> dict[str, Any]:
    """The navigation inside Lessen."""
    return items(place, PAGES, current, gettext("Lessons"))


def case_url(place: Visit, row: dict[str, Any]) -> str:
    """The page of a case: documented, or of the users themselves."""
    name = "lessons_own_case" if row["own"] else "lessons_case"
    return reverse(name, kwargs={"slug": place.cooperation.slug, "case": row["id"]}) + place.query


def _page_url(place: Visit) -> Callable[[str], str]:
    return lambda name: reverse(name, kwargs={"slug": place.cooperation.slug}) + place.query


@require_safe
def case(request: HttpRequest, slug: str, case: str) -> HttpResponse:
    """One documented case: facts with sources and certainty, and the checks that follow."""
    place = visit(request, slug)
    found = inputs.documented(case)
    if found is None:
        raise Http404
    page_url, back = _page_url(place), reverse("lessons", kwargs={"slug": slug}) + place.query
    checks = [
        {**row, "page_url": page_url(row["page"]), "section_url": assessed.fill_in_url(place, row["section"])}
        for row in found["checks"]
    ]
    context = {
        **subnav(place, "lessons"),
        "place": place,
        "case": found,
        "checks": checks,
        "may_write": place.access.may(Permission.WRITE),
        "breadcrumb": [{"title": gettext("Lessons"), "url": back}, {"title": found["name"]}],
    }
    return render(request, "lessons/case.html", context)
