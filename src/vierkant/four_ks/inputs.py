"""What the four K's need: functions and the people qualified for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from vierkant.quantities import Confidence, Identifier, Section, Share, Text


class Function(Section):
    """A function that must be covered, with the people qualified for it at each partner."""

    id: Identifier
    name: Annotated[str, Field(min_length=1, max_length=200)]
    needed: Annotated[int, Field(ge=1, le=1000)] = 1
    """People needed at once at each partner that has the function now; together, at least this number."""
    needed_together: Annotated[int, Field(ge=1, le=10_000)] | None = None
    """People needed at once when the partners do it together; None means the same as ``needed``."""
    presence: Share | None = None
    """Chance that a qualified person is there on a working day; None takes the default parameter."""
    confidence: Confidence = Confidence.ASSUMED
    """How the number of people is known; a count carries no range, but it says whether it was assumed."""
    source: Annotated[str, Field(min_length=1, max_length=60)] | None = None
    note: Text | None = None
    qualified: Mapping[Identifier, Annotated[int, Field(ge=0, le=10_000)]] = Field(default_factory=dict)
    """Number of qualified people, by partner."""
