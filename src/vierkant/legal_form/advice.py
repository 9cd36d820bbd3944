"""The advice: a verdict per form with every reason, what is still open, and what would admit a form."""

from __future__ import annotations

from datetime import date

from vierkant.legal_form.changes import smallest_changes
from vierkant.legal_form.conditions import fields_read, given
from vierkant.legal_form.inputs import WGR_FORMS, Answers, LegalForm
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
from vierkant.legal_form.verdicts import outcomes, possible_verdicts
from vierkant.quantities import Certainty, Message

_EFFECTS = tuple(Effect)
_SEVERITIES = tuple(Severity)


def advise(answers: Answers, *, on: date) -> Advice:
    """Hold the five forms of the Wgr against the answers, by the rules in force on the day.

    Args:
        answers: the answers so far; what is not answered stays open.
        on: the day whose law counts. Before `rules.known_from` no form gets a verdict.
    """
    covered = on >= known_from()
    forms = tuple(_form_advice(form, answers, on, covered) for form in WGR_FORMS)
    return Advice(
        on=on.isoformat(),
        covered=covered,
        forms=forms,
        open_questions=open_questions(answers, on) if covered else (),
        notices=_notices(forms, covered),
        profiles=profiles(),
    )


def _form_advice(form: LegalForm, answers: Answers, on: date, covered: bool) -> FormAdvice:
    judged = outcomes(form, answers, on) if covered else ()
    possible = possible_verdicts(judged) if covered else tuple(Verdict)[:3]
    verdict = possible[0] if len(possible) == 1 else Verdict.UNDECIDED
    trace = tuple(_reason(rule, outcome, answers) for rule, outcome in judged)
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
    )


def _reason(rule: Rule, outcome: Outcome, answers: Answers) -> Reason:
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
            AnswerRead(field, label(field), answer_texts(field, given(answers, field)))
            for field in fields_read(rule.when)
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


def _notices(forms: tuple[FormAdvice, ...], covered: bool) -> tuple[Message, ...]:
    notices = [Message("legal_form.notice.no_legal_advice")]
    if not covered:
        notices.append(Message("legal_form.verdict.not_covered", {"first_day": known_from().isoformat()}))
    shown = [reason for form in forms for reason in (*form.reasons, *form.open)]
    if any(reason.unconfirmed or reason.certainty is not Certainty.HIGH for reason in shown):
        notices.append(Message("legal_form.notice.unconfirmed"))
    return tuple(notices)
