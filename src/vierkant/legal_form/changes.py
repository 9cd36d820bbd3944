"""The smallest change of answers that would admit an excluded form: exact, by search over subsets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations, product
from typing import Any

from vierkant.legal_form.conditions import evaluate, fields_read, given
from vierkant.legal_form.inputs import Answers, LegalForm
from vierkant.legal_form.questions import answer_texts, label
from vierkant.legal_form.results import Change, ChangedAnswer, Effect
from vierkant.legal_form.rules import Rule, rules_for
from vierkant.legal_form.values import FIELDS, distinct_values
from vierkant.legal_form.verdicts import verdict
from vierkant.quantities import Message


def smallest_changes(form: LegalForm, answers: Answers, on: date) -> tuple[Change, ...]:
    """All smallest sets of changed answers after which no rule excludes the form on what was answered.

    Only answers that were given can change. Subsets are tried smallest first; within a question only values that
    the rules tell apart are tried, and a subset that leaves an excluding rule untouched is skipped, so the search
    is exact. Empty when the form is not excluded.
    """
    excluding = [rule for rule in rules_for(form, on) if rule.effect is Effect.EXCLUDE]
    applying = [set(fields_read(rule.when)) for rule in excluding if evaluate(rule.when, answers)]
    read = {field for rule in excluding for field in fields_read(rule.when)}
    fields = [field for field in FIELDS if field in read and given(answers, field) is not None]
    if not applying:
        return ()
    for size in range(1, len(fields) + 1):
        found = [
            _change(form, answers, update, on)
            for subset in combinations(fields, size)
            if all(touched.intersection(subset) for touched in applying)
            for update in _admitting(subset, answers, excluding)
        ]
        if found:
            return tuple(found)
    return ()


def _admitting(
    subset: Sequence[str], answers: Answers, excluding: Sequence[Rule]
) -> Iterator[dict[str, Any]]:
    """The new values for the subset after which none of the rules excludes."""
    for values in product(*(distinct_values(field, answers, excluding) for field in subset)):
        update = dict(zip(subset, values, strict=True))
        changed = answers.model_copy(update=update)
        if not any(evaluate(rule.when, changed) for rule in excluding):
            yield update


def _change(form: LegalForm, answers: Answers, update: dict[str, Any], on: date) -> Change:
    return Change(
        answers=tuple(
            ChangedAnswer(
                field=field,
                label=label(field),
                given=answer_texts(field, given(answers, field)),
                instead=answer_texts(field, value),
                meaning=Message(f"legal_form.question.{field}.instead"),
            )
            for field, value in update.items()
        ),
        verdict=verdict(form, answers.model_copy(update=update), on),
    )
