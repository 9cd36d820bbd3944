"""The advice: a verdict per form with every reason, what is still open, and what would admit a form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from vierkant.legal_form.asking import kind_of
from vierkant.legal_form.changes import smallest_changes
from vierkant.legal_form.conditions import settled
from vierkant.legal_form.inputs import FORMS_OF, Answers, Kind, LegalForm
from vierkant.legal_form.mismatches import contradictions, mismatches
from vierkant.legal_form.profiles import form_name, profiles
from vierkant.legal_form.questions import answer_texts, label, open_questions
from vierkant.legal_form.results import (
    Advice,
    AnswerRead,
    Effect,
    FormAdvice,
    Outcome,
    Reason,
    Severity,
    Verdict,
)
from vierkant.legal_form.rules import Rule, known_from
from vierkant.legal_form.verdicts import judge, possible_verdicts
from vierkant.quantities import Certainty, Message

_EFFECTS = tuple(Effect)
_SEVERITIES = tuple(Severity)


def advise(answers: Answers, *, on: date) -> Advice:
    """Hold the forms of a kind of cooperation against the answers, by the rules in force on the day.

    Args:
        answers: the answers so far; what is not answered stays open. ``kind`` picks the forms.
        on: the day whose law counts. Before `rules.known_from` no form gets a verdict.
    """
    covered, kind = on >= known_from(), kind_of(answers)
    forms = tuple(advise_form(form, answers, on=on) for form in FORMS_OF[kind])
    return Advice(
        kind=kind,
        on=on.isoformat(),
        covered=covered,
        forms=forms,
        contradictions=contradictions(answers),
        open_questions=open_questions(answers, on) if covered else (),
        notices=_notices(forms, kind, covered),
        profiles=profiles(kind),
    )


def advise_form(form: LegalForm, answers: Answers, *, on: date) -> FormAdvice:
    """The advice on one form; it must belong to the kind of the answers for every question to be asked."""
    covered, values = on >= known_from(), settled(answers)
    judged = judge(form, values, on, kind_of(answers)) if covered else ()
    possible = possible_verdicts(judged) if covered else tuple(Verdict)[:3]
    verdict = possible[0] if len(possible) == 1 else Verdict.UNDECIDED
    trace = tuple(_reason(rule, outcome, values) for rule, outcome in judged)
    targets = [
        rule.reclassified_as
        for rule, outcome in judged
        if rule.effect is Effect.RECLASSIFY and outcome is Outcome.APPLIES
    ]
    return FormAdvice(
        form=form,
        name=form_name(form),
        verdict=verdict,
        verdict_text=_verdict_text(verdict, possible, covered),
        possible=possible,
        reclassified_as=targets[0] if targets and verdict is not Verdict.EXCLUDED else None,
        reasons=_heaviest_first(trace, Outcome.APPLIES),
        open=_heaviest_first(trace, Outcome.CANNOT_TELL),
        trace=trace,
        changes=smallest_changes(form, answers, on) if verdict is Verdict.EXCLUDED else (),
        mismatches=() if verdict is Verdict.EXCLUDED else mismatches(answers, form),
    )


def _reason(rule: Rule, outcome: Outcome, values: Mapping[str, Any]) -> Reason:
    return Reason(
        rule=rule.id,
        effect=rule.effect,
        severity=rule.severity,
        outcome=outcome,
        text=rule.reason,
        action=rule.action,
        articles=rule.articles,
        certainty=rule.certainty,
        unconfirmed=rule.unconfirmed,
        sources=rule.sources,
        read=tuple(
            AnswerRead(field, label(field), answer_texts(field, values[field])) for field in rule.reads
        ),
    )


def _heaviest_first(trace: tuple[Reason, ...], outcome: Outcome) -> tuple[Reason, ...]:
    kept = [reason for reason in trace if reason.outcome is outcome]
    return tuple(
        sorted(kept, key=lambda item: (_EFFECTS.index(item.effect), _SEVERITIES.index(item.severity)))
    )


def _verdict_text(verdict: Verdict, possible: tuple[Verdict, ...], covered: bool) -> Message:
    if not covered:
        return Message("legal_form.verdict.not_covered", {"first_day": known_from().isoformat()})
    if verdict is Verdict.UNDECIDED and Verdict.EXCLUDED not in possible:
        return Message("legal_form.verdict.undecided_admissible")
    return Message(f"legal_form.verdict.{verdict.value}")


def _notices(forms: tuple[FormAdvice, ...], kind: Kind, covered: bool) -> tuple[Message, ...]:
    notices = [Message(f"legal_form.notice.no_legal_advice.{kind.value}")]
    if not covered:
        notices.append(Message("legal_form.verdict.not_covered", {"first_day": known_from().isoformat()}))
    shown = [reason for form in forms for reason in (*form.reasons, *form.open)]
    if any(reason.unconfirmed or reason.certainty is not Certainty.HIGH for reason in shown):
        notices.append(Message("legal_form.notice.unconfirmed"))
    return tuple(notices)
