"""The whole comparison of organisations from the rows of a dossier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from vierkant.organisation_scan.differences import assess_differences, differences_found
from vierkant.organisation_scan.inputs import (
    Application,
    Difference,
    EmploymentRule,
    Mandate,
    Process,
    Structure,
    TrustScan,
)
from vierkant.organisation_scan.processes import assess_processes
from vierkant.organisation_scan.results import FunctionScale, ScanResult
from vierkant.organisation_scan.structure import assess_structure
from vierkant.organisation_scan.trust import assess_trust
from vierkant.quantities import Figure
from vierkant.sources import overridden


@dataclass(frozen=True, slots=True)
class ScanInput:
    """What the comparison reads: the sections of `inputs`, the partners, and what the dossier composes beside them."""

    partners: Mapping[str, str]
    """Id → name on screen, in the order of the dossier."""
    structures: Sequence[Structure] = ()
    mandates: Sequence[Mandate] = ()
    employment: Sequence[EmploymentRule] = ()
    processes: Sequence[Process] = ()
    applications: Sequence[Application] = ()
    trust: Sequence[TrustScan] = ()
    differences: Sequence[Difference] = ()
    crosswalk: Sequence[FunctionScale] = ()
    assumptions: Mapping[str, Figure] = field(default_factory=dict)
    """What the dossier puts in the place of our parameters: ``organisation_scan.<name>``."""


def assess_scan(given: ScanInput, *, today: date) -> ScanResult | None:
    """Organisations side by side; None when the dossier says nothing about it.

    ``today`` only decides ``processes.dated``, which a page makes anew for its own day.
    """
    settings = overridden("organisation_scan", given.assumptions)
    has_structure = bool(given.structures or given.mandates or given.employment)
    has_processes = bool(given.processes or given.applications)
    if not (has_structure or has_processes or given.trust or given.differences):
        return None
    structure = (
        assess_structure(
            given.structures, given.mandates, given.employment, given.partners, given.crosswalk, settings
        )
        if has_structure
        else None
    )
    processes = (
        assess_processes(given.processes, given.applications, given.partners, today=today, settings=settings)
        if has_processes
        else None
    )
    return ScanResult(
        partners=dict(given.partners),
        structure=structure,
        processes=processes,
        differences=assess_differences(differences_found(structure, processes), given.differences),
        trust=assess_trust(given.trust, given.partners) if given.trust else None,
    )
