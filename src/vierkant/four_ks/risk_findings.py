"""What to notice about risk, what to do about it, and what the dossier does not say yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vierkant.four_ks.inputs_risk import RiskInput
from vierkant.four_ks.risk_results import CrossCheck, Dependence, PartnerRisk
from vierkant.four_ks.risk_sums import POOL, Counted, Exact
from vierkant.four_ks.tables import Table
from vierkant.quantities import (
    Certainty,
    Confidence,
    Finding,
    Level,
    Message,
    MessageArgument,
    Missing,
    Number,
    Unit,
)

DOCUMENT = "docs/methods/risks.md"
_WORTH_TELLING = 0.01
_AT_THE_EDGE = 1e-9
"""A risk of 10 % asks for nothing at a certainty of 90 %: it stays away just often enough."""
_CERTAINTY = {"dependence": Certainty.LOW, "flows_back": Certainty.HIGH, "key_not_agreed": Certainty.HIGH}


def notes(
    given: RiskInput,
    risks: Sequence[Counted],
    partners: Sequence[PartnerRisk],
    dependence: Sequence[Dependence],
    check: CrossCheck,
    sums: Exact,
    chosen: Table,
) -> Iterator[Finding]:
    """All findings, in the order in which they matter."""
    yield from _partner_notes(partners, chosen)
    yield from _pool_notes(given, risks)
    yield from _rare(risks, partners, chosen)
    yield from _dependent(dependence, chosen)
    yield from _uncertain(partners, risks)
    if sums.bound >= 1:
        yield _finding("rounded", Level.AMBER, amount=Number(sums.bound, Unit.EURO))
    if not check.agrees:
        yield _finding("check", Level.RED)


def _partner_notes(partners: Sequence[PartnerRisk], chosen: Table) -> Iterator[Finding]:
    sufficient = chosen.value("sufficient_ratio")
    short = [
        row
        for row in partners
        if row.resilience is not None and row.resilience < row.required_after * sufficient
    ]
    if short:
        yield _finding(
            "below_sufficient" if sufficient != 1 else "below_required",
            Level.RED,
            places=", ".join(row.name for row in short),
            ratio=Number(sufficient, Unit.NUMBER, 1),
        )
    worse = [row for row in partners if row.required_after > row.required_before * (1 + _WORTH_TELLING)]
    if worse:
        yield _finding("more_for_some", Level.AMBER, places=", ".join(row.name for row in worse))


def _pool_notes(given: RiskInput, risks: Sequence[Counted]) -> Iterator[Finding]:
    new = [risk for risk in risks if risk.before is None]
    if not new and not any(risk.partner is None for risk in given.risks):
        yield _finding("no_new_risks", Level.AMBER)
    elif new:
        expected = sum(risk.chance_after.value * risk.impact_after.value for risk in new)
        yield _finding("new_risks", Level.AMBER, count=len(new), amount=Number(expected, Unit.EURO_PER_YEAR))
    if any(risk.after == POOL for risk in risks):
        yield _finding("flows_back", Level.AMBER)
        if not given.key_agreed:
            yield _finding("key_not_agreed", Level.AMBER)


def _rare(risks: Sequence[Counted], partners: Sequence[PartnerRisk], chosen: Table) -> Iterator[Finding]:
    """A rare large risk is outside the certainty: alone it does not ask for a euro."""
    names = {row.partner: row for row in partners}
    certainty = chosen.value("certainty")
    found = [
        risk
        for risk in risks
        if risk.before in names
        and risk.chance.value <= 1 - certainty + _AT_THE_EDGE
        and risk.impact.value > names[risk.before].required_before
    ]
    if found:
        largest = max(found, key=lambda risk: risk.impact.value)
        yield _finding(
            "rare",
            Level.AMBER,
            count=len(found),
            risk=largest.name,
            amount=Number(largest.impact.value, Unit.EURO),
            certainty=Number(certainty, Unit.SHARE),
        )


def _dependent(dependence: Sequence[Dependence], chosen: Table) -> Iterator[Finding]:
    gains = {row.correlation: row.gain for row in dependence}
    apart, joint = gains.get(0.0), gains.get(min(chosen.value("correlation"), 0.99))
    if apart is not None and joint is not None and apart > _WORTH_TELLING and joint < apart - _WORTH_TELLING:
        yield _finding(
            "dependence",
            Level.AMBER,
            apart=Number(apart, Unit.SHARE),
            joint=Number(max(joint, 0.0), Unit.SHARE),
        )


def _uncertain(partners: Sequence[PartnerRisk], risks: Sequence[Counted]) -> Iterator[Finding]:
    more = [
        row.name for row in partners if row.uncertain_after > row.required_after * 1.1 and row.required_after
    ]
    if more:
        yield _finding("uncertain", Level.AMBER, places=", ".join(more))
    assumed = sum(Confidence.ASSUMED in (risk.chance.confidence, risk.impact.confidence) for risk in risks)
    if assumed:
        yield _finding("assumed", Level.AMBER, count=assumed, total=len(risks))


def _finding(name: str, level: Level, **arguments: MessageArgument) -> Finding:
    return Finding(
        id=name,
        level=level,
        text=Message(f"risks.finding.{name}", arguments),
        action=Message(f"risks.action.{name}"),
        source=DOCUMENT,
        certainty=_CERTAINTY.get(name, Certainty.MEDIUM),
    )


def missing(given: RiskInput) -> Iterator[Missing]:
    """What the dossier does not say about risk."""
    if not given.risks:
        yield _gap("risks", "risks")
    for risk in given.risks:
        for field, figure in (("chance", risk.chance), ("impact", risk.impact)):
            if figure is None:
                yield _gap("risks", field, risk.partner, risk=risk.name)
    for partner in given.partners:
        if given.risks and not any(risk.partner == partner.id for risk in given.risks):
            yield _gap("risks", "partner", partner.id, partner_name=partner.name)
        if partner.resilience is None:
            yield _gap("finances", "resilience", partner.id, partner_name=partner.name)


def _gap(section: str, name: str, partner: str | None = None, **arguments: str) -> Missing:
    return Missing(
        section,
        Message(f"risks.missing.{name}", arguments),
        Message(f"risks.missing_cost.{name}", arguments),
        partner,
    )
