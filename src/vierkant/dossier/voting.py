"""Who decides in a dossier: the agreed votes and rules beside the agreed key, the residents and the councils' views."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from vierkant.dossier.composing import residents, voting
from vierkant.dossier.sections import Dossier
from vierkant.grip.inputs import Stance
from vierkant.voting_power import assess_votes
from vierkant.voting_power.councils_row import councils_row
from vierkant.voting_power.inputs import Voting
from vierkant.voting_power.results import CouncilsRow, VotingResult
from vierkant.voting_power.rules import ORDINARY, Rule, ordinary_rule

IN_FAVOUR = (Stance.AGREES,)
AGAINST = (Stance.OBJECTS,)
"""Who agrees only when something changes is still to be won, and so is who has no view."""


def votes_of(dossier: Dossier, partners: Mapping[str, str]) -> VotingResult | None:
    """Votes against power; None while nothing was agreed about deciding."""
    agreed = voting(dossier)
    if agreed is None and not dossier.voting_rules:
        return None
    rule = agreed or Voting()
    key = dossier.agreements.cost_key if dossier.agreements else {}
    return assess_votes(
        rule,
        {name: share.value for name, share in key.items()} or None,
        partners,
        residents=residents_of(dossier),
        rules=dossier.voting_rules,
        councils=tuple(_points(dossier, rule, partners)),
    )


def residents_of(dossier: Dossier) -> dict[str, float]:
    """Residents by partner, as far as known."""
    start = dossier.cooperation.start_year if dossier.cooperation else None
    known = {partner.id: residents(partner, start) for partner in dossier.partners}
    return {name: figure.value for name, figure in known.items() if figure is not None and figure.value > 0}


def _points(dossier: Dossier, agreed: Voting, partners: Mapping[str, str]) -> Iterator[CouncilsRow]:
    """The points on which councils give their view, and how many are still needed under the ordinary rule."""
    rule = ordinary_rule(agreed, tuple(partners))
    if not any(rule.votes) or rule.quota > sum(rule.votes):
        return
    for point in dossier.zienswijze_points:
        stances = _stances(dossier, point.id, rule)
        if stances:
            yield councils_row(
                rule,
                partners,
                identifier=point.id,
                kind="zienswijze_point",
                name=point.text,
                rule_name=ORDINARY,
                in_favour=[name for name, stance in stances.items() if stance in IN_FAVOUR],
                against=[name for name, stance in stances.items() if stance in AGAINST],
            )


def _stances(dossier: Dossier, point: str, rule: Rule) -> dict[str, Stance]:
    """What each council thinks; of two views of one council the last in the list stands."""
    return {
        view.partner: view.stance
        for view in dossier.council_views
        if view.point == point and view.partner in rule.partners
    }
