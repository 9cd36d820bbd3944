"""What the pages of filling in show: the part of the dossier an address is about, and the words around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vierkant_web.actions import Invalid
from vierkant_web.dossier import inputs
from vierkant_web.dossier.fill_in_pages import Entry, Page
from vierkant_web.dossier.fill_in_readable import Loss, blocks, differences
from vierkant_web.dossier.fill_in_steps import (
    BY_SECTION,
    EMPTY,
    FILLED,
    STATE_WORDS,
    STEPS,
    Step,
    address,
    state_of,
)
from vierkant_web.dossier.forms_asks import Words
from vierkant_web.models import NEVER_PUBLIC, Membership, Role, SectionRevision, Visibility
from vierkant_web.permissions import Visit

_CURVES = "business_case.curve."
_ROOMS: dict[str, Words] = {
    "business_case": inputs.say_first("dossier.k_name.costs"),
    "four_ks": inputs.say_first("dossier.k_name.vulnerability"),
    "change": inputs.say_first("dossier.block_name.people"),
    _CURVES: gettext_lazy("What scale does to the cost"),
}


@dataclass(frozen=True, slots=True)
class Spot:
    """One part of a dossier on one visit: the step, the partner (or none), and what stands there."""

    place: Visit
    step: Step
    partner: str
    parts: Mapping[inputs.Key, Any]
    numbers: Mapping[inputs.Key, int]
    partners: Mapping[str, str]
    revision: SectionRevision | None

    @classmethod
    def find(cls, place: Visit, step: Step, partner: str) -> Spot:
        """Read every visible part, in one query."""
        rows = {(row.section, row.partner): row for row in place.revisions().select_related("author")}
        parts = {key: row.content for key, row in rows.items() if row.content is not None}
        names = inputs.partner_names(inputs.merge(parts))
        numbers = {key: row.number for key, row in rows.items()}
        return cls(place, step, partner, parts, numbers, names, rows.get((step.section, partner)))

    @property
    def key(self) -> inputs.Key:
        """Section and partner."""
        return (self.step.section, self.partner)

    @property
    def may_write(self) -> bool:
        """Whether this visitor may answer here."""
        may_write = self.place.access.may_write(self.partner, self.step.section)
        return may_write and self.place.variant.archived is None

    @property
    def number(self) -> int:
        """The revision that the page is filled from; 0 when there is none."""
        return self.numbers.get(self.key, 0)

    @property
    def visibility(self) -> str:
        """Who can read this part; what was never saved will be shared."""
        return self.revision.visibility if self.revision else Visibility.SHARED.value

    @property
    def visibilities(self) -> list[Visibility]:
        """What this visitor may choose."""
        if not self.may_write or (not self.partner and self.key not in self.numbers):
            return []
        own = bool(self.partner) and self.partner == self.place.access.partner
        closed = {Visibility.PUBLIC} if self.step.section in NEVER_PUBLIC else set()
        closed |= set() if own else {Visibility.PRIVATE}
        return [item for item in Visibility if item not in closed]

    def page(self, data: QueryDict | None = None) -> Page:
        """The questions of this part."""
        return Page(self.step, self.partner, self.parts, data)

    def address(self, name: str = "fill_in") -> str:
        """The address of this part."""
        return address(self.place, self.step, self.partner, name)


def whole(text: str | None) -> int:
    """A number from a hidden field; what is no number counts as "nothing seen"."""
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0


def restored(data: QueryDict) -> QueryDict:
    """The answers; with "do not remove" pressed, the boxes "remove" are unticked."""
    if "restore" not in data:
        return data
    kept = data.copy()
    for name in [name for name in kept if name.endswith("-DELETE")]:
        del kept[name]
    return kept


def refusal(error: Exception, spot: Spot) -> str:
    """Why an action said no, and what to do."""
    partner = spot.partners.get(spot.partner, "")
    if isinstance(error, PermissionDenied):
        return _("%(partner)s has closed this part. Ask %(partner)s to fill it in or to share it.") % {
            "partner": partner
        }
    if isinstance(error, Invalid) and error.code == "archived":
        return _("This variant was put away. Take it back first.")
    return _("This is too much for one part. Make the texts shorter.")


def in_one_line(page: Page, lost: list[Loss]) -> str:
    """Everything that is wrong, for the line under the form."""
    if lost:
        titles = ", ".join(loss.title for loss in lost)
        return _("%(titles)s is used elsewhere. Choose “Save and continue” to see what would be lost.") % {
            "titles": titles
        }
    return " ".join(
        f"{item['label']}: {item['text']}" if item["label"] else item["text"] for item in page.problems
    )


def onward(spot: Spot, wish: str) -> str:
    """Where to go after saving: the overview, or the next part for this visitor."""
    if wish != "overview":
        mine = [key for key in _parts_of(spot) if spot.place.access.may_write(key[1], key[0])]
        place = mine.index(spot.key) + 1 if spot.key in mine else len(mine)
        if place < len(mine):
            section, partner = mine[place]
            return address(spot.place, BY_SECTION[section], partner)
    return reverse("fill_in", kwargs={"slug": spot.place.cooperation.slug}) + spot.place.query


def _parts_of(spot: Spot) -> list[inputs.Key]:
    """All parts in the order of filling in."""
    found: list[inputs.Key] = []
    for step in STEPS:
        found.append((step.section, ""))
        if step.has_own_part:
            found.extend((step.section, partner) for partner in spot.partners)
    return found


def _title(spot: Spot, partner: str, step: Step) -> str:
    """What a part is called: "our side" only to whom it belongs."""
    if not partner:
        return str(step.title)
    if partner == spot.place.access.partner:
        return str(step.own_title)
    return f"{step.title} · {spot.partners.get(partner, partner)}"


def _around(spot: Spot) -> dict[str, Any]:
    """What every page of a step shows: title, place in the series, who may see it, who saved it last."""
    step, partner, place = spot.step, spot.partner, spot.place
    names = spot.partners
    overview = reverse("fill_in", kwargs={"slug": place.cooperation.slug}) + place.query
    return {
        "spot": spot,
        "step": step,
        "number": STEPS.index(step) + 1,
        "count": len(STEPS),
        "title": _title(spot, partner, step),
        "lead": "" if partner and not spot.may_write else step.own_lead if partner else step.lead,
        "partner_name": names.get(partner, ""),
        "overview_url": overview,
        "breadcrumb": [{"title": _("Overview"), "url": place.cooperation.url + place.query},
                       {"title": _("Fill in"), "url": overview}],
        "parts": _parts(spot) if step.has_own_part else [],
        "visibility_url": spot.address("fill_in_visibility"),
        "sources_url": address(place, BY_SECTION["sources"]),
        "members": place.access.role is not None,
    }  # fmt: skip


def _parts(spot: Spot) -> list[dict[str, Any]]:
    """The parts of this step: the shared one, then one for each partner."""
    shared = (
        _("Several partners together") if spot.step.section == "people" else _("The list of all partners")
    )
    rows = [("", shared), *spot.partners.items()]
    return [
        {"title": name, "url": address(spot.place, spot.step, key), "current": key == spot.partner}
        for key, name in rows
    ]


def form(spot: Spot, page: Page, lost: list[Loss] | None = None) -> dict[str, Any]:
    """The page on which somebody answers."""
    data = page.data if page.data is not None else QueryDict()
    return _around(spot) | {
        "page": page,
        "lost": lost or [],
        "problems": page.problems if page.data is not None and not lost else [],
        "based_on": whole(data.get("based_on")) if data else spot.number,
        "municipalities": inputs.municipality_names()
        if page.step.section == "partners" and not page.partner
        else (),
        "taakvelden": inputs.taakveld_names() if page.step.section == "tasks" and not page.partner else (),
        "rooms": _rooms(page) if page.step.shape == "parameters" else [],
        "needs_rows": page.is_own_side and not page.entries,
        "action": spot.address(),
        "list_url": address(spot.place, spot.step),
    }


def _rooms(page: Page) -> list[dict[str, Any]]:
    """The parameters by subject, changed ones in sight."""
    found = []
    for room, title in _ROOMS.items():
        entries: list[Entry] = [entry for entry in page.entries if _room(entry) == room]
        wrong = any(entry.form.is_bound and entry.form.errors for entry in entries)
        changed = sum(entry.before is not None for entry in entries)
        found.append(
            {
                "title": title,
                "entries": entries,
                "changed": changed,
                "open": wrong or changed > 0,
            }
        )
    return found


def _room(entry: Entry) -> str:
    """The scale curves are many and for few; they stand apart."""
    if entry.key.startswith(_CURVES):
        return _CURVES
    return entry.parameter.room if entry.parameter is not None else ""


def read(spot: Spot) -> dict[str, Any]:
    """The page for who may read and not write."""
    page = spot.page()
    mine = spot.place.access.partner
    writes = (
        spot.step.has_own_part
        and mine in spot.partners
        and spot.place.access.may_write(mine, spot.step.section)
    )
    own_url = address(spot.place, spot.step, mine) if writes else ""
    return _around(spot) | {"blocks": blocks(page, page.before), "page": page, "own_url": own_url}


def conflict(spot: Spot, yours: QueryDict) -> dict[str, Any]:
    """Both versions, question by question. What somebody typed is shown even when it is not right yet."""
    page = spot.page(yours)
    page.is_valid()
    theirs = spot.revision.content if spot.revision else None
    rows = differences(page, theirs, page.content)
    author = spot.revision.author if spot.revision else None
    mine = author is not None and author.pk == spot.place.user.pk
    return _around(spot) | {
        "their_name": "" if author is None else _("your other window") if mine else author.get_full_name(),
        "different": [row for row in rows if row.differs],
        "equal": [row for row in rows if not row.differs],
        "problems": page.problems,
        "theirs": spot.revision,
        "seen": spot.number,
        "action": spot.address("fill_in_conflict"),
    }


# The start page -------------------------------------------------------------------------------------------------


def start(place: Visit) -> dict[str, Any]:
    """The steps with their state, the partners with their parts, and the next useful step. One query for each table."""
    spot = Spot.find(place, STEPS[0], "")
    rows = [_step_row(spot, step, number) for number, step in enumerate(STEPS, 1)]
    parts = {step.section: step for step in STEPS if step.has_own_part}
    writers = _writers(place)
    partners = [
        {
            "key": key,
            "name": name,
            "writers": writers.get(key, []),
            "is_mine": key == place.access.partner,
            "cells": [_cell(spot, step, key) for step in parts.values()],
        }
        for key, name in spot.partners.items()
    ]
    return {
        "steps": rows,
        "partners": partners,
        "coordinators": writers.get("", []),
        "next": _next(spot),
        "filled": sum(row["state"] == FILLED for row in rows if not row["optional"]),
        "asked": sum(not row["optional"] for row in rows),
        "members": place.access.role is not None,
        "breadcrumb": [{"title": _("Overview"), "url": place.cooperation.url + place.query}],
        "members_url": reverse("members", kwargs={"slug": place.cooperation.slug}) + place.query,
    }


def _step_row(spot: Spot, step: Step, number: int) -> dict[str, Any]:
    state = state_of(step, "", spot.parts, spot.partners)
    own = (
        [state_of(step, partner, spot.parts, spot.partners) for partner in spot.partners]
        if step.has_own_part
        else []
    )
    if step.section == "people" and state == EMPTY and own:
        state = (
            FILLED
            if all(item == FILLED for item in own)
            else "partly"
            if any(item != EMPTY for item in own)
            else EMPTY
        )
    return {
        "number": number,
        "title": step.title,
        "lead": step.lead,
        "url": address(spot.place, step),
        "state": state,
        "state_word": STATE_WORDS[state],
        "optional": step.optional,
        "human": step.section == "people",
        "own_filled": sum(item == FILLED for item in own),
        "own_count": len(own),
        "may_write": spot.place.access.may_write("", step.section),
    }


def _cell(spot: Spot, step: Step, partner: str) -> dict[str, Any]:
    state = state_of(step, partner, spot.parts, spot.partners)
    # Empty and closed look the same from outside, and so they are called the same.
    hidden = state == EMPTY and spot.place.access.partner != partner
    word = _("Nothing to see yet") if hidden else STATE_WORDS[state]
    return {
        "state": state,
        "word": word,
        "url": address(spot.place, step, partner),
        "title": step.own_title if partner == spot.place.access.partner else step.title,
    }


def _writers(place: Visit) -> dict[str, list[str]]:
    """Who writes for which partner; "" holds the coordinators. Outsiders see no names."""
    if place.access.role is None:
        return {}
    found: dict[str, list[str]] = {}
    rows = Membership.objects.filter(
        cooperation=place.cooperation, role__in=(Role.COORDINATOR, Role.PARTNER_EDITOR), user__is_active=True
    ).select_related("user")
    for row in rows:
        found.setdefault(row.partner if row.role == Role.PARTNER_EDITOR else "", []).append(
            row.user.get_full_name()
        )
    return found


def _next(spot: Spot) -> dict[str, Any] | None:
    """The first part that this visitor can fill in and that is not complete; what is optional never comes first."""
    access = spot.place.access
    mine = [
        (BY_SECTION[section], partner)
        for section, partner in _parts_of(spot)
        if access.may_write(partner, section)
    ]
    # Whoever writes for one partner begins there; nobody can describe a side of a list that is still empty.
    for step, partner in mine:
        is_waiting = partner and step.section in inputs.INNER and not spot.parts.get((step.section, ""))
        if step.optional or is_waiting or (step.section == "people" and not partner):
            continue
        if state_of(step, partner, spot.parts, spot.partners) != FILLED:
            return {
                "title": _title(spot, partner, step),
                "text": step.own_lead if partner else step.lead,
                "url": address(spot.place, step, partner),
            }
    return None
