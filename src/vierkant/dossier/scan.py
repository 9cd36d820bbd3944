"""Organisations side by side in a dossier, and what is done about their differences beside the other measures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from vierkant.change.settings import settings
from vierkant.dossier.sections import Dossier, Measure, StumblingBlock
from vierkant.organisation_scan.inputs import Answer
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


def all_measures(dossier: Dossier) -> Iterator[tuple[str, Measure]]:
    """Section and measure: those of the dossier, and what was agreed or will be done about a difference.

    A difference that may stay as it is asks for nothing; one without a text is not a measure yet. Working together in
    another way is about people, so it stands with the human side.
    """
    for item in dossier.measures:
        yield "measures", item
    for row in dossier.differences:
        if row.answer is not Answer.ACCEPTED and row.text:
            yield (
                "differences",
                Measure(
                    id=row.id,
                    block=StumblingBlock.PEOPLE,
                    text=row.text[:1000],
                    owner=row.owner,
                    due=row.due,
                    hours=row.hours,
                    done=row.done,
                ),
            )
