"""A figure with its range as many equally likely values, so that what follows from several has a range too."""

from __future__ import annotations

from collections.abc import Sequence

from vierkant.four_ks.risk_draws import uniforms, values
from vierkant.quantities import Distribution, Figure

DRAWS = 200
"""Values per uncertain figure: enough for P10 and P90 of a wait, few enough for twenty partners."""

_FURTHEST = 4.0
"""No value lies above this many times the high end; it is far out of the tenth that may lie above."""

Drawn = tuple[float, ...]
"""The value itself, and after it the draws when the figure has a range."""


def drawn(figure: Figure, name: str) -> Drawn:
    """The figure as values. One stream per name; the draws are spread evenly over all probabilities."""
    if figure.low is None or figure.high is None or figure.low == figure.high:
        return (figure.value,)
    import numpy as np  # NumPy takes longer to load than `vierkant --help` may take

    ranks = uniforms(0, name, DRAWS).argsort().argsort()
    found = values(figure, Distribution.LOGNORMAL, (ranks + 0.5) / DRAWS)
    return (figure.value, *np.clip(found, 0.0, _FURTHEST * figure.high).tolist())


def at(numbers: Drawn, place: int) -> float:
    """The value (place 0) or a draw; without a range always the value."""
    return numbers[place] if len(numbers) > 1 else numbers[0]


def size(*columns: Drawn | None) -> int:
    """How many values what follows from these figures has."""
    return max((len(column) for column in columns if column is not None), default=1)


def combined(*columns: Drawn, by: str) -> Drawn:
    """Sum (``by="add"``) or product (``by="multiply"``) of figures, place by place."""
    found = []
    for place in range(size(*columns)):
        total = 0.0 if by == "add" else 1.0
        for column in columns:
            total = total + at(column, place) if by == "add" else total * at(column, place)
        found.append(total)
    return tuple(found)


def between(numbers: Sequence[float]) -> tuple[float, float] | None:
    """P10 and P90 of the draws after the value; None without draws, or when all are the same."""
    rest = sorted(numbers[1:])
    if not rest or rest[0] == rest[-1]:
        return None
    tenth = len(rest) // 10
    return rest[tenth], rest[-1 - tenth]
