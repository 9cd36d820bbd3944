"""What stands out in the ledger, what to do about it, and what the dossier does not say. Small groups have no name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from vierkant.change.inputs import Change, LedgerKind, LedgerLine
from vierkant.change.ledger_calendar import LONGEST, Axis
from vierkant.change.ledger_lines import MEASURES, Booked, Measure, is_decided
from vierkant.change.ledger_need import COLUMN, Crowd, Need
from vierkant.change.plan_results import GroupMonths, LedgerTotals
from vierkant.change.settings import PHASES, Settings
from vierkant.quantities import (
    Certainty,
    Computed,
    Finding,
    Level,
    Message,
    MessageArgument,
    Missing,
    Number,
    Unit,
)

MOST_NAMED = 5
"""Groups that are named with their months; the others are counted."""

_THOUSAND = 1000.0
_NEAR = (0.2, 5.0)
"""An amount that times a thousand lies between these parts of the need looks like thousands of euros."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What the findings look at."""

    change: Change
    settings: Settings
    smallest: int
    people: Crowd
    months: Axis
    need: Need
    books: Booked
    totals: LedgerTotals | None
    load: tuple[GroupMonths, ...]


def find(facts: Findings) -> Iterator[Finding]:
    """All findings of a dossier with groups, heaviest first."""
    if facts.totals is None:
        return
    yield from _decided(facts, facts.totals)
    yield from _practice(facts)
    yield from _overload(facts)
    yield from _thousands(facts, facts.totals)
    yield from _short(facts, facts.totals)
    yield from _lines(facts)
    yield from _amounts_at_groups(facts)
    yield from _plan(facts)


def level_of(facts: Findings, found: Sequence[Finding]) -> Level:
    """Unknown without groups; otherwise the worst finding; green when nothing stands out."""
    if facts.totals is None:
        return Level.UNKNOWN
    levels = {item.level for item in found}
    return next((level for level in (Level.RED, Level.AMBER) if level in levels), Level.GREEN)


_HEADLINES = ("nothing_decided", "no_practice", "overload", "groups_without_practice")
"""Red findings that have a headline of their own, most urgent first."""


def headline(facts: Findings, level: Level, found: Sequence[Finding]) -> Message:
    """The state in one sentence: needed, decided, and what is worst."""
    if facts.totals is None:
        return Message("ledger.headline.unknown")
    totals = facts.totals
    arguments: dict[str, MessageArgument] = {
        "needed": _number(totals.hours_needed),
        "low": _low(totals.hours_needed),
        "decided": _number(totals.hours_decided),
        "euros": _number(totals.euros_needed),
        "euros_decided": _number(totals.euros_decided),
    }
    worst = (name for name in _HEADLINES if any(item.id.startswith(name) for item in found))
    name = next(worst, level.value)
    return Message(f"ledger.headline.{name}", arguments)


def missing(facts: Findings) -> Iterator[Missing]:
    """What is not filled in, counted: no group has a name here."""
    change = facts.change
    if not change.groups:
        yield _gap("people", "groups")
        return
    if not change.ledger:
        yield _gap("ledger", "lines")
    undated = int(np.isnan(facts.people.start).sum())
    if undated == len(change.groups):
        yield _gap("change_plan", "start")
    elif undated:
        yield _gap("impact", "starts", count=undated)
    unscored = int(np.isnan(facts.people.load).sum())
    if unscored:
        yield _gap("impact", "scores", count=unscored)
    scales = sum(group.scale is None for group in change.groups)
    if scales:
        yield _gap("people", "scales", count=scales)
    alone = float(facts.people.carried[-1] @ facts.people.talks)
    if alone > 0:
        span = facts.settings.value("span_of_control")
        hours = alone * facts.settings.value("manager_hours_per_employee")
        managers = max(1, round(alone / span)) if span > 0 else 1
        each = Number(hours / managers, Unit.HOURS)
        yield _gap("people", "managers", managers=Number(managers, Unit.NUMBER), each=each)


def _decided(facts: Findings, totals: LedgerTotals) -> Iterator[Finding]:
    lines = facts.change.ledger
    if not any(is_decided(line) for line in lines):
        yield _finding("nothing_decided", Level.RED, needed=_low(totals.hours_needed))
    without_cover = [line for line in lines if line.decided_by and line.decided_on and not line.cover]
    half = [line for line in lines if bool(line.decided_by) != bool(line.decided_on)]
    if without_cover:
        yield _finding("without_cover", Level.AMBER, **_which(without_cover))
    if half:
        yield _finding("half_decided", Level.AMBER, **_which(half))
    no_stop = [line for line in lines if is_decided(line) and not line.work_that_stops]
    if no_stop:
        yield _finding("no_work_stops", Level.AMBER, **_which(no_stop))
    open_ = [
        line for line in lines if not (line.decided_by or line.decided_on) and (line.hours or line.euros)
    ]
    if open_ and len(open_) < len(lines):
        yield _finding("undecided", Level.AMBER, **_which(open_))


def _practice(facts: Findings) -> Iterator[Finding]:
    """Without hours to practise nobody becomes able; euros are not time."""
    column = COLUMN[LedgerKind.PRACTICE]
    needed, reserved = facts.need.hours[:-1, column], facts.books.hours["reserved"][:, column]
    if needed.sum() <= 0:
        return
    if reserved.sum() <= 0:
        yield _finding("no_practice", Level.RED, needed=Number(float(needed.sum()), Unit.HOURS))
    elif reserved[-1] <= 0:
        without = int(((needed > 0) & (reserved[:-1] <= 0)).sum())
        if without:
            yield _finding("groups_without_practice", Level.RED, count=without)


def _overload(facts: Findings) -> Iterator[Finding]:
    most = facts.settings.value("absorbable_hours_per_month")
    over = [item for item in facts.load if item.over]
    names = {group.id: group.name for group in facts.change.groups}
    shown = sorted((item for item in over if not item.small), key=_highest, reverse=True)
    absorbable = Number(most, Unit.HOURS, 0 if most % 1 == 0 else 1)
    for item in shown[:MOST_NAMED]:
        finding = _finding(
            "overload",
            Level.RED,
            group=names[item.group],
            months=_months(facts.months, item.over),
            most=Number(_highest(item), Unit.HOURS, 1),
            absorbable=absorbable,
        )
        yield replace(finding, id=f"overload_group_{item.group}")
    if len(shown) > MOST_NAMED:
        yield _finding("overload_more", Level.RED, count=len(shown) - MOST_NAMED)
    small = len(over) - len(shown)
    if small:
        yield _finding("overload_small", Level.RED, count=small)


def _highest(item: GroupMonths) -> float:
    return max(item.asked[place] + item.elsewhere[place] for place in item.over)


def _months(axis: Axis, places: Sequence[int]) -> Message:
    """One month, months in a row, or how many between the first and the last."""
    first, last = (_month(axis.first + place) for place in (places[0], places[-1]))
    if len(places) == 1:
        return Message("ledger.months.one", {"first": first})
    row = places[-1] - places[0] + 1 == len(places)
    arguments: dict[str, MessageArgument] = {"first": first, "last": last}
    return (
        Message("ledger.months.row", arguments)
        if row
        else Message("ledger.months.some", {**arguments, "count": len(places)})
    )


def _month(month: int) -> Message:
    name = Message(f"ledger.month_name.m{month % 12 + 1}")
    return Message("ledger.months.name", {"month": name, "year": str(month // 12)})


def _thousands(facts: Findings, totals: LedgerTotals) -> Iterator[Finding]:
    """A budget in thousands of euros by mistake is asked about; the amounts stay as they are."""
    rows = {name: number for number, name in enumerate(facts.people.ids)}
    lines = [line for line in facts.change.ledger if _looks_like_thousands(facts, line, rows)]
    if lines:
        largest = max(lines, key=lambda line: line.euros.value if line.euros else 0.0)
        amount = largest.euros.value if largest.euros else 0.0
        yield _finding("thousands", Level.AMBER, **_which(lines), **_times(amount))
    elif _near(totals.euros_reserved.value, totals.euros_needed.value):
        yield _finding("thousands_in_all", Level.AMBER, **_times(totals.euros_reserved.value))


def _looks_like_thousands(facts: Findings, line: LedgerLine, rows: Mapping[str, int]) -> bool:
    if line.euros is None or line.euros.value <= 0:
        return False
    if line.hours is not None and line.euros.value < line.hours.value:
        return True  # less than one euro for an hour
    column = COLUMN[line.kind]
    row = rows.get(line.group or "")
    needed = facts.need.euros[:, column]
    return _near(line.euros.value, float(needed.sum() if row is None else needed[row]))


def _near(amount: float, needed: float) -> bool:
    low, high = (part * needed for part in _NEAR)
    return needed > 0 and amount > 0 and low <= amount * _THOUSAND <= high


def _times(amount: float) -> dict[str, MessageArgument]:
    return {"amount": Number(amount, Unit.EURO), "meant": Number(amount * _THOUSAND, Unit.EURO)}


def _short(facts: Findings, totals: LedgerTotals) -> Iterator[Finding]:
    """Less decided than the low estimate; with nothing decided that is said already."""
    if not any(is_decided(line) for line in facts.change.ledger):
        return
    for measure in MEASURES:
        needed, decided = getattr(totals, f"{measure}_needed"), getattr(totals, f"{measure}_decided")
        if decided.value < (needed.value if needed.low is None else needed.low):
            yield _finding(f"{measure}_short", Level.AMBER, decided=_number(decided), needed=_low(needed))


def _lines(facts: Findings) -> Iterator[Finding]:
    overspent = [line for line in facts.change.ledger if any(_overspent(line, item) for item in MEASURES)]
    if overspent:
        yield _finding("overspent", Level.AMBER, **_which(overspent))
    if facts.books.reversed:
        yield _finding("dates_reversed", Level.AMBER, **_which(facts.books.reversed))
    if facts.books.outside:
        months: dict[str, MessageArgument] = {
            "first": _month(facts.months.first),
            "last": _month(facts.months.end - 1),
        }
        yield _finding("outside_plan", Level.AMBER, **_which(facts.books.outside), **months)


def _overspent(line: LedgerLine, measure: Measure) -> bool:
    spent, given = getattr(line, f"spent_{measure}"), getattr(line, measure)
    decided = given.value if given is not None and is_decided(line) else 0.0
    return spent is not None and spent.value > decided


def _amounts_at_groups(facts: Findings) -> Iterator[Finding]:
    replaced = frozenset().union(*facts.books.replaced.values())
    if replaced:
        yield _finding("replaced", Level.AMBER, count=len(replaced))
    counted = [
        group
        for group in facts.change.groups
        if (group.hours_reserved and group.id not in facts.books.replaced["hours"])
        or (group.euros_reserved and group.id not in facts.books.replaced["euros"])
    ]
    if counted and any(line.group is None and (line.hours or line.euros) for line in facts.change.ledger):
        yield _finding("beside_groups", Level.AMBER, count=len(counted))


def _plan(facts: Findings) -> Iterator[Finding]:
    value = facts.settings.value
    turned = [
        phase for phase in PHASES if value(f"phase.{phase}.until_month") < value(f"phase.{phase}.from_month")
    ]
    if turned:
        yield _finding("window_reversed", Level.AMBER, phase=Message(f"change.phase.{turned[0]}.name"))
    span, managers = facts.settings.range("span_of_control"), facts.people.size[facts.people.talks == 0]
    guided = float(facts.people.carried[:-1].sum(axis=0) @ facts.people.talks)
    if managers.sum() > 0 and guided / managers.sum() > span.high:
        each, usual = (Number(number, Unit.NUMBER) for number in (guided / float(managers.sum()), span.value))
        yield _finding("span_wide", Level.AMBER, employees=each, usual=usual)
    if facts.months.count == LONGEST:
        yield _finding("far_apart", Level.AMBER, years=Number(LONGEST / 12, Unit.YEARS))


def _which(lines: Sequence[LedgerLine]) -> dict[str, MessageArgument]:
    """How many lines, and the kinds of the first of them; a line carries no name of a group here."""
    return {"count": len(lines), "kind": Message(f"ledger.kind.{lines[0].kind.value}.name")}


def _finding(name: str, level: Level, **arguments: MessageArgument) -> Finding:
    return Finding(
        id=name,
        level=level,
        text=Message(f"ledger.finding.{name}", arguments),
        action=Message(f"ledger.action.{name}", arguments),
        source="docs/methods/ledger.md",
        certainty=Certainty.LOW if name in _ESTIMATES else Certainty.HIGH,
    )


_ESTIMATES = frozenset(
    {
        "overload", "overload_more", "overload_small", "hours_short", "euros_short", "span_wide",
        "thousands", "thousands_in_all",
    }
)  # fmt: skip
"""Findings that rest on our own judgement; the others are what the dossier itself says or does not say."""


def _gap(section: str, name: str, **arguments: MessageArgument) -> Missing:
    return Missing(
        section,
        Message(f"ledger.missing.{name}", arguments),
        Message(f"ledger.missing_cost.{name}", arguments),
    )


def _number(item: Computed) -> Number:
    return Number(item.value, item.unit, item.decimals)


def _low(item: Computed) -> Number:
    return Number(item.value if item.low is None else item.low, item.unit, item.decimals)
