"""What the map of interests needs: issues, what each partner wants of them (filled in alone), agreements to make."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from vierkant.quantities import Amount, Identifier, Section, Text

Name = Annotated[str, Field(min_length=1, max_length=200)]
Stance = Annotated[int, Field(ge=-2, le=2)]
"""-2: firmly against; 0: no preference; 2: firmly for."""
Importance = Annotated[int, Field(ge=1, le=5)]
"""1: hardly matters; 5: decides whether we take part."""


class Body(StrEnum):
    """Who of a partner speaks."""

    EXECUTIVE = "executive"
    COUNCIL = "council"
    STAFF = "staff"
    RESIDENTS = "residents"


class Handling(StrEnum):
    """What a partner wants to happen with what it filled in."""

    PRIVATE = "private"
    SHARED = "shared"
    MEDIATOR = "mediator"


class Issue(Section):
    """Something the partners must agree on, as a proposal that one can be for or against."""

    id: Identifier
    name: Name
    proposal: Text | None = None
    """What would be agreed, in one sentence: "de balie in elke gemeente blijft open"."""
    voting_rule: Identifier | None = None
    """The rule by which it will be decided; None takes the ordinary one."""
    note: Text | None = None


class PositionScore(Section):
    """What one body of a partner thinks of one issue."""

    issue: Identifier
    body: Body = Body.EXECUTIVE
    position: Stance | None = None
    """Seen from the own municipality."""
    regional: Stance | None = None
    """Seen from what is good for the region as a whole."""
    importance: Importance | None = None
    fear: Annotated[str, Field(max_length=1000)] | None = None
    """What it fears to lose."""


class PartnerPositions(Section):
    """All positions of one partner, filled in alone and opened together with those of the others."""

    partner: Identifier
    scores: Annotated[tuple[PositionScore, ...], Field(max_length=400)] = ()
    handling: Handling = Handling.PRIVATE
    ready: bool = False
    """Filled in, and may be opened together with those of the others."""


class Pact(Section):
    """An agreement that still has to be made; one that is needed before the decision blocks it while it is open."""

    id: Identifier
    name: Name
    issue: Identifier | None = None
    between: tuple[Identifier, ...] = ()
    """The partners that must agree; empty means all of them."""
    text: Text | None = None
    """What was agreed, or what must be."""
    before_decision: bool = True
    owner: Annotated[str, Field(max_length=200)] | None = None
    """A role ("secretaris"), not the name of a person."""
    due: date | None = None
    hours: Amount | None = None
    euros: Amount | None = None
    done: bool = False
