"""What grip rests on: who has which role, which instruments the councils use, and what each council thinks."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from vierkant.quantities import Amount, Identifier, Section, Text

Name = Annotated[str, Field(min_length=1, max_length=200)]


class Part(StrEnum):
    """The three roles that must not lie in one hand."""

    OWNER = "owner"
    """Eigenaar: answers for the continuity of the organisation."""
    CLIENT = "client"
    """Opdrachtgever: decides what is delivered, and pays."""
    CONTRACTOR = "contractor"
    """Opdrachtnemer: delivers."""


class RoleHolder(Section):
    """Who has a role. A function ("wethouder financiën"), not the name of a person."""

    id: Identifier
    role: Part
    holder: Name
    partner: Identifier | None = None
    about: Annotated[str, Field(max_length=200)] | None = None
    """For which work, when it is not all of it."""


class InstrumentUse(Section):
    """Whether the councils use an instrument; ``id`` is that of the instrument."""

    id: Identifier
    used: bool | None = None
    on: date | None = None
    """When it was used last, or will be used."""
    note: Text | None = None


class PointOutcome(StrEnum):
    """What became of a point of the councils."""

    OPEN = "open"
    ADOPTED = "adopted"
    PARTLY = "partly"
    REJECTED = "rejected"


class ZienswijzePoint(Section):
    """A point on which councils give their view, and what the board did with it."""

    id: Identifier
    text: Annotated[str, Field(min_length=1, max_length=1000)]
    """What should change, in one sentence."""
    document: Name | None = None
    """On which document, with its version ("ontwerpbegroting 2028, versie 1")."""
    board: Identifier | None = None
    amount: Amount | None = None
    """Euro per year that it is about."""
    answer: Text | None = None
    """The written answer of the board, with its reasons."""
    answered_on: date | None = None
    outcome: PointOutcome = PointOutcome.OPEN


class Stance(StrEnum):
    """What a council thinks of a point."""

    AGREES = "agrees"
    AGREES_IF_CHANGED = "agrees_if_changed"
    OBJECTS = "objects"
    NO_VIEW = "no_view"


class CouncilView(Section):
    """The view of one council on one point."""

    id: Identifier
    point: Identifier
    partner: Identifier | None = None
    stance: Stance
    change: Text | None = None
    """What would have to change for this council."""
    decided_on: date | None = None
    """The day on which the council adopted it; none: still a draft."""
