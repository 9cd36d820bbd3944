"""Between a filled-in card and the dossier: the engine checks the rows and writes them as it always does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from vierkant.dossier.checking import validate_section
from vierkant.dossier.problems import explain
from vierkant.dossier.sections import Dossier
from vierkant.dossier.writing import to_plain_dossier
from vierkant_web.models import Visibility
from vierkant_web.permissions import Visit
from vierkant_web.templatetags.words import page_language


def written(section: str, rows: Sequence[Mapping[str, Any]]) -> tuple[list[dict[str, Any]], list[str]]:
    """The rows as a dossier holds them, and everything that is wrong with them in sentences."""
    value, problems = validate_section(section, list(rows))
    if value is None:
        return [], [explain(problem, page_language()) for problem in problems]
    return to_plain_dossier(Dossier(**{section: value})).get(section, []), []


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
