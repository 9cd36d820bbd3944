"""Who decides: exact power indices of a weighted vote."""

from __future__ import annotations

from vierkant.voting_power.assessment import assess_votes
from vierkant.voting_power.indices import banzhaf, shapley_shubik
from vierkant.voting_power.results import VotingResult

__all__ = ["VotingResult", "assess_votes", "banzhaf", "shapley_shubik"]
