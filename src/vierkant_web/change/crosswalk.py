"""From old to new: what becomes of every function, for how many people, in which scale and by which step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from vierkant_web import assessed
from vierkant_web.change import inputs_crosswalk as inputs
from vierkant_web.change.inputs import partner_names
from vierkant_web.change.subnav import subnav
from vierkant_web.change.words import OUTCOMES, PLACEMENTS
from vierkant_web.jobs.current import Current
from vierkant_web.permissions import Permission, Visit
from vierkant_web.templatetags.engine import source_names

PART = "people"
NEEDED = ("people.crosswalk", "sources")
"""Of a large assessment only this is read; groups and partners stand in the dossier."""
MOST_EXPLAINED = 40
"""With more lines than this, how an amount was made stands on the page of the group."""


@require_safe
def crosswalk(request: HttpRequest, slug: str) -> HttpResponse:
    """The page."""
    return assessed.page(request, slug, "change/crosswalk.html", _crosswalk, members_only=True, parts=NEEDED)


def _crosswalk(place: Visit, result: dict[str, Any], current: Current) -> dict[str, Any]:
    found = result[PART].get("crosswalk")
    groups = [{**row, "url": _group_url(place, row["id"])} for row in current.plain.get("people", ())]
    shared = {
        **subnav(place, "change_crosswalk"),
        "crosswalk": found,
        "groups": [],
        "fill_in_url": assessed.fill_in_url(place, "crosswalk"),
        "may_write": place.access.may(Permission.WRITE),
    }
    if not found or not found["lines"]:
        return shared
    partners = partner_names(current.plain)
    names = {group["id"]: group["name"] for group in groups}
    return shared | {
        "groups": [
            {
                **group,
                "partner_name": partners.get(group.get("partner", "")),
                "lines": with_words(group["lines"]),
            }
            for group in inputs.by_group(found, groups)
        ],
        "head": heading(),
        "sources": source_names(step["source"] for step in found["steps"] if step["source"]),
        "explain": len(found["lines"]) <= MOST_EXPLAINED,
        "without_lines": inputs.without_lines(found, groups),
        "outcomes": [
            {"word": word, "people": found["people"][name]}
            for name, word in OUTCOMES.items()
            if found["people"].get(name)
        ],
        "other_scale": [
            {**line, "group_name": names.get(line["group"], "")} for line in inputs.other_scale(found)
        ],
        "several_scales": inputs.one_work_several_scales(found),
        "findings": assessed.findings(found["findings"]),
        "missing": assessed.missing_by_kind(place, found["missing"]),
    }


def _group_url(place: Visit, group: str) -> str:
    return reverse("change_group", kwargs={"slug": place.cooperation.slug, "group": group}) + place.query


def heading() -> str:
    """The row of headings: the same above every table of lines, so it is made once."""
    return render_to_string("change/crosswalk_head.html")


def with_words(lines: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The lines with the words for what becomes of the function and how people come to the new one."""
    return [
        {**line, "outcome_word": OUTCOMES[line["outcome"]], "placement_word": PLACEMENTS[line["placement"]]}
        for line in lines
    ]
