"""Power in a weighted vote of all municipalities, exactly: against its targets and other packages in the same run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import perf_counter

import numpy as np
from benchmarks.peers import available, call

from vierkant.voting_power import banzhaf, shapley_shubik

BANZHAF, SHAPLEY_SHUBIK = 5.0, 400.0
"""Milliseconds for 342 partners with some 15,000 votes."""
PEERS = {
    "powerindices": (
        (50, 100),
        """
import powerindices
votes, quota = [int(vote) for vote in data["votes"]], int(data["quota"])
seconds, found = best(lambda: powerindices.compute_pbi(quota, votes), 1)
answer = [seconds, [float(number) for number in found]]
""",
        """
import powerindices
votes, quota = [int(vote) for vote in data["votes"]], int(data["quota"])
seconds, found = best(lambda: powerindices.compute_ssi(quota, votes), 1)
answer = [seconds, [float(number) for number in found]]
""",
    ),
    "powerindex": (
        (50, 100),
        """
import powerindex
game = powerindex.Game(int(data["quota"]), weights=[int(vote) for vote in data["votes"]])
seconds, _ = best(game.calc_banzhaf, 1)
answer = [seconds, [float(party) for party in game.banzhaf]]
""",
        """
import powerindex
game = powerindex.Game(int(data["quota"]), weights=[int(vote) for vote in data["votes"]])
seconds, _ = best(game.calc_shapley_shubik, 1)
answer = [seconds, [float(party) for party in game.shapley_shubik]]
""",
    ),
}
RIGHT = 1e-6
"""A peer that differs more is wrong; its time then says nothing."""


def municipalities(n: int, unit: int = 1000, seed: int = 3) -> tuple[list[int], int]:
    """Votes of ``n`` municipalities, one per so many residents, spread as those of the country; more than half."""
    residents = np.exp(np.random.default_rng(seed).normal(10.4, 0.75, n))
    votes = [max(1, round(float(number) / unit)) for number in residents]
    return votes, sum(votes) // 2 + 1


def fastest(action: Callable[[], object], repeats: int) -> float:
    """Seconds of the fastest run."""
    found = []
    for _ in range(repeats):
        start = perf_counter()
        action()
        found.append(perf_counter() - start)
    return min(found)


def rows() -> Iterator[tuple[str, float, str, float | None]]:
    """What `benchmarks/run.py` prints."""
    votes, quota = municipalities(342)
    banzhaf(votes, quota)
    taken = fastest(lambda: banzhaf(votes, quota), 20)
    yield f"Banzhaf, 342 partners with {sum(votes):,} votes", 1000 * taken, "ms", BANZHAF
    taken = fastest(lambda: shapley_shubik(votes, quota), 5)
    yield f"Shapley-Shubik, 342 partners with {sum(votes):,} votes", 1000 * taken, "ms", SHAPLEY_SHUBIK
    if available("voting"):
        for name, (sizes, *codes) in PEERS.items():
            for n in sizes:
                for index, code in zip((banzhaf, shapley_shubik), codes, strict=True):
                    yield from against(name, n, index, code)


def against(
    name: str, n: int, index: Callable[[list[int], int], np.ndarray], code: str
) -> Iterator[tuple[str, float, str, float | None]]:
    """How many times as fast we are; or, as a fact and not as speed, that the peer is wrong."""
    votes, quota = municipalities(n)
    found = call(code, {"votes": np.array(votes), "quota": np.array(quota)})
    if found is None:
        return
    seconds, powers = found
    ours = index(votes, quota)
    ours, theirs = ours / ours.sum(), np.array(powers) / np.sum(powers)
    word = "Banzhaf" if index is banzhaf else "Shapley-Shubik"
    wrong = float(np.abs(ours - theirs).max())
    if not wrong < RIGHT:
        _prove(votes, quota, index, ours)
        yield f"  {name}, {word}, {n} partners: WRONG by at most", wrong, "share", None
        return
    taken = fastest(lambda: index(votes, quota), 10)
    said = f"  {name}, {word}, {n} partners: {seconds / taken:,.0f} times our time, it takes"
    yield said, 1000 * seconds, "ms", None


def _prove(votes: list[int], quota: int, index: object, ours: np.ndarray) -> None:
    """That ours is right where a peer differs: the ratio of two partners, in whole numbers (Banzhaf).

    Raises:
        AssertionError: ours is the one that is wrong.
    """
    if index is not banzhaf:
        return
    first, second = votes.index(max(votes)), votes.index(min(votes))
    ratio = _swings(votes, quota, first) / _swings(votes, quota, second)
    assert abs(float(ours[first] / ours[second]) / ratio - 1) < 1e-9


def _swings(votes: list[int], quota: int, chosen: int) -> int:
    counts = [0] * quota
    counts[0] = 1
    for place, vote in enumerate(votes):
        if place != chosen:
            for total in range(quota - 1, vote - 1, -1):
                counts[total] += counts[total - vote]
    return sum(counts[max(0, quota - votes[chosen]) :])
