"""Indicators: without a baseline nobody can tell later whether it became better."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from vierkant.four_ks.inputs import Indicator
from vierkant.four_ks.quality_results import IndicatorStanding, Reading
from vierkant.quantities import Certainty, Confidence, Figure, Finding, FourK, Level, Message, Missing

AUDITS = (
    "NSW Auditor-General 2018, "
    "https://www.audit.nsw.gov.au/our-work/reports/shared-services-in-local-government"
)
"""Audits abroad found the same gap: without a baseline nobody could say later what it yielded."""


def standing(indicator: Indicator, partners: Mapping[str, str]) -> IndicatorStanding:
    """How an indicator stands: what it has, and whether its target is an improvement."""
    baseline, target = indicator.baseline, indicator.target
    change = target.value - baseline.value if baseline and target else None
    gaps = [
        name
        for name, given in (("baseline", baseline), ("target", target), ("owner", indicator.owner))
        if not given
    ]
    level, text = _judged(indicator, change, gaps)
    partner = indicator.partner
    return IndicatorStanding(
        id=indicator.id,
        name=indicator.name,
        k=indicator.k.value,
        unit=indicator.unit,
        higher_is_better=indicator.higher_is_better,
        baseline=_reading(baseline, indicator.measured_on),
        target=_reading(target, indicator.target_on),
        owner=indicator.owner,
        partner=partner,
        partner_name=partners.get(partner, partner) if partner else None,
        change=change,
        complete=not gaps,
        level=level,
        text=text,
    )


def _reading(figure: Figure | None, on: date | None) -> Reading | None:
    if figure is None:
        return None
    return Reading(figure.value, figure.low, figure.high, figure.confidence, figure.source, on)


def _judged(indicator: Indicator, change: float | None, gaps: Sequence[str]) -> tuple[Level, Message]:
    if "baseline" in gaps:
        return Level.AMBER, Message("quality.indicator.no_baseline")
    if change is not None and (change < 0 if indicator.higher_is_better else change > 0):
        return Level.AMBER, Message("quality.indicator.worse")
    if gaps:
        return Level.AMBER, Message(f"quality.indicator.no_{gaps[0]}")
    if indicator.baseline and indicator.baseline.confidence is Confidence.ASSUMED:
        return Level.AMBER, Message("quality.indicator.assumed")
    if change == 0:
        return Level.GREEN, Message("quality.indicator.keep")
    return Level.GREEN, Message("quality.indicator.complete")


def indicator_findings(rows: Sequence[IndicatorStanding]) -> Iterator[Finding]:
    """Counts over all indicators: no baseline, an assumed one, a target that is worse, nobody who owns it."""
    numbers = {
        "no_baseline": sum(row.baseline is None for row in rows),
        "assumed_baseline": sum(
            row.baseline is not None and row.baseline.confidence is Confidence.ASSUMED for row in rows
        ),
        "worse_target": sum(row.text.id == "quality.indicator.worse" for row in rows),
        "no_date": sum(row.target is not None and row.target.on is None for row in rows),
    }
    for name, number in numbers.items():
        if number:
            yield Finding(
                f"quality_{name}",
                Level.AMBER,
                Message(f"quality.finding.{name}", {"count": number}),
                Message(f"quality.action.{name}"),
                AUDITS if name == "no_baseline" else None,
                Certainty.HIGH,
            )


def indicator_missing(indicators: Sequence[Indicator]) -> Iterator[Missing]:
    """What an indicator lacks, and the K's that have none at all."""
    for item in indicators:
        for name, value in (("baseline", item.baseline), ("target", item.target), ("owner", item.owner)):
            if not value:
                yield Missing(
                    "indicators",
                    Message(f"quality.missing.{name}", {"indicator": item.name}),
                    Message(f"quality.missing_cost.{name}"),
                    item.partner,
                )
    if not any(item.k is FourK.QUALITY for item in indicators):
        yield Missing(
            "indicators", Message("quality.missing.indicators"), Message("quality.missing_cost.indicators")
        )
