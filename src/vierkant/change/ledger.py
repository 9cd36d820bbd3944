"""Hours and money for people: what the change asks, against what is reserved, decided and spent.

The need is counted from the bottom up and never becomes a reservation by itself: only a line of the ledger with who
decided, when, and from which cover counts as decided. Method and limits: ``docs/methods/ledger.md``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from vierkant.change.inputs import Change
from vierkant.change.plan_results import LedgerResult
from vierkant.change.settings import Range, Settings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class PersonMonths:
    """What this cooperation asks of each group, in hours per person per month."""

    months: tuple[date, ...]
    """First days; empty without any date."""
    hours: Mapping[str, tuple[float, ...]]
    """Id of the group → one number per month; zeros for a group without a date."""


@dataclass(frozen=True, slots=True)
class Cube:
    """The whole ledger as arrays of shape (groups + 1, months, kinds); the last row is what is not for one group.

    The totals have shape (groups + 1, kinds) and also hold the groups without a date.
    """

    groups: tuple[str, ...]
    """Ids; the last is ""."""
    months: tuple[date, ...]
    kinds: tuple[str, ...]
    hours_needed: NDArray[np.float64]
    euros_needed: NDArray[np.float64]
    hours_decided: NDArray[np.float64]
    euros_decided: NDArray[np.float64]
    total_hours_needed: NDArray[np.float64]
    total_euros_needed: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class GroupNeeds:
    """What each group needs over the whole change."""

    total: Mapping[str, Range]
    """Group → euro of all kinds together."""
    hours: Mapping[str, Mapping[str, float]]
    """Kind → group → hours."""
    euros: Mapping[str, Mapping[str, float]]
    """Kind → group → euro."""


def ledger(
    change: Change,
    settings: Settings,
    *,
    smallest: int,
    guarantee: Mapping[str, Range],
    travel: Mapping[str, Range],
    measure_hours: float | None = None,
    measure_euros: float | None = None,
) -> LedgerResult:
    """Hours and euros needed, reserved, decided and spent: in all, per kind, per group and per month.

    Args:
        change: the human side of the dossier.
        settings: the parameters, with what the dossier puts in their place.
        smallest: groups of fewer people are named in no finding; their rows are marked.
        guarantee: group → euro, in total, so that nobody earns less; groups that are not named: nothing.
        travel: group → euro, in total, for longer travel.
        measure_hours: hours that measures for people reserve besides the ledger.
        measure_euros: euro that measures for people reserve besides the ledger.

    Returns:
        Rows hold central numbers; only the totals carry a range (P10 and P90), one input at a time. Amounts by month
        leave out groups without a date and the part of a line that lies outside the plan; totals hold everything.
    """
    from vierkant.change import ledger_building  # NumPy: `vierkant --help` must not wait for it

    return ledger_building.build(
        change,
        settings,
        smallest=smallest,
        guarantee=guarantee,
        travel=travel,
        measure_hours=measure_hours,
        measure_euros=measure_euros,
    )


def hours_per_person_by_month(change: Change, settings: Settings) -> PersonMonths:
    """What this cooperation asks of each group per month, in hours per person; managers' talks with staff included."""
    from vierkant.change import ledger_building  # NumPy: as above

    return ledger_building.person_months(change, settings)


def group_needs(
    change: Change, settings: Settings, *, guarantee: Mapping[str, Range], travel: Mapping[str, Range]
) -> GroupNeeds:
    """What each group needs over the whole change, and of what. Arguments as of `ledger`."""
    from vierkant.change import ledger_building  # NumPy: as above

    return ledger_building.group_needs(change, settings, guarantee=guarantee, travel=travel)


def cube(
    change: Change, settings: Settings, *, guarantee: Mapping[str, Range], travel: Mapping[str, Range]
) -> Cube:
    """Every hour and euro per group, month and kind, for the spreadsheet. Arguments as of `ledger`."""
    from vierkant.change import ledger_building  # NumPy: as above

    return ledger_building.cube(change, settings, guarantee=guarantee, travel=travel)


def for_others(plain: Mapping[str, Any]) -> dict[str, Any]:
    """A `LedgerResult` as JSON values without rows of small groups, for who is not in the project team.

    Their numbers are added to the last row, so that the rows still add up to the totals.
    """
    shown = [row for row in plain["groups"] if not row["small"]]
    hidden = [row for row in plain["groups"] if row["small"]]
    rest = dict(shown[-1])
    for row in hidden:
        for name, number in row.items():
            if name.startswith(("hours_", "euros_")):
                rest[name] += number
    load = [row for row in plain["load"] if not row["small"]]
    return {**plain, "groups": [*shown[:-1], rest], "load": load}
