"""The parts of a calendar as the pages show them: rows of tables, conflicts in order, what a move changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext, ngettext

from vierkant_web.calendar.inputs import Year, form_name, meetings_of

PRODUCTS = ("budget", "kadernota", "provisional_accounts", "budget_change", "draft_regulation")
"""What councils get, in the order of the page: the one with the longest term first."""
SHOWN = 6
"""Conflicts shown at once; the rest opens."""
ROWS = 40
"""Rows of councils shown at once; of what comes after, the other tables are a link away."""


def conflicts(year: Year, board: str | None = None, council: str | None = None) -> dict[str, Any]:
    """What does not fit, the heaviest first: all, or of one board or council.

    Of a year with several boards only the heaviest are shown: each board has its own list (``elsewhere`` counts).
    """
    several = board is None and council is None and len(year.calendar.boards) > 1
    rows = [
        item
        for item in year.calendar.conflicts
        if (board is None or item.board == board) and (council is None or item.council == council)
    ]
    return {
        "first": rows[:SHOWN],
        "rest": [] if several else rows[SHOWN:],
        "elsewhere": max(0, len(rows) - SHOWN) if several else 0,
        "red": sum(item.level == "red" for item in rows),
        "amber": sum(item.level == "amber" for item in rows),
        "all": len(rows),
    }


def boards(year: Year) -> list[dict[str, Any]]:
    """A card per board: how it stands, and how many councils are in time with the budget."""
    rows = []
    for plan in year.calendar.boards:
        levels = [item.level for item in year.calendar.conflicts if item.board == plan.board]
        budget = [row for row in plan.councils if row.product == "budget" and row.slack is not None]
        waits = [row for row in plan.councils if row.product == "budget" and row.level == "unknown"]
        order = [level for level in ("red", "amber", "unknown") if level in levels]
        rows.append(
            {
                "id": plan.board,
                "name": plan.name,
                "form": form_name(plan.form),
                "level": order[0] if order else "green",
                "in_time": sum(row.slack is not None and row.slack >= 0 for row in budget),
                "all": sum(row.product == "budget" for row in plan.councils) - len(waits),
                "budget_on": plan.budget_on,
                "is_proposed": "budget" in plan.proposed,
            }
        )
    return rows


def milestones(year: Year, board: str) -> list[dict[str, Any]]:
    """What the board must do when, with the article and how sure it is."""
    terms = {term.id: term for term in year.calendar.terms}
    plan = next(item for item in year.calendar.boards if item.board == board)
    return [
        {"row": item, "term": terms.get(item.term or ""), "kind": _kind(item)} for item in plan.milestones
    ]


def _kind(item: Any) -> str:
    """A last day, a first day, or a day that the board simply chose."""
    if not item.is_last_day:
        return "not_before"
    return "on" if not item.statutory and item.planned_on == item.on else "latest"


def councils(year: Year, board: str, wanted: str | None) -> list[dict[str, Any]]:
    """Per product a table of the councils; the budget first, or what was asked for.

    Tables after `ROWS` rows come without their rows: the page gives a link.
    """
    plan = next(item for item in year.calendar.boards if item.board == board)
    groups: dict[tuple[int, int], list[Any]] = {}
    for row in plan.councils:
        groups.setdefault((PRODUCTS.index(row.product), row.number), []).append(row)
    found: list[dict[str, Any]] = []
    order = sorted(groups.items(), key=lambda item: (_key(*item[0]) != wanted, item[0]))
    room = ROWS
    for (place, number), rows in order:
        is_shown = not found or len(rows) <= room
        room -= len(rows) if is_shown else 0
        weeks = next(
            (item for item in plan.weeks if item.product == PRODUCTS[place] and item.number == number), None
        )
        found.append(
            {
                "key": _key(place, number),
                "name": year.product(PRODUCTS[place], number),
                "is_shown": is_shown,
                "rows": [
                    {"name": year.name_of(row.council), "row": row, "label": room_of(row)}
                    for row in (rows if is_shown else ())
                ],
                "all": len(rows),
                "late": sum(bool(row.conflicts) for row in rows),
                "window": rows[0] if rows else None,
                "weeks": weeks,
            }
        )
    return found


def _key(place: int, number: int) -> str:
    """How a table is called in the address."""
    return f"{PRODUCTS[place]}-{number}"


def room_of(row: Any) -> str:
    """The room of a council in words."""
    if row.slack is None and row.level == "unknown":
        return gettext("not known yet")
    if row.slack is None:
        return gettext("does not fit") if row.conflicts else gettext("no time left")
    if row.slack < 0:
        return gettext("too late")
    return ngettext("%(days)s working day", "%(days)s working days", row.slack) % {"days": row.slack}


def council_year(year: Year, council: str) -> list[dict[str, Any]]:
    """Everything this council must do this year, in order of the day by which it must decide."""
    terms = {term.id: term for term in year.calendar.terms}
    names = {plan.board: plan.name for plan in year.calendar.boards}
    articles = {
        (item.board, item.product, item.number): terms.get(item.term or "")
        for plan in year.calendar.boards
        for item in plan.milestones
        if item.term and (item.step == "zienswijze_ends" or _is_fixed(item))
    }
    return [
        {
            "row": row,
            "label": room_of(row),
            "board": names[row.board],
            "name": year.product(row.product, row.number),
            "term": articles.get((row.board, row.product, row.number)),
        }
        for row in _in_order(year.calendar.council(council))
    ]


def _is_fixed(item: Any) -> bool:
    return item.step == "send" and item.product in ("kadernota", "provisional_accounts")


def _in_order(rows: Sequence[Any]) -> list[Any]:
    """By the day on which the council decides, or by which it must; what has no day comes last."""

    def key(row: Any) -> tuple[date, str, str]:
        day = row.decide_on or row.decide_by or row.received_on or date.max
        return (day, row.board, row.product)

    return sorted(rows, key=key)


def move_options(year: Year) -> list[dict[str, Any]]:
    """The meetings of this year that can be moved, per board."""
    rows = []
    for board in year.boards:
        for day in meetings_of(board):
            if day.year == year.calendar.year:
                value = f"{board.id}:{day.isoformat()}"
                rows.append({"value": value, "board": board.name, "day": day})
    return rows


def changes(year: Year) -> dict[str, Any]:
    """What a move changes: each date old and new, and what no longer fits or fits now."""
    if year.before is None:
        return {}
    old_conflicts = {_conflict_key(item): item for item in year.before.conflicts}
    new_conflicts = {_conflict_key(item): item for item in year.calendar.conflicts}
    new = [item for key, item in new_conflicts.items() if key not in old_conflicts]
    return {
        "dates": [*_milestone_changes(year), *_council_changes(year)],
        "solved": [item for key, item in old_conflicts.items() if key not in new_conflicts],
        "new": new[:SHOWN],
        "new_rest": new[SHOWN:],
    }


def _conflict_key(item: Any) -> tuple[Any, ...]:
    return (item.kind, item.board, item.product, item.council, item.text.id)


def _milestone_changes(year: Year) -> Iterator[dict[str, Any]]:
    before = {item.id: item for plan in _before(year) for item in plan.milestones}
    after = {item.id: item for plan in year.calendar.boards for item in plan.milestones}
    for key in sorted({*before, *after}, key=lambda name: _day_of(after.get(name) or before[name])):
        old, new = before.get(key), after.get(key)
        if old is None or new is None or (old.safe_on, old.planned_on) != (new.safe_on, new.planned_on):
            yield {"what": _what(year, new or old), "old": _shown_day(old), "new": _shown_day(new)}


def _what(year: Year, item: Any) -> Any:
    """What moves: of what a board adopts it is the meeting itself, not the last day for it."""
    if item.step != "decide" or not item.planned_on:
        return item.text
    arguments = {"product": year.product(item.product, item.number)}
    return {"id": "calendar.milestone.adopted", "arguments": arguments}


def _before(year: Year) -> Sequence[Any]:
    return year.before.boards if year.before else ()


def _day_of(item: Any) -> date:
    day: date = item.safe_on
    return day


def _shown_day(item: Any) -> date | None:
    """The planned day of what the board decides, and the day to keep to of everything else."""
    if item is None:
        return None
    day: date = item.planned_on if item.step == "decide" and item.planned_on else item.safe_on
    return day


def _council_changes(year: Year) -> Iterator[dict[str, Any]]:
    before = {_row_key(row): row for plan in _before(year) for row in plan.councils}
    for plan in year.calendar.boards:
        for row in plan.councils:
            old = before.get(_row_key(row))
            if old is None or (old.receive_by, old.decide_on) != (row.receive_by, row.decide_on):
                yield {
                    "council": year.name_of(row.council),
                    "name": year.product(row.product, row.number),
                    "old": old.receive_by if old else None,
                    "old_decide": old.decide_on if old else None,
                    "new": row.receive_by,
                    "new_decide": row.decide_on,
                    "level": row.level,
                }


def _row_key(row: Any) -> tuple[Any, ...]:
    return (row.board, row.product, row.number, row.council)


def terms(year: Year) -> list[dict[str, Any]]:
    """The terms that were used: what the act says, how sure we are, where we read it."""
    return [
        {"term": term, "sources": [source.model_dump(mode="json") for source in term.sources]}
        for term in year.calendar.terms
    ]
