"""The evaluator: every rule of a form held against the answers, and the verdict that follows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from vierkant.legal_form.asking import kind_of
from vierkant.legal_form.conditions import holds, settled
from vierkant.legal_form.inputs import Answers, Kind, LegalForm
from vierkant.legal_form.results import Effect, Outcome, Verdict
from vierkant.legal_form.rules import Rule, known_from, rules_for

ATTACHING = (Effect.CONDITION, Effect.RECLASSIFY)
"""The effects that leave a form admissible, with something to arrange."""


Values = Mapping[str, Any]
"""Answers as from `conditions.settled`."""


def outcomes(form: LegalForm, answers: Answers, on: date) -> tuple[tuple[Rule, Outcome], ...]:
    """Every rule on the form in force on the day, with its outcome."""
    return judge(form, settled(answers), on, kind_of(answers))


def judge(form: LegalForm, values: Values, on: date, kind: Kind) -> tuple[tuple[Rule, Outcome], ...]:
    """The same for values from `conditions.settled`."""
    return tuple((rule, _outcome(rule, values)) for rule in rules_for(form, on, kind))


def _outcome(rule: Rule, values: Values) -> Outcome:
    met = holds(rule.when, values)
    if met is None:
        return Outcome.CANNOT_TELL
    return Outcome.APPLIES if met else Outcome.DOES_NOT_APPLY


def possible_verdicts(judged: Iterable[tuple[Rule, Outcome]]) -> tuple[Verdict, ...]:
    """The verdicts that these outcomes do not rule out: one when the form is decided."""
    seen = {(rule.effect, outcome) for rule, outcome in judged}
    if (Effect.EXCLUDE, Outcome.APPLIES) in seen:
        return (Verdict.EXCLUDED,)
    attached = any((effect, Outcome.APPLIES) in seen for effect in ATTACHING)
    may_attach = attached or any((effect, Outcome.CANNOT_TELL) in seen for effect in ATTACHING)
    kept = {
        Verdict.ADMISSIBLE: not attached,
        Verdict.ADMISSIBLE_WITH_CONDITIONS: may_attach,
        Verdict.EXCLUDED: (Effect.EXCLUDE, Outcome.CANNOT_TELL) in seen,
    }
    return tuple(verdict for verdict, keep in kept.items() if keep)


def verdict(form: LegalForm, answers: Answers, on: date) -> Verdict:
    """The verdict on one form; undecided while the answers leave more than one possible, or without rules."""
    return verdict_of(form, settled(answers), on, kind_of(answers))


def verdict_of(form: LegalForm, values: Values, on: date, kind: Kind) -> Verdict:
    """The same for values from `conditions.settled`."""
    if on < known_from():
        return Verdict.UNDECIDED
    possible = possible_verdicts(judge(form, values, on, kind))
    return possible[0] if len(possible) == 1 else Verdict.UNDECIDED
