"""From released tables to what an attacker knows: figures about one yes-or-no question, over people.

The attacker knows who is in which cell and, pessimistically, exactly who took part; of the answers only the figures.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from benchmarks.attacks.bridge import EARLY, Shown, cell_masks, unknowns_of
from benchmarks.attacks.guesses import Guess, Published, bounded_least_squares, judged
from numpy.typing import NDArray


def figures(shown: Sequence[Shown], linking: str = "wave") -> tuple[Published, NDArray[np.bool_]]:
    """All figures about who is still in the first two phases, and the truth per unknown.

    With ``linking`` person an answer is taken to be the same in all waves; the truth is then the last one given.
    """
    names = list(dict.fromkeys(name for one in shown for name in unknowns_of(one.moment, linking)))
    place = {name: number for number, name in enumerate(names)}
    truth = np.zeros(len(names), np.bool_)
    rows, points = [], []
    for one in shown:
        here = np.array([place[name] for name in unknowns_of(one.moment, linking)], np.int64)
        truth[here] = one.moment.early[one.moment.took_part]
        for key, mask in zip(one.cells, cell_masks(one.moment, one.plan, one.cells), strict=True):
            item = one.released.disclosed[key].value["items"].get(EARLY)
            if item is None:
                continue
            row = np.zeros(len(names))
            row[here[mask]] = 1.0
            rows.append(row)
            points.append(item["counts"]["favourable"] / item["out_of"] * mask.sum())
    count = np.array(points)
    matrix = np.array(rows).reshape(len(points), len(names))
    size = matrix.sum(axis=1)
    return Published(matrix, count, np.ones_like(size), size - 1), truth


def guessed(shown: Sequence[Shown], linking: str = "wave") -> Guess:
    """How well the bounded least squares attacker does on these releases."""
    seen, truth = figures(shown, linking)
    if not len(seen.rows):
        return Guess(0.5, 0.0, 1.0)
    return judged(bounded_least_squares(seen), truth)
