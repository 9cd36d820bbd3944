"""How often too few qualified people are there: the exact binomial, with absence that strikes all at once."""

from __future__ import annotations

import operator
from typing import SupportsIndex

MOST_PEOPLE = 100_000
"""Above this number of people nobody is helped by one more; the search for enough people stops."""


def uncovered_days(
    people: int, needed: int, presence: float, *, common_shock: float = 0.0, days: float = 250
) -> float:
    """Working days a year on which fewer than ``needed`` of ``people`` qualified people are present.

    Each is present with chance ``presence``, independently, except that with chance ``common_shock`` all are absent
    on the same day; that part of the absence is taken out of the independent part, so a person's own presence stays
    what was given. Exact: ``days * (s + (1 - s) * P(Binomial(n, 1 - q') < k))`` with ``q' = (q - s) / (1 - s)``.

    Args:
        people: number of qualified people, from 0.
        needed: number that must be present at once, from 1.
        presence: chance between 0 and 1 that one of them is present on a working day.
        common_shock: chance between 0 and ``1 - presence`` that all are absent together.
        days: working days a year, above 0.

    Returns:
        Days a year, between 0 and ``days``.

    Raises:
        ValueError: an argument is outside its bounds; the text names it.

    Source: the binomial distribution; presence and the common part as in `docs/methods/four_ks.md`.
    """
    people, needed = _whole("people", people, 0), _whole("needed", needed, 1)
    if not 0 <= presence <= 1:
        raise ValueError(f"presence must be between 0 and 1, not {presence}")
    if not days > 0 or days == float("inf"):
        raise ValueError(f"days must be above 0, not {days}")
    absence = 1 - presence
    if not 0 <= common_shock <= absence + 1e-12:
        raise ValueError(
            f"common_shock must be between 0 and the absence (1 - presence = {absence:g}), not {common_shock}"
        )
    if people < needed or common_shock >= 1:
        return float(days)
    alone = min(1.0, max(0.0, (absence - common_shock) / (1 - common_shock)))
    return float(days * (common_shock + (1 - common_shock) * _too_few(people, needed, alone)))


def _too_few(people: int, needed: int, absence: float) -> float:
    """P(fewer than ``needed`` of ``people`` present), accurate also when it is tiny."""
    from scipy.special import betainc  # heavy: `vierkant --help` must not wait for it

    return float(betainc(people - needed + 1, needed, absence))


def _whole(name: str, value: SupportsIndex, least: int) -> int:
    try:
        number = operator.index(value)
    except TypeError:
        raise ValueError(f"{name} must be a whole number, not {value!r}") from None
    if number < least:
        raise ValueError(f"{name} must be at least {least}, not {number}")
    return number


def people_needed(
    needed: int, presence: float, maximum: float, *, common_shock: float = 0.0, days: float = 250
) -> int | None:
    """The smallest number of people with at most ``maximum`` uncovered days a year.

    None when no number is enough: all are absent together on more days than that, or nobody is ever present.

    Raises:
        ValueError: an argument is outside its bounds, as in `uncovered_days`.
    """

    def enough(people: int) -> bool:
        return uncovered_days(people, needed, presence, common_shock=common_shock, days=days) <= maximum

    low, high = needed - 1, needed
    while not enough(high):
        if high >= MOST_PEOPLE:
            return None
        low, high = high, min(MOST_PEOPLE, high * 2)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high
