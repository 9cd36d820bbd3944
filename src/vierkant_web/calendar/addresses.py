"""The addresses of the calendar: each keeps the year, the board, the move that is tried and the variant."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from vierkant_web import assessed
from vierkant_web.permissions import Visit

PARAMETERS = ("jaar", "bestuur", "stuk", "verplaats")


class Addresses:
    """Addresses of pages for one request; an empty text leaves a parameter out."""

    def __init__(self, place: Visit, request: HttpRequest) -> None:
        self._place = place
        self._slug = {"slug": place.cooperation.slug}
        self._now = {name: request.GET.get(name, "") for name in PARAMETERS}
        self._variant = "" if place.variant.is_main else place.variant.slug
        self._council = request.resolver_match.kwargs.get("council") if request.resolver_match else None

    def _with(self, url: str, changes: dict[str, str]) -> str:
        wanted = {**self._now, **changes, "variant": self._variant}
        chosen = {name: value for name, value in wanted.items() if value}
        return f"{url}?{urlencode(chosen)}" if chosen else url

    def calendar(self, **changes: str) -> str:
        """The calendar itself."""
        return self._with(reverse("calendar", kwargs=self._slug), changes)

    def council(self, key: str, **changes: str) -> str:
        """The year of one council."""
        return self._with(reverse("calendar_council", kwargs={**self._slug, "council": key}), changes)

    def here(self, **changes: str) -> str:
        """The page that was asked for."""
        return self.council(self._council, **changes) if self._council else self.calendar(**changes)

    def chart(self, board: str, kind: str) -> str:
        """The picture of a board."""
        url = reverse("calendar_chart", kwargs={**self._slug, "board": board, "kind": kind})
        return self._with(url, {"bestuur": "", "stuk": ""})

    def kept(self) -> list[tuple[str, str]]:
        """The parameters that a form of the page keeps; the move is what it asks anew."""
        kept = {**self._now, "verplaats": "", "variant": self._variant}
        return [(name, value) for name, value in kept.items() if value]

    def filling_in(self) -> dict[str, str]:
        """Where boards, councils and dates are filled in."""
        found = {name: assessed.fill_in_url(self._place, name) for name in ("boards", "councils", "planning")}
        for name in ("calendar_dates", "calendar_feeds"):
            found[name] = reverse(name, kwargs=self._slug) + self._place.query
        return found
