"""Exponential, logarithm, normal quantile and normal distribution from additions, multiplications and roots alone.

IEEE 754 fixes the result of those to the last bit, so that these functions give the same bits on every machine, in
NumPy here and compiled in `kernel_compiled`. NumPy's own functions differ in the last bit from processor to processor.
Accuracy against SciPy: 1e-14 relative (the exponential 2e-16), tested.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from vierkant.business_case import constants as c

Floats = NDArray[np.float64]


def polynomial(x: Floats, coefficients: tuple[float, ...]) -> Floats:
    """The polynomial with these coefficients, highest power first, by Horner's rule."""
    found = x * coefficients[0]
    for coefficient in coefficients[1:-1]:
        found += coefficient
        found *= x
    found += coefficients[-1]
    return found


def _reduced(x: Floats) -> tuple[Floats, Floats]:
    """``exp(r) - 1`` and ``2**k`` for x = k·ln 2 + r."""
    inside = np.minimum(np.maximum(x, c.EXP_SMALLEST), c.EXP_LARGEST)
    shifted = inside * c.LOG2_E
    shifted += c.ROUNDING
    bits = shifted.view(np.int64)
    whole = shifted - c.ROUNDING
    inside -= whole * c.LN2_HIGH
    whole *= c.LN2_LOW
    inside -= whole
    found = polynomial(inside, c.EXP_SERIES)
    found *= inside
    found *= inside
    found += inside
    bits += 1023
    bits <<= 52
    return found, shifted


def exponential(x: Floats) -> Floats:
    """e to the power of x; 0 below -708 and infinite above 709."""
    found, scale = _reduced(x)
    found *= scale
    found += scale
    if x.size and not (x.min() >= c.EXP_SMALLEST and x.max() <= c.EXP_LARGEST):
        found[x > c.EXP_LARGEST] = np.inf
        found[x < c.EXP_SMALLEST] = 0.0
    return found


def exponential_less_one(x: Floats) -> Floats:
    """e to the power of x, minus 1; accurate near 0; infinite above 709."""
    found, scale = _reduced(x)
    found *= scale
    scale -= 1.0
    found += scale
    if x.size and not x.max() <= c.EXP_LARGEST:
        found[x > c.EXP_LARGEST] = np.inf
    return found


def logarithm(x: Floats) -> Floats:
    """The natural logarithm; minus infinity for 0, not a number below it."""
    small = x < c.SMALLEST_NORMAL
    scaled = x * np.where(small, c.SUBNORMAL_SCALE, 1.0)
    bits = scaled.view(np.int64)
    exponent = ((bits >> 52) - 1023).astype(np.float64)
    exponent -= np.where(small, c.SUBNORMAL_SHIFT, 0.0)
    bits &= c.MANTISSA_BITS
    bits |= c.ONE_BITS
    high = scaled > c.SQRT_2
    mantissa = np.where(high, 0.5 * scaled, scaled)
    exponent += high
    ratio = mantissa - 1.0
    mantissa += 1.0
    ratio /= mantissa
    found = polynomial(ratio * ratio, c.LOG_SERIES)
    ratio *= 2.0
    found *= ratio
    found += exponent * c.LN2_LOW
    exponent *= c.LN2_HIGH
    found += exponent
    if x.size and not (x.min() > 0 and x.max() < np.inf):
        found[x == np.inf] = np.inf
        found[x == 0] = -np.inf
        found[~(x >= 0)] = np.nan
    return found


def normal_quantile(u: Floats) -> Floats:
    """The standard normal quantile for probabilities strictly between 0 and 1 (AS241)."""
    offset = u - 0.5
    square = offset * offset
    np.subtract(c.CENTRAL_SQUARE, square, out=square)
    found = polynomial(square, c.CENTRE_TOP)
    found *= offset
    found /= polynomial(square, c.CENTRE_BOTTOM)
    outside = np.flatnonzero(np.abs(offset) > c.CENTRAL)
    if outside.size:
        found[outside] = _tail(u[outside], offset[outside])
    return found


def _tail(u: Floats, offset: Floats) -> Floats:
    depth = np.sqrt(-logarithm(np.minimum(u, 1.0 - u)))
    shifted = depth - c.TAIL_SHIFT
    found = polynomial(shifted, c.TAIL_TOP)
    found /= polynomial(shifted, c.TAIL_BOTTOM)
    far = np.flatnonzero(depth > c.FAR_TAIL)
    if far.size:
        shifted = depth[far] - c.FAR_TAIL
        found[far] = polynomial(shifted, c.FAR_TOP) / polynomial(shifted, c.FAR_BOTTOM)
    return np.where(offset < 0, -found, found)


def normal_probability(z: Floats) -> Floats:
    """The probability that a standard normal number is at most z, kept strictly between 0 and 1 (Cody 1969)."""
    size = np.abs(z) * (1.0 / c.SQRT_2)
    square = size * size
    weight = exponential(-square)
    near = size * polynomial(square, c.ERROR_TOP) / polynomial(square, c.ERROR_BOTTOM)
    middle = weight * polynomial(size, c.MIDDLE_TOP) / polynomial(size, c.MIDDLE_BOTTOM)
    inverse = 1.0 / np.maximum(square, c.ERROR_NEAR)
    outer = inverse * polynomial(inverse, c.OUTER_TOP) / polynomial(inverse, c.OUTER_BOTTOM)
    outer = weight * (c.INVERSE_ROOT_PI - outer) / np.maximum(size, c.ERROR_NEAR)
    beyond = np.where(size <= c.ERROR_FAR, middle, outer)
    half = np.where(size <= c.ERROR_NEAR, 0.5 - 0.5 * near, 0.5 * beyond)
    found = np.where(z < 0, half, 1.0 - half)
    return np.minimum(np.maximum(found, c.HALF_STEP), 1.0 - c.HALF_STEP)
