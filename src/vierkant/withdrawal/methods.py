"""The methods by which a withdrawal sum is counted, as plain arithmetic.

Year 1 is the first year after leaving. Payments of a taper fall at the start of each year; damage is counted at the
end of each year. Source: `docs/methods/withdrawal.md`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import fsum

from vierkant.withdrawal.inputs import WithdrawalMethod
from vierkant.withdrawal.ranges import Formula, PathFormula, Spread, sure
from vierkant.withdrawal.results import Numbers, Terms

LONGEST = 30
"""No taper is counted longer than this number of years."""


def taper_shares(years: int, first: float, step: float) -> tuple[float, ...]:
    """The share of the contribution per year, until it is nothing or ``years`` are over.

    >>> [round(share, 1) for share in taper_shares(5, 1.0, 0.2)]
    [1.0, 0.8, 0.6, 0.4, 0.2]
    """
    shares = [max(0.0, first - step * year) for year in range(min(years, LONGEST))]
    while shares and shares[-1] < 1e-12:
        shares.pop()
    return tuple(shares)


def remaining_shares(mitigation: float, years: int) -> tuple[float, ...]:
    """The share of the fixed cost that is left per year: all of it in the first, and every year ``mitigation`` less."""
    return tuple(max(0.0, 1 - mitigation * year) for year in range(years))


def present_value(payments: Sequence[float], rate: float) -> float:
    """The worth on the day of leaving of payments at the start of each year.

    >>> round(present_value(taper_shares(5, 1.0, 0.2), 0.02), 2)
    2.92
    """
    return fsum(payment / (1 + rate) ** year for year, payment in enumerate(payments))


def damage(numbers: Mapping[str, float], years: int, rate: float, *, settles: bool) -> float:
    """The direct real damage: fixed cost over the bridging years, staff and contracts, less assets, plus debts."""
    shares = remaining_shares(numbers["mitigation"], years)
    fixed = fsum(
        numbers["fixed_cost"] * share / (1 + rate) ** year for year, share in enumerate(shares, start=1)
    )
    once = numbers["redundant_staff"] + numbers["contracts"]
    return fixed + once + (_settlement(numbers) if settles else 0.0)


def payments(terms: Terms, numbers: Mapping[str, float]) -> tuple[float, ...]:
    """What is paid per year, the first in the year after leaving; a sum at once is one payment.

    Assets and debts, when they are divided, are settled in the first year.
    """
    method = terms.method
    if method is WithdrawalMethod.REAL_DAMAGE:
        return (damage(numbers, terms.bridging_years, terms.discount_rate, settles=terms.settles),)
    if method is WithdrawalMethod.TAPER:
        shares = taper_shares(terms.taper_years, terms.taper_first, terms.taper_step)
        parts = [numbers["contribution"] * share for share in shares] or [0.0]
    elif method is WithdrawalMethod.MULTIPLE:
        parts = [numbers["contribution"] * terms.multiple]
    elif method is WithdrawalMethod.FIXED:
        parts = [numbers["fixed_sum"]]
    else:
        parts = [0.0]
    if terms.settles:
        parts[0] += _settlement(numbers)
    return tuple(parts)


def _settlement(numbers: Mapping[str, float]) -> float:
    return numbers["debts_share"] - numbers["assets_share"]


def amount_of(terms: Terms) -> Formula:
    """The sum as a formula of the numbers: all payments together."""
    return lambda numbers: fsum(payments(terms, numbers))


def present_value_of(terms: Terms) -> Formula:
    """The sum on the day of leaving. Real damage and other sums at once are worth what they are."""
    return lambda numbers: present_value(payments(terms, numbers), terms.discount_rate)


def damage_over(years: int, rate: float) -> Formula:
    """What stays behind on the day of leaving, whatever is paid. Assets and debts go their own way."""
    return lambda numbers: damage(numbers, years, rate, settles=False)


def remaining_of(terms: Terms, years: int) -> Formula:
    """What of the damage over these years the sum does not pay; negative when it pays more.

    Assets and debts are left out on both sides: what is paid for them is what they are worth.
    """
    whole = damage_over(years, terms.discount_rate)
    paid = present_value_of(replace(terms, settles=False))
    return lambda numbers: whole(numbers) - paid(numbers)


def cash_path(terms: Terms, horizon: int) -> PathFormula:
    """What leaving yielded against staying after 0, 1, … ``horizon`` years: gains less sum and restart."""

    def formula(numbers: Mapping[str, float]) -> tuple[float, ...]:
        paid = payments(terms, numbers)
        gain = numbers["gain"]
        totals = [-numbers["restart_cost"]]
        for year in range(horizon):
            totals.append(totals[-1] + gain - (paid[year] if year < len(paid) else 0.0))
        return tuple(totals)

    return formula


def inputs_of(numbers: Numbers, terms: Terms) -> dict[str, Spread]:
    """The numbers by name, as the formulas take them. Without a cost alone going alone costs what it costs now."""
    return {
        "contribution": numbers.contribution,
        "fixed_cost": numbers.fixed_cost,
        "mitigation": numbers.mitigation,
        "redundant_staff": numbers.redundant_staff,
        "contracts": numbers.contracts,
        "assets_share": numbers.assets_share,
        "debts_share": numbers.debts_share,
        "restart_cost": numbers.restart_cost,
        "gain": numbers.gain or sure(0.0),
        "fixed_sum": terms.fixed_sum if terms.method is WithdrawalMethod.FIXED else sure(0.0),
    }


def central(spreads: Mapping[str, Spread]) -> dict[str, float]:
    """The middle values."""
    return {name: spread.value for name, spread in spreads.items()}


def break_even_year(cash: Sequence[float]) -> int | None:
    """The first year from which what leaving yielded stays at or above nothing; None when that does not come.

    ``cash`` holds the total after year 0 (the day of leaving), 1, 2, …
    """
    below = [year for year, total in enumerate(cash) if total < 0]
    if not below:
        return 0
    last = below[-1] + 1
    return last if last < len(cash) else None
