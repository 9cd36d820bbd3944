"""Between which amounts a contribution lies when the figures of the business case are as uncertain as they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import fsum
from typing import TYPE_CHECKING, Any

from vierkant.cost_sharing.game_keys import BALANCED
from vierkant.cost_sharing.inputs import KeyKind
from vierkant.cost_sharing.keys import KeyAmounts
from vierkant.cost_sharing.separable import ensc, equal_savings, scrb, stand_alone
from vierkant.cost_sharing.shapley import shapley
from vierkant.cost_sharing.sharing_input import SharingInput

if TYPE_CHECKING:
    from numpy import ndarray

LOW, HIGH = 0.1, 0.9
MOST_BALANCED = 5
"""Up to this many partners the most balanced keys have a range: each draw is a calculation of its own."""

BALANCED_DRAWS = 50
"""Draws of those, so that an assessment does not wait for them."""

Range = tuple["ndarray[Any, Any]", "ndarray[Any, Any]"]
"""P10 and P90, shape (n,) each."""


def range_of(given: SharingInput, key: KeyAmounts) -> Range | None:
    """P10 and P90 of what each partner pays; None when there are no draws, or not for this key.

    The shares of a key that does not follow from the costs stay as they are: the key is a rule, the cost is not.
    """
    if key.amounts is None:
        return None
    if key.sample is not None and key.sample.low is not None and key.sample.high is not None:
        return key.sample.low, key.sample.high
    import numpy as np  # heavy: `vierkant --help` must not wait for it

    rows = _rows(given, key)
    if rows is None or not np.isfinite(rows).all():
        return None
    return _quantiles(rows, key.amounts)


def gain_range(given: SharingInput, shares: Mapping[int, float | None]) -> tuple[float, float] | None:
    """P10 and P90 of what a group pays more than it would without the rest, euro per year.

    Args:
        given: with the costs of every group in every draw.
        shares: place of each member → its share of the joint cost, the same in every draw.

    Returns:
        None when no costs of groups were drawn, or a share is not known.
    """
    import numpy as np  # heavy: `vierkant --help` must not wait for it

    known = [share for share in shares.values() if share is not None]
    if given.drawn is None or given.drawn_total is None or len(known) < len(shares):
        return None
    mask = sum(1 << place for place in shares)
    more = given.drawn_total * fsum(known) - given.drawn[:, mask]
    low, high = np.quantile(more, [LOW, HIGH])
    return float(low), float(high)


def _rows(given: SharingInput, key: KeyAmounts) -> ndarray[Any, Any] | None:
    """What each partner pays in every draw, shape (draws, n)."""
    import numpy as np

    if given.drawn is not None and key.id in _PER_DRAW:
        if key.id in BALANCED and len(given.partners) > MOST_BALANCED:
            return None
        drawn = given.drawn[:BALANCED_DRAWS] if key.id in BALANCED else given.drawn
        return _every_draw(_PER_DRAW[key.id], drawn)
    if given.drawn_total is None or key.shares is None or key.id == KeyKind.STAND_ALONE:
        return None
    fixed = np.zeros(len(key.shares)) if key.fixed is None else key.fixed
    rest = given.drawn_total - float(fixed.sum())
    return np.asarray(fixed + rest[:, None] * key.shares)


def _every_draw(
    key: Callable[[Any], ndarray[Any, Any]], drawn: ndarray[Any, Any]
) -> ndarray[Any, Any] | None:
    """None when the key could not be computed with enough precision in some draw."""
    import numpy as np

    from vierkant.cost_sharing.nucleolus_pool import NucleolusError

    try:
        return np.array([key(costs) for costs in drawn])
    except NucleolusError:
        return None


def _quantiles(rows: ndarray[Any, Any], amounts: ndarray[Any, Any]) -> Range:
    """Order statistics; the amount itself always lies within."""
    import numpy as np

    low, high = np.quantile(rows, [LOW, HIGH], axis=0, method="inverted_cdf")
    return np.minimum(low, amounts), np.maximum(high, amounts)


def _nucleolus(costs: Any) -> ndarray[Any, Any]:
    from vierkant.cost_sharing.nucleolus import nucleolus  # heavy: its solver needs NumPy and SciPy

    return nucleolus(costs)


def _per_capita(costs: Any) -> ndarray[Any, Any]:
    from vierkant.cost_sharing.nucleolus import per_capita_nucleolus  # heavy, as above

    return per_capita_nucleolus(costs)


_PER_DRAW: Mapping[str, Callable[[Any], ndarray[Any, Any]]] = {
    KeyKind.STAND_ALONE: stand_alone,
    KeyKind.EQUAL_SAVINGS: equal_savings,
    KeyKind.ENSC: ensc,
    KeyKind.SCRB: scrb,
    KeyKind.SHAPLEY: shapley,
    KeyKind.NUCLEOLUS: _nucleolus,
    KeyKind.PER_CAPITA_NUCLEOLUS: _per_capita,
}
