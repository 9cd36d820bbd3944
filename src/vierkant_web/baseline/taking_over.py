"""Taking figures of the baseline over in the dossier: only what was chosen, nothing overwritten unasked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from vierkant_web import actions
from vierkant_web.actions import Conflict, Part
from vierkant_web.baseline import inputs
from vierkant_web.jobs.current import visible_plain
from vierkant_web.models import Visibility
from vierkant_web.permissions import Permission, Visit, latest_revisions, visit

TASKS, SOURCES = "tasks", "sources"
OWN = "personeel"
"""The question whose staff it is; ``eigen`` is the answer that it is the municipality's own."""
Numbers = Mapping[tuple[str, str], int]


def cell_name(task: str, field: str) -> str:
    """The name of a checkbox: a task and a field of its part."""
    return f"{task}.{field}"


def says_own_staff(request: HttpRequest) -> bool:
    """Whether the visitor answered that the staff are the municipality's own."""
    return (request.POST.get(OWN) or request.GET.get(OWN)) == "eigen"


def offered(place: Visit, plain: Mapping[str, Any], partner: str, *, own_staff: bool) -> dict[str, Any]:
    """What the page shows to take over: a row per task and field, and what stands there now."""
    found = inputs.proposed(plain, partner, own_staff=own_staff)
    names = {row["id"]: row.get("name", row["id"]) for row in plain.get("tasks", ())}
    now = {row["id"]: _standing(row, partner) for row in plain.get("tasks", ())}
    known = plain.get("sources") or {}
    rows = []
    for item in found:
        standing = now.get(item.task, {}).get(item.field)
        figure = inputs.written(item)
        rows.append(
            {
                "name": cell_name(item.task, item.field),
                "task": names.get(item.task, item.task),
                "ticked": standing is None and not own_staff,
                "proposal": item,
                "source": inputs.source_title(item),
                "value": inputs.in_words(figure, item.unit),
                "low": inputs.in_words(figure["low"], item.unit) if "low" in figure else "",
                "high": inputs.in_words(figure["high"], item.unit) if "high" in figure else "",
                "standing": inputs.in_words(standing, item.unit) if standing is not None else "",
                "same": standing == figure,
            }
        )
    new_sources = sorted(
        {item.source_key: inputs.source_title(item) for item in found if item.source_key not in known}.items()
    )
    numbers, hidden = _numbers(place, partner)
    may_tasks = place.access.may_write(partner, TASKS) and not hidden
    may_sources = place.access.may_write("", SOURCES)
    return {
        "proposals": rows,
        "own_staff": own_staff,
        "open_proposals": any(not row["same"] for row in rows),
        "new_sources": [title for _key, title in new_sources],
        "may_take_over": may_tasks and (may_sources or not new_sources),
        "waits_for_sources": may_tasks and not may_sources and bool(new_sources),
        "may_add_sources": may_sources and bool(new_sources) and not may_tasks,
        "numbers": numbers,
    }


def _standing(task: Mapping[str, Any], partner: str) -> dict[str, Any]:
    """What is filled in for the partner; the cost of an FTE may stand at the task itself."""
    found = dict(task.get("parts", {}).get(partner, {}))
    if task.get("cost_per_fte") is not None:
        found.setdefault("cost_per_fte", task["cost_per_fte"])
    return found


def _numbers(place: Visit, partner: str) -> tuple[dict[str, int], bool]:
    """The revisions that the form is filled from, and whether one of them is closed to the visitor. One query."""
    rows = latest_revisions().filter(
        variant=place.variant, section__in=(TASKS, SOURCES), partner__in=("", partner)
    )
    found = {(row.section, row.partner): row for row in rows}
    own, sources = found.get((TASKS, partner)), found.get((SOURCES, ""))
    numbers = {"tasks": own.number if own else 0, "sources": sources.number if sources else 0}
    return numbers, own is not None and not place.access.may_read(own)


def address(place: Visit, partner: str, *, own_staff: bool) -> str:
    """The page of the partner, with the answer about its staff."""
    given = {} if place.variant.is_main else {"variant": place.variant.slug}
    if own_staff:
        given[OWN] = "eigen"
    url = reverse("baseline_partner", kwargs={"slug": place.cooperation.slug, "partner": partner})
    return f"{url}?{urlencode(given)}" if given else url


def take_over(request: HttpRequest, slug: str, partner: str) -> HttpResponse:
    """Save what was chosen, and say what happened."""
    place = visit(request, slug, Permission.WRITE)
    plain = visible_plain(place)
    own_staff = says_own_staff(request)
    found = inputs.proposed(plain, partner, own_staff=own_staff)
    if partner not in inputs.baselines_of(plain):
        raise Http404
    back = address(place, partner, own_staff=own_staff)
    chosen = [item for item in found if request.POST.get(cell_name(item.task, item.field)) == "on"]
    only_sources = request.POST.get("only") == "sources"
    wanted = found if only_sources else chosen
    if not wanted:
        messages.error(request, gettext("Choose at least one figure to take over. Nothing was saved."))
        return HttpResponseRedirect(back + "#overnemen")
    parts = _parts(place, plain, partner, wanted, only_sources=only_sources)
    try:
        actions.save_many(
            variant=place.variant, parts=parts, based_on=_seen(request, partner, parts), by=place.user,
            comment=gettext("Taken over from the baseline"),
        )  # fmt: skip
    except Conflict:
        messages.error(
            request,
            gettext(
                "Somebody saved in the meantime. Nothing was taken over; look at what stands here now and choose again."
            ),
        )
        return HttpResponseRedirect(back + "#overnemen")
    messages.success(request, _said(wanted, only_sources=only_sources))
    return HttpResponseRedirect(back + "#overnemen")


def _said(wanted: Sequence[Any], *, only_sources: bool) -> str:
    if only_sources:
        return gettext("The sources are in the list. The partner can take the figures over now.")
    return ngettext(
        "%(number)d figure was taken over.", "%(number)d figures were taken over.", len(wanted)
    ) % {"number": len(wanted)}


def _seen(request: HttpRequest, partner: str, parts: Sequence[Part]) -> dict[tuple[str, str], int]:
    keys = {"tasks": (TASKS, partner), "sources": (SOURCES, "")}
    used = {part.key for part in parts}
    return {key: _number(request.POST.get(f"seen_{name}", "")) for name, key in keys.items() if key in used}


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def _parts(
    place: Visit, plain: Mapping[str, Any], partner: str, wanted: Sequence[Any], *, only_sources: bool
) -> list[Part]:
    """The parts with the chosen figures in them; everything else in them stays as it is."""
    rows = place.revisions().filter(section__in=(TASKS, SOURCES), partner__in=("", partner))
    standing = {(row.section, row.partner): row.content for row in rows}
    parts = []
    known = dict(standing.get((SOURCES, "")) or {})
    new = {item.source_key: inputs.written_source(item) for item in wanted if item.source_key not in known}
    if new:
        first = None if (SOURCES, "") in standing else Visibility.SHARED
        parts.append(Part(SOURCES, "", {**known, **new}, first))
    if not only_sources:
        content = {task: dict(cells) for task, cells in (standing.get((TASKS, partner)) or {}).items()}
        for item in wanted:
            content.setdefault(item.task, {})[item.field] = inputs.written(item)
        first = None if (TASKS, partner) in standing else Visibility.SHARED
        parts.append(Part(TASKS, partner, content, first))
    return parts
