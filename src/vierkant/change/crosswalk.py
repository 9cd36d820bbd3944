"""From old to new: what becomes of each function, how people are placed, and what that costs in pay and travel."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from vierkant.change.crosswalk_costs import guarantee_cost, line_amount, total_amount, travel_cost
from vierkant.change.crosswalk_findings import findings, missing
from vierkant.change.inputs import Change, FunctionLine, Outcome, Placement
from vierkant.change.plan_results import CrosswalkLine, CrosswalkResult, PlacementStep
from vierkant.change.settings import Settings
from vierkant.quantities import Certainty, Message

SOCIAL_PLANS = "De Ronde Venen 2014 (CVDR471851), Waalre 2013 (CVDR602503), Berkelland 2009 (CVDR624122)"
"""Local social plans and statutes in which the order of placement stands; no statute prescribes it."""

PLACEMENT_ORDER = (
    Placement.FOLLOWS_WORK,
    Placement.SUITABLE_FUNCTION,
    Placement.SELECTION,
    Placement.FROM_WORK_TO_WORK,
)
"""The order in which people are placed."""


def crosswalk(
    change: Change, settings: Settings, *, smallest: int, social_plan: bool | None = None
) -> CrosswalkResult:
    """The lines from old to new with their cost, the steps of placement, and what stands out.

    Args:
        change: the human side of the dossier.
        settings: the parameters that count.
        smallest: a line with fewer people, or of a group with fewer people, points to persons.
        social_plan: whether there is a social plan; None when the dossier does not say.

    Returns:
        ``people`` holds all four outcomes. The people of the steps add up to those of the outcomes. A total cost has
        the number of people it is for in its explanation: under the floor it must not leave the project team, see
        `for_others`.
    """
    small_groups = {group.id for group in change.groups if group.size < smallest}
    guarantees = [guarantee_cost(line, settings) for line in change.crosswalk]
    travels = [travel_cost(line, settings) for line in change.crosswalk]
    people = {outcome.value: 0 for outcome in Outcome}
    for line in change.crosswalk:
        people[line.outcome.value] += line.people
    return CrosswalkResult(
        lines=tuple(
            CrosswalkLine(
                id=line.id,
                group=line.group,
                function=line.function or None,
                new_function=line.new_function or None,
                outcome=line.outcome.value,
                people=line.people,
                scale=line.scale,
                new_scale=line.new_scale,
                placement=placed(line).value,
                points_to_person=line.people < smallest or line.group in small_groups,
                guarantee=line_amount("guarantee", guarantee),
                travel=line_amount("travel", travel),
            )
            for line, guarantee, travel in zip(change.crosswalk, guarantees, travels, strict=True)
        ),
        people=people,
        guarantee=total_amount("guarantee", guarantees, settings),
        travel=total_amount("travel", travels, settings),
        steps=tuple(_steps(change.crosswalk)),
        findings=tuple(findings(change, smallest=smallest, social_plan=social_plan)),
        missing=tuple(missing(change, smallest=smallest)),
    )


def placed(line: FunctionLine) -> Placement:
    """How people of the line come to their function: who has an unchanged function goes with the work."""
    return Placement.FOLLOWS_WORK if line.outcome is Outcome.UNCHANGED else line.placement


def _steps(lines: Sequence[FunctionLine]) -> Iterator[PlacementStep]:
    people = dict.fromkeys(Placement, 0)
    for line in lines:
        people[placed(line)] += line.people
    for placement in PLACEMENT_ORDER:
        text = Message(f"crosswalk.step.{placement.value}")
        yield PlacementStep(placement.value, text, people[placement], Certainty.MEDIUM, SOCIAL_PLANS)
    unknown = people[Placement.NOT_YET_KNOWN]
    if unknown:
        text = Message("crosswalk.step.not_yet_known")
        yield PlacementStep(Placement.NOT_YET_KNOWN.value, text, unknown, Certainty.HIGH, None)


def for_others(plain: Mapping[str, Any], *, smallest: int) -> dict[str, Any]:
    """A `CrosswalkResult` as JSON values for eyes outside the project team.

    Lines that point to a person are left out and counted under ``left_out``. A number of people, or a total in euro,
    that rests on fewer people than ``smallest``, or from which the lines left out could be worked out, becomes None.
    """
    shown = [line for line in plain["lines"] if not line["points_to_person"]]
    hidden = [line for line in plain["lines"] if line["points_to_person"]]

    def kept(value: Any, field: str, name: str) -> Any:
        return value if _safe((line for line in hidden if line[field] == name), smallest) else None

    totals = {
        name: plain[name] if _safe((line for line in hidden if line[name]), smallest) else None
        for name in ("guarantee", "travel")
    }
    return {
        **plain,
        **totals,
        "lines": shown,
        "left_out": len(hidden),
        "people": {name: kept(number, "outcome", name) for name, number in plain["people"].items()},
        "steps": [
            {**step, "people": kept(step["people"], "placement", step["id"])} for step in plain["steps"]
        ],
    }


def _safe(hidden: Iterable[Mapping[str, Any]], smallest: int) -> bool:
    """True when the lines left out hold nobody, or enough people together not to point to one of them."""
    people: int = sum(line["people"] for line in hidden)
    return people == 0 or people >= smallest
