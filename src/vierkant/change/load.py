"""What is asked of one team by all cooperations and projects of a municipality together, month by month.

The number per month is what is asked of somebody in the team who is in the heaviest group of every cooperation: it
protects the person for whom everything comes together, and who is not in all of it has less. Inside one cooperation
people are in one group, so there the heaviest group counts; over cooperations the hours add up. The hours of the team
in total are plain sums of people times hours.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from vierkant.change.inputs import Change, Group, OtherProject
from vierkant.quantities import Certainty, Finding, Level, Message, MessageArgument, Missing, Number, Unit

COOPERATION = "cooperation"
PROJECT = "project"

_ROUNDING = 1e-9
MOST_NAMED = 10
"""Teams over what they can absorb that are named one by one; the others are counted."""


@dataclass(frozen=True, slots=True)
class GroupHours:
    """What one cooperation asks of one group."""

    team: str
    """The name of the team, otherwise of the group."""
    size: int
    small: bool
    """Under the floor of its dossier."""
    asked: tuple[float, ...]
    """Hours per person, one per month of the entry."""
    projects: tuple[OtherProject, ...] = ()
    """Other projects that its dossier names for it."""


@dataclass(frozen=True, slots=True)
class LoadEntry:
    """One cooperation as the visitor sees it."""

    id: str
    name: str
    months: tuple[date, ...]
    """First days of months; empty while the cooperation has no start date."""
    groups: tuple[GroupHours, ...]


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one cooperation or project asks of a team, over the months of the result."""

    id: str
    """Id of the cooperation; empty for a project."""
    name: str
    kind: str
    """``cooperation`` or ``project``."""
    per_person: tuple[float, ...]
    hours: tuple[float, ...]
    """Of the whole team."""


@dataclass(frozen=True, slots=True)
class TeamLoad:
    """One team: a row of the matrix teams × months."""

    key: str
    name: str
    size: int
    """The most people of the team in one cooperation."""
    small: bool
    """A group under the floor is in it, or the team itself: project team alone."""
    contributions: tuple[Contribution, ...]
    """Cooperations in their order, then projects."""
    per_person: tuple[float, ...]
    """Hours per person per month, all contributions together."""
    hours: tuple[float, ...]
    over: tuple[int, ...]
    """Places in ``months`` where more is asked per person than can be absorbed."""


@dataclass(frozen=True, slots=True)
class LoadResult:
    """Teams × months, the most months over first. Findings never name a small team."""

    level: Level
    headline: Message
    months: tuple[date, ...]
    absorbable: float
    """Hours per person per month beside the own work."""
    teams: tuple[TeamLoad, ...]
    findings: tuple[Finding, ...]
    missing: tuple[Missing, ...]


@dataclass(slots=True)
class _Part:
    """A contribution while it is counted."""

    id: str
    name: str
    kind: str
    per_person: list[float]
    hours: list[float]


@dataclass(slots=True)
class _Team:
    """A team while it is counted."""

    name: str
    sizes: dict[str, int] = field(default_factory=dict)
    small: bool = False
    parts: dict[tuple[str, str], _Part] = field(default_factory=dict)


def load_entry(
    change: Change,
    months: Sequence[date],
    hours: Mapping[str, Sequence[float]],
    *,
    identifier: str,
    name: str,
    partner: str | None,
    smallest: int,
) -> LoadEntry:
    """The entry of one cooperation for one municipality.

    Args:
        change: the human side of its dossier.
        months: first days, as the ledger has them.
        hours: by id of the group, hours per person per month, as many as ``months``.
        identifier: of the cooperation.
        name: of the cooperation, as people know it.
        partner: the municipality in this dossier: its groups and those that span partners count. None: all groups.
        smallest: groups with fewer people are small.

    Raises:
        ValueError: a group has another number of hours than there are months.
    """
    chosen = [group for group in change.groups if partner is None or group.partner in (partner, None)]
    nothing = (0.0,) * len(months)
    for group in chosen:
        if len(hours.get(group.id, nothing)) != len(months):
            raise ValueError(f"{group.id}: {len(hours[group.id])} hours for {len(months)} months")
    return LoadEntry(
        id=identifier,
        name=name,
        months=tuple(months),
        groups=tuple(
            GroupHours(
                team=group.team or group.name,
                size=group.size,
                small=group.size < smallest,
                asked=tuple(hours.get(group.id, nothing)),
                projects=tuple(_projects(change, group)),
            )
            for group in chosen
        ),
    )


def municipality_load(
    entries: Iterable[LoadEntry], *, first: date, months: int, absorbable: float
) -> LoadResult:
    """The load per team and month over all entries.

    Args:
        entries: the cooperations of one municipality that the visitor may see.
        first: a day in the first month shown.
        months: how many months are shown.
        absorbable: hours per person per month that a team can spend beside its work.

    Returns:
        A project that several dossiers name counts once, at the most hours that one of them gives; a project with the
        name of one of the cooperations is left out, because its own dossier counts it.
    """
    known = tuple(entries)
    axis = tuple(_months(first, months))
    teams = _count(known, axis)
    found = tuple(sorted((_done(key, team, absorbable) for key, team in teams.items()), key=_heaviest_first))
    level = _level(found)
    return LoadResult(
        level=level,
        headline=_headline(level, found, absorbable),
        months=axis,
        absorbable=absorbable,
        teams=found,
        findings=tuple(_findings(found, axis, absorbable)),
        missing=tuple(_missing(known)),
    )


def team_key(name: str) -> str:
    """Teams with the same key are one team: capitals and extra spaces do not count."""
    return " ".join(name.casefold().split())


def part_of_month(month: date, project: OtherProject) -> float:
    """The part of a month in which the project runs, by days; dates the wrong way round are read as meant."""
    begin, end = sorted((project.from_on, project.until_on))
    length = monthrange(month.year, month.month)[1]
    days = min(end, month.replace(day=length)).toordinal() - max(begin, month).toordinal() + 1
    return max(0, days) / length


def _projects(change: Change, group: Group) -> Iterator[OtherProject]:
    for project in change.other_projects:
        if not project.groups or group.id in project.groups:
            yield project


def _months(first: date, count: int) -> Iterator[date]:
    start = first.year * 12 + first.month - 1
    for place in range(start, start + count):
        yield date(place // 12, place % 12 + 1, 1)


def _count(entries: Sequence[LoadEntry], axis: Sequence[date]) -> dict[str, _Team]:
    teams: dict[str, _Team] = {}
    place = {month: number for number, month in enumerate(axis)}
    cooperations = {team_key(entry.name) for entry in entries}
    for entry in entries:
        # Projects of this entry by team: their people add up inside one dossier, not over dossiers.
        projects: dict[tuple[str, str], _Part] = {}
        for group in entry.groups:
            key = team_key(group.team)
            team = teams.setdefault(key, _Team(group.team))
            team.sizes[entry.id] = team.sizes.get(entry.id, 0) + group.size
            team.small = team.small or group.small
            row = [0.0] * len(axis)
            for month, number in zip(entry.months, group.asked, strict=True):
                if month in place:
                    row[place[month]] += number
            _heavier(_part(team.parts, (COOPERATION, entry.id), entry.id, entry.name, axis), row, group.size)
            for project in group.projects:
                name = team_key(project.name)
                if name in cooperations:
                    continue
                part = _part(projects, (key, name), "", project.name, axis)
                rate = project.hours_per_month.value
                _heavier(part, [rate * part_of_month(month, project) for month in axis], group.size)
        for (key, name), part in projects.items():
            whole = _part(teams[key].parts, (PROJECT, name), "", part.name, axis)
            whole.per_person = [max(pair) for pair in zip(whole.per_person, part.per_person, strict=True)]
            whole.hours = [max(pair) for pair in zip(whole.hours, part.hours, strict=True)]
    return teams


def _part(
    parts: dict[tuple[str, str], _Part],
    key: tuple[str, str],
    identifier: str,
    name: str,
    axis: Sequence[date],
) -> _Part:
    kind = COOPERATION if identifier else PROJECT
    return parts.setdefault(key, _Part(identifier, name, kind, [0.0] * len(axis), [0.0] * len(axis)))


def _heavier(part: _Part, row: Sequence[float], size: int) -> None:
    """Per person the heaviest group; in total everybody."""
    part.per_person = [max(pair) for pair in zip(part.per_person, row, strict=True)]
    part.hours = [hours + size * number for hours, number in zip(part.hours, row, strict=True)]


def _done(key: str, team: _Team, absorbable: float) -> TeamLoad:
    parts = sorted(team.parts.values(), key=lambda part: part.kind)
    per_person = [sum(numbers) for numbers in zip(*(part.per_person for part in parts), strict=True)]
    hours = [sum(numbers) for numbers in zip(*(part.hours for part in parts), strict=True)]
    return TeamLoad(
        key=key,
        name=team.name,
        size=max(team.sizes.values()),
        small=team.small,
        contributions=tuple(
            Contribution(part.id, part.name, part.kind, tuple(part.per_person), tuple(part.hours))
            for part in parts
        ),
        per_person=tuple(per_person),
        hours=tuple(hours),
        over=tuple(place for place, number in enumerate(per_person) if number > absorbable + _ROUNDING),
    )


def _heaviest_first(team: TeamLoad) -> tuple[int, float, str]:
    return (-len(team.over), -max(team.per_person, default=0.0), team.key)


def _level(teams: Sequence[TeamLoad]) -> Level:
    if not any(number > 0 for team in teams for number in team.per_person):
        return Level.UNKNOWN
    return Level.RED if any(team.over for team in teams) else Level.GREEN


def _headline(level: Level, teams: Sequence[TeamLoad], absorbable: float) -> Message:
    arguments: dict[str, MessageArgument] = {
        "count": len(teams),
        "over": sum(bool(team.over) for team in teams),
        "absorbable": Number(absorbable, Unit.HOURS),
    }
    return Message(f"impact.load.headline.{level.value}", arguments)


def _findings(teams: Sequence[TeamLoad], axis: Sequence[date], absorbable: float) -> Iterator[Finding]:
    over = [team for team in teams if team.over and not team.small]
    for number, team in enumerate(over[:MOST_NAMED], 1):
        peak = max(team.over, key=lambda place: team.per_person[place])
        yield _finding(
            "over",
            f"over_{number}",
            team=team.name,
            months=len(team.over),
            month=month_words(axis[peak]),
            hours=Number(team.per_person[peak], Unit.HOURS),
            absorbable=Number(absorbable, Unit.HOURS),
        )
    if len(over) > MOST_NAMED:
        yield _finding("more_over", "more_over", count=len(over) - MOST_NAMED)
    small = sum(bool(team.over) for team in teams if team.small)
    if small:
        yield _finding("small_over", "small_over", count=small)


def month_words(month: date, form: str = "month") -> Message:
    """``juni 2027``; with ``form="month_short"`` ``jun '27``."""
    year = str(month.year) if form == "month" else f"{month.year % 100:02d}"
    return Message(f"impact.{form}.{month.month}", {"year": year})


def _finding(name: str, identifier: str, **arguments: MessageArgument) -> Finding:
    return Finding(
        id=identifier,
        level=Level.RED,
        text=Message(f"impact.load.finding.{name}", arguments),
        action=Message(f"impact.load.action.{name}", arguments),
        source="docs/methods/impact.md",
        certainty=Certainty.LOW,
    )


def _missing(entries: Sequence[LoadEntry]) -> Iterator[Missing]:
    for entry in entries:
        name = "no_start" if entry.groups and not entry.months else "no_groups" if not entry.groups else None
        if name:
            yield Missing(
                "change_plan" if name == "no_start" else "people",
                Message(f"impact.load.missing.{name}", {"cooperation": entry.name}),
                Message(f"impact.load.missing_cost.{name}"),
            )
