"""From prices of the dossier to the euros of a year: how wages and prices grow, and what that does to each stream."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from vierkant.business_case import words
from vierkant.business_case.model import Model
from vierkant.business_case.results import YEARS, StreamId
from vierkant.business_case.results_beside import Indexation
from vierkant.business_case.rows import Rows
from vierkant.business_case.timing import Profile
from vierkant.quantities import Computed, Figure, Unit

WAGES, PRICES, MIXED = "wages", "prices", "mixed"
GROWS_WITH = {
    StreamId.SCALE: MIXED,
    StreamId.PLANNED: MIXED,
    StreamId.COORDINATION: WAGES,
    StreamId.TRANSITION: PRICES,
    StreamId.STRANDED: PRICES,
    StreamId.CHANGE: WAGES,
    StreamId.WAGES: WAGES,
    StreamId.VAT: MIXED,
}
"""What a stream is made of: people's time, other cost, or what the tasks cost now."""

NAMES = ("index.wages", "index.prices")


def indexation(model: Model) -> Indexation:
    """The growth of wages and prices, and per stream the factor of each year."""
    wages, prices = (max(model.value(name), -0.5) for name in NAMES)
    found = Indexation(
        price_year=price_year(model),
        wages=wages,
        prices=prices,
        wage_share=wage_share(model),
        factors={},
    )
    factors = {stream.value: _factors(model, found, GROWS_WITH[stream]) for stream in StreamId}
    return replace(found, factors=factors)


def price_year(model: Model) -> int | None:
    """The calendar year of the prices: the year that most costs of the dossier name, else the year before the start."""
    start = model.case.start_year
    if start is None:
        return None
    named = Counter(figure.year for figure in _costs(model) if figure.year is not None)
    return max(named, key=lambda year: (named[year], year)) if named else start - 1


def _costs(model: Model) -> list[Figure]:
    found = []
    for task in model.case.tasks:
        for part in task.parts.values():
            found += [figure for figure in (part.cost_per_fte, part.other_cost) if figure is not None]
        found += [task.cost_per_fte] if task.cost_per_fte is not None else []
    return found


def wage_share(model: Model) -> float:
    """The share of the present cost that is own staff; a half when nothing is known."""
    staff = other = 0.0
    for task in model.tasks:
        for part in task.parts:
            if part.own_fte is not None and part.cost_per_fte is not None:
                staff += model.value(part.own_fte) * model.value(part.cost_per_fte)
            if part.other_cost is not None:
                other += model.value(part.other_cost)
    return staff / (staff + other) if staff + other > 0 else 0.5


def _factors(model: Model, index: Indexation, grows_with: str) -> Profile:
    start = model.case.start_year
    first = 1 if start is None or index.price_year is None else start - index.price_year
    return tuple(_factor(index, grows_with, first + year) for year in YEARS)


def _factor(index: Indexation, grows_with: str, years: int) -> float:
    share = {WAGES: 1.0, PRICES: 0.0}.get(grows_with, index.wage_share)
    return float(share * (1 + index.wages) ** years + (1 - share) * (1 + index.prices) ** years)


def present_cost(rows: Rows, index: Indexation) -> Profile:
    """What doing nothing costs per year, in the euros of that year."""
    cost = rows.band("baseline").mean
    return tuple(cost * factor for factor in index.factors[StreamId.SCALE.value])


def present_cost_last(rows: Rows, index: Indexation) -> Computed:
    """The same in the last year, between slow and fast growth of wages and prices."""
    model = rows.model
    cost = rows.band("baseline").mean

    def at(end: str) -> float:
        ends = [getattr(model.variable(name), end) for name in NAMES]
        wages, prices = (
            model.value(name) if number is None else float(number)
            for name, number in zip(NAMES, ends, strict=True)
        )
        grown = replace(index, wages=max(wages, -0.5), prices=max(prices, -0.5))
        return cost * _factors(model, grown, MIXED)[-1]

    return Computed(
        id="business_case.present_cost_last",
        label=words.message("label.present_cost_last"),
        value=at("value"),
        unit=Unit.EURO_PER_YEAR,
        explanation=words.explain(model, words.message("method.present_cost_last"), NAMES),
        low=min(at("low"), at("value")),
        high=max(at("high"), at("value")),
    )
