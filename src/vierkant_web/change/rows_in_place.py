"""Adding a row to a section, or changing one, from a page that shows it; all other rows stay as they are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from vierkant_web.actions import Conflict
from vierkant_web.change import saving
from vierkant_web.change.inputs_card import written
from vierkant_web.permissions import Visit

Row = dict[str, Any]
LONGEST = 60
"""Characters of an id, as the dossier allows."""


def add(place: Visit, section: str, name: str, row: Mapping[str, Any]) -> list[str]:
    """Put a new row behind the others; gives what is wrong with it in sentences, and then nothing was saved.

    Raises:
        Invalid, PermissionDenied: as `vierkant_web.actions.save_many`.
    """
    key = (section, "")
    for _attempt in range(saving.ATTEMPTS):
        identifier = _free(place, section, name)
        rows, problems = written(section, [{"id": identifier, **row}])
        if problems:
            return problems
        try:
            saving.save(place, identifier, {key: rows}, saving.mark({key: []}))
        except (saving.CardChanged, Conflict):  # somebody took the same id, or saves all the time: once more
            continue
        return []
    return [gettext("Others are saving at this very moment. Press the button once more.")]


def change(place: Visit, section: str, identifier: str, row: Mapping[str, Any], seen: str) -> list[str]:
    """Put a row in place of the one with this id; ``seen`` is the `saving.mark` that the form was filled from.

    Raises:
        saving.CardChanged: somebody changed this row in the meantime; nothing was saved.
        Invalid, PermissionDenied: as `vierkant_web.actions.save_many`.
    """
    rows, problems = written(section, [{"id": identifier, **row}])
    if problems:
        return problems
    try:
        saving.save(place, identifier, {(section, ""): rows}, seen)
    except Conflict:
        return [gettext("Others are saving at this very moment. Press the button once more.")]
    return []


def standing(place: Visit, section: str, identifier: str) -> tuple[Row | None, str]:
    """The row with this id as it stands, and its mark."""
    rows = saving.standing(place, identifier, [(section, "")])
    [found] = rows.values()
    return (found[0] if found else None), saving.mark(rows)


def _free(place: Visit, section: str, name: str) -> str:
    """An id made from the name that no row of the section has."""
    base = (
        re.sub(r"[^a-z0-9]+", "-", name.casefold().encode("ascii", "ignore").decode()).strip("-") or "regel"
    )
    base = base[: LONGEST - 5].strip("-")
    contents = place.revisions().filter(section=section).values_list("content", flat=True)
    taken = {row.get("id") for content in contents for row in content or ()}
    number, found = 2, base
    while found in taken:
        found, number = f"{base}-{number}", number + 1
    return found
