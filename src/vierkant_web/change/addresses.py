"""Addresses that a page needs by the hundreds."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse

from vierkant_web.permissions import Visit


def group_address(place: Visit) -> Callable[[str], str]:
    """Group → address of its page. The pattern is looked up once."""
    pattern = reverse("change_group", kwargs={"slug": place.cooperation.slug, "group": "0"})
    before, after = pattern.split("/groep/0/")
    return lambda group: f"{before}/groep/{group}/{after}{place.query}"


def address(place: Visit, page: str, /, **words: str) -> str:
    """The address of a page of Mensen, in the same variant."""
    return reverse(page, kwargs={"slug": place.cooperation.slug, **words}) + place.query
