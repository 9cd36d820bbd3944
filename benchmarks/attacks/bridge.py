"""A simulated wave as a plan and answers for the release controller, and what was released as plain sets of people.

The attackers see `Released.decisions` and the plan, never the workings of the controller.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from benchmarks.attacks.population import Moment
from numpy.typing import NDArray

from vierkant.privacy import (
    Answers,
    Ledger,
    Plan,
    PlannedGroup,
    PlannedItem,
    PlannedTable,
    Released,
    Thresholds,
    Turnover,
    release,
)

EARLY = "early"
TABLES = (
    PlannedTable("all", ()),
    PlannedTable("organisation", ("organisation",)),
    PlannedTable("family", ("family",)),
    PlannedTable("organisation_family", ("organisation", "family")),
    PlannedTable("team", ("team",)),
)


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """One release as the attacker sees it: the released cells, and the wave that they are about."""

    moment: Moment
    plan: Plan
    released: Released
    missing: Mapping[str, NDArray[np.bool_]] = field(
        default_factory=dict
    )  # item → left open, of who took part

    @property
    def cells(self) -> tuple[str, ...]:
        return tuple(row.cell for row in self.released.decisions if row.released)


def leaf_key(leaf: int) -> str:
    return f"t{leaf // 100}f{leaf % 100}"


def plan_of(
    moment: Moment,
    thresholds: Thresholds | None = None,
    tables: Sequence[PlannedTable] = TABLES,
    merge_below: int = 0,
) -> Plan:
    """The planned tables of the reference: everybody, organisation, family, organisation × family, team.

    ``merge_below`` puts teams with fewer people asked together with the next team of their organisation, before any
    answer is in, as the merge map of a wave does.
    """
    leaves, first, asked = np.unique(moment.leaf, return_index=True, return_counts=True)
    organisation = moment.organisation[first]
    into = _merge_map(leaves, organisation, asked, merge_below)
    groups = tuple(
        PlannedGroup(
            leaf_key(leaf),
            leaf_key(leaf),
            int(people),
            {"organisation": f"o{org}", "team": f"t{leaf // 100}", "family": f"f{leaf % 100}"},
            into.get(int(leaf)),
        )
        for leaf, org, people in zip(leaves.tolist(), organisation.tolist(), asked.tolist(), strict=True)
    )
    present = set(leaves.tolist())
    came, went = (
        {leaf: int(number) for leaf, number in zip(*np.unique(found, return_counts=True), strict=True)}
        for found in (moment.joined, moment.left)
    )
    turnover = tuple(
        Turnover(leaf_key(leaf), came.get(leaf, 0), went.get(leaf, 0))
        for leaf in sorted((set(came) | set(went)) & present)
    )
    items = (PlannedItem(EARLY, 2), *(PlannedItem(f"item{n}", 5) for n in range(len(moment.items))))
    return Plan(moment.name, groups, tuple(tables), items, thresholds or Thresholds(), turnover)


def _merge_map(
    leaves: NDArray[np.int64], organisation: NDArray[np.int64], asked: NDArray[np.int64], below: int
) -> dict[int, str]:
    """Leaf → key of the leaf that it is a part of: small teams go together until they are large enough."""
    into: dict[int, str] = {}
    for org in np.unique(organisation) if below else ():
        gathered: list[int] = []
        people = 0
        for team in np.unique(leaves[organisation == org] // 100):
            own = leaves // 100 == team
            if not gathered and asked[own].sum() >= below:
                continue
            gathered += leaves[own].tolist()
            people += int(asked[own].sum())
            if people >= below:
                into.update({leaf: leaf_key(gathered[0]) for leaf in gathered[1:]})
                gathered, people = [], 0
    return into


def answers_of(
    moment: Moment, linking: str | None = None, missing: Mapping[str, NDArray[np.bool_]] | None = None
) -> Answers:
    """What the people of the wave gave.

    ``linking``: None as in production; ``wave`` for one unknown per person in this wave; ``person`` when an attacker
    takes somebody's answer to be the same in all waves. ``missing``: item → left open, of those who took part.
    """
    here = moment.took_part
    groups = tuple(leaf_key(int(leaf)) for leaf in moment.leaf[here])
    values = {EARLY: moment.early[here] + 1.0}
    values |= {f"item{number}": row[here].copy() for number, row in enumerate(moment.items)}
    for item, empty in (missing or {}).items():
        values[item] = np.where(empty, np.nan, values[item])
    unknowns = None
    if linking is not None:
        unknowns = tuple(str(who) for who in unknowns_of(moment, linking))
    return Answers(groups, values, unknowns)


def unknowns_of(moment: Moment, linking: str = "wave") -> list[str]:
    prefix = f"{moment.name}:" if linking == "wave" else ""
    return [f"{prefix}{person}" for person in moment.person[moment.took_part].tolist()]


def cell_masks(moment: Moment, plan: Plan, keys: Iterable[str]) -> list[NDArray[np.bool_]]:
    """Who of those that took part is in each of these cells, worked out from the plan alone."""
    into = {group.key: group.merged_into for group in plan.groups}

    def home(key: str) -> str:
        while (target := into[key]) is not None:
            key = target
        return key

    homes = {group.key: home(group.key) for group in plan.groups}
    where = np.array([homes[leaf_key(int(leaf))] for leaf in moment.leaf[moment.took_part]])
    cells = {cell.key: cell for cell in plan.cells}
    return [np.isin(where, cells[key].groups) for key in keys]


def released_sets(
    shown: Sequence[Shown], linking: str = "wave", item: str | None = None
) -> list[frozenset[object]]:
    """The released cells of all releases as sets of unknown answers; with ``item`` of who answered that item."""
    found = []
    for one in shown:
        names = np.array(unknowns_of(one.moment, linking), dtype=object)
        keys = [
            key for key in one.cells if item is None or item in one.released.disclosed[key].value["items"]
        ]
        empty = one.missing.get(item or "", np.zeros(len(names), np.bool_))
        found += [frozenset(names[mask & ~empty]) for mask in cell_masks(one.moment, one.plan, keys)]
    return [cell for cell in found if cell]


def release_all(
    moments: Sequence[Moment],
    thresholds: Thresholds | None = None,
    linking: str | None = None,
    ledger: Ledger | None = None,
    key: bytes = b"a key of the cooperation",
    **plan: object,
) -> tuple[list[Shown], Ledger]:
    """Release these waves one after the other into one ledger."""
    shown: list[Shown] = []
    ledger = Ledger.empty() if ledger is None else ledger
    for moment in moments:
        made = plan_of(moment, thresholds, **plan)  # type: ignore[arg-type]
        released = release(made, answers_of(moment, linking), ledger, key=key)
        ledger = released.ledger
        shown.append(Shown(moment, made, released))
    return shown, ledger
