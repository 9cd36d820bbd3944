"""From the dossier to the calendar of a year: names, forms and councils filled in from what the dossier says."""

from __future__ import annotations

from datetime import date

from vierkant import calendar
from vierkant.calendar.inputs import Board, Council
from vierkant.calendar.results import Calendar
from vierkant.dossier.composing import partner_name
from vierkant.dossier.sections import Dossier, Kind
from vierkant.reference import municipality
from vierkant.reference.forms import BODY_FORMS

OWN_BOARD = "bestuur"
"""The key of the board of this cooperation while nobody filled in a board."""


def calendar_of(dossier: Dossier, *, year: int, rules_on: date) -> Calendar:
    """The calendar of the year; the same dossier, year and day give the same calendar.

    Without boards the cooperation's own form gives the days that the act fixes. A partner that is a municipality and
    has no row among the councils counts as a council of which no meetings are known yet.
    """
    return calendar.plan(
        boards_of(dossier),
        councils_of(dossier),
        year=year,
        rules_on=rules_on,
        planning=dossier.planning,
    )


def year_of(dossier: Dossier, today: date) -> int:
    """The year that a page shows first: as planned, otherwise the first year of which most is still to come."""
    if dossier.planning is not None and dossier.planning.year is not None:
        return dossier.planning.year
    return today.year if today.month <= 6 else today.year + 1


def boards_of(dossier: Dossier) -> tuple[Board, ...]:
    """The boards; one that belongs to this cooperation and names no form has the form that was agreed."""
    agreed = dossier.agreements.form if dossier.agreements else None
    if dossier.boards:
        return tuple(
            board.model_copy(update={"form": agreed})
            if board.form is None and board.register_id is None and agreed is not None
            else board
            for board in dossier.boards
        )
    if agreed not in BODY_FORMS:
        return ()
    name = dossier.cooperation.name if dossier.cooperation else OWN_BOARD
    return (Board(id=OWN_BOARD, name=name, form=agreed),)


def councils_of(dossier: Dossier) -> tuple[Council, ...]:
    """The councils with a name on screen, and those of partners that have no row yet."""
    partners = {partner.id: partner for partner in dossier.partners}
    rows = []
    for council in dossier.councils:
        partner = partners.get(council.partner or "")
        code = council.municipality or (partner.municipality if partner else None)
        known = municipality(code) if code else None
        name = council.name or (partner_name(partner) if partner else known.name if known else council.id)
        rows.append(council.model_copy(update={"name": name, "municipality": code}))
    if dossier.cooperation is not None and dossier.cooperation.kind is not Kind.INTERMUNICIPAL:
        return tuple(rows)
    seen = {row.partner for row in rows} | {row.municipality for row in rows if row.municipality}
    taken = {row.id for row in rows}
    for partner in dossier.partners:
        is_council = partner.public and partner.id not in seen and partner.municipality not in seen
        if is_council and partner.id not in taken:
            rows.append(
                Council(
                    id=partner.id,
                    name=partner_name(partner),
                    municipality=partner.municipality,
                    partner=partner.id,
                )
            )
    return tuple(rows)
