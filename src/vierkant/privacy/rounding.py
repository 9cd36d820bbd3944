"""Keyed rounding: what is published of a count says nothing for certain about anybody.

A share is drawn from all multiples of three of the published number of respondents that lie strictly between nobody
and everybody. A value that is one person farther from the truth is half as likely. So when one person had answered
otherwise, no published value is more than four times as likely, or less than a quarter: `docs/methods/privacy.md`.
The draw is fixed by a secret key, the set of people and the item: asking again gives the same.
"""

from __future__ import annotations

import hmac
from functools import cache
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

KEY_BYTES = 16
"""A key of fewer bytes could be guessed, and with it the rounding."""
SMALLEST = 9
"""Below this there would be one possible share, which says nothing."""
CLASSES_FROM = 15
"""From so many respondents three shares are published (favourable, neutral, unfavourable), below it two."""


def uniform(key: bytes, *parts: str) -> float:
    """A number in [0, 1) that is fixed by the key and the parts, and looks random without the key."""
    text = "\x1f".join(parts).encode()
    digest = hmac.new(key, text, sha256).digest()
    return (int.from_bytes(digest[:8], "big") >> 11) / 2.0**53


def published_respondents(respondents: int) -> int:
    """The number of respondents as published: up to the next multiple of three, at least nine."""
    return max(SMALLEST, -(-respondents // 3) * 3)


@cache
def _compositions(total: int, classes: int) -> IntArray:
    """All ways ``(ways, classes)`` to divide ``total`` in multiples of three, none of them zero."""
    units = total // 3
    if classes == 2:
        first = np.arange(1, units, dtype=np.int64)
        return 3 * np.stack([first, units - first], axis=1)
    first = np.repeat(np.arange(1, units - 1), np.arange(units - 2, 0, -1))
    second = np.concatenate([np.arange(1, units - number) for number in range(1, units - 1)])
    return 3 * np.stack([first, second, units - first - second], axis=1).astype(np.int64)


def chances(counts: IntArray) -> tuple[IntArray, FloatArray]:
    """The published divisions of a count and the chance of each.

    Args:
        counts: array ``(2,)`` or ``(3,)``: people per class.

    Returns:
        array ``(ways, classes)`` out of `published_respondents`, and array ``(ways,)`` of chances.
    """
    respondents = int(counts.sum())
    total = published_respondents(respondents)
    ways = _compositions(total, len(counts))
    # Half the sum of the differences is how many people would have to answer otherwise.
    distance = np.abs(ways * (respondents / total) - counts).sum(axis=1) / 2
    weights = np.exp2(distance.min() - distance)
    return ways, weights / weights.sum()


def rounded_division(counts: IntArray, drawn: float) -> tuple[int, ...]:
    """One published division, chosen by ``drawn`` in [0, 1)."""
    ways, chance = chances(counts)
    place = int(np.searchsorted(np.cumsum(chance), drawn, side="right"))
    return tuple(int(number) for number in ways[min(place, len(ways) - 1)])


def rounded_mean(total: float, respondents: int, points: int, drawn: float) -> float:
    """A mean to 0.1, never at an end of the scale; an answer that is half the scale farther weighs as one person.

    Args:
        total: sum of the answers, 1 to ``points`` each.
        respondents: how many.
        points: of the scale.
        drawn: in [0, 1).
    """
    values = np.arange(11, points * 10) / 10
    distance = np.abs(values * respondents - total) / ((points - 1) / 2)
    weights = np.exp2(distance.min() - distance)
    chance = np.cumsum(weights / weights.sum())
    return float(values[min(int(np.searchsorted(chance, drawn, side="right")), len(values) - 1)])
