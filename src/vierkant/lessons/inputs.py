"""A case that people evaluated themselves and want to share: flat, so that it fits in every file."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from vierkant.quantities import Figure, FourK, Identifier, Section, Share, Text
from vierkant.reference.forms import Kind, LegalForm

Name = Annotated[str, Field(min_length=1, max_length=200)]
Year = Annotated[int, Field(ge=1950, le=2120)]


class Outcome(StrEnum):
    """What became of a cooperation."""

    CONTINUED = "continued"
    RESTRUCTURED = "restructured"
    DISSOLVED = "dissolved"
    NEVER_STARTED = "never_started"


class Scope(StrEnum):
    """What the partners did together."""

    WHOLE_ORGANISATION = "whole_organisation"
    SUPPORT = "support"
    """Operations: ICT, HR, finance, facilities."""
    ICT = "ict"
    TAX = "tax"
    SOCIAL = "social"
    PERMITS = "permits"
    WASTE = "waste"
    SEVERAL = "several"
    OTHER = "other"


class OwnCase(Section):
    """An evaluated cooperation, in the words of those who did it."""

    id: Identifier
    name: Name
    kind: Kind = Kind.INTERMUNICIPAL
    form: LegalForm | None = None
    scope: Scope = Scope.OTHER
    partners: Annotated[int, Field(ge=1, le=400)] | None = None
    residents: Annotated[int, Field(ge=0, le=20_000_000)] | None = None
    """Residents served, all partners together."""
    largest_share: Share | None = None
    """Residents of the largest partner as a share of all."""
    started: Year | None = None
    ended: Year | None = None
    evaluated: Year | None = None
    motives: frozenset[FourK] = frozenset()
    outcome: Outcome = Outcome.CONTINUED
    saving_planned: Figure | None = None
    """Share of the present cost; negative when it became dearer."""
    saving_realised: Figure | None = None
    went_well: Text | None = None
    went_wrong: Text | None = None
    lesson: Text | None = None
    """What others should do, in one or two sentences."""
    reference: Annotated[str, Field(max_length=1000)] | None = None
    """Where the evaluation can be read."""
