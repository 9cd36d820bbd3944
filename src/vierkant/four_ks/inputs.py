"""What the four K's need: motives, functions and the people qualified for them, expertise, and quality indicators."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from vierkant.quantities import Amount, Confidence, Figure, FourK, Identifier, Section, Share, Text

Name = Annotated[str, Field(min_length=1, max_length=200)]
SourceKey = Annotated[str, Field(min_length=1, max_length=60)]
Points = Annotated[int, Field(ge=0, le=100)]
People = Annotated[int, Field(ge=0, le=10_000)]


class Commitment(StrEnum):
    """How much a partner wants the cooperation itself."""

    WANTS = "wants"
    GOES_ALONG = "goes_along"
    DOUBTS = "doubts"


class Motive(Section):
    """Why a partner would cooperate: 100 points divided over the four K's and goals of its own."""

    partner: Identifier
    costs: Points = 0
    quality: Points = 0
    client_focus: Points = 0
    vulnerability: Points = 0
    own: Points = 0
    """Points for goals of the partner's own, beside the four K's."""
    own_goal: Text | None = None
    """What that goal is, in the partner's own words."""
    commitment: Commitment | None = None
    note: Text | None = None

    @property
    def total(self) -> int:
        """The points given; 100 when all were divided."""
        return self.costs + self.quality + self.client_focus + self.vulnerability + self.own


class Function(Section):
    """A function that must be covered, with the people qualified for it at each partner."""

    id: Identifier
    name: Name
    needed: Annotated[int, Field(ge=1, le=1000)] = 1
    """People needed at once at each partner that has the function now; together, at least this number."""
    needed_together: Annotated[int, Field(ge=1, le=10_000)] | None = None
    """People needed at once when the partners do it together; None means the same as ``needed``."""
    presence: Share | None = None
    """Chance that a qualified person is there on a working day; None takes the default parameter."""
    confidence: Confidence = Confidence.ASSUMED
    """How the number of people is known; a count carries no range, but it says whether it was assumed."""
    source: SourceKey | None = None
    note: Text | None = None
    qualified: Mapping[Identifier, People] = Field(default_factory=dict)
    """Number of qualified people, by partner."""


class ExpertisePart(Section):
    """What one partner has of a field of expertise now."""

    people: People | None = None
    """People who master it at the level that is needed."""
    hours: Amount | None = None
    """Hours per year that they spend on it, all together."""
    cases: Amount | None = None
    """Cases per year, all together."""


class Expertise(Section):
    """A field of expertise that the work needs, and how deep it is at each partner."""

    id: Identifier
    name: Name
    needed: Annotated[int, Field(ge=1, le=1000)] = 1
    """People who must master it at each partner that does the work alone."""
    needed_together: Annotated[int, Field(ge=1, le=10_000)] | None = None
    """People who must master it when the partners do it together; None means the same as ``needed``."""
    complex: bool = False
    """True for a complex task: with fewer people than needed a partner cannot do it itself."""
    minimum_hours: Amount | None = None
    """Hours per year that one person must spend on it to stay skilled (critical mass)."""
    minimum_cases: Amount | None = None
    """Cases per year that one person must handle to stay skilled."""
    confidence: Confidence = Confidence.ASSUMED
    source: SourceKey | None = None
    note: Text | None = None
    parts: Mapping[Identifier, ExpertisePart] = Field(default_factory=dict)
    """By partner."""


class Indicator(Section):
    """Something by which people will see whether a K became better: baseline, target and owner."""

    id: Identifier
    name: Name
    k: FourK = FourK.QUALITY
    unit: Annotated[str, Field(max_length=80)] | None = None
    higher_is_better: bool = True
    baseline: Figure | None = None
    measured_on: date | None = None
    target: Figure | None = None
    target_on: date | None = None
    owner: Annotated[str, Field(max_length=200)] | None = None
    """A role ("teamleider burgerzaken"), not the name of a person."""
    partner: Identifier | None = None
    """Whose baseline it is; None when it is that of all partners together."""
    note: Text | None = None
