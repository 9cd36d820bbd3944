"""The condition language of the rules: small expressions as data, evaluated in three values.

An expression is a TOML table with one key:

- ``{ answer = "own_staff" }``: the yes/no question was answered with yes;
- ``{ contains = ["bodies", "council"] }``: the choice holds the value;
- ``{ less_than = ["public_bodies", 2] }``, ``{ equals = ["public_bodies", 2] }``: compares a number;
- ``{ not = … }``, ``{ all = [ … ] }``, ``{ any = [ … ] }``: combine; ``{ all = [] }`` is always true.

An unanswered question makes an expression unknown (None), unless the other parts already settle it (Kleene's strong
logic): so a further answer can settle an unknown outcome, and never turn a settled one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from vierkant.legal_form.asking import IMPLIED
from vierkant.legal_form.inputs import Answers, Criterion

ASIDE = frozenset({"kind", "note", *(f"weight_{item.value}" for item in Criterion)})
"""Fields of the answers that are no question."""

ASKED = tuple(name for name in Answers.model_fields if name not in ASIDE)
"""Every question of every kind."""

COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "answer": lambda answer, value: bool(answer) == value,
    "contains": lambda answer, value: value in answer,
    "less_than": lambda answer, value: bool(answer < value),
    "equals": lambda answer, value: bool(answer == value),
}
"""Operation → how an answer is held against the value in the rule."""


@dataclass(frozen=True, slots=True)
class Test:
    """A question held against a value."""

    operation: str
    field: str
    value: bool | int | str


@dataclass(frozen=True, slots=True)
class Combination:
    """``all``, ``any`` or ``not`` (of one part)."""

    operation: str
    parts: tuple[Expression, ...]


Expression = Test | Combination


def parse(data: Mapping[str, Any]) -> Expression:
    """Read an expression from a rule file.

    Raises:
        ValueError: an unknown operation or question, or more than one key; a fault in our rule file.
    """
    if len(data) != 1:
        raise ValueError(f"an expression has one key, not {sorted(data)}")
    operation, operand = next(iter(data.items()))
    if operation == "not":
        return Combination("not", (parse(operand),))
    if operation in ("all", "any"):
        return Combination(operation, tuple(parse(part) for part in operand))
    if operation not in COMPARISONS:
        raise ValueError(f"unknown operation: {operation}")
    field, value = (operand, True) if operation == "answer" else operand
    if field not in Answers.model_fields:
        raise ValueError(f"unknown question: {field}")
    return Test(operation, field, value)


def given(answers: Answers, field: str) -> Any:
    """The answer, or None when there is none. An empty choice is no answer."""
    value = getattr(answers, field)
    return None if isinstance(value, frozenset) and not value else value


def settled(answers: Answers) -> dict[str, Any]:
    """Every answer, given or following from another one; None where nothing says it."""
    values = {field: given(answers, field) for field in ASKED}
    return imply(values)


def imply(values: dict[str, Any]) -> dict[str, Any]:
    """Fill in, in place, what follows from other answers."""
    for field, (other, answer, follows) in IMPLIED.items():
        if values[field] is None and values[other] is answer:
            values[field] = follows
    return values


def evaluate(expression: Expression, answers: Answers) -> bool | None:
    """True, False, or None when an answer is missing that matters."""
    return holds(expression, settled(answers))


def holds(expression: Expression, values: Mapping[str, Any]) -> bool | None:
    """The same for values from `settled`."""
    if isinstance(expression, Test):
        answer = values[expression.field]
        return None if answer is None else COMPARISONS[expression.operation](answer, expression.value)
    outcomes = [holds(part, values) for part in expression.parts]
    if expression.operation == "not":
        return None if outcomes[0] is None else not outcomes[0]
    return _combined(outcomes, settling=expression.operation == "any")


def _combined(outcomes: Sequence[bool | None], *, settling: bool) -> bool | None:
    """One ``settling`` part settles the whole; without it, one unknown part leaves it open."""
    if settling in outcomes:
        return settling
    return None if None in outcomes else not settling


def tests(expression: Expression) -> tuple[Test, ...]:
    """Every test in the expression, in reading order."""
    if isinstance(expression, Test):
        return (expression,)
    return tuple(test for part in expression.parts for test in tests(part))


def fields_read(expression: Expression) -> tuple[str, ...]:
    """The questions that the expression reads, each once, in reading order."""
    return tuple(dict.fromkeys(test.field for test in tests(expression)))
