"""Keys that need only a few costs: of each partner alone, of all together, and of all but one.

The separable cost of a partner is what the joint cost would be lower without it. What the separable costs leave of the
joint cost is shared equally (ENSC) or by what each partner still gains (SCRB).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vierkant.cost_sharing.games import amounts_of, checked

if TYPE_CHECKING:
    from numpy import ndarray


def separable_costs(costs: Any) -> ndarray[Any, Any]:
    """For each partner what the joint cost would be lower without it. Shape (n,), in the unit of the costs.

    Args:
        costs: cost of every coalition, shape (2**n,), indexed by bitmask, ``costs[0] == 0``.

    Raises:
        GameError: the costs are no game (see `games.checked`).
    """
    import numpy as np  # heavy: `vierkant --help` must not wait for it

    game, n = checked(costs)
    return np.asarray(game[-1] - game[_alone(n) ^ (len(game) - 1)])


def ensc(costs: Any) -> ndarray[Any, Any]:
    """Separable costs plus an equal part of the rest (egalitarian non-separable cost).

    Args:
        costs: cost of every coalition, shape (2**n,), indexed by bitmask, ``costs[0] == 0``.

    Returns:
        Amounts, shape (n,), in the unit of the costs; they add up to the joint cost.

    Raises:
        GameError: the costs are no game (see `games.checked`).

    Source: Moulin 1985.
    """
    import numpy as np

    game, n = checked(costs)
    own = separable_costs(game)
    return np.asarray(own + (game[-1] - own.sum()) / n)


def scrb(costs: Any, ceilings: Any = None) -> ndarray[Any, Any]:
    """Separable costs plus a part of the rest by remaining benefit (separable costs, remaining benefits).

    The remaining benefit of a partner is ``min(ceiling, cost alone) - separable cost``. Without ceilings this is the
    alternate cost avoided method, and the Gately point of the cost game. When the remaining benefits add up to nothing
    there is nothing to share by, and the rest is shared equally, as in `ensc`. A remaining benefit below zero is
    taken as it is: that partner costs more to bring in than it costs alone, and no allocation holds.

    Args:
        costs: cost of every coalition, shape (2**n,), indexed by bitmask, ``costs[0] == 0``.
        ceilings: what the service is worth to each partner, shape (n,), in the unit of the costs; None where the
            cost alone is the ceiling.

    Returns:
        Amounts, shape (n,), in the unit of the costs; they add up to the joint cost.

    Raises:
        GameError: the costs are no game (see `games.checked`).
        ValueError: the ceilings are not n finite numbers.

    Source: Young, Okada and Hashimoto 1982; Gately 1974.
    """
    import numpy as np

    game, n = checked(costs)
    own, alone = separable_costs(game), game[_alone(n)]
    most = alone if ceilings is None else np.minimum(amounts_of(ceilings, n), alone)
    scale = float(np.abs(alone).sum() + np.abs(own).sum())
    return np.asarray(own + _by(most - own, float(game[-1] - own.sum()), scale))


def equal_savings(costs: Any) -> ndarray[Any, Any]:
    """The cost alone less an equal part of what all save together (or plus, when working together costs more).

    Args:
        costs: cost of every coalition, shape (2**n,), indexed by bitmask, ``costs[0] == 0``.

    Returns:
        Amounts, shape (n,), in the unit of the costs; they add up to the joint cost.

    Raises:
        GameError: the costs are no game (see `games.checked`).
    """
    import numpy as np

    game, n = checked(costs)
    alone = game[_alone(n)]
    return np.asarray(alone - (alone.sum() - game[-1]) / n)


def stand_alone(costs: Any) -> ndarray[Any, Any]:
    """The joint cost by what each would pay alone; equal when the costs alone add up to nothing.

    Args:
        costs: cost of every coalition, shape (2**n,), indexed by bitmask, ``costs[0] == 0``.

    Returns:
        Amounts, shape (n,), in the unit of the costs; they add up to the joint cost.

    Raises:
        GameError: the costs are no game (see `games.checked`).
    """
    import numpy as np

    game, n = checked(costs)
    alone = game[_alone(n)]
    return _by(alone, float(game[-1]), float(np.abs(alone).sum()))


_NOTHING = 1e-12
"""A sum below this part of its terms is nothing but rounding."""


def _by(parts: ndarray[Any, Any], total: float, scale: float) -> ndarray[Any, Any]:
    """The total, by the parts; equally when these add up to nothing beside ``scale``."""
    import numpy as np

    whole = float(parts.sum())
    if abs(whole) <= _NOTHING * scale:
        return np.full(len(parts), total / len(parts))
    return np.asarray(parts * (total / whole))


def _alone(n: int) -> ndarray[Any, Any]:
    """The bitmasks of the partners alone."""
    import numpy as np

    return np.left_shift(np.int64(1), np.arange(n))
