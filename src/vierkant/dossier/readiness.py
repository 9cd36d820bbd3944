"""Is the dossier ready for a decision? Without a change plan and a decided budget for people it is not, and says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vierkant.change.results import PeopleResult
from vierkant.cost_sharing.results import SharingResult
from vierkant.dossier.sections import Dossier, Stage
from vierkant.organisation_scan.results import ScanResult
from vierkant.quantities import Certainty, Level, Message
from vierkant.withdrawal.results import WithdrawalResult


@dataclass(frozen=True, slots=True)
class Reason:
    """Something that must be there before people decide. ``section``: where it is filled in."""

    id: str
    level: Level
    text: Message
    section: str
    source: str | None
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Readiness:
    """``asked`` is False once the cooperation runs: then there is no founding decision to be ready for."""

    asked: bool
    ready: bool
    headline: Message
    reasons: tuple[Reason, ...]


_PLANNED_ONLY = (
    "https://www.bngbank.nl/bg/Pages/2012-4-Recept-voor-een-succesvolle-gemeentelijke-herindeling.aspx"
)


def readiness(
    dossier: Dossier,
    people: PeopleResult,
    scan: ScanResult | None = None,
    *,
    sharing: SharingResult | None = None,
    withdrawal: WithdrawalResult | None = None,
) -> Readiness:
    """What is still in the way of a decision, the human side first. An amber reason warns; a red one blocks."""
    stage = dossier.cooperation.stage if dossier.cooperation else Stage.EXPLORING
    reasons = (
        *_people(dossier, people),
        *_differences(scan),
        *_agreements(dossier),
        *_interests(dossier, sharing, withdrawal),
    )
    red = [item for item in reasons if item.level is Level.RED]
    name = "ready" if not reasons else "almost" if not red else "not_ready"
    count = len(red) or len(reasons)
    headline = Message(f"readiness.{name}", {"count": count} if reasons else {})
    return Readiness(stage not in (Stage.RUNNING, Stage.ENDING), not red, headline, reasons)


def _people(dossier: Dossier, people: PeopleResult) -> Iterator[Reason]:
    plan = dossier.change_plan
    if not dossier.people:
        yield _reason("no_groups", Level.RED, "people")
    if plan is None:
        yield _reason("no_change_plan", Level.RED, "change_plan", _PLANNED_ONLY)
    elif plan.decided_by is None or plan.decided_on is None or plan.starts_on is None:
        yield _reason("change_plan_open", Level.RED, "change_plan", _PLANNED_ONLY)
    if not people.ledger.decided:
        yield _reason("no_decided_budget", Level.RED, "ledger", _PLANNED_ONLY)
    elif people.ledger.level is Level.RED:
        text = people.ledger.headline
        yield Reason("ledger_red", Level.RED, text, "ledger", None, Certainty.LOW)
    if dossier.people and not any(card.filled for card in people.impact.cards):
        yield _reason("no_cards", Level.AMBER, "impact")
    if dossier.people and people.coverage.without_step:
        count = len(people.coverage.without_step)
        yield _reason("groups_without_step", Level.AMBER, "interventions", count=count)
    asked = dossier.agreements is not None and dossier.agreements.works_council_asked_on is not None
    if dossier.people and not asked and (plan is None or plan.advice_asked_on is None):
        yield _reason("works_council", Level.RED, "agreements", "WOR 25", Certainty.HIGH)


def _differences(scan: ScanResult | None) -> Iterator[Reason]:
    """A plan with differences and no measure is not ready: people meet them on the first day."""
    if scan is not None and scan.differences is not None and scan.differences.open:
        yield _reason("differences_open", Level.RED, "differences", count=scan.differences.open)


def _agreements(dossier: Dossier) -> Iterator[Reason]:
    agreed = dossier.agreements
    if agreed is None or agreed.evaluation_on is None:
        yield _reason("no_evaluation", Level.AMBER, "agreements")
    if agreed is None or not agreed.information_terms:
        yield _reason("no_information", Level.AMBER, "agreements")


def _interests(
    dossier: Dossier, sharing: SharingResult | None, withdrawal: WithdrawalResult | None
) -> Iterator[Reason]:
    """Agreements that somebody said must be made first; a text that the law does not allow; a key that pushes out."""
    open_pacts = sum(pact.before_decision and not pact.done for pact in dossier.pacts)
    if open_pacts:
        yield _reason("pacts_open", Level.RED, "pacts", count=open_pacts)
    for check in withdrawal.clauses if withdrawal else ():
        if check.met is False:
            name = f"leaving_{check.id}"
            yield _reason(name, Level.RED, "withdrawal_rule", check.article, check.certainty)
    dearer = [item for item in sharing.findings if item.id == "dearer_than_alone"] if sharing else []
    # What lies within its range is no reason: nobody can say that it is so.
    sure = sum(not item.text.id.endswith("_unsure") for item in dearer)
    if sure:
        yield _reason("key_dearer", Level.AMBER, "key_design", count=sure)


def _reason(
    name: str,
    level: Level,
    section: str,
    source: str | None = None,
    certainty: Certainty = Certainty.MEDIUM,
    **arguments: int,
) -> Reason:
    return Reason(name, level, Message(f"readiness.{name}", arguments), section, source, certainty)
