"""Between a filled-in card and the dossier: the engine checks the rows and writes them as it always does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from vierkant_web.models import Visibility
from vierkant_web.permissions import Visit
from vierkant_web.section_rows import written_section


def written(section: str, rows: Sequence[Mapping[str, Any]]) -> tuple[list[dict[str, Any]], list[str]]:
    """The rows as a dossier holds them, and everything that is wrong with them in sentences."""
    content, problems = written_section(section, rows)
    return content or [], problems


def group_of(place: Visit, identifier: str) -> dict[str, Any] | None:
    """The group that this visitor may see, or None. One query.

    ``partner`` is an empty string for several together; ``is_closed``: other partners do not see the group.
    """
    parts = place.revisions().filter(section="people").values_list("partner", "content", "visibility")
    for partner, content, visibility in parts:
        for row in content or ():
            if row.get("id") == identifier:
                return {**row, "partner": partner, "is_closed": visibility == Visibility.PRIVATE}
    return None
