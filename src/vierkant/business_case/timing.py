"""When money flows: one factor for each of `YEARS`, the same in every draw."""

from __future__ import annotations

from collections.abc import Callable

from vierkant.business_case.years import YEARS

Profile = tuple[float, ...]
"""One factor for each of `YEARS`."""

GROWING: Profile = tuple(1.0 if year > 0 else 0.0 for year in YEARS)
"""A saving starts in the year after the start; `ramp` says how much of it is there."""

RUNNING: Profile = tuple(1.0 if year >= 0 else 0.0 for year in YEARS)
"""What costs the same every year from the start."""

_SPENDING = ("before", "first", "second", "third")


def once(value: Callable[[str], float]) -> Profile:
    """How one-off money without a year of its own spreads over years -1 … 2.

    The shares are scaled to add up to 1, so that an override cannot lose or invent money.
    """
    spending = [max(value(f"transition.spending.{name}"), 0.0) for name in _SPENDING]
    total = sum(spending)
    shares = [share / total for share in spending] if total > 0 else [0.0, 1.0, 0.0, 0.0]
    return tuple(shares[year + 1] if year <= 2 else 0.0 for year in YEARS)


def in_year(wanted: int) -> Profile:
    """Everything in one year after the start."""
    return tuple(1.0 if year == wanted else 0.0 for year in YEARS)


def fading(years: float) -> Profile:
    """All of it in the year of the start, then less in a straight line, nothing after ``years`` years."""
    if years <= 0:
        return (0.0,) * len(YEARS)
    return tuple(max(0.0, 1.0 - year / years) if year >= 0 else 0.0 for year in YEARS)


def discount(rate: float) -> Profile:
    """What a euro of a year is worth in the year of the start. A rate of -100 % or less counts as 0."""
    base = 1.0 + rate if rate > -1 else 1.0
    return tuple(base**-year for year in YEARS)


def scaled(profile: Profile, factor: float) -> Profile:
    """The profile times a number."""
    return tuple(item * factor for item in profile)
