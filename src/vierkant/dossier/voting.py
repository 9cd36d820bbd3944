"""Who decides in a dossier: the agreed votes and rules beside the agreed key and the residents."""

from __future__ import annotations

from collections.abc import Mapping

from vierkant.dossier.composing import voting
from vierkant.dossier.sections import Dossier
from vierkant.voting_power import assess_votes
from vierkant.voting_power.results import VotingResult


def votes_of(dossier: Dossier, partners: Mapping[str, str]) -> VotingResult | None:
    """Votes against power; None while no votes were agreed."""
    rule = voting(dossier)
    if rule is None:
        return None
    key = dossier.agreements.cost_key if dossier.agreements else {}
    shares = {name: share.value for name, share in key.items()} or None
    return assess_votes(rule, shares, partners)
