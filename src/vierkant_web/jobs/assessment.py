"""What a run computes: plain tables in, the plain JSON of an assessment out. The worker's process runs this."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from vierkant.dossier import assess, from_plain
from vierkant_web.jobs.execution import Report


def assess_run(dossier: dict[str, Any], seed: int, draws: int, report: Report) -> dict[str, Any]:
    """Assess the dossier as its audience may see it.

    Raises:
        DossierError: the dossier cannot be used; `current_assessment` checks that before it asks for a run.
    """
    today = timezone.localdate()
    return assess(from_plain(dossier), today=today, seed=seed, draws=draws, progress=report).to_dict()
