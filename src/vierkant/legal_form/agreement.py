"""Does the form that the partners agreed on fit what they answered?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from vierkant.legal_form.advice import advise_form
from vierkant.legal_form.asking import kind_of
from vierkant.legal_form.inputs import FORMS_OF, Answers, Kind, LegalForm
from vierkant.legal_form.mismatches import contradictions
from vierkant.legal_form.results import Effect, FormAdvice, Outcome, Reason, Verdict
from vierkant.legal_form.rules import known_from
from vierkant.quantities import Certainty, Finding, Level, Message

_LEVELS: Mapping[Effect, Level] = {
    Effect.EXCLUDE: Level.RED,
    Effect.CONDITION: Level.AMBER,
    Effect.RECLASSIFY: Level.AMBER,
}
"""How a rule that applies weighs; information is no finding."""
_WORST = (Level.RED, Level.AMBER, Level.UNKNOWN, Level.GREEN)


def check_agreement(answers: Answers, form: LegalForm, *, on: date) -> tuple[Finding, ...]:
    """The findings about the agreed form, worst first; one green finding when everything fits.

    A rule that excludes the form is red. A condition to arrange, a mismatch between motive and form, and answers
    that cannot be true together are amber. What cannot be told because an answer is missing is unknown, which is
    never fine. A form of another kind of cooperation is held against the rules of its own kind, and said to be so.
    """
    kind = kind_of(answers)
    own = kind if form in FORMS_OF[kind] else next(item for item in Kind if form in FORMS_OF[item])
    one = advise_form(form, answers.model_copy(update={"kind": own}), on=on)
    if on < known_from():
        return (Finding("legal_form.not_covered", Level.UNKNOWN, one.verdict_text),)
    findings = [] if own is kind else [_other_kind(one, own)]
    findings += [_finding(reason) for reason in one.reasons if reason.effect in _LEVELS]
    findings += [*one.mismatches, *contradictions(answers)]
    if one.verdict is Verdict.UNDECIDED:
        findings += [_finding(reason) for reason in one.open if reason.effect in _LEVELS]
    return tuple(sorted(findings, key=lambda item: _WORST.index(item.level))) or (_fits(one),)


def _other_kind(one: FormAdvice, own: Kind) -> Finding:
    arguments = {"form": one.name, "kind": Message(f"legal_form.kind.{own.value}")}
    return Finding(
        id="legal_form.other_kind",
        level=Level.AMBER,
        text=Message("legal_form.agreement.other_kind", arguments),
        action=Message("legal_form.agreement.other_kind_action", arguments),
    )


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
