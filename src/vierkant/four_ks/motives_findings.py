"""What is weak in the motives, each with its evidence, and what experience says about each goal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import fsum

from vierkant.four_ks.inputs import Commitment
from vierkant.four_ks.motives_results import GoalEvidence, MotiveProfile
from vierkant.four_ks.motives_words import GOALS, listed
from vierkant.quantities import Certainty, Finding, Level, Message, MessageArgument, Number, Unit

SHARING = (
    "Journal of Public Health Management and Practice 2022, "
    "https://jphmpdirect.com/2022/08/15/service-sharing-a-powerful-tool-for-public-health-transformation/"
)
SPENDING = (
    "Allers & De Greef 2018, "
    "https://research.rug.nl/en/publications/intermunicipal-cooperation-public-spending-and-service-levels"
)
TASKS = "De Greef, https://research.rug.nl/nl/publications/effects-of-intermunicipal-cooperation"
TAXES = "COELO 2017, https://ibestuur.nl/artikel/samenwerken-bespaart-geld-ja-nee/"
MERGERS = (
    "Berenschot 2018, https://www.rd.nl/vandaag/binnenland/ambtelijke-fusie-gemeenten-is-veel-gedoe-1.1464100"
)
BAR = "Rekenkamer 2015, https://rekenkamer.rotterdam.nl/onderzoeken/samen-en-nog-steeds-apart-2/"
HLT = (
    "De Teyding 2019, http://www.deteyding.nl/hltsamen-levert-wel-besparingen-maar-nog-geen-verbeteringen-op/"
)
CENTRE = "5dok.net 2016, https://5dok.net/article/gemeentelijke-samenwerking-juni.q2n008lj"


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known about a goal: does cooperation bring it?"""

    level: Level
    sources: tuple[str, ...]
    certainty: Certainty


_KNOWN: Mapping[str, _Known] = {
    # Total spending is in peer-reviewed work; the 15 % and what mergers brought were read in the press
    "costs": _Known(Level.RED, (SPENDING, TASKS, TAXES, MERGERS), Certainty.MEDIUM),
    "quality": _Known(Level.AMBER, (BAR, HLT), Certainty.LOW),
    "client_focus": _Known(Level.AMBER, (SPENDING, MERGERS, HLT), Certainty.MEDIUM),
    "vulnerability": _Known(Level.GREEN, (BAR, HLT), Certainty.MEDIUM),
    "own": _Known(Level.UNKNOWN, (), Certainty.LOW),
}


@dataclass(frozen=True, slots=True)
class Limits:
    """From how many points saving is the only goal, how many must be shared, and whether all work is taxes."""

    saving: float
    shared: float
    only_taxes: bool


TAX_FIELDS = ("0.61", "0.62", "0.63", "0.64")
"""Taakvelden of levying taxes: property tax on homes and on other buildings, parking tax, other taxes."""


def only_taxes(taakvelden: Sequence[str]) -> bool:
    """True when every task is levying taxes, the one task for which research finds a saving."""
    return bool(taakvelden) and all(code in TAX_FIELDS for code in taakvelden)


def goal_evidence(answered: Sequence[MotiveProfile], taakvelden: Sequence[str]) -> tuple[GoalEvidence, ...]:
    """Every goal with its weight; empty when nobody answered."""
    if not answered:
        return ()
    return tuple(_goal(goal, answered, taakvelden) for goal in GOALS)


def _goal(goal: str, answered: Sequence[MotiveProfile], taakvelden: Sequence[str]) -> GoalEvidence:
    known, name = _KNOWN[goal], goal
    if goal == "costs" and only_taxes(taakvelden):
        known, name = _Known(Level.GREEN, (TAXES, TASKS), Certainty.MEDIUM), "costs_taxes"
    numbers = [profile.points[goal] for profile in answered]
    return GoalEvidence(
        goal=goal,
        points=fsum(numbers) / len(numbers),
        lowest=min(numbers),
        highest=max(numbers),
        level=known.level,
        text=Message(f"motives.evidence.{name}"),
        sources=known.sources,
        certainty=known.certainty,
    )


def findings(
    profiles: Sequence[MotiveProfile],
    goals: Sequence[GoalEvidence],
    shared: float | None,
    conflict: Message | None,
    limits: Limits,
) -> tuple[Finding, ...]:
    """Everything that is weak, the heaviest first. ``shared``: the points that all have in common."""
    found = [
        *_commitment(profiles),
        *(() if limits.only_taxes else _saving(profiles, goals, limits.saving)),
        *_together(profiles, shared, conflict, limits.shared),
        *_totals(profiles),
    ]
    return tuple(sorted(found, key=lambda item: item.level is not Level.RED))


def _finding(
    name: str,
    level: Level,
    source: str | None = None,
    certainty: Certainty = Certainty.MEDIUM,
    **arguments: MessageArgument,
) -> Finding:
    return Finding(
        name,
        level,
        Message(f"motives.finding.{name}", arguments),
        Message(f"motives.action.{name}", arguments),
        source,
        certainty,
    )


def _names(profiles: Sequence[MotiveProfile]) -> MessageArgument:
    return listed([profile.name for profile in profiles])


def _commitment(profiles: Sequence[MotiveProfile]) -> Iterator[Finding]:
    lukewarm = [item for item in profiles if item.commitment not in (None, Commitment.WANTS.value)]
    centre = [item for item in lukewarm if item.centre]
    if centre:
        yield _finding("centre_lukewarm", Level.RED, CENTRE, names=_names(centre))
    said = [item for item in profiles if item.commitment is not None]
    if len(said) > 1 and len(lukewarm) == len(said):
        yield _finding("nobody_wants", Level.RED, SHARING, Certainty.LOW)
        return
    doubts = [item for item in lukewarm if item.commitment == Commitment.DOUBTS.value and item not in centre]
    if doubts:
        yield _finding("partner_doubts", Level.AMBER, SHARING, Certainty.LOW, names=_names(doubts))
    along = [item for item in lukewarm if item not in doubts and item not in centre]
    if along:
        yield _finding("partner_goes_along", Level.AMBER, SHARING, Certainty.LOW, names=_names(along))


def _saving(
    profiles: Sequence[MotiveProfile], goals: Sequence[GoalEvidence], most: float
) -> Iterator[Finding]:
    if not goals:
        return
    costs = next(goal for goal in goals if goal.goal == "costs")
    saving = [item for item in profiles if item.answered and item.points["costs"] >= most]
    points = Number(costs.points, Unit.POINTS)
    if costs.points >= most:
        yield _finding("saving_only", Level.RED, SHARING, points=points)
    elif saving:
        yield _finding("saving_partner", Level.AMBER, SHARING, names=_names(saving))
    elif costs.points > max(goal.points for goal in goals if goal.goal != "costs"):
        yield _finding("saving_first", Level.AMBER, SPENDING, Certainty.HIGH, points=points)


def _together(
    profiles: Sequence[MotiveProfile], shared: float | None, conflict: Message | None, least: float
) -> Iterator[Finding]:
    if conflict is not None:
        answered = [item for item in profiles if item.answered]
        against = any("costs" in item.heaviest for item in answered)
        yield _finding("conflict_costs" if against else "conflict", Level.AMBER, None, conflict=conflict)
    if shared is not None and shared < least:
        yield _finding("little_shared", Level.AMBER, None, Certainty.LOW, points=Number(shared, Unit.POINTS))
    unnamed = [item for item in profiles if item.points["own"] and not item.own_goal]
    if unnamed:
        yield _finding("own_goal_unnamed", Level.AMBER, None, Certainty.HIGH, names=_names(unnamed))


def _totals(profiles: Sequence[MotiveProfile]) -> Iterator[Finding]:
    for profile in profiles:
        if profile.answered and profile.total != 100:
            difference = abs(100 - profile.total)
            name = "total_low" if profile.total < 100 else "total_high"
            yield _finding(
                name,
                Level.AMBER,
                None,
                Certainty.HIGH,
                partner=profile.name,
                total=profile.total,
                difference=difference,
            )
