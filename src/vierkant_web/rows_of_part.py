"""One row of a part of the dossier, set from the page that shows it; all other rows stay as they are.

Two people who set different rows of one part are never in each other's way. Two people on one row are: then nothing
is written, and both versions can be shown.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from vierkant_web import actions
from vierkant_web.actions import Conflict
from vierkant_web.models import SectionRevision, Visibility
from vierkant_web.permissions import Visit, latest_revisions

Row = dict[str, Any]
Chosen = Callable[[Row], bool]
"""Whether a row is the one that is set."""
ATTEMPTS = 5
"""How often to try again when somebody saved another row between reading and writing."""


class RowChanged(Exception):  # noqa: N818 - not a fault: two people did their work
    """Somebody set this same row in the meantime; ``standing`` is how it stands now, None when it is gone."""

    def __init__(self, standing: Row | None) -> None:
        super().__init__("the row was changed in the meantime")
        self.standing = standing


@dataclass(frozen=True, slots=True)
class Standing:
    """How a row stands: ``row`` (None when there is none), ``seen`` to put in the form, and who may see its part."""

    row: Row | None
    seen: str
    visibility: str | None
    """None: nothing was saved in this part yet."""
    ids: frozenset[str]
    """The keys of all rows of the part."""


def is_hidden(place: Visit, section: str, partner: str) -> bool:
    """Whether something stands in this part that the visitor may not read, and so may not replace. One query."""
    found = latest_revisions().filter(variant=place.variant, section=section, partner=partner).first()
    return found is not None and not place.access.may_read(found)


def mark(row: Row | None) -> str:
    """A short name for what stands; a form carries it, so that a change in the meantime is seen."""
    return sha256(json.dumps(row, sort_keys=True).encode()).hexdigest()[:20]


def standing(place: Visit, section: str, partner: str, chosen: Chosen) -> Standing:
    """The row as it stands now. One query."""
    return _standing(_latest(place, section, partner), chosen)


def _standing(latest: SectionRevision | None, chosen: Chosen) -> Standing:
    rows = _rows(latest)
    row = next(filter(chosen, rows), None)
    visibility = latest.visibility if latest is not None else None
    return Standing(row, mark(row), visibility, frozenset(item.get("id", "") for item in rows))


def put(place: Visit, section: str, partner: str, chosen: Chosen, row: Row | None, seen: str) -> None:
    """Put the row where the chosen one stands, or at the end; None takes it away.

    ``seen`` is the mark that the form was filled from. A new part is shared with all partners; another one stays as
    open or closed as it was.

    Raises:
        RowChanged: somebody set this row in the meantime, and not to the same.
        Conflict: others save so fast that there was no moment in between.
        Invalid, PermissionDenied: as `vierkant_web.actions.save_section`.
    """
    for attempt in range(1, ATTEMPTS + 1):
        latest = _latest(place, section, partner)
        found = _standing(latest, chosen)
        if found.seen != seen and found.seen != mark(row):
            raise RowChanged(found.row)
        if latest is None and row is None:
            return
        try:
            actions.save_section(
                variant=place.variant,
                section=section,
                partner=partner,
                content=_with(_rows(latest), chosen, row),
                based_on=latest.number if latest is not None else 0,
                visibility=None if latest is not None else Visibility.SHARED,
                by=place.user,
            )
            return
        except Conflict:
            if attempt == ATTEMPTS:
                raise


def _latest(place: Visit, section: str, partner: str) -> SectionRevision | None:
    return place.revisions().filter(section=section, partner=partner).first()


def _rows(latest: SectionRevision | None) -> list[Row]:
    return list(latest.content or []) if latest is not None else []


def _with(rows: list[Row], chosen: Chosen, row: Row | None) -> list[Row]:
    """The rows with this one in the place of the first chosen; more rows of the same kind go."""
    place = next((number for number, item in enumerate(rows) if chosen(item)), len(rows))
    before, after = rows[:place], [item for item in rows[place:] if not chosen(item)]
    return [*before, *([] if row is None else [row]), *after]
