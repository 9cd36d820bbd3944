"""Powers by drawing groups and orders, for rules that are too large to count; every number with its interval."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from vierkant.quantities import Z90
from vierkant.voting_power.rules import Rule

if TYPE_CHECKING:
    from numpy import ndarray

DRAWS = 20_000


def sampled_shares(
    rule: Rule, *, seed: int = 0, draws: int = DRAWS
) -> tuple[ndarray[Any, Any], ndarray[Any, Any], float]:
    """Chances to make the difference and to complete a majority, and the share of groups that decide.

    Args:
        rule: of any size.
        seed: the same seed gives the same answer.
        draws: groups, and orders, that are drawn.

    Returns:
        Two arrays ``(n,)`` and a number: shares of ``draws``; see `interval`.
    """
    import numpy as np  # heavy: `vierkant --help` must not wait for it

    random = np.random.default_rng(seed)
    conditions = _conditions(rule)
    groups = (random.random((draws, rule.size)) < 0.5).astype(float)
    totals = [(values, needed, groups @ values) for values, needed in conditions]
    decided = np.ones(draws, dtype=bool)
    for _values, needed, total in totals:
        decided &= total >= needed
    swings = np.zeros(rule.size)
    for place in range(rule.size):
        with_it, without = np.ones(draws, dtype=bool), np.ones(draws, dtype=bool)
        for values, needed, total in totals:
            others = total - groups[:, place] * values[place]
            with_it &= others + values[place] >= needed
            without &= others >= needed
        swings[place] = (with_it & ~without).mean()
    orders = random.permuted(np.tile(np.arange(rule.size), (draws, 1)), axis=1)
    reached = np.ones((draws, rule.size), dtype=bool)
    for values, needed in conditions:
        reached &= np.cumsum(values[orders], axis=1) >= needed
    completing = orders[np.arange(draws), reached.argmax(axis=1)]
    return swings, np.bincount(completing, minlength=rule.size) / draws, float(decided.mean())


def interval(share: float, draws: int = DRAWS) -> tuple[float, float]:
    """P10 and P90 of a share that was found in so many draws (Wilson 1927), so that 0 keeps a width."""
    spread = Z90 * Z90 / draws
    middle = (share + spread / 2) / (1 + spread)
    half = Z90 * (share * (1 - share) / draws + spread / (4 * draws)) ** 0.5 / (1 + spread)
    return max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half))


def _conditions(rule: Rule) -> list[tuple[ndarray[Any, Any], float]]:
    import numpy as np

    def row(values: Sequence[float], needed: float) -> tuple[ndarray[Any, Any], float]:
        return np.array(values, dtype=float), float(needed)

    found = [row(*rule.weights())]
    if rule.members:
        found.append(row([1.0] * rule.size, rule.members))
    if rule.must_agree:
        found.append(row([place in rule.must_agree for place in range(rule.size)], len(rule.must_agree)))
    if rule.residents is not None:
        found.append(row(rule.residents, rule.residents_needed * (1 - 1e-12)))
    return found
