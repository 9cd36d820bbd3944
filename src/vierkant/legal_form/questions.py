"""The questions about the form, as the web form and the command line ask them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from vierkant.legal_form.asking import DEPENDS_ON, QUESTIONS_OF, kind_of, makes_sense, reads_through
from vierkant.legal_form.conditions import given, imply
from vierkant.legal_form.inputs import FORMS_OF, Answers, Kind, LegalForm
from vierkant.legal_form.mismatches import fields_of_mismatches
from vierkant.legal_form.results import Effect, OpenQuestion, Option, Outcome, Question, Verdict
from vierkant.legal_form.rules import Rule, rules_for
from vierkant.legal_form.values import CHOICES, FIELDS, NUMBERS, distinct_values
from vierkant.legal_form.verdicts import ATTACHING, judge, possible_verdicts, verdict_of
from vierkant.quantities import Message

OWN_WORDS = frozenset(
    {
        ("mandate", Kind.NETWORK),
        ("mandate", Kind.INTERNAL),
        ("delegation", Kind.NETWORK),
        ("public_bodies", Kind.NETWORK),
        ("private_partner", Kind.NETWORK),
        ("legal_personality", Kind.NETWORK),
        ("legal_personality", Kind.INTERNAL),
        ("own_staff", Kind.NETWORK),
        ("harmonise_policy", Kind.NETWORK),
        ("temporary", Kind.INTERNAL),
    }
)
"""Questions that are put in other words for this kind of cooperation."""


def questions(kind: Kind = Kind.INTERMUNICIPAL) -> tuple[Question, ...]:
    """All questions of a kind of cooperation, in the order of asking."""
    return tuple(question(field, kind) for field in QUESTIONS_OF[kind])


def question(field: str, kind: Kind = Kind.INTERMUNICIPAL) -> Question:
    """The question of one answer field."""
    words = f"{field}_{kind.value}" if (field, kind) in OWN_WORDS else field
    return Question(
        field=field,
        kind="choices" if field in CHOICES else "number" if field in NUMBERS else "yes_no",
        text=Message(f"legal_form.question.{words}.text"),
        label=label(field),
        why=Message(f"legal_form.question.{words}.why"),
        explanation=Message(f"legal_form.question.{words}.explanation"),
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

    Last come questions that no longer change a verdict but still bring information or a warning. What follows from
    another answer, and what only matters for a form that is excluded, is not asked.
    """
    kind, forms = kind_of(answers), FORMS_OF[kind_of(answers)]
    explicit = {field: given(answers, field) for field in FIELDS}
    values = imply(dict(explicit))
    judged = {form: judge(form, values, on, kind) for form in forms}
    verdicts = {form: possible_verdicts(found) for form, found in judged.items()}
    kept = [form for form, found in verdicts.items() if found != (Verdict.EXCLUDED,)]
    undecided = [form for form, found in verdicts.items() if len(found) > 1]
    wanted = {field for form in kept for field in _waiting_for(judged[form], tuple(Effect))}
    wanted |= fields_of_mismatches(kept, values, kind)
    weighing = {form: _waiting_for(judged[form], (Effect.EXCLUDE, *ATTACHING)) for form in undecided}
    found = []
    for field in _to_ask(wanted, values, kind):
        concerned = [form for form in undecided if field in weighing[form]]
        decides = sum(_decides(field, form, explicit, on, kind) for form in concerned)
        found.append(OpenQuestion(question(field, kind), decides, len(concerned)))
    return tuple(sorted(found, key=lambda item: (-item.decides, -item.concerns)))


def _to_ask(wanted: set[str], values: Mapping[str, Any], kind: Kind) -> list[str]:
    """What to ask, in the order of asking: a question that another one must precede gives way to that one."""
    needed = wanted | {DEPENDS_ON[field] for field in wanted if field in DEPENDS_ON}
    needed |= {DEPENDS_ON[field] for field in needed if field in DEPENDS_ON}
    return [field for field in QUESTIONS_OF[kind] if field in needed and makes_sense(field, values)]


def _waiting_for(judged: Iterable[tuple[Rule, Outcome]], effects: tuple[Effect, ...]) -> frozenset[str]:
    """The questions that can settle a rule with one of these effects that cannot tell yet."""
    return frozenset(
        field
        for rule, outcome in judged
        if outcome is Outcome.CANNOT_TELL and rule.effect in effects
        for field in reads_through(rule.reads)
    )


def _decides(field: str, form: LegalForm, explicit: Mapping[str, Any], on: date, kind: Kind) -> bool:
    """Whether some answer to this question alone gives the form a final verdict."""
    return any(
        verdict_of(form, imply({**explicit, field: value}), on, kind) is not Verdict.UNDECIDED
        for value in distinct_values(field, None, rules_for(form, on, kind))
    )
