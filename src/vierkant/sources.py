"""Sources, and parameter files: every number that we bring ourselves has a name, unit, date and source."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Annotated

from pydantic import Field

from vierkant.quantities import Certainty, Figure, Section, Text, Unit


class Source(Section):
    """Where a figure or statement comes from."""

    title: Annotated[str, Field(min_length=1, max_length=400)]
    publisher: Text | None = None
    url: Annotated[str, Field(pattern=r"^https?://", max_length=1000)] | None = None
    year: Annotated[int, Field(ge=1900, le=2200)] | None = None
    licence: Text | None = None
    certainty: Certainty = Certainty.MEDIUM
    note: Text | None = None


class Parameter(Section):
    """A default that a dossier may override under ``assumptions``.

    ``distribution`` names what ``low`` and ``high`` (P10 and P90) belong to.
    """

    name: str
    value: float
    low: float | None = None
    high: float | None = None
    unit: Unit
    distribution: Annotated[str, Field(pattern="^(fixed|normal|lognormal|triangular|uniform)$")] = "fixed"
    source: str
    year: int
    certainty: Certainty
    note: str | None = None


@cache
def parameters(capability: str) -> Mapping[str, Parameter]:
    """The parameters of ``vierkant/<capability>/parameters.toml``, by name (dots for nested tables).

    Raises:
        FileNotFoundError: the capability has no parameter file.
        pydantic.ValidationError: the file is not complete; a fault in our code.
    """
    path = resources.files("vierkant").joinpath(capability, "parameters.toml")
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    found: dict[str, Parameter] = {}

    def walk(node: Mapping[str, object], prefix: str) -> None:
        for key, value in node.items():
            if isinstance(value, dict) and "value" in value:
                found[prefix + key] = Parameter.model_validate({"name": prefix + key, **value})
            elif isinstance(value, dict):
                walk(value, f"{prefix}{key}.")

    walk(table, "")
    return found


def overridden(capability: str, assumptions: Mapping[str, Figure]) -> Mapping[str, Parameter]:
    """The capability's parameters with the dossier's overrides (``<capability>.<name>``) put in place."""
    result = dict(parameters(capability))
    for key, figure in assumptions.items():
        room, _, name = key.partition(".")
        if room == capability and name in result:
            result[name] = result[name].model_copy(
                update={
                    "value": figure.value,
                    "low": figure.low,
                    "high": figure.high,
                    "distribution": (figure.distribution or result[name].distribution)
                    if figure.has_range
                    else "fixed",
                    "source": figure.source or "dossier",
                    "year": figure.year or result[name].year,
                }
            )
    return result
