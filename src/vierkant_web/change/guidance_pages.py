"""Guidance: who has a next step in which phase, what is planned, and what there is to hand out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from vierkant_web import assessed
from vierkant_web.change import inputs_guidance as inputs
from vierkant_web.change import rows_in_place
from vierkant_web.change.addresses import address, group_address
from vierkant_web.change.forms_plan import PlanForm
from vierkant_web.change.rights import may_write
from vierkant_web.change.subnav import subnav
from vierkant_web.jobs.current import Current, visible_plain
from vierkant_web.permissions import Visit, visit
from vierkant_web.templatetags.engine import day

PART = "people"
NEEDED = ("people.coverage",)
SECTION = "interventions"
Words = Mapping[str, Any]
AUDIENCES: Words = {"everyone": _("everybody"), "employees": _("employees"), "managers": _("managers")}
GIVERS: Words = {
    "none": _("nobody: it speaks for itself"),
    "manager": _("the manager"),
    "colleague": _("a colleague"),
    "trainer": _("a trainer"),
    "change_team": _("the change team"),
    "outside_the_line": _("somebody outside the line"),
}
FIRST_ITEMS = 12
"""Of the library, while nobody asked for anything."""
DAYS_IN_TIME = 6
"""Help that begins in the week in which it is needed is in time."""


@require_safe
def guidance(request: HttpRequest, slug: str) -> HttpResponse:
    """The page, with the part of the library that was asked for."""

    def context(place: Visit, result: dict[str, Any], current: Current) -> dict[str, Any]:
        return {**_coverage(place, result[PART].get("coverage"), current), **_library(request, place)}

    return assessed.page(request, slug, "change/guidance.html", context, members_only=True, parts=NEEDED)


def _coverage(place: Visit, found: dict[str, Any] | None, current: Current) -> dict[str, Any]:
    model = inputs.model(current.plain)
    url = group_address(place)
    planned = [
        {
            **row,
            "item_url": address(place, "change_guidance_item", item=row["item"]) if row["is_item"] else "",
        }
        for row in inputs.planned(current.plain, model)
    ]
    shared = {
        **subnav(place, "change_guidance"),
        "coverage": found,
        "model": _with_addresses(place, inputs.model_shown(model)),
        "planned": planned,
        "may_write": may_write(place, SECTION),
        **{f"{name}_url": assessed.fill_in_url(place, name) for name in (SECTION, "people", "change_plan")},
    }
    if not found:
        return shared
    rows = inputs.coverage(found, current.plain)
    badges = _badges()
    return shared | {
        "phases": [inputs.name_of(words) for _phase, words in found["phases"]],
        "rows": [{**row, "url": url(row["id"]), "cells": _cells(row["cells"], badges)} for row in rows],
        "without": sum(row["without"] for row in rows),
        "findings": assessed.findings(found["findings"]),
        "missing": assessed.missing_by_kind(place, found["missing"]),
    }


def _with_addresses(place: Visit, model: dict[str, Any]) -> dict[str, Any]:
    for phase in model["phases"]:
        for guide in phase["guides"]:
            guide["url"] = address(place, "change_guidance_item", item=guide["id"])
    return model


def _badges() -> dict[str, SafeString]:
    """How a cell begins: made once, since there are a thousand cells."""
    words = {
        "green": _("planned"),
        "late": _("too late"),
        "short": _("too few places"),
        "undated": _("without a day"),
        "red": _("nothing yet"),
    }
    return {
        state: render_to_string(
            "components/status.html",
            {"level": state if state in ("green", "red") else "amber", "label": word},
        )
        for state, word in words.items()
    }


def _cells(cells: list[dict[str, Any]], badges: Mapping[str, SafeString]) -> SafeString:
    """The cells of one group: how it stands, from which week it is needed, and what is short."""
    return format_html_join("", "<td>{}</td>", ((_cell(cell, badges),) for cell in cells))


def _cell(cell: dict[str, Any], badges: Mapping[str, SafeString]) -> SafeString:
    lines = []
    if cell["from_week"]:
        lines.append(gettext("needed from the week of %(day)s") % {"day": day(cell["from_week"])})
    if cell["short"]:
        lines.append(
            ngettext("%(number)s person without a place", "%(number)s people without a place", cell["short"])
            % {"number": cell["short"]}
        )
    if cell["available_from"] and cell["level"] != "green":
        lines.append(gettext("starts on %(day)s") % {"day": day(cell["available_from"])})
    if cell["library"] and not cell["planned"]:
        lines.append(
            ngettext("%(number)s text is ready", "%(number)s texts are ready", cell["library"])
            % {"number": cell["library"]}
        )
    small = format_html_join("", '<br><span class="v-muted v-small">{}</span>', ((line,) for line in lines))
    return format_html("{}{}", badges[_state(cell)], small)


def _state(cell: dict[str, Any]) -> str:
    """Which word a cell gets; what comes too late is said before what is too small."""
    if cell["level"] != "amber":
        return "green" if cell["level"] == "green" else "red"
    if cell["available_from"] is None:
        return "undated"
    late = cell["from_week"] and (_day(cell["available_from"]) - _day(cell["from_week"])).days > DAYS_IN_TIME
    return "late" if late else "short"


def _day(text: str) -> date:
    return date.fromisoformat(text)


# The library ----------------------------------------------------------------------------------------------------


def _library(request: HttpRequest, place: Visit) -> dict[str, Any]:
    """The library as it was asked for; an answer that no list holds asks for nothing."""
    ours = dict(zip(inputs.PHASES, inputs.ours(inputs.PHASES), strict=True))
    choices: dict[str, tuple[Any, Words]] = {
        "fase": (_("Phase"), ours),
        "aspect": (_("Aspect of work"), inputs.ASPECTS),
        "voor": (_("For whom"), AUDIENCES),
        "soort": (_("Kind"), inputs.KINDS),
    }
    chosen = {
        name: request.GET.get(name, "") if request.GET.get(name) in known else ""
        for name, (_title, known) in choices.items()
    }
    text = request.GET.get("zoek", "").strip()[:100]
    found = inputs.items(chosen["fase"], chosen["aspect"], chosen["voor"], chosen["soort"], text)
    is_filtered = bool(text or any(chosen.values()))
    shown = found if is_filtered or request.GET.get("alles") else found[:FIRST_ITEMS]
    return {
        "filters": [
            {
                "name": name,
                "title": title,
                "options": [
                    {"value": value, "word": word, "chosen": value == chosen[name]}
                    for value, word in known.items()
                ],
            }
            for name, (title, known) in choices.items()
        ],
        "search_text": text,
        "is_filtered": is_filtered,
        "found_items": len(found),
        "more_items": len(found) > len(shown),
        "items": [
            {
                **row,
                "audience_word": AUDIENCES[row["audience"]],
                "url": address(place, "change_guidance_item", item=row["id"]),
            }
            for row in shown
        ],
    }


@require_http_methods(["GET", "HEAD", "POST"])
def item(request: HttpRequest, slug: str, item: str) -> HttpResponse:
    """One item in full; who may write plans it in place.

    Raises:
        Http404: no such item, or the visitor is not a member.
        PermissionDenied: planning without the right to.
    """
    place = visit(request, slug)
    found = inputs.item(item)
    if place.access.role is None or found is None:
        raise Http404
    dossier = visible_plain(place)
    groups = [(row["id"], row["name"]) for row in dossier.get("people", ())]
    if request.method != "POST":
        return _item_page(
            request, place, found, dossier, PlanForm(groups=groups, initial={"name": found["title"]})
        )
    if not may_write(place, SECTION):
        raise PermissionDenied
    form = PlanForm(request.POST, groups=groups)
    if form.is_valid():
        row = {
            **form.answers(),
            "item": item,
            "kind": found["kind_id"],
            "hours_per_person": {"value": found["hours"]},
        }
        problems = rows_in_place.add(place, SECTION, item, row)
        if not problems:
            messages.success(request, gettext("Planned. The results are being worked out again."))
            return HttpResponseRedirect(address(place, "change_guidance"))
        for problem in problems:
            form.add_error(None, problem)
    return _item_page(request, place, found, dossier, form, status=422)


def _item_page(
    request: HttpRequest,
    place: Visit,
    found: dict[str, Any],
    dossier: dict[str, Any],
    form: PlanForm,
    *,
    status: int = 200,
) -> HttpResponse:
    guidance_url = address(place, "change_guidance")
    rows = [row for row in dossier.get(SECTION, ()) if row.get("item") == found["id"]]
    context = {
        "place": place,
        "item": {
            **found,
            "audience_word": AUDIENCES[found["audience"]],
            "giver_word": GIVERS[found["giver"]],
        },
        "form": form,
        "may_write": may_write(place, SECTION),
        "already": rows,
        "interventions_url": assessed.fill_in_url(place, SECTION),
        "guidance_url": guidance_url,
        "breadcrumb": [
            {"title": gettext("People"), "url": address(place, "change")},
            {"title": gettext("Guidance"), "url": guidance_url},
            {"title": found["title"]},
        ],
    }
    return render(request, "change/guidance_item.html", context, status=status)
