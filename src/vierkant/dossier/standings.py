"""How the four K's stand. What this version cannot measure is unknown, and says so."""

from __future__ import annotations

from vierkant.business_case.results import CaseResult
from vierkant.dossier.results import KStanding
from vierkant.dossier.sections import Dossier
from vierkant.four_ks.results import VulnerabilityResult
from vierkant.quantities import Level, Message, Missing

LIKELY = 0.8
UNLIKELY = 0.2
"""A result that at least eight in ten draws share is called likely."""


def standings(
    dossier: Dossier, case: CaseResult | None, vulnerability: VulnerabilityResult
) -> tuple[KStanding, ...]:
    """Kosten, Kwaliteit, Klantgerichtheid, Kwetsbaarheid, in the order of the word."""
    return (
        _costs(dossier, case),
        _unmeasured("quality"),
        _unmeasured("client_focus"),
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


def _unmeasured(name: str) -> KStanding:
    missing = Missing("tasks", Message(f"dossier.missing.{name}"), Message(f"dossier.missing.{name}_cost"))
    return KStanding(name, Level.UNKNOWN, Message(f"dossier.k.{name}.unknown"), (), (missing,))


def _vulnerability(result: VulnerabilityResult) -> KStanding:
    facts = [fact for fact in (result.days_now, result.days_together) if fact is not None]
    if result.singles is not None:
        facts += [result.singles.now, result.singles.left]
    return KStanding("vulnerability", result.level, result.headline, tuple(facts), result.missing)
