"""Organisations side by side in a dossier."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from vierkant.change.settings import settings
from vierkant.dossier.sections import Dossier
from vierkant.organisation_scan.results import FunctionScale, ScanResult
from vierkant.organisation_scan.scan import ScanInput, assess_scan


def scan_of(dossier: Dossier, partners: Mapping[str, str], *, today: date) -> ScanResult | None:
    """The comparison; None when the dossier is silent about it. ``today`` decides which notice days are near."""
    return assess_scan(
        ScanInput(
            partners=partners,
            structures=dossier.structure,
            mandates=dossier.mandates,
            employment=dossier.employment,
            processes=dossier.processes,
            applications=dossier.applications,
            trust=dossier.trust,
            differences=dossier.differences,
            crosswalk=tuple(_scales(dossier)),
            assumptions=dossier.assumptions,
        ),
        today=today,
    )


def _scales(dossier: Dossier) -> Iterator[FunctionScale]:
    """Functions with their scale, of groups that one partner employs."""
    floor = settings(dossier.assumptions).value("smallest_group")
    groups = {group.id: group for group in dossier.people}
    for line in dossier.crosswalk:
        group = groups.get(line.group)
        if group is None or group.partner is None:
            continue
        yield FunctionScale(
            partner=group.partner,
            group=group.name,
            function=line.function,
            new_function=line.new_function,
            scale=line.scale,
            new_scale=line.new_scale,
            people=line.people,
            points_to_person=line.people < floor or group.size < floor,
        )
