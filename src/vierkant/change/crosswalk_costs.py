"""What a salary guarantee and extra travel cost, per line from old to new and in total.

```
guarantee = people × (own amount a year, otherwise scales lower × price of a scale) × years
travel    = people × extra kilometres × price of a kilometre × travel days a year × years
```

Figures of the line itself go before our parameters. The range takes one input at a time to its low and high end; a
parameter is one input for all lines together, a figure of a line only for that line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import fsum, hypot, prod

from vierkant.change.inputs import FunctionLine, Outcome
from vierkant.change.settings import Range, Settings
from vierkant.quantities import (
    Certainty,
    Computed,
    Confidence,
    Explanation,
    Figure,
    Input,
    Message,
    Unit,
)

OWN = "own."
"""Before the name of an input that belongs to one line alone."""


@dataclass(frozen=True, slots=True)
class Cost:
    """The cost of one line: people times the product of its factors, by the name of the input."""

    people: int
    factors: Mapping[str, Range]
    rows: tuple[Input, ...]
    method: str
    steps: int = 1
    """Scales lower; 1 when an amount is named."""

    def at(self, name: str | None = None, end: str = "value") -> float:
        """Euro in total, with one input at ``low`` or ``high`` and the others at their value."""
        numbers: list[float] = [
            getattr(item, end if key == name else "value") for key, item in self.factors.items()
        ]
        return self.people * self.steps * prod(numbers)

    @property
    def estimated(self) -> bool:
        """True when a parameter of ours is in it."""
        return any(not name.startswith(OWN) for name in self.factors)


@dataclass(slots=True)
class _Inputs:
    """The factors of one line while they are gathered, with the rows that explain them."""

    line: FunctionLine
    settings: Settings
    factors: dict[str, Range] = field(default_factory=dict)
    rows: list[Input] = field(default_factory=list)

    def own(self, name: str, figure: Figure, unit: Unit) -> None:
        """A figure that the line names itself."""
        low = figure.value if figure.low is None else figure.low
        high = figure.value if figure.high is None else figure.high
        self.factors[OWN + name] = Range(figure.value, low, high)
        label = Message(f"crosswalk.input.{name}")
        decimals = 0 if figure.value % 1 == 0 or unit is Unit.EURO_PER_YEAR else 1
        row = Input(
            label, figure.value, unit, figure.confidence, figure.source, figure.low, figure.high, decimals
        )
        self.rows.append(row)

    def parameter(self, name: str) -> None:
        """One of our parameters, or what the dossier put in its place."""
        self.factors[name] = self.settings.range(name)
        self.rows.extend(self.settings.rows((name,)))

    def done(self, method: str, steps: int = 1) -> Cost:
        """The cost of the line."""
        people = people_row(self.line.people)
        return Cost(self.line.people, self.factors, (people, *self.rows), method, steps)


def people_row(people: int) -> Input:
    """A number of people as a row of an explanation."""
    return Input(Message("crosswalk.input.people"), people, Unit.PERSONS, Confidence.ASSUMED)


def scales_lower(line: FunctionLine) -> int:
    """How many salary scales lower the new function is; 0 when it is not, or one of both is not known."""
    if line.scale is None or line.new_scale is None:
        return 0
    return max(0, line.scale - line.new_scale)


def guarantee_cost(line: FunctionLine, settings: Settings) -> Cost | None:
    """Cost of the salary guarantee; None when the scale is not lower and the line names no amount."""
    lower = scales_lower(line)
    inputs = _Inputs(line, settings)
    if line.guarantee is not None:
        inputs.own("guarantee", line.guarantee, Unit.EURO_PER_YEAR)
    elif lower and line.outcome is not Outcome.NEW:
        inputs.rows.append(
            Input(Message("crosswalk.input.scales_lower"), lower, Unit.NUMBER, Confidence.ASSUMED)
        )
        inputs.parameter("scale_step_euros")
    else:
        return None
    if line.guarantee_years is not None:
        inputs.own("guarantee_years", line.guarantee_years, Unit.YEARS)
    else:
        inputs.parameter("guarantee_years")
    if line.guarantee is not None:
        return inputs.done("guarantee_amount")
    return inputs.done("guarantee_scales", lower)


def travel_cost(line: FunctionLine, settings: Settings) -> Cost | None:
    """Cost of extra travel; None when the line names no kilometres."""
    if line.extra_kilometres is None:
        return None
    inputs = _Inputs(line, settings)
    inputs.own("extra_kilometres", line.extra_kilometres, Unit.KILOMETRES)
    for name in ("kilometre_price", "travel_days_per_year", "travel_years"):
        inputs.parameter(name)
    return inputs.done("travel")


def sum_of(costs: Sequence[Cost]) -> Range:
    """Euro of all lines together. A parameter is low or high in every line at once.

    The work grows with the number of lines, not with its square: a figure of a line changes that line alone.
    """
    below: list[float] = []
    above: list[float] = []
    for group in _by_input(costs):
        ends = [fsum(cost.at(name, end) - cost.at() for cost, name in group) for end in ("low", "high")]
        below.append(min(0.0, *ends))
        above.append(max(0.0, *ends))
    value = fsum(cost.at() for cost in costs)
    return Range(value, max(0.0, value - hypot(*below)), value + hypot(*above))


def _by_input(costs: Sequence[Cost]) -> Iterator[list[tuple[Cost, str]]]:
    shared: dict[str, list[tuple[Cost, str]]] = {}
    for cost in costs:
        for name in cost.factors:
            if name.startswith(OWN):
                yield [(cost, name)]
            else:
                shared.setdefault(name, []).append((cost, name))
    yield from shared.values()


def line_amount(name: str, cost: Cost | None) -> Computed | None:
    """The cost of one line as it is shown; ``name`` is ``guarantee`` or ``travel``."""
    return None if cost is None else _computed(name, cost.method, (cost,), cost.rows)


def total_amount(name: str, costs: Sequence[Cost | None], settings: Settings) -> Computed | None:
    """The cost of all lines; None without any. Its rows say for how many people, and name our parameters only."""
    known = [cost for cost in costs if cost is not None]
    if not known:
        return None
    used = dict.fromkeys(key for cost in known for key in cost.factors if not key.startswith(OWN))
    rows = (people_row(sum(cost.people for cost in known)), *settings.rows(used))
    return _computed(name, f"{name}_total", known, rows)


def _computed(name: str, method: str, costs: Sequence[Cost], rows: tuple[Input, ...]) -> Computed:
    found = sum_of(costs)
    wide = found.low != found.high
    certainty = Certainty.LOW if any(cost.estimated for cost in costs) else Certainty.MEDIUM
    sources = tuple(dict.fromkeys(row.source for row in rows if row.source))
    return Computed(
        id=name,
        label=Message(f"crosswalk.label.{name}"),
        value=found.value,
        unit=Unit.EURO,
        explanation=Explanation(Message(f"crosswalk.method.{method}"), rows, sources, certainty),
        low=found.low if wide else None,
        high=found.high if wide else None,
    )
