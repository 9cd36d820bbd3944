"""Inputs that go up and down together: which correlations are possible, and what is said about those that are not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from heapq import nlargest
from math import sqrt

import numpy as np

from vierkant.business_case.distributions import Floats, Variable
from vierkant.business_case.inputs import Correlation
from vierkant.quantities import Certainty, Finding, Level, Message, MessageArgument, Number, Unit

TOLERANCE = 1e-9
"""A matrix of which the smallest eigenvalue lies below minus this is not possible; exactly dependent inputs are."""

LARGE = 24
"""From this many members a group takes the pair to leave out from one direction; trying each pair takes minutes."""
NEAR_AMONG = 200
"""Names that a mistyped one is compared with: those that share most of its parts."""
Pair = tuple[str, str]
Limits = tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Group:
    """Inputs that are correlated, directly or through others, in the order of their names.

    ``factor`` is lower triangular, shape (members, members): independent normal scores times this are correlated.
    """

    names: tuple[str, ...]
    factor: Floats


@dataclass(frozen=True, slots=True)
class _Checked:
    pairs: dict[Pair, float]
    findings: list[Finding]


def check_correlations(
    variables: Sequence[Variable], correlations: Sequence[Correlation]
) -> tuple[Finding, ...]:
    """What cannot be used of the correlations: per fault the pair, why, and what would be possible. Empty when all can.

    A calculation leaves out exactly these pairs and uses the others.
    """
    checked = _possible(variables, correlations)
    return tuple(checked.findings)


def groups(variables: Sequence[Variable], correlations: Sequence[Correlation]) -> tuple[Group, ...]:
    """The groups of correlated inputs, without the correlations that `check_correlations` names."""
    pairs = _possible(variables, correlations).pairs
    return tuple(_group(names, _of_group(names, pairs)) for names in _connected(pairs))


# One assessment asks for the same groups five times, and a large one takes a second: the answers are kept for a while.
@lru_cache(maxsize=8)
def _group(names: tuple[str, ...], pairs: tuple[tuple[Pair, float], ...]) -> Group:
    factor = cholesky(_matrix(names, dict(pairs)))
    factor.flags.writeable = False
    return Group(names, factor)


@lru_cache(maxsize=8)
def _left_out(
    names: tuple[str, ...], pairs: tuple[tuple[Pair, float], ...]
) -> tuple[tuple[Pair, Limits], ...]:
    """The pairs that cannot be, one by one, until what is left can."""
    left = dict(pairs)
    found = []
    while np.linalg.eigvalsh(matrix := _matrix(names, left))[0] < -TOLERANCE:
        found.append(_culprit(names, matrix))
        del left[found[-1][0]]
    return tuple(found)


def _of_group(names: tuple[str, ...], pairs: Mapping[Pair, float]) -> tuple[tuple[Pair, float], ...]:
    members = set(names)
    return tuple((pair, value) for pair, value in sorted(pairs.items()) if pair[0] in members)


def _possible(variables: Sequence[Variable], correlations: Sequence[Correlation]) -> _Checked:
    checked = _known(variables, correlations)
    labels = {variable.name: variable.label for variable in variables}
    for names in _connected(checked.pairs):
        for pair, limits in _left_out(names, _of_group(names, checked.pairs)):
            checked.findings.append(_impossible(pair, checked.pairs.pop(pair), limits, labels))
    return checked


def _known(variables: Sequence[Variable], correlations: Sequence[Correlation]) -> _Checked:
    by_name = {variable.name: variable for variable in variables}
    given: dict[Pair, list[float]] = {}
    findings: list[Finding] = []
    for item in correlations:
        unknown = [name for name in (item.first, item.second) if name not in by_name]
        if unknown:
            findings.extend(_unknown(name, item, list(by_name)) for name in unknown)
        elif item.first == item.second:
            findings.append(_finding("self", _words(by_name, item.first, item.second)))
        elif certain := [name for name in (item.first, item.second) if not by_name[name].uncertain]:
            findings.extend(
                _finding("certain", _words(by_name, item.first, item.second) | {"input": by_name[name].label})
                for name in certain
            )
        else:
            given.setdefault(_pair(item.first, item.second), []).append(item.value)
    pairs: dict[Pair, float] = {}
    for pair, values in sorted(given.items()):
        if max(values) > min(values):
            numbers = {"low": _number(min(values)), "high": _number(max(values))}
            findings.append(_finding("twice", _words(by_name, *pair) | numbers))
        elif values[0] != 0:
            pairs[pair] = values[0]
    return _Checked(pairs, findings)


def _pair(first: str, second: str) -> Pair:
    return (first, second) if first < second else (second, first)


def _connected(pairs: Mapping[Pair, float]) -> list[tuple[str, ...]]:
    """The names of every group, sorted."""
    found: list[set[str]] = []
    for pair in sorted(pairs):
        touched = [group for group in found if group & set(pair)]
        found = [group for group in found if group not in touched]
        found.append(set(pair).union(*touched))
    return sorted(tuple(sorted(group)) for group in found)


def _matrix(names: Sequence[str], pairs: Mapping[Pair, float]) -> Floats:
    place = {name: number for number, name in enumerate(names)}
    matrix = np.eye(len(names))
    for (first, second), value in pairs.items():
        if first in place:
            matrix[place[first], place[second]] = matrix[place[second], place[first]] = value
    return matrix


def cholesky(matrix: Floats) -> Floats:
    """The lower triangular root of a correlation matrix, also when inputs depend on each other exactly.

    Plain loops: the same bits on every machine, and a group is small.
    """
    size = len(matrix)
    root = np.zeros((size, size))
    for column in range(size):
        pivot = float(matrix[column, column])
        for k in range(column):
            pivot -= float(root[column, k]) ** 2
        if pivot <= TOLERANCE:
            continue
        root[column, column] = sqrt(pivot)
        for row in range(column + 1, size):
            rest = float(matrix[row, column])
            for k in range(column):
                rest -= float(root[row, k]) * float(root[column, k])
            root[row, column] = rest / root[column, column]
    return root


def limits_of(matrix: Floats, first: int, second: int) -> Limits:
    """Between which values a correlation may lie when all others stay; None when those already exclude each other.

    With C the correlations among the others, a and b those of both inputs with the others: aᵀC⁻¹b ± √((1 − aᵀC⁻¹a)
    (1 − bᵀC⁻¹b)).
    """
    others = [place for place in range(len(matrix)) if place not in (first, second)]
    if not others:
        return -1.0, 1.0
    among = matrix[np.ix_(others, others)]
    if np.linalg.eigvalsh(among)[0] < -TOLERANCE:
        return None
    inverse = np.linalg.pinv(among, hermitian=True)
    a, b = matrix[first, others], matrix[second, others]
    free_a, free_b = 1 - float(a @ inverse @ a), 1 - float(b @ inverse @ b)
    if free_a < -TOLERANCE or free_b < -TOLERANCE:
        return None
    middle, reach = float(a @ inverse @ b), sqrt(max(free_a, 0.0) * max(free_b, 0.0))
    return max(middle - reach, -1.0), min(middle + reach, 1.0)


def _culprit(names: Sequence[str], matrix: Floats) -> tuple[Pair, Limits]:
    """The pair to leave out: the one that needs the smallest change, or else the one that adds most to the conflict.

    In a large group always the latter.
    """
    best: tuple[float, tuple[int, int], tuple[float, float]] | None = None
    size = len(names)
    given = [
        (row, column) for row in range(size) for column in range(row + 1, size) if matrix[row, column] != 0
    ]
    for row, column in given if size < LARGE else ():
        limits = limits_of(matrix, row, column)
        if limits is None:
            continue
        value = float(matrix[row, column])
        change = max(limits[0] - value, value - limits[1])
        if best is None or change < best[0] - TOLERANCE:
            best = (change, (row, column), limits)
    if best is not None:
        _, (row, column), limits = best
        return (names[row], names[column]), limits
    direction = np.linalg.eigh(matrix)[1][:, 0]
    row, column = min(given, key=lambda at: float(matrix[at] * direction[at[0]] * direction[at[1]]))
    return (names[row], names[column]), limits_of(matrix, row, column) if size >= LARGE else None


def _impossible(
    pair: Pair,
    value: float,
    limits: Limits,
    labels: Mapping[str, Message],
) -> Finding:
    words: dict[str, MessageArgument] = {
        "first": labels[pair[0]],
        "second": labels[pair[1]],
        "value": _number(value),
    }
    if limits is None:
        return _finding("conflict", words)
    return _finding("impossible", words | {"low": _number(limits[0]), "high": _number(limits[1])})


def _unknown(name: str, item: Correlation, names: list[str]) -> Finding:
    parts = set(name.split("."))
    alike = nlargest(NEAR_AMONG, names, key=lambda other: len(parts.intersection(other.split("."))))
    near = get_close_matches(name, alike, n=3, cutoff=0.5)
    words: dict[str, MessageArgument] = {"name": name, "first": item.first, "second": item.second}
    if not near:
        return _finding("unknown", words)
    return _finding("unknown_near", words | {"near": ", ".join(near)})


def _words(by_name: Mapping[str, Variable], first: str, second: str) -> dict[str, MessageArgument]:
    return {"first": by_name[first].label, "second": by_name[second].label}


def _number(value: float) -> Number:
    return Number(value + 0.0, Unit.NUMBER, 2)


def _finding(kind: str, words: Mapping[str, MessageArgument]) -> Finding:
    return Finding(
        id=f"simulation.correlation.{kind}",
        level=Level.AMBER,
        text=Message(f"simulation.correlation.{kind}.text", words),
        action=Message(f"simulation.correlation.{kind}.action", words),
        certainty=Certainty.HIGH,
    )
