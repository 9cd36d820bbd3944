"""The navigation inside a word of the menu, as the template ``components/subnav.html`` shows it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise

from vierkant_web.permissions import Visit


def items(
    place: Visit, pages: Iterable[tuple[str, str | Promise]], current: str, label: str
) -> dict[str, Any]:
    """``subnav`` and ``subnav_label`` for a template, from name of address and word of the pages that are seen.

    Empty for who would see one item only: a navigation of one leads nowhere.
    """
    found = [
        {
            "title": title,
            "url": reverse(name, kwargs={"slug": place.cooperation.slug}) + place.query,
            "current": name == current,
        }
        for name, title in pages
    ]
    return {"subnav": found if len(found) > 1 else [], "subnav_label": label}
