"""The values an answer can take, and which of them the rules can tell apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from itertools import combinations
from typing import Any

from vierkant.legal_form.conditions import ASKED, COMPARISONS, Test, tests
from vierkant.legal_form.inputs import Body, TaxKind
from vierkant.legal_form.rules import Rule

CHOICES: Mapping[str, type[StrEnum]] = {"bodies": Body, "tax_kinds": TaxKind}
"""The questions with several options at once."""

FIELDS = ASKED
"""Every question of every kind."""

NUMBERS = ("public_bodies",)
"""The questions answered with a whole number."""


@cache
def choices(field: str) -> tuple[frozenset[StrEnum], ...]:
    """Every non-empty choice, small ones first."""
    options = tuple(CHOICES[field])
    return tuple(
        frozenset(choice) for size in range(1, len(options) + 1) for choice in combinations(options, size)
    )


def distinct_values(field: str, current: Any, rules: Iterable[Rule]) -> tuple[Any, ...]:
    """One value per group of values that these rules cannot tell apart, each the closest to the current answer.

    The group of the current answer itself (None: no answer) is left out. The values are as in `inputs.Answers`.
    Because the rules see nothing else of an answer, a search over these values is a search over all values.
    """
    if field not in CHOICES and field not in NUMBERS:
        # Also when no rule reads it: another answer may follow from it.
        return tuple(value for value in (True, False) if value is not current)
    read = [test for rule in rules for test in tests(rule.when) if test.field == field]
    found: dict[tuple[bool, ...], Any] = {}
    for value in sorted(_candidates(field, read), key=lambda value: _distance(value, current)):
        found.setdefault(_seen(value, read), value)
    if current is not None:
        found.pop(_seen(current, read), None)
    return tuple(found.values())


def _seen(value: Any, read: Iterable[Test]) -> tuple[bool, ...]:
    """What the tests see of a value."""
    return tuple(COMPARISONS[test.operation](value, test.value) for test in read)


def _candidates(field: str, read: Iterable[Test]) -> tuple[Any, ...]:
    if field in CHOICES:
        return choices(field)
    # A comparison with n only changes its outcome next to n.
    near = {int(test.value) + step for test in read for step in (-1, 0, 1)}
    return tuple(sorted((value for value in near if value >= 0), reverse=True))


def _distance(value: Any, current: Any) -> int:
    """How far a value lies from the given answer: options ticked or unticked, or a difference."""
    if current is None:
        return 0
    return len(value ^ current) if isinstance(value, frozenset) else abs(value - current)
