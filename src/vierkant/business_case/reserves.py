"""Money set aside for the price of leaving: shown beside the result, because it is not spent."""

from __future__ import annotations

from dataclasses import replace

from vierkant.business_case import words
from vierkant.business_case.model import Model
from vierkant.business_case.results import Band
from vierkant.business_case.rows import ALL
from vierkant.business_case.statistics import Numbers
from vierkant.quantities import Computed, Unit


def _names(model: Model, index: int) -> list[str]:
    members = [partner for place, partner in enumerate(model.partners) if index in (ALL, place)]
    return words.present(model, [f"partner.{member.id}.exit_reserve" for member in members])


def reserve(model: Model, index: int) -> Computed | None:
    """What a partner (or all together) sets aside once; None when nobody sets anything aside."""
    names = _names(model, index)
    if not names:
        return None
    variables = [model.variable(name) for name in names]
    amount = sum(variable.value for variable in variables)
    low = sum(variable.value if variable.low is None else variable.low for variable in variables)
    high = sum(variable.value if variable.high is None else variable.high for variable in variables)
    explanation = words.explain(model, words.message("method.exit_reserve"), names)
    # Reserves of several partners are added end to end: they are set aside by plan, not by chance.
    found = words.shown("exit_reserve", Band(amount, low, amount, high), Unit.EURO, explanation)
    return found if high > low else replace(found, low=None, high=None)


def with_reserve(model: Model, index: int, numbers: Numbers, found: Computed | None) -> Computed | None:
    """The net present value when the whole reserve is needed in the year of the start; None without a reserve."""
    if found is None:
        return None
    value = numbers.npv_10
    amount = found.value
    moved = Band(value.mean - amount, value.low - amount, value.median - amount, value.high - amount)
    explanation = words.explain(model, words.message("method.npv_10_with_reserve"), _names(model, index))
    return words.shown("npv_10_with_reserve", moved, Unit.EURO, explanation)
