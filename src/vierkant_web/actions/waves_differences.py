"""Take differences that were found over into the dossier, where each gets a measure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from vierkant_web.actions.sections import save_section
from vierkant_web.models import SHARED_PART, Section, SectionRevision, User, Variant
from vierkant_web.permissions import latest_revisions

_KEY_LENGTH = 60


def append_differences(
    *, variant: Variant, rows: Sequence[Mapping[str, Any]], by: User
) -> tuple[SectionRevision | None, int]:
    """Put rows of differences behind those that stand; what stands already (by ``found``) is left as it is.

    ``rows`` are rows of the section `differences`, made from what was released. Gives the revision and how many were
    added; (None, 0) when there was nothing to add and nothing stands.

    Raises:
        Conflict, Invalid, PermissionDenied: as `save_section`.
    """
    latest = (
        latest_revisions().filter(variant=variant, section=Section.DIFFERENCES, partner=SHARED_PART).first()
    )
    standing = list(latest.content or []) if latest is not None else []
    found = {row.get("found") for row in standing if row.get("found")}
    keys = {row["id"] for row in standing}
    added = []
    for row in rows:
        if row.get("found") in found:
            continue
        fresh = {**row, "id": _free(str(row["id"]), keys)}
        found.add(fresh.get("found"))
        keys.add(fresh["id"])
        added.append(fresh)
    if not added:
        return latest, 0
    revision = save_section(
        variant=variant,
        section=Section.DIFFERENCES,
        content=[*standing, *added],
        based_on=latest.number if latest is not None else 0,
        by=by,
    )
    return revision, len(added)


def _free(wanted: str, taken: set[str]) -> str:
    key, number = wanted[:_KEY_LENGTH], 2
    while key in taken:
        ending = f"-{number}"
        key, number = wanted[: _KEY_LENGTH - len(ending)] + ending, number + 1
    return key
