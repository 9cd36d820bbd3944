"""What can be wrong with a plan: all of it at once, each with what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from vierkant.privacy.plan_parts import (
    MEANS_FLOOR,
    OPEN_TEXT_FLOOR,
    RESPONDENTS_FLOOR,
    PlannedGroup,
    PlannedItem,
    PlannedTable,
    Thresholds,
    Turnover,
)
from vierkant.quantities import Message

BESIDE_TEAM = frozenset({"team", "organisation"})
"""What a table of teams may be split by: a team by a background trait points to persons."""


def merge_targets(groups: Sequence[PlannedGroup]) -> dict[str, str]:
    """Group → where its people count after merges; a group in a cycle or with an unknown target stays itself."""
    into = {group.key: group.merged_into for group in groups}
    targets = {}
    for key in into:
        place, seen = key, {key}
        while (following := into.get(place)) is not None and following in into:
            if following in seen:
                place = key
                break
            seen.add(following)
            place = following
        targets[key] = place
    return targets


def plan_problems(
    wave: str,
    groups: Sequence[PlannedGroup],
    tables: Sequence[PlannedTable],
    items: Sequence[PlannedItem],
    thresholds: Thresholds,
    turnover: Sequence[Turnover],
) -> tuple[Message, ...]:
    """Everything that is wrong with a plan of these parts; empty when it can be used."""
    return (
        *_thresholds(thresholds),
        *_keys(wave, groups, tables, items),
        *_groups(groups),
        *_merges(groups),
        *_tables(tables, groups),
        *_turnover(turnover, groups),
    )


def _thresholds(chosen: Thresholds) -> Iterator[Message]:
    for name, value, floor in (
        ("respondents", chosen.respondents, RESPONDENTS_FLOOR),
        ("open_text", chosen.open_text, OPEN_TEXT_FLOOR),
        ("means", chosen.means, MEANS_FLOOR),
        ("invited", chosen.invited, chosen.respondents),
    ):
        if value < floor:
            label = Message(f"privacy.threshold.{name}")
            yield Message("privacy.problem.threshold", {"threshold": label, "value": value, "floor": floor})
    if not 0 <= chosen.response <= 1:
        yield Message("privacy.problem.response", {"value": chosen.response})


def _twice(keys: Iterable[str]) -> list[str]:
    return [key for key, times in Counter(keys).items() if times > 1]


def _keys(
    wave: str,
    groups: Sequence[PlannedGroup],
    tables: Sequence[PlannedTable],
    items: Sequence[PlannedItem],
) -> Iterator[Message]:
    if not wave:
        yield Message("privacy.problem.no_wave")
    for name, keys in (
        ("groups", [group.key for group in groups]),
        ("tables", [table.key for table in tables]),
        ("items", [item.key for item in items]),
    ):
        if not keys:
            yield Message(f"privacy.problem.no_{name}")
        for key in _twice(keys):
            yield Message(f"privacy.problem.twice_{name}", {"key": key})
    for item in items:
        if item.points < 2:
            yield Message("privacy.problem.points", {"item": item.key, "points": item.points})


def _groups(groups: Sequence[PlannedGroup]) -> Iterator[Message]:
    for group in groups:
        if group.invited < 0:
            yield Message("privacy.problem.negative", {"group": group.name, "people": group.invited})


def _merges(groups: Sequence[PlannedGroup]) -> Iterator[Message]:
    known = {group.key: group for group in groups}
    for group in groups:
        target = group.merged_into
        if target is None:
            continue
        if target == group.key:
            yield Message("privacy.problem.merge_itself", {"group": group.name})
        elif target not in known:
            yield Message("privacy.problem.merge_unknown", {"group": group.name, "target": target})
        elif _in_cycle(group.key, known):
            yield Message("privacy.problem.merge_cycle", {"group": group.name})
        elif group.dimensions.get("organisation") != known[target].dimensions.get("organisation"):
            yield Message("privacy.problem.merge_across", {"group": group.name, "target": known[target].name})


def _in_cycle(key: str, known: Mapping[str, PlannedGroup]) -> bool:
    place: str | None = known[key].merged_into
    for _ in known:
        if place is None or place not in known:
            return False
        if place == key:
            return True
        place = known[place].merged_into
    return False


def _tables(tables: Sequence[PlannedTable], groups: Sequence[PlannedGroup]) -> Iterator[Message]:
    names = {name for group in groups for name in group.dimensions}
    for table in tables:
        if "team" in table.dimensions and not set(table.dimensions) <= BESIDE_TEAM:
            yield Message("privacy.problem.team_split", {"table": table.key})
        for name in table.dimensions:
            if name not in names:
                yield Message("privacy.problem.no_dimension", {"table": table.key, "dimension": name})
        for name in _twice(table.dimensions):
            yield Message("privacy.problem.dimension_twice", {"table": table.key, "dimension": name})


def _turnover(turnover: Sequence[Turnover], groups: Sequence[PlannedGroup]) -> Iterator[Message]:
    known = {group.key for group in groups}
    for key in _twice(row.group for row in turnover):
        yield Message("privacy.problem.turnover_twice", {"group": key})
    for row in turnover:
        if row.group not in known:
            yield Message("privacy.problem.turnover_unknown", {"group": row.group})
        if row.joined < 0 or row.left < 0:
            yield Message("privacy.problem.turnover_negative", {"group": row.group})
