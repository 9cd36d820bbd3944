"""All draws of a program: exact quantiles, no difference by order, size or company, and clear errors."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from tests.engine.business_case.slow_program import programs, variable

from vierkant.business_case.distributions import (
    FAULTS,
    fault_of,
    from_figure,
    from_parameter,
    possible,
    quantile,
)
from vierkant.business_case.draws import Draws, simulate
from vierkant.business_case.expressions import Graph, Program, program
from vierkant.business_case.inputs import Correlation
from vierkant.business_case.quantiles import band, rank
from vierkant.business_case.tally import block_sums
from vierkant.quantities import Distribution, Figure, Level, Message, Unit
from vierkant.sources import overridden
from vierkant.terms import exists, render

INPUTS = (
    variable("a", "normal", 1.0, -0.5, 2.0),
    variable("b", "lognormal", 3.0, 2.0, 5.0),
    variable("c", "triangular", 0.5, -1.0, 1.0),
    variable("d", value=1.25),
)


def a_program() -> Program:
    graph = Graph()
    a, b, c, d = (graph.input(name) for name in "abcd")
    return program(
        graph,
        {
            "sum": a + b * c - d,
            "drawn": a,
            "atom": (a - 1.0).maximum(0.0),
            "two atoms": (a * 1e6).maximum(0.0).minimum(1.0),
            "heavy": (b * 4.0).exp(),
            "certain": d * 2.0,
            "log": b.log() - (a * c).expm1(),
        },
    )


def check_summaries(draws: Draws) -> None:
    for name in draws.names:
        row = draws.row(name)
        ordered = np.sort(row)
        found = draws.band(name)
        wanted = [float(ordered[rank(share, len(row))]) for share in (0.1, 0.5, 0.9)]
        assert [found.low, found.median, found.high] == wanted, name
        assert found.mean == pytest.approx(float(row.mean()), rel=1e-12)
        assert draws.below_zero(name) == np.count_nonzero(row < 0) / len(row)


@pytest.mark.parametrize("count", [10, 255, 8192, 8193, 30_011])
def test_bands_are_order_statistics_of_all_draws(count):
    """Also for results with one or two values that most draws share, and with few draws."""
    check_summaries(simulate(a_program(), INPUTS, seed=4, draws=count))


@settings(max_examples=15, deadline=None)
@given(programs())
def test_bands_of_random_programs(calculation):
    check_summaries(simulate(calculation, INPUTS, seed=1, draws=9000))


def test_rows_that_were_not_kept_are_made_again(monkeypatch):
    kept = simulate(a_program(), INPUTS, draws=9000)
    monkeypatch.setattr("vierkant.business_case.draws.KEPT_NUMBERS", 0)
    again = simulate(a_program(), INPUTS, draws=9000)
    assert again.bands() == kept.bands()
    for name in kept.names:
        assert (again.row(name) == kept.row(name)).all()
    assert (again.row("sum", 100) == kept.row("sum")[:100]).all()
    assert (again.inputs(["b"], 50)["b"] == quantile_of("b", 50)).all()


def quantile_of(name: str, count: int) -> np.ndarray:
    from vierkant.business_case.sampling import uniforms

    item = next(item for item in INPUTS if item.name == name)
    return np.asarray(quantile(item, uniforms(0, name, 0, count)))


def test_company_changes_no_draw():
    """Another input, result or order: what stays has the same draws, so that variants differ by what differs."""
    graph = Graph()
    a, b, z = graph.input("a"), graph.input("b"), graph.input("z")
    more = program(graph, {"other": z * b, "sum": a + b})
    less = program(graph, {"sum": a + b})
    extra = variable("z", "uniform", 0.0, -1.0, 1.0)
    tied = [Correlation(first="b", second="z", value=0.7)]
    first = simulate(less, INPUTS, draws=9000)
    second = simulate(more, (extra, *INPUTS[::-1]), draws=9000)
    third = simulate(more, (extra, *INPUTS), tied, draws=9000)
    assert first.band("sum") == second.band("sum") == third.band("sum")
    assert third.band("other") != second.band("other")


def test_longer_runs_begin_with_the_same_draws():
    short, long = (simulate(a_program(), INPUTS, draws=count).row("sum") for count in (1000, 20_000))
    assert (long[:1000] == short).all()


def test_sums_do_not_depend_on_how_draws_are_cut():
    rows = np.random.default_rng(1).normal(size=(3, 5000))
    cut = np.concatenate([block_sums(rows[:, :1024]), block_sums(rows[:, 1024:])], axis=1)
    assert (cut == block_sums(rows)).all()
    assert block_sums(rows).sum(axis=1) == pytest.approx(rows.sum(axis=1), rel=1e-12)


def test_progress_rises_and_can_stop():
    seen: list[float] = []
    simulate(a_program(), INPUTS, draws=20_000, progress=seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == 1.0
    assert len(seen) >= 3

    def stop(share: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        simulate(a_program(), INPUTS, draws=20_000, progress=stop)


def test_what_cannot_be_is_refused_by_name():
    graph = Graph()
    calculation = program(graph, {"log": (graph.input("a") * 1.0).log()})
    with pytest.raises(ValueError, match="log"):
        simulate(calculation, INPUTS, draws=100)
    with pytest.raises(KeyError, match="'b'"):
        simulate(a_program(), INPUTS[:1], draws=100)
    with pytest.raises(ValueError, match="draws"):
        simulate(a_program(), INPUTS, draws=9)
    with pytest.raises(ValueError, match="seed"):
        simulate(a_program(), INPUTS, seed=2**64)
    broken = (variable("a", "lognormal", 1.0, 0.0, 2.0), *INPUTS[1:])
    with pytest.raises(ValueError, match="a: a lognormal range"):
        simulate(a_program(), broken, draws=100)


@pytest.mark.parametrize(
    ("item", "fault"),
    [
        (variable("x", "lognormal", 1.0, 0.0, 2.0), "not_positive"),
        (variable("x", "triangular", 5.0, 1.0, 2.0), "outside"),
        (variable("x", "normal", 1.0, 3.0, 2.0), "low_above_high"),
        (variable("x", "normal", float("inf"), 1.0, 2.0), "not_finite"),
        (variable("x", "beta", 1.0, 0.0, 2.0), "unknown"),
    ],
)
def test_impossible_distributions_become_certain_with_a_finding(item, fault):
    assert fault_of(item) == fault
    (found,), (finding,) = possible([item])
    assert not found.uncertain
    assert (finding.id, finding.level) == (f"simulation.distribution.{fault}", Level.RED)
    assert finding.action is not None
    for language in ("nl", "en"):
        assert render(finding.text, language)
        assert render(finding.action, language)


def test_every_fault_has_its_words():
    assert all(exists(f"simulation.distribution.{fault}") for fault in FAULTS)


def test_a_figure_chooses_its_distribution():
    """P10 and P90 are met by every distribution; without a name an amount is lognormal, from zero normal."""
    label = Message("business_case.parameter.ramp.tau")
    for name in Distribution:
        figure = Figure(value=4.0, low=2.0, high=5.0, distribution=name)
        made = from_figure("x", label, figure, Unit.NUMBER)
        assert made.distribution == name
        found = np.asarray(quantile(made, np.array([0.1, 0.9])))
        assert found.tolist() == pytest.approx([2.0, 5.0], abs=1e-9)
    assert from_figure("x", label, Figure(value=4, low=2, high=5), Unit.NUMBER).distribution == "lognormal"
    assert from_figure("x", label, Figure(value=4, low=0, high=5), Unit.NUMBER).distribution == "normal"


def test_an_assumption_chooses_its_distribution_too():
    own = Figure(value=3.0, low=2.0, high=5.0, distribution=Distribution.UNIFORM)
    usual = Figure(value=3.0, low=2.0, high=5.0)
    for figure, wanted in ((own, "uniform"), (usual, "lognormal")):
        parameter = overridden("business_case", {"business_case.ramp.tau": figure})["ramp.tau"]
        assert from_parameter(parameter, overridden=True).distribution == wanted


def test_band_of_a_row_is_the_same():
    row = simulate(a_program(), INPUTS, draws=30_000).row("heavy")
    found = band(row)
    assert [found.low, found.median, found.high] == np.sort(row)[[2999, 14_999, 26_999]].tolist()
