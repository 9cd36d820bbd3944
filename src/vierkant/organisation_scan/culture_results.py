"""What the measured culture gives: profiles, and per dimension and pair alike, different or too uncertain to call.

Everything here was let out by the release controller and is about whole organisations.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from vierkant.quantities import Certainty, Computed, Message

Words = Message | str
"""Words of ours, or those of a questionnaire of the partners themselves."""


class Verdict(StrEnum):
    """How two organisations stand on one dimension."""

    ALIKE = "alike"
    """Shown to be within the margin; that nothing was found is not enough."""
    DIFFERENT = "different"
    UNCERTAIN = "uncertain"


class Doubt(StrEnum):
    """Why something is too uncertain to call."""

    ANSWERS = "answers"
    """Too few people answered."""
    TEAMS = "teams"
    """Too few teams to know how much teams differ."""
    BETWEEN = "between"
    """The interval holds both no difference and one that matters."""


class Size(StrEnum):
    """How large a difference is beside the spread of people."""

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


@dataclass(frozen=True, slots=True)
class Position:
    """Where an organisation stands on a scale; None where too few answered."""

    own: Computed | None
    """How its people see it now: the mean of the statements, or the one question when there are none."""
    needed: Computed | None
    """What its people say we need together."""
    spread: float | None
    """Standard deviation of people, in points of the scale."""


@dataclass(frozen=True, slots=True)
class Need:
    """What people of one organisation need minus what they have, on the same question."""

    organisation: str
    name: str
    gap: Computed
    verdict: Verdict
    text: Message


@dataclass(frozen=True, slots=True)
class PairOnDimension:
    """Two organisations on one dimension. ``effect`` is Hedges' g, positive when the first is higher."""

    first: str
    second: str
    first_name: str
    second_name: str
    verdict: Verdict
    doubt: Doubt | None
    effect: Computed | None
    p: float | None
    """Of no difference, adjusted for all comparisons in the report (Benjamini-Hochberg)."""
    p_alike: float | None
    """Of a difference past the margin, adjusted in the same way."""
    size: Size | None
    certainty: Certainty | None
    text: Message
    needed: Verdict | None
    """Whether both need the same; None when it was not asked."""
    needed_text: Message | None


@dataclass(frozen=True, slots=True)
class CultureDimension:
    """One dimension over all organisations."""

    key: str
    name: Words
    low: Words | None
    high: Words | None
    is_value: bool
    points: int
    items: int
    """Statements behind it; 0: one question between the poles, or one description."""
    positions: tuple[tuple[str, Position], ...]
    """(organisation, position) in the order of the organisations."""
    pairs: tuple[PairOnDimension, ...]
    needs: tuple[Need, ...]
    meaning: Message | None
    """What it may mean at work; None when no pair differs for sure."""
    noticed_by: Message | None
    suggestion: Message | None
    """A start for what to agree."""


@dataclass(frozen=True, slots=True)
class Distance:
    """How far two profiles lie apart over all dimensions of practice, in standard deviations."""

    distance: Computed
    """Without the part that noise alone gives."""
    p: float | None
    differs: bool
    elevation: Computed
    shape: Computed
    joint: Computed | None
    """The same with dimensions that go together counted once (Mahalanobis)."""
    text: Message


@dataclass(frozen=True, slots=True)
class Pair:
    """Two organisations in short."""

    first: str
    second: str
    first_name: str
    second_name: str
    alike: int
    different: int
    uncertain: int
    distance: Distance | None
    text: Message


@dataclass(frozen=True, slots=True)
class ViewOnDimension:
    """How people see a partner on one dimension, beside how it sees itself: the same question to both."""

    dimension: str
    name: Words
    seen: Computed | None
    """Mean of those who look."""
    itself: Computed | None
    """Mean of the partner about itself; None when several partners are seen together."""
    effect: Computed | None
    p: float | None
    verdict: Verdict
    doubt: Doubt | None
    text: Message


@dataclass(frozen=True, slots=True)
class View:
    """How one organisation sees its partner."""

    organisation: str
    name: str
    partner: str
    """Key, or ``together``: all others."""
    partner_name: Words
    dimensions: tuple[ViewOnDimension, ...]
    misjudged: int
    text: Message


@dataclass(frozen=True, slots=True)
class ScaleQuality:
    """How well the statements of one dimension measure together in one organisation, and whether people agree."""

    organisation: str
    name: str
    dimension: str
    dimension_name: Words
    alpha: Computed | None
    omega: Computed | None
    alpha_listwise: float | None
    omega_listwise: float | None
    many_missing: bool
    agreement: Computed | None
    """rwg(j)."""
    agreement_star: Computed | None
    """r*wg(j): does not grow with the number of statements."""
    deviation: Computed | None
    """Mean distance to the mean, in points."""
    team: Computed | None
    """ICC(1): how much it matters in which team somebody works."""
    team_means: Computed | None
    """ICC(2): how well teams can be told apart."""
    reliability_text: Message
    agreement_text: Message
    team_text: Message | None


@dataclass(frozen=True, slots=True)
class CultureResult:
    """The culture of the organisations as measured in one wave."""

    wave: str
    questionnaire: str
    organisations: tuple[tuple[str, str], ...]
    """(key, name) of those with a released profile."""
    dimensions: tuple[CultureDimension, ...]
    pairs: tuple[Pair, ...]
    views: tuple[View, ...]
    quality: tuple[ScaleQuality, ...]
    summary: tuple[Message, ...]
    no_prediction: Message
    """What research says about distance and success."""
    no_prediction_certainty: Certainty
    sources: tuple[str, ...]
