"""A program made ready for many draws: what is certain is worked out, the rest is a list of steps over few rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from math import nan

from vierkant.business_case.expressions import ONE_ARGUMENT, Operation, Program, value_of


class Step(IntEnum):
    """What a step does. ``…_NUMBER``: the right side is a number; ``NUMBER_…``: the left side is."""

    DRAW = 0
    ADD = 1
    ADD_NUMBER = 2
    SUBTRACT = 3
    NUMBER_SUBTRACT = 4
    MULTIPLY = 5
    MULTIPLY_NUMBER = 6
    DIVIDE = 7
    DIVIDE_NUMBER = 8
    NUMBER_DIVIDE = 9
    MAXIMUM = 10
    MAXIMUM_NUMBER = 11
    MINIMUM = 12
    MINIMUM_NUMBER = 13
    EXP = 14
    EXPM1 = 15
    LOG = 16


_PAIRS = {
    Operation.ADD: Step.ADD,
    Operation.SUBTRACT: Step.SUBTRACT,
    Operation.MULTIPLY: Step.MULTIPLY,
    Operation.DIVIDE: Step.DIVIDE,
    Operation.MAXIMUM: Step.MAXIMUM,
    Operation.MINIMUM: Step.MINIMUM,
}
_NUMBER_RIGHT = {
    Operation.ADD: Step.ADD_NUMBER,
    Operation.MULTIPLY: Step.MULTIPLY_NUMBER,
    Operation.DIVIDE: Step.DIVIDE_NUMBER,
    Operation.MAXIMUM: Step.MAXIMUM_NUMBER,
    Operation.MINIMUM: Step.MINIMUM_NUMBER,
}
_NUMBER_LEFT = {
    Operation.ADD: Step.ADD_NUMBER,
    Operation.SUBTRACT: Step.NUMBER_SUBTRACT,
    Operation.MULTIPLY: Step.MULTIPLY_NUMBER,
    Operation.DIVIDE: Step.NUMBER_DIVIDE,
    Operation.MAXIMUM: Step.MAXIMUM_NUMBER,
    Operation.MINIMUM: Step.MINIMUM_NUMBER,
}
_ALONE = {Operation.EXP: Step.EXP, Operation.EXPM1: Step.EXPM1, Operation.LOG: Step.LOG}


@dataclass(frozen=True, slots=True)
class Instruction:
    """One step: what, into which row, from which rows or numbers; ``output`` is the place of the result or -1.

    A drawn row has the number of its input as ``left``.
    """

    step: Step
    target: int
    left: int
    right: int
    number: float
    output: int


@dataclass(frozen=True, slots=True)
class Tape:
    """The steps of a program. ``outputs`` names the place of each uncertain result, ``certain`` the other results."""

    instructions: tuple[Instruction, ...]
    inputs: tuple[str, ...]
    rows: int
    places: int
    outputs: Mapping[str, int]
    certain: Mapping[str, float]


def tape_of(program: Program, known: Mapping[str, float]) -> Tape:
    """The tape of a program in which the inputs of ``known`` have one value.

    A result is computed as soon as what it needs is there, and a row is used again once nobody needs it, so that few
    rows exist at a time and they stay in fast memory.
    """
    numbers = _certain(program, known)
    order = _order(program, numbers)
    wanted = {place for place in program.places if place not in numbers}
    result = {place: number for number, place in enumerate(item for item in order if item in wanted)}
    instructions, rows, used = _allocated(program, numbers, order, result)
    named = list(zip(program.outputs, program.places, strict=True))
    return Tape(
        instructions=tuple(instructions),
        inputs=tuple(used),
        rows=rows,
        places=len(result),
        outputs={name: result[place] for name, place in named if place in result},
        certain={name: numbers[place] for name, place in named if place in numbers},
    )


def _certain(program: Program, known: Mapping[str, float]) -> dict[int, float]:
    numbers: dict[int, float] = dict(program.constants)
    for index, (operation, left, right) in enumerate(program.rows):
        if operation is Operation.INPUT:
            name = program.inputs[left]
            if name in known:
                numbers[index] = float(known[name])
        elif operation in ONE_ARGUMENT:
            if left in numbers:
                numbers[index] = _worked_out(operation, numbers[left], 0.0)
        elif operation is not Operation.CONSTANT and left in numbers and right in numbers:
            numbers[index] = _worked_out(operation, numbers[left], numbers[right])
    return numbers


def _worked_out(operation: Operation, left: float, right: float) -> float:
    """As for draws: what has no value is not a number, and is reported with the result that needs it."""
    try:
        return value_of(operation, left, right)
    except (ZeroDivisionError, OverflowError, ValueError):
        return nan


def _arguments(program: Program, index: int, numbers: Mapping[int, float]) -> tuple[int, ...]:
    operation, left, right = program.rows[index]
    if operation is Operation.INPUT:
        return ()
    items = (left,) if operation in ONE_ARGUMENT else (left, right)
    return tuple(item for item in items if item not in numbers)


def _order(program: Program, numbers: Mapping[int, float]) -> list[int]:
    """The rows that the outputs need, each after its arguments, close to where they are used."""
    order: list[int] = []
    done: set[int] = set()
    for place in program.places:
        waiting = [] if place in numbers else [place]
        while waiting:
            index = waiting[-1]
            if index in done:
                waiting.pop()
                continue
            missing = [item for item in _arguments(program, index, numbers) if item not in done]
            if missing:
                waiting.extend(reversed(missing))
                continue
            waiting.pop()
            done.add(index)
            order.append(index)
    return order


def _allocated(
    program: Program, numbers: Mapping[int, float], order: list[int], result: Mapping[int, int]
) -> tuple[list[Instruction], int, list[str]]:
    last: dict[int, int] = {}
    for position, index in enumerate(order):
        for item in _arguments(program, index, numbers):
            last[item] = position
    row: dict[int, int] = {}
    free: list[int] = []
    rows = 0
    used: list[str] = []
    instructions: list[Instruction] = []
    for position, index in enumerate(order):
        if free:
            row[index] = free.pop()
        else:
            row[index] = rows
            rows += 1
        if program.rows[index][0] is Operation.INPUT:
            used.append(program.inputs[program.rows[index][1]])
        instructions.append(
            _instruction(program.rows[index], row, index, numbers, len(used) - 1, result.get(index, -1))
        )
        # Only now: a step never writes over what it reads, which lets the compiler compute many draws at once.
        free.extend(row[item] for item in set(_arguments(program, index, numbers)) if last[item] == position)
        if index not in last:
            free.append(row[index])
    return instructions, rows, used


def _instruction(
    item: tuple[Operation, int, int],
    row: Mapping[int, int],
    index: int,
    numbers: Mapping[int, float],
    drawn: int,
    output: int,
) -> Instruction:
    operation, left, right = item
    if operation is Operation.INPUT:
        return Instruction(Step.DRAW, row[index], drawn, 0, 0.0, output)
    if operation in ONE_ARGUMENT:
        return Instruction(_ALONE[operation], row[index], row[left], 0, 0.0, output)
    if right in numbers:
        if operation is Operation.SUBTRACT:
            return Instruction(Step.ADD_NUMBER, row[index], row[left], 0, -numbers[right], output)
        return Instruction(_NUMBER_RIGHT[operation], row[index], row[left], 0, numbers[right], output)
    if left in numbers:
        return Instruction(_NUMBER_LEFT[operation], row[index], row[right], 0, numbers[left], output)
    return Instruction(_PAIRS[operation], row[index], row[left], row[right], 0.0, output)
