"""From the setup of a wave to the table plan of the release controller: the two rooms do not know each other."""

from __future__ import annotations

from typing import Any

from vierkant.survey.setup import WaveSetup, to_plan


def plan_of(setup: WaveSetup) -> Any:
    """The `vierkant.privacy.Plan` of a wave. A table by something that no group has is left out.

    Raises:
        vierkant.privacy.PlanError: the plan contradicts itself or goes below a floor; ``problems`` says all.
    """
    # NumPy comes with these: only who makes a plan needs it.
    from vierkant.privacy import Plan, PlannedGroup, PlannedItem, PlannedTable, Thresholds, Turnover

    fields = to_plan(setup)
    known = [set(group["dimensions"]) for group in fields["groups"]]
    tables = [
        PlannedTable(table["key"], tuple(table["dimensions"]))
        for table in fields["tables"]
        if any(set(table["dimensions"]) <= dimensions for dimensions in known)
    ]
    return Plan(
        fields["wave"],
        tuple(PlannedGroup(**group) for group in fields["groups"]),
        tuple(tables),
        tuple(PlannedItem(**item) for item in fields["items"]),
        Thresholds(**fields["thresholds"]),
        tuple(Turnover(**change) for change in fields["turnover"]),
    )
