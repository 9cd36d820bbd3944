"""What grip is assessed on, gathered from the other sections and results: the one place that knows both sides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from vierkant.business_case.results import CaseResult
from vierkant.change.results import PeopleResult
from vierkant.dossier.composing import form_answers, partner_name
from vierkant.dossier.figures import figures
from vierkant.dossier.sections import Dossier, Kind
from vierkant.grip import CaseNumbers, GripInput, GripResult, Shown, assess_grip
from vierkant.grip.complexity import complexity
from vierkant.grip.complexity import findings as complexity_findings
from vierkant.quantities import Computed, Confidence


def grip_of(dossier: Dossier, case: CaseResult | None, people: PeopleResult, *, today: date) -> GripResult:
    """Instruments, roles, complexity and the joint zienswijze of a dossier."""
    agreed = dossier.agreements
    answers = form_answers(dossier)
    codes = [partner.municipality for partner in dossier.partners if partner.municipality]
    form = agreed.form if agreed else None
    grip = assess_grip(
        GripInput(
            on=today,
            kind=answers.kind or Kind.INTERMUNICIPAL,
            form=form,
            other_form=agreed.other_form if agreed else None,
            bodies=None if not answers.bodies else frozenset(body.value for body in answers.bodies),
            partners={partner.id: partner_name(partner) for partner in dossier.partners},
            without_council=frozenset(partner.id for partner in dossier.partners if not partner.public),
            votes=agreed.votes if agreed else {},
            quota=agreed.quota if agreed else None,
            roles=dossier.roles,
            instruments=dossier.instruments,
            points=dossier.zienswijze_points,
            views=dossier.council_views,
            shown=_shown(dossier),
            numbers=_numbers(dossier, case, people),
            next_decision_on=dossier.cooperation.next_decision_on if dossier.cooperation else None,
            complexity=complexity(codes, form),
        )
    )
    return replace(grip, findings=(*grip.findings, *complexity_findings(codes, form)))


def _shown(dossier: Dossier) -> Shown:
    """What other sections say about the instruments."""
    agreed, planning, text = dossier.agreements, dossier.planning, dossier.arrangement_text
    answers = dossier.form_answers
    own = [board for board in dossier.boards if board.register_id is None]
    return Shown(
        clauses_present=frozenset(line.id.value for line in dossier.clauses if line.present),
        clauses_absent=frozenset(line.id.value for line in dossier.clauses if line.present is False),
        evaluation_on=agreed.evaluation_on if agreed else None,
        information_terms=bool(agreed and agreed.information_terms),
        withdrawal_terms=bool(agreed and agreed.withdrawal_terms),
        advisory_committee=answers.advisory_committee if answers else None,
        all_councils_want_committee=text.all_councils_want_committee if text else None,
        regulation_sent_on=_first(board.regulation_sent_on for board in own),
        kadernota_sent_on=_first(board.kadernota_sent_on for board in own),
        draft_budget_sent_on=_first(board.draft_budget_sent_on for board in own),
        regional_days=planning is not None
        and any((planning.kadernota_by, planning.draft_budget_by, planning.decide_days)),
    )


def _first(days: Iterable[date | None]) -> date | None:
    """The first day that is filled in."""
    return next((day for day in days if day is not None), None)


def _range(number: Computed) -> tuple[float, float] | None:
    """P10 and P90, when there is a range."""
    return None if number.low is None or number.high is None else (number.low, number.high)


def _numbers(dossier: Dossier, case: CaseResult | None, people: PeopleResult) -> CaseNumbers:
    """The numbers that go into the questions of a councillor."""
    agreed = dossier.agreements
    places = [place.figure.confidence for place in figures(dossier)]
    needed, reserved = people.hours_needed, people.hours_reserved
    total = case.total if case is not None else None
    return CaseNumbers(
        joint_cost=total.baseline.value if total else None,
        saving=_range(total.structural) if total else None,
        paid_in_advance=abs(total.peak_funding.value) if total else None,
        never_back=total.payback.never.value if total else None,
        transition_budget=agreed.transition_budget.value if agreed and agreed.transition_budget else None,
        cost_key={key: share.value for key, share in agreed.cost_key.items()} if agreed else {},
        figures=len(places),
        assumed=sum(item in (Confidence.ASSUMED, Confidence.ESTIMATED) for item in places),
        employees=sum(group.size for group in dossier.people),
        hours_needed=needed.value if needed else None,
        hours_reserved=reserved.value if reserved else None,
    )
