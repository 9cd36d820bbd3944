"""The nucleolus against slow twins: linear programs one after the other, in exact fractions and by HiGHS."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from scipy.optimize import linprog
from tests.engine.cost_sharing.test_nucleolus import games

from vierkant.cost_sharing import is_nucleolus, nucleolus, per_capita_nucleolus

Row = list[Fraction]


def exact_maximum(goal: Row, rows: list[Row], bounds: Row) -> tuple[Fraction, Row]:
    """Most of ``goal @ z`` with ``rows @ z <= bounds`` (bounds >= 0, z of any sign), by Bland's rule in fractions."""
    free, count = len(goal), len(rows)
    one, zero = Fraction(1), Fraction(0)
    table = [
        [*row, *(-value for value in row), *(one if i == k else zero for k in range(count)), bound]
        for i, (row, bound) in enumerate(zip(rows, bounds, strict=True))
    ]
    top = [*(-value for value in goal), *goal, *[zero] * (count + 1)]
    basis = [2 * free + i for i in range(count)]
    while (entering := next((k for k, value in enumerate(top[:-1]) if value < 0), None)) is not None:
        ratios = [
            (table[i][-1] / table[i][entering], basis[i], i) for i in range(count) if table[i][entering] > 0
        ]
        _, _, leaving = min(ratios)
        pivot = table[leaving][entering]
        table[leaving] = [value / pivot for value in table[leaving]]
        for line in (*(table[i] for i in range(count) if i != leaving), top):
            if factor := line[entering]:
                line[:] = [a - factor * b for a, b in zip(line, table[leaving], strict=True)]
        basis[leaving] = entering
    values = [zero] * (2 * free + count)
    for i, place in enumerate(basis):
        values[place] = table[i][-1]
    return top[-1], [values[k] - values[free + k] for k in range(free)]


def library_maximum(goal: Row, rows: list[Row], bounds: Row) -> tuple[float, list[float]]:
    found = linprog(
        -np.array(goal, dtype=float),
        A_ub=np.array(rows, dtype=float),
        b_ub=np.array(bounds, dtype=float),
        bounds=(None, None),
    )
    return -found.fun, list(found.x)


class Twin:
    """Maschler, Peleg & Shapley 1979: a program for the margin, then one per tight coalition: can it have more?"""

    def __init__(self, costs: np.ndarray, *, per_capita: bool, maximum, close: float) -> None:
        self.n = n = len(costs).bit_length() - 1
        self.maximum, self.close = maximum, close
        exact = [Fraction(float(cost)) for cost in costs]
        alone = [exact[1 << i] for i in range(n)]
        saving = sum(alone) - exact[-1]
        self.start = [cost - saving / n for cost in alone]
        self.masks = range(1, 2**n - 1)
        self.weight = {mask: Fraction(mask.bit_count() if per_capita else 1) for mask in self.masks}
        # Unknown: what the first n - 1 pay more than at the start; the last one pays that less.
        self.rows, self.room = {}, {}
        for mask in self.masks:
            last = mask >> (n - 1) & 1
            self.rows[mask] = [Fraction((mask >> i & 1) - last) for i in range(n - 1)]
            self.room[mask] = exact[mask] - sum(self.start[i] for i in range(n) if mask >> i & 1)
        self.bounded = [1 << i for i in range(n)] if saving >= 0 else []

    def solve(self) -> list[float]:
        settled, moves = {}, [Fraction(0)] * (self.n - 1)
        while len(settled) < len(self.masks):
            left = [mask for mask in self.masks if mask not in settled]
            least = min(self._room(mask, moves) / self.weight[mask] for mask in left)
            gain, step = self._more(dict.fromkeys(left, least), settled, moves, left)
            margin = least + gain
            moves = [a + b for a, b in zip(moves, step, strict=True)]
            for mask in left:
                if self._room(mask, moves) - margin * self.weight[mask] <= self.close:
                    more, _ = self._more(dict.fromkeys(left, margin), settled, moves, [mask])
                    if more <= self.close:
                        settled[mask] = margin
        amounts = [a + b for a, b in zip(self.start, [*moves, -sum(moves)], strict=True)]
        return [float(amount) for amount in amounts]

    def _room(self, mask: int, moves: Row) -> Fraction:
        return self.room[mask] - sum(a * b for a, b in zip(self.rows[mask], moves, strict=True))

    def _more(self, margins, settled, moves, of) -> tuple[Fraction, Row]:
        """How much more some coalitions can have at the same time, when all keep their margin; and the step."""
        rows, bounds = [], []
        for mask, margin in margins.items():
            weight = self.weight[mask]
            rows.append([*self.rows[mask], weight if mask in of else Fraction(0)])
            bounds.append(self._room(mask, moves) - margin * weight)
        for mask in settled:
            for sign in (1, -1):
                rows.append([*(sign * value for value in self.rows[mask]), Fraction(0)])
                bounds.append(Fraction(0))
        for mask in self.bounded:
            rows.append([*self.rows[mask], Fraction(0)])
            bounds.append(self._room(mask, moves))
        # Rounding of the library; there is none in fractions.
        bounds = [max(bound, Fraction(0)) for bound in bounds]
        goal = [*[Fraction(0)] * (self.n - 1), Fraction(1)]
        most, values = self.maximum(goal, rows, bounds)
        return most, values[:-1]


@pytest.mark.parametrize(("function", "per_capita"), [(nucleolus, False), (per_capita_nucleolus, True)])
@settings(max_examples=12, deadline=None)
@given(costs=games(most=4))
def test_same_as_exact_fractions(function, per_capita, costs) -> None:
    twin = Twin(costs, per_capita=per_capita, maximum=exact_maximum, close=0).solve()
    assert function(costs) == pytest.approx(twin, abs=1e-10)
    assert is_nucleolus(costs, twin, per_capita=per_capita)


@pytest.mark.parametrize(
    ("function", "per_capita", "savings"), [(nucleolus, False, True), (per_capita_nucleolus, True, False)]
)
def test_same_as_programs_of_the_library(function, per_capita, savings) -> None:
    generator = np.random.default_rng(6)
    costs = generator.uniform(0.0, 100.0, 64)
    costs[0] = 0.0
    if savings:
        costs = -costs
        costs[1 << np.arange(6)] = 0.0
        costs[-1] = -250.0
    twin = Twin(costs, per_capita=per_capita, maximum=library_maximum, close=1e-7).solve()
    assert function(costs) == pytest.approx(twin, abs=1e-6)
