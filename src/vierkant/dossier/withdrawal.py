"""The price of leaving in a dossier: the arrangement's own rule, the business case, the key and the votes together."""

from __future__ import annotations

from vierkant.business_case.inputs import CaseInput
from vierkant.business_case.results import CaseResult
from vierkant.cost_sharing.results import SharingResult
from vierkant.dossier.sections import Dossier
from vierkant.voting_power.results import VotingResult
from vierkant.withdrawal.results import WithdrawalResult


def withdrawal_of(
    dossier: Dossier,
    case_data: CaseInput,
    case: CaseResult | None,
    sharing: SharingResult | None,
    voting: VotingResult | None,
) -> WithdrawalResult | None:
    """The price of leaving for every partner; None when there are no two partners with costs."""
    return None
