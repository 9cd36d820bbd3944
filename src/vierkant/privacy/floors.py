"""The rules that follow from the size of one cell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vierkant.privacy.plan import Plan, PlannedCell
from vierkant.privacy.rules import Reason, Rule


def floor_reason(
    plan: Plan, cell: PlannedCell, bodies: Mapping[str, Mapping[str, Any]], rules: frozenset[Rule]
) -> Reason | None:
    """Why too few people stand behind the cell; None when there are enough.

    Args:
        plan: with its thresholds.
        cell: of the plan.
        bodies: atom → who were asked and answered.
        rules: those that hold.
    """
    invited = sum(bodies[key]["invited"] for key in cell.groups)
    respondents = sum(bodies[key]["respondents"] for key in cell.groups)
    chosen = plan.thresholds
    if Rule.RESPONDENTS in rules and respondents < chosen.respondents:
        return Reason.RESPONDENTS
    if respondents == 0:
        return Reason.RESPONDENTS
    if Rule.INVITED in rules and invited < chosen.invited:
        return Reason.INVITED
    if Rule.RESPONSE in rules and respondents < chosen.response * invited:
        return Reason.RESPONSE
    return None
