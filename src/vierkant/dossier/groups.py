"""Which rows of a dossier in plain tables are about which group of employees, and the dossier without some groups."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

ABOUT_ONE = ("impact", "lead_scores", "aspects", "crosswalk")
"""Sections of which every row is about one group."""

OF_ONE_OR_ALL = ("communication", "ledger", "questions")
"""Sections of which a row names one group, or is about everybody."""

OF_SEVERAL = ("interventions", "other_projects")
"""Sections of which a row names several groups, or is about all of them."""

KEYED_BY_GROUP = ("impact", "lead_scores")
"""Sections whose row bears the key of its group."""


def group_of(section: str, row: Mapping[str, Any]) -> str:
    """The key of the group that a row of `ABOUT_ONE` or `OF_ONE_OR_ALL` is about; empty when it is about everybody."""
    return str(row.get("id" if section in KEYED_BY_GROUP else "group") or "")


def seen_groups(plain: Mapping[str, Any]) -> frozenset[str]:
    """The keys of the groups in a dossier in plain tables."""
    return frozenset(row["id"] for row in plain.get("people", ()))


def without_unseen_groups(plain: Mapping[str, Any], seen: Collection[str]) -> dict[str, Any]:
    """The dossier without what is about other groups than ``seen``.

    A row about several groups keeps the ones that are seen; a row that loses them all goes, because a row that names
    no group would be about everybody.
    """
    kept = dict(plain)
    for section in (*ABOUT_ONE, *OF_ONE_OR_ALL):
        if section in plain:
            kept[section] = [row for row in plain[section] if _is_seen(section, row, seen)]
    for section in OF_SEVERAL:
        if section in plain:
            rows = [(row, [key for key in row.get("groups", ()) if key in seen]) for row in plain[section]]
            kept[section] = [
                {**row, "groups": groups} if groups else row
                for row, groups in rows
                if groups or not row.get("groups")
            ]
    return kept


def without_small_groups(plain: Mapping[str, Any], floor: float) -> dict[str, Any]:
    """The dossier without groups of fewer people than ``floor`` and what is about them.

    Not hidden but left out: of a total that still counts them, the size and hours of one small group can be derived.
    """
    if "people" not in plain:
        return dict(plain)
    kept = {**plain, "people": [row for row in plain["people"] if row.get("size", 0) >= floor]}
    return without_unseen_groups(kept, seen_groups(kept))


def _is_seen(section: str, row: Mapping[str, Any], seen: Collection[str]) -> bool:
    group = group_of(section, row)
    return group in seen or (not group and section in OF_ONE_OR_ALL)
