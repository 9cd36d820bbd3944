"""Who pays in a dossier: the costs of every coalition from the business case, or from the partners' own table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from math import fsum

from vierkant.business_case.inputs import CaseInput
from vierkant.business_case.missing import counts_residents, partners_with_cost
from vierkant.cost_sharing.assessment import assess_sharing
from vierkant.cost_sharing.games import GameError
from vierkant.cost_sharing.ingredients import missing
from vierkant.cost_sharing.results import CostsSource, SharingResult
from vierkant.cost_sharing.sharing_input import SharingInput
from vierkant.cost_sharing.table import Table, table_of
from vierkant.dossier.composing import complete_key, partner_name
from vierkant.dossier.sections import Dossier, KeyBasis, Kind

FEWEST_DRAWS, MOST_DRAWS, PART_OF_DRAWS = 20, 200, 100
"""Draws behind the ranges: one in a hundred of those of the business case, for each is a game of its own."""
MOST_DRAWN = 10
"""Up to this many partners every combination has a cost in every draw; of more only all together."""
MOST_COUNTED = 28
"""Up to this many partners every combination is counted."""

COUNTING = 0.2
"""Part of the work that counting every combination is, for the progress."""

Progress = Callable[[float], None]


def sharing_of(
    dossier: Dossier, case: CaseInput, *, seed: int, draws: int, progress: Progress | None = None
) -> SharingResult | None:
    """The keys side by side; None when there are no two partners with costs, or costs too large to count with.

    ``progress`` is told the share that is done; what it raises ends the calculation.
    """
    tell = progress or (lambda share: None)
    given = sharing_input(
        dossier, case, seed=seed, draws=draws, progress=lambda share: tell(COUNTING * share)
    )
    if given is None:
        return None
    try:
        return assess_sharing(given, progress=lambda share: tell(COUNTING + (1 - COUNTING) * share))
    except GameError:
        # Amounts near the largest float; the business case refuses them in words.
        return None


def sharing_input(
    dossier: Dossier, case: CaseInput, *, seed: int, draws: int, progress: Progress | None = None
) -> SharingInput | None:
    """The composed input of the keys; None when there are no two partners with costs.

    The partners' own table counts when it is complete. Until then its faults are told and the business case counts,
    for the partners that give the cost of a task.
    """
    table = _table(dossier)
    if table is not None and table.costs is not None and len(dossier.partners) > 1:
        return _of_table(dossier, case, table)
    with_cost = partners_with_cost(case)
    kept = replace(case, partners=tuple(item for item in case.partners if item.id in with_cost))
    if len(kept.partners) < 2:
        return None
    left_out = [item for item in case.partners if item.id not in with_cost]
    found = _common(dossier, kept, _present(kept))
    if draws:  # a page that tries a key asks for none
        wanted = min(max(draws // PART_OF_DRAWS, FEWEST_DRAWS), MOST_DRAWS)
        found = _with_draws(found, kept, seed=seed, draws=wanted)
    return replace(
        _with_costs(found, kept, progress),
        findings=() if table is None else table.findings,
        missing=tuple(
            missing("tasks", "partner_costs", item.id, partner_name=item.name) for item in left_out
        ),
    )


def _table(dossier: Dossier) -> Table | None:
    table = dossier.coalition_costs
    if table is None or not table.costs:
        return None
    names = [partner_name(partner) for partner in dossier.partners]
    return table_of(table.costs, [partner.id for partner in dossier.partners], names)


def _of_table(dossier: Dossier, case: CaseInput, table: Table) -> SharingInput:
    """What a partner pays now is its present cost, or by the table what it pays alone."""
    costs = table.costs
    with_cost = partners_with_cost(case)
    known = dict(zip([item.id for item in case.partners], _present(case), strict=True)) if with_cost else {}
    present = tuple(
        known[item.id] if item.id in with_cost else float(costs[1 << place]) if costs is not None else 0.0
        for place, item in enumerate(case.partners)
    )
    return replace(_common(dossier, case, present), costs=costs, source=CostsSource.TABLE)


def _present(case: CaseInput) -> tuple[float, ...]:
    """The present cost of each partner, as the business case counts it at central values."""
    from vierkant.business_case.coalitions import task_costs  # NumPy: `vierkant --help` must not wait for it

    costs = task_costs(case).values()
    return tuple(fsum(float(row[place]) for row in costs) for place in range(len(case.partners)))


def _common(dossier: Dossier, case: CaseInput, present: Sequence[float]) -> SharingInput:
    """What does not depend on where the costs of combinations come from."""
    ids = {item.id for item in case.partners}
    agreed = dossier.agreements
    return SharingInput(
        partners={item.id: item.name for item in case.partners},
        present=tuple(present),
        residents={
            item.id: item.residents.value
            for item in case.partners
            if item.residents is not None and item.residents.value > 0
        },
        design=dossier.key_design,
        key_inputs={row.partner: row for row in dossier.key_inputs if row.partner in ids},
        products=dossier.products,
        task_use=task_use(case),
        agreed=_agreed(dossier, ids),
        agreed_by_use=agreed is not None and agreed.cost_key_basis is KeyBasis.USE,
        internal=dossier.cooperation is not None and dossier.cooperation.kind is Kind.INTERNAL,
    )


def _agreed(dossier: Dossier, ids: set[str]) -> Mapping[str, float] | None:
    """The agreed shares, when they divide the whole cost over the partners of the game."""
    key = complete_key(dossier)
    if key is None or any(share > 0 for name, share in key.items() if name not in ids):
        return None
    return {name: share for name, share in key.items() if name in ids}


def task_use(case: CaseInput) -> Mapping[str, float] | None:
    """What each partner takes of the tasks: the cost of a task divided by volume, added up over the tasks.

    None when a task with a cost does not say how much each of its partners takes, in a unit of its own: residents
    say who lives there, not who takes what.
    """
    if not partners_with_cost(case):
        return None
    from vierkant.business_case.coalitions import task_costs  # NumPy: `vierkant --help` must not wait for it

    costs = task_costs(case)
    found = {item.id: 0.0 for item in case.partners}
    for task in case.tasks:
        cost = fsum(costs[task.id].tolist())
        taken = {name: part.volume for name, part in task.parts.items() if name in found}
        if cost == 0:
            continue
        if counts_residents(task) or any(volume is None for volume in taken.values()):
            return None
        whole = fsum(volume.value for volume in taken.values() if volume is not None)
        if whole <= 0:
            return None
        for name, volume in taken.items():
            found[name] += cost * volume.value / whole if volume is not None else 0.0
    return found


def _with_draws(given: SharingInput, case: CaseInput, *, seed: int, draws: int) -> SharingInput:
    """Ranges, unless a draw is too large to count with."""
    import numpy as np  # `vierkant --help` must not wait for it

    from vierkant.business_case.coalitions import drawn_costs, drawn_total  # NumPy, as above

    if len(case.partners) > MOST_DRAWN:
        found = drawn_total(case, seed=seed, draws=draws)
        return replace(given, drawn_total=found if np.isfinite(found).all() else None, seed=seed)
    drawn = drawn_costs(case, seed=seed, draws=draws)
    if not np.isfinite(drawn).all():
        return replace(given, seed=seed)
    return replace(given, drawn=drawn, drawn_total=drawn[:, -1], seed=seed)


def _with_costs(given: SharingInput, case: CaseInput, progress: Progress | None) -> SharingInput:
    from vierkant.business_case.coalitions import coalition_cost_of, coalition_costs  # NumPy, as above

    if len(case.partners) > MOST_COUNTED:
        return replace(given, cost_of=coalition_cost_of(case))
    return replace(given, costs=coalition_costs(case, progress=progress))
