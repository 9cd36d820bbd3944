"""What the keys give: amounts per partner, whether they hold, and what it means for each council."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from vierkant.quantities import Computed, Explanation, Finding, Level, Message, Missing

AGREED = "agreed"
"""The id of the row with the shares that the partners agreed; the other rows have the id of a `KeyKind`."""


class CostsSource(StrEnum):
    """Where the cost of every coalition comes from."""

    BUSINESS_CASE = "business_case"
    TABLE = "table"
    """The partners' own table."""


@dataclass(frozen=True, slots=True)
class Game:
    """What there is to share. ``saving`` is below zero when working together costs more than going alone."""

    total: Computed
    """Joint cost of all partners together, euro per year."""
    alone: Computed
    """What all would pay alone, added up."""
    saving: Computed
    coalitions: int
    """Number of groups of partners that were looked at."""
    text: Message


@dataclass(frozen=True, slots=True)
class KeyAmount:
    """One partner under one key; all in euro per year."""

    partner: str
    amount: Computed
    share: float | None
    """Of the joint cost; None when the joint cost is zero or less."""
    per_resident: float | None
    today: float
    change: float
    """``amount`` less ``today``; positive pays more than now."""
    alone: float
    gain: float
    """``alone`` less ``amount``; negative is dearer than alone."""


@dataclass(frozen=True, slots=True)
class Subgroup:
    """A group of partners that would pay less together, without the others."""

    partners: tuple[str, ...]
    gain: float
    """Euro per year, the group together."""
    text: Message


@dataclass(frozen=True, slots=True)
class KeyResult:
    """One key. ``amounts`` is empty when it cannot be computed; ``missing`` then says what is not there."""

    id: str
    """A `KeyKind`, or `AGREED`."""
    label: Message
    sentence: Message
    """What it does, in one sentence for a council."""
    technical: Message | None
    """The name in the theory; only for "Hoe komen we hieraan?" and analysts."""
    chosen: bool
    """The key that the partners propose (``key_design.key``)."""
    amounts: tuple[KeyAmount, ...]
    """In the order of the partners."""
    missing: tuple[Missing, ...]
    dearer_than_alone: tuple[str, ...]
    """Partners that would pay less alone."""
    subgroups: tuple[Subgroup, ...]
    """Groups (also of one partner) that would pay less without the others, the clearest first; five at most."""
    margin: Computed | None
    """Euro per year that the group with least room still saves by staying; below zero it is better off without."""
    margin_partners: tuple[str, ...]
    """That group."""
    stable: bool | None
    """True when no group is better off without the others; None when not computed, or only searched and not found."""
    figures: int
    """How many figures a councillor must know to check the own amount."""
    simplicity: int
    """1 (anybody can check it) to 4 (only a computer can); see the method page."""
    ranged: bool
    """True when the amounts have a range."""
    exact: bool
    """False when the amounts are estimated from a sample."""
    findings: tuple[Finding, ...]
    """Tax and other warnings about this key."""
    explanation: Explanation


@dataclass(frozen=True, slots=True)
class Stability:
    """Whether any division of the joint cost keeps everybody in."""

    possible: bool | None
    """None when that was not proven either way (more than 28 partners)."""
    margin: Computed | None
    """The most room that the tightest group can have under any division; below zero no key can hold."""
    partners: tuple[str, ...]
    """The group that stands out: the tightest one under the most balanced division."""
    text: Message


@dataclass(frozen=True, slots=True)
class PartnerSharing:
    """The page of one council."""

    id: str
    name: str
    residents: float | None
    today: Computed
    """What the partner pays now."""
    alone: Computed
    """What it would pay when it does this alone."""
    key: str | None
    """The id of the key that ``text`` is about: the chosen one, else the agreed one; None without either."""
    lowest: str | None
    """The id of the key under which this partner pays least, of those that could be computed."""
    highest: str | None
    text: tuple[Message, ...]
    """What this key means for us, sentence by sentence; no word from game theory."""
    with_us: tuple[Subgroup, ...]
    """The groups with this partner that would pay less without the others, under ``key``."""


@dataclass(frozen=True, slots=True)
class SharingResult:
    """The keys side by side."""

    level: Level
    headline: Message
    costs_source: CostsSource
    internal: bool
    """True inside one municipality: no tax, and partners are departments."""
    game: Game
    keys: tuple[KeyResult, ...]
    """The agreed shares first when there are any, then the keys in the order of `KeyKind`."""
    stability: Stability
    partners: tuple[PartnerSharing, ...]
    """In the order of the game: bit i of a coalition is partner i."""
    chosen: str | None
    """The id of the key that is proposed."""
    shown: str | None
    """The id of the key that the words are about: chosen, else agreed."""
    exact: bool
    """True when every coalition was counted."""
    method: Message
    """What was counted and what was estimated."""
    draws: int
    """Number of draws behind the ranges; 0 without ranges."""
    findings: tuple[Finding, ...]
    missing: tuple[Missing, ...]

    def key(self, identifier: str) -> KeyResult | None:
        """The row of a key."""
        return next((item for item in self.keys if item.id == identifier), None)
