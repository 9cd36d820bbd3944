"""What the partners want: where they agree, where they clash, and which packages serve everybody."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from vierkant.positions.inputs import Body
from vierkant.quantities import Computed, Finding, Level, Message, Missing


class IssueKind(StrEnum):
    """How the partners stand on one issue."""

    AGREED = "agreed"
    """Somebody is for it and nobody against."""
    UNWANTED = "unwanted"
    """Somebody is against it and nobody for."""
    INDIFFERENT = "indifferent"
    """Everybody who said something has no preference."""
    NEARLY = "nearly"
    """Few are against what the others want, or the other way round."""
    DIVIDED = "divided"
    HARD = "hard"
    """Strong interests on both sides."""
    UNKNOWN = "unknown"
    """Fewer than two partners said something that this audience may see."""


class PairKind(StrEnum):
    """What two partners are to each other on the issues that both spoke about."""

    ALLIES = "allies"
    BETWEEN = "between"
    TALK = "talk"


@dataclass(frozen=True, slots=True)
class Voice:
    """What one body of a partner says about an issue; every part may be None."""

    partner: str
    name: str
    body: Body
    position: int | None
    """-2 firmly against … 2 firmly for, seen from the own organisation."""
    regional: int | None
    """The same, seen from what is good for the region."""
    importance: int | None
    fear: str | None


@dataclass(frozen=True, slots=True)
class Stake:
    """What an issue is worth to a partner: position times importance, -10 to 10; None: it said nothing."""

    partner: str
    name: str
    value: float | None
    position: float | None
    importance: float | None
    importance_assumed: bool
    divided_within: bool
    """Executive and council of this partner lie two steps or more apart."""


@dataclass(frozen=True, slots=True)
class RegionView:
    """Regional against local interest. Partners by id."""

    region_gains: tuple[str, ...]
    """They see the region gain, and themselves lose."""
    region_loses: tuple[str, ...]
    """They see themselves gain, and the region lose."""
    texts: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Within:
    """Executive and council of one partner say something else."""

    partner: str
    name: str
    executive: int
    council: int
    opposite: bool
    text: Message


@dataclass(frozen=True, slots=True)
class CouncilsStanding:
    """How many partners a decision on this issue still needs, under the rule by which it will be taken."""

    rule: str
    """Name of the rule; empty for the ordinary one."""
    decided: bool
    possible: bool
    needed: int | None
    sets: tuple[tuple[str, ...], ...]
    """Groups of that number that are enough; partners by id."""
    by_executive: tuple[str, ...]
    """Partners of which the council said nothing, and the position of the executive was taken."""
    text: Message


@dataclass(frozen=True, slots=True)
class IssueStanding:
    """One issue, with what this audience may see of it."""

    id: str
    name: str
    proposal: str | None
    kind: IssueKind
    level: Level
    text: Message
    action: Message | None
    voices: tuple[Voice, ...]
    """In the order of the partners and bodies; who said nothing is not there."""
    stakes: tuple[Stake, ...]
    """One for every partner, in the order of the dossier."""
    in_favour: tuple[str, ...]
    against: tuple[str, ...]
    no_preference: tuple[str, ...]
    silent: tuple[str, ...]
    """Partners of which nothing is seen; they never count as having no preference."""
    agreement: Computed | None
    """0: as much weight for as against; 1: all weight on one side. None without two partners with a preference."""
    weight: Computed | None
    """How much it matters to the partners that spoke, share of the most it could matter."""
    region: RegionView
    within: tuple[Within, ...]
    councils: CouncilsStanding | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of one partner is seen."""

    partner: str
    name: str
    scored: int
    """Issues with a position of executive or council."""
    issues: int
    bodies: tuple[Body, ...]
    importance_missing: int
    """Positions without a word on how much it matters."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two partners."""

    first: str
    second: str
    kind: PairKind
    distance: Computed
    """0: the same on everything both spoke about; 1: opposite ends of everything."""
    issues: int
    """Number of issues on which both spoke."""
    widest: tuple[str, ...]
    """Issues on which they lie furthest apart, by id; at most three."""
    text: Message


@dataclass(frozen=True, slots=True)
class PackageItem:
    """One issue in a package."""

    issue: str
    name: str
    accepted: bool
    fixed: bool
    """Somebody asked for this answer beforehand."""


@dataclass(frozen=True, slots=True)
class TradeLine:
    """What one partner gets or gives on one issue."""

    issue: str
    name: str
    accepted: bool
    weight: float
    """What it is worth to this partner, 0 to 10."""
    others: tuple[str, ...]
    """Who wanted the opposite (of what it gets), or who gets it (of what it gives); by id."""
    text: Message


@dataclass(frozen=True, slots=True)
class PartnerOutcome:
    """What a package is to one partner."""

    partner: str
    name: str
    share: Computed | None
    """Share of its own weighted interest that it gets; None when it has no preference on anything."""
    net: float
    """Worth of all agreements together against making none, in position times importance."""
    worse_off: bool
    """It would be better off without any agreement."""
    gets: tuple[TradeLine, ...]
    """The heaviest first."""
    gives: tuple[TradeLine, ...]


@dataclass(frozen=True, slots=True)
class Package:
    """Which issues to agree on, and which not."""

    number: int
    items: tuple[PackageItem, ...]
    smallest: Computed
    """The share of the partner that gets the least."""
    mean: Computed
    outcomes: tuple[PartnerOutcome, ...]
    everybody_gains: bool
    """Everybody gets at least half of what matters to it, and nobody would be better off without agreements."""
    trades: tuple[Message, ...]
    """The exchanges between two partners, the heaviest first."""
    against_people: tuple[Message, ...]
    """Where it goes against what staff or residents said."""
    text: Message
    proven: bool


@dataclass(frozen=True, slots=True)
class TalkFirst:
    """An issue that stands in the way of a package for all."""

    issue: str
    name: str
    reach: Computed
    """What the partner that gets the least would get, if this issue were solved for everybody."""
    enough: bool
    text: Message


@dataclass(frozen=True, slots=True)
class PackagesResult:
    """The best packages, or why there is none."""

    level: Level
    text: Message
    packages: tuple[Package, ...]
    everybody_gains: bool
    talk_first: tuple[TalkFirst, ...]
    """Empty when a package serves everybody."""
    not_counted: tuple[str, ...]
    """Partners of which nothing is seen, by id."""
    combinations: int
    """Number of combinations of answers that there are."""
    proof: Message | None
    why_not: Message | None


@dataclass(frozen=True, slots=True)
class PactStanding:
    """An agreement that still has to be made, or was."""

    id: str
    name: str
    issue: str | None
    issue_name: str | None
    between: tuple[str, ...]
    blocks: bool
    """Open, and needed before the decision."""
    done: bool
    lacks: tuple[str, ...]
    """``owner``, ``due``, ``text``: what is not filled in yet."""


@dataclass(frozen=True, slots=True)
class PositionsResult:
    """Positions side by side, of those who may be seen."""

    level: Level
    headline: Message
    issues: tuple[IssueStanding, ...]
    partners: tuple[Coverage, ...]
    pairs: tuple[Pair, ...]
    """Furthest apart first."""
    packages: PackagesResult | None
    pacts: tuple[PactStanding, ...]
    findings: tuple[Finding, ...]
    missing: tuple[Missing, ...]
