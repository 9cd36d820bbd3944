"""Sharing the joint cost by the Shapley value, exactly: against its targets and other packages in the same run."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter

import numpy as np
from benchmarks.peers import available, call

from vierkant.cost_sharing import shapley

ROOT = Path(__file__).resolve().parent.parent
TARGETS = {16: 0.25, 20: 4.0, 25: 120.0, 28: 1000.0}
"""Partners and milliseconds."""
MEMORY = 2500.0
"""Megabytes beyond the game itself with 28 partners."""
LEAST_RATIO = 20.0
"""Times as fast as any peer, from 18 partners on."""
PEERS = {
    "coopgame-py": (
        (16, 18, 20),
        """
import coopgame
game = coopgame.Game(data["costs"][1:])
seconds, amounts = best(lambda: coopgame.shapley(game), 5)
answer = [seconds, list(amounts)]
""",
    ),
    "tucoopy": (
        (16, 18),
        """
import tucoopy
game = tucoopy.Game(int(data["n"]), dict(enumerate(data["costs"].tolist())))
seconds, amounts = best(lambda: tucoopy.shapley_value(game), 1)
answer = [seconds, list(amounts)]
""",
    ),
}
LARGEST = """
import sys, time
sys.path.insert(0, sys.argv[1])
from benchmarks.games import a_game
from vierkant.cost_sharing import shapley

def kilobytes(name):
    # Not ru_maxrss: that begins with what the parent had.
    lines = open("/proc/self/status").read().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name))

shapley(a_game(12))
game = a_game(28)
open("/proc/self/clear_refs", "w").write("5")  # the peak begins anew: making the game is no part of it
before = kilobytes("VmRSS")
start = time.perf_counter()
shapley(game)
print(time.perf_counter() - start, (kilobytes("VmHWM") - before) / 1024)
"""


def a_game(n: int) -> np.ndarray:
    """Costs as of a cooperation: a fixed part, a part with scale, and a part that is in no formula."""
    game = np.zeros(1 << n)
    for partner in range(n):
        half = 1 << partner
        np.add(game[:half], 10_000.0 * (1 + partner % 7), out=game[half : 2 * half])
    # Powers and random numbers in parts, so that making the game takes no more memory than the game.
    generator = np.random.default_rng(n)
    for start in range(0, len(game), 1 << 20):
        part = game[start : start + (1 << 20)]
        np.power(part, 0.85, out=part)
        part += 400.0 + 10.0 * generator.random(len(part), dtype=np.float32)
    game[0] = 0.0
    return game


def fastest(action: Callable[[], object], repeats: int) -> float:
    """Seconds of the fastest run."""
    found = []
    for _ in range(repeats):
        start = perf_counter()
        action()
        found.append(perf_counter() - start)
    return min(found)


def largest() -> tuple[float, float]:
    """Seconds with 28 partners in a fresh process, and megabytes beyond the game."""
    command = [sys.executable, "-c", LARGEST, str(ROOT)]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    return float(printed[0]), float(printed[1])


def rows() -> Iterator[tuple[str, float, str, float | None]]:
    """What `benchmarks/run.py` prints."""
    for n in (16, 20, 25):
        game = a_game(n)
        taken = fastest(lambda game=game: shapley(game), 5 if n > 20 else 50)  # type: ignore[misc]
        yield f"Shapley value, {n} partners", 1000 * taken, "ms", TARGETS[n]
    seconds, memory = largest()
    yield "Shapley value, 28 partners", 1000 * seconds, "ms", TARGETS[28]
    yield "  memory beyond the game", memory, "MB", MEMORY
    if available("games"):
        for name, (sizes, code) in PEERS.items():
            for n in sizes:
                yield from against(name, n, code)


def against(name: str, n: int, code: str) -> Iterator[tuple[str, float, str, float | None]]:
    """How many times as fast we are, as the part of the peer's time that we need; both answers are the same."""
    game = a_game(n)
    found = call(code, {"costs": game, "n": np.array(n)})
    if found is None:
        return
    seconds, amounts = found
    ours = fastest(lambda: shapley(game), 20)
    assert np.allclose(amounts, shapley(game), rtol=1e-9), f"{name} differs"
    yield (
        f"  {name}, {n} partners: {seconds / ours:,.0f} times our time, it takes",
        1000 * seconds,
        "ms",
        None,
    )
    if n >= 18:
        yield (
            f"  our part of the time of {name}, {n} partners",
            100 * ours / seconds,
            "%",
            100 / LEAST_RATIO,
        )
