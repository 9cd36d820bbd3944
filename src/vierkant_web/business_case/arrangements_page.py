"""The budgets of all arrangements of a municipality side by side, and the bridge of each from the year before."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST, require_safe

from vierkant_web import actions, assessed, cijfers
from vierkant_web.actions import Conflict, Invalid
from vierkant_web.business_case import inputs_arrangements as inputs
from vierkant_web.folders import Patterns
from vierkant_web.jobs.current import Current, current_assessment, visible_plain
from vierkant_web.permissions import Permission, Visit, visit

PAGE, ONE, CHART, ADD = (
    "business_case_arrangements",
    "business_case_arrangement",
    "business_case_arrangement_chart",
    "business_case_arrangements_add",
)
PART = inputs.SECTION
PARTS = (PART, "sources")


@require_safe
def arrangements(request: HttpRequest, slug: str) -> HttpResponse:
    """One partner in one year: every arrangement on one page, sorted as asked."""

    def context(place: Visit, result: dict[str, Any], current: Current) -> dict[str, Any]:
        budgets = result.get(PART)
        shared = {**cijfers.subnav(place, PAGE), **_ways_in(place, current.plain)}
        if not budgets or not budgets["rows"]:
            return {**shared, "budgets": None}
        choice = inputs.wanted(budgets, request.GET, place.access.partner)
        rows = [{**row, "url": _one(place, row["id"])} for row in inputs.shown(budgets, choice)]
        partners, years = inputs.choices(budgets)
        return {
            **shared,
            "budgets": budgets,
            "rows": rows,
            "total": inputs.total(budgets, choice),
            "choice": choice,
            "partners": partners,
            "years": years,
            "sorts": _sorts(place, choice),
            "findings": assessed.findings(inputs.about(budgets, rows, choice)),
            "missing": assessed.missing_by_kind(place, budgets["missing"]),
        }

    return assessed.page(request, slug, "business_case/arrangements.html", context, parts=PARTS)


def _ways_in(place: Visit, plain: dict[str, Any]) -> dict[str, Any]:
    """How budgets come in: the form, the spreadsheet, or the register for each municipality."""
    return {
        "may_write": may_add(place),
        "fill_in_url": assessed.fill_in_url(place, PART),
        "changes_url": assessed.fill_in_url(place, "budget_changes"),
        "exchange_url": reverse("exchange", kwargs={"slug": place.cooperation.slug}) + place.query,
        "add_url": reverse(ADD, kwargs={"slug": place.cooperation.slug}) + place.query,
        "municipalities": inputs.municipalities_of(plain),
        "next_year": timezone.localdate().year + 1,
    }


def may_add(place: Visit) -> bool:
    """Whether this visitor may write the budgets now: not in a variant that was put away."""
    return place.variant.archived is None and place.access.may_write("", PART)


def _sorts(place: Visit, choice: inputs.Wanted) -> dict[str, dict[str, str]]:
    """For each column the address that sorts on it, and how it is sorted now."""
    base = {"deelnemer": choice.partner, "jaar": str(choice.year)}
    if not place.variant.is_main:
        base["variant"] = place.variant.slug
    url = reverse(PAGE, kwargs={"slug": place.cooperation.slug})
    found = {}
    for name in inputs.SORTS:
        now = name == choice.sort
        up = choice.down if now else name == "name"
        asked = {**base, "volgorde": name, "richting": "op" if up else "af"}
        sorted_as = "none" if not now else "descending" if choice.down else "ascending"
        found[name] = {"url": f"{url}?{urlencode(asked)}", "sorted": sorted_as}
    return found


@require_safe
def arrangement(request: HttpRequest, slug: str, budget: str) -> HttpResponse:
    """One budget: the bridge from the year before, step by step."""

    def context(place: Visit, result: dict[str, Any], current: Current) -> dict[str, Any]:
        row = _row(result, budget)
        address = {
            kind: reverse(CHART, kwargs={"slug": slug, "budget": budget, "kind": kind}) + place.query
            for kind in ("svg", "json")
        }
        back = reverse(PAGE, kwargs={"slug": slug}) + place.query
        ends = f".{budget}"
        return {
            **cijfers.subnav(place, PAGE),
            **_ways_in(place, current.plain),
            "row": inputs.texts(row),
            "chart": inputs.drawing(row, address["svg"], address["json"]),
            "steps": inputs.steps(row) if row["bridge"] else [],
            "findings": [item for item in result[PART]["findings"] if item["id"].endswith(ends)],
            "methods": result[PART]["methods"],
            "source": (result.get("sources") or {}).get(row["source"]),
            "breadcrumb": [
                {"title": gettext("Budgets of arrangements"), "url": back},
                {"title": row["name"]},
            ],
        }

    return assessed.page(request, slug, "business_case/arrangements_one.html", context, parts=PARTS)


def _row(result: dict[str, Any], budget: str) -> dict[str, Any]:
    found = inputs.budget_of(result.get(PART) or {"rows": []}, budget)
    if found is None:
        raise Http404
    return found


@require_safe
def chart(request: HttpRequest, slug: str, budget: str, kind: str) -> HttpResponse:
    """The bridge as a picture (``svg``) or as its specification (``json``)."""
    result = current_assessment(visit(request, slug), parts=PARTS).result
    made = inputs.chart_of(_row(result or {}, budget))
    if made is None or kind not in ("svg", "json"):
        raise Http404
    return assessed.picture_of(made.spec, kind)


@require_POST
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a row for every arrangement that the register knows of one municipality; amounts stay empty."""
    place = visit(request, slug, Permission.WRITE)
    if not may_add(place):
        raise PermissionDenied
    plain = visible_plain(place)
    partner, year = request.POST.get("partner", ""), request.POST.get("year", "")
    if partner not in {row["id"] for row in inputs.municipalities_of(plain)} or not _is_year(year):
        messages.error(request, gettext("Choose a municipality and a year of four digits, such as 2027."))
        return HttpResponseRedirect(reverse(PAGE, kwargs={"slug": slug}) + place.query)
    _add(request, place, plain, partner, int(year))
    return HttpResponseRedirect(reverse(PAGE, kwargs={"slug": slug}) + place.query)


def _add(request: HttpRequest, place: Visit, plain: dict[str, Any], partner: str, year: int) -> None:
    latest = place.revisions().filter(section=PART, partner="").first()
    rows, number = inputs.with_register(list(latest.content or []) if latest else [], plain, partner, year)
    if not number:
        messages.info(request, gettext("All arrangements of the register were there already for that year."))
        return
    content, problems = inputs.checked(rows)
    if problems:
        messages.error(request, " ".join(problems))
        return
    try:
        actions.save_section(
            variant=place.variant,
            section=PART,
            content=content,
            based_on=latest.number if latest else 0,
            by=place.user,
        )
    except Conflict:
        messages.error(request, gettext("Others are saving at this very moment. Press the button once more."))
        return
    except Invalid:
        messages.error(request, gettext("There are too many rows to save. Take old years out first."))
        return
    said = ngettext(
        "%(number)s arrangement was added. Now fill in its amounts.",
        "%(number)s arrangements were added. Now fill in their amounts.",
        number,
    )
    messages.success(request, said % {"number": number})


def _is_year(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) == 4 and 1990 <= int(text) <= 2120


def _one(place: Visit, identifier: str) -> str:
    return reverse(ONE, kwargs={"slug": place.cooperation.slug, "budget": identifier}) + place.query


patterns: Patterns = [
    path("regelingen/", arrangements, name=PAGE),
    path("regelingen/uit-het-register/", add, name=ADD),
    path("regelingen/<slug:budget>/", arrangement, name=ONE),
    path("regelingen/<slug:budget>/grafiek.<slug:kind>", chart, name=CHART),
]
