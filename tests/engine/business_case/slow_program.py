"""An obvious slow twin of the simulation: one draw at a time, in plain Python, with the functions of `math`."""

from __future__ import annotations

import math
from collections.abc import Mapping
from statistics import NormalDist

from hypothesis import strategies as st

from vierkant.business_case.distributions import Variable
from vierkant.business_case.expressions import Graph, Node, Operation, Program, program
from vierkant.quantities import Certainty, Confidence, Distribution, Message, Unit

Z90 = NormalDist().inv_cdf(0.9)
MASK = 2**64 - 1


def variable(
    name: str,
    distribution: str = "normal",
    value: float = 0.0,
    low: float | None = None,
    high: float | None = None,
    floor: float | None = None,
) -> Variable:
    """An input with only what the calculation needs."""
    return Variable(
        name=name,
        label=Message("business_case.parameter.ramp.tau"),
        value=value,
        low=low,
        high=high,
        distribution=distribution,
        unit=Unit.NUMBER,
        source=None,
        certainty=Certainty.LOW,
        confidence=Confidence.ASSUMED,
        floor=floor,
    )


def uniform(first: int, second: int, draw: int) -> float:
    """Draw number ``draw`` of the stream with these two keys, in whole numbers of Python."""
    x = ((draw + 1) * 0x9E3779B97F4A7C15 + first) & MASK
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & MASK
    x ^= x >> 31
    x = ((x ^ second) * 0xBF58476D1CE4E5B9) & MASK
    x ^= x >> 32
    return ((x >> 12) + 0.5) / 2**52


def value_at(item: Variable, u: float) -> float:
    """The value of an input at a probability, straight from what the distributions are said to be."""
    if not item.uncertain or item.low is None or item.high is None:
        return item.value
    z = NormalDist().inv_cdf(u)
    match item.distribution:
        case Distribution.UNIFORM:
            width = (item.high - item.low) / 0.8
            found = item.low - 0.1 * width + width * u
        case Distribution.LOGNORMAL:
            end = item.low if z < 0 else item.high
            found = item.value * (end / item.value) ** (abs(z) / Z90)
        case Distribution.NORMAL:
            end = item.low if z < 0 else item.high
            found = item.value + (end - item.value) * abs(z) / Z90
        case _:
            raise ValueError(item.distribution)
    return found if item.floor is None else max(found, item.floor)


def result(calculation: Program, inputs: Mapping[str, float]) -> dict[str, float]:
    """The outputs for one value of every input."""
    found: list[float] = []
    for place, (operation, left, right) in enumerate(calculation.rows):
        match operation:
            case Operation.INPUT:
                found.append(inputs[calculation.inputs[left]])
            case Operation.CONSTANT:
                found.append(calculation.constants[place])
            case Operation.ADD:
                found.append(found[left] + found[right])
            case Operation.SUBTRACT:
                found.append(found[left] - found[right])
            case Operation.MULTIPLY:
                found.append(found[left] * found[right])
            case Operation.DIVIDE:
                found.append(found[left] / found[right])
            case Operation.MAXIMUM:
                found.append(max(found[left], found[right]))
            case Operation.MINIMUM:
                found.append(min(found[left], found[right]))
            case Operation.EXP:
                found.append(math.exp(found[left]))
            case Operation.EXPM1:
                found.append(math.expm1(found[left]))
            case Operation.LOG:
                found.append(math.log(found[left]))
    return dict(zip(calculation.outputs, (found[place] for place in calculation.places), strict=True))


NAMES = ("a", "b", "c", "d")


@st.composite
def programs(draw: st.DrawFn) -> Program:
    """Random programs over four inputs, in which nothing overflows and nothing is divided by about zero."""
    graph = Graph()
    nodes: list[Node] = [graph.input(name) for name in NAMES]
    nodes.append(graph.constant(draw(st.floats(-3, 3))))
    for _ in range(draw(st.integers(1, 25))):
        one, other = draw(st.sampled_from(nodes)), draw(st.sampled_from(nodes))
        number = draw(st.sampled_from([0.0, 1.0, -1.0, 2.5, -0.3]))
        kind = draw(st.sampled_from("+-*/<>elx1nm2"))
        # Between -5 and 5, so that results of results stay small.
        small = one.minimum(5.0).maximum(-5.0)
        made = {
            "+": lambda a=one, b=other: a + b,
            "-": lambda a=one, b=other: a - b,
            "*": lambda a=small, b=other: a * b.minimum(9.0).maximum(-9.0),
            "/": lambda a=small, b=other: a / (b.maximum(0.0) + 1.5),
            "<": lambda a=one, b=other: a.minimum(b),
            ">": lambda a=one, b=other: a.maximum(b),
            "e": lambda a=small: a.exp(),
            "l": lambda a=small: (a.maximum(0.0) + 0.5).log(),
            "x": lambda a=small: a.expm1(),
            "1": lambda a=one, n=number: a * n,
            "n": lambda a=one, n=number: n - a,
            "m": lambda a=small, n=number: n / (a.maximum(0.0) + 0.7),
            "2": lambda a=one, n=number: a.maximum(n) - n,
        }[kind]()
        nodes.append(made)
    chosen = draw(st.lists(st.sampled_from(nodes), min_size=1, max_size=6))
    return program(graph, {f"out.{place}": node for place, node in enumerate(chosen)})
