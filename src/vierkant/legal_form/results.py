"""What the advice on the legal form says: a verdict per form, with the article for every yes and no."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from vierkant.legal_form.inputs import Kind, LegalForm
from vierkant.quantities import Certainty, Computed, Finding, Message
from vierkant.sources import Source


class Verdict(StrEnum):
    """What the rules say about one form, given the answers so far."""

    ADMISSIBLE = "admissible"
    ADMISSIBLE_WITH_CONDITIONS = "admissible_with_conditions"
    EXCLUDED = "excluded"
    UNDECIDED = "undecided"
    """More than one verdict is still possible, because answers are missing or no rules are known for the day."""


class Effect(StrEnum):
    """What a rule does with a form when it applies."""

    EXCLUDE = "exclude"
    CONDITION = "condition"
    RECLASSIFY = "reclassify"
    INFORM = "inform"


class Outcome(StrEnum):
    """Whether a rule applies, given the answers so far."""

    APPLIES = "applies"
    DOES_NOT_APPLY = "does_not_apply"
    CANNOT_TELL = "cannot_tell"


class Severity(StrEnum):
    """How much a rule weighs: the law requires or forbids it, a likely problem, or good to know."""

    HARD = "hard"
    WARN = "warn"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class AnswerRead:
    """An answer that a rule read. ``answer`` is empty when the question was not answered yet."""

    field: str
    label: Message
    answer: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule held against one form.

    ``text`` states the rule itself (true whatever the outcome), ``action`` what to do when it applies.
    ``unconfirmed``: the text of the article was only seen in an older version of the act.
    """

    rule: str
    effect: Effect
    severity: Severity
    outcome: Outcome
    text: Message
    action: Message
    articles: tuple[str, ...]
    certainty: Certainty
    unconfirmed: bool
    sources: tuple[Source, ...]
    read: tuple[AnswerRead, ...]


@dataclass(frozen=True, slots=True)
class ChangedAnswer:
    """One answer that would have to change; ``meaning`` says what that comes down to in practice."""

    field: str
    label: Message
    given: tuple[Message, ...]
    instead: tuple[Message, ...]
    meaning: Message


@dataclass(frozen=True, slots=True)
class Change:
    """A smallest set of changed answers that would admit an excluded form."""

    answers: tuple[ChangedAnswer, ...]
    verdict: Verdict
    """The form's verdict after the change: undecided when other answers are still missing."""


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """One line of the comparison table."""

    aspect: str
    label: Message
    text: Message
    articles: tuple[str, ...]
    certainty: Certainty
    unconfirmed: bool
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """A form in the comparison table, the same whatever the answers are.

    ``active`` is the number of active arrangements in the national register, ``share`` its part of all of them;
    None for the form that the register does not use.
    """

    form: LegalForm
    name: Message
    summary: Message
    rows: tuple[ProfileRow, ...]
    active: Computed | None
    share: Computed | None


@dataclass(frozen=True, slots=True)
class FormAdvice:
    """The verdict on one form and everything it rests on.

    ``reasons`` apply, ``open`` could still apply once the missing answers are there, ``trace`` holds every rule.
    ``possible`` are the verdicts that the answers so far do not rule out: one, unless the verdict is undecided.
    ``changes`` are all smallest changes of answers that would admit the form; empty when it is not excluded or
    when no change of the given answers helps.
    ``mismatches`` are warnings that what the partners want does not go with the form; they change no verdict.
    """

    form: LegalForm
    name: Message
    verdict: Verdict
    verdict_text: Message
    possible: tuple[Verdict, ...]
    reclassified_as: LegalForm | None
    reasons: tuple[Reason, ...]
    open: tuple[Reason, ...]
    trace: tuple[Reason, ...]
    changes: tuple[Change, ...]
    mismatches: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that was not answered yet and that still matters.

    ``decides``: the number of undecided forms that get a final verdict by at least one answer to this question
    alone. ``concerns``: the number of undecided forms whose verdict waits for it.
    """

    question: Question
    decides: int
    concerns: int


@dataclass(frozen=True, slots=True)
class Advice:
    """The advice on the forms of a kind of cooperation, in the order of `FORMS_OF`, for the law of the day.

    ``contradictions`` are answers that cannot be true together.
    """

    kind: Kind

    on: str
    """The day, as YYYY-MM-DD."""
    covered: bool
    """False: we hold no rules for this day, so every form is undecided."""
    forms: tuple[FormAdvice, ...]
    contradictions: tuple[Finding, ...]
    open_questions: tuple[OpenQuestion, ...]
    notices: tuple[Message, ...]
    profiles: tuple[Profile, ...]

    def form(self, form: LegalForm) -> FormAdvice:
        """The advice on one form."""
        return next(item for item in self.forms if item.form is form)

    @property
    def admissible(self) -> tuple[LegalForm, ...]:
        """The forms that are admissible, with or without conditions."""
        kept = (Verdict.ADMISSIBLE, Verdict.ADMISSIBLE_WITH_CONDITIONS)
        return tuple(item.form for item in self.forms if item.verdict in kept)

    @property
    def comparable(self) -> tuple[LegalForm, ...]:
        """The forms to compare: not excluded, and not in law another form (a regeling zonder meer with mandate)."""
        return tuple(
            item.form
            for item in self.forms
            if item.verdict is not Verdict.EXCLUDED and item.reclassified_as is None
        )


@dataclass(frozen=True, slots=True)
class Option:
    """One possible answer: ``value`` as it is written in a dossier."""

    value: str
    label: Message


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the form wizard: ``field`` is the name in `inputs.Answers`.

    ``kind`` is ``yes_no``, ``number`` (whole) or ``choices`` (one or more options).
    ``depends_on`` names the yes/no field that must be yes before the question makes sense.
    """

    field: str
    kind: str
    text: Message
    label: Message
    why: Message
    explanation: Message
    options: tuple[Option, ...]
    depends_on: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do for the chosen form, in order. ``weeks`` is the statutory term, where there is one."""

    id: str
    number: int
    title: Message
    text: Message
    who: Message
    articles: tuple[str, ...]
    severity: Severity
    certainty: Certainty
    unconfirmed: bool
    sources: tuple[Source, ...]
    weeks: int | None
