"""Keeping an answered page: the new revision, what hangs together with it, and what waits after a conflict."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.http import HttpRequest, QueryDict

from vierkant_web import actions
from vierkant_web.actions import Part
from vierkant_web.dossier import inputs
from vierkant_web.dossier.fill_in_pages import Page
from vierkant_web.models import FILLED_IN_ALONE, Visibility
from vierkant_web.permissions import Permission, Visit

_MOST_WAITING = 5
_NOT_KEPT = ("csrfmiddlewaretoken", "confirm", "restore")


def save(place: Visit, page: Page, based_on: int, numbers: Mapping[inputs.Key, int]) -> int:
    """Save the content of a valid page and give the number that now stands; an empty page is no first revision.

    A new part is shared with all partners, unless it was closed before or each partner fills it in alone.
    ``numbers`` holds the number of every part as the page saw it.

    Raises:
        Conflict, Invalid, PermissionDenied: as `vierkant_web.actions.save_section`.
    """
    key = (page.step.section, page.partner)
    if key not in numbers and not page.content:
        return 0
    first = None if key in numbers or key[0] in FILLED_IN_ALONE else Visibility.SHARED
    parts, seen = [Part(*key, page.content, first)], {key: based_on}
    agreements = _agreements_without(page)
    if agreements is not None:
        parts.append(Part("agreements", "", agreements))
        seen["agreements", ""] = numbers["agreements", ""]
    with transaction.atomic():
        if len(parts) == 1:
            revision = actions.save_section(
                variant=place.variant, section=key[0], partner=key[1], content=page.content, based_on=based_on,
                visibility=first, by=place.user,
            )  # fmt: skip
        else:
            revision = actions.save_many(variant=place.variant, parts=parts, based_on=seen, by=place.user)[0]
        if key[0] in ("cooperation", "partners"):
            _describe(place, {**page.parts, key: page.content})
    return int(revision.number)


def _agreements_without(page: Page) -> dict[str, Any] | None:
    """The agreements without partners that are gone; None when they stay as they are."""
    agreed = page.parts.get(("agreements", ""))
    gone = set(page.removed_keys) if page.step.section == "partners" else set()
    if not agreed or not gone & {*agreed.get("cost_key", {}), *agreed.get("votes", {})}:
        return None
    changed = dict(agreed)
    if gone & set(changed.get("cost_key", {})):
        del changed["cost_key"]
    votes = {partner: number for partner, number in changed.get("votes", {}).items() if partner not in gone}
    changed["votes"] = votes
    if not votes:
        del changed["votes"]
    if changed.get("quota", 0) > sum(votes.values()):
        del changed["quota"]
    return changed


def _describe(place: Visit, parts: inputs.Parts) -> None:
    """Keep the list of cooperations equal to the main variant."""
    if not place.variant.is_main or not place.access.may(Permission.MANAGE):
        return
    about = parts.get(("cooperation", "")) or {}
    actions.describe_cooperation(
        cooperation=place.cooperation,
        name=about.get("name", place.cooperation.name),
        kind=about.get("kind", place.cooperation.kind if not about else "intermunicipal"),
        municipalities=inputs.towns(parts.get(("partners", "")) or []),
        by=place.user,
    )


# What waits after a conflict ------------------------------------------------------------------------------------
# The text goes to the next page through the session: it stays on the server, survives a reload and a lost
# connection, and never stands in an address.


def _name(place: Visit, page_key: inputs.Key) -> str:
    return f"{place.variant.pk}/{page_key[0]}/{page_key[1]}"


def put_aside(request: HttpRequest, place: Visit, key: inputs.Key, data: QueryDict) -> None:
    """Keep what somebody wanted to save, until that person chooses."""
    kept = data.copy()
    for name in _NOT_KEPT:
        kept.pop(name, None)
    waiting = request.session.get("unsaved", {})
    waiting.pop(_name(place, key), None)
    waiting[_name(place, key)] = kept.urlencode()
    request.session["unsaved"] = dict(list(waiting.items())[-_MOST_WAITING:])


def waiting(request: HttpRequest, place: Visit, key: inputs.Key) -> QueryDict | None:
    """What waits for this part, or None."""
    text = request.session.get("unsaved", {}).get(_name(place, key))
    return None if text is None else QueryDict(text)


def forget(request: HttpRequest, place: Visit, key: inputs.Key) -> None:
    """The choice was made."""
    waiting = request.session.get("unsaved", {})
    if waiting.pop(_name(place, key), None) is not None:
        request.session["unsaved"] = waiting
