"""Critical mass: are there people enough for a field of expertise, and work enough to keep them skilled?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import floor, fsum

from vierkant.four_ks.inputs import Expertise, ExpertisePart
from vierkant.four_ks.results import MassCell, MassRow, MassState
from vierkant.four_ks.settings import Settings
from vierkant.quantities import (
    LARGEST_FIGURE,
    Certainty,
    Figure,
    Finding,
    Level,
    Message,
    MessageArgument,
    Missing,
)

CRITERIA = "https://5dok.net/document/4yr8e1vz-kwaliteitscriteria.html"
"""The quality criteria for permits and supervision (VTH) ask critical mass per field; the number was not confirmed."""

_LEVEL = {
    MassState.HOLDS: Level.GREEN,
    MassState.UNKNOWN: Level.UNKNOWN,
    MassState.FEW_PEOPLE: Level.AMBER,
    MassState.LITTLE_WORK: Level.AMBER,
    MassState.NONE: Level.RED,
}


def critical_mass(
    expertise: Sequence[Expertise], partners: Mapping[str, str], chosen: Settings
) -> tuple[MassRow, ...]:
    """Every field at every partner and together."""
    least = round(chosen.value("critical_people"))
    return tuple(_row(field, partners, least) for field in expertise)


def _row(field: Expertise, partners: Mapping[str, str], least: int) -> MassRow:
    order = [*partners, *(partner for partner in field.parts if partner not in partners)]
    parts = [field.parts.get(partner) for partner in order]
    cells = tuple(
        _cell(field, part, least, partner, partners.get(partner, partner))
        for partner, part in zip(order, parts, strict=True)
    )
    together = _together(field, [part or ExpertisePart() for part in parts], least)
    people = [cell.people for cell in cells]
    return MassRow(
        id=field.id,
        name=field.name,
        points_to_person=1 in people or together.people == 1,
        confidence=field.confidence,
        minimum_people=least,
        minimum_hours=field.minimum_hours.value if field.minimum_hours else None,
        minimum_cases=field.minimum_cases.value if field.minimum_cases else None,
        partners=cells,
        together=together,
        level=_LEVEL[together.state],
        text=_text(cells, together, least),
    )


def _cell(field: Expertise, part: ExpertisePart | None, least: int, partner: str, name: str) -> MassCell:
    people = part.people if part else None
    work = skilled_by_work(field, part) if part else None
    skilled = None if people is None or work is None else min(people, work)
    return MassCell(partner, name, people, skilled, _state(field, people, skilled, least))


def skilled_by_work(field: Expertise, part: ExpertisePart) -> int | None:
    """People whom the work keeps skilled: hours and cases over what one person needs of each, rounded down.

    None when the field asks nothing of the kind, or the amount of work is not known.
    """
    found = []
    for minimum, amount in ((field.minimum_hours, part.hours), (field.minimum_cases, part.cases)):
        if minimum is not None and minimum.value > 0:
            if amount is None:
                return None
            # A minimum of next to nothing keeps everybody skilled: more people than can be counted, yet a number.
            found.append(floor(min(amount.value / minimum.value, LARGEST_FIGURE) + 1e-9))
    return min(found, default=None)


def _asks_work(field: Expertise) -> bool:
    return any(item is not None and item.value > 0 for item in (field.minimum_hours, field.minimum_cases))


def _state(field: Expertise, people: int | None, skilled: int | None, least: int) -> MassState:
    if people is None:
        return MassState.UNKNOWN
    if people == 0:
        return MassState.NONE
    if people < least:
        return MassState.FEW_PEOPLE
    if skilled is None:
        return MassState.UNKNOWN if _asks_work(field) else MassState.HOLDS
    return MassState.HOLDS if skilled >= least else MassState.LITTLE_WORK


def _together(field: Expertise, parts: Sequence[ExpertisePart], least: int) -> MassCell:
    """All partners together; what one of them did not say could still fill a gap, so then a gap is unknown."""
    counted = [part.people for part in parts if part.people is not None]
    # Together there may be more people than one partner can have, so this is not validated as a part of one.
    joint = ExpertisePart.model_construct(
        people=sum(counted) if counted else None,
        hours=_sum([part.hours for part in parts]),
        cases=_sum([part.cases for part in parts]),
    )
    cell = _cell(field, joint, least, "", "")
    if cell.state is not MassState.HOLDS and not _complete(field, parts):
        return MassCell("", "", cell.people, cell.skilled, MassState.UNKNOWN)
    return cell


def _complete(field: Expertise, parts: Sequence[ExpertisePart]) -> bool:
    return all(not _unsaid(field, part) for part in parts)


def _unsaid(field: Expertise, part: ExpertisePart) -> bool:
    """A partner without people has no work either, unless it says so."""
    if part.people is None:
        return True
    if part.people == 0:
        return False
    return (field.minimum_hours is not None and part.hours is None) or (
        field.minimum_cases is not None and part.cases is None
    )


def _sum(figures: Sequence[Figure | None]) -> Figure | None:
    known = [figure.value for figure in figures if figure is not None]
    return Figure(value=fsum(known)) if known else None


def _text(cells: Sequence[MassCell], together: MassCell, least: int) -> Message:
    arguments: dict[str, MessageArgument] = {
        "people": together.people or 0,
        "least": least,
        "skilled": together.skilled if together.skilled is not None else together.people or 0,
    }
    if together.state is MassState.HOLDS and any(_lacks(cell) for cell in cells):
        gained = sum(_lacks(cell) for cell in cells)
        return Message("four_ks.mass.gained", {**arguments, "places": gained})
    return Message(f"four_ks.mass.{together.state.value}", arguments)


def _lacks(cell: MassCell) -> bool:
    return cell.state in (MassState.FEW_PEOPLE, MassState.LITTLE_WORK, MassState.NONE)


def mass_findings(rows: Sequence[MassRow]) -> Iterator[Finding]:
    """Counts only: where the critical mass comes, and where it is missing also together."""
    numbers = {
        "mass_left": (sum(_lacks(row.together) for row in rows), Level.AMBER),
        "mass_gained": (
            sum(
                _lacks(cell) for row in rows if row.together.state is MassState.HOLDS for cell in row.partners
            ),
            Level.GREEN,
        ),
    }
    for name, (number, level) in numbers.items():
        if number:
            yield Finding(
                name,
                level,
                Message(f"four_ks.finding.{name}", {"count": number}),
                Message(f"four_ks.action.{name}"),
                CRITERIA,
                Certainty.LOW,
            )


def mass_missing(expertise: Sequence[Expertise], partners: Mapping[str, str]) -> Iterator[Missing]:
    """Work that a field asks and a partner with people did not say."""
    for field in expertise:
        for partner, name in partners.items():
            part = field.parts.get(partner)
            if part is not None and part.people and _unsaid(field, part):
                arguments = {"function": field.name, "partner_name": name}
                yield Missing(
                    "expertise",
                    Message("four_ks.missing.work", arguments),
                    Message("four_ks.missing_cost.work"),
                    partner,
                )
