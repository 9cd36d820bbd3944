"""Information and tools to hand out, tagged by phase, aspect, audience, hours and what they are worth."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from types import MappingProxyType

from vierkant.change.guidance_file import (
    COLOURS,
    EVIDENCE,
    FileError,
    Reader,
    Table,
    Texts,
    place,
    whole_file,
)
from vierkant.change.inputs import Aspect, ItemKind
from vierkant.change.settings import PHASES
from vierkant.quantities import Certainty

AUDIENCES = ("everyone", "employees", "managers")
GIVERS = ("none", "manager", "colleague", "trainer", "change_team", "outside_the_line")

HEAVY_SCORE = 3
"""A score from which a group gets content for an aspect."""

_KEYS = (
    "id", "kind", "phases", "aspects", "audience", "hours_per_person", "giver_hours", "giver", "euros_per_person",
    "capacity", "planned", "colours", "evidence", "evidence_source", "title", "text",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """One text or tool of the library."""

    id: str
    kind: ItemKind
    phases: tuple[str, ...]
    """Of our five."""
    aspects: tuple[str, ...]
    """Empty: for every change; otherwise for who has much to do with one of these."""
    audience: str
    """``everyone``, ``employees`` or ``managers``."""
    hours_per_person: float
    giver_hours: float
    """Per session, or per person guided."""
    giver: str
    euros_per_person: float
    capacity: int
    """People per session; 0 is no limit."""
    planned: bool
    """Somebody must plan it; otherwise it is simply there."""
    colours: tuple[str, ...]
    evidence: Certainty
    evidence_source: str
    title: Texts
    text: Texts

    def serves(self, *, managers: bool) -> bool:
        """Whether it is meant for a group of managers, or for one of employees."""
        return self.audience in ("everyone", "managers" if managers else "employees")


class LibraryError(FileError):
    """A file with content is not right."""


@cache
def library() -> Mapping[str, Item]:
    """Everything we ship, by id, in the order of the files and in each file."""
    found: dict[str, Item] = {}
    folder = resources.files("vierkant.change").joinpath("library")
    for path in sorted(folder.iterdir(), key=lambda item: item.name):
        if path.name.endswith(".toml"):
            for item in read_items(path.read_text(encoding="utf-8"), taken=found):
                found[item.id] = item
    return MappingProxyType(found)


def read_items(text: str, *, taken: Collection[str] = ()) -> tuple[Item, ...]:
    """The content in a TOML text; ``taken`` are ids that another file uses already.

    Raises:
        LibraryError: with every fault of the file.
    """
    reader = Reader()
    table = reader.document(text)
    found: dict[str, Item] = {}
    if not reader.problems:
        reader.keys(table, ("items",), whole_file())
        rows = reader.tables(table, "items", whole_file())
        if not rows and not reader.problems:
            reader.fault("no_items", whole_file())
        for number, row in enumerate(rows, 1):
            item = _item(reader, row, number, (*taken, *found))
            found[item.id or str(number)] = item
    if reader.problems:
        raise LibraryError(reader.problems)
    return tuple(found.values())


@lru_cache(maxsize=1024)
def fitting(phases: frozenset[str], *, managers: bool, heavy: frozenset[str]) -> tuple[Item, ...]:
    """What fits a group in a phase, most fitting first.

    Args:
        phases: those of our five that the phase ``matches``.
        managers: whether it is a group of managers.
        heavy: aspects on which the project scored `HEAVY_SCORE` or more for the group.

    Returns:
        Items for this kind of group, for one of these phases, for every change or for one of these aspects. What is
        for the group's own aspects comes first, then what is for fewer phases.
    """
    found = [
        item
        for item in library().values()
        if item.serves(managers=managers)
        and phases & set(item.phases)
        and (not item.aspects or heavy & set(item.aspects))
    ]
    # Sorting keeps the order of the library where both are equal.
    return tuple(sorted(found, key=lambda item: (not item.aspects, len(item.phases))))


def manager_guides(phases: Collection[str]) -> tuple[Item, ...]:
    """Guides for the manager of a whole team in one of ``phases`` (of our five); none names a person."""
    return tuple(
        item
        for item in library().values()
        if item.audience == "managers"
        and item.kind in (ItemKind.CONVERSATION_GUIDE, ItemKind.MANAGER_TALK)
        and set(item.phases) & set(phases)
    )


def _item(reader: Reader, row: Table, number: int, taken: Sequence[str]) -> Item:
    where = place("content", row, number)
    reader.keys(row, _KEYS, where)
    identifier = reader.identifier(row, where, taken)
    hours = row.get("hours_per_person")
    right = isinstance(hours, (int, float)) and not isinstance(hours, bool) and 0 < hours <= 1000
    if not right:
        reader.fault("content_without_hours", where)
    if not row.get("phases"):
        reader.fault("content_without_phase", where, known=", ".join(PHASES))
    source = row.get("evidence_source")
    if not isinstance(source, str) or not source.strip():
        reader.fault("content_without_source", where)
    return Item(
        id=identifier,
        kind=ItemKind(reader.choice(row, "kind", where, [kind.value for kind in ItemKind])),
        phases=reader.words(row, "phases", where, PHASES),
        aspects=reader.words(row, "aspects", where, [aspect.value for aspect in Aspect]),
        audience=reader.choice(row, "audience", where, AUDIENCES),
        hours_per_person=float(hours) if right and hours is not None else 0.0,
        giver_hours=reader.number(row, "giver_hours", where) or 0.0,
        giver=reader.choice(row, "giver", where, GIVERS),
        euros_per_person=reader.number(row, "euros_per_person", where) or 0.0,
        capacity=int(reader.number(row, "capacity", where, whole=True) or 0),
        planned=reader.truth(row, "planned", where),
        colours=reader.words(row, "colours", where, COLOURS),
        evidence=Certainty(reader.choice(row, "evidence", where, EVIDENCE)),
        evidence_source=str(source).strip(),
        title=reader.texts(row, "title", where),
        text=reader.texts(row, "text", where),
    )
