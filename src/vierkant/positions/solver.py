"""Which answers to the issues give the partner that gets the least as much as can be: whole numbers, proven.

Everything is counted in whole halves, so that shares are exact fractions and a proof does not hang on rounding.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from vierkant.positions.milp import Bargain, Found, Question, climbed, solve

SECONDS = 60.0
"""The most one question may take, so that nothing waits for ever. What usually ends a question is a count (`NODES`)."""

ROUNDING = 1e-4
"""The solver keeps to its limits within a hundredth of this; a bound that is closer proves nothing."""


@dataclass(frozen=True, slots=True)
class Answers:
    """One set of answers. ``proven``: nothing gives the least partner more, or as much with a higher total."""

    answers: tuple[bool, ...]
    smallest: Fraction
    total: Fraction
    proven: bool


class OutOfTimeError(Exception):
    """Nothing was found in the time there was, and nothing was ruled out."""


def best(
    bargain: Bargain,
    *,
    nobody_worse: bool,
    without: Iterable[Sequence[bool]] = (),
    any_total: bool = False,
    seconds: float = SECONDS,
) -> Answers | None:
    """The best set of answers with at least one agreement; None when there is none, which is proven then.

    First the smallest share is made as large as can be, then, at that share, the sum of all shares.

    Args:
        bargain: at least one partner with weight, at least one issue.
        nobody_worse: only sets in which no partner would be better off without any agreement.
        without: sets that may not come back.
        any_total: stop after the smallest share.
        seconds: the most that one question to the solver may take.

    Raises:
        OutOfTimeError: no set was found, and it is not known that there is none.
    """
    barred = [tuple(item) for item in without]
    asked = Question(bargain, tuple(barred), nobody_worse, seconds)
    found = solve(asked)
    while found.closed and found.answers is not None:
        smallest = min(bargain.shares(found.answers), default=Fraction(1))
        needed = tuple(_above(smallest, total) for total in bargain.totals)
        if found.bound is not None and found.bound < _next(needed, bargain.totals) - ROUNDING:
            break
        better = solve(asked, needed=needed, any_answer=True)
        if better.answers is None:  # nothing gives everybody the next whole weight: that is the proof
            found = replace(found, closed=better.closed)
            break
        found = better  # strictly better, so this ends
    if not found.closed:
        return _in_time(asked, found.answers)
    if found.answers is None:
        return None
    if not any_total:
        needed = tuple(_at_least(smallest, total) for total in bargain.totals)
        richest = solve(asked, needed=needed)
        found = Found(richest.answers or found.answers, richest.closed)
    return _as_answers(bargain, found.answers or (), proven=found.closed)


def _in_time(asked: Question, answers: tuple[bool, ...] | None) -> Answers:
    """The better of what the solver has and what simple climbing finds; not proven."""
    bargain = asked.bargain
    sets = [item for item in (answers, climbed(asked)) if item is not None]
    if not sets:
        raise OutOfTimeError
    found = [_as_answers(bargain, item, proven=False) for item in sets]
    return max(found, key=lambda item: (item.smallest, item.total))


def _as_answers(bargain: Bargain, answers: tuple[bool, ...], *, proven: bool) -> Answers:
    shares = bargain.shares(answers)
    return Answers(answers, min(shares, default=Fraction(1)), sum(shares, Fraction(0)), proven)


def _next(needed: Sequence[int], totals: Sequence[int]) -> float:
    """The smallest share of any set that is strictly better is at least this."""
    return min(weight / total for weight, total in zip(needed, totals, strict=True) if total)


def _above(share: Fraction, total: int) -> int:
    """The least whole weight that is more than this share of the total; zero for a partner without weight."""
    return (share * total).__floor__() + 1 if total else 0


def _at_least(share: Fraction, total: int) -> int:
    return (share * total).__ceil__()
