"""What the measured vulnerability gives: per function how many days nobody can do the work, now and together."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from vierkant.quantities import Computed, Confidence, Finding, Level, Message, Missing


@dataclass(frozen=True, slots=True)
class PartnerCover:
    """How a function is covered at one partner now.

    ``uncovered`` is None when the partner has nobody for the function; then there is nothing to compare.
    """

    partner: str
    name: str
    people: int
    single: bool
    """True when exactly one person at this partner is qualified."""
    uncovered: Computed | None


class SingleFate(StrEnum):
    """What becomes of a function that one person does somewhere now."""

    NONE = "none"
    """Nowhere one person alone."""
    GONE = "gone"
    """Together two or more people can do it."""
    LEFT = "left"
    """Also together one person."""


@dataclass(frozen=True, slots=True)
class PeopleFor:
    """People needed together for at most so many uncovered days a year; None when no number is enough."""

    days: int
    people: int | None


@dataclass(frozen=True, slots=True)
class FunctionCover:
    """One function, now and together. Days are working days a year on which too few people are there.

    ``points_to_person``: one partner, or the whole cooperation, has exactly one person for it, so that colleagues
    know who is meant. Such a row never enters a paper for the council; `SingleCount` does.
    """

    id: str
    name: str
    points_to_person: bool
    confidence: Confidence
    """How the numbers of people are known."""
    needed: int
    needed_together: int
    partners: tuple[PartnerCover, ...]
    people_together: int
    single_together: bool
    """True when the partners together still have one person for it."""
    average_now: Computed | None
    """Mean over the partners that have the function now."""
    together: Computed | None
    """None when nobody is qualified anywhere."""
    people_needed: Computed | None
    """People needed together to stay within the chosen maximum; None when no number of people is enough."""
    extra_people: int | None
    """How many more people that takes than there are; 0 when there are enough."""
    needed_for: tuple[PeopleFor, ...]
    """The same for other maximums than the chosen one."""
    fate: SingleFate
    level: Level
    text: Message
    """What this row says, in one sentence."""


@dataclass(frozen=True, slots=True)
class SingleCount:
    """Single-person functions (eenpitters), counted per partner; safe to show anywhere."""

    now: Computed
    gone: Computed
    """Of those, the ones whose function has two or more people together."""
    left: Computed
    """Functions that have one person in the whole cooperation."""


@dataclass(frozen=True, slots=True)
class Cause:
    """Mean uncovered days per function of a partner when one cause of absence would not be there.

    ``id``: ``all`` (as it is), ``vacancies``, ``common_absence`` or ``part_time``.
    """

    id: str
    label: Message
    now: float
    together: float


@dataclass(frozen=True, slots=True)
class SpellShare:
    """Share of all absences that last longer than so many calendar days."""

    days: int
    share: float


@dataclass(frozen=True, slots=True)
class LongAbsence:
    """Long absence in one piece, which counting days does not show."""

    mean_length: Computed
    """Calendar days."""
    share_long: Computed
    """Share of the absences that last longer than the chosen limit."""
    per_person: Computed
    """Long absences per person and year."""
    singles_now: Computed | None
    """Long absences a year of somebody who does a function alone, now; None without functions."""
    singles_left: Computed | None
    longer: tuple[SpellShare, ...]


class MassState(StrEnum):
    """Whether a field of expertise has its critical mass somewhere."""

    HOLDS = "holds"
    FEW_PEOPLE = "few_people"
    LITTLE_WORK = "little_work"
    NONE = "none"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class MassCell:
    """Critical mass at one partner, or together (``partner`` is then empty)."""

    partner: str
    name: str
    people: int | None
    skilled: int | None
    """Of those, the ones that the work keeps skilled; None when no minimum or no amount of work was given."""
    state: MassState


@dataclass(frozen=True, slots=True)
class MassRow:
    """Critical mass of one field of expertise. ``points_to_person`` as in `FunctionCover`."""

    id: str
    name: str
    points_to_person: bool
    confidence: Confidence
    minimum_people: int
    minimum_hours: float | None
    minimum_cases: float | None
    partners: tuple[MassCell, ...]
    together: MassCell
    level: Level
    text: Message


@dataclass(frozen=True, slots=True)
class VulnerabilityResult:
    """The K of Kwetsbaarheid, measured. Without functions the level is ``unknown`` and the numbers are None."""

    level: Level
    headline: Message
    functions: tuple[FunctionCover, ...]
    singles: SingleCount | None
    days_now: Computed | None
    """Mean number of uncovered days per function of a partner, now."""
    days_together: Computed | None
    """The same functions of the same partners, when the partners do them together."""
    maximum_days: Computed
    """The chosen maximum of uncovered days."""
    sickness_alone: Computed
    """Uncovered days of a single-person function if that person were absent through sickness alone."""
    presence: Computed
    """Chance that a qualified person is there on a working day, with the parts that it is made of."""
    causes: tuple[Cause, ...]
    """What the days are made of; empty without functions."""
    long_absence: LongAbsence
    critical_mass: tuple[MassRow, ...]
    """Fields of expertise; whether there are people and work enough to keep them skilled."""
    findings: tuple[Finding, ...]
    """Never name a function or a partner, so they can go into any paper."""
    missing: tuple[Missing, ...]
