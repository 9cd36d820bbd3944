"""The start page of filling in: every step, how far it is, who fills it in, and the next useful one."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from vierkant_web.dossier import inputs
from vierkant_web.dossier.fill_in_step import Step
from vierkant_web.dossier.fill_in_steps import (
    BY_SECTION,
    CHAPTERS,
    EMPTY,
    FILLED,
    STATE_WORDS,
    STEPS,
    address,
    state_of,
)
from vierkant_web.dossier.fill_in_views import Spot, parts_of, title
from vierkant_web.dossier.forms_asks import Words
from vierkant_web.models import Membership, Role
from vierkant_web.permissions import Visit


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
            "cells": [_cell(spot, step, key) for step in parts.values() if not step.optional],
            "more": [_cell(spot, step, key) for step in parts.values() if step.optional],
        }
        for key, name in spot.partners.items()
    ]
    coming = _next(spot)
    return {
        "chapters": [
            _chapter(chapter, title, rows, coming["chapter"] if coming else "")
            for chapter, title in CHAPTERS.items()
        ],
        "partners": partners,
        "coordinators": writers.get("", []),
        "next": coming,
        "filled": sum(row["state"] == FILLED for row in rows if not row["optional"]),
        "asked": sum(not row["optional"] for row in rows),
        "members": place.access.role is not None,
        "breadcrumb": [{"title": _("Overview"), "url": place.cooperation.url + place.query}],
        "members_url": reverse("members", kwargs={"slug": place.cooperation.slug}) + place.query,
    }


def _chapter(key: str, title: Words, rows: list[dict[str, Any]], current: str) -> dict[str, Any]:
    """The steps under one heading; closed, unless the next step stands there."""
    steps = [row for row, step in zip(rows, STEPS, strict=True) if step.chapter == key]
    filled = sum(row["state"] == FILLED for row in steps)
    return {"key": key, "title": title, "steps": steps, "filled": filled, "open": key == current}


def _step_row(spot: Spot, step: Step, number: int) -> dict[str, Any]:
    state = state_of(step, "", spot.parts, spot.partners)
    own = (
        [state_of(step, partner, spot.parts, spot.partners) for partner in spot.partners]
        if step.has_own_part
        else []
    )
    if step.is_own_rows and state == EMPTY and own:
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
        "human": step.is_human,
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
        for section, partner in parts_of(spot)
        if access.may_write(partner, section)
    ]
    # Whoever writes for one partner begins there; nobody can describe a side of a list that is still empty.
    for step, partner in mine:
        is_waiting = partner and step.section in inputs.INNER and not spot.parts.get((step.section, ""))
        if step.optional or is_waiting or (step.is_own_rows and not partner):
            continue
        if state_of(step, partner, spot.parts, spot.partners) != FILLED:
            return {
                "chapter": step.chapter,
                "title": title(spot, partner, step),
                "text": step.own_lead if partner else step.lead,
                "url": address(spot.place, step, partner),
            }
    return None
