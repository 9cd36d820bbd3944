"""What the human side needs: groups of employees, what changes for them, what is reserved for it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from vierkant.quantities import Amount, Confidence, Identifier, Section, Text


class Group(Section):
    """A group of employees for whom something changes. Groups, never persons."""

    id: Identifier
    name: Annotated[str, Field(min_length=1, max_length=200)]
    partner: Identifier | None = None
    """The partner that employs the group; None when the group spans partners."""
    size: Annotated[int, Field(ge=1, le=100_000)]
    managers: bool = False
    """Managers are a group of their own: they change too."""
    what_changes: Text | None = None
    """In one sentence, as the group itself would understand it."""
    confidence: Confidence = Confidence.ASSUMED
    """How the number of people is known; a count carries no range, but it says whether it was assumed."""
    source: Annotated[str, Field(min_length=1, max_length=60)] | None = None
    hours_reserved: Amount | None = None
    """Hours of these employees, in total, freed for the change."""
    euros_reserved: Amount | None = None
    """Euro, in total, for training, guidance and backfill of this group."""
