"""The baseline per partner: what open data say, what only the partner can tell, what can be taken over."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from vierkant_web import assessed, cijfers
from vierkant_web.baseline import inputs, taking_over
from vierkant_web.baseline.shown import drawing
from vierkant_web.folders import Patterns
from vierkant_web.jobs.current import visible_plain
from vierkant_web.permissions import Permission, Visit, visit
from vierkant_web.templatetags.words import page_language

CHARTS = {"beside": inputs.charts.beside, "over-years": inputs.charts.over_years}
PAGE, PARTNER, CHART = "baseline", "baseline_partner", "baseline_chart"


@require_safe
def baseline(request: HttpRequest, slug: str) -> HttpResponse:
    """The partners, each with its baseline in short."""
    place = visit(request, slug)
    plain = visible_plain(place)
    rows = [{**row, "url": _url(place, PARTNER, partner=row["id"])} for row in inputs.overview(plain)]
    context = {
        "place": place,
        "kind": inputs.kind_of(plain),
        "partners": rows,
        "measured": [row for row in rows if row["baseline"]],
        "unmeasured": [row for row in rows if not row["baseline"]],
        "has_tasks": bool(plain.get("tasks")),
        "may_write": place.access.may(Permission.WRITE),
        "partners_url": assessed.fill_in_url(place, "partners"),
        "tasks_url": assessed.fill_in_url(place, "tasks"),
        **cijfers.subnav(place, PAGE),
    }
    return render(request, "baseline/baseline.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def partner(request: HttpRequest, slug: str, partner: str) -> HttpResponse:
    """The baseline of one partner; sent back, it takes over the chosen figures."""
    if request.method == "POST":
        return taking_over.take_over(request, slug, partner)
    place = visit(request, slug)
    plain = visible_plain(place)
    item = inputs.baselines_of(plain).get(partner)
    if item is None:
        raise Http404
    own, absent = inputs.asked(item)
    own_staff = taking_over.says_own_staff(request)
    context = {
        "place": place,
        "baseline": item,
        "partner": partner,
        "sign": item.outsourcing.sign.value,
        "shared": inputs.shares_municipality(plain, item.code),
        "doubtful": inputs.is_doubtful(item),
        "statement": inputs.statement(item.statement),
        "task_statement": inputs.statement(item.task_statement),
        "size_class": inputs.size_class(item),
        "hints": inputs.hints(item),
        "arrangements_url": _arrangements_url(place, item.code),
        "findings": assessed.findings(inputs.to_plain(list(item.findings))),
        "topics": inputs.topics(item),
        "figures_key": inputs.figures_key(item),
        "asked": [{**row, "url": _form(place, row["section"])} for row in own],
        "absent": absent,
        "reconciliation": inputs.reconciliation(item),
        "chart": _chart(place, partner, item, "beside"),
        "years": _chart(place, partner, item, "over-years"),
        **taking_over.offered(place, plain, partner, own_staff=own_staff),
        "own_url": taking_over.address(place, partner, own_staff=True),
        "tasks_url": assessed.fill_in_url(place, "tasks"),
        "action": taking_over.address(place, partner, own_staff=own_staff),
        "breadcrumb": [
            {"title": gettext("Baseline"), "url": _url(place, PAGE)},
            {"title": item.name, "url": ""},
        ],
        **cijfers.subnav(place, PAGE),
    }
    return render(request, "baseline/partner.html", context)


def _form(place: Visit, section: str | None) -> str:
    return assessed.fill_in_url(place, section) if section and place.access.may(Permission.WRITE) else ""


def _url(place: Visit, address: str, **more: str) -> str:
    return reverse(address, kwargs={"slug": place.cooperation.slug, **more}) + place.query


def _arrangements_url(place: Visit, code: str) -> str:
    return _url(place, "calendar_arrangements", code=code)


def _drawn(item: Any, name: str) -> Any:
    """A chart of the engine; None when there is nothing to draw."""
    try:
        return CHARTS[name](inputs.to_plain(item), page_language())
    except ValueError:
        return None


def _chart(place: Visit, partner: str, item: Any, name: str) -> dict[str, Any] | None:
    made = _drawn(item, name)
    if made is None:
        return None
    src, spec = (_url(place, CHART, partner=partner, name=name, kind=kind) for kind in ("svg", "json"))
    return drawing(made, name, src, spec)


@require_safe
def chart(request: HttpRequest, slug: str, partner: str, name: str, kind: str) -> HttpResponse:
    """A chart of one partner."""
    place = visit(request, slug)
    item = inputs.baselines_of(visible_plain(place)).get(partner)
    if item is None or name not in CHARTS or kind not in ("svg", "json"):
        raise Http404
    made = _drawn(item, name)
    if made is None:
        raise Http404
    return assessed.picture_of(made.spec, kind)


patterns: Patterns = [
    path("nulmeting/", baseline, name=PAGE),
    path("nulmeting/<slug:partner>/", partner, name=PARTNER),
    path("nulmeting/<slug:partner>/grafiek/<slug:name>.<slug:kind>", chart, name=CHART),
]
