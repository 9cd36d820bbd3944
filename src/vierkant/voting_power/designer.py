"""Votes and a quota that give each partner the power of a chosen principle, as nearly as small whole votes can.

For few partners every fair division of the votes is tried, with every quota above a half. For more partners the
search begins at several places and goes on while one change makes it better; it may miss the best.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import comb, fsum, isfinite, sqrt
from typing import TYPE_CHECKING, Any, Literal

from vierkant.quantities import Message
from vierkant.voting_power.indices import banzhaf, shapley_shubik
from vierkant.voting_power.rules import RuleError

if TYPE_CHECKING:
    from numpy import ndarray

Index = Literal["banzhaf", "shapley_shubik"]

MOST_TRIED = 7
"""Partners up to which every division of the votes is tried."""

MOST_DESIGNED = 60
"""Partners above which a search would take too long."""

VOTES_EACH = 3
"""By default at most this number of votes per partner, on average."""

MOST_STEPS = 900
"""Divisions that a search looks at with up to sixteen partners; fewer with more, so that it ends in about a second."""

SAME = 1e-9
"""Shares that differ less are equal, and get equal votes."""


@dataclass(frozen=True, slots=True)
class Design:
    """Votes with the power that they give. Gaps are absolute differences with the principle, 0..1."""

    votes: tuple[int, ...]
    quota: int
    power: tuple[float, ...]
    largest_gap: float
    mean_gap: float
    proven: bool
    """True when every division within the bounds was tried."""
    tried: int


def design_weights(
    principle: Sequence[float],
    *,
    index: Index = "banzhaf",
    quota_share: float | None = None,
    most_votes: int | None = None,
) -> Design:
    """Votes and a quota whose power lies as near as possible to the principle.

    Args:
        principle: the power that each partner should have, in any unit, above 0.
        index: how power is measured: Banzhaf (normalised) or Shapley-Shubik.
        quota_share: the part of the votes that is needed at least; None lets the design choose, above a half.
        most_votes: votes of all together, at most; None takes three per partner. Everybody has at least one.

    Returns:
        The division with the smallest mean gap, then the smallest largest gap, then the fewest votes. Who has an equal
        share gets equal votes, and who has a larger share never fewer.

    Raises:
        RuleError: every reason for which nothing can be designed.
    """
    shares = _shares(principle, quota_share, most_votes)
    most = most_votes or VOTES_EACH * len(shares)
    search = _Search(shares, index, quota_share)
    if len(shares) <= MOST_TRIED:
        return search.everything(most)
    return search.climb(most)


def in_proportion(
    principle: Sequence[float], *, index: Index = "banzhaf", most_votes: int | None = None
) -> Design:
    """The plain way beside it: votes in proportion to the principle, and the quota of the Penrose limit.

    For many partners whose votes are not too unequal, a quota of ``(1 + sqrt(sum of squared shares)) / 2`` makes power
    proportional to votes.

    Raises:
        RuleError: as in `design_weights`.

    Source: Słomczyński & Życzkowski 2006 (Penrose voting system and optimal quota).
    """
    shares = _shares(principle, None, most_votes)
    votes = _rounded(shares, most_votes or VOTES_EACH * len(shares))
    total = sum(votes)
    share = (1 + sqrt(fsum((vote / total) ** 2 for vote in votes))) / 2
    quota = min(total, max(total // 2 + 1, round(share * total)))
    search = _Search(shares, index, None)
    return search.design(search.score(votes, quota), proven=False)


def _shares(
    principle: Sequence[float], quota_share: float | None, most_votes: int | None
) -> tuple[float, ...]:
    """The principle as shares; every fault at once."""
    faults = []
    size = len(principle)
    if not 2 <= size <= MOST_DESIGNED:
        faults.append(Message("voting_power.design_fault.partners", {"number": size, "most": MOST_DESIGNED}))
    wrong = sum(1 for share in principle if not (isfinite(share) and share > 0))
    if wrong:
        faults.append(Message("voting_power.design_fault.shares", {"number": wrong}))
    if quota_share is not None and not 0.5 <= quota_share <= 1:
        faults.append(Message("voting_power.design_fault.quota"))
    if most_votes is not None and not size <= most_votes <= 1000:
        faults.append(Message("voting_power.design_fault.votes", {"least": size, "most": 1000}))
    if faults:
        raise RuleError(faults)
    whole = fsum(principle)
    return tuple(share / whole for share in principle)


Score = tuple[float, float, int, tuple[int, ...], int]
"""Mean gap, largest gap, all votes, votes, quota: smaller is better."""


class _Search:
    """Looks for votes; ``shares`` are taken from large to small, equal ones together."""

    def __init__(self, shares: Sequence[float], index: Index, quota_share: float | None) -> None:
        self._shares = shares
        self._index: Index = index
        self._quota_share = quota_share
        self._known: dict[tuple[tuple[int, ...], int], Score] = {}
        order = sorted(range(len(shares)), key=lambda place: -shares[place])
        self._groups: list[list[int]] = []
        for place in order:
            if self._groups and abs(shares[self._groups[-1][0]] - shares[place]) < SAME:
                self._groups[-1].append(place)
            else:
                self._groups.append([place])

    def power(self, votes: Sequence[int], quota: int) -> tuple[float, ...]:
        if self._index == "shapley_shubik":
            return tuple(float(number) for number in shapley_shubik(votes, quota))
        swings = [float(number) for number in banzhaf(votes, quota)]
        whole = fsum(swings)
        return tuple(swing / whole for swing in swings)

    def score(self, votes: Sequence[int], quota: int) -> Score:
        key = (tuple(votes), quota)
        if key not in self._known:
            gaps = [
                abs(power - share)
                for power, share in zip(self.power(votes, quota), self._shares, strict=True)
            ]
            # Rounded, so that equal gaps are equal and the fewest votes win.
            self._known[key] = (round(fsum(gaps) / len(gaps), 12), round(max(gaps), 12), sum(votes), *key)
        return self._known[key]

    def design(self, found: Score, *, proven: bool, tried: int | None = None) -> Design:
        mean, largest, _total, votes, quota = found
        power = self.power(votes, quota)
        return Design(votes, quota, power, largest, mean, proven, tried or len(self._known))

    def _quotas(self, total: int) -> range:
        least = total // 2 + 1
        if self._quota_share is not None:
            least = max(least, -int(-self._quota_share * total // 1))
        return range(least, total + 1)

    def everything(self, most: int) -> Design:
        """Every fair division and every quota, counted in one go per total."""
        best: Score | None = None
        tried = 0
        for total, rows in self._divisions(most):
            for quota in self._quotas(total):
                tried += len(rows)
                found = _best_of(rows, quota, self._shares, self._index)
                if best is None or (*found[:2], total) < best[:3]:
                    best = (found[0], found[1], total, rows[found[2]], quota)
        if best is None:
            raise RuleError([Message("voting_power.design_fault.equal_votes", {"most": most})])
        return self.design(self.score(best[3], best[4]), proven=True, tried=tried)

    def _divisions(self, most: int) -> Iterator[tuple[int, list[tuple[int, ...]]]]:
        sizes = [len(group) for group in self._groups]
        found: dict[int, list[tuple[int, ...]]] = {}

        def extend(place: int, highest: int, left: int, chosen: tuple[int, ...]) -> None:
            if place == len(sizes):
                found.setdefault(most - left, []).append(self._spread(chosen))
                return
            behind = sum(sizes[place + 1 :])
            for votes in range(1, min(highest, (left - behind) // sizes[place]) + 1):
                extend(place + 1, votes, left - votes * sizes[place], (*chosen, votes))

        extend(0, most, most, ())
        yield from sorted(found.items())

    def _spread(self, chosen: Sequence[int]) -> tuple[int, ...]:
        votes = [0] * len(self._shares)
        for group, number in zip(self._groups, chosen, strict=True):
            for place in group:
                votes[place] = number
        return tuple(votes)

    def climb(self, most: int) -> Design:
        """From several starts, one change at a time, until nothing near is better or the steps are used up."""
        starts = []
        for total in sorted({most, most * 3 // 4, most // 2, len(self._shares)}, reverse=True):
            votes = self._level(_rounded(self._shares, total))
            quotas = sorted({self._quotas(sum(votes))[0], self._penrose(votes)})
            starts += [self.score(votes, quota) for quota in quotas]
        steps = min(MOST_STEPS, MOST_STEPS * 16 // len(self._shares))
        if self._index == "shapley_shubik":
            steps //= 2
        best = min(starts)
        for start in sorted(set(starts)):
            here = start
            while len(self._known) < steps:
                near = min((self.score(*step) for step in self._near(here, most)), default=here)
                if near >= here:
                    break
                here = near
            best = min(best, here)
        return self.design(best, proven=False)

    def _level(self, votes: Sequence[int]) -> tuple[int, ...]:
        """The same votes for equal shares."""
        return self._spread([min(votes[place] for place in group) for group in self._groups])

    def _penrose(self, votes: Sequence[int]) -> int:
        total = sum(votes)
        quotas = self._quotas(total)
        wanted = round((1 + sqrt(fsum((vote / total) ** 2 for vote in votes))) / 2 * total)
        return max(quotas[0], min(wanted, total))

    def _near(self, here: Score, most: int) -> Iterator[tuple[tuple[int, ...], int]]:
        votes, quota = here[3], here[4]
        for step in (-1, 1):
            if quota + step in self._quotas(sum(votes)):
                yield votes, quota + step
        levels = [votes[group[0]] for group in self._groups]
        for place in range(len(levels)):
            for step in (-1, 1):
                changed = [*levels]
                changed[place] += step
                fair = all(first >= second for first, second in pairwise(changed))
                whole = self._spread(changed)
                if not fair or changed[place] < 1 or sum(whole) > most:
                    continue
                quotas = self._quotas(sum(whole))
                # Another total asks for another quota: the same one, and the same distance above a half.
                for needed in {quota, quota + sum(whole) // 2 - sum(votes) // 2}:
                    if needed in quotas:
                        yield whole, needed


def _rounded(shares: Sequence[float], total: int) -> tuple[int, ...]:
    """Whole votes in proportion, at least one each; the largest remainders round up."""
    spare = max(0, total - len(shares))
    exact = [share * spare for share in shares]
    votes = [int(number) for number in exact]
    left = spare - sum(votes)
    for place in sorted(range(len(shares)), key=lambda item: votes[item] - exact[item])[:left]:
        votes[place] += 1
    return tuple(vote + 1 for vote in votes)


@cache
def _to_power(size: int, index: Index) -> ndarray[Any, Any]:
    """``(2**n, n)``: what a winning group adds to the power of each partner."""
    import numpy as np  # heavy: `vierkant --help` must not wait for it

    inside = (np.arange(1 << size)[:, None] >> np.arange(size)) & 1
    members = inside.sum(axis=1)
    if index == "banzhaf":
        return np.where(inside == 1, 1.0, -1.0)
    orders = np.array([size * comb(size - 1, others) for others in range(size)], dtype=float)
    needing = 1 / orders[np.maximum(members - 1, 0)]
    leaving = 1 / orders[np.minimum(members, size - 1)]
    shares: ndarray[Any, Any] = np.where(inside == 1, needing[:, None], -leaving[:, None])
    return shares


def _best_of(
    rows: Sequence[Sequence[int]], quota: int, shares: Sequence[float], index: Index
) -> tuple[float, float, int]:
    """Mean gap, largest gap and place of the best of many divisions under one quota."""
    import numpy as np

    size = len(shares)
    votes = np.array(rows)
    inside = (np.arange(1 << size)[None, :] >> np.arange(size)[:, None]) & 1
    power = (votes @ inside >= quota).astype(float) @ _to_power(size, index)
    if index == "banzhaf":
        power /= power.sum(axis=1, keepdims=True)
    gaps = np.abs(power - np.array(shares))
    mean, largest = gaps.mean(axis=1).round(12), gaps.max(axis=1).round(12)
    place = int(np.lexsort((largest, mean))[0])
    return float(mean[place]), float(largest[place]), place
