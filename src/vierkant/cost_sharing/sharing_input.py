"""What the comparison of keys needs; `vierkant.dossier` puts it together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from vierkant.cost_sharing.inputs import KeyDesign, KeyInput, Product
from vierkant.cost_sharing.results import CostsSource
from vierkant.quantities import Finding, Missing

if TYPE_CHECKING:
    from numpy import ndarray

CostOf = Callable[["ndarray[Any, Any]"], "ndarray[Any, Any]"]
"""From groups, boolean of shape (k, n), to their costs of shape (k,)."""


@dataclass(frozen=True, slots=True)
class SharingInput:
    """The composed input. Everything by partner is in the order of ``partners``; amounts are euro per year."""

    partners: Mapping[str, str]
    """Id → name on screen; bit i of a group is partner i. Two or more."""
    present: tuple[float, ...]
    """What each partner pays now for the tasks, by the business case."""
    costs: ndarray[Any, Any] | None = None
    """Cost of every group, shape (2**n,); None with more partners than can be counted."""
    cost_of: CostOf | None = None
    """The same for groups that are asked for; used when ``costs`` is None."""
    source: CostsSource = CostsSource.BUSINESS_CASE
    residents: Mapping[str, float] = field(default_factory=dict)
    """By partner; one that is not known is not there."""
    design: KeyDesign | None = None
    key_inputs: Mapping[str, KeyInput] = field(default_factory=dict)
    products: tuple[Product, ...] = ()
    task_use: Mapping[str, float] | None = None
    """What partners take of the tasks by their volumes, weighted with what the tasks cost; None when not known."""
    agreed: Mapping[str, float] | None = None
    """The agreed shares, together 1; None while there are none for every partner."""
    agreed_by_use: bool = False
    """True when the agreed key is said to follow use."""
    drawn: ndarray[Any, Any] | None = None
    """Cost of every group in every draw, shape (draws, 2**n); None without ranges per group."""
    drawn_total: ndarray[Any, Any] | None = None
    """Joint cost in every draw, shape (draws,); None without ranges."""
    internal: bool = False
    """True inside one municipality."""
    seed: int = 0
    """Of samples, with more partners than can be counted."""
    findings: tuple[Finding, ...] = ()
    missing: tuple[Missing, ...] = ()
    """What was found while the input was put together: faults of the table, partners without costs."""

    @property
    def ids(self) -> tuple[str, ...]:
        """The partners in order."""
        return tuple(self.partners)


@dataclass(frozen=True, slots=True)
class Game:
    """The costs that keys need, whether every group was counted or not."""

    costs: ndarray[Any, Any] | None
    cost_of: CostOf | None
    alone: ndarray[Any, Any]
    without: ndarray[Any, Any]
    """Cost of all partners but one, shape (n,)."""
    total: float

    @property
    def n(self) -> int:
        """Number of partners."""
        return len(self.alone)


def game_of(given: SharingInput) -> Game:
    """The game of an input.

    Raises:
        GameError: the costs are no game.
        ValueError: neither costs nor a way to ask for them.
    """
    import numpy as np  # heavy: `vierkant --help` must not wait for it

    from vierkant.cost_sharing.games import checked

    if given.costs is not None:
        costs, n = checked(given.costs, tuple(given.partners.values()))
        alone = 1 << np.arange(n)
        return Game(costs, None, costs[alone], costs[alone ^ (len(costs) - 1)], float(costs[-1]))
    if given.cost_of is None:
        raise ValueError("give the costs of all groups, or a way to ask for them")
    one = np.eye(len(given.partners), dtype=np.bool_)
    total = float(given.cost_of(np.ones((1, len(one)), dtype=np.bool_))[0])
    return Game(None, given.cost_of, given.cost_of(one), given.cost_of(~one), total)
