"""Something that councils decide about, with how many are still needed, in a sentence."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from vierkant.quantities import Message
from vierkant.voting_power.councils import CouncilsNeeded, councils_needed
from vierkant.voting_power.results import CouncilsRow
from vierkant.voting_power.rules import Rule
from vierkant.voting_power.words import either, listed

MOST_NAMED = 3
"""Groups that a sentence names; the page lists the others."""


def councils_row(
    rule: Rule,
    names: Mapping[str, str],
    *,
    identifier: str,
    kind: str,
    name: str,
    rule_name: str,
    in_favour: Collection[str],
    against: Collection[str],
) -> CouncilsRow:
    """How many councils one question still needs, and which.

    Args:
        rule: the rule by which it is decided.
        names: names on screen by id.
        identifier, kind, name: of the question; see `CouncilsRow`.
        rule_name: the id of the rule.
        in_favour, against: ids of partners; all others are undecided.
    """
    undecided = [item for item in rule.partners if item not in in_favour and item not in against]
    standing = councils_needed(rule, in_favour, undecided, against)
    return CouncilsRow(identifier, kind, name, rule_name, standing, _text(standing, names))


def _text(standing: CouncilsNeeded, names: Mapping[str, str]) -> Message:
    def said(group: Collection[str]) -> Message | str:
        return listed([names.get(item, item) for item in group])

    if standing.decided:
        return Message("voting_power.councils.decided", {"partners": said(standing.in_favour)})
    if not standing.possible:
        if not standing.against:
            return Message("voting_power.councils.never")
        return Message("voting_power.councils.impossible", {"partners": said(standing.against)})
    groups = either([said(group) for group in standing.sets[:MOST_NAMED]])
    needed = standing.needed or 0
    if needed == 1:
        return Message("voting_power.councils.one", {"groups": groups})
    many = len(standing.sets) > MOST_NAMED or not standing.complete
    kind = "more_of_many" if many else "more"
    return Message(f"voting_power.councils.{kind}", {"needed": needed, "groups": groups})
