"""The questions about the form, as the web form and the command line ask them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from vierkant.legal_form.conditions import fields_read, given
from vierkant.legal_form.inputs import WGR_FORMS, Answers, LegalForm
from vierkant.legal_form.results import Effect, OpenQuestion, Option, Outcome, Question, Verdict
from vierkant.legal_form.rules import rules_for
from vierkant.legal_form.values import CHOICES, FIELDS, NUMBERS, distinct_values
from vierkant.legal_form.verdicts import ATTACHING, outcomes, verdict
from vierkant.quantities import Message

DEPENDS_ON: Mapping[str, str] = {"tax_kinds": "levy_tax"}
"""Question → the yes/no question that must be answered with yes before it makes sense."""


def questions() -> tuple[Question, ...]:
    """All questions, in the order of asking: one per field of `inputs.Answers` except the note."""
    return tuple(question(field) for field in FIELDS)


def question(field: str) -> Question:
    """The question of one answer field."""
    return Question(
        field=field,
        kind="choices" if field in CHOICES else "number" if field in NUMBERS else "yes_no",
        text=Message(f"legal_form.question.{field}.text"),
        label=label(field),
        why=Message(f"legal_form.question.{field}.why"),
        explanation=Message(f"legal_form.question.{field}.explanation"),
        options=_options(field),
        depends_on=DEPENDS_ON.get(field),
    )


def _options(field: str) -> tuple[Option, ...]:
    if field in CHOICES:
        return tuple(Option(item.value, _choice_text(field, item.value)) for item in CHOICES[field])
    if field in NUMBERS:
        return ()
    return tuple(Option(word, Message(f"legal_form.answer.{word}")) for word in ("yes", "no"))


def label(field: str) -> Message:
    """The short name of a question."""
    return Message(f"legal_form.question.{field}.label")


def answer_texts(field: str, value: Any) -> tuple[Message, ...]:
    """An answer in words: one message, or one per chosen option; none when there is no answer."""
    if value is None:
        return ()
    if field in CHOICES:
        return tuple(_choice_text(field, item.value) for item in CHOICES[field] if item in value)
    if field in NUMBERS:
        return (Message("legal_form.answer.count", {"count": value}),)
    return (Message("legal_form.answer.yes" if value else "legal_form.answer.no"),)


def _choice_text(field: str, value: str) -> Message:
    return Message(f"legal_form.answer.{field}.{value}")


def open_questions(answers: Answers, on: date) -> tuple[OpenQuestion, ...]:
    """The unanswered questions that still matter, the one that can decide most forms first.

    Last come questions that no longer change a verdict but still bring information.
    """
    verdicts = {form: verdict(form, answers, on) for form in WGR_FORMS}
    undecided = [form for form, found in verdicts.items() if found is Verdict.UNDECIDED]
    kept = [form for form, found in verdicts.items() if found is not Verdict.EXCLUDED]
    wanted = {field for form in kept for field in _waiting_for(form, answers, on, tuple(Effect))}
    weighing = {form: _waiting_for(form, answers, on, (Effect.EXCLUDE, *ATTACHING)) for form in undecided}
    found = [
        OpenQuestion(
            question=question(field),
            decides=sum(_decides(field, form, answers, on) for form in undecided),
            concerns=sum(field in weighing[form] for form in undecided),
        )
        for field in FIELDS
        if field in wanted and _makes_sense(field, answers)
    ]
    return tuple(sorted(found, key=lambda item: (-item.decides, -item.concerns)))


def _makes_sense(field: str, answers: Answers) -> bool:
    needed = DEPENDS_ON.get(field)
    return given(answers, field) is None and (needed is None or given(answers, needed) is True)


def _waiting_for(form: LegalForm, answers: Answers, on: date, effects: tuple[Effect, ...]) -> frozenset[str]:
    """The questions read by rules of the form with one of these effects that cannot tell yet."""
    return frozenset(
        field
        for rule, outcome in outcomes(form, answers, on)
        if outcome is Outcome.CANNOT_TELL and rule.effect in effects
        for field in fields_read(rule.when)
    )


def _decides(field: str, form: LegalForm, answers: Answers, on: date) -> bool:
    """Whether some answer to this question alone gives the form a final verdict."""
    return any(
        verdict(form, answers.model_copy(update={field: value}), on) is not Verdict.UNDECIDED
        for value in distinct_values(field, answers, rules_for(form, on))
    )
