"""What stands behind the result: every input by name, what ties them together, and how much each of them weighs."""

from __future__ import annotations

from vierkant.business_case import words
from vierkant.business_case.correlations import Group, groups
from vierkant.business_case.distributions import Variable
from vierkant.business_case.inputs import Correlation
from vierkant.business_case.model import Model
from vierkant.business_case.results_beside import CaseVariable, Depth, Influence, UsedCorrelation
from vierkant.business_case.rows import ALL, outcome, prefix_of
from vierkant.business_case.sobol import SIZE, sobol
from vierkant.business_case.streams import Streams

MOST = 12
"""Influences that are shown."""

DRAWS_PER_ROW, SMALLEST_TABLE = 50, 64
"""A rough calculation with few draws gets a rough table of influences too."""

SMALLEST = 0.005
"""Below half a percent of the spread an input has no influence worth a line."""


def depth(streams: Streams, *, seed: int, draws: int) -> Depth:
    """Influences, inputs and correlations; of a correlation that could not be used it is said."""
    model = streams.model
    return Depth(
        influences=_influences(streams, seed, min(max(draws // DRAWS_PER_ROW, SMALLEST_TABLE), SIZE)),
        inputs=tuple(
            _input(variable) for name, variable in model.variables.items() if name not in model.parameters
        ),
        correlations=tuple(_correlations(model)),
    )


def _influences(streams: Streams, seed: int, size: int) -> tuple[Influence, ...]:
    """The largest first. Inputs that the dossier ties together have one influence, under the label of the first."""
    model = streams.model
    found = sobol(
        outcome(streams),
        model.every,
        model.case.correlations,
        output=f"{prefix_of(ALL)}.npv_10",
        seed=seed,
        size=size,
    )
    shown = [item for item in found if not item.rest and item.total >= SMALLEST][:MOST]
    return tuple(
        Influence(
            name=item.names[0],
            label=words.message(
                "label.together", first=model.variable(item.names[0]).label, more=len(item.names) - 1
            )
            if len(item.names) > 1
            else model.variable(item.names[0]).label,
            first=min(max(item.first, 0.0), 1.0),
            total=min(max(item.total, 0.0), 1.0),
        )
        for item in shown
    )


def _input(variable: Variable) -> CaseVariable:
    return CaseVariable(
        name=variable.name,
        label=variable.label,
        value=variable.value,
        low=variable.low,
        high=variable.high,
        unit=variable.unit,
        distribution=str(variable.distribution) if variable.uncertain else "fixed",
        source=variable.source,
        confidence=variable.confidence,
        decimals=variable.decimals,
    )


def _correlations(model: Model) -> list[UsedCorrelation]:
    every = {variable.name: variable for variable in model.every}
    tied = groups(model.every, model.case.correlations)

    return [
        UsedCorrelation(
            first=item.first,
            second=item.second,
            first_label=every[item.first].label if item.first in every else None,
            second_label=every[item.second].label if item.second in every else None,
            value=item.value,
            used=any(_holds(group, item) for group in tied),
        )
        for item in model.case.correlations
    ]


def _holds(group: Group, item: Correlation) -> bool:
    """True when the inputs of a group are tied as the dossier says; of what is left out the number is another one."""
    if item.first not in group.names or item.second not in group.names:
        return False
    one, other = (group.names.index(name) for name in (item.first, item.second))
    return abs(float(group.factor[one] @ group.factor[other]) - item.value) < 1e-6
