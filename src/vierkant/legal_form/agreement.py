"""Does the form that the partners agreed on fit what they answered?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from vierkant.legal_form.advice import advise
from vierkant.legal_form.inputs import Answers, LegalForm
from vierkant.legal_form.results import Effect, FormAdvice, Outcome, Reason, Verdict
from vierkant.quantities import Certainty, Finding, Level, Message

_LEVELS: Mapping[Effect, Level] = {
    Effect.EXCLUDE: Level.RED,
    Effect.CONDITION: Level.AMBER,
    Effect.RECLASSIFY: Level.AMBER,
}
"""How a rule that applies weighs; information is no finding."""


def check_agreement(answers: Answers, form: LegalForm, *, on: date) -> tuple[Finding, ...]:
    """The findings about the agreed form, worst first; one green finding when everything fits.

    A rule that excludes the form is red, a condition to arrange is amber, and what cannot be told because an answer
    is missing is unknown, which is never fine.
    """
    advice = advise(answers, on=on)
    one = advice.form(form)
    if not advice.covered:
        return (Finding("legal_form.not_covered", Level.UNKNOWN, one.verdict_text),)
    findings = [_finding(reason) for reason in one.reasons if reason.effect in _LEVELS]
    if one.verdict is Verdict.UNDECIDED:
        findings += [_finding(reason) for reason in one.open if reason.effect in _LEVELS]
    return tuple(findings) or (_fits(one),)


def _finding(reason: Reason) -> Finding:
    known = reason.outcome is Outcome.APPLIES
    source = "; ".join((*reason.articles, *(item.title for item in reason.sources)))
    missing = next((read.label for read in reason.read if not read.answer), None)
    ask = None if missing is None else Message("legal_form.agreement.answer", {"label": missing})
    return Finding(
        id=f"legal_form.{reason.rule}",
        level=_LEVELS[reason.effect] if known else Level.UNKNOWN,
        text=reason.text,
        action=reason.action if known else ask,
        source=source,
        certainty=reason.certainty,
    )


def _fits(one: FormAdvice) -> Finding:
    certainties = {reason.certainty for reason in one.trace if reason.effect in _LEVELS}
    return Finding(
        id="legal_form.fits",
        level=Level.GREEN,
        text=Message("legal_form.agreement.fits", {"form": one.name}),
        certainty=Certainty.MEDIUM if certainties - {Certainty.HIGH} else Certainty.HIGH,
    )
