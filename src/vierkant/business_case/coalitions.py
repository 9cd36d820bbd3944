"""What every group of partners would pay per year on its own, once everything has grown in.

The steady state of the business case for a group: present cost, less what its members save together at full effect,
plus what steering costs them, plus wages and VAT. Nothing that is paid once, and no overhead that fades out. One
partner alone pays its present cost. Method: `docs/methods/cost_sharing.md`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vierkant.business_case.coalition_terms import Terms, part_cost, terms_of
from vierkant.business_case.correlations import groups
from vierkant.business_case.distributions import Floats, Values
from vierkant.business_case.expressions import Graph, program
from vierkant.business_case.inputs import CaseInput
from vierkant.business_case.machine import machine_of, results
from vierkant.business_case.missing import anything_to_count
from vierkant.business_case.model import Model, build

BLOCK_BITS = 14
"""Groups are counted in blocks of ``2**14``: their sums stay in the fast memory of a processor."""
MOST_PARTNERS = 28
"""Of more partners the table of all groups does not fit in the memory of an ordinary machine."""
MOST_DRAWN = 10
"""Of more partners the draws of all groups take too much memory."""

Progress = Callable[[float], None]
CostOf = Callable[[NDArray[np.bool_]], Floats]
"""From groups, boolean of shape (k, n), to their costs of shape (k,)."""


def coalition_costs(case: CaseInput, *, progress: Progress | None = None) -> Floats:
    """The cost of every group of the partners of a case, with every input at its central value.

    Args:
        case: the composed input, with at most `MOST_PARTNERS` partners.
        progress: is told the share that is done; what it raises ends the calculation.

    Returns:
        Euro per year, shape (2**n,), by bitmask: bit i is partner i of the case. Nobody costs 0.

    Raises:
        ValueError: more than `MOST_PARTNERS` partners, or nothing to count.
    """
    model = _model(case)
    partners = len(model.partners)
    if partners > MOST_PARTNERS:
        raise ValueError(f"at most {MOST_PARTNERS} partners, not {partners}")
    terms = terms_of(model, model.value, 1)
    costs: Floats = np.empty(1 << partners)
    low = min(partners, BLOCK_BITS)
    amounts, counts = _all_sums(terms.amounts[..., :low]), _all_sums(terms.counts[:, :low])
    high_amounts, high_counts = _all_sums(terms.amounts[:, 0, low:]), _all_sums(terms.counts[:, low:])
    size = 1 << low
    for block in range(1 << (partners - low)):
        sums = amounts + high_amounts[:, block, None, None]
        costs[block * size : (block + 1) * size] = terms.cost(sums, counts + high_counts[:, block, None])[0]
        if progress is not None and block % 16 == 15:
            progress((block + 1) * size / len(costs))
    costs[0] = 0.0
    return costs


def coalition_cost_of(case: CaseInput) -> CostOf:
    """The same for groups that are asked for, when there are too many partners to list every group.

    Returns:
        A function from groups, boolean of shape (k, n), to their costs per year, shape (k,).

    Raises:
        ValueError: nothing to count.
    """
    model = _model(case)
    terms = terms_of(model, model.value, 1)

    def cost_of(asked: NDArray[np.bool_]) -> Floats:
        found: Floats = _of_groups(terms, asked)[0]
        return found

    return cost_of


def drawn_costs(case: CaseInput, *, seed: int, draws: int) -> Floats:
    """The cost of every group in every draw of the inputs, the same draws as those of the business case.

    Args:
        case: the composed input, with at most `MOST_DRAWN` partners.
        seed: from 0 up to 2**64.
        draws: number of draws, from 1.

    Returns:
        Euro per year, shape (draws, 2**n).

    Raises:
        ValueError: too many partners, nothing to count, or a seed or number of draws out of range.
    """
    partners = len(case.partners)
    if partners > MOST_DRAWN:
        raise ValueError(f"at most {MOST_DRAWN} partners, not {partners}")
    terms = _drawn_terms(case, seed, draws)
    found = terms.cost(_all_sums(terms.amounts), _all_sums(terms.counts))
    found[:, 0] = 0.0
    return found


def drawn_total(case: CaseInput, *, seed: int, draws: int) -> Floats:
    """The cost of all partners together in every draw, for any number of partners. Shape (draws,).

    Raises:
        ValueError: nothing to count, or a seed or number of draws out of range.
    """
    terms = _drawn_terms(case, seed, draws)
    found: Floats = _of_groups(terms, np.ones((1, len(case.partners)), dtype=np.bool_))[:, 0]
    return found


def _model(case: CaseInput) -> Model:
    if not anything_to_count(case):
        raise ValueError("no partner gives the cost of a task")
    return build(case)


def _drawn_terms(case: CaseInput, seed: int, draws: int) -> Terms:
    if draws < 1:
        raise ValueError("at least one draw")
    model = _model(case)
    rows = _drawn_inputs(model, seed, draws)

    def value(name: str) -> Values:
        return rows[name] if name in rows else model.value(name)

    return terms_of(model, value, draws)


def _drawn_inputs(model: Model, seed: int, draws: int) -> dict[str, Floats]:
    """The uncertain inputs of the case, shape (draws,) each."""
    graph = Graph()
    wanted = {variable.name: graph.input(variable.name) for variable in model.uncertain}
    if not wanted:
        return {}
    machine = machine_of(
        program(graph, wanted), model.every, groups(model.every, model.case.correlations), seed
    )
    rows = results(machine, 0, draws)
    return {name: rows[place] for name, place in machine.tape.outputs.items()}


def _of_groups(terms: Terms, asked: NDArray[np.bool_]) -> Floats:
    """Shape (draws, k). Added up partner by partner, so that every machine rounds in the same way."""
    held = np.asarray(asked, dtype=np.float64)
    sums = np.zeros((*terms.amounts.shape[:2], len(held)))
    counts = np.zeros((len(terms.counts), len(held)))
    for partner in range(held.shape[1]):
        sums += terms.amounts[:, :, partner, None] * held[:, partner]
        counts += terms.counts[:, partner, None] * held[:, partner]
    return terms.cost(sums, counts)


def _all_sums(amounts: NDArray[Any]) -> NDArray[Any]:
    """Sums over the members of every group, along the last axis: (..., n) to (..., 2**n)."""
    partners = amounts.shape[-1]
    found = np.zeros((*amounts.shape[:-1], 1 << partners))
    for partner in range(partners):
        half = 1 << partner
        found[..., half : 2 * half] = found[..., :half] + amounts[..., partner, None]
    return found


def task_costs(case: CaseInput) -> dict[str, Floats]:
    """The present cost of every task by partner, at central values: euro per year, shape (n,) each, by id of the task.

    Raises:
        ValueError: nothing to count.
    """
    model = _model(case)
    found = {}
    for task in model.tasks:
        costs = np.zeros(len(model.partners))
        for part in task.parts:
            if part.has_cost:
                costs[part.partner] += part_cost(part, model.value)
        found[task.task.id] = costs
    return found
