"""The arrangements that come along: in force on the day in ``sources.toml``, and who takes part in them today."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from vierkant.quantities import Message
from vierkant.reference.arrangements_table import arrangement_from
from vierkant.reference.facts import Abolished, Municipality
from vierkant.reference.lookup import abolished, municipality
from vierkant.reference.problems import day
from vierkant.reference.register import Arrangement, Participant, ParticipantKind
from vierkant.reference.tables import table_text


@dataclass(frozen=True, slots=True)
class Replacement:
    """A participant that no longer exists, and what came in its place."""

    participant: Participant
    gone: Abolished

    def said(self) -> Message:
        """For people: who is gone since when, and who counts instead."""
        names = ", ".join(item.name for item in self.gone.successors)
        kind = "unknown" if not names else "divided" if len(self.gone.successors) > 1 else "one"
        return Message(
            f"register.replaced.{kind}",
            {"name": self.gone.name, "date": day(self.gone.end_date), "successors": names},
        )


@dataclass(frozen=True, slots=True)
class Partners:
    """Who takes part in an arrangement today.

    ``municipalities`` exist today, each once, in order of name: those registered, and the successors of those that
    are gone. A municipality that was divided has several successors; which of them took part is not registered, so
    all stand here. ``others`` are no municipalities. ``replaced`` says which registered municipalities are gone.
    ``unknown`` have a code of a municipality that we do not know.
    """

    municipalities: tuple[Municipality, ...]
    others: tuple[Participant, ...]
    replaced: tuple[Replacement, ...]
    unknown: tuple[Participant, ...]

    @property
    def codes(self) -> frozenset[str]:
        """The codes of the municipalities of today."""
        return frozenset(item.code for item in self.municipalities)


def partners(arrangement: Arrangement, *, on: date | None = None) -> Partners:
    """Who takes part today; with ``on``, a municipality that still existed on that day is not replaced.

    The tables know the municipalities of today, so a municipality that still existed on ``on`` but is gone now
    stands neither in ``municipalities`` nor in ``replaced``, but in ``others``.
    """
    found: dict[str, Municipality] = {}
    others: list[Participant] = []
    replaced: list[Replacement] = []
    unknown: list[Participant] = []
    for participant in arrangement.participants:
        if participant.kind is not ParticipantKind.MUNICIPALITY or participant.code is None:
            others.append(participant)
            continue
        current = municipality(participant.code)
        gone = None if current else abolished(participant.code)
        if current is not None:
            found[current.code] = current
        elif gone is None:
            unknown.append(participant)
        elif on is not None and on < gone.end_date:
            others.append(participant)
        else:
            replaced.append(Replacement(participant, gone))
            found.update({item.code: item for item in gone.successors})
    ordered = sorted(found.values(), key=lambda item: item.name.lstrip("'").casefold())
    return Partners(tuple(ordered), tuple(others), tuple(replaced), tuple(unknown))


@cache
def arrangements() -> tuple[Arrangement, ...]:
    """The arrangements in force on ``reference_date("arrangements")``, in order of their number."""
    return tuple(arrangement_from(row) for row in csv.DictReader(table_text("arrangements.csv").splitlines()))


def arrangement(register_id: str) -> Arrangement | None:
    """The arrangement with the register's number; None when it is not in the table."""
    return _by_id().get(register_id)


def arrangements_of(gm_code: str) -> tuple[Arrangement, ...]:
    """The arrangements in which the municipality takes part, itself or as successor of one that is gone.

    In order of name. Empty for a code that is no municipality of today.
    """
    return _by_municipality().get(gm_code, ())


def by_municipality(items: Iterable[Arrangement]) -> Mapping[str, tuple[Arrangement, ...]]:
    """Code of a municipality of today → the arrangements in which it takes part, in order of name."""
    found: dict[str, list[Arrangement]] = {}
    for item in sorted(items, key=lambda each: each.name.casefold()):
        for code in partners(item).codes:
            found.setdefault(code, []).append(item)
    return {code: tuple(each) for code, each in found.items()}


@cache
def _by_id() -> Mapping[str, Arrangement]:
    return {item.id: item for item in arrangements()}


@cache
def _by_municipality() -> Mapping[str, tuple[Arrangement, ...]]:
    return by_municipality(arrangements())
