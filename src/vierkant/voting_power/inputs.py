"""What voting power needs: the votes of each partner, the votes needed to decide, and rules for certain decisions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from vierkant.quantities import Identifier, Section, Text


class Voting(Section):
    """A voting rule: a proposal passes when its supporters hold at least ``quota`` votes."""

    votes: Mapping[Identifier, Annotated[int, Field(ge=0, le=1_000_000)]] = Field(default_factory=dict)
    quota: Annotated[int, Field(ge=1)] | None = None
    """None means: more than half of all votes."""


Fraction = Annotated[float, Field(gt=0, le=1, allow_inf_nan=False)]
Number = Annotated[int, Field(ge=1, le=1_000)]


class VotingRule(Section):
    """When one kind of decision is taken. Every condition that is filled in must be met; votes come from `Voting`."""

    id: Identifier
    name: Annotated[str, Field(min_length=1, max_length=200)]
    """The decisions it is for: "begroting", "toetreden". Leaving is never one of them: it may not need consent."""
    quota: Annotated[int, Field(ge=1)] | None = None
    """Votes needed; None takes ``votes_share``, or else the ordinary quota."""
    votes_share: Fraction | None = None
    """At least this share of all votes (0.6667); exactly half is never enough."""
    members: Number | None = None
    """At least this number of partners."""
    residents_share: Fraction | None = None
    """Partners with at least this share of all residents."""
    unanimous: bool = False
    must_agree: tuple[Identifier, ...] = ()
    """Partners without whom it cannot be decided."""
    quorum_members: Number | None = None
    """Partners that must be present to decide; who is against may stay away."""
    casting_vote: Identifier | None = None
    """The partner whose chair decides when votes are equal; None: an equal vote is no decision."""
    note: Text | None = None
