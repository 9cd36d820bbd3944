"""Where somebody is on the pages of waves, and what these pages share."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from vierkant_web.models import Wave, WaveState
from vierkant_web.organisaties import subnav
from vierkant_web.permissions import Permission, Visit, visit

PREPARING = (WaveState.DRAFT, WaveState.SIGNED)


def member_place(request: HttpRequest, slug: str, *needed: Permission) -> Visit:
    """The visit of a member who may do one of these things (none: every member).

    Raises:
        Http404: not there, or not a member.
        PermissionDenied: a member without any of these rights.
    """
    place = visit(request, slug)
    if place.access.role is None:
        raise Http404
    if needed and not any(map(place.access.may, needed)):
        raise PermissionDenied
    return place


def wave_of(place: Visit, number: int) -> Wave:
    """The wave with this number.

    Raises:
        Http404: there is none.
    """
    wave = Wave.objects.filter(cooperation=place.cooperation, number=number).first()
    if wave is None:
        raise Http404
    wave.cooperation = place.cooperation
    return wave


def address(place: Visit, name: str, **words: Any) -> str:
    """The address of a page of this cooperation, in the variant that is on the screen."""
    return reverse(name, kwargs={"slug": place.cooperation.slug, **words}) + place.query


def shared(place: Visit, wave: Wave | None = None, title: str = "") -> dict[str, Any]:
    """What every page of waves gives its template; ``title`` is the page's own, below that of the wave."""
    trail = [{"title": gettext("Surveys"), "url": address(place, "survey")}]
    if wave is not None:
        trail.append({"title": name_of(wave), "url": address(place, "survey_wave", number=wave.number)})
    return {
        "place": place,
        "wave": wave,
        "wave_name": name_of(wave) if wave else "",
        **subnav(place, "survey"),
        "breadcrumb": [*trail, {"title": title}] if title else trail[:-1],
        "may_survey": place.access.may(Permission.SURVEY),
        "may_sign": place.access.may(Permission.SIGN),
        "may_read_open": place.access.may(Permission.READ_OPEN),
        "preparing": wave is not None and wave.state in PREPARING,
    }


def name_of(wave: Wave) -> str:
    """What people call it."""
    given = str(wave.setup.get("name") or "") if isinstance(wave.setup, dict) else ""
    return given if given and given != "–" else gettext("Survey %(number)s") % {"number": wave.number}
