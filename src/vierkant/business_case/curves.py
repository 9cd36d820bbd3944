"""Scale curves: cost per unit against the number of residents served, with turning points of its own per task."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from vierkant.business_case.results import Evidence
from vierkant.quantities import Figure

NO_GROUP = "none"
"""The group of a task whose taakveld has no curve, or that names no taakveld."""

WHOLE_ORGANISATION = "whole_organisation"
"""The group of a full administrative merger."""

CURVE_PARAMETERS = ("elasticity", "exhaustion", "diseconomies", "rise")


@dataclass(frozen=True, slots=True)
class Group:
    """A curve group: which taakvelden it holds and whether a saving on its curve was published."""

    name: str
    taakvelden: tuple[str, ...]
    published: bool


@cache
def groups() -> tuple[Group, ...]:
    """The curve groups of ``parameters.toml``."""
    path = resources.files("vierkant").joinpath("business_case", "parameters.toml")
    table = tomllib.loads(path.read_text(encoding="utf-8"))["curve"]
    return tuple(
        Group(name, tuple(curve["taakvelden"]), curve["evidence"] == "published")
        for name, curve in table.items()
    )


def group_of(taakveld: str | None) -> Group | None:
    """The curve group of a taakveld, or None. ``6.71a`` falls under ``6.``; ``0.61`` never under ``0.6``."""
    if taakveld is None:
        return None
    for group in groups():
        for code in group.taakvelden:
            if taakveld == code or (code.endswith(".") and taakveld.startswith(code)):
                return group
    return None


def evidence_of(group: Group | None, assumptions: Mapping[str, Figure]) -> Evidence:
    """What a scale effect rests on: published research, a curve of the dossier's own, or nothing."""
    if group is None:
        return Evidence.NONE
    prefix = f"business_case.curve.{group.name}."
    if any(name.startswith(prefix) for name in assumptions):
        return Evidence.DOSSIER
    return Evidence.PUBLISHED if group.published else Evidence.NONE
