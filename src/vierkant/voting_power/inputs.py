"""What voting power needs: the votes of each partner and the votes needed to decide."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from vierkant.quantities import Identifier, Section


class Voting(Section):
    """A voting rule: a proposal passes when its supporters hold at least ``quota`` votes."""

    votes: Mapping[Identifier, Annotated[int, Field(ge=0, le=1_000_000)]] = Field(default_factory=dict)
    quota: Annotated[int, Field(ge=1)] | None = None
    """None means: more than half of all votes."""
