"""One group: what changes and what stays, what is not known yet, what it needs, and what is planned for it."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from vierkant_web import assessed
from vierkant_web.change import inputs, inputs_crosswalk, inputs_group, inputs_impact
from vierkant_web.change.crosswalk import heading
from vierkant_web.change.crosswalk import with_words as lines_with_words
from vierkant_web.change.impact import heat_rows
from vierkant_web.change.impact import with_words as card_with_words
from vierkant_web.change.views import PART, forms, group_card
from vierkant_web.change.words import ASPECTS, KINDS, STATUS_LEVELS, STATUSES
from vierkant_web.jobs.current import Current
from vierkant_web.permissions import Visit

Plain = dict[str, Any]


@require_safe
def group(request: HttpRequest, slug: str, group: str) -> HttpResponse:
    """The page; the card, the functions and the questions are for members only."""

    def context(place: Visit, result: Plain, current: Current) -> Plain:
        is_member = place.access.role is not None
        [row] = result[PART]["groups"].values()
        if row is None or row["id"] != group or (row["small"] and not is_member):
            raise Http404
        url = reverse("change", kwargs={"slug": slug}) + place.query
        names = inputs.partner_names(current.plain)
        return {
            "group": group_card(place, names, row),
            "missing": assessed.missing_by_kind(place, row["missing"]),
            "breadcrumb": [{"title": gettext("People"), "url": url}, {"title": row["name"]}],
            "is_member": is_member,
            **forms(place),
            **(_for_members(place, result, current, group) if is_member else {}),
        }

    return assessed.page(request, slug, "change/group.html", context, parts=partial(_needed, group=group))


def _needed(dossier: Plain, *, group: str) -> list[str]:
    """What is read of the assessment: all of one group, and nothing of the others but their lines and phases.

    Raises:
        Http404: no such group for this visitor.
    """
    place = next((at for at, row in enumerate(dossier.get("people", ())) if row["id"] == group), None)
    if place is None:
        raise Http404
    return [f"people.groups.{place}", f"people.impact.cards.{place}", "people.crosswalk.lines", "people.coverage",
            "sources"]  # fmt: skip


def _for_members(place: Visit, result: Plain, current: Current, group: str) -> Plain:
    people = result[PART]
    lines = inputs_crosswalk.of_group(people["crosswalk"], group)
    [found] = people["impact"]["cards"].values()
    kinds = [{**row, "kind_word": KINDS[row["kind"]]} for row in inputs_group.planned(current.plain, group)]
    return {
        "card": _card(place, current, found) if found else None,
        "lines": lines_with_words(lines),
        "head": heading(),
        "questions": inputs_group.questions(current.plain, group),
        "coverage": inputs_group.coverage(people["coverage"], group),
        "planned": kinds,
        "release_url": _if_there(place, "change_release"),
        "questions_url": _if_there(place, "change_questions"),
        "plan_url": assessed.fill_in_url(place, "interventions"),
        "crosswalk_url": assessed.fill_in_url(place, "crosswalk"),
    }


def _card(place: Visit, current: Current, found: Plain) -> Plain:
    """The card in words: aspects with their names and statuses, and apart what nobody knows yet."""
    aspects = [
        {
            **row,
            "cell": cell,
            "name": ASPECTS[row["aspect"]],
            "status_word": STATUSES[row["status"]],
            "status_level": STATUS_LEVELS[row["status"]],
            "own_status": row["status"] != found["status"],
        }
        for row, cell in zip(found["aspects"], heat_rows([found])[0]["cells"], strict=True)
    ]
    [card] = card_with_words(place, [{**found, "aspects": aspects}], inputs.partner_names(current.plain))
    own = [row for row in inputs_impact.unknown(card) if row["own_status"]]
    return {
        **card,
        "unknown": own,
        "is_unknown": card["filled"] and card["status"] == "not_yet_known",
        "findings": assessed.findings(card["findings"]),
        "missing": assessed.missing_by_kind(place, card["missing"]),
    }


def _if_there(place: Visit, name: str) -> str:
    try:
        return reverse(name, kwargs={"slug": place.cooperation.slug}) + place.query
    except NoReverseMatch:
        return ""
