"""Who pays: the keys side by side, whether they hold, and the simplest key that keeps everybody in."""

from __future__ import annotations

from vierkant.cost_sharing.balanced import is_nucleolus
from vierkant.cost_sharing.core import better_off, least_core_margin
from vierkant.cost_sharing.games import MOST_EXACT, GameError, members, subset_sums
from vierkant.cost_sharing.nucleolus import NucleolusError, least_core, nucleolus, per_capita_nucleolus
from vierkant.cost_sharing.rows import RowGeneration, least_core_by_rows
from vierkant.cost_sharing.sampled import Sampled, sampled_shapley
from vierkant.cost_sharing.separable import ensc, equal_savings, scrb, stand_alone
from vierkant.cost_sharing.shapley import shapley

__all__ = [
    "MOST_EXACT",
    "GameError",
    "NucleolusError",
    "RowGeneration",
    "Sampled",
    "better_off",
    "ensc",
    "equal_savings",
    "is_nucleolus",
    "least_core",
    "least_core_by_rows",
    "least_core_margin",
    "members",
    "nucleolus",
    "per_capita_nucleolus",
    "sampled_shapley",
    "scrb",
    "shapley",
    "stand_alone",
    "subset_sums",
]
