"""Correlated inputs: what is given comes out, marginals stay, and what cannot be is named with what could be."""

from __future__ import annotations

from itertools import pairwise, permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from tests.engine.business_case.slow_program import variable

from vierkant.business_case.correlations import check_correlations, cholesky, groups, limits_of
from vierkant.business_case.draws import simulate
from vierkant.business_case.expressions import Graph, program
from vierkant.business_case.inputs import Correlation
from vierkant.terms import render

INPUTS = (
    variable("a", "normal", 1.0, -0.5, 2.0),
    variable("b", "lognormal", 3.0, 2.0, 5.0),
    variable("c", "triangular", 0.5, -1.0, 1.0),
    variable("d", "uniform", 0.0, -1.0, 1.0),
    variable("e", "normal", 0.0, -1.0, 1.0),
    variable("fixed", value=2.0),
)


def pair(first, second, value):
    return Correlation(first=first, second=second, value=value)


def drawn(correlations, count=40_000):
    graph = Graph()
    calculation = program(graph, {name: graph.input(name) for name in "abcde"})
    found = simulate(calculation, INPUTS, correlations, draws=count)
    return {name: found.row(name) for name in "abcde"}


TIED = [pair("a", "b", 0.8), pair("b", "c", -0.5), pair("d", "c", 0.3)]


def test_correlations_come_out_and_every_distribution_stays():
    alone, together = drawn([]), drawn(TIED)
    for item in TIED:
        spearman = stats.spearmanr(together[item.first], together[item.second]).statistic
        # Of normal scores with correlation r: 6/pi·arcsin(r/2) (Pearson 1907). Standard error 0.005.
        assert spearman == pytest.approx(6 / np.pi * np.arcsin(item.value / 2), abs=0.025)
    for name in "abcd":
        assert stats.ks_2samp(alone[name], together[name]).pvalue > 1e-4
    # The first of a group by name, and who is in no group, keep exactly their draws.
    assert (alone["a"] == together["a"]).all()
    assert (alone["e"] == together["e"]).all()
    assert not (alone["c"] == together["c"]).all()


def test_order_does_not_matter():
    first = drawn(TIED, 500)
    for order in permutations(TIED):
        turned = [pair(item.second, item.first, item.value) for item in order]
        again = drawn(turned, 500)
        assert all((first[name] == again[name]).all() for name in first)


def test_full_correlation_is_possible():
    found = drawn([pair("a", "e", 1.0), pair("e", "d", -1.0), pair("a", "d", -1.0)], 2000)
    assert stats.spearmanr(found["a"], found["e"]).statistic == pytest.approx(1.0)
    assert stats.spearmanr(found["a"], found["d"]).statistic == pytest.approx(-1.0)


def random_matrix(numbers, size):
    matrix = np.eye(size)
    matrix[np.triu_indices(size, 1)] = numbers[: size * (size - 1) // 2]
    return np.triu(matrix) + np.triu(matrix, 1).T


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 5), st.lists(st.floats(-1, 1), min_size=10, max_size=10))
def test_cholesky_and_limits_against_eigenvalues(size, numbers):
    matrix = random_matrix(numbers, size)
    if np.linalg.eigvalsh(matrix)[0] > 1e-6:
        root = cholesky(matrix)
        assert root @ root.T == pytest.approx(matrix, abs=1e-9)
    limits = limits_of(matrix, 0, 1)
    if limits is None:
        assert np.linalg.eigvalsh(matrix)[0] < 0
        return
    for value in np.linspace(-1, 1, 21):
        changed = matrix.copy()
        changed[0, 1] = changed[1, 0] = value
        smallest = np.linalg.eigvalsh(changed)[0]
        if smallest < -1e-6:
            assert not limits[0] <= value <= limits[1]
        elif smallest > 1e-6:
            assert limits[0] <= value <= limits[1]


def test_the_pair_that_cannot_be_is_named_with_what_could_be():
    # With b-c 0.9 and a-c -0.2, a-b lies between -0.18 ± √(0.19·0.96): at most 0.25. That is the smallest change:
    # 0.65, where a-c would have to go from -0.2 up to 0.62.
    impossible = [pair("a", "b", 0.9), pair("b", "c", 0.9), pair("a", "c", -0.2)]
    (finding,) = check_correlations(INPUTS, impossible)
    assert finding.id == "simulation.correlation.impossible"
    text = render(finding.text, "en") + render(finding.action, "en")
    assert "0.90" in text
    assert "from -0.61 to 0.25" in text.replace("−", "-")
    # The calculation goes on with the others.
    (group,) = groups(INPUTS, impossible)
    assert np.linalg.eigvalsh(group.factor @ group.factor.T)[0] > -1e-9
    assert len(group.names) == 3


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abcde"), st.sampled_from("abcde"), st.floats(-1, 1)), max_size=12))
def test_whatever_is_given_something_possible_is_left(items):
    given_pairs = [pair(*item) for item in items]
    findings = check_correlations(INPUTS, given_pairs)
    for group in groups(INPUTS, given_pairs):
        matrix = group.factor @ group.factor.T
        assert np.diag(matrix) == pytest.approx(np.ones(len(matrix)), abs=1e-6)
        for item in given_pairs:
            inside = item.first in group.names and item.second in group.names
            if not findings and inside:
                place = group.names.index(item.first), group.names.index(item.second)
                assert matrix[place] == pytest.approx(item.value, abs=1e-6)
    for finding in findings:
        assert render(finding.text, "nl")
        assert render(finding.action, "nl")


@pytest.mark.parametrize(
    ("items", "kind", "word"),
    [
        ([("a", "fixd", 0.5)], "unknown_near", "fixed"),
        ([("a", "something else", 0.5)], "unknown", "something else"),
        ([("a", "a", 0.5)], "self", "leaves it out"),
        ([("a", "fixed", 0.5)], "certain", "no range"),
        ([("a", "b", 0.5), ("b", "a", 0.4)], "twice", "0.4"),
    ],
)
def test_other_faults_are_said_too(items, kind, word):
    (finding,) = check_correlations(INPUTS, [pair(*item) for item in items])
    assert finding.id == f"simulation.correlation.{kind}"
    assert word in render(finding.text, "en") + render(finding.action, "en")
    assert groups(INPUTS, [pair(*item) for item in items]) == ()


def test_the_same_number_twice_is_no_fault():
    assert check_correlations(INPUTS, [pair("a", "b", 0.5), pair("b", "a", 0.5)]) == ()


def test_a_long_chain_is_mended_and_answered_at_once():
    # Tied one to the next and to nothing else: three in a row cannot be. Trying every pair took minutes here.
    names = [f"task.t.p{place}.own_fte" for place in range(120)]
    inputs = [variable(name, "normal", 0.0, -1.0, 1.0) for name in names]
    chain = [
        pair(first, second, 1.0 if place % 2 else -1.0)
        for place, (first, second) in enumerate(pairwise(names))
    ]
    left_out = check_correlations(inputs, chain)
    assert 0 < len(left_out) < len(chain)
    tied = groups(inputs, chain)
    assert sum(len(group.names) - 1 for group in tied) == len(chain) - len(left_out)
    for group in tied:
        assert np.linalg.eigvalsh(group.factor @ group.factor.T)[0] > -1e-9
