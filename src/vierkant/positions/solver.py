"""Which answers to the issues give the partner that gets the least as much as can be: whole numbers, proven.

Everything is counted in whole halves, so that shares are exact fractions and a proof does not hang on rounding.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

SECONDS = 2.0
"""The most one question to the solver may take; when it takes longer the answer is good, and not proven."""

ROOM = 0.25
"""Half of a half: whole numbers on one side of this are on that side, whatever the solver rounds."""


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
class Answers:
    """One set of answers. ``proven``: nothing gives the least partner more, or as much with a higher total."""

    answers: tuple[bool, ...]
    smallest: Fraction
    total: Fraction
    proven: bool


def best(
    bargain: Bargain,
    *,
    nobody_worse: bool,
    without: Iterable[Sequence[bool]] = (),
    any_total: bool = False,
    seconds: float = SECONDS,
) -> Answers | None:
    """The best set of answers with at least one agreement; None when there is none.

    First the smallest share is made as large as can be, then, at that share, the sum of all shares.

    Args:
        bargain: at least one partner with weight, at least one issue.
        nobody_worse: only sets in which no partner would be better off without any agreement.
        without: sets that may not come back.
        any_total: stop after the smallest share.
        seconds: the most that one question to the solver may take.
    """
    barred = [tuple(item) for item in without]
    found, closed = _solve(bargain, barred, nobody_worse=nobody_worse, seconds=seconds)
    if found is None:
        return None
    proven = closed
    while True:  # each turn is strictly better, so it ends; the last one proves that nothing better exists
        smallest = min(bargain.shares(found), default=Fraction(1))
        needed = [_above(smallest, total) for total in bargain.totals]
        better, closed = _solve(
            bargain, barred, nobody_worse=nobody_worse, needed=needed, any_answer=True, seconds=seconds
        )
        if better is None:
            proven = proven and closed
            break
        found = better
    if not any_total:
        needed = [_at_least(smallest, total) for total in bargain.totals]
        richest, closed = _solve(bargain, barred, nobody_worse=nobody_worse, needed=needed, seconds=seconds)
        proven = proven and closed
        found = richest if richest is not None else found
    shares = bargain.shares(found)
    return Answers(found, min(shares, default=Fraction(1)), sum(shares, Fraction(0)), proven)


def _above(share: Fraction, total: int) -> int:
    """The least whole weight that is more than this share of the total; zero for a partner without weight."""
    return (share * total).__floor__() + 1 if total else 0


def _at_least(share: Fraction, total: int) -> int:
    return (share * total).__ceil__()


def _solve(
    bargain: Bargain,
    barred: Sequence[Sequence[bool]],
    *,
    nobody_worse: bool,
    needed: Sequence[int] | None = None,
    any_answer: bool = False,
    seconds: float,
) -> tuple[tuple[bool, ...] | None, bool]:
    """One question to HiGHS: the answers (None: none found), and whether that is proven.

    Without ``needed`` the smallest share is made as large as can be; with it every partner gets at least that
    weight, and the sum of shares is made as large as can be (``any_answer``: any set will do).
    """
    # NumPy and SciPy load when first needed: `vierkant --help` must not wait for them.
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp

    count = bargain.size
    stakes = np.array(bargain.rows, dtype=float).reshape(len(bargain.rows), count)
    totals = np.array(bargain.totals, dtype=float)
    offset = -np.minimum(stakes, 0).sum(axis=1)
    live = totals > 0
    shares = stakes[live] / totals[live, None]
    level = needed is None
    width = count + level
    constraints: list[Any] = [_row(np.ones(count), width, 1)]
    if nobody_worse:
        constraints.append(LinearConstraint(_padded(stakes, width), -ROOM, np.inf))
    for item in barred:
        signs = np.array([-1.0 if answer else 1.0 for answer in item])
        constraints.append(_row(signs, width, 1 - sum(item)))
    objective = np.zeros(width)
    if needed is None:
        column = _padded(shares, width)
        column[:, count] = -1.0
        constraints.append(LinearConstraint(column, -(offset[live] / totals[live]), np.inf))
        objective[count] = -1.0
    else:
        floor = np.array(needed, dtype=float) - offset - ROOM
        constraints.append(LinearConstraint(_padded(stakes, width), floor, np.inf))
        if not any_answer:
            objective[:count] = (
                -shares.sum(axis=0) * 1e3
            )  # the solver stops within 1e-6: make that a small part
    lower, upper = np.zeros(width), np.ones(width)
    for place, answer in enumerate(bargain.fixed):
        if answer is not None:
            lower[place] = upper[place] = float(answer)
    whole = np.array([1] * count + [0] * level)
    options = {"mip_rel_gap": 0.0, "time_limit": seconds}
    result = milp(
        objective, constraints=constraints, bounds=Bounds(lower, upper), integrality=whole, options=options
    )
    if result.x is None:
        return None, result.status == 2
    return tuple(bool(value > 0.5) for value in result.x[:count]), result.status == 0


def _row(numbers: Any, width: int, least: float) -> Any:
    import numpy as np  # as in `_solve`
    from scipy.optimize import LinearConstraint

    return LinearConstraint(_padded(np.atleast_2d(numbers), width), least, np.inf)


def _padded(rows: Any, width: int) -> Any:
    """The rows with columns of zeros behind them, as many as there are variables."""
    import numpy as np  # as in `_solve`

    return np.pad(rows, ((0, 0), (0, width - rows.shape[1])))
