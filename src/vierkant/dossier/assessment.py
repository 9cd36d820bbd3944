"""The assessment of a dossier: every capability does its part, this room puts the parts together."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields
from datetime import date
from typing import Any

from vierkant import __version__
from vierkant.business_case import evaluate
from vierkant.business_case import missing as case_missing
from vierkant.change import Beside, assess_people
from vierkant.change.results import PeopleResult
from vierkant.dossier.blocks import Parts, blocks
from vierkant.dossier.composing import case_input, partner_name, residents
from vierkant.dossier.dates import dated
from vierkant.dossier.figures import figures
from vierkant.dossier.forms import assess_form
from vierkant.dossier.grip_parts import grip_of
from vierkant.dossier.measures import all_measures
from vierkant.dossier.numbers import (
    assess_numbers,
    doubting_centre,
    service_level_chosen,
    unmeasured_partners,
)
from vierkant.dossier.positions import positions_of
from vierkant.dossier.readiness import readiness
from vierkant.dossier.results import Assessment, AssumedFigure, PartnerStanding
from vierkant.dossier.scan import scan_of
from vierkant.dossier.sections import Dossier, Kind, Stage, StumblingBlock
from vierkant.dossier.sharing import sharing_of
from vierkant.dossier.standings import standings
from vierkant.dossier.voting import votes_of
from vierkant.dossier.withdrawal import withdrawal_of
from vierkant.dossier.writing import digest
from vierkant.four_ks import assess_vulnerability
from vierkant.legal_form.inputs import LegalForm
from vierkant.quantities import Confidence, Missing, to_plain
from vierkant.reference import source as reference_source
from vierkant.reference.forms import PRIVATE_FORMS
from vierkant.sources import overridden

__all__ = ["assess", "dated"]

Progress = Callable[[float], None]

MANY_PARTNERS = 14
"""From here on counting every group of partners is felt."""

_NEW_EMPLOYER = (
    LegalForm.OPENBAAR_LICHAAM,
    LegalForm.BEDRIJFSVOERINGSORGANISATIE,
    LegalForm.CENTRUMGEMEENTE,
    *PRIVATE_FORMS,
)
"""Forms in which staff usually get another employer."""


def assess(
    dossier: Dossier,
    *,
    today: date,
    seed: int = 0,
    draws: int = 100_000,
    progress: Progress | None = None,
) -> Assessment:
    """Assess a dossier. The same dossier, seed, draws and rules give the same assessment.

    ``today`` only decides which rules of law count; deadlines are `dated`, apart. ``progress`` is called with the
    finished share (0..1) and may raise to cancel.

    Raises:
        ValueError: fewer than 100 or more than 10 million draws.
    """
    if not 100 <= draws <= 10_000_000:
        raise ValueError(f"between 100 and 10,000,000 draws, not {draws}")
    partners = {partner.id: partner_name(partner) for partner in dossier.partners}
    vulnerability = assess_vulnerability(dossier.functions, partners, dossier.assumptions, dossier.expertise)
    parts = _parts(dossier, partners, today=today, seed=seed, draws=draws, progress=progress)
    form, numbers = parts.form, parts.numbers
    scan = scan_of(dossier, partners, today=today)
    four_blocks = blocks(dossier, parts)
    return Assessment(
        engine_version=__version__,
        dossier_digest=digest(dossier),
        seed=seed,
        draws=draws,
        rules_on=today,
        **_about(dossier),
        partners=_partners(dossier),
        blocks=four_blocks,
        four_ks=standings(dossier, parts.case, vulnerability, numbers),
        business_case=parts.case,
        business_case_missing=parts.case_missing,
        legal_form=form.advice,
        agreed_form=_agreed_form(dossier),
        form_findings=form.findings,
        form_steps=form.consequences.steps if form.consequences else (),
        form_choice=form.choice,
        form_consequences=form.consequences,
        arrangement=form.arrangement,
        grip=parts.grip,
        vulnerability=vulnerability,
        **{item.name: getattr(numbers, item.name) for item in fields(numbers)},
        people=parts.people,
        organisation_scan=scan,
        readiness=readiness(dossier, parts.people, scan, sharing=parts.sharing, withdrawal=parts.withdrawal),
        voting=parts.voting,
        cost_sharing=parts.sharing,
        positions=parts.positions,
        withdrawal=parts.withdrawal,
        missing=_all_missing([block.missing for block in four_blocks] + [vulnerability.missing]),
        assumed=_assumed(dossier),
        figures=sum(1 for _place in figures(dossier)),
        figures_with_source=sum(place.figure.source is not None for place in figures(dossier)),
        sources=_sources(dossier),
    )


def _about(dossier: Dossier) -> dict[str, Any]:
    """What the cooperation is, as far as the dossier says."""
    cooperation = dossier.cooperation
    return {
        "name": cooperation.name if cooperation else None,
        "kind": (cooperation.kind if cooperation else Kind.INTERMUNICIPAL).value,
        "stage": (cooperation.stage if cooperation else Stage.EXPLORING).value,
        "goal": cooperation.goal if cooperation else None,
        "start_year": cooperation.start_year if cooperation else None,
    }


def _parts(
    dossier: Dossier,
    partners: dict[str, str],
    *,
    today: date,
    seed: int,
    draws: int,
    progress: Progress | None,
) -> Parts:
    """What every capability found."""
    hourly_cost = overridden("change", dossier.assumptions)["hourly_cost"].value
    numbers = assess_numbers(dossier, partners, seed=seed, draws=draws)
    case_data = case_input(
        dossier,
        hourly_cost=hourly_cost,
        doubting_centre=doubting_centre(dossier),
        service_level_chosen=service_level_chosen(dossier),
        unmeasured=unmeasured_partners(dossier, numbers.baseline),
    )
    # The keys of a few partners take no time; those of many take longer than all draws of the business case.
    first = 0.4 if len(dossier.partners) > MANY_PARTNERS else 0.95
    case = evaluate(case_data, seed=seed, draws=draws, progress=_between(progress, 0.0, first))
    people = _people(dossier, partners)
    votes = votes_of(dossier, partners)
    sharing = sharing_of(dossier, case_data, seed=seed, draws=draws, progress=_between(progress, first, 1.0))
    return Parts(
        case=case,
        case_missing=case_missing(case_data),
        people=people,
        voting=votes,
        sharing=sharing,
        positions=positions_of(dossier, partners),
        withdrawal=withdrawal_of(dossier, case_data, case, sharing, votes),
        numbers=numbers,
        form=assess_form(dossier, votes, today=today),
        grip=grip_of(dossier, case, people, today=today),
    )


def _between(progress: Progress | None, start: float, end: float) -> Progress | None:
    """Progress of a part of the work, told as progress of all of it."""
    if progress is None:
        return None
    return lambda share: progress(start + (end - start) * share)


def _agreed_form(dossier: Dossier) -> str | None:
    agreed = dossier.agreements
    if agreed is None:
        return None
    return agreed.form.value if agreed.form else agreed.other_form


def _people(dossier: Dossier, partners: dict[str, str]) -> PeopleResult:
    agreed = dossier.agreements
    own = [item for _, item in all_measures(dossier) if item.block is StumblingBlock.PEOPLE and not item.done]
    hours = [item.hours.value for item in own if item.hours]
    euros = [item.euros.value for item in own if item.euros]
    return assess_people(
        dossier.change,
        dossier.assumptions,
        partners=partners,
        beside=Beside(
            measure_hours=sum(hours) if hours else None,
            measure_euros=sum(euros) if euros else None,
            project_cost=agreed.transition_budget if agreed else None,
            # A date that is not filled in does not say that nobody was asked.
            works_council_asked=True if _advice_asked(dossier) else None,
            staff_move=None if agreed is None or agreed.form is None else agreed.form in _NEW_EMPLOYER,
        ),
    )


def _advice_asked(dossier: Dossier) -> bool:
    agreed, plan = dossier.agreements, dossier.change_plan
    return bool((agreed and agreed.works_council_asked_on) or (plan and plan.advice_asked_on))


def _partners(dossier: Dossier) -> tuple[PartnerStanding, ...]:
    start = dossier.cooperation.start_year if dossier.cooperation else None
    rows = []
    for partner in dossier.partners:
        number = residents(partner, start)
        value = number.value if number else None
        rows.append(PartnerStanding(partner.id, partner_name(partner), partner.municipality, value))
    return tuple(rows)


def _all_missing(lists: list[tuple[Missing, ...]]) -> tuple[Missing, ...]:
    """Each gap once. The same kind of gap in another group or task is another gap."""
    seen: dict[str, Missing] = {}
    for items in lists:
        for item in items:
            seen.setdefault(
                json.dumps(to_plain((item.section, item.what, item.partner)), sort_keys=True), item
            )
    return tuple(seen.values())


def _assumed(dossier: Dossier) -> tuple[AssumedFigure, ...]:
    rows = []
    for place in figures(dossier):
        figure = place.figure
        if figure.confidence in (Confidence.ASSUMED, Confidence.ESTIMATED):
            where = place.where
            rows.append(
                AssumedFigure(
                    where.section or "", where.name, where.fields, figure.value, figure.low, figure.high,
                    figure.confidence.value,
                )
            )  # fmt: skip
    return tuple(rows)


def _sources(dossier: Dossier) -> dict[str, dict[str, object]]:
    """The dossier's own sources, and the official table of residents when a partner's number comes from it."""
    found = {name: item.model_dump(mode="json", exclude_none=True) for name, item in dossier.sources.items()}
    if any(partner.residents is None and partner.municipality for partner in dossier.partners):
        item = reference_source("population")
        found.setdefault("cbs-bevolking", item.model_dump(mode="json", exclude_none=True))
    return found
