"""The job: a stored dossier goes in, the assessment in plain values comes out. The one place that calls the engine."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from vierkant.dossier import assess, from_plain


def assess_run(
    dossier: dict[str, Any], seed: int, draws: int, report: Callable[[float], None], rules_on: date
) -> dict[str, Any]:
    """Assess a dossier in plain tables; ``report`` is told the finished share, 0 to 1.

    Raises:
        vierkant.dossier.DossierError: the stored dossier is not one (a fault: it was checked when it was saved).
    """
    checked = from_plain(dossier)
    return assess(checked, today=rules_on, seed=seed, draws=draws, progress=report).to_dict()
