"""What follows once forms are admissible: the comparison, the consequences, and what the text must say."""

from __future__ import annotations

from dataclasses import dataclass

from vierkant.legal_form.inputs import Clause, Criterion, LegalForm
from vierkant.legal_form.results import Severity, Step
from vierkant.quantities import Certainty, Finding, Message
from vierkant.sources import Source


@dataclass(frozen=True, slots=True)
class Score:
    """How a form does on a criterion, from 1 (weak) to 5 (strong), and why. The order is our judgement."""

    form: LegalForm
    criterion: Criterion
    points: int
    text: Message
    articles: tuple[str, ...]
    certainty: Certainty
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """A criterion with its weight (0..5) and the scores of the compared forms, in the order of the ranking."""

    criterion: Criterion
    name: Message
    text: Message
    weight: int
    scores: tuple[Score, ...]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A form in the ranking. ``total`` is the weighted mean of its points, 1..5; ``rank`` 1 is first, ties share."""

    form: LegalForm
    name: Message
    total: float
    rank: int
    rank_equal_weights: int
    first_share: float
    """The share of all weightings (0..5 per criterion, all zero left out) in which it is first, alone or tied."""


@dataclass(frozen=True, slots=True)
class Tipping:
    """The nearest weight of one criterion at which another form comes first."""

    criterion: Criterion
    name: Message
    weight: int
    first: LegalForm
    text: Message


@dataclass(frozen=True, slots=True)
class FormChoice:
    """The admissible forms compared with the weights of the user."""

    ranking: tuple[Ranked, ...]
    rows: tuple[CriterionRow, ...]
    tipping: tuple[Tipping, ...]
    is_own_weights: bool
    text: Message
    notice: Message


@dataclass(frozen=True, slots=True)
class Consequence:
    """Something that holds once this form is chosen."""

    id: str
    topic: str
    """legal_basis, organs, appointment, employer, powers, money, openness, or supervision."""
    title: Message
    text: Message
    articles: tuple[str, ...]
    certainty: Certainty
    unconfirmed: bool
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class FormConsequences:
    """What follows from the chosen form: what holds, and the steps in one order."""

    form: LegalForm
    name: Message
    rows: tuple[Consequence, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class ClauseState:
    """One clause of the checklist: ``present`` None when nobody looked yet. ``required`` by the act for this form."""

    clause: Clause
    name: Message
    text: Message
    required: bool
    present: bool | None
    place: str | None
    articles: tuple[str, ...]
    severity: Severity
    certainty: Certainty
    unconfirmed: bool
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class ArrangementCheck:
    """The text of the arrangement against the act: rules P01-P07 and V01-V05, and the clauses."""

    form: LegalForm
    clauses: tuple[ClauseState, ...]
    findings: tuple[Finding, ...]
    required: int
    found: int
    missing: int
    unseen: int
    """Required clauses about which the dossier says nothing yet."""


@dataclass(frozen=True, slots=True)
class FoundClause:
    """A place in a text that seems to hold a clause: a proposal, to be confirmed by a reader."""

    clause: Clause
    name: Message
    place: str
    heading: str
    words: tuple[str, ...]
    strength: float
    """0..1: how well the words fit."""
