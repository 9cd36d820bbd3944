"""The calculation as a graph of numbers: written once, evaluated for one set of inputs or for a million draws.

A `Graph` hands out `Node`; arithmetic on nodes makes further nodes; `Program` is what is left of the graph for the
outputs that are asked for. Nothing is computed while a graph is built, except what holds constants alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from math import exp, expm1, log

import numpy as np

from vierkant.business_case.distributions import Floats, Values
from vierkant.business_case.elementary import exponential, exponential_less_one, logarithm


class Operation(StrEnum):
    """What a node does with its arguments."""

    INPUT = "input"
    CONSTANT = "constant"
    ADD = "add"
    SUBTRACT = "subtract"
    MULTIPLY = "multiply"
    DIVIDE = "divide"
    MAXIMUM = "maximum"
    MINIMUM = "minimum"
    EXP = "exp"
    EXPM1 = "expm1"
    LOG = "log"


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A number in a graph. ``constant`` is its value when it does not depend on any input."""

    graph: Graph
    index: int
    constant: float | None

    def __add__(self, other: Node | float) -> Node:
        return self.graph.combine(Operation.ADD, self, other)

    def __radd__(self, other: float) -> Node:
        return self.graph.combine(Operation.ADD, other, self)

    def __sub__(self, other: Node | float) -> Node:
        return self.graph.combine(Operation.SUBTRACT, self, other)

    def __rsub__(self, other: float) -> Node:
        return self.graph.combine(Operation.SUBTRACT, other, self)

    def __mul__(self, other: Node | float) -> Node:
        return self.graph.combine(Operation.MULTIPLY, self, other)

    def __rmul__(self, other: float) -> Node:
        return self.graph.combine(Operation.MULTIPLY, other, self)

    def __truediv__(self, other: Node | float) -> Node:
        return self.graph.combine(Operation.DIVIDE, self, other)

    def __rtruediv__(self, other: float) -> Node:
        return self.graph.combine(Operation.DIVIDE, other, self)

    def __neg__(self) -> Node:
        return self.graph.combine(Operation.SUBTRACT, 0.0, self)

    def maximum(self, other: Node | float) -> Node:
        """The larger of the two."""
        return self.graph.combine(Operation.MAXIMUM, self, other)

    def minimum(self, other: Node | float) -> Node:
        """The smaller of the two."""
        return self.graph.combine(Operation.MINIMUM, self, other)

    def exp(self) -> Node:
        """e to the power of the number."""
        return self.graph.apply(Operation.EXP, self)

    def expm1(self) -> Node:
        """e to the power of the number, minus 1; accurate near 0."""
        return self.graph.apply(Operation.EXPM1, self)

    def log(self) -> Node:
        """The natural logarithm of a number above 0."""
        return self.graph.apply(Operation.LOG, self)


class Graph:
    """Collects nodes; equal nodes are one node."""

    def __init__(self) -> None:
        self.rows: list[tuple[Operation, int, int]] = []
        self.constants: dict[int, float] = {}
        self.inputs: dict[str, Node] = {}
        self._known: dict[tuple[object, ...], Node] = {}

    def input(self, name: str) -> Node:
        """The input with this name."""
        if name not in self.inputs:
            self.inputs[name] = self._add(Operation.INPUT, len(self.inputs), 0)
        return self.inputs[name]

    def constant(self, value: float) -> Node:
        """A plain number."""
        key = (Operation.CONSTANT, float(value).hex())
        if key not in self._known:
            node = self._add(Operation.CONSTANT, 0, 0, float(value))
            self.constants[node.index] = float(value)
            self._known[key] = node
        return self._known[key]

    def total(self, items: Iterable[Node | float]) -> Node:
        """The sum of the items; 0 for none."""
        found = self.constant(0.0)
        for item in items:
            found = found + item
        return found

    def combine(self, operation: Operation, left: Node | float, right: Node | float) -> Node:
        """A node of two arguments, simplified where a constant makes that exact."""
        first = left if isinstance(left, Node) else self.constant(left)
        second = right if isinstance(right, Node) else self.constant(right)
        if first.constant is not None and second.constant is not None:
            return self.constant(value_of(operation, first.constant, second.constant))
        if second.constant == 0 and operation in (Operation.ADD, Operation.SUBTRACT):
            return first
        if first.constant == 0 and operation is Operation.ADD:
            return second
        if operation is Operation.MULTIPLY and 0 in (first.constant, second.constant):
            return self.constant(0.0)
        if operation is Operation.MULTIPLY and first.constant == 1:
            return second
        if operation in (Operation.MULTIPLY, Operation.DIVIDE) and second.constant == 1:
            return first
        return self._shared(operation, first.index, second.index)

    def apply(self, operation: Operation, item: Node) -> Node:
        """A node of one argument."""
        if item.constant is not None:
            return self.constant(value_of(operation, item.constant, 0.0))
        return self._shared(operation, item.index, 0)

    def _shared(self, operation: Operation, left: int, right: int) -> Node:
        key = (operation, left, right)
        if key not in self._known:
            self._known[key] = self._add(operation, left, right)
        return self._known[key]

    def _add(self, operation: Operation, left: int, right: int, constant: float | None = None) -> Node:
        self.rows.append((operation, left, right))
        return Node(self, len(self.rows) - 1, constant)


def value_of(operation: Operation, left: float, right: float) -> float:
    """The result for plain numbers; ``right`` does not count for an operation of one argument.

    Raises:
        ValueError: not an operation of numbers, or the logarithm of a number that is not above 0.
        ArithmeticError: a division by zero, or a result too large for a float.
    """
    match operation:
        case Operation.ADD:
            return left + right
        case Operation.SUBTRACT:
            return left - right
        case Operation.MULTIPLY:
            return left * right
        case Operation.DIVIDE:
            return left / right
        case Operation.MAXIMUM:
            return max(left, right)
        case Operation.MINIMUM:
            return min(left, right)
        case Operation.EXP:
            return exp(left)
        case Operation.EXPM1:
            return expm1(left)
        case Operation.LOG:
            return log(left)
    raise ValueError(f"not an operation of numbers: {operation}")


_FUNCTIONS = {
    Operation.ADD: np.add,
    Operation.SUBTRACT: np.subtract,
    Operation.MULTIPLY: np.multiply,
    Operation.DIVIDE: np.divide,
    Operation.MAXIMUM: np.maximum,
    Operation.MINIMUM: np.minimum,
}
_OF_ONE = {
    Operation.EXP: exponential,
    Operation.EXPM1: exponential_less_one,
    Operation.LOG: logarithm,
}
ONE_ARGUMENT = frozenset(_OF_ONE)
"""Operations that have one argument."""


@dataclass(frozen=True, slots=True)
class Program:
    """The rows of a graph that the outputs need, in order. ``places`` is the row of each output."""

    rows: tuple[tuple[Operation, int, int], ...]
    inputs: tuple[str, ...]
    constants: Mapping[int, float]
    outputs: tuple[str, ...]
    places: tuple[int, ...]

    def evaluate(self, values: Mapping[str, Values], size: int) -> dict[str, Floats]:
        """The outputs for the values of the inputs (numbers, or arrays of shape (size,)). Arrays of shape (size,).

        Raises:
            KeyError: an input has no value.
        """
        released = _released(self.rows, self.places)
        found: list[Values] = [0.0] * len(self.rows)
        for index, (operation, left, right) in enumerate(self.rows):
            if operation is Operation.INPUT:
                found[index] = values[self.inputs[left]]
            elif operation is Operation.CONSTANT:
                found[index] = self.constants[index]
            elif operation in ONE_ARGUMENT:
                found[index] = _OF_ONE[operation](np.atleast_1d(np.asarray(found[left], dtype=np.float64)))
            else:
                found[index] = _FUNCTIONS[operation](found[left], found[right])
            for row in released[index]:
                found[row] = 0.0
        return {
            name: np.broadcast_to(np.asarray(found[place], dtype=np.float64), (size,))
            for name, place in zip(self.outputs, self.places, strict=True)
        }

    def only(self, outputs: Iterable[str]) -> Program:
        """The part of the program that these outputs need.

        Raises:
            KeyError: an output that the program does not have.
        """
        place = dict(zip(self.outputs, self.places, strict=True))
        return _needed(
            self.rows, self.constants, self.inputs, {name: place[name] for name in dict.fromkeys(outputs)}
        )


@lru_cache(maxsize=16)
def _released(
    rows: tuple[tuple[Operation, int, int], ...], places: tuple[int, ...]
) -> tuple[tuple[int, ...], ...]:
    """Per row which rows nobody needs after it. They make room: a large program has thousands of rows."""
    last = list(range(len(rows)))
    for index, (operation, left, right) in enumerate(rows):
        if operation not in (Operation.INPUT, Operation.CONSTANT):
            last[left] = index
            if operation not in ONE_ARGUMENT:
                last[right] = index
    kept = set(places)
    found: list[list[int]] = [[] for _ in rows]
    for row, index in enumerate(last):
        if row not in kept:
            found[index].append(row)
    return tuple(tuple(items) for items in found)


def program(graph: Graph, outputs: Mapping[str, Node]) -> Program:
    """The part of the graph that the outputs need, without the rest."""
    return _needed(
        graph.rows, graph.constants, tuple(graph.inputs), {name: node.index for name, node in outputs.items()}
    )


def _needed(
    all_rows: Sequence[tuple[Operation, int, int]],
    constants: Mapping[int, float],
    names: Sequence[str],
    outputs: Mapping[str, int],
) -> Program:
    needed: set[int] = set()
    waiting = list(outputs.values())
    while waiting:
        index = waiting.pop()
        if index in needed:
            continue
        needed.add(index)
        operation, left, right = all_rows[index]
        if operation not in (Operation.INPUT, Operation.CONSTANT):
            waiting.append(left)
            if operation not in ONE_ARGUMENT:
                waiting.append(right)
    order = sorted(needed)
    place = {old: new for new, old in enumerate(order)}
    used = [names[all_rows[old][1]] for old in order if all_rows[old][0] is Operation.INPUT]
    number = {name: new for new, name in enumerate(used)}
    rows: list[tuple[Operation, int, int]] = []
    for old in order:
        operation, left, right = all_rows[old]
        if operation is Operation.INPUT:
            rows.append((operation, number[names[left]], 0))
        elif operation is Operation.CONSTANT:
            rows.append((operation, 0, 0))
        else:
            rows.append((operation, place[left], 0 if operation in ONE_ARGUMENT else place[right]))
    return Program(
        rows=tuple(rows),
        inputs=tuple(used),
        constants={place[old]: value for old, value in constants.items() if old in place},
        outputs=tuple(outputs),
        places=tuple(place[index] for index in outputs.values()),
    )
