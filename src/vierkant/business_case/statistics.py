"""From draws to what people read: bands per year, net present value, payback, the deepest point."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from vierkant.business_case.results import LAST_YEAR, Band
from vierkant.business_case.rows import Rows

ZERO = Band(0.0, 0.0, 0.0, 0.0)


def scaled(source: Band, factor: float) -> Band:
    """The band of ``factor`` times the draws; a negative factor turns low and high round."""
    low, high = (source.low, source.high) if factor >= 0 else (source.high, source.low)
    # Adding zero turns -0.0 into 0.0.
    return Band(*(factor * item + 0.0 for item in (source.mean, low, source.median, high)))


@dataclass(frozen=True, slots=True)
class Numbers:
    """The core figures of the whole or of one partner, without words."""

    net: tuple[Band, ...]
    cumulative: tuple[Band, ...]
    npv_5: Band
    npv_10: Band
    negative_npv_5: float
    negative_npv_10: float
    peak_funding: Band
    payback_shares: tuple[float, ...]


def numbers(rows: Rows, prefix: str) -> Numbers:
    """The core figures of what is drawn under a prefix (`rows.nodes_of`)."""
    # A draw has its money back from a year on when no later sum lies below zero.
    back = [1.0 - rows.below_zero(f"{prefix}.trough.{year}") for year in range(LAST_YEAR + 1)]
    return Numbers(
        net=rows.per_year(f"{prefix}.net"),
        cumulative=rows.per_year(f"{prefix}.sum"),
        npv_5=rows.band(f"{prefix}.npv_5"),
        npv_10=rows.band(f"{prefix}.npv_10"),
        negative_npv_5=rows.below_zero(f"{prefix}.npv_5"),
        negative_npv_10=rows.below_zero(f"{prefix}.npv_10"),
        peak_funding=rows.band(f"{prefix}.peak"),
        payback_shares=(back[0], *(later - earlier for earlier, later in pairwise(back))),
    )


def payback_year(shares: tuple[float, ...], probability: float) -> int | None:
    """The year by which this share of the draws has its money back, or None when that is never within ten years."""
    reached = 0.0
    for year, share in zip(range(LAST_YEAR + 1), shares, strict=True):
        reached += share
        if reached >= probability - 1e-12:
            return year
    return None
