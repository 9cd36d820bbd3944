"""What stands out in the lines from old to new. A function that points to persons is counted, never named."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from vierkant.change.inputs import Change, FunctionLine, Group, Outcome, Placement
from vierkant.quantities import Certainty, Finding, Level, Message, MessageArgument, Missing

MOST_NAMED = 10
"""Findings of one kind that are named one by one; the others are counted."""
NAMES_SHOWN = 5
"""Functions or groups that one finding names; the others are counted."""


def findings(change: Change, *, smallest: int, social_plan: bool | None) -> Iterator[Finding]:
    """What does not fit, or is not fair yet."""
    lines = change.crosswalk
    if not lines:
        return
    groups = {group.id: group for group in change.groups}
    ends = [line for line in lines if _ends_without_placement(line)]
    if ends:
        yield _finding("ends_without_placement", Level.RED, count=len(ends))
    yield from _scales(lines, smallest, "same_work", lambda line: line.scale)
    yield from _scales(lines, smallest, "other_new_scale", lambda line: line.new_scale)
    yield from _too_many(lines, groups, smallest)
    for name, wrong in INCONSISTENT.items():
        found = [line for line in lines if wrong(line)]
        if found:
            yield _finding(name, Level.AMBER, count=len(found), functions=_functions(found, groups, smallest))
    if not social_plan and any(line.outcome is not Outcome.UNCHANGED for line in lines):
        yield _finding("social_plan", Level.AMBER)


def missing(change: Change, *, smallest: int) -> Iterator[Missing]:
    """What the lines do not say yet."""
    lines = change.crosswalk
    if not lines:
        if change.groups:
            yield _missing("lines")
        return
    present = [line for line in lines if line.outcome is not Outcome.NEW]
    without_scale = sum(
        line.scale is None or (line.new_scale is None and line.outcome is Outcome.CHANGED) for line in present
    )
    if without_scale:
        yield _missing("scales", count=without_scale)
    open_ones = sum(
        line.placement is Placement.NOT_YET_KNOWN and line.outcome in (Outcome.CHANGED, Outcome.NEW)
        for line in lines
    )
    if open_ones:
        yield _missing("placement", count=open_ones)
    people = _people(lines)
    shown = [group for group in change.groups if group.size >= smallest]
    bare = [group.name for group in shown if group.id not in people]
    if bare:
        yield _missing("groups", count=len(bare), groups=_names(bare))
    for group in shown:
        if 0 < people.get(group.id, 0) < group.size:
            yield _missing("people", group.partner, group=group.name, count=group.size - people[group.id])


def _unchanged_differs(line: FunctionLine) -> bool:
    if line.outcome is not Outcome.UNCHANGED:
        return False
    other_name = bool(line.new_function and line.function) and _key(line.function) != _key(line.new_function)
    other_scale = None not in (line.scale, line.new_scale) and line.scale != line.new_scale
    return not line.function or other_name or other_scale


INCONSISTENT: Mapping[str, Callable[[FunctionLine], bool]] = {
    "new_without_function": lambda line: line.outcome is Outcome.NEW and not line.new_function,
    "new_with_old": lambda line: line.outcome is Outcome.NEW and bool(line.function),
    "ends_without_function": lambda line: line.outcome is Outcome.ENDS and not line.function,
    "ends_with_new": lambda line: line.outcome is Outcome.ENDS and bool(line.new_function),
    "changed_without_both": lambda line: (
        line.outcome is Outcome.CHANGED and not (line.function and line.new_function)
    ),
    "unchanged_differs": _unchanged_differs,
    "unchanged_not_with_work": lambda line: (
        line.outcome is Outcome.UNCHANGED
        and line.placement not in (Placement.FOLLOWS_WORK, Placement.NOT_YET_KNOWN)
    ),
}
"""What an outcome cannot go with."""


def _ends_without_placement(line: FunctionLine) -> bool:
    return line.outcome is Outcome.ENDS and line.placement is Placement.NOT_YET_KNOWN and line.people > 0


def _key(text: str | None) -> str:
    return " ".join((text or "").casefold().split())


def _scales(
    lines: Sequence[FunctionLine], smallest: int, name: str, scale: Callable[[FunctionLine], int | None]
) -> Iterator[Finding]:
    """New functions in which people of different scales come together, or that have different scales themselves."""
    functions: dict[str, list[FunctionLine]] = {}
    for line in lines:
        if line.new_function and scale(line) is not None:
            functions.setdefault(_key(line.new_function), []).append(line)
    named: list[tuple[str, str]] = []
    counted = 0
    for found in functions.values():
        people: dict[int, int] = {}
        for line in found:
            number = scale(line) or 0
            people[number] = people.get(number, 0) + line.people
        if len(people) < 2:
            continue
        if min(people.values()) >= smallest and len(named) < MOST_NAMED:
            named.append((str(found[0].new_function), ", ".join(str(number) for number in sorted(people))))
        else:
            counted += 1
    for number, (function, scales) in enumerate(named, 1):
        yield _finding(name, Level.AMBER, f"{name}_{number}", function=function, scales=scales)
    if counted:
        yield _finding(f"{name}_counted", Level.AMBER, count=counted)


def _too_many(lines: Sequence[FunctionLine], groups: Mapping[str, Group], smallest: int) -> Iterator[Finding]:
    people = _people(lines)
    over = [groups[name] for name in people if name in groups and people[name] > groups[name].size]
    for group in over:
        if group.size >= smallest:
            yield _finding(
                "too_many_people",
                Level.AMBER,
                f"too_many_people_{group.id}",
                group=group.name,
                people=people[group.id],
                size=group.size,
            )
    small = sum(group.size < smallest for group in over)
    if small:
        yield _finding("too_many_people_counted", Level.AMBER, count=small)


def _people(lines: Sequence[FunctionLine]) -> dict[str, int]:
    """People per group now; places in a new function are not people of the group yet."""
    people: dict[str, int] = {}
    for line in lines:
        if line.outcome is not Outcome.NEW:
            people[line.group] = people.get(line.group, 0) + line.people
    return people


def _functions(lines: Sequence[FunctionLine], groups: Mapping[str, Group], smallest: int) -> str:
    """Names of the functions that point to nobody; a dash when there are none."""
    shown = []
    for line in lines:
        name = line.function or line.new_function
        group = groups.get(line.group)
        if name and line.people >= smallest and (group is None or group.size >= smallest):
            shown.append(name)
    return _names(list(dict.fromkeys(shown))) or "–"


def _names(names: Sequence[str]) -> str:
    return ", ".join(names[:NAMES_SHOWN]) + (", …" if len(names) > NAMES_SHOWN else "")


def _finding(name: str, level: Level, identifier: str | None = None, **arguments: MessageArgument) -> Finding:
    return Finding(
        id=identifier or name,
        level=level,
        text=Message(f"crosswalk.finding.{name}", arguments),
        action=Message(f"crosswalk.action.{name}"),
        source="docs/methods/impact.md",
        certainty=Certainty.MEDIUM,
    )


def _missing(name: str, partner: str | None = None, **arguments: MessageArgument) -> Missing:
    return Missing(
        "crosswalk",
        Message(f"crosswalk.missing.{name}", arguments),
        Message(f"crosswalk.missing_cost.{name}"),
        partner,
    )
