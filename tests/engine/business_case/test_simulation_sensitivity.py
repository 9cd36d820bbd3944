"""What would change the decision: bars, turning points, and Sobol indices against functions with known answers."""

from __future__ import annotations

import math

import numpy as np
import pytest
from tests.engine.business_case.slow_program import variable

from vierkant.business_case.draws import simulate
from vierkant.business_case.expressions import Graph, program
from vierkant.business_case.inputs import Correlation
from vierkant.business_case.sensitivity import flips, tornado
from vierkant.business_case.sobol import sobol

BETWEEN_0_AND_1 = (0.5, 0.1, 0.9)


def test_bars_of_a_sum_are_its_ranges():
    graph = Graph()
    a, b, c = (graph.input(name) for name in "abc")
    calculation = program(graph, {"sum": a - b * 2.0 + c * 0.0})
    inputs = [
        variable("a", "normal", 1.0, 0.0, 3.0),
        variable("b", "uniform", 0.5, 0.0, 1.0),
        variable("c", "normal", 0, -1, 1),
    ]
    draws = simulate(calculation, inputs, [Correlation(first="a", second="b", value=0.9)], draws=10_000)
    first, second = tornado(calculation, inputs, output="sum", draws=draws)
    assert first.name == "a"
    assert (first.npv_low_input, first.npv_high_input) == pytest.approx((-1.0, 2.0))
    assert first.changes_sign
    assert (second.name, second.swing) == ("b", pytest.approx(2.0))
    # Alone b pushes the sum down; drawn together with a it goes up with it.
    assert first.rank_correlation > 0.6
    assert second.rank_correlation > 0.2
    alone = tornado(calculation, inputs, output="sum", draws=simulate(calculation, inputs, draws=10_000))
    assert alone[1].rank_correlation < -0.3
    assert tornado(calculation, inputs, output="sum")[0].rank_correlation == 0.0


def test_turning_points_are_the_roots():
    graph = Graph()
    a, b, c, d, e = (graph.input(name) for name in "abcde")
    rate = (e * -3.0).exp()
    calculation = program(graph, {"value": a * b - c + 0.0 * d - rate, "other": d})
    inputs = [
        variable("a", "lognormal", 4.0, 2.0, 6.0),
        variable("b", "triangular", 2.0, 1.0, 3.0),
        variable("c", "normal", 1.0, 0.0, 2.0, floor=0.0),
        variable("d", "normal", 1.0, 0.0, 2.0),
        variable("e", "uniform", 0.5, 0.1, 0.9),
    ]
    middle = {item.variable.name: item.median for item in flips(calculation, inputs, output="value")}
    points = {item.variable.name: item for item in flips(calculation, inputs, output="value")}
    left = middle["c"] + math.exp(-3 * middle["e"])
    assert points["a"].at == pytest.approx(left / middle["b"], rel=1e-9)
    assert points["b"].at == pytest.approx(left / middle["a"], rel=1e-9)
    assert points["c"].at == pytest.approx(middle["a"] * middle["b"] - math.exp(-3 * middle["e"]), rel=1e-9)
    # P1 of a lognormal range from 2 to 4 below its median: 4·(1/2)^(2.326/1.2816) = 1.137.
    assert points["a"].low == pytest.approx(1.137, abs=0.001)
    assert (points["a"].plausible, points["c"].plausible) == (False, False)
    assert "d" not in points
    # a·b - c stays above exp(-3e) as far as e is looked for: never.
    assert points["e"].at is None or not points["e"].plausible


def test_no_uncertain_input_gives_nothing():
    graph = Graph()
    calculation = program(graph, {"value": graph.input("a") * 2.0})
    inputs = [variable("a", value=1.0)]
    assert flips(calculation, inputs, output="value") == ()
    assert tornado(calculation, inputs, output="value") == ()
    assert sobol(calculation, inputs, output="value", seed=0) == ()


def test_sobol_indices_of_the_g_function():
    """Saltelli & Sobol' 1995: V_i = 1/(3(1+a_i)²), total from the product of the others."""
    weights = (0.0, 1.0, 4.5, 9.0, 99.0)
    graph = Graph()
    value = graph.constant(1.0)
    for place, weight in enumerate(weights):
        x = 4.0 * graph.input(f"x{place}") - 2.0
        value = value * ((x.maximum(0.0 - x) + weight) / (1.0 + weight))
    inputs = [variable(f"x{place}", "uniform", *BETWEEN_0_AND_1) for place in range(len(weights))]
    parts = [1 / 3 / (1 + weight) ** 2 for weight in weights]
    whole = math.prod(1 + part for part in parts) - 1
    found = {
        index.names[0]: index
        for index in sobol(program(graph, {"g": value}), inputs, output="g", seed=2, size=4096)
    }
    for place, part in enumerate(parts):
        others = math.prod(1 + other for number, other in enumerate(parts) if number != place)
        index = found[f"x{place}"]
        assert index.first == pytest.approx(part / whole, abs=0.03)
        assert index.total == pytest.approx(part * others / whole, abs=0.03)
        assert index.first_low <= index.first <= index.first_high
        assert index.total_low <= index.total <= index.total_high


def test_sobol_indices_of_ishigami():
    """Ishigami & Homma 1990 with a = 7, b = 0.1: first 0.3139, 0.4424, 0; total 0.5576, 0.4424, 0.2437.

    A program has no sine: sin(x) is its series to x^15, which for |x| ≤ π is right to 1e-5.
    """
    graph = Graph()
    x1, x2, x3 = (graph.input(f"x{place}") * (2 * math.pi) - math.pi for place in (1, 2, 3))

    def sine(x):
        square, term, found = x * x, x, x
        for power in range(3, 17, 2):
            term = term * square * (-1.0 / (power * (power - 1)))
            found = found + term
        return found

    value = sine(x1) + 7.0 * sine(x2) * sine(x2) + 0.1 * x3 * x3 * x3 * x3 * sine(x1)
    inputs = [variable(f"x{place}", "uniform", *BETWEEN_0_AND_1) for place in (1, 2, 3)]
    found = {
        index.names[0]: (index.first, index.total)
        for index in sobol(program(graph, {"y": value}), inputs, output="y", seed=1, size=4096)
    }
    assert found["x1"] == pytest.approx((0.3139, 0.5576), abs=0.04)
    assert found["x2"] == pytest.approx((0.4424, 0.4424), abs=0.04)
    assert found["x3"] == pytest.approx((0.0, 0.2437), abs=0.04)


def test_correlated_inputs_get_one_index_and_the_least_important_are_taken_together():
    graph = Graph()
    names = [f"x{place}" for place in range(8)]
    nodes = {name: graph.input(name) for name in names}
    total = graph.total(nodes[name] * (10.0 if place < 3 else 1.0) for place, name in enumerate(names))
    inputs = [variable(name, "normal", 0.0, -1.0, 1.0) for name in names]
    tied = [Correlation(first="x0", second="x1", value=0.5)]
    found = sobol(program(graph, {"t": total}), inputs, tied, output="t", seed=0, size=2048, separate=3)
    # Variances: x0+x1 100·(1+1+2·0.5) = 300, x2 100, the other five 1 each.
    assert found[0].names == ("x0", "x1")
    assert found[0].first == pytest.approx(300 / 405, abs=0.06)
    assert found[0].total == pytest.approx(300 / 405, abs=0.06)
    assert found[1].names == ("x2",)
    assert found[-1].rest
    assert len(found[-1].names) == 4
    assert np.isfinite([found[-1].first, found[-1].total]).all()
    with pytest.raises(ValueError, match="16"):
        sobol(program(graph, {"t": total}), inputs, output="t", seed=0, size=8)


def test_of_hundreds_of_inputs_the_important_ones_are_found():
    graph = Graph()
    names = [f"x{place}" for place in range(260)]
    nodes = {name: graph.input(name) for name in names}
    total = graph.total(
        nodes[name] * (50.0 if place in (7, 250) else 1.0) for place, name in enumerate(names)
    )
    inputs = [variable(name, "normal", 0.0, -1.0, 1.0) for name in names]
    found = sobol(program(graph, {"t": total}), inputs, output="t", seed=0, size=256, separate=3)
    # Two of 2500 and 258 of 1: each large one explains 2500 / 5258.
    assert {found[0].names, found[1].names} == {("x7",), ("x250",)}
    assert found[0].total == pytest.approx(2500 / 5258, abs=0.15)
    assert sorted(name for item in found for name in item.names) == sorted(names)
    assert len(found[-1].names) == 257
