"""Risks added up exactly: each happens or not, on its own, and the damages are summed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import ceil, gcd, isfinite
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Whole = NDArray[np.int64]

MOST_PLACES = 1 << 19
"""More different sums of damage than this are taken together (`Losses.bound` says how far off that can be)."""

_SPARSE = 4096
_SHORT = 1 << 13
"""Own damage and the pool are put together by going through the shorter list of sums, which may be this long."""

_SLACK = 1e-12
"""Sums of chances are off by this much at most; a certainty of 90 % must not be missed by rounding."""


@dataclass(frozen=True, slots=True)
class Losses:
    """All possible sums of damage in a year, with their chances.

    ``values`` (places,) whole euro, rising; ``chances`` (places,) add up to 1. ``bound``: the true damage is at most
    this many euro lower at any certainty, and never higher; 0 when every damage was in whole euro and nothing was
    taken together.
    """

    values: Whole
    chances: Floats
    bound: float = 0.0

    @property
    def mean(self) -> float:
        """Euro per year that are expected."""
        return float(self.values @ self.chances)

    @property
    def deviation(self) -> float:
        """Standard deviation, euro."""
        return float(((self.values - self.mean) ** 2 @ self.chances) ** 0.5)

    @property
    def maximum(self) -> int:
        """Damage when everything happens at once."""
        return int(self.values[-1])

    def share_within(self, amount: float) -> float:
        """Chance that the damage is at most ``amount``."""
        place = int(self.values.searchsorted(amount, side="right"))
        return min(1.0, float(self.chances[:place].sum()))

    def quantiles(self, certainties: Iterable[float]) -> tuple[int, ...]:
        """The smallest sums that suffice with these certainties.

        Raises:
            ValueError: a certainty is not above 0 and below 1.
        """
        added = self.chances.cumsum()
        found = []
        for certainty in certainties:
            _check(certainty)
            place = int(added.searchsorted(certainty - _SLACK, side="left"))
            found.append(int(self.values[min(place, len(self.values) - 1)]))
        return tuple(found)

    def quantile(self, certainty: float) -> int:
        """The smallest sum that suffices with this certainty: euro.

        Raises:
            ValueError: the certainty is not above 0 and below 1.
        """
        return self.quantiles((certainty,))[0]


def convolve(risks: Sequence[tuple[float, float]], *, most_places: int = MOST_PLACES) -> Losses:
    """The sum of independent risks, each ``(chance, impact)`` in euro, exactly.

    An impact between whole euro counts as the next whole euro. When there would be more than ``most_places``
    different sums, impacts are rounded up to a coarser step, so that what is needed is never told too low.

    Raises:
        ValueError: a chance is not between 0 and 1, or an impact is below 0.

    Source: the definition of a sum of independent chances; `docs/methods/risks.md`.
    """
    import numpy as np  # NumPy takes longer to load than `vierkant --help` may take

    amounts, bound = _whole(risks)
    values, chances = np.zeros(1, dtype=np.int64), np.ones(1)
    for number, (chance, amount) in enumerate(amounts):
        if len(values) > _SPARSE:
            dense = _Dense.of(values, chances, [item for _, item in amounts[number:]], most_places)
            for later, impact in amounts[number:]:
                dense.add(later, impact)
            values, chances = dense.places()
            return Losses(values, chances, bound + dense.bound)
        values, chances = _merged(
            np.concatenate((values, values + amount)),
            np.concatenate((chances * (1 - chance), chances * chance)),
        )
    return Losses(values, chances, bound)


def _whole(risks: Sequence[tuple[float, float]]) -> tuple[list[tuple[float, int]], float]:
    found, bound = [], 0.0
    for chance, impact in risks:
        if not 0 <= chance <= 1:
            raise ValueError(f"a chance must be between 0 and 1, not {chance}")
        if not (impact >= 0 and isfinite(impact)):
            raise ValueError(f"an impact must be 0 or more, not {impact}")
        if chance > 0 and impact > 0:
            found.append((chance, ceil(impact)))
            bound += ceil(impact) - impact
    return found, bound


def _merged(values: Any, chances: Any) -> tuple[Any, Any]:
    """Equal sums once, rising, their chances added; without the sums that cannot be."""
    import numpy as np

    found, place = np.unique(values, return_inverse=True)
    added = np.bincount(place, weights=chances, minlength=len(found))
    return found[added > 0], added[added > 0]


@dataclass(slots=True)
class _Dense:
    """Chances on an even grid of ``step`` euro: adding a risk is a shift, however many sums there are."""

    step: int
    chances: Any
    filled: int
    bound: float

    @classmethod
    def of(cls, values: Any, chances: Any, impacts: Sequence[int], most_places: int) -> _Dense:
        """Room for what is there and what will come, at the finest step that fits."""
        import numpy as np

        step = gcd(int(np.gcd.reduce(values)), *impacts)
        total = int(values[-1]) + sum(impacts)
        if total // step + len(impacts) + 2 > most_places:
            step = step * ceil(total / step / max(1, most_places - len(impacts) - 2))
        places = -(-values // step)
        grid = np.zeros(int(places[-1]) + sum(-(-impact // step) for impact in impacts) + 1)
        np.add.at(grid, places, chances)
        bound = float((places * step - values).max())
        return cls(step, grid, int(places[-1]) + 1, bound)

    def add(self, chance: float, impact: int) -> None:
        """One more risk."""
        shift = -(-impact // self.step)
        before = self.chances[: self.filled].copy()
        self.chances[: self.filled] *= 1 - chance
        self.chances[shift : shift + self.filled] += chance * before
        self.filled += shift
        self.bound += shift * self.step - impact

    def places(self) -> tuple[Any, Any]:
        """Sums in euro and chances, without the sums that cannot be."""
        import numpy as np

        possible = np.flatnonzero(self.chances[: self.filled])
        return possible * self.step, self.chances[possible]


def coarser(losses: Losses, most_places: int) -> Losses:
    """The same damage on at most so many different sums, rounded up; ``bound`` grows by what that may add."""
    if len(losses.values) <= most_places:
        return losses
    step = ceil((losses.maximum + 1) / (most_places - 1))
    values, chances = _merged(-(-losses.values // step) * step, losses.chances)
    return Losses(values, chances, losses.bound + step - 1)


def shortened(own: Losses, pool: Losses) -> tuple[Losses, Losses]:
    """The two with the shorter list of sums at most 8,192 long, so that `quantiles_with_share` stays quick."""
    if len(own.values) <= len(pool.values):
        return coarser(own, _SHORT), pool
    return own, coarser(pool, _SHORT)


def quantiles_with_share(
    own: Losses, pool: Losses, share: float, certainties: Sequence[float]
) -> tuple[int, ...]:
    """The smallest whole euro that suffice for own damage plus ``share`` of the damage of the pool, independent.

    Exact without making all sums: ``P(own + share·pool ≤ x)`` is a sum over the shorter list of the two, and ``x`` is
    found by halving. Time grows with that list, see `shortened`.

    Raises:
        ValueError: the share is not between 0 and 1, or a certainty not above 0 and below 1.
    """
    if not 0 <= share <= 1:
        raise ValueError(f"a share must be between 0 and 1, not {share}")
    if share == 0 or pool.maximum == 0:
        return own.quantiles(certainties)
    first, second = (own.values * 1.0, own.chances), (pool.values * share, pool.chances)
    if len(second[0]) < len(first[0]):
        first, second = second, first
    added = second[1].cumsum()

    def within(amount: float) -> float:
        # A millionth of a euro, so that a share that is no round number does not push a sum over the edge.
        place = second[0].searchsorted(amount - first[0] + 1e-6, side="right")
        return float(first[1][place > 0] @ added[place[place > 0] - 1])

    most, least = ceil(own.maximum + share * pool.maximum), -1
    found: dict[float, int] = {}
    for certainty in sorted(certainties):  # what suffices for less certainty is the start for more
        found[certainty] = _halving(within, least, most, certainty)
        least = found[certainty] - 1
    return tuple(found[certainty] for certainty in certainties)


def _halving(within: Callable[[float], float], least: int, most: int, certainty: float) -> int:
    _check(certainty)
    low, high = least, most
    while high - low > 1:
        middle = (low + high) // 2
        if within(middle) >= certainty - _SLACK:
            high = middle
        else:
            low = middle
    return high


def pooled_variation(number: int, correlation: float) -> float:
    """How much of the spread (relative to the mean) is left when ``number`` equal risks are put together.

    ``sqrt((1 + (n − 1)·ρ) / n)``: 1 without advantage, ``1/√n`` when they have nothing to do with each other.

    Raises:
        ValueError: the number is below 1 or the correlation not between 0 and 1.
    """
    if number < 1:
        raise ValueError(f"number must be 1 or more, not {number}")
    if not 0 <= correlation <= 1:
        raise ValueError(f"correlation must be between 0 and 1, not {correlation}")
    return float(((1 + (number - 1) * correlation) / number) ** 0.5)


def _check(certainty: float) -> None:
    if not 0 < certainty < 1:
        raise ValueError(f"a certainty must be above 0 and below 1, not {certainty}")
