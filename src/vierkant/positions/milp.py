"""One question about packages to HiGHS, and simple climbing for when there is no time for a proof."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

ROOM = 0.25
"""Half of a half: whole numbers on one side of this are on that side, whatever the solver rounds."""

SCALE = 1e3
"""The solver stops within 1e-6 of the best sum: this makes that a small part."""


@dataclass(frozen=True, slots=True)
class Bargain:
    """Stakes in whole halves: ``rows[partner][issue]``; more than zero wants it, less does not."""

    rows: tuple[tuple[int, ...], ...]
    fixed: tuple[bool | None, ...]
    """Per issue: what its answer must be, None when it is open."""

    @property
    def size(self) -> int:
        """The number of issues."""
        return len(self.fixed)

    @property
    def totals(self) -> tuple[int, ...]:
        """Per partner all weight that it has."""
        return tuple(sum(map(abs, row)) for row in self.rows)

    def got(self, answers: Sequence[bool]) -> tuple[int, ...]:
        """Per partner the weight on which it gets what it wants."""
        return tuple(
            sum(abs(stake) for stake, answer in zip(row, answers, strict=True) if answer == (stake > 0))
            for row in self.rows
        )

    def net(self, answers: Sequence[bool]) -> tuple[int, ...]:
        """Per partner the worth of these agreements against making none."""
        return tuple(
            sum(stake for stake, answer in zip(row, answers, strict=True) if answer) for row in self.rows
        )

    def shares(self, answers: Sequence[bool]) -> tuple[Fraction, ...]:
        """Per partner the share of its weight that it gets; partners without weight are left out."""
        return tuple(
            Fraction(got, total) for got, total in zip(self.got(answers), self.totals, strict=True) if total
        )


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of every set of answers: at least one agreement, none of ``barred``, and perhaps no loser."""

    bargain: Bargain
    barred: tuple[tuple[bool, ...], ...]
    nobody_worse: bool
    seconds: float


NODES = 1_000
"""The most that HiGHS branches for one question: counted, so that a busy machine gives the same answer."""


@dataclass(frozen=True, slots=True)
class Found:
    """The answers (None: none), whether that is proven, and above what the smallest share cannot be."""

    answers: tuple[bool, ...] | None
    closed: bool
    bound: float | None = None


def solve(asked: Question, *, needed: Sequence[int] | None = None, any_answer: bool = False) -> Found:
    """Put one question to HiGHS.

    Without ``needed`` the smallest share is made as large as can be; with it every partner gets at least that
    weight, and the sum of shares is made as large as can be (``any_answer``: any set will do).
    """
    # NumPy and SciPy load when first needed: `vierkant --help` must not wait for them.
    import numpy as np
    from scipy.optimize import Bounds, milp

    count, level = asked.bargain.size, needed is None
    objective, constraints = _limits(asked, needed)
    lower, upper = np.zeros(count + level), np.ones(count + level)
    for place, answer in enumerate(asked.bargain.fixed):
        if answer is not None:
            lower[place] = upper[place] = float(answer)
    result = milp(
        np.zeros_like(objective) if any_answer else objective,
        constraints=constraints,
        bounds=Bounds(lower, upper),
        integrality=np.array([1] * count + [0] * level),
        options={"mip_rel_gap": 0.0, "node_limit": NODES, "time_limit": asked.seconds},
    )
    if result.x is None:
        return Found(None, result.status == 2)
    answers = tuple(bool(value > 0.5) for value in result.x[:count])
    bound = -float(result.mip_dual_bound) if level and result.mip_dual_bound is not None else None
    return Found(answers, result.status == 0, bound)


def _limits(asked: Question, needed: Sequence[int] | None) -> tuple[Any, list[Any]]:
    """What is made as small as can be, and the limits, over the issues and (without ``needed``) the smallest share."""
    import numpy as np  # as in `solve`
    from scipy.optimize import LinearConstraint

    bargain = asked.bargain
    stakes = np.array(bargain.rows, dtype=float).reshape(len(bargain.rows), bargain.size)
    totals = np.array(bargain.totals, dtype=float)
    offset = -np.minimum(stakes, 0).sum(axis=1)
    live = totals > 0
    shares = stakes[live] / totals[live, None]
    width = bargain.size + (needed is None)

    def wide(rows: Any) -> Any:
        rows = np.atleast_2d(rows)
        return np.pad(rows, ((0, 0), (0, width - rows.shape[1])))

    found = [LinearConstraint(wide(np.ones(bargain.size)), 1, np.inf)]
    if asked.nobody_worse:
        found.append(LinearConstraint(wide(stakes), -ROOM, np.inf))
    for item in asked.barred:
        signs = np.array([-1.0 if answer else 1.0 for answer in item])
        found.append(LinearConstraint(wide(signs), 1 - sum(item), np.inf))
    objective = np.zeros(width)
    if needed is None:
        column = wide(shares)
        column[:, -1] = -1.0
        found.append(LinearConstraint(column, -(offset[live] / totals[live]), np.inf))
        objective[-1] = -1.0
    else:
        found.append(LinearConstraint(wide(stakes), np.array(needed, dtype=float) - offset - ROOM, np.inf))
        objective[:] = -shares.sum(axis=0) * SCALE
    return objective, found


def climbed(asked: Question) -> tuple[bool, ...] | None:
    """A good set of answers without any proof: change one answer as long as that helps most; None if none fits."""
    bargain = asked.bargain
    columns = [[row[place] for row in bargain.rows] for place in range(bargain.size)]
    best: tuple[tuple[int, float, float], tuple[bool, ...]] | None = None
    for start in (
        [sum(column) > 0 for column in columns],
        [max(column) > 0 for column in columns],
        [min(column) >= 0 for column in columns],
    ):
        answers = tuple(
            want if want is not None else wish for want, wish in zip(bargain.fixed, start, strict=True)
        )
        worth = _worth(asked, answers)
        while True:
            near = max(_near(bargain, answers), key=lambda item: _worth(asked, item), default=answers)
            if _worth(asked, near) <= worth:
                break
            answers, worth = near, _worth(asked, near)
        if worth[0] == 0 and (best is None or worth > best[0]):
            best = (worth, answers)
    return best[1] if best is not None else None


def _near(bargain: Bargain, answers: tuple[bool, ...]) -> list[tuple[bool, ...]]:
    free = [place for place, want in enumerate(bargain.fixed) if want is None]
    return [(*answers[:place], not answers[place], *answers[place + 1 :]) for place in free]


def _worth(asked: Question, answers: tuple[bool, ...]) -> tuple[int, float, float]:
    """What is broken (0 or less), then the smallest share, then the sum."""
    bargain = asked.bargain
    broken = -sum(bargain.totals) * (answers in asked.barred or not any(answers))
    if asked.nobody_worse:
        broken += min(0, *bargain.net(answers))
    shares = [got / total for got, total in zip(bargain.got(answers), bargain.totals, strict=True) if total]
    return broken, min(shares, default=1.0), sum(shares)
