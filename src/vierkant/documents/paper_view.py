"""The dossier and its assessment as papers may use them: without small groups, whatever somebody typed.

Everything that a paper shows is taken from here, so that no paper can name a small group.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeVar

from vierkant.change.crosswalk import for_others
from vierkant.change.inputs import Change, Group
from vierkant.change.settings import settings
from vierkant.documents.paper_totals import totals_only
from vierkant.documents.report_text import Plain
from vierkant.documents.small_groups import stand_apart
from vierkant.dossier.sections import Agreements, Cooperation, Dossier, Measure, StumblingBlock
from vierkant.grip.inputs import ZienswijzePoint
from vierkant.quantities import Section
from vierkant.sources import parameters
from vierkant.terms import Language, render

_Row = TypeVar("_Row", bound=Section)
_KEPT = frozenset(
    {"id", "group", "partner", "section", "level", "unit", "status", "certainty", "confidence", "phase"}
)
"""Keys in plain JSON that hold a word of the code."""


@dataclass(frozen=True)
class View:
    """What papers may use."""

    dossier: Dossier
    """As it was given: only for amounts over all groups together, never for a text."""
    change: Change
    """Without small groups and without rows for them alone."""
    cooperation: Cooperation
    agreements: Agreements
    measures: tuple[Measure, ...]
    zienswijze_points: tuple[ZienswijzePoint, ...]
    people: Plain
    """The human side of the assessment."""
    assessment: Plain
    partners: Mapping[str, str]
    hidden: int
    """How many groups are too small to be named."""
    left_out: int
    """How many rows were left out because they are about small groups."""
    joins_costs: bool
    """Whether a salary guarantee or travel rests on a few people, so that its amount may not stand by itself."""
    apart: frozenset[str]
    """Groups that are named, but whose amounts stand together with those of the groups that are too small."""
    floor: int
    """Groups with fewer people are not named."""

    @property
    def groups(self) -> tuple[Group, ...]:
        """The groups that papers name."""
        return self.change.groups

    @cached_property
    def names(self) -> dict[str, str]:
        """Id → name of the groups that papers name, with the partner where two groups have the same name."""
        every = [group.name for group in self.groups]
        return {
            group.id: group.name
            if every.count(group.name) == 1 or group.partner is None
            else f"{group.name} ({self.partners.get(group.partner, group.partner)})"
            for group in self.groups
        }

    def part(self, name: str) -> Any:
        """``impact``, ``crosswalk``, ``coverage`` or ``ledger`` of the human side; None when it is not there."""
        return self.people.get(name)

    def of_groups(self, rows: list[Any], key: str) -> dict[str, Any]:
        """Rows of the assessment by group, for the groups that papers name."""
        return {row[key]: row for row in rows if row[key] in self.names}


def view(dossier: Dossier, assessment: Plain, language: Language, *, strict: bool = False) -> View:
    """The view on a dossier and its stored assessment.

    ``strict`` is for papers that councils discuss in public. It takes the floor of our own when the dossier chose a
    lower one, hides the names of teams and functions of a few people as well, and has no human side but totals.
    """
    floor = round(settings(dossier.assumptions).value("smallest_group"))
    if strict:
        floor = max(floor, round(parameters("change")["smallest_group"].value))
    small = {group.id for group in dossier.people if group.size < floor}
    instead = render("papers.small_group", language)
    names = {group.name: group.id in small for group in dossier.people}
    scrub = _Scrub({**_names_of_few(dossier, small, floor), **names} if strict else names, instead)
    change = _visible(dossier.change, small, floor)
    people = scrub.tree(assessment["people"])
    joins_costs = _costs_of_few(people.get("crosswalk"))
    if people.get("crosswalk") is not None:
        people["crosswalk"] = for_others(people["crosswalk"], smallest=floor)
    cooperation = dossier.cooperation or Cooperation.model_construct(name="")
    told = replace(
        change,
        **{name: tuple(scrub.row(row) for row in getattr(change, name)) for name in _ROWS},
        plan=scrub.row(change.plan) if change.plan is not None else None,
    )
    measures = tuple(scrub.row(item) for item in dossier.measures)
    if strict:
        told, people = Change(plan=told.plan), totals_only(people, dossier.people, floor, joins_costs)
        measures = tuple(item for item in measures if item.block is not StumblingBlock.PEOPLE)
    return View(
        dossier=dossier,
        change=told,
        cooperation=scrub.row(cooperation),
        agreements=scrub.row(dossier.agreements or Agreements()),
        measures=measures,
        zienswijze_points=tuple(scrub.row(item) for item in dossier.zienswijze_points),
        people=people,
        assessment=_Scrubbed(
            {name: part for name, part in assessment.items() if name not in _OWN[strict]}, scrub
        ),
        partners={item["id"]: item["name"] for item in assessment["partners"]},
        hidden=len(small),
        left_out=sum(len(getattr(dossier.change, name)) - len(getattr(change, name)) for name in _ROWS[1:]),
        joins_costs=joins_costs,
        apart=stand_apart({group.id: group.size for group in dossier.people}, small, floor),
        floor=floor,
    )


def _names_of_few(dossier: Dossier, small: set[str], floor: int) -> dict[str, bool]:
    """Teams and functions of a few people; a word that also names a task, a partner or the cooperation stays."""
    found = {group.team for group in dossier.people if group.id in small and group.team}
    found |= {item.name for item in dossier.functions if sum(item.qualified.values()) < floor}
    for line in dossier.crosswalk:
        if line.group in small or line.people < floor:
            found |= {name for name in (line.function, line.new_function) if name}
    open_names = {item.name for item in (*dossier.tasks, *dossier.partners, dossier.cooperation) if item}
    known = {name.casefold() for name in open_names if name}
    return {name: True for name in found if name.casefold() not in known}


def _costs_of_few(crosswalk: Plain | None) -> bool:
    """Whether a line that points to a person costs something: per group and kind that is this person's pay."""
    return any(
        line["points_to_person"] and any((line[name] or {}).get("value") for name in ("guarantee", "travel"))
        for line in (crosswalk or {}).get("lines", ())
    )


_OURS = frozenset(("legal_form", "form_choice", "form_consequences", "form_steps"))
"""Parts of the assessment in which nobody typed a word."""

_OWN = {False: ("people",), True: ("people", "vulnerability")}
"""Parts of the assessment that do not come along as they are, by ``strict``: these name groups and functions."""

_ROWS = (
    "groups",
    "cards",
    "lead_scores",
    "aspects",
    "crosswalk",
    "interventions",
    "communication",
    "ledger",
    "questions",
    "other_projects",
)  # fmt: skip


def _visible(change: Change, small: set[str], floor: int) -> Change:
    """Without the rows that are about small groups alone, and without lines that point to a person."""
    lines = tuple(row for row in change.crosswalk if row.group not in small and row.people >= floor)
    return replace(
        change,
        groups=tuple(row for row in change.groups if row.id not in small),
        cards=tuple(row for row in change.cards if row.id not in small),
        lead_scores=tuple(row for row in change.lead_scores if row.id not in small),
        aspects=tuple(row for row in change.aspects if row.group not in small),
        crosswalk=lines,
        interventions=_for_others(change.interventions, small),
        communication=tuple(row for row in change.communication if row.group not in small),
        ledger=tuple(row for row in change.ledger if row.group not in small),
        questions=tuple(row for row in change.questions if row.group not in small),
        other_projects=_for_others(change.other_projects, small),
    )


def _for_others(rows: Any, small: set[str]) -> tuple[Any, ...]:
    """Rows with a list of groups: a small group leaves the list; a row for small groups alone leaves."""
    kept = []
    for row in rows:
        groups = tuple(name for name in row.groups if name not in small)
        if groups or not row.groups:
            kept.append(row.model_copy(update={"groups": groups}))
    return tuple(kept)


class _Scrubbed(Mapping[str, Any]):
    """Parts of an assessment without the hidden names, each when a paper asks for it: most papers need a few."""

    def __init__(self, parts: Mapping[str, Any], scrub: _Scrub) -> None:
        self._parts, self._scrub = parts, scrub
        self._done: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._done:
            part = self._parts[name]
            self._done[name] = part if name in _OURS else self._scrub.tree(part)
        return self._done[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)


class _Scrub:
    """Puts other words in the place of the name of a small group, in whatever people typed."""

    def __init__(self, names: Mapping[str, bool], instead: str) -> None:
        """``names``: a name → whether it is hidden."""
        plain = {name.casefold(): hidden for name, hidden in names.items()}
        longest_first = sorted(plain, key=len, reverse=True)
        self._hidden = {name for name, hidden in plain.items() if hidden}
        self._pattern = re.compile(
            r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)", re.IGNORECASE
        )
        self._instead = instead

    def text(self, text: str) -> str:
        """A name that is a part of the name of a larger group stays."""
        if not self._hidden:
            return text
        return self._pattern.sub(
            lambda found: self._instead if found.group().casefold() in self._hidden else found.group(), text
        )

    def row(self, row: _Row) -> _Row:
        """A row of the dossier."""
        if not self._hidden:
            return row
        texts = {
            name: self.text(value)
            for name in type(row).model_fields
            if name not in ("id", "group", "partner", "function")
            and isinstance(value := getattr(row, name), str)
            and type(value) is str
        }
        return row.model_copy(update=texts)

    def tree(self, value: Any) -> Any:
        """Plain JSON of an assessment."""
        kind = type(value)  # a large assessment has forty thousand values: the quickest test
        if kind is str:
            return self.text(value)
        if kind is dict:
            return {key: item if key in _KEPT else self.tree(item) for key, item in value.items()}
        return [self.tree(item) for item in value] if kind is list else value
