"""What a dossier and its assessment say about one group, besides its card and its hours. For members only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vierkant_web.templatetags.words import page_language

Plain = Mapping[str, Any]


def questions(dossier: Plain, group: str) -> list[Plain]:
    """The questions of this group, then those of everybody; in each what is not answered yet comes first."""
    rows = [row for row in dossier.get("questions", ()) if row.get("group") in (None, group)]
    return sorted(rows, key=lambda row: (row.get("group") is None, bool(row.get("answer"))))


def planned(dossier: Plain, group: str) -> list[Plain]:
    """What is planned for this group, by date; without groups it is for everybody."""
    rows = [row for row in dossier.get("interventions", ()) if group in (row.get("groups") or [group])]
    return sorted(rows, key=lambda row: row.get("from_on") or "9999")


def coverage(found: Plain | None, group: str) -> list[dict[str, Any]]:
    """Per phase, in order: its name in the language of the page, and what this group has in it."""
    if not found:
        return []
    language = page_language()
    names = {
        phase: words.get(language) or next(iter(words.values()), phase) for phase, words in found["phases"]
    }
    return [{**cell, "name": names[cell["phase"]]} for cell in found["cells"] if cell["group"] == group]
