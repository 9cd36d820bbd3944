"""The evaluator over a whole answer space at once: arrays with one axis per question.

A truth is an int8 code, NO, UNKNOWN or YES, so that ``all`` is the smallest, ``any`` the largest and ``not`` the
mirror image: Kleene's strong logic again, as in `conditions.holds`, for millions of answers in one pass.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vierkant.legal_form.asking import IMPLIED, reads_through
from vierkant.legal_form.conditions import COMPARISONS, Expression, Test
from vierkant.legal_form.inputs import Answers, Kind, LegalForm
from vierkant.legal_form.results import Effect, Verdict
from vierkant.legal_form.rules import Rule, rules_for
from vierkant.legal_form.values import FIELDS, distinct_values
from vierkant.legal_form.verdicts import ATTACHING

Codes = NDArray[np.int8]

NO, UNKNOWN, YES = 0, 1, 2

VERDICTS = tuple(Verdict)
"""A verdict code is an index in this."""


@dataclass(frozen=True, slots=True)
class Space:
    """All answers that a set of rules can tell apart: per question one value of every kind, None (open) first."""

    kind: Kind
    fields: tuple[str, ...]
    values: tuple[tuple[Any, ...], ...]

    @property
    def shape(self) -> tuple[int, ...]:
        """The number of values per question."""
        return tuple(len(values) for values in self.values)

    def answers(self, index: Iterable[int]) -> Answers:
        """The answers in one cell."""
        picked = {
            field: values[at] for field, values, at in zip(self.fields, self.values, index, strict=True)
        }
        return Answers(**picked, kind=self.kind)

    def along(self, field: str, codes: Iterable[int]) -> Codes:
        """One code per value of a question, as an array that spreads over the other axes."""
        shape = [1] * len(self.fields)
        shape[self.fields.index(field)] = -1
        return np.fromiter(codes, dtype=np.int8).reshape(shape)


def space_of(forms: Iterable[LegalForm], on: date, kind: Kind) -> Space:
    """The answer space of these forms: every question that a rule on one of them reads or that settles it."""
    rules = tuple({rule.id: rule for form in forms for rule in rules_for(form, on, kind)}.values())
    read = {field for rule in rules for field in reads_through(rule.reads)}
    fields = tuple(field for field in FIELDS if field in read)
    return Space(kind, fields, tuple((None, *distinct_values(field, None, rules)) for field in fields))


def truth(expression: Expression, space: Space) -> Codes:
    """The truth of an expression in every cell; spreads (broadcasts) over the questions that it does not read."""
    if isinstance(expression, Test):
        return _test(expression, space)
    parts = [truth(part, space) for part in expression.parts]
    if expression.operation == "not":
        return np.int8(YES) - parts[0]
    if expression.operation == "all":
        return reduce(np.minimum, parts, np.array(YES, dtype=np.int8))
    return reduce(np.maximum, parts, np.array(NO, dtype=np.int8))


def _test(test: Test, space: Space) -> Codes:
    compare = COMPARISONS[test.operation]

    def code(value: Any) -> int:
        return UNKNOWN if value is None else YES if compare(value, test.value) else NO

    values = space.values[space.fields.index(test.field)]
    found = space.along(test.field, (code(value) for value in values))
    other, answer, follows = IMPLIED.get(test.field, ("", False, False))
    if other not in space.fields:
        return found
    is_open = space.along(test.field, (value is None for value in values))
    is_so = space.along(other, (value is answer for value in space.values[space.fields.index(other)]))
    return np.where((is_open & is_so).astype(bool), np.int8(code(follows)), found)


def verdict_codes(form: LegalForm, space: Space, on: date) -> Codes:
    """The verdict on the form in every cell, as an index in `VERDICTS`, in the full shape of the space."""
    rules = rules_for(form, on, space.kind)
    excluding = _strongest(rules, (Effect.EXCLUDE,), space)
    attaching = _strongest(rules, ATTACHING, space)
    found = np.select(
        [excluding == YES, excluding == UNKNOWN, attaching == YES, attaching == UNKNOWN],
        [
            VERDICTS.index(Verdict.EXCLUDED),
            VERDICTS.index(Verdict.UNDECIDED),
            VERDICTS.index(Verdict.ADMISSIBLE_WITH_CONDITIONS),
            VERDICTS.index(Verdict.UNDECIDED),
        ],
        VERDICTS.index(Verdict.ADMISSIBLE),
    )
    return np.broadcast_to(found.astype(np.int8), space.shape)


def _strongest(rules: Iterable[Rule], effects: Iterable[Effect], space: Space) -> Codes:
    """Whether some rule with one of these effects applies."""
    parts = [truth(rule.when, space) for rule in rules if rule.effect in effects]
    return reduce(np.maximum, parts, np.array(NO, dtype=np.int8))
