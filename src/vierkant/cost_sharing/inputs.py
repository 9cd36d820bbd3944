"""What sharing the joint cost needs: the key that partners design, what each brings, products, costs per coalition."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from vierkant.quantities import Amount, Figure, Identifier, Section, Text

Name = Annotated[str, Field(min_length=1, max_length=200)]
SourceName = Annotated[str, Field(min_length=1, max_length=60)]
Fraction = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Years = Annotated[int, Field(ge=0, le=20)]
CoalitionName = Annotated[str, Field(min_length=1, max_length=2000)]
"""Partners joined with ``+``, in any order: ``lisse+hillegom``."""
Cost = Annotated[float, Field(ge=-1e12, le=1e12, allow_inf_nan=False)]
MOST_ROWS = 4095
"""All coalitions of twelve partners; a larger table is for the library and the command line."""


class Ingredient(StrEnum):
    """What a key can be made of: a way to give each partner a share that people can explain in one sentence."""

    EQUAL = "equal"
    RESIDENTS = "residents"
    USE = "use"
    HISTORIC = "historic"
    GRANT = "grant"
    """The national grant that the partner gets for these tasks."""
    STAND_ALONE = "stand_alone"
    """What the partner would pay alone."""


class KeyKind(StrEnum):
    """The keys that are laid side by side."""

    EQUAL = "equal"
    RESIDENTS = "residents"
    HISTORIC = "historic"
    USE = "use"
    FIXED_AND_USE = "fixed_and_use"
    GRANT = "grant"
    BASE_AND_PLUS = "base_and_plus"
    MIXED = "mixed"
    STAND_ALONE = "stand_alone"
    EQUAL_SAVINGS = "equal_savings"
    ENSC = "ensc"
    SCRB = "scrb"
    SHAPLEY = "shapley"
    NUCLEOLUS = "nucleolus"
    PER_CAPITA_NUCLEOLUS = "per_capita_nucleolus"


class KeyDesign(Section):
    """The key that the partners design together."""

    key: KeyKind | None = None
    """The key that is proposed; None while nothing was chosen."""
    accepted: tuple[Ingredient, ...] = ()
    """The ingredients that all partners can live with; empty means all of them."""
    weights: Mapping[Ingredient, Fraction] = Field(default_factory=dict)
    """Of the mixed key: share of the cost that is divided by each ingredient; together 1."""
    fixed_share: Fraction | None = None
    """Of fixed part + use: share of the cost that everybody pays equally."""
    base_by: Ingredient | None = None
    """Of base package + plus packages: how the base package is divided."""
    growing_in_years: Years | None = None
    """Years in which the partners grow from what they pay today to the key (ingroei)."""
    recalibrate_years: Annotated[int, Field(ge=1, le=20)] | None = None
    """After how many years the key is looked at again."""
    reason: Text | None = None
    """Why this key, in the words of the partners."""


class KeyInput(Section):
    """What one partner brings to the keys; all amounts are euro per year."""

    partner: Identifier
    today: Amount | None = None
    """What the partner pays for this now; None takes its present cost in the tasks."""
    historic: Amount | None = None
    """What the partner put in at the start (staff and budget); None takes its present cost in the tasks."""
    grant: Amount | None = None
    """The national grant for these tasks."""
    growth: Figure | None = None
    """Growth or shrink that the partner expects in ten years, as a share of its residents and use (0.08, -0.05)."""
    source: SourceName | None = None
    note: Text | None = None


class ProductPart(Section):
    """What one partner takes of a product."""

    quantity: Amount | None = None
    """Units per year."""


class Product(Section):
    """Something that partners take in different quantities, with a price."""

    id: Identifier
    name: Name
    unit: Annotated[str, Field(max_length=80)] | None = None
    price: Amount | None = None
    """Euro per unit."""
    plus: bool = False
    """True for a plus package: only who takes it pays for it."""
    note: Text | None = None
    parts: Mapping[Identifier, ProductPart] = Field(default_factory=dict)
    """By partner."""


class CoalitionCosts(Section):
    """Costs per coalition that the partners computed themselves; they replace those of the business case."""

    costs: Annotated[Mapping[CoalitionName, Cost], Field(max_length=MOST_ROWS)] = Field(default_factory=dict)
    """Euro per year of every coalition of partners; nobody at all costs nothing."""
    source: SourceName | None = None
    year: Annotated[int, Field(ge=1950, le=2120)] | None = None
    note: Text | None = None
