"""Programs and their tapes against a slow twin; the elementary functions against SciPy."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special
from tests.engine.business_case.slow_program import NAMES, programs, result, uniform, value_at, variable

from vierkant.business_case.elementary import (
    exponential,
    exponential_less_one,
    logarithm,
    normal_probability,
    normal_quantile,
)
from vierkant.business_case.expressions import Graph, program
from vierkant.business_case.machine import machine_of, results
from vierkant.business_case.sampling import key_of, uniforms
from vierkant.business_case.tape import tape_of

INPUTS = (
    variable("a", "normal", 1.0, -0.5, 2.0),
    variable("b", "lognormal", 3.0, 2.0, 5.0),
    variable("c", "uniform", 0.5, -1.0, 1.0),
    variable("d", value=1.25),
)


@settings(max_examples=60, deadline=None)
@given(programs())
def test_tape_and_evaluation_give_what_the_slow_twin_gives(calculation):
    count, seed = 5, 11
    machine = machine_of(calculation, INPUTS, (), seed)
    tape = results(machine, 100, count)
    drawn = {}
    for item in INPUTS:
        key = key_of(seed, item.name)
        drawn[item.name] = [
            value_at(item, uniform(key.first, key.second, 100 + draw)) for draw in range(count)
        ]
    whole = calculation.evaluate({name: np.array(values) for name, values in drawn.items()}, count)
    for draw in range(count):
        wanted = result(calculation, {name: values[draw] for name, values in drawn.items()})
        for name, value in wanted.items():
            scale = pytest.approx(value, rel=1e-9, abs=1e-9)
            assert whole[name][draw] == scale
            place = machine.tape.outputs.get(name)
            found = machine.tape.certain[name] if place is None else float(tape[place, draw])
            assert found == scale


@settings(max_examples=40, deadline=None)
@given(programs(), st.sets(st.sampled_from(NAMES)))
def test_a_step_never_writes_over_what_it_reads_and_rows_are_few(calculation, certain):
    tape = tape_of(calculation, dict.fromkeys(certain, 0.75))
    assert not set(tape.inputs) & certain
    for step in tape.instructions:
        assert step.target != step.left or step.step == 0
        assert step.target < tape.rows
    assert tape.rows <= len(tape.instructions)
    assert set(tape.outputs) | set(tape.certain) == set(calculation.outputs)


def test_part_of_a_program_gives_the_same_and_needs_less():
    graph = Graph()
    a, b = graph.input("a"), graph.input("b")
    whole = program(graph, {"sum": a + b, "double": a * 2.0})
    part = whole.only(["double"])
    assert (part.inputs, part.outputs) == (("a",), ("double",))
    assert part.evaluate({"a": np.array([1.0, 3.0])}, 2)["double"].tolist() == [2.0, 6.0]
    with pytest.raises(KeyError):
        whole.only(["nothing"])


@pytest.mark.parametrize(
    ("ours", "theirs", "low", "high", "tolerance"),
    [
        (exponential, np.exp, -700.0, 700.0, 5e-16),
        (exponential_less_one, np.expm1, -2.0, 2.0, 1e-15),
        (exponential_less_one, np.expm1, -1e-6, 1e-6, 1e-15),
        (logarithm, np.log, 0.5, 2.0, 1e-15),
        (logarithm, np.log, 1e-300, 1e300, 1e-15),
        (normal_quantile, special.ndtri, 2.0**-53, 1 - 2.0**-53, 1e-14),
        (normal_quantile, special.ndtri, 2.0**-53, 1e-9, 1e-14),
        (normal_probability, special.ndtr, -8.0, 8.0, 2e-14),
    ],
)
def test_elementary_functions_are_those_of_scipy(ours, theirs, low, high, tolerance):
    x = np.random.default_rng(3).uniform(low, high, 20_000)
    wanted = np.clip(theirs(x), 2.0**-53, None) if ours is normal_probability else theirs(x)
    assert np.max(np.abs(ours(x) - wanted) / np.abs(wanted)) < tolerance


def test_edges_of_the_elementary_functions():
    assert exponential(np.array([-800.0, 800.0, 0.0, -math.inf])).tolist() == [0.0, math.inf, 1.0, 0.0]
    assert exponential_less_one(np.array([0.0, -800.0, 800.0])).tolist() == [0.0, -1.0, math.inf]
    assert logarithm(np.array([0.0, 1.0, math.inf])).tolist() == [-math.inf, 0.0, math.inf]
    assert math.isnan(logarithm(np.array([-1.0]))[0])
    assert logarithm(np.array([5e-324]))[0] == pytest.approx(math.log(5e-324), rel=1e-15)
    assert np.isnan(exponential(np.array([math.nan])))[0]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**64 - 1), st.text(max_size=12), st.integers(0, 10**9))
def test_random_numbers_are_those_of_whole_numbers_in_python(seed, name, start):
    key = key_of(seed, name)
    found = uniforms(seed, name, start, 3)
    wanted = [uniform(key.first, key.second, start + place) for place in range(3)]
    assert found.tolist() == pytest.approx(wanted, abs=2.0**-53)
    assert found.min() > 0
    assert found.max() < 1


def test_random_numbers_are_uniform_and_streams_independent():
    first, second = uniforms(1, "a", 0, 200_000), uniforms(1, "b", 0, 200_000)
    # Chi-squared of 256 equal bins: 255 expected, standard deviation 22.6.
    assert np.abs(((np.bincount((first * 256).astype(int)) - 781.25) ** 2 / 781.25).sum() - 255) < 113
    # Standard error of a correlation over 200,000 draws: 0.0022. Also with the neighbour in the stream.
    assert abs(np.corrcoef(first, second)[0, 1]) < 0.011
    assert abs(np.corrcoef(first[1:], first[:-1])[0, 1]) < 0.011
