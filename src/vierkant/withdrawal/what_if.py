"""What if the text said something else: the sum of one partner by another method, from a stored assessment.

Plain arithmetic on the numbers that the assessment keeps, so that a page can answer at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from vierkant.quantities import Message
from vierkant.withdrawal.inputs import WithdrawalMethod
from vierkant.withdrawal.leaving import break_even, cash_years
from vierkant.withdrawal.methods import (
    amount_of,
    central,
    inputs_of,
    payments,
    present_value_of,
    remaining_of,
)
from vierkant.withdrawal.ranges import Spread, sure, through
from vierkant.withdrawal.results import BreakEven, Numbers, Terms
from vierkant.withdrawal.rule import method_text

METHODS = (WithdrawalMethod.TAPER, WithdrawalMethod.REAL_DAMAGE, WithdrawalMethod.MULTIPLE)
"""The methods that can be tried; an amount in the text needs no calculation."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A method to try. ``years``: of the taper, or the bridging years; ``first``: share in the first year of a taper,
    which then falls evenly to nothing; ``times``: the number of yearly contributions."""

    method: WithdrawalMethod
    years: int = 5
    first: float = 1.0
    times: float = 3.0


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What the choice comes to. Amounts in euro; ``remaining`` is what stays with those who stay."""

    text: Message
    amount: Spread
    present_value: Spread
    remaining: Spread
    payments: tuple[float, ...]
    break_even: BreakEven | None


def what_if(partner: Mapping[str, Any], choice: Choice, *, discount_rate: float, damage_years: int) -> WhatIf:
    """The sum of one partner by the choice.

    Args:
        partner: a `PartnerWithdrawal` as JSON values.
        choice: the method to try.
        discount_rate: per year, as the assessment used it.
        damage_years: the years in which damage counts for those who stay.
    """
    numbers = numbers_of(partner["numbers"])
    settles = any(item["terms"]["settles"] for item in partner["methods"])
    terms = Terms(
        method=choice.method,
        taper_years=choice.years,
        taper_first=choice.first,
        taper_step=choice.first / choice.years,
        multiple=choice.times,
        fixed_sum=sure(0.0),
        bridging_years=choice.years,
        settles=settles,
        discount_rate=discount_rate,
    )
    inputs = inputs_of(numbers, terms)
    even = None
    if numbers.alone_cost is not None:
        even = break_even(partner["name"], cash_years(numbers, {"choice": terms}))
    return WhatIf(
        text=method_text(terms),
        amount=through(amount_of(terms), inputs),
        present_value=through(present_value_of(terms), inputs),
        remaining=through(remaining_of(terms, damage_years), inputs),
        payments=payments(terms, central(inputs)),
        break_even=even,
    )


def numbers_of(plain: Mapping[str, Any]) -> Numbers:
    """The numbers of a stored partner."""
    found = {
        item.name: None if plain[item.name] is None else Spread(**plain[item.name])
        for item in fields(Numbers)
    }
    return Numbers(**found)  # type: ignore[arg-type]
