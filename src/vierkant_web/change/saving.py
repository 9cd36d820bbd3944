"""Saving the rows of one group in a section that several people write: only this group's rows are replaced.

Who edits another group's card at the same moment is not in the way. Two people on one card are: then nothing is
written, and both versions are shown.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from vierkant_web import actions
from vierkant_web.actions import Conflict, Part
from vierkant_web.models import SectionRevision, Visibility
from vierkant_web.permissions import Visit

Key = tuple[str, str]
"""Section and partner."""
Row = dict[str, Any]
Rows = Mapping[Key, Sequence[Row]]
ATTEMPTS = 5
"""How often to try again when somebody saved another group's rows between reading and writing."""
_GROUP_FIELD = {"aspects": "group"}


class CardChanged(Exception):  # noqa: N818 - not a fault: two people did their work
    """Somebody saved the rows of this same group in the meantime; ``standing`` holds them."""

    def __init__(self, standing: Rows) -> None:
        super().__init__("the card was changed in the meantime")
        self.standing = standing


def standing(place: Visit, group: str, keys: Sequence[Key]) -> Rows:
    """The rows of the group that stand now, by part. One query."""
    return _own_rows(_latest(place, keys), group, keys)


def mark(rows: Rows) -> str:
    """A short name for what stands; a form carries it, so that a change in the meantime is seen."""
    plain = [[*key, list(found)] for key, found in sorted(rows.items())]
    return sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()[:20]


def save(place: Visit, group: str, wanted: Rows, seen: str, *, is_closed: bool = False) -> None:
    """Put these rows in place of those of the group. ``seen`` is the `mark` that the form was filled from.

    A new part is shared, but that of a partner about a closed group (``is_closed``) starts closed as well.

    Raises:
        CardChanged: somebody changed this group's rows, and not into these.
        Conflict: others save so fast that there was no moment in between.
        Invalid, PermissionDenied: as `vierkant_web.actions.save_many`.
    """
    keys = list(wanted)
    for attempt in range(1, ATTEMPTS + 1):
        latest = _latest(place, keys)
        now = _own_rows(latest, group, keys)
        if mark(now) != seen and mark(now) != mark(wanted):
            raise CardChanged(now)
        parts = [
            Part(*key, _replaced(_content(latest, key), group, key[0], wanted[key]),
                 None if key in latest else _first_visibility(key, is_closed=is_closed))
            for key in keys
            if key in latest or wanted[key]
        ]  # fmt: skip
        numbers = {key: latest[key].number if key in latest else 0 for key in keys}
        try:
            actions.save_many(variant=place.variant, parts=parts, based_on=numbers, by=place.user)
            return
        except Conflict:
            if attempt == ATTEMPTS:
                raise


def _first_visibility(key: Key, *, is_closed: bool) -> Visibility:
    return Visibility.PRIVATE if is_closed and key[1] else Visibility.SHARED


def _latest(place: Visit, keys: Sequence[Key]) -> dict[Key, SectionRevision]:
    rows = place.revisions().filter(section__in={section for section, _partner in keys})
    return {(row.section, row.partner): row for row in rows if (row.section, row.partner) in keys}


def _content(latest: Mapping[Key, SectionRevision], key: Key) -> list[Row]:
    return list(latest[key].content or []) if key in latest else []


def _own_rows(latest: Mapping[Key, SectionRevision], group: str, keys: Sequence[Key]) -> Rows:
    return {
        key: [row for row in _content(latest, key) if row.get(_GROUP_FIELD.get(key[0], "id")) == group]
        for key in keys
    }


def _replaced(content: list[Row], group: str, section: str, rows: Sequence[Row]) -> list[Row]:
    """The content with these rows where the first row of the group stood, or at the end."""
    field = _GROUP_FIELD.get(section, "id")
    place = next((at for at, row in enumerate(content) if row.get(field) == group), len(content))
    before, after = content[:place], [row for row in content[place:] if row.get(field) != group]
    return [*before, *rows, *after]
