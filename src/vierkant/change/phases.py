"""Phase models as data: ours, and those of users in the same format."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib import resources

from vierkant.change.guidance_file import FileProblem, explain
from vierkant.change.inputs import ChangePlan
from vierkant.change.phase_parts import (
    Answer,
    CheckItem,
    Phase,
    PhaseModel,
    PhaseStanding,
    Placement,
    placement,
)
from vierkant.change.phase_reading import PhaseModelError, no_phase_model, read_phase_model

__all__ = [
    "SHIPPED",
    "Answer",
    "CheckItem",
    "FileProblem",
    "Phase",
    "PhaseModel",
    "PhaseModelError",
    "PhaseStanding",
    "Placement",
    "explain",
    "model_of",
    "phase_model",
    "placement",
    "read_phase_model",
]

SHIPPED = ("five", "three")
"""The models that come with the project."""


@cache
def phase_model(name: str) -> PhaseModel:
    """One of our own models.

    Raises:
        KeyError: there is no such model.
    """
    if name not in SHIPPED:
        raise KeyError(name)
    path = resources.files("vierkant.change").joinpath("phase_models", f"{name}.toml")
    return read_phase_model(path.read_text(encoding="utf-8"))


def model_of(plan: ChangePlan | None) -> PhaseModel:
    """The model that a plan chose; without a plan our own five.

    Raises:
        PhaseModelError: the plan has a model of its own that is not there or not right.
    """
    if plan is None:
        return phase_model("five")
    if plan.phase_model != "own":
        return phase_model(plan.phase_model)
    if not (plan.own_phase_model or "").strip():
        raise no_phase_model()
    return _own(plan.own_phase_model or "")


@lru_cache(maxsize=32)
def _own(text: str) -> PhaseModel:
    return read_phase_model(text)
