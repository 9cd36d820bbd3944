"""Draws of uncertain chances and impacts: one stream of chance per name, so that nothing else changes a draw.

P10 and P90 of a figure are its low and high, as everywhere. Chances stay between 0 and 1, amounts are never below 0.
"""

from __future__ import annotations

from hashlib import blake2b
from math import log
from typing import TYPE_CHECKING, Any

from vierkant.quantities import Z90, Distribution, Figure

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_SMALLEST = 2.0**-54
_TAIL = 0.1
_ROUNDS = 200


def uniforms(seed: int, name: str, draws: int) -> Floats:
    """Numbers between 0 and 1, shape (draws,): always the same for a seed and a name."""
    import numpy as np  # NumPy takes longer to load than `vierkant --help` may take

    key = int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "little")
    bits = np.random.Philox(key=np.array([seed % 2**64, key], dtype=np.uint64))
    return np.maximum(np.random.Generator(bits).random(draws), _SMALLEST)


def values(figure: Figure, usual: Distribution, uniform: Floats) -> Any:
    """The figure at these probabilities, shape (draws,); a plain number when it has no range.

    ``usual`` is the distribution when the figure names none. A lognormal that touches zero is drawn as normal.
    """
    if figure.low is None or figure.high is None or figure.low == figure.high:
        return figure.value
    value, low, high = figure.value, figure.low, figure.high
    name = figure.distribution or usual
    if name is Distribution.UNIFORM:
        tail = (high - low) / 8
        return low - tail + (high - low + 2 * tail) * uniform
    if name is Distribution.TRIANGULAR:
        return triangular(value, low, high, uniform)
    import numpy as np
    from scipy.special import ndtri  # SciPy is only needed for an uncertain figure

    z: Floats = ndtri(uniform) / Z90
    if name is Distribution.LOGNORMAL and low > 0:
        return value * np.exp(np.where(z < 0, z * log(value / low), z * log(high / value)))
    return value + np.where(z < 0, z * (value - low), z * (high - value))


def triangular(mode: float, low: float, high: float, uniform: Floats) -> Floats:
    """A triangle with this top whose P10 and P90 are ``low`` and ``high``."""
    import numpy as np

    left, right = ends(mode, low, high)
    width = right - left
    turn = (mode - left) / width
    below = left + np.sqrt(uniform * width * (mode - left))
    above = right - np.sqrt((1 - uniform) * width * (right - mode))
    return np.where(uniform < turn, below, above)


def ends(mode: float, low: float, high: float) -> tuple[float, float]:
    """The ends of a triangle from its top and its P10 and P90.

    ``(low − a)² = 0.1·(b − a)·(mode − a)`` and likewise on the right, for a top between both; a top on an end of the
    range leaves that end a tenth less room, and the repetition settles near it.
    """
    left, right = low - (mode - low), high + (high - mode)
    spare = (high - low) * 1e-9
    left, right = min(left, low - spare), max(right, high + spare)
    for _ in range(_ROUNDS):
        new_left = low - (_TAIL * (right - left) * max(mode - left, 0.0)) ** 0.5
        new_right = high + (_TAIL * (right - left) * max(right - mode, 0.0)) ** 0.5
        left, right = min(new_left, mode), max(new_right, mode)
    return left, right
