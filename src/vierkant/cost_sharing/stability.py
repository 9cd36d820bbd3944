"""Whether a key holds: who pays more than alone, and which groups would be better off without the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vierkant.cost_sharing.core import better_off, least_core_margin
from vierkant.cost_sharing.games import members
from vierkant.cost_sharing.search import tight_groups
from vierkant.cost_sharing.sharing_input import Game

if TYPE_CHECKING:
    from numpy import ndarray

MOST_GROUPS = 5
"""Groups that are named per key."""
MOST_LISTED = 20
"""Up to this many partners the groups of every key are listed; of more only those of the keys that somebody chose."""
NOTHING = 1e-7
"""Part of all contributions together below which a gain is not worth a word: a few cents in a million."""

Group = tuple[int, ...]
"""Places of partners, rising."""


@dataclass(frozen=True, slots=True)
class Held:
    """How a key holds. ``groups`` are those that gain without the rest, with what they gain together.

    ``stable`` is None when no group was found that gains, and not every group was looked at.
    """

    dearer: Group
    """Partners that pay more than alone."""
    groups: tuple[tuple[Group, float], ...]
    margin: float
    tightest: Group
    stable: bool | None
    proven: bool
    """False when groups were only searched."""


def held(game: Game, amounts: ndarray[Any, Any], *, listed: bool, seed: int) -> Held:
    """How amounts hold.

    Args:
        game: the costs.
        amounts: what each partner pays, shape (n,).
        listed: name the groups that gain also with many partners; else only the one that gains most.
        seed: of the search, with more partners than can be counted.
    """
    if game.costs is None:
        return _searched(game, amounts, seed)
    least = least_gain(amounts)
    margin, mask = least_core_margin(game.costs, amounts)
    groups: tuple[tuple[Group, float], ...] = ()
    if margin < -least:
        if listed or game.n <= MOST_LISTED:
            found = better_off(game.costs, amounts, MOST_GROUPS, least=least)
            groups = tuple((members(group), gain) for group, gain in found)
        else:
            groups = ((members(mask), -margin),)
    return Held(
        dearer=dearer_than_alone(game, amounts),
        groups=groups,
        margin=margin,
        tightest=members(mask),
        stable=margin >= -least,
        proven=True,
    )


def _searched(game: Game, amounts: ndarray[Any, Any], seed: int) -> Held:
    """The groups that a search finds: what is found is true, that there is nothing else is not proven."""
    import numpy as np  # heavy: `vierkant --help` must not wait for it

    least = least_gain(amounts)
    masks, room = tight_groups(game, amounts, seed)
    groups = [
        (tuple(np.flatnonzero(mask).tolist()), -float(left)) for mask, left in zip(masks, room, strict=True)
    ]
    groups.sort(key=lambda item: (-item[1], len(item[0]), item[0]))
    gaining = tuple(item for item in groups if item[1] > least)
    return Held(
        dearer=dearer_than_alone(game, amounts),
        groups=gaining[:MOST_GROUPS],
        margin=-groups[0][1],
        tightest=groups[0][0],
        stable=False if gaining else None,
        proven=False,
    )


def dearer_than_alone(game: Game, amounts: ndarray[Any, Any]) -> Group:
    """The partners that pay more than alone."""
    least = least_gain(amounts)
    return tuple(
        place
        for place, (amount, alone) in enumerate(zip(amounts, game.alone, strict=True))
        if amount - alone > least
    )


def least_gain(amounts: ndarray[Any, Any]) -> float:
    """A gain up to this is nothing, in the unit of the amounts."""
    return NOTHING * float(abs(amounts).sum())
