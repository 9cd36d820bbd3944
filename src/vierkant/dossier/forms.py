"""The form of the cooperation: advice, comparison, consequences and text, put together from what the dossier says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from vierkant.dossier.composing import form_answers
from vierkant.dossier.sections import Dossier
from vierkant.legal_form import (
    advise,
    check_agreement,
    check_arrangement,
    compare,
    form_consequences,
)
from vierkant.legal_form.inputs import Criterion
from vierkant.legal_form.results import Advice
from vierkant.legal_form.results_choice import ArrangementCheck, FormChoice, FormConsequences
from vierkant.quantities import Finding
from vierkant.reference.forms import WGR_FORMS, Kind
from vierkant.voting_power.results import VotingResult

VOTING_FINDINGS = frozenset({"powerless", "dictator"})
"""What the votes do to a partner; said with the form, counted with the interests."""


@dataclass(frozen=True, slots=True)
class FormParts:
    """What the dossier says about its form. ``choice`` compares the admissible forms; None with fewer than two."""

    advice: Advice
    findings: tuple[Finding, ...]
    choice: FormChoice | None
    consequences: FormConsequences | None
    arrangement: ArrangementCheck | None


def assess_form(dossier: Dossier, voting: VotingResult | None, *, today: date) -> FormParts:
    """Everything about the form, by the rules of the day."""
    answers = form_answers(dossier)
    advice = advise(answers, on=today)
    agreed = dossier.agreements.form if dossier.agreements else None
    kind = answers.kind or Kind.INTERMUNICIPAL
    findings: list[Finding] = []
    if agreed is not None:
        findings += check_agreement(answers, agreed, on=today)
    findings += _powerless(voting)
    arrangement = None
    if agreed in WGR_FORMS:
        arrangement = check_arrangement(
            agreed,
            dossier.arrangement_text,
            dossier.clauses,
            on=today,
            largest_vote_share=_largest_share(voting),
            draft_sent_on=_draft_sent_on(dossier),
            bodies=answers.bodies,
        )
    return FormParts(
        advice=advice,
        findings=tuple(findings),
        choice=_choice(advice, answers.weights),
        consequences=None if agreed is None else form_consequences(agreed, on=today, kind=kind),
        arrangement=arrangement,
    )


def _choice(advice: Advice, weights: Mapping[Criterion, int]) -> FormChoice | None:
    """The forms that can be chosen, side by side; while everything is open, those that are not excluded."""
    kept = advice.comparable
    return compare(kept, weights) if len(kept) > 1 else None


def _draft_sent_on(dossier: Dossier) -> date | None:
    """The day on which the draft of this arrangement went to the councils."""
    own = (board.regulation_sent_on for board in dossier.boards if board.register_id is None)
    return next((day for day in own if day is not None), None)


def _largest_share(voting: VotingResult | None) -> float | None:
    """The share of the votes of the partner with most of them, 0..1."""
    if voting is None or not voting.total_votes:
        return None
    return max(partner.votes for partner in voting.partners) / voting.total_votes


def _powerless(voting: VotingResult | None) -> tuple[Finding, ...]:
    """A rule for votes that leaves a partner without power does not fit partners who decide together."""
    if voting is None:
        return ()
    return tuple(finding for finding in voting.findings if finding.id in VOTING_FINDINGS)
