"""The functions of `elementary` and `sampling`, compiled for one block of draws: the same steps, so the same bits.

Importing this module imports numba: only `kernel` does so. Every loop is plain enough for the compiler to do eight
draws in one instruction. Nothing is contracted or reordered, so that no bit differs from NumPy. An array that is passed
twice, as numbers and as bits, is one array seen in two ways.
"""

from __future__ import annotations

import math

import numpy as np
from numba import njit
from numpy.typing import NDArray

from vierkant.business_case import constants as c

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]
Words = NDArray[np.uint64]

BLOCK = c.BLOCK
GOLDEN, MIX_FIRST, MIX_SECOND = np.uint64(c.GOLDEN), np.uint64(c.MIX_FIRST), np.uint64(c.MIX_SECOND)
ONE_BITS, MANTISSA_BITS, ONE_BITS_SIGNED = (
    np.uint64(c.ONE_BITS),
    np.int64(c.MANTISSA_BITS),
    np.int64(c.ONE_BITS),
)
BY_30, BY_27, BY_31, BY_32, BY_12 = (np.uint64(by) for by in (30, 27, 31, 32, 12))
ONE, BIAS, EXPONENT_PLACE = np.uint64(1), np.int64(1023), np.int64(52)
HALF_STEP, LOG2_E, LN2_HIGH, LN2_LOW, ROUNDING = c.HALF_STEP, c.LOG2_E, c.LN2_HIGH, c.LN2_LOW, c.ROUNDING
LARGEST, SMALLEST, SQRT_2 = c.EXP_LARGEST, c.EXP_SMALLEST, c.SQRT_2
TINY, TINY_SCALE, TINY_SHIFT = c.SMALLEST_NORMAL, c.SUBNORMAL_SCALE, c.SUBNORMAL_SHIFT
CENTRAL, CENTRAL_SQUARE, TAIL_SHIFT, FAR_TAIL = c.CENTRAL, c.CENTRAL_SQUARE, c.TAIL_SHIFT, c.FAR_TAIL
ERROR_NEAR, ERROR_FAR, INVERSE_ROOT_PI = c.ERROR_NEAR, c.ERROR_FAR, c.INVERSE_ROOT_PI
INVERSE_ROOT_2 = 1.0 / c.SQRT_2

E0, E1, E2, E3, E4, E5, E6, E7, E8, E9, E10, E11 = c.EXP_SERIES
L0, L1, L2, L3, L4, L5, L6, L7, L8, L9 = c.LOG_SERIES
A0, A1, A2, A3, A4, A5, A6, A7 = c.CENTRE_TOP
B0, B1, B2, B3, B4, B5, B6, B7 = c.CENTRE_BOTTOM
C0, C1, C2, C3, C4, C5, C6, C7 = c.TAIL_TOP
D0, D1, D2, D3, D4, D5, D6, D7 = c.TAIL_BOTTOM
F0, F1, F2, F3, F4, F5, F6, F7 = c.FAR_TOP
G0, G1, G2, G3, G4, G5, G6, G7 = c.FAR_BOTTOM
H0, H1, H2, H3, H4 = c.ERROR_TOP
I0, I1, I2, I3, I4 = c.ERROR_BOTTOM
J0, J1, J2, J3, J4, J5, J6, J7, J8 = c.MIDDLE_TOP
K0, K1, K2, K3, K4, K5, K6, K7, K8 = c.MIDDLE_BOTTOM
M0, M1, M2, M3, M4, M5 = c.OUTER_TOP
N0, N1, N2, N3, N4, N5 = c.OUTER_BOTTOM

part = njit(nogil=True, error_model="numpy")
"""A function that becomes part of another one and is compiled with it."""


@part
def uniforms(first: int, second: int, start: int, out: Floats, bits: Words) -> None:
    """As `sampling.keyed_uniforms`; ``bits`` is ``out`` seen as whole numbers."""
    begin = np.uint64(start) + ONE
    for i in range(BLOCK):
        x = (begin + np.uint64(i)) * GOLDEN + first
        x ^= x >> BY_30
        x *= MIX_FIRST
        x ^= x >> BY_27
        x *= MIX_SECOND
        x ^= x >> BY_31
        x ^= second
        x *= MIX_FIRST
        x ^= x >> BY_32
        bits[i] = (x >> BY_12) | ONE_BITS
    for i in range(BLOCK):
        out[i] = (out[i] - 1.0) + HALF_STEP


@part
def exponential(
    x: Floats, out: Floats, less_one: bool, t: Floats, t_bits: Counts, s: Floats, s_bits: Counts
) -> None:
    """As `elementary.exponential`, or with ``less_one`` as `elementary.exponential_less_one`."""
    for i in range(BLOCK):
        v = x[i]
        v = v if (v > SMALLEST) | (v != v) else SMALLEST
        v = v if (v < LARGEST) | (v != v) else LARGEST
        s[i] = v
        t[i] = v * LOG2_E + ROUNDING
    for i in range(BLOCK):
        k = t[i] - ROUNDING
        r = (s[i] - k * LN2_HIGH) - k * LN2_LOW
        p = E0 * r + E1
        p = p * r + E2
        p = p * r + E3
        p = p * r + E4
        p = p * r + E5
        p = p * r + E6
        p = p * r + E7
        p = p * r + E8
        p = p * r + E9
        p = p * r + E10
        p = p * r + E11
        out[i] = (p * r) * r + r
    for i in range(BLOCK):
        s_bits[i] = (t_bits[i] + BIAS) << EXPONENT_PLACE
    if less_one:
        for i in range(BLOCK):
            v = out[i] * s[i] + (s[i] - 1.0)
            out[i] = math.inf if x[i] > LARGEST else v
    else:
        for i in range(BLOCK):
            v = out[i] * s[i] + s[i]
            v = math.inf if x[i] > LARGEST else v
            out[i] = 0.0 if x[i] < SMALLEST else v


@part
def logarithm(x: Floats, out: Floats, t: Floats, t_bits: Counts, s: Floats, s_bits: Counts) -> None:
    """As `elementary.logarithm`."""
    for i in range(BLOCK):
        s[i] = x[i] * (TINY_SCALE if x[i] < TINY else 1.0)
    for i in range(BLOCK):
        t_bits[i] = (s_bits[i] & MANTISSA_BITS) | ONE_BITS_SIGNED
    for i in range(BLOCK):
        e = np.float64((s_bits[i] >> EXPONENT_PLACE) - BIAS) - (TINY_SHIFT if x[i] < TINY else 0.0)
        m = t[i]
        high = m > SQRT_2
        e = e + 1.0 if high else e
        m = 0.5 * m if high else m
        q = (m - 1.0) / (m + 1.0)
        z = q * q
        p = L0 * z + L1
        p = p * z + L2
        p = p * z + L3
        p = p * z + L4
        p = p * z + L5
        p = p * z + L6
        p = p * z + L7
        p = p * z + L8
        p = p * z + L9
        v = (p * (q * 2.0) + e * LN2_LOW) + e * LN2_HIGH
        w = x[i]
        v = math.inf if w == math.inf else v
        v = -math.inf if w == 0.0 else v
        out[i] = v if w >= 0.0 else math.nan


@part
def normal_quantile(
    u: Floats, out: Floats, w: Floats, depth: Floats, t: Floats, t_bits: Counts, s: Floats, s_bits: Counts
) -> None:
    """As `elementary.normal_quantile`."""
    for i in range(BLOCK):
        q = u[i] - 0.5
        z = CENTRAL_SQUARE - q * q
        p = ((((((A0 * z + A1) * z + A2) * z + A3) * z + A4) * z + A5) * z + A6) * z + A7
        b = ((((((B0 * z + B1) * z + B2) * z + B3) * z + B4) * z + B5) * z + B6) * z + B7
        out[i] = (p * q) / b
        w[i] = min(u[i], 1.0 - u[i])
    logarithm(w, depth, t, t_bits, s, s_bits)
    far = 0
    for i in range(BLOCK):
        d = math.sqrt(-depth[i])
        z = d - TAIL_SHIFT
        p = ((((((C0 * z + C1) * z + C2) * z + C3) * z + C4) * z + C5) * z + C6) * z + C7
        b = ((((((D0 * z + D1) * z + D2) * z + D3) * z + D4) * z + D5) * z + D6) * z + D7
        v = p / b
        q = u[i] - 0.5
        v = -v if q < 0.0 else v
        out[i] = v if abs(q) > CENTRAL else out[i]
        far += 1 if d > FAR_TAIL else 0
    if far:
        for i in range(BLOCK):
            z = math.sqrt(-depth[i]) - FAR_TAIL
            if z > 0.0:
                p = ((((((F0 * z + F1) * z + F2) * z + F3) * z + F4) * z + F5) * z + F6) * z + F7
                b = ((((((G0 * z + G1) * z + G2) * z + G3) * z + G4) * z + G5) * z + G6) * z + G7
                out[i] = -(p / b) if u[i] < 0.5 else p / b


@part
def normal_probability(
    z: Floats, out: Floats, w: Floats, t: Floats, t_bits: Counts, s: Floats, s_bits: Counts
) -> None:
    """As `elementary.normal_probability`."""
    for i in range(BLOCK):
        size = abs(z[i]) * INVERSE_ROOT_2
        w[i] = -(size * size)
    exponential(w, out, False, t, t_bits, s, s_bits)
    for i in range(BLOCK):
        size = abs(z[i]) * INVERSE_ROOT_2
        y = size * size
        weight = out[i]
        if size <= ERROR_NEAR:
            p = (((H0 * y + H1) * y + H2) * y + H3) * y + H4
            b = (((I0 * y + I1) * y + I2) * y + I3) * y + I4
            half = 0.5 - 0.5 * ((size * p) / b)
        elif size <= ERROR_FAR:
            p = (
                (((((J0 * size + J1) * size + J2) * size + J3) * size + J4) * size + J5) * size + J6
            ) * size + J7
            p = p * size + J8
            b = (
                (((((K0 * size + K1) * size + K2) * size + K3) * size + K4) * size + K5) * size + K6
            ) * size + K7
            b = b * size + K8
            half = 0.5 * ((weight * p) / b)
        else:
            v = 1.0 / y
            p = ((((M0 * v + M1) * v + M2) * v + M3) * v + M4) * v + M5
            b = ((((N0 * v + N1) * v + N2) * v + N3) * v + N4) * v + N5
            half = 0.5 * ((weight * (INVERSE_ROOT_PI - (v * p) / b)) / size)
        found = half if z[i] < 0.0 else 1.0 - half
        out[i] = min(max(found, HALF_STEP), 1.0 - HALF_STEP)
