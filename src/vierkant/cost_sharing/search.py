"""Groups with little room under one division of the cost, found by walking: for more partners than can be counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vierkant.cost_sharing.sharing_input import Game

if TYPE_CHECKING:
    from numpy import ndarray

STARTS = 16
"""Groups drawn by chance from which a walk begins, beside each partner alone and all but one."""
MOST_ORDERLY = 40
"""Walks of each orderly kind: of more partners only some begin one."""
MOST_STEPS = 100
_ALIKE = 1e-12
"""Part of the largest amount below which a step makes no difference."""


def tight_groups(
    game: Game, amounts: ndarray[Any, Any], seed: int
) -> tuple[ndarray[Any, Any], ndarray[Any, Any]]:
    """Groups of which no change of one partner leaves less room, and each partner alone.

    A walk goes from a group to the neighbour (one partner more or less) with least room, until none has less.

    Args:
        game: with a way to ask for costs.
        amounts: what each partner pays, shape (n,).
        seed: of the groups that walks begin from.

    Returns:
        Groups, boolean of shape (k, n), each once, and their room ``costs[S] - amounts(S)``, shape (k,).
    """
    import numpy as np  # heavy: `vierkant --help` must not wait for it

    n = game.n
    one = np.eye(n, dtype=np.bool_)
    drawn = np.random.default_rng(seed).random((STARTS, n)) < np.linspace(0.1, 0.9, STARTS)[:, None]
    # From those who gain most alone, one by one: the likely ones to go together.
    order = np.argsort(game.alone - amounts, kind="stable")
    sorted_in = np.tri(n, dtype=np.bool_)[:, np.argsort(order, kind="stable")]
    some = slice(None, None, -(-n // MOST_ORDERLY))
    masks = _proper(np.concatenate([one[some], ~one[some], sorted_in[some], drawn]))
    room = _room(game, masks, amounts)
    least = _ALIKE * float(np.abs(amounts).max() + np.abs(game.alone).max())
    walking = np.arange(len(masks))
    for _ in range(MOST_STEPS):
        near = (masks[walking, None, :] ^ one).reshape(-1, n)
        size = near.sum(axis=1)
        near_room = _room(game, near, amounts)
        near_room[(size == 0) | (size == n)] = np.inf
        near_room = near_room.reshape(-1, n)
        step = near_room.argmin(axis=1)
        lowest = near_room[np.arange(len(walking)), step]
        better = lowest < room[walking] - least
        walking, step, lowest = walking[better], step[better], lowest[better]
        if not len(walking):
            break
        masks[walking, step] ^= True
        room[walking] = lowest
    found, place = np.unique(np.concatenate([masks, one]), axis=0, return_index=True)
    return found, np.concatenate([room, game.alone - amounts])[place]


def _proper(masks: ndarray[Any, Any]) -> ndarray[Any, Any]:
    """Without nobody and without all together."""
    size = masks.sum(axis=1)
    kept: ndarray[Any, Any] = masks[(size > 0) & (size < masks.shape[1])]
    return kept


def _room(game: Game, masks: ndarray[Any, Any], amounts: ndarray[Any, Any]) -> ndarray[Any, Any]:
    """What groups still save by staying in; added up partner by partner, so that every machine rounds the same."""
    import numpy as np

    if game.cost_of is None:
        raise ValueError("there is no way to ask for the cost of a group")
    paid = np.zeros(len(masks))
    for partner, amount in enumerate(amounts):
        paid += masks[:, partner] * amount
    found: ndarray[Any, Any] = game.cost_of(masks) - paid
    return found
