"""A dossier as it stands now against what was sealed at the decision."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from vierkant.dossier.seal import Part, Seal, SealedFigure, SealedResult, sealed_figures, sealed_results
from vierkant.dossier.sections import Dossier
from vierkant.quantities import Certainty, Finding, Level, Message, Unit

SAME = 1e-9
"""Two numbers closer than this, relative to the larger, are the same."""


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A sealed figure that is another one now, or is gone (``now`` None)."""

    part: Part
    key: str
    then: SealedFigure
    now: SealedFigure | None


@dataclass(frozen=True, slots=True)
class ResultChange:
    """An outcome then and now. ``now`` None: it cannot be computed any more. ``difference`` is now minus then."""

    id: str
    partner: str | None
    unit: Unit
    then: SealedResult
    now: SealedResult | None
    difference: float | None
    changed: bool


@dataclass(frozen=True, slots=True)
class SealComparison:
    """Now against the decision. ``added``: figures that were not in the dossier then."""

    unchanged: bool
    """True when no sealed figure changed, none was added, and the outcomes are the same."""
    engine_changed: bool
    """True when the outcomes now come from another version of Vierkant."""
    figures: tuple[FigureChange, ...]
    added: int
    results: tuple[ResultChange, ...]
    findings: tuple[Finding, ...]


def compare_seal(seal: Seal, dossier: Dossier, assessment: Mapping[str, Any]) -> SealComparison:
    """What became of the baseline, the promises and the assumptions of the decision, and of its outcomes.

    Args:
        seal: what was decided.
        dossier: as it stands now.
        assessment: of this dossier, as plain JSON.
    """
    now = {item.key: item for item in sealed_figures(dossier, assessment)}
    then = {item.key: item for item in seal.figures}
    changes = tuple(
        FigureChange(item.part, item.key, item, now.get(item.key))
        for item in seal.figures
        if item.key not in now or _differs(item, now[item.key])
    )
    results = tuple(_results(seal, assessment))
    added = len(now.keys() - then.keys())
    return SealComparison(
        unchanged=not changes and not added and not any(row.changed for row in results),
        engine_changed=assessment["engine_version"] != seal.engine_version,
        figures=changes,
        added=added,
        results=results,
        findings=tuple(_findings(changes, results)),
    )


def _same(first: float | None, second: float | None) -> bool:
    if first is None or second is None:
        return first is second
    return abs(first - second) <= SAME * max(abs(first), abs(second))


def _differs(first: SealedFigure, second: SealedFigure) -> bool:
    return not all(_same(getattr(first, name), getattr(second, name)) for name in ("value", "low", "high"))


def _results(seal: Seal, assessment: Mapping[str, Any]) -> Iterator[ResultChange]:
    now = {(item.id, item.partner): item for item in sealed_results(assessment)}
    for then in seal.results:
        found = now.get((then.id, then.partner))
        difference = None if found is None else found.value - then.value
        changed = found is None or not all(
            _same(getattr(found, name), getattr(then, name)) for name in ("value", "low", "high")
        )
        yield ResultChange(then.id, then.partner, then.unit, then, found, difference, changed)


def _findings(changes: tuple[FigureChange, ...], results: tuple[ResultChange, ...]) -> Iterator[Finding]:
    baseline = sum(item.part is Part.BASELINE for item in changes)
    if baseline:
        yield _finding("baseline_moved", Level.RED, baseline)
    promises = sum(item.part is Part.PROMISE for item in changes)
    if promises:
        yield _finding("promise_moved", Level.AMBER, promises)
    assumptions = sum(item.part is Part.ASSUMPTION for item in changes)
    if assumptions:
        yield _finding("assumption_moved", Level.AMBER, assumptions)
    total = next((row for row in results if row.id == "npv_10" and row.partner is None), None)
    if total is not None and total.now is not None and total.then.value >= 0 > total.now.value:
        yield _finding("no_longer_yields", Level.RED, 1)


def _finding(name: str, level: Level, count: int) -> Finding:
    return Finding(
        name,
        level,
        Message(f"seal.finding.{name}", {"count": count}),
        Message(f"seal.finding.{name}_action", {"count": count}),
        "docs/methods/seal.md",
        Certainty.HIGH,
    )
