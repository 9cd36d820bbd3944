"""Surveys: questionnaires, waves and the statistics on their answers."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from vierkant.survey.agreement import average_deviation, icc1, icc2, intraclass, r_star_wgj, rwg, rwgj
    from vierkant.survey.compositions import aitchison_distance, clr, from_ilr, ilr, replace_zeros
    from vierkant.survey.effects import benjamini_hochberg, bootstrap_g, hedges_g
    from vierkant.survey.equivalence import equivalence_of, two_one_sided_tests
    from vierkant.survey.factor import one_factor
    from vierkant.survey.profiles import profile_distance
    from vierkant.survey.reliability import (
        alpha_interval,
        cronbach_alpha,
        omega_interval,
        omega_total,
        reliability_of,
    )

__all__ = [
    "aitchison_distance",
    "alpha_interval",
    "average_deviation",
    "benjamini_hochberg",
    "bootstrap_g",
    "clr",
    "cronbach_alpha",
    "equivalence_of",
    "from_ilr",
    "hedges_g",
    "icc1",
    "icc2",
    "ilr",
    "intraclass",
    "omega_interval",
    "omega_total",
    "one_factor",
    "profile_distance",
    "r_star_wgj",
    "reliability_of",
    "replace_zeros",
    "rwg",
    "rwgj",
    "two_one_sided_tests",
]

_STATISTICS = {
    "agreement": ("average_deviation", "icc1", "icc2", "intraclass", "r_star_wgj", "rwg", "rwgj"),
    "compositions": ("aitchison_distance", "clr", "from_ilr", "ilr", "replace_zeros"),
    "effects": ("benjamini_hochberg", "bootstrap_g", "hedges_g"),
    "equivalence": ("equivalence_of", "two_one_sided_tests"),
    "factor": ("one_factor",),
    "profiles": ("profile_distance",),
    "reliability": ("alpha_interval", "cronbach_alpha", "omega_interval", "omega_total", "reliability_of"),
}
"""Statistics by module; they are read at their first use, because NumPy is heavy and a questionnaire needs none."""


def __getattr__(name: str) -> Any:
    """A statistic by its name.

    Raises:
        AttributeError: there is none of this name.
    """
    for module, names in _STATISTICS.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
