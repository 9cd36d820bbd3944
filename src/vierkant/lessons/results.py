"""What the comparison with other cases yields."""

from __future__ import annotations

from dataclasses import dataclass

from vierkant.quantities import Computed, Message, Missing


@dataclass(frozen=True, slots=True)
class FeatureMatch:
    """One feature of both: ``alike`` is 1 for the same and 0 for as different as can be; ``weight`` is its share."""

    feature: str
    alike: float
    weight: float
    text: Message


@dataclass(frozen=True, slots=True)
class NearCase:
    """A case beside the dossier.

    ``alike`` is 1 minus the distance. ``compared`` features were known of both, of the ``known`` ones of the dossier;
    ``enough`` is False when they carry less than half of the weight: then it says little, and the case stands last.
    """

    id: str
    name: str
    own: bool
    outcome: str | None
    alike: float
    compared: int
    known: int
    enough: bool
    matches: tuple[FeatureMatch, ...]


@dataclass(frozen=True, slots=True)
class CheckStanding:
    """A check from the lessons: whether the dossier meets it, and which of the near cases teach it.

    ``section`` is the part of the dossier where it is met.
    """

    id: str
    section: str
    done: bool
    text: Message
    why: Message
    cases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LessonsResult:
    """The cases nearest to a dossier, and what to check because of them: open checks first."""

    nearest: tuple[NearCase, ...]
    checks: tuple[CheckStanding, ...]
    features: tuple[str, ...]
    """The features of the dossier that are known."""
    missing: tuple[Missing, ...]
    cases: int
    """How many cases were compared."""
    itself: str | None
    """The documented case of these very municipalities: it is left out of the nearest ones. None when there is none."""
    dissolved: Computed
    """The base rate: the chance that a cooperation ends within ten years, whatever its features."""
