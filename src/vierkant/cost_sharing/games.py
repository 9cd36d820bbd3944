"""Cost games: what every group of partners would pay on its own, in one array indexed by the bitmask of the group.

``costs`` has length ``2**n``; bit i of an index says whether partner i is in; ``costs[0] == 0``. A negative cost is
allowed: a group may receive more than it spends. The array of a game in savings is its negative.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from vierkant.quantities import Message, MessageArgument, Number, Unit
from vierkant.terms import render

if TYPE_CHECKING:
    from numpy import ndarray

MOST_EXACT = 28
"""Most partners for whom every coalition is counted: ``2**28`` costs take 2 GB."""
MOST_NAMED = 5
"""Coalitions that a message names before it only counts them."""


class GameError(ValueError):
    """A fault of a game that a person can mend; ``message`` says what is wrong and what to do."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.id)
        self.message = message

    def __str__(self) -> str:
        return render(self.message, "en")


def checked(costs: Any, names: Sequence[str] = ()) -> tuple[ndarray[Any, Any], int]:
    """The game as float64 array of shape (2**n,), and n. No copy is made of an array that is float64 already.

    Args:
        costs: costs of every coalition, by bitmask; a cost that is not known is NaN.
        names: names of the partners for the messages; without them partners are called by number, from 1.

    Raises:
        GameError: a coalition without cost, a cost of nobody that is not 0, a length that is no power of two, a cost
            that is infinite, or more than `MOST_EXACT` partners.
        TypeError, ValueError: not an array of numbers in one dimension.
    """
    import numpy as np  # heavy: `vierkant --help` must not wait for it

    game, n = shaped(costs, names)
    # One number that is not finite makes the sum so; finite numbers that are too large together are looked at too.
    with np.errstate(over="ignore", invalid="ignore"):
        if not np.isfinite(game.sum()):
            _must_be_known(game, n, names)
    return game, n


def shaped(costs: Any, names: Sequence[str] = ()) -> tuple[ndarray[Any, Any], int]:
    """As `checked`, without looking whether the cost of every group is known: for who finds out while counting.

    Raises:
        GameError: a cost of nobody that is not 0, a length that is no power of two, more than `MOST_EXACT` partners.
        TypeError, ValueError: not an array of numbers in one dimension.
    """
    import numpy as np

    game = np.asarray(costs, dtype=np.float64)
    if game.ndim != 1:
        raise ValueError(f"the costs of a game are one row of numbers, not an array of shape {game.shape}")
    n = len(game).bit_length() - 1
    if n < 1 or len(game) != 1 << n:
        raise GameError(Message("cost_games.length", {"length": Number(len(game), Unit.NUMBER)}))
    must_be_exact(n)
    if not np.isfinite(game[0]):
        _must_be_known(game, n, names)
    if game[0] != 0:
        raise GameError(Message("cost_games.nobody", {"cost": Number(float(game[0]), Unit.NUMBER, 2)}))
    return game, n


def must_be_exact(n: int) -> None:
    """Refuse a game with more partners than can be counted exactly.

    Raises:
        GameError: more than `MOST_EXACT` partners.
    """
    if n > MOST_EXACT:
        arguments = {"partners": Number(n, Unit.NUMBER), "most": Number(MOST_EXACT, Unit.NUMBER)}
        raise GameError(Message("cost_games.too_many", arguments))


def _must_be_known(game: ndarray[Any, Any], n: int, names: Sequence[str]) -> None:
    import numpy as np

    for name, wrong in (("missing", np.isnan(game)), ("not_finite", np.isinf(game))):
        masks = np.flatnonzero(wrong)
        if len(masks):
            named = "; ".join(described(int(mask), names) for mask in masks[:MOST_NAMED])
            if len(masks) > MOST_NAMED:
                named += "; …"
            arguments: dict[str, MessageArgument] = {
                "coalitions": named,
                "count": Number(len(masks), Unit.NUMBER),
            }
            raise GameError(Message(f"cost_games.{name}", arguments))
    if not np.isfinite(np.abs(game).max() * len(game)):
        raise GameError(Message("cost_games.too_large"))


def members(mask: int) -> tuple[int, ...]:
    """The partners of a coalition, rising."""
    return tuple(partner for partner in range(mask.bit_length()) if mask >> partner & 1)


def described(mask: int, names: Sequence[str] = ()) -> str:
    """A coalition in words: the names of its partners, or their numbers from 1, joined by ``+``; ``∅`` is nobody."""
    return " + ".join(names[i] if i < len(names) else str(i + 1) for i in members(mask)) or "∅"


def amounts_of(amounts: Any, n: int) -> ndarray[Any, Any]:
    """What each of n partners pays, as float64 array of shape (n,).

    Raises:
        ValueError: not n finite numbers.
    """
    import numpy as np

    given = np.asarray(amounts, dtype=np.float64)
    if given.shape != (n,) or not np.isfinite(given).all():
        raise ValueError(f"amounts must be {n} finite numbers, one per partner")
    return given


def subset_sums(amounts: Any) -> ndarray[Any, Any]:
    """For every coalition the sum of what its partners pay.

    Args:
        amounts: float array of shape (n,).

    Returns:
        Float array of shape (2**n,), indexed by bitmask.

    Raises:
        GameError: more than `MOST_EXACT` partners.
    """
    import numpy as np

    given = np.asarray(amounts, dtype=np.float64)
    must_be_exact(len(given))
    sums = np.zeros(1 << len(given))
    for partner, amount in enumerate(given):
        half = 1 << partner
        np.add(sums[:half], amount, out=sums[half : 2 * half])
    return sums


def coalition_sizes(n: int) -> ndarray[Any, Any]:
    """The number of partners of every coalition of n partners: int64 array of shape (2**n,)."""
    import numpy as np

    sizes = np.zeros(1 << n, dtype=np.int64)
    for partner in range(n):
        half = 1 << partner
        np.add(sizes[:half], 1, out=sizes[half : 2 * half])
    return sizes
