"""What the pages about the baseline read from the engine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vierkant import reference


def partners_of(plain: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The partners in the order of the dossier, with their official facts where they are municipalities."""
    rows = []
    for row in plain.get("partners", ()):
        found = reference.municipality(row.get("municipality") or "")
        name = row.get("name") or (found.name if found else row["id"])
        rows.append({"id": row["id"], "name": name, "municipality": found})
    return rows
