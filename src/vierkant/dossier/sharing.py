"""Who pays in a dossier: the costs of every coalition from the business case, or from the partners' own table."""

from __future__ import annotations

from vierkant.business_case.inputs import CaseInput
from vierkant.cost_sharing.results import SharingResult
from vierkant.dossier.sections import Dossier


def sharing_of(dossier: Dossier, case: CaseInput, *, seed: int, draws: int) -> SharingResult | None:
    """The keys side by side; None when there are no two partners with costs."""
    return None
