"""How fast the simulation of the business case is, against the same model written well in plain NumPy.

100,000 draws of 60 uncertain inputs, 12 years (-1 … 10), 20 partners: per partner and in total the net result and the
cumulative result per year and the net present value after 5 and 10 years, each with mean, P10, median, P90 and the
share below zero; ten correlated inputs; normal, lognormal, triangular and uniform inputs.

Run: python benchmarks/business_case.py
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path[0] = str(ROOT)

from benchmarks.business_case_model import PARTNERS, case_program, plain_numpy  # noqa: E402

from vierkant import compiled  # noqa: E402
from vierkant.business_case import kernel  # noqa: E402
from vierkant.business_case.draws import simulate  # noqa: E402

DRAWS = 100_000
SECONDS, MEGABYTES, TIMES = 0.5, 300.0, 5.0
REPEATS = 5


def best(run: Callable[[], object], repeats: int) -> float:
    """The shortest of a few runs, in seconds."""
    found = []
    for _ in range(repeats):
        start = time.perf_counter()
        run()
        found.append(time.perf_counter() - start)
    return min(found)


MEASURE = """
import sys
sys.path.insert(0, sys.argv[1])
from benchmarks.business_case_model import case_program
from vierkant import compiled
from vierkant.business_case import kernel
from vierkant.business_case.draws import simulate

def peak():
    # Not ru_maxrss: that begins with what the parent had.
    lines = open("/proc/self/status").read().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024

compiled.allow()
made = case_program()
kernel.wait()
before = peak()
simulate(*made, draws=int(sys.argv[2]))
print(before, peak())
"""


def memory() -> tuple[float, float]:
    """The most memory of a fresh process in megabytes: with everything imported and compiled, and after a run."""
    command = [sys.executable, "-c", MEASURE, str(ROOT), str(DRAWS)]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    return float(printed[0]), float(printed[1])


def loading() -> tuple[float, float]:
    """Seconds to get the compiled calculation ready in a fresh process: compiled anew, and read from its folder."""
    import tempfile

    code = (
        "import time; from vierkant import compiled; from vierkant.business_case import kernel\n"
        "compiled.allow(); start = time.perf_counter(); kernel.wait(); print(time.perf_counter() - start)"
    )
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "NUMBA_CACHE_DIR": folder}
        found = [
            float(
                subprocess.run(
                    [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
                ).stdout
            )
            for _ in range(2)
        ]
    return found[0], found[1]


def agree(program_parts: tuple[object, ...]) -> float:
    """The largest difference between ours and the peer, in standard errors: two generators, one model."""
    ours = simulate(*program_parts, draws=DRAWS)  # type: ignore[arg-type]
    names, means, deviations = plain_numpy(DRAWS, with_spread=True)
    mine = np.array([ours.band(name).mean for name in names])
    return float(np.abs((mine - means) / (deviations * np.sqrt(2 / DRAWS))).max())


def rows() -> Iterator[tuple[str, float, str, float | None]]:
    """What `benchmarks/run.py` prints."""
    made = case_program()
    label = f"business case, {DRAWS:,} draws, {PARTNERS} partners"
    without = best(lambda: simulate(*made, draws=DRAWS), 2)
    compiled.allow()
    kernel.wait()
    ours, peer = [], []
    for _ in range(REPEATS):
        # In turn, so that whatever else the machine does falls on both.
        ours.append(best(lambda: simulate(*made, draws=DRAWS), 2))
        peer.append(best(lambda: plain_numpy(DRAWS), 1))
    before, peak = memory()
    cold, warm = loading()
    yield label, min(ours), "s", SECONDS
    yield "the same, most memory of a fresh process", peak, "MB", MEGABYTES
    yield "of which with everything imported and compiled", before, "MB", None
    yield "the same model written well in plain NumPy", min(peer), "s", None
    yield f"ours against it: at least {TIMES:g} times as fast", min(ours) / min(peer), "", 1 / TIMES
    yield "how many times as fast", min(peer) / min(ours), "times", None
    yield "ours without numba", without, "s", None
    yield "compiling it the first time, in the background", cold, "s", None
    yield "reading what was compiled", warm, "s", None
    yield "largest difference of a mean with the peer, in standard errors", agree(made), "", 5.0


def main() -> None:
    """Print what `rows` measures."""
    for name, measured, unit, target in rows():
        wanted = "" if target is None else f"target {target:g} {unit}"
        print(f"{name:<64} {measured:>9.3f} {unit:<5} {wanted}", flush=True)


if __name__ == "__main__":
    main()
