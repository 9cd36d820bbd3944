"""What pooled risk needs: the risks of each partner, which of them move, and the means to bear them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from vierkant.four_ks.inputs import Name, SourceKey
from vierkant.quantities import Amount, Figure, Identifier, Section, Share, Text


class Risk(Section):
    """A risk: the chance that it happens in a year, and what it costs then."""

    id: Identifier
    name: Name
    partner: Identifier | None = None
    """Whose risk it is now; None for a risk that the cooperation itself brings."""
    chance: Share | None = None
    """Chance per year."""
    impact: Amount | None = None
    """Euro when it happens."""
    moves: bool = False
    """True when the risk moves to the cooperation; its damage then flows back to the partners by the key."""
    chance_together: Share | None = None
    """Chance per year once the partners work together; None when it stays the same."""
    impact_together: Amount | None = None
    owner: Annotated[str, Field(max_length=200)] | None = None
    """A role, not the name of a person."""
    source: SourceKey | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class RiskPartner:
    """A partner as pooled risk sees it. ``resilience``: euro available to bear risks (weerstandscapaciteit)."""

    id: str
    name: str
    resilience: Figure | None
    key_share: float
    """Share of the damage at the cooperation that flows back to this partner; together 1."""


@dataclass(frozen=True, slots=True)
class RiskInput:
    """The composed input of pooled risk; ``vierkant.dossier`` makes it. ``key_agreed``: the shares were agreed."""

    risks: tuple[Risk, ...]
    partners: tuple[RiskPartner, ...]
    key_agreed: bool
    assumptions: Mapping[str, Figure]
