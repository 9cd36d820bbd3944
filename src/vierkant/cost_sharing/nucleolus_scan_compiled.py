"""One look at all 2**n coalitions, compiled: as `nucleolus_scan`. Importing this module imports numba.

First a pass that only reads the costs and keeps the lowest of each block; then the blocks that may hold a coalition
that is short, coalition by coalition. Both exist serial and parallel: starting threads costs more than a small game.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numba import njit, prange

from vierkant.cost_sharing.nucleolus_pool import Counts, Floats
from vierkant.cost_sharing.nucleolus_scan import PROBE

part = njit(nogil=True, error_model="numpy")
"""A function that becomes part of another one and is compiled with it."""


@part
def lowest_of(costs: Floats, first: int, low: Floats) -> float:
    """The least of a block of costs less what is subtracted from each. Four at a time, so that none waits."""
    size = len(low)
    a, b, c, d = math.inf, math.inf, math.inf, math.inf
    for s in range(0, size - 3, 4):
        a = min(a, costs[first + s] - low[s])
        b = min(b, costs[first + s + 1] - low[s + 1])
        c = min(c, costs[first + s + 2] - low[s + 2])
        d = min(d, costs[first + s + 3] - low[s + 3])
    for s in range(size - size % 4, size):
        a = min(a, costs[first + s] - low[s])
    return min(min(a, b), min(c, d))


def lowest(costs: Floats, low: Floats, high: Floats, bottoms: Floats) -> None:
    """``bottoms`` of every block: its least cost less the sum of a block's own ``low`` and the block's ``high``."""
    size = len(low)
    for block in prange(len(bottoms)):
        bottoms[block] = lowest_of(costs, block * size, low) - high[block]


@part
def first_missed(slack: float, size: float, margins: Floats, upto: int, tolerance: float) -> int:
    """The first stage whose margin is not reached, when that of ``upto`` is not; margins grow."""
    first, last = 0, upto
    while first < last:
        middle = (first + last) // 2
        if margins[middle] * size - slack > tolerance:
            last = middle
        else:
            first = middle + 1
    return first


@part
def worst_of(
    costs: Floats,
    block: int,
    low: Floats,
    low_sizes: Floats,
    low_probes: Floats,
    amounts: Floats,
    margins: Floats,
    probes: Floats,
    upto: int,
    per_capita: bool,
    tolerance: float,
) -> tuple[int, float]:
    """The coalition of a block that is most short, looking at stages ``upto`` only, and what it lacks; -1 for none."""
    size, n = len(low), len(amounts)
    bits = n
    while 1 << bits > size:
        bits -= 1
    paid, members = 0.0, 0.0
    high_probes = np.zeros((upto + 1, 2))
    for i in range(bits, n):
        if block >> (i - bits) & 1:
            paid += amounts[i]
            members += 1.0
            for stage in range(upto + 1):
                high_probes[stage, 0] += probes[stage, i, 0]
                high_probes[stage, 1] += probes[stage, i, 1]
    found, most = -1, -math.inf
    for s in range(size):
        slack = costs[block * size + s] - low[s] - paid
        weight = members + low_sizes[s] if per_capita else 1.0
        if not margins[upto] * weight - slack > tolerance:
            continue
        stage = first_missed(slack, weight, margins, upto, tolerance)
        lack = margins[stage] * weight - slack
        if lack > most:
            one = low_probes[s, stage, 0] + high_probes[stage, 0]
            two = low_probes[s, stage, 1] + high_probes[stage, 1]
            if abs(one) > PROBE or abs(two) > PROBE:
                found, most = block * size + s, lack
    return found, most


def search(
    costs: Floats,
    blocks: Counts,
    low: Floats,
    low_sizes: Floats,
    low_probes: Floats,
    amounts: Floats,
    margins: Floats,
    probes: Floats,
    upto: int,
    per_capita: bool,
    tolerance: float,
    masks: Counts,
    lacks: Floats,
) -> None:
    """The worst coalition of each of some blocks: see `worst_of`."""
    for place in prange(len(blocks)):
        masks[place], lacks[place] = worst_of(
            costs,
            blocks[place],
            low,
            low_sizes,
            low_probes,
            amounts,
            margins,
            probes,
            upto,
            per_capita,
            tolerance,
        )


def compiled(*, cached: bool, parallel: bool) -> tuple[Callable[..., None], Callable[..., None]]:
    """`lowest` and `search`, compiled at their first call or read from the folder of `numba.config.CACHE_DIR`."""
    # The order of additions may change in the first, that looks for candidates only; nothing is infinite there.
    quick: Callable[..., None] = njit(
        nogil=True, error_model="numpy", fastmath=True, parallel=parallel, cache=cached
    )(lowest)
    exact: Callable[..., None] = njit(nogil=True, error_model="numpy", parallel=parallel, cache=cached)(
        search
    )
    return quick, exact
