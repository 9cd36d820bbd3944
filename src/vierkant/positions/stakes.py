"""The scores as one clean table, and what each issue is worth to each partner.

A row without a position says nothing: it is never read as having no preference. A body that scores one issue twice
with different answers is not counted there, because nobody can know which was meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum

from vierkant.positions.inputs import Body, Issue, PartnerPositions, PositionScore
from vierkant.positions.results import Stake

DECIDING = (Body.EXECUTIVE, Body.COUNCIL)
"""The bodies that decide on taking part. Both count alike: one negotiates, the other must consent."""

PEOPLE = (Body.STAFF, Body.RESIDENTS)

ASSUMED_IMPORTANCE = 3
"""Our choice for a position without a word on how much it matters: the middle of five."""

MOST_STAKE = 10
"""The most one issue can be worth to a partner: position 2 times importance 5."""

APART_WITHIN = 2
"""Our choice: executive and council two of four steps apart are divided."""

Key = tuple[str, str, Body]
"""Issue, partner, body."""


@dataclass(frozen=True, slots=True)
class Table:
    """What was said, once per issue, partner and body."""

    issues: tuple[Issue, ...]
    partners: Mapping[str, str]
    scores: Mapping[Key, PositionScore]
    unknown: tuple[tuple[str, str], ...]
    """Partner and the issue that is not in the list."""
    twice: tuple[Key, ...]
    """Scored more than once, and not the same; none of them counts."""

    def said(self, issue: str, partner: str, bodies: Sequence[Body] = DECIDING) -> list[PositionScore]:
        """The scores with a position."""
        found = (self.scores.get((issue, partner, body)) for body in bodies)
        return [score for score in found if score is not None and score.position is not None]

    def stake(self, issue: str, partner: str) -> float | None:
        """Mean over executive and council of position times importance, -10 to 10; None: it said nothing."""
        said = self.said(issue, partner)
        if not said:
            return None
        return fsum((score.position or 0) * importance_of(score) for score in said) / len(said)

    def seen(self, partner: str) -> bool:
        """Whether executive or council of this partner took a position on anything."""
        return any(self.said(issue.id, partner) for issue in self.issues)


def importance_of(score: PositionScore) -> int:
    """How much it matters, the middle when that was not said."""
    return score.importance if score.importance is not None else ASSUMED_IMPORTANCE


def is_empty(score: PositionScore) -> bool:
    """Whether nothing was filled in but the issue and the body."""
    return score.position is None and score.regional is None and score.importance is None and not score.fear


def table(
    issues: Sequence[Issue], positions: Iterable[PartnerPositions], partners: Mapping[str, str]
) -> Table:
    """Put the rows together. The order of partners is that of ``partners``; of others, that of the rows."""
    known = {issue.id for issue in issues}
    found: dict[Key, PositionScore] = {}
    unknown: list[tuple[str, str]] = []
    twice: list[Key] = []
    names = dict(partners)
    for row in positions:
        names.setdefault(row.partner, row.partner)
        for score in row.scores:
            if is_empty(score):
                continue
            if score.issue not in known:
                unknown.append((row.partner, score.issue))
                continue
            key = (score.issue, row.partner, score.body)
            if key in found and found[key] != score:
                twice.append(key)
            found[key] = score
    for key in twice:
        found.pop(key, None)
    return Table(tuple(issues), names, found, tuple(dict.fromkeys(unknown)), tuple(dict.fromkeys(twice)))


def stakes(given: Table, issue: str) -> tuple[Stake, ...]:
    """What the issue is worth to every partner."""
    return tuple(_stake(given, issue, partner, name) for partner, name in given.partners.items())


def _stake(given: Table, issue: str, partner: str, name: str) -> Stake:
    said = given.said(issue, partner)
    if not said:
        return Stake(partner, name, None, None, None, importance_assumed=False, divided_within=False)
    places = [score.position or 0 for score in said]
    return Stake(
        partner=partner,
        name=name,
        value=given.stake(issue, partner),
        position=fsum(places) / len(places),
        importance=fsum(importance_of(score) for score in said) / len(said),
        importance_assumed=any(score.importance is None for score in said),
        divided_within=max(places) - min(places) >= APART_WITHIN,
    )
