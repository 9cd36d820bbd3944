"""What client focus needs: the phone and the counter at each partner, and where residents can go."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from vierkant.four_ks.inputs import Name
from vierkant.quantities import Amount, Identifier, Section, Share, Text


class ChannelKind(StrEnum):
    """How residents come with a question."""

    PHONE = "phone"
    COUNTER = "counter"


class ChannelPart(Section):
    """One partner's side of a channel now."""

    contacts: Amount | None = None
    """Contacts per hour in the hour for which people are planned."""
    handling: Amount | None = None
    """Seconds that one contact takes, with the work after it."""
    agents: Annotated[int, Field(ge=0, le=10_000)] | None = None
    """People who answer at once in that hour."""
    open_hours: Amount | None = None
    """Hours per week that the channel is open."""
    mark: Amount | None = None
    """Mark that clients give, 1 to 10."""


class Channel(Section):
    """The phone or a counter, at each partner now and together."""

    id: Identifier
    name: Name
    kind: ChannelKind = ChannelKind.PHONE
    norm_seconds: Amount | None = None
    """Seconds within which people must be helped; None takes the norm that is in use for the kind."""
    norm_share: Share | None = None
    """Share of the contacts for which that must hold; None takes the norm that is in use."""
    agents_together: Annotated[int, Field(ge=0, le=10_000)] | None = None
    """People who answer at once together; None means all who do so now."""
    open_hours_together: Amount | None = None
    """Hours per week that the joint channel is open."""
    spread: Share | None = None
    """Extra handling time per further partner, because people must know every partner's rules; None: parameter."""
    note: Text | None = None
    parts: Mapping[Identifier, ChannelPart] = Field(default_factory=dict)
    """By partner."""


class Counter(Section):
    """A place where residents can go."""

    id: Identifier
    name: Name
    partner: Identifier | None = None
    latitude: Annotated[float, Field(ge=50.5, le=53.8)] | None = None
    longitude: Annotated[float, Field(ge=3.2, le=7.4)] | None = None
    """Degrees; None takes the town hall of the partner's municipality."""
    open_hours: Amount | None = None
    """Hours per week now."""
    open_hours_together: Amount | None = None
    """Hours per week once the partners work together; 0 when it closes, None when nothing changes."""
    visits: Amount | None = None
    """Visits per year."""
    note: Text | None = None
