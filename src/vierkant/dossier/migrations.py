"""From an earlier schema version of the dossier to the present one, a step at a time on plain tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from vierkant.dossier.sections import SCHEMA_VERSION

Step = Callable[[dict[str, Any]], dict[str, Any]]

STEPS: Mapping[int, Step] = {}
"""Version → the step to the next one. Version 1 is the first, so there is none yet; a test demands one per version."""


def migrate(
    plain: dict[str, Any], *, steps: Mapping[int, Step] = STEPS, to: int = SCHEMA_VERSION
) -> dict[str, Any]:
    """The tables in the present schema version; what has no version, or an unknown one, is left for the check.

    Raises:
        LookupError: a step is missing; a fault in our code.
    """
    version = plain.get("schema_version", to)
    if isinstance(version, bool) or not isinstance(version, int) or version >= to or version < 1:
        return plain
    for step in range(version, to):
        plain = {**steps[step](dict(plain)), "schema_version": step + 1}
    return plain
