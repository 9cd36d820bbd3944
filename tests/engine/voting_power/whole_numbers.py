"""The slow twin of both indices: groups counted by votes and members in whole numbers, however many."""

from __future__ import annotations

from fractions import Fraction
from math import comb


def exact(votes: list[int], quota: int, chosen: int) -> tuple[Fraction, Fraction]:
    """Banzhaf swing probability and Shapley-Shubik of one partner.

    One whole number per number of votes holds the groups of every size side by side, ``n + 64`` bits for each.
    """
    size, own = len(votes), votes[chosen]
    bits = size + 64
    table = [0] * quota
    table[0] = 1
    for place, vote in enumerate(votes):
        if place != chosen:
            for total in range(quota - 1, vote - 1, -1):
                if table[total - vote]:
                    table[total] += table[total - vote] << bits
    window = sum(table[max(0, quota - own) :])
    counts = [(window >> (bits * members)) & ((1 << bits) - 1) for members in range(size)]
    shapley = sum(
        (Fraction(number, size * comb(size - 1, members)) for members, number in enumerate(counts)),
        Fraction(0),
    )
    return Fraction(sum(counts), 2 ** (size - 1)), shapley
