"""The most balanced sharing, exactly: against its targets, Kohlberg's test and other packages in the same run.

The games are one of the kind that a cooperation has (a fixed part, a part with scale, distances) and the random
families of Benedek, Fliege & Nguyen 2021, which are games in savings: their negatives are costs.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter

import numpy as np
from benchmarks.peers import available, call

from vierkant import compiled
from vierkant.cost_sharing import is_nucleolus, nucleolus, nucleolus_kernel, per_capita_nucleolus
from vierkant.cost_sharing.games import coalition_sizes

Row = tuple[str, float, str, float | None]
TARGETS = {12: 1.0, 16: 5.0, 20: 60.0, 25: 2000.0}
"""Partners and milliseconds, of the game of a cooperation."""
FAMILIES = ("t1", "t2", "t4")
LEAST_RATIO = 20.0
"""Times as fast as any peer, from 18 partners on."""
PEERS = {
    "coopgame-py": (
        ((12, 3), (16, 3), (18, 2), (20, 1)),
        """
import coopgame
game = coopgame.Game(-data["costs"][1:])
seconds, found = best(lambda: coopgame.nucleolus(game), int(data["repeats"]))
answer = [seconds, [-float(value) for value in found["allocation"]]]
""",
    ),
    "tucoopy": (
        ((8, 2), (10, 1)),
        """
import tucoopy
game = tucoopy.Game(int(data["n"]), dict(enumerate((-data["costs"]).tolist())))
tucoopy.nucleolus(tucoopy.Game(2, {0: 0.0, 1: 0.0, 2: 0.0, 3: 1.0}))
seconds, found = best(lambda: tucoopy.nucleolus(game), int(data["repeats"]))
answer = [seconds, [-float(value) for value in found.x]]
""",
    ),
}


def cooperation(n: int, seed: int = 1) -> np.ndarray:
    """400 for a coalition at all, 0.35 W**0.85 for W residents, 0.8 for every kilometre between two members."""
    generator = np.random.default_rng(seed)
    residents = np.round(np.exp(generator.normal(10.3, 0.8, n)))
    places = generator.uniform(0.0, 60.0, (n, 2))
    distances = np.sqrt(((places[:, None] - places[None]) ** 2).sum(axis=-1))
    weights, costs = np.zeros(1 << n), np.zeros(1 << n)
    for partner in range(n):
        half = 1 << partner
        weights[half : 2 * half] = weights[:half] + residents[partner]
        costs[half : 2 * half] = costs[:half]
        for other in range(partner):
            pairs = costs[half : 2 * half].reshape(-1, 2, 1 << other)
            pairs[:, 1] += 0.8 * distances[partner, other]
    np.power(weights, 0.85, out=weights)
    costs += 0.35 * weights
    costs += 400.0
    costs[0] = 0.0
    return costs


def random_family(name: str, n: int, seed: int = 1) -> np.ndarray:
    """Whole numbers: t1 grows with the size of the coalition, t2 does not, t4 has n values only, so many ties."""
    generator, sizes = np.random.default_rng(seed), coalition_sizes(n)
    if name == "t1":
        savings = np.floor(generator.random(1 << n) * (100 * sizes)) + 1
        savings[-1] = generator.integers(100 * (n - 2), 100 * n + 1)
    else:
        savings = np.floor(generator.random(1 << n) * (50 * n if name == "t2" else n)) + 1
    savings[sizes <= 1] = 0
    costs: np.ndarray = -savings
    return costs


def a_game(name: str, n: int) -> np.ndarray:
    return cooperation(n) if name == "cooperation" else random_family(name, n)


def airport(n: int) -> np.ndarray:
    """Five lengths of runway for n partners: a game of ties."""
    costs = np.zeros(1 << n)
    for partner in range(n):
        half = 1 << partner
        np.maximum(costs[:half], (10.0, 20.0, 20.0, 45.0, 60.0)[partner % 5], out=costs[half : 2 * half])
    return costs


def fastest(action: Callable[[], object], repeats: int) -> float:
    """Seconds of the fastest run."""
    found = []
    for _ in range(repeats):
        start = perf_counter()
        action()
        found.append(perf_counter() - start)
    return min(found)


def rows() -> Iterator[Row]:
    """What `benchmarks/run.py` prints."""
    before = compiled._state.allowed
    game = cooperation(16)
    yield "nucleolus, 16 partners, NumPy alone", 1000 * fastest(lambda: nucleolus(game), 3), "ms", 1000.0
    with tempfile.TemporaryDirectory() as folder:
        start = perf_counter()
        compiled.allow(Path(folder), lasting=True)
        if nucleolus_kernel.FUNCTIONS.wait() is None:
            print("  numba is not there: the rest is not measured", flush=True)
            return
        yield "  getting the compiled functions ready, first time", perf_counter() - start, "s", None
        yield from ours()
        if available("nucleolus"):
            for name, (sizes, code) in PEERS.items():
                for family in ("cooperation", *FAMILIES):
                    for n, repeats in sizes:
                        yield from against(name, family, n, repeats, code)
    compiled._state.allowed = before


def ours() -> Iterator[Row]:
    """Ours with numba, each answer put to Kohlberg's test."""
    for n, target in TARGETS.items():
        yield from measured("cooperation", cooperation(n), target)
    for family in FAMILIES:
        for n in (16, 20):
            yield from measured(family, random_family(family, n), None)
    yield from measured("airport with ties", airport(20), None)
    game = cooperation(20)
    yield (
        "  per head, cooperation, 20 partners",
        1000 * fastest(lambda: per_capita_nucleolus(game), 5),
        "ms",
        None,
    )


def measured(name: str, game: np.ndarray, target: float | None) -> Iterator[Row]:
    """The time of an answer, and of its test; it has to pass."""
    n = len(game).bit_length() - 1
    taken = fastest(lambda: nucleolus(game), 20 if n <= 20 else 3)
    yield f"nucleolus, {name}, {n} partners", 1000 * taken, "ms", target
    amounts = nucleolus(game)
    start = perf_counter()
    assert is_nucleolus(game, amounts), f"{name} with {n} partners fails Kohlberg's test"
    yield "  Kohlberg's test of it", 1000 * (perf_counter() - start), "ms", None


def against(peer: str, family: str, n: int, repeats: int, code: str) -> Iterator[Row]:
    """How many times as fast we are, and from 18 partners the part of the peer's time that we may take."""
    game = a_game(family, n)
    found = call(code, {"costs": game, "n": np.array(n), "repeats": np.array(repeats)}, seconds=60)
    if found is None:
        return
    seconds, amounts = found
    taken = fastest(lambda: nucleolus(game), 10)
    note = ""
    if np.abs(np.array(amounts) - nucleolus(game)).max() > 1e-7 * np.abs(game).max():
        # Whose answer is wrong? Not ours.
        assert is_nucleolus(game, nucleolus(game)), f"{family} with {n} partners fails Kohlberg's test"
        assert not is_nucleolus(game, amounts, tolerance=1e-6)
        note = ", whose answer fails Kohlberg's test"
    yield (
        f"  {peer}, {family}, {n} partners{note}: {seconds / taken:,.0f} times our time, it takes",
        1000 * seconds,
        "ms",
        None,
    )
    if n >= 18:
        part = 100 * taken / seconds
        yield f"  our part of the time of {peer}, {family}, {n} partners", part, "%", 100 / LEAST_RATIO
