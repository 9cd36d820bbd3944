"""What is asked of the teams of one municipality, over every cooperation that the visitor may see.

Three queries whatever the number of cooperations: which there are, who takes part in which, then the human side of
those that count. Each is read as this visitor may read it there; of a cooperation of which the visitor is no member the
small groups are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from vierkant.change.impact_charts import team_load
from vierkant.change.inputs import Change
from vierkant.change.ledger import PersonMonths, hours_per_person_by_month
from vierkant.change.load import LoadEntry, load_entry, municipality_load
from vierkant.change.settings import settings
from vierkant.dossier.checking import check_plain
from vierkant.dossier.parts import merge
from vierkant.quantities import Chart, to_plain
from vierkant.reference import municipality
from vierkant.sources import parameters
from vierkant_web.change.inputs import partner_names
from vierkant_web.models import Cooperation, Kind
from vierkant_web.permissions import Visit, cooperations_for, visible_everywhere
from vierkant_web.templatetags.words import page_language

SECTIONS = (
    "partners", "functions", "people", "change_plan", "impact", "interventions", "ledger", "other_projects",
    "assumptions", "sources",
)  # fmt: skip
"""What the hours per person follow from, and what those sections refer to."""
SMALLEST_GROUP = int(parameters("change")["smallest_group"].value)
MONTHS = 24
Parts = dict[tuple[str, str], Any]


@dataclass(frozen=True, slots=True)
class Town:
    """A municipality among the partners of this cooperation."""

    id: str
    name: str
    code: str | None


@dataclass(frozen=True, slots=True)
class Counted:
    """The load of one municipality, in plain values, and which cooperations are in it."""

    load: dict[str, Any]
    counted: list[str]
    unusable: list[str]
    """Cooperations whose dossier does not fit together, so that nothing can be counted."""


def towns(dossier: Mapping[str, Any]) -> list[Town]:
    """The partners of a dossier that a visitor may choose."""
    names = partner_names(dossier)
    codes = {row["id"]: row.get("municipality") for row in dossier.get("partners", ())}
    return [Town(partner, name, codes[partner]) for partner, name in names.items()]


def _key(name: str) -> str:
    """``Gemeente Hillegom`` and ``hillegom`` are one municipality."""
    return " ".join(name.casefold().split()).removeprefix("gemeente ")


@lru_cache(maxsize=4096)
def _names(name: str, code: str | None) -> frozenset[str]:
    known = municipality(code or "")
    return frozenset({_key(name), _key(known.name)} if known else {_key(name)})


def _is_same(partner: Mapping[str, Any], town: Town, *, by_name: bool) -> bool:
    code = partner.get("municipality")
    if code and town.code:
        return bool(code == town.code)
    if not by_name:
        return False
    name = partner.get("name") or ("" if code else partner["id"])
    return not _names(name, code).isdisjoint(_names(town.name, town.code))


def _partners(place: Visit, cooperation: Any, rows: Iterable[Mapping[str, Any]], town: Town) -> list[str]:
    """The partners that are this municipality. A department is not: many municipalities have one with that name."""
    if cooperation.pk == place.cooperation.pk:
        return [row["id"] for row in rows if row["id"] == town.id or _is_same(row, town, by_name=False)]
    by_name = Kind.INTERNAL not in (cooperation.kind, place.cooperation.kind)
    return [row["id"] for row in rows if _is_same(row, town, by_name=by_name)]


def picture(found: Counted, team: str) -> Chart | None:
    """What is asked of one team per month, as a chart for members; None when there is no such team."""
    try:
        return team_load(found.load, page_language(), team=team, without_small=False)
    except KeyError:
        return None


def load_of(place: Visit, town: Town, *, first: date) -> Counted:
    """The load of this municipality from the month of ``first`` on. Three queries."""
    cooperations: dict[int, Any] = {
        row.pk: row for row in cooperations_for(place.user).prefetch_related(None)
    }
    takes_part: dict[int, list[str]] = {}
    for row in visible_everywhere(cooperations.values(), ("partners",), place.variant):
        same = _partners(place, cooperations[row.variant.cooperation_id], row.content, town)
        if same:
            takes_part[row.variant.cooperation_id] = same
    chosen = [row for number, row in cooperations.items() if number in takes_part]
    parts: dict[int, Parts] = {row.pk: {} for row in chosen}
    for row in visible_everywhere(chosen, SECTIONS, place.variant):
        parts[row.variant.cooperation_id][row.section, row.partner] = row.content
    entries, unusable, absorbable = [], [], settings({}).value("absorbable_hours_per_month")
    for cooperation in chosen:
        dossier, _problems = check_plain(merge(parts[cooperation.pk]))
        if dossier is None:
            unusable.append(cooperation.name)
            continue
        assumptions = settings(dossier.assumptions)
        if cooperation.pk == place.cooperation.pk:
            absorbable = assumptions.value("absorbable_hours_per_month")
        # Counted over the whole dossier: managers also guide the people of other partners.
        asked = hours_per_person_by_month(dossier.change, assumptions)
        own = _of_town(dossier.change, takes_part[cooperation.pk], everything=cooperation.my_role is not None)
        entries.append(_entry(cooperation, own, asked))
    result = municipality_load(entries, first=first, months=MONTHS, absorbable=absorbable)
    return Counted(to_plain(result), [entry.name for entry in entries], unusable)


def _of_town(change: Change, partners: Sequence[str], *, everything: bool) -> Change:
    """The groups of this municipality and those that span partners; no small ones for who is no member there."""
    return replace(
        change,
        groups=tuple(
            group
            for group in change.groups
            if (group.partner is None or group.partner in partners)
            and (everything or group.size >= SMALLEST_GROUP)
        ),
    )


def _entry(cooperation: Cooperation, change: Change, asked: PersonMonths) -> LoadEntry:
    return load_entry(
        change,
        asked.months,
        asked.hours,
        identifier=cooperation.slug,
        name=cooperation.name,
        partner=None,
        smallest=SMALLEST_GROUP,
    )
