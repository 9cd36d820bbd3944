"""What the pages of the comparison have in common: addresses, charts, and the room of a number."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone

from vierkant_web.organisation_scan import inputs
from vierkant_web.permissions import Visit
from vierkant_web.templatetags.words import say

WIDTH = 900
"""Wider than drawn, so that the letters are as large as those of the page."""


def address(place: Visit, page: str, /, **words: str) -> str:
    """The address of a page on this visit."""
    return reverse(page, kwargs={"slug": place.cooperation.slug, **words}) + place.query


def chart(place: Visit, name: str, scan: dict[str, Any], *, dated: bool = False) -> dict[str, Any] | None:
    """What ``components/chart.html`` needs for one chart; None when there is nothing to draw.

    ``dated``: what depends on today was made already.
    """
    made = inputs.drawn(name, scan, None if dated else timezone.localdate())
    if made is None:
        return None
    return {
        "id": f"chart-{name}",
        "src": address(place, "organisation_scan_chart", name=name, kind="svg"),
        "spec": address(place, "organisation_scan_chart", name=name, kind="json"),
        "alt": made.spec["title"]["text"],
        "caption": " ".join(say(message) for message in made.summary),
        "source": say(made.source),
        "columns": [{"title": say(title)} for title in made.header],
        "rows": made.rows,
        "width": WIDTH,
    }
