"""How the four K's stand. What the dossier does not say is unknown, and says so."""

from __future__ import annotations

from vierkant.business_case.results import CaseResult
from vierkant.dossier.numbers import NumberParts
from vierkant.dossier.results import KStanding
from vierkant.dossier.sections import Dossier
from vierkant.four_ks import QualityResult, ServiceResult
from vierkant.four_ks.results import VulnerabilityResult
from vierkant.quantities import Computed, Level, Message, Missing

LIKELY = 0.8
UNLIKELY = 0.2
"""A result that at least eight in ten draws share is called likely."""


def standings(
    dossier: Dossier, case: CaseResult | None, vulnerability: VulnerabilityResult, numbers: NumberParts
) -> tuple[KStanding, ...]:
    """Kosten, Kwaliteit, Klantgerichtheid, Kwetsbaarheid, in the order of the word."""
    return (
        _costs(dossier, case),
        _measured("quality", numbers.quality, _quality_facts(numbers.quality)),
        _measured("client_focus", numbers.service, _service_facts(numbers.service)),
        _vulnerability(vulnerability),
    )


def _costs(dossier: Dossier, case: CaseResult | None) -> KStanding:
    if case is None:
        missing = Missing("tasks", Message("dossier.missing.tasks"), Message("dossier.missing.tasks_cost"))
        return KStanding("costs", Level.UNKNOWN, Message("dossier.k.costs.unknown"), (), (missing,))
    total = case.total
    loss = total.negative_npv_10.value
    level = Level.RED if loss >= LIKELY else Level.GREEN if loss <= UNLIKELY else Level.AMBER
    facts = (total.structural, total.npv_10, total.negative_npv_10)
    return KStanding("costs", level, Message(f"dossier.k.costs.{level.value}"), facts, ())


def _measured(
    name: str, result: QualityResult | ServiceResult, facts: tuple[Computed | None, ...]
) -> KStanding:
    known = tuple(fact for fact in facts if fact is not None)
    return KStanding(name, result.level, result.headline, known, result.missing)


def _quality_facts(result: QualityResult) -> tuple[Computed | None, ...]:
    return (result.complex_alone, result.complex_solved, result.with_baseline)


def _service_facts(result: ServiceResult) -> tuple[Computed | None, ...]:
    first = result.channels[0] if result.channels else None
    return (first.wait_now, first.wait_together) if first else ()


def _vulnerability(result: VulnerabilityResult) -> KStanding:
    facts = [fact for fact in (result.days_now, result.days_together) if fact is not None]
    if result.singles is not None:
        facts += [result.singles.now, result.singles.left]
    return KStanding("vulnerability", result.level, result.headline, tuple(facts), result.missing)
