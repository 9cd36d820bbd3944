"""For the controller: the money of one partner per year, as a municipal budget asks it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header, urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from vierkant_web import assessed, cijfers
from vierkant_web.business_case import inputs
from vierkant_web.jobs.current import Current, current_assessment
from vierkant_web.permissions import Visit, visit

PART = "business_case"
PARTNER = "deelnemer"
"""The name of the choice in the address, as visitors see it."""
YEARS = 8
"""Years on the page: the year before the start, the budget year and more than its multi-year estimate."""
KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@require_safe
def budget(request: HttpRequest, slug: str) -> HttpResponse:
    """The table of one partner, or of all together; ``?deelnemer=`` chooses which."""
    chosen = request.GET.get(PARTNER, "")

    def context(place: Visit, result: dict[str, Any], current: Current) -> dict[str, Any]:
        case = result[PART]
        shared = {
            **cijfers.subnav(place, "business_case_budget"),
            "case": case,
            "may_write": place.access.may("write"),
            "tasks_url": assessed.fill_in_url(place, "tasks"),
            "finances_url": assessed.fill_in_url(place, "finances"),
            "assumptions_url": assessed.fill_in_url(place, "assumptions"),
        }
        return shared | _table(place, case, chosen) if case else shared

    return assessed.page(request, slug, "business_case/budget.html", context, parts=(PART,))


def _table(place: Visit, case: dict[str, Any], chosen: str) -> dict[str, Any]:
    known = {row["id"] for row in case["partners"]}
    partner = chosen if chosen in known else ""
    table = inputs.budget(case, partner)
    return {
        "table": table,
        "years": table.years[:YEARS] if table else (),
        "last_year": table.years[-1] if table else "",
        "lines": inputs.budget_lines(table, YEARS) if table else [],
        "chosen": partner,
        "partners": [{"id": row["id"], "name": row["name"]} for row in case["partners"]],
        "files": {kind: _file_url(place, kind, partner) for kind in KINDS},
        "money": case["indexation"],
    }


def _file_url(place: Visit, kind: str, partner: str) -> str:
    address = reverse("business_case_budget_file", kwargs={"slug": place.cooperation.slug, "kind": kind})
    if not partner:
        return address + place.query
    joint = "&" if place.query else "?"
    return f"{address}{place.query}{joint}{urlencode({PARTNER: partner})}"


@require_safe
def budget_file(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The table as a file: of one partner, or of every partner and all together.

    Raises:
        Http404: no such kind of file, no assessment yet, or no such partner.
    """
    place = visit(request, slug)
    result = current_assessment(place, parts=(PART,)).result
    case = result[PART] if result else None
    if case is None or kind not in KINDS:
        raise Http404
    partner = request.GET.get(PARTNER, "")
    content = inputs.budget_file(case, partner, kind, timezone.localdate())
    if content is None:
        raise Http404
    response = HttpResponse(content, content_type=KINDS[kind])
    name = "-".join(filter(None, (gettext("budget"), place.cooperation.slug, partner)))
    response["Content-Disposition"] = str(content_disposition_header(True, f"{name}.{kind}"))
    return response
