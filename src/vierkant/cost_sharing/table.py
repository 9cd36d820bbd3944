"""The partners' own table of costs per combination: read as a game, with everything that is wrong with it at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vierkant.cost_sharing.games import described
from vierkant.cost_sharing.inputs import MOST_ROWS
from vierkant.quantities import Certainty, Finding, Level, Message, MessageArgument, Number, Unit

if TYPE_CHECKING:
    from numpy import ndarray

MOST_PARTNERS = MOST_ROWS.bit_length()
"""Partners of which all combinations fit in a table."""
MOST_NAMED = 5
NOBODY = frozenset({"", "-", "∅", "niemand", "nobody"})
"""How a table may name the combination without partners."""


@dataclass(frozen=True, slots=True)
class Table:
    """``costs`` has shape (2**n,), by bitmask; None when there are faults, which ``findings`` holds all."""

    costs: ndarray[Any, Any] | None
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class _Faults:
    unknown: dict[str, None]
    double: dict[str, None]
    nobody: float | None = None


def table_of(rows: Mapping[str, float], partners: Sequence[str], names: Sequence[str]) -> Table:
    """The game of a table.

    Args:
        rows: combination (ids joined with ``+``, in any order) → euro per year.
        partners: ids, in the order of the game.
        names: of the partners, for the words.
    """
    if len(partners) > MOST_PARTNERS:
        most, count = Number(MOST_PARTNERS, Unit.NUMBER), Number(len(partners), Unit.NUMBER)
        return Table(None, (_finding("table_too_many", most=most, partners=count),))
    known: dict[int, float] = {0: 0.0}
    faults = _Faults({}, {})
    place = {identifier: 1 << at for at, identifier in enumerate(partners)}
    for row, cost in rows.items():
        _read(row, cost, place, known, faults)
    lacking = [mask for mask in range(1, 1 << len(partners)) if mask not in known]
    findings = tuple(_findings(faults, [described(mask, names) for mask in lacking]))
    if findings:
        return Table(None, findings)
    import numpy as np  # heavy: `vierkant --help` must not wait for it

    return Table(np.array([known[mask] for mask in range(1 << len(partners))]), ())


def _read(row: str, cost: float, place: Mapping[str, int], known: dict[int, float], faults: _Faults) -> None:
    parts = [part.strip() for part in row.split("+")]
    named = [part for part in parts if part.lower() not in NOBODY]
    if not named:
        if cost != 0:
            faults.nobody = cost
        return
    strange = [part for part in named if part not in place]
    faults.unknown.update(dict.fromkeys(strange))
    if strange:
        return
    mask = sum(place[part] for part in dict.fromkeys(named))
    if mask in known or len(set(named)) < len(named):
        faults.double[row] = None
    known.setdefault(mask, cost)


def _findings(faults: _Faults, lacking: Sequence[str]) -> Iterator[Finding]:
    if faults.unknown:
        yield _finding("table_unknown", names=_listed(list(faults.unknown), ", "))
    if faults.double:
        yield _finding("table_double", coalitions=_listed(list(faults.double), "; "))
    if faults.nobody is not None:
        yield _finding("table_nobody", cost=Number(faults.nobody, Unit.EURO_PER_YEAR))
    if lacking:
        count = Number(len(lacking), Unit.NUMBER)
        # Also when a partner joined after the table was made: no fault, but the table cannot be used.
        yield _finding("table_missing", Level.AMBER, count=count, coalitions=_listed(lacking, "; "))


def _listed(items: Sequence[str], separator: str) -> str:
    more = [] if len(items) <= MOST_NAMED else ["…"]
    return separator.join([*items[:MOST_NAMED], *more])


def _finding(name: str, level: Level = Level.RED, **arguments: MessageArgument) -> Finding:
    return Finding(
        id=name,
        level=level,
        text=Message(f"cost_sharing.finding.{name}", arguments),
        action=Message("cost_sharing.finding.table_action"),
        certainty=Certainty.HIGH,
    )
