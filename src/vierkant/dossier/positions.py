"""Who wants what in a dossier, and how many councils each issue still needs."""

from __future__ import annotations

from collections.abc import Mapping

from vierkant.dossier.sections import Dossier
from vierkant.positions.results import PositionsResult


def positions_of(dossier: Dossier, partners: Mapping[str, str]) -> PositionsResult | None:
    """The map of interests; None when the dossier is silent about it."""
    return None
