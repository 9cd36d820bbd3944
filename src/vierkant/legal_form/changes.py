"""The smallest change of answers that would admit an excluded form: exact, by search over subsets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations, product
from typing import Any

from vierkant.legal_form.asking import QUESTIONS_OF, kind_of, reads_through
from vierkant.legal_form.conditions import given, holds, imply
from vierkant.legal_form.inputs import Answers, LegalForm
from vierkant.legal_form.questions import answer_texts, label
from vierkant.legal_form.results import Change, ChangedAnswer, Effect
from vierkant.legal_form.rules import Rule, rules_for
from vierkant.legal_form.values import FIELDS, distinct_values
from vierkant.legal_form.verdicts import verdict_of
from vierkant.quantities import Message


def smallest_changes(form: LegalForm, answers: Answers, on: date) -> tuple[Change, ...]:
    """All smallest sets of changed answers after which no rule excludes the form on what was answered.

    Only answers that were given can change. Subsets are tried smallest first; within a question only values that
    the rules tell apart are tried, and a subset that leaves an excluding rule untouched is skipped, so the search
    is exact. Empty when the form is not excluded.
    """
    kind = kind_of(answers)
    excluding = [rule for rule in rules_for(form, on, kind) if rule.effect is Effect.EXCLUDE]
    explicit = {field: given(answers, field) for field in FIELDS}
    values = imply(dict(explicit))
    applying = [reads_through(rule.reads) for rule in excluding if holds(rule.when, values)]
    if not applying:
        return ()
    read = {field for rule in excluding for field in reads_through(rule.reads)}
    fields = [field for field in QUESTIONS_OF[kind] if field in read and explicit[field] is not None]
    options = {field: distinct_values(field, explicit[field], excluding) for field in fields}
    for size in range(1, len(fields) + 1):
        found = [
            _change(form, answers, update, imply(explicit | update), on)
            for subset in combinations(fields, size)
            if all(touched.intersection(subset) for touched in applying)
            for update in _admitting(subset, options, explicit, excluding)
        ]
        if found:
            return tuple(found)
    return ()


def _admitting(
    subset: Sequence[str],
    options: Mapping[str, Sequence[Any]],
    explicit: Mapping[str, Any],
    excluding: Sequence[Rule],
) -> Iterator[dict[str, Any]]:
    """The new values for the subset after which none of the rules excludes."""
    for values in product(*(options[field] for field in subset)):
        update = dict(zip(subset, values, strict=True))
        changed = imply({**explicit, **update})
        if not any(holds(rule.when, changed) for rule in excluding):
            yield update


def _change(
    form: LegalForm, answers: Answers, update: Mapping[str, Any], values: Mapping[str, Any], on: date
) -> Change:
    return Change(
        answers=tuple(
            ChangedAnswer(
                field=field,
                label=label(field),
                given=answer_texts(field, given(answers, field)),
                instead=answer_texts(field, value),
                meaning=Message(f"legal_form.question.{field}.{_direction(value)}"),
            )
            for field, value in update.items()
        ),
        verdict=verdict_of(form, values, on, kind_of(answers)),
    )


def _direction(value: Any) -> str:
    """A change to yes means something else than a change to no."""
    return "instead_yes" if value is True else "instead"
