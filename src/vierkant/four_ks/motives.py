"""Why each partner would cooperate: profiles side by side, conflicts in a sentence, and what experience says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from math import fsum
from types import MappingProxyType

from vierkant.four_ks.inputs import Motive
from vierkant.four_ks.motives_findings import Limits, findings, goal_evidence, only_taxes
from vierkant.four_ks.motives_results import (
    GoalEvidence,
    MotiveDistance,
    MotiveGroup,
    MotiveProfile,
    MotivesResult,
)
from vierkant.four_ks.motives_words import GOALS, conflict_sentence, headline, profile_text
from vierkant.four_ks.settings import settings
from vierkant.quantities import (
    Certainty,
    Computed,
    Confidence,
    Explanation,
    Figure,
    Finding,
    Input,
    Level,
    Message,
    MessageArgument,
    Missing,
    Number,
    Unit,
)

MOST_PAIRS = 12
"""Pairs that are told; with more partners the nearest ones say little."""


def assess_motives(
    motives: Sequence[Motive],
    partners: Mapping[str, str],
    centre: str | None = None,
    *,
    taakvelden: Sequence[str] = (),
    assumptions: Mapping[str, Figure] = MappingProxyType({}),
) -> MotivesResult:
    """What the partners want, how far they are apart, and whether cooperation usually brings it.

    Args:
        motives: the answers; a partner without a row, or with no points at all, did not answer.
        partners: id → name on screen, in the order of the dossier.
        centre: the partner that would do the work for the others (centrumgemeente), when there is one.
        taakvelden: codes of the tasks; saving is a fair motive for levying taxes alone.
        assumptions: of the dossier; ``four_ks.saving_points`` and ``four_ks.shared_points`` replace ours.

    Returns:
        Points are out of 100; answers with another total are taken in proportion and become a finding.
    """
    chosen = settings(assumptions)
    rows = {item.partner: item for item in motives}
    order = [*partners, *(partner for partner in rows if partner not in partners)]
    profiles = tuple(
        _profile(partner, partners.get(partner, partner), rows.get(partner), centre) for partner in order
    )
    answered = [profile for profile in profiles if profile.answered]
    groups = _groups(answered)
    conflict = conflict_sentence(answered, groups)
    goals = goal_evidence(answered, taakvelden)
    limits = Limits(chosen.value("saving_points"), chosen.value("shared_points"), only_taxes(taakvelden))
    found = findings(profiles, goals, _shared_points(answered), conflict, limits)
    missing = tuple(_missing(profiles))
    core, distances = _core(answered), _distances(answered)
    level = _level(answered, found, missing)
    return MotivesResult(
        level=level,
        headline=headline(profiles, conflict, found, core),
        profiles=profiles,
        groups=groups,
        conflict=conflict,
        goals=goals,
        core=core,
        supported=_supported(answered, goals),
        distance=_mean_distance(answered),
        distances=distances[:MOST_PAIRS],
        findings=found,
        missing=missing,
    )


def _profile(partner: str, name: str, motive: Motive | None, centre: str | None) -> MotiveProfile:
    total = motive.total if motive else 0
    given = {goal: getattr(motive, goal) if motive else 0 for goal in GOALS}
    points = {goal: 100 * number / total if total else 0.0 for goal, number in given.items()}
    most = max(points.values())
    heaviest = tuple(goal for goal in GOALS if total and points[goal] == most)
    return MotiveProfile(
        partner=partner,
        name=name,
        answered=total > 0,
        points=points,
        total=total,
        heaviest=heaviest,
        own_goal=(motive.own_goal or None) if motive else None,
        commitment=motive.commitment.value if motive and motive.commitment else None,
        centre=partner == centre,
        text=profile_text(points, heaviest),
    )


def _groups(answered: Sequence[MotiveProfile]) -> tuple[MotiveGroup, ...]:
    found = [
        MotiveGroup(goal, tuple(item.partner for item in answered if goal in item.heaviest)) for goal in GOALS
    ]
    return tuple(sorted((group for group in found if group.partners), key=lambda group: -len(group.partners)))


def shares(profile: MotiveProfile) -> dict[tuple[str, str], float]:
    """The points by goal. A goal of one's own is the same as another's only when it is written the same."""
    text = (profile.own_goal or "").casefold().strip()
    own = text or f"\0{profile.partner}"
    return {(goal, own if goal == "own" else ""): number for goal, number in profile.points.items() if number}


def distance(first: MotiveProfile, second: MotiveProfile) -> float:
    """Points that one must move to have the other's profile: half the sum of the differences, 0 to 100."""
    one, other = shares(first), shares(second)
    return fsum(abs(one.get(goal, 0.0) - other.get(goal, 0.0)) for goal in {*one, *other}) / 2


def _distances(answered: Sequence[MotiveProfile]) -> tuple[MotiveDistance, ...]:
    pairs = [_pair(first, second) for first, second in combinations(answered, 2)]
    return tuple(sorted(pairs, key=lambda pair: -pair.points))


def _pair(first: MotiveProfile, second: MotiveProfile) -> MotiveDistance:
    points = distance(first, second)
    one, other = shares(first), shares(second)
    gap = {goal: one.get(goal, 0.0) - other.get(goal, 0.0) for goal in sorted({*one, *other})}
    arguments: dict[str, MessageArgument] = {
        "first": first.name,
        "second": second.name,
        "points": Number(points, Unit.POINTS),
        "from": Message(f"motives.goal.{max(gap, key=lambda goal: gap[goal])[0]}"),
        "to": Message(f"motives.goal.{min(gap, key=lambda goal: gap[goal])[0]}"),
    }
    kind = "alike" if points < 0.5 else "apart"
    return MotiveDistance(first.partner, second.partner, points, Message(f"motives.pair.{kind}", arguments))


def _mean_distance(answered: Sequence[MotiveProfile]) -> Computed | None:
    pairs = [distance(first, second) for first, second in combinations(answered, 2)]
    return _computed("distance", fsum(pairs) / len(pairs), answered) if pairs else None


def _shared_points(answered: Sequence[MotiveProfile]) -> float | None:
    if len(answered) < 2:
        return None
    each = [shares(profile) for profile in answered]
    return fsum(min(row.get(goal, 0.0) for row in each) for goal in each[0])


def _core(answered: Sequence[MotiveProfile]) -> Computed | None:
    points = _shared_points(answered)
    return None if points is None else _computed("core", points, answered)


def _supported(answered: Sequence[MotiveProfile], goals: Sequence[GoalEvidence]) -> Computed | None:
    if not answered:
        return None
    good = [goal for goal in goals if goal.level is Level.GREEN]
    return _computed("supported", fsum(goal.points for goal in good), answered)


def _computed(name: str, value: float, answered: Sequence[MotiveProfile]) -> Computed:
    counted = Input(
        Message("motives.input.answered"), len(answered), Unit.NUMBER, Confidence.MEASURED, "dossier"
    )
    return Computed(
        id=f"motives_{name}",
        label=Message(f"motives.label.{name}"),
        value=value,
        unit=Unit.POINTS,
        explanation=Explanation(Message(f"motives.method.{name}"), (counted,), certainty=Certainty.MEDIUM),
    )


def _level(answered: Sequence[MotiveProfile], found: Sequence[Finding], missing: Sequence[Missing]) -> Level:
    if any(item.level is Level.RED for item in found):
        return Level.RED
    if not answered:
        return Level.UNKNOWN
    return Level.AMBER if missing or any(item.level is Level.AMBER for item in found) else Level.GREEN


def _missing(profiles: Sequence[MotiveProfile]) -> Iterator[Missing]:
    for profile in profiles:
        for name, gap in (("points", not profile.answered), ("commitment", profile.commitment is None)):
            if gap:
                yield Missing(
                    "motives",
                    Message(f"motives.missing.{name}", {"partner_name": profile.name}),
                    Message(f"motives.missing_cost.{name}"),
                    profile.partner,
                )
