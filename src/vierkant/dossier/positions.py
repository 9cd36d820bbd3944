"""Who wants what in a dossier, and how many councils each issue still needs.

What a partner keeps for itself stands in no assessment, also not in its own: papers are made from assessments. Only
rows that were shared count, and one among closed ones is not laid beside nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from vierkant.dossier.composing import residents, voting
from vierkant.dossier.sections import Dossier
from vierkant.positions import assess_positions
from vierkant.positions.inputs import Body, Handling, PartnerPositions
from vierkant.positions.results import CouncilsStanding, IssueStanding, PositionsResult
from vierkant.positions.words import listed, of
from vierkant.quantities import Message
from vierkant.voting_power.councils import CouncilsNeeded, councils_needed
from vierkant.voting_power.inputs import Voting
from vierkant.voting_power.rules import Rule, RuleError, ordinary_rule, rule_of

LEAST_SHARED = 2
"""One part among closed ones says of whom it is, and there is nothing to lay beside it."""

MOST_NAMED = 3
"""Groups of councils that are named in a sentence."""


def positions_of(dossier: Dossier, partners: Mapping[str, str]) -> PositionsResult | None:
    """The map of interests with what was shared; None when the dossier is silent about it."""
    return map_of(dossier, shared_rows(dossier), partners)


def shared_rows(dossier: Dossier) -> tuple[PartnerPositions, ...]:
    """The rows that were shared and are ready, when there are at least two; otherwise none."""
    rows = tuple(row for row in dossier.positions if row.handling is Handling.SHARED and row.ready)
    return rows if len({row.partner for row in rows}) >= LEAST_SHARED else ()


def map_of(
    dossier: Dossier,
    rows: Sequence[PartnerPositions],
    partners: Mapping[str, str],
    *,
    with_packages: bool = True,
) -> PositionsResult | None:
    """The map of interests for these rows, whatever the dossier itself holds of them."""
    found = assess_positions(dossier.issues, rows, partners, dossier.pacts, with_packages=with_packages)
    if found is None:
        return None
    rules = _rules(dossier, list(partners))
    asked = {issue.id: issue.voting_rule for issue in dossier.issues}
    issues = tuple(
        replace(issue, councils=_councils(issue, rules.get(asked[issue.id]), partners))
        for issue in found.issues
    )
    return replace(found, issues=issues)


def _rules(dossier: Dossier, partners: list[str]) -> dict[str | None, tuple[str, Rule]]:
    """Name and rule by id; the ordinary one under None. Rules that cannot be counted are left out."""
    agreed = voting(dossier)
    found: dict[str | None, tuple[str, Rule]] = {}
    if not partners:
        return found
    if agreed is not None and any(agreed.votes.values()):
        found[None] = ("", ordinary_rule(agreed, partners))
    start = dossier.cooperation.start_year if dossier.cooperation else None
    known = {partner.id: residents(partner, start) for partner in dossier.partners}
    numbers = {name: figure.value for name, figure in known.items() if figure is not None}
    for given in dossier.voting_rules:
        try:
            found[given.id] = (given.name, rule_of(given, agreed or Voting(), partners, numbers))
        except RuleError:  # the page about voting says what is wrong with it
            continue
    return found


def _councils(
    issue: IssueStanding, given: tuple[str, Rule] | None, partners: Mapping[str, str]
) -> CouncilsStanding | None:
    """How many partners are still needed; None without a rule, or without anybody who said something."""
    if given is None or not issue.voices:
        return None
    name, rule = given
    places, by_executive = _places(issue, partners)
    if not places:
        return None
    needed = councils_needed(
        rule,
        [partner for partner, place in places.items() if place > 0],
        [partner for partner in partners if not places.get(partner)],
        [partner for partner, place in places.items() if place < 0],
    )
    return CouncilsStanding(
        rule=name,
        decided=needed.decided,
        possible=needed.possible,
        needed=needed.needed,
        sets=needed.sets,
        by_executive=by_executive,
        text=_text(name, needed, partners),
    )


def _places(issue: IssueStanding, partners: Mapping[str, str]) -> tuple[dict[str, int], tuple[str, ...]]:
    """Where each council stands; where it said nothing, its executive."""
    said = {
        (voice.partner, voice.body): voice.position
        for voice in issue.voices
        if voice.position is not None and voice.partner in partners
    }
    places: dict[str, int] = {}
    by_executive = []
    for partner in partners:
        place = said.get((partner, Body.COUNCIL))
        if place is None:
            place = said.get((partner, Body.EXECUTIVE))
            if place is not None:
                by_executive.append(partner)
        if place is not None:
            places[partner] = place
    return places, tuple(by_executive)


def _text(name: str, needed: CouncilsNeeded, partners: Mapping[str, str]) -> Message:
    rule: str | Message = f"“{name}”" if name else Message("positions.councils.ordinary")
    if needed.decided:
        names = of(needed.in_favour, partners) if needed.in_favour else ""
        return Message("positions.councils.decided", {"rule": rule, "names": names})
    if not needed.possible or needed.needed is None:
        if not needed.against:
            return Message("positions.councils.impossible_plain", {"rule": rule})
        return Message("positions.councils.impossible", {"rule": rule, "names": of(needed.against, partners)})
    names = _either([of(group, partners) for group in needed.sets[:MOST_NAMED]])
    if needed.needed == 1:
        return Message("positions.councils.needed_one", {"rule": rule, "names": names})
    return Message("positions.councils.needed_more", {"rule": rule, "count": needed.needed, "names": names})


def _either(groups: Sequence[Message]) -> Message:
    """One group, or another."""
    found = listed([groups[0]])
    for group in groups[1:]:
        found = Message("positions.councils.or", {"before": found, "after": group})
    return found
