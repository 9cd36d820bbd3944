"""One voting rule as numbers: every condition that a group of partners must meet to decide."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import fsum

from vierkant.quantities import Message, Number, Unit
from vierkant.voting_power.inputs import Voting, VotingRule

ORDINARY = "ordinary"
"""The id of the rule for every decision that has none of its own."""

NEAR = Fraction(1, 2000)
"""People write two thirds as 0.667: a share this near to a simple fraction is that fraction."""

LARGEST_PART = 12
"""Denominators up to here are simple: twelfths."""


class RuleError(ValueError):
    """A rule under which nothing can be counted; ``messages`` say every reason at once, for people."""

    def __init__(self, messages: Sequence[Message]) -> None:
        super().__init__("; ".join(message.id for message in messages))
        self.messages = tuple(messages)


@dataclass(frozen=True, slots=True)
class Rule:
    """A group decides when it meets every condition. Partners are numbered in the order of ``partners``.

    All conditions are such that a group that decides still does with one more member.
    """

    partners: tuple[str, ...]
    votes: tuple[int, ...]
    """Whole numbers from 0, one per partner."""
    quota: int = 0
    """Votes needed; 0 means that votes do not count."""
    members: int = 0
    """The least number of partners, with those that a quorum asks for."""
    residents: tuple[float, ...] | None = None
    """Residents per partner, only when they count."""
    residents_needed: float = 0.0
    must_agree: frozenset[int] = frozenset()
    casting_vote: int | None = None
    """The partner that decides when the votes are equal; only under an ordinary majority."""

    @property
    def size(self) -> int:
        """The number of partners."""
        return len(self.partners)

    def weights(self) -> tuple[tuple[int, ...], int]:
        """Votes and quota in which the casting vote is worked in, so that no tie is left.

        Doubling all votes and adding one to the chair lets exactly half win with the chair, and lose without.
        """
        if self.casting_vote is None:
            return self.votes, self.quota
        doubled = [2 * vote for vote in self.votes]
        doubled[self.casting_vote] += 1
        return tuple(doubled), 2 * self.quota - 1

    def decides(self, group: Iterable[int]) -> bool:
        """Whether these partners together decide."""
        inside = set(group)
        weights, needed = self.weights()
        if not self.must_agree <= inside or len(inside) < self.members:
            return False
        if sum(weights[place] for place in inside) < needed:
            return False
        if self.residents is None:
            return True
        return fsum(self.residents[place] for place in inside) >= self.residents_needed * (1 - 1e-12)

    def blocks(self, group: Iterable[int]) -> bool:
        """Whether nothing passes against the will of these partners."""
        return not self.decides(set(range(self.size)) - set(group))


def ordinary_rule(voting: Voting, partners: Sequence[str]) -> Rule:
    """The ordinary rule: the agreed quota, or more than half of all votes.

    Args:
        voting: votes and quota.
        partners: ids, in the order of the rule; who has no votes counts for none.
    """
    votes = tuple(voting.votes.get(name, 0) for name in partners)
    quota = voting.quota if voting.quota is not None else sum(votes) // 2 + 1
    return Rule(tuple(partners), votes, quota)


def rule_of(
    given: VotingRule,
    voting: Voting,
    partners: Sequence[str],
    residents: Mapping[str, float],
    *,
    all_come: bool = False,
) -> Rule:
    """A rule of the dossier in numbers.

    A quorum counts as a least number of supporters: who is against may stay away, so only a group that forms the
    quorum by itself can be sure. ``all_come`` leaves the quorum out: what would be when everybody comes.

    Args:
        given: the conditions.
        voting: votes per partner and the ordinary quota.
        partners: ids, in the order of the rule.
        residents: residents by partner, as far as known.

    Raises:
        RuleError: every reason for which this rule cannot be counted.
    """
    faults = tuple(faults_of(given, voting, partners, residents))
    if faults:
        raise RuleError(faults)
    plain = ordinary_rule(voting, partners)
    if given.unanimous:
        # Whoever agrees with everybody meets every other condition too.
        return Rule(tuple(partners), plain.votes, members=len(partners))
    places = {name: place for place, name in enumerate(partners)}
    quota = _quota(given, plain)
    total = sum(plain.votes)
    tie = given.casting_vote is not None and total % 2 == 0 and quota == total // 2 + 1
    quorum = 0 if all_come else given.quorum_members or 0
    counting = given.residents_share is not None
    known = tuple(float(residents[name]) for name in partners) if counting else None
    return Rule(
        partners=tuple(partners),
        votes=plain.votes,
        quota=quota,
        members=max(given.members or 0, quorum),
        residents=known,
        residents_needed=float(simple(given.residents_share or 0.0)) * fsum(known or ()),
        must_agree=frozenset(places[name] for name in given.must_agree),
        casting_vote=places[given.casting_vote] if tie and given.casting_vote else None,
    )


def simple(share: float) -> Fraction:
    """The fraction that people mean by a share: 0.667 is two thirds; 0.55 is just that."""
    near = Fraction(share).limit_denominator(LARGEST_PART)
    return near if abs(near - Fraction(share)) <= NEAR else Fraction(str(share))


def _quota(given: VotingRule, plain: Rule) -> int:
    """Votes needed under this rule. Exactly half is never a majority."""
    if given.quota is not None:
        return given.quota
    if given.votes_share is None:
        # Where votes were not agreed, the other conditions decide alone.
        return plain.quota if sum(plain.votes) else 0
    total = sum(plain.votes)
    needed = simple(given.votes_share) * total
    whole = -(-needed.numerator // needed.denominator)
    return max(1, total // 2 + 1 if 2 * needed == total else whole)


def faults_of(
    given: VotingRule, voting: Voting, partners: Sequence[str], residents: Mapping[str, float]
) -> Iterable[Message]:
    """Everything in a rule that makes counting impossible, in words."""
    total = sum(voting.votes.get(name, 0) for name in partners)
    unknown = sorted({*given.must_agree, *filter(None, (given.casting_vote,))} - set(partners))
    if unknown:
        yield Message("voting_power.fault.unknown_partner", {"partners": ", ".join(unknown)})
    if given.quota is not None and given.quota > total:
        yield Message("voting_power.fault.quota_over_total", {"quota": given.quota, "total": total})
    if given.votes_share is not None and not total:
        yield Message("voting_power.fault.share_without_votes")
    asks = (given.quota, given.members, given.residents_share, given.quorum_members, *given.must_agree)
    if not total and not given.unanimous and not any(asks) and given.votes_share is None:
        yield Message("voting_power.fault.no_condition")
    for asked in (given.members, given.quorum_members):
        if asked is not None and asked > len(partners):
            yield Message("voting_power.fault.too_many_members", {"asked": asked, "number": len(partners)})
    if given.residents_share is not None:
        lacking = sum(1 for name in partners if not residents.get(name))
        if lacking:
            share = Number(given.residents_share, Unit.SHARE)
            yield Message("voting_power.fault.residents_unknown", {"lacking": lacking, "share": share})
