"""The sentences about motives that are put together from parts: who wants what, and the conflict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from vierkant.four_ks.motives_results import MotiveGroup, MotiveProfile
from vierkant.quantities import Computed, Finding, Message, MessageArgument, Number, Unit

GOALS = ("costs", "quality", "client_focus", "vulnerability", "own")
"""The four K's in their order, and what is a partner's own."""

_COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def profile_text(points: Mapping[str, float], heaviest: Sequence[str]) -> Message:
    """What weighs most for one partner, and what comes after it."""
    if not heaviest:
        return Message("motives.profile.waiting")
    if len(heaviest) > 1:
        return Message(
            "motives.profile.equal", {"goals": goal_words(heaviest), "points": _points(points[heaviest[0]])}
        )
    first = heaviest[0]
    rest = max((goal for goal in GOALS if goal != first), key=lambda goal: points[goal])
    arguments: dict[str, MessageArgument] = {
        "first": Message(f"motives.goal.{first}"),
        "points": _points(points[first]),
    }
    if not points[rest]:
        return Message("motives.profile.only", arguments)
    arguments |= {"second": Message(f"motives.goal.{rest}"), "after": _points(points[rest])}
    return Message("motives.profile.usual", arguments)


def _points(number: float) -> Number:
    return Number(number, Unit.POINTS)


def goal_words(goals: Sequence[str]) -> MessageArgument:
    """The goals as people name them, in one argument."""
    words: list[MessageArgument] = [Message(f"motives.goal.{goal}") for goal in goals]
    return listed(words)


def listed(words: Sequence[MessageArgument]) -> MessageArgument:
    """``a, b and c`` as one argument."""
    if len(words) == 1:
        return words[0]
    *before, last = words
    found = before[0]
    for word in before[1:]:
        found = Message("motives.list.comma", {"before": found, "after": word})
    return Message("motives.list.and", {"before": found, "after": last})


def counted(number: int) -> MessageArgument:
    """A small number as a word, a large one as digits."""
    return Message(f"motives.count.{_COUNTS[number - 1]}") if 1 <= number <= len(_COUNTS) else number


def conflict_sentence(answered: Sequence[MotiveProfile], groups: Sequence[MotiveGroup]) -> Message | None:
    """Who wants something else, in one sentence; None while one goal is heaviest for everybody."""
    if len(answered) < 2 or any(len(group.partners) == len(answered) for group in groups):
        return None
    parts = []
    for group in groups:
        alone = [item for item in answered if item.heaviest == (group.goal,)]
        if alone:
            parts.append(_wants(group.goal, alone))
    equal = [item for item in answered if len(item.heaviest) > 1]
    if equal:
        parts.append(_wants("equal", equal))
    joined: MessageArgument = parts[0]
    for part in parts[1:]:
        joined = Message("motives.list.comma", {"before": joined, "after": part})
    return Message("motives.conflict.sentence", {"parts": joined})


def _wants(goal: str, who: Sequence[MotiveProfile]) -> Message:
    arguments = {"count": counted(len(who)), "names": listed([item.name for item in who])}
    return Message(f"motives.wants_{'one' if len(who) == 1 else 'more'}.{goal}", arguments)


def headline(
    profiles: Sequence[MotiveProfile],
    conflict: Message | None,
    found: Sequence[Finding],
    core: Computed | None,
) -> Message:
    """The heaviest thing there is to say about the motives, in one or two sentences."""
    answered = [profile for profile in profiles if profile.answered]
    ids = {item.id for item in found}
    for name in ("centre_lukewarm", "saving_only"):
        if name in ids:
            return Message(f"motives.headline.{name}")
    if not answered:
        return Message("motives.headline.unknown")
    if conflict is not None:
        return Message("motives.headline.conflict", {"conflict": conflict})
    if len(profiles) == 1:
        return Message("motives.headline.single", {"goals": goal_words(answered[0].heaviest)})
    if core is None:
        return Message("motives.headline.waiting", {"answered": len(answered), "partners": len(profiles)})
    goals = [goal for goal in GOALS if all(goal in profile.heaviest for profile in answered)]
    return Message("motives.headline.shared", {"goals": goal_words(goals), "core": _points(core.value)})
