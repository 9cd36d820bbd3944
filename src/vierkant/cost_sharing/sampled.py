"""The Shapley value of more partners than can be counted: a sample of orders of joining, and how exact it is.

Every order is taken together with the reverse one. Who joins early in the one joins late in the other, so that what
hangs on the size of the group cancels (antithetic pairs), and the groups of the second are what the groups of the first
leave over. In every order the amounts add up to the joint cost, hence in the mean too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vierkant.cost_sharing.games import MOST_NAMED, GameError, described
from vierkant.quantities import Message, MessageArgument, Number, Unit

if TYPE_CHECKING:
    from numpy import ndarray

CostOf = Callable[[Any], Any]
"""From a boolean array of coalitions, shape (k, n), to their costs, shape (k,)."""
FEWEST_PERMUTATIONS = 20
_AT_ONCE = 1 << 21
"""Booleans in one batch of coalitions."""


@dataclass(frozen=True, slots=True, eq=False)
class Sampled:
    """Amounts from a sample. All arrays have shape (n,), in the unit of the costs."""

    amounts: ndarray[Any, Any]
    """The estimate; adds up to the joint cost."""
    low: ndarray[Any, Any]
    high: ndarray[Any, Any]
    """For each partner by itself: with chance ``coverage`` the true amount lies between these."""
    coverage: float
    permutations: int
    """Orders in the sample, reverse ones included."""


def sampled_shapley(
    cost_of: CostOf,
    n: int,
    *,
    seed: int,
    permutations: int = 2000,
    coverage: float = 0.95,
    progress: Callable[[float], None] | None = None,
) -> Sampled:
    """An estimate of the Shapley value with an interval for each partner.

    Args:
        cost_of: costs of many coalitions at once: a boolean array of shape (k, n) in, a float array of shape (k,) out.
            Nobody costs 0.
        n: number of partners, from 1.
        seed: a whole number from 0; the same seed gives the same sample.
        permutations: orders in the sample, at least 20; an odd number is raised by one.
        coverage: chance with which the interval of a partner holds the true amount, between 0 and 1.
        progress: called with the finished share (0..1); an exception raised in it stops the calculation.

    Raises:
        GameError: nobody costs something, or a coalition has no finite cost.
        ValueError: a number is outside its bounds, or ``cost_of`` does not give one cost per coalition.

    Source: Castro, Gómez and Tejada 2009; antithetic pairs: Mitchell, Cooper, Frank and Holmes 2022.
    """
    import numpy as np  # heavy: `vierkant --help` must not wait for it
    from scipy.special import stdtrit

    if n < 1 or permutations < FEWEST_PERMUTATIONS or not 0 < coverage < 1:
        raise ValueError(f"n from 1, permutations from {FEWEST_PERMUTATIONS}, coverage between 0 and 1")
    joint = costs_of_ends(cost_of, n)
    pairs = (permutations + 1) // 2
    generator = np.random.default_rng(seed)
    # Beside the first pair, so that squares of large costs that hardly differ do not cancel.
    first, total, squares = np.zeros(n), np.zeros(n), np.zeros(n)
    batch = max(1, min(pairs, _AT_ONCE // (2 * n * n)))
    for start in range(0, pairs, batch):
        orders = generator.permuted(np.tile(np.arange(n), (min(batch, pairs - start), 1)), axis=1)
        added = _added(cost_of, orders, joint)
        if start == 0:
            first = added[0].copy()
        added -= first
        total += added.sum(axis=0)
        squares += (added * added).sum(axis=0)
        if progress is not None:
            progress(min(start + batch, pairs) / pairs)
    mean = total / pairs
    spread = np.sqrt(np.maximum(squares - pairs * mean * mean, 0.0) / (pairs - 1) / pairs)
    half = spread * float(stdtrit(pairs - 1, 0.5 + coverage / 2))
    amounts = first + mean
    return Sampled(amounts, amounts - half, amounts + half, coverage, 2 * pairs)


def _added(cost_of: CostOf, orders: ndarray[Any, Any], joint: float) -> ndarray[Any, Any]:
    """What each partner adds to the cost, mean of every order and its reverse. Shape (orders, n)."""
    import numpy as np

    count, n = orders.shape
    places = np.empty_like(orders)
    np.put_along_axis(places, orders, np.arange(n)[None, :], axis=1)
    # The coalition of the first t + 1 partners, for t from 0 to n - 2, and what it leaves over.
    begun = places[:, None, :] <= np.arange(n - 1)[None, :, None]
    masks = np.concatenate([begun.reshape(-1, n), ~begun.reshape(-1, n)])
    found = finite_costs(cost_of, masks).reshape(2, count, n - 1)
    steps = np.empty((2, count, n + 1))
    steps[:, :, 0], steps[:, :, -1] = 0.0, joint
    steps[0, :, 1:-1], steps[1, :, 1:-1] = found[0], found[1][:, ::-1]
    rises = np.diff(steps, axis=2)
    by_place = (rises[0] + rises[1][:, ::-1]) / 2
    return np.take_along_axis(by_place, places, axis=1)


def costs_of_ends(cost_of: CostOf, n: int) -> float:
    """The joint cost; and nobody costs 0.

    Raises:
        GameError: nobody costs something, or the joint cost is not finite.
        ValueError: ``cost_of`` does not give one cost per coalition.
    """
    import numpy as np

    nobody, joint = finite_costs(cost_of, np.array([[False] * n, [True] * n])).tolist()
    if nobody != 0:
        raise GameError(Message("cost_games.nobody", {"cost": Number(nobody, Unit.NUMBER, 2)}))
    return float(joint)


def finite_costs(cost_of: CostOf, masks: ndarray[Any, Any]) -> ndarray[Any, Any]:
    """The costs of coalitions, shape (k,) for a boolean array of shape (k, n).

    Raises:
        GameError: a coalition has no finite cost.
        ValueError: ``cost_of`` does not give one cost per coalition.
    """
    import numpy as np

    found = np.asarray(cost_of(masks), dtype=np.float64)
    if found.shape != (len(masks),):
        raise ValueError(f"cost_of gave shape {found.shape} for {len(masks)} coalitions")
    wrong = np.flatnonzero(~np.isfinite(found))
    if len(wrong):
        named = "; ".join(
            described(sum(1 << int(i) for i in np.flatnonzero(masks[row]))) for row in wrong[:MOST_NAMED]
        )
        arguments: dict[str, MessageArgument] = {
            "coalitions": named,
            "count": Number(len(wrong), Unit.NUMBER),
        }
        raise GameError(Message("cost_games.not_finite", arguments))
    return found
