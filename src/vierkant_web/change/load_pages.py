"""Load: what all cooperations and projects together ask of the teams of one municipality, month by month."""

from __future__ import annotations

from datetime import date
from math import fsum
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from vierkant_web import assessed
from vierkant_web.change import inputs_load as inputs
from vierkant_web.change.subnav import subnav
from vierkant_web.jobs.current import visible_plain
from vierkant_web.permissions import Permission, Visit, visit


@require_safe
def load(request: HttpRequest, slug: str) -> HttpResponse:
    """The page; it counts by itself what stands in the dossiers now, so it never waits for an assessment."""
    place = _members_only(request, slug)
    towns = inputs.towns(visible_plain(place))
    shared = {"place": place, **subnav(place, "change_load"), "towns": towns}
    if not towns:
        return render(
            request, "change/load.html", {**shared, "partners_url": assessed.fill_in_url(place, "partners")}
        )
    town = _chosen(request, place, towns)
    found = inputs.load_of(place, town, first=timezone.localdate())
    return render(
        request, "change/load.html", {**shared, "town": town, "counted": found, **_shown(place, town, found)}
    )


def chart(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """One team as a picture: per month what each cooperation and project asks, beside what people can spend.

    Raises:
        Http404: no such municipality or team, or the visitor is not a member.
    """
    place = _members_only(request, slug)
    towns = inputs.towns(visible_plain(place))
    if not towns:
        raise Http404
    found = inputs.load_of(place, _chosen(request, place, towns), first=timezone.localdate())
    made = inputs.picture(found, request.GET.get("team", ""))
    if made is None:
        raise Http404
    return assessed.picture_of(made.spec, kind)


def _members_only(request: HttpRequest, slug: str) -> Visit:
    place = visit(request, slug)
    if place.access.role is None:
        raise Http404
    return place


def _chosen(request: HttpRequest, place: Visit, towns: list[inputs.Town]) -> inputs.Town:
    """The municipality asked for, otherwise the visitor's own, otherwise the first."""
    wanted = request.GET.get("gemeente") or place.access.partner
    return next((town for town in towns if town.id == wanted), towns[0])


def _shown(place: Visit, town: inputs.Town, found: inputs.Counted) -> dict[str, Any]:
    load = found.load
    address = reverse("change_load_chart", kwargs={"slug": place.cooperation.slug, "kind": "svg"})
    teams = [_team(team, address, {"gemeente": town.id, **_variant(place)}) for team in load["teams"]]
    return {
        "load": load,
        "months": [date_format(date.fromisoformat(month), "M Y") for month in load["months"]],
        "teams": [team for team in teams if team["parts"]],
        "quiet": [team for team in teams if not team["parts"]],
        "findings": assessed.findings(load["findings"]),
        "may_write": place.access.may(Permission.WRITE),
        "people_url": assessed.fill_in_url(place, "people"),
    }


def _variant(place: Visit) -> dict[str, str]:
    return {} if place.variant.is_main else {"variant": place.variant.slug}


def _team(team: dict[str, Any], address: str, query: dict[str, str]) -> dict[str, Any]:
    """A row of the table: a number per month, marked where it is too much, and who asks for it."""
    over = set(team["over"])
    return {
        **team,
        "src": f"{address}?{urlencode({**query, 'team': team['key']})}",
        "cells": [
            {"hours": hours, "over": number in over} for number, hours in enumerate(team["per_person"])
        ],
        "parts": [
            {**part, "most": max(part["per_person"]), "total": fsum(part["hours"])}
            for part in team["contributions"]
            if any(part["per_person"])
        ],
    }
