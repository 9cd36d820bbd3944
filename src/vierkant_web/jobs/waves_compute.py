"""The job that decides what of a closed wave may be shown. It runs in the computing process, without a database."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from vierkant_web.jobs.waves_plan import plan_of


def release_wave(
    closed: Mapping[str, Any], _seed: int, _draws: int, report: Callable[[float], None], _rules_on: date
) -> dict[str, Any]:
    """Release one wave.

    Args:
        closed: ``setup`` (as frozen), ``groups`` and ``values`` (per respondent: key of the group; question → point),
            ``ledger`` (plain) and ``key`` (secret of the cooperation, hexadecimal).

    Returns: ``entries``: what must be added to the ledger, in plain JSON.

    Raises:
        vierkant.privacy.PlanError: setup or answers do not fit together.
        vierkant.privacy.LedgerError: the stored ledger was changed.
    """
    # NumPy comes with these: only the process that computes needs them.
    from vierkant.privacy import Ledger, release
    from vierkant.survey.setup import WaveSetup

    setup = WaveSetup.from_plain(closed["setup"])
    ledger = Ledger.from_plain(closed["ledger"])
    plan = plan_of(setup)
    released = release(
        plan,
        _answers(plan, closed["groups"], closed["values"]),
        ledger,
        derived=_derived(plan, setup),
        key=bytes.fromhex(closed["key"]),
        progress=report,
    )
    return {"entries": released.ledger.to_plain()[len(closed["ledger"]) :]}


def _answers(plan: Any, groups: Sequence[str], values: Sequence[Mapping[str, Any]]) -> Any:
    import numpy as np

    from vierkant.privacy import Answers

    columns = {
        item.key: np.array(
            [np.nan if given.get(item.key) is None else given[item.key] for given in values], np.float64
        )
        for item in plan.items
    }
    return Answers(tuple(groups), columns)


def _derived(plan: Any, setup: Any) -> Any:
    from vierkant.organisation_scan.culture_derived import culture_derived

    if setup.questionnaire is None:
        return ()
    tables = [table.key for table in plan.tables if table.dimensions == ("organisation",)]
    cells = {cell.values[0]: cell.key for cell in plan.cells if cell.table in tables[:1]}
    seen = {key: setup.seen_by(key) for key in setup.organisations}
    return culture_derived(setup.questionnaire, setup.organisations, seen=seen, cells=cells)
