"""For whom a visitor may have a report made. A report of an audience is made from that audience's assessment alone."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404

from vierkant_web.jobs.current import Current, Needed, current_assessment
from vierkant_web.permissions import PUBLIC, SHARED, Permission, Visit

OWN, PARTNERS, EVERYBODY = "eigen", "deelnemers", "openbaar"
_NAMES = {SHARED: PARTNERS, PUBLIC: EVERYBODY}


@dataclass(frozen=True, slots=True)
class Reader:
    """A kind of reader: its word in the address, its audience, and the name of the partner (or empty)."""

    word: str
    audience: str
    partner: str = ""

    @property
    def kind(self) -> str:
        """``partner``, ``shared`` or ``public``."""
        return self.audience.partition(":")[0]


def readers(place: Visit) -> tuple[Reader, ...]:
    """The visitor's own audience first; a coordinator also gets what all partners and what everybody may read."""
    audiences = [place.audience]
    if place.access.may(Permission.MANAGE):
        audiences += [SHARED, PUBLIC]
    return tuple(
        Reader(_NAMES.get(audience, OWN), audience, audience.partition(":")[2])
        for audience in dict.fromkeys(audiences)
    )


def chosen(place: Visit, word: str) -> Reader:
    """The reader that the address names.

    Raises:
        Http404: there is no such reader for this visitor.
    """
    for reader in readers(place):
        if reader.word == word:
            return reader
    raise Http404


def assessment(place: Visit, reader: Reader, *, again: bool = False, parts: Needed = ()) -> Current:
    """The assessment made for this reader, or these parts of it."""
    return current_assessment(place, reader.audience, again=again, parts=parts)
