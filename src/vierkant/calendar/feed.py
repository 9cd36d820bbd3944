"""From a calendar to the events of a feed: for one council, or for the whole cooperation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from vierkant.calendar.inputs import Names, Product
from vierkant.calendar.results import BoardPlan, Calendar, Conflict, CouncilDates, Milestone, Step, Term
from vierkant.calendar.words import day as in_words
from vierkant.calendar.words import names as joined
from vierkant.calendar.words import product_name
from vierkant.quantities import Level, Message, MessageArgument

FOR_COUNCILS = (Step.SEND, Step.ZIENSWIJZE_ENDS, Step.DECIDE, Step.TRANSITION_ENDS)
"""Steps of a board that a council wants to know; the way to the supervisor is for the board."""


@dataclass(frozen=True, slots=True)
class FeedEvent:
    """One whole day in a feed. ``key`` stays the same as long as it is the same moment, also when its day moves."""

    key: str
    on: date
    title: Message
    lines: tuple[Message, ...]
    """What it is about, by which article and how sure that is, and what to do."""


def events(calendar: Calendar, names: Names, *, council: str | None = None) -> tuple[FeedEvent, ...]:
    """The events of one council, or (None) of the whole cooperation, in order of day and key.

    A council gets the days of every board it takes part in, and its own last safe days to receive, discuss and
    decide. The cooperation gets every day of every board, with the councils that cannot deal with it in time.
    ``names`` gives the name of each council. Keys are unique within a feed.
    """
    terms = {term.id: term for term in calendar.terms}
    found: list[FeedEvent] = []
    for board in calendar.boards:
        rows = board.councils
        if council is not None:
            rows = tuple(row for row in rows if row.council == council)
            if not rows:
                continue
            found.extend(_of_council(calendar, board, rows))
        steps = tuple(Step) if council is None else FOR_COUNCILS
        late = _late_councils(rows, names) if council is None else {}
        for milestone in board.milestones:
            if milestone.step in steps:
                about = (milestone.product, milestone.number)
                found.extend(_of_board(board, milestone, terms, late.get(about, ())))
    return tuple(sorted(_unique(found), key=lambda event: (event.on, event.key)))


def _of_board(
    board: BoardPlan, milestone: Milestone, terms: Mapping[str, Term], late: Sequence[str]
) -> Iterator[FeedEvent]:
    name = "last_day" if milestone.is_last_day else "first_day"
    words: dict[str, MessageArgument] = {"board": board.name, "text": milestone.text}
    lines = [Message("calendar_files.feed.who", {"who": milestone.who})]
    if milestone.safe_on != milestone.on:
        days = {"on": in_words(milestone.on), "safe": in_words(milestone.safe_on)}
        lines.append(Message("calendar_files.feed.safe", days))
    lines.extend(milestone.notes)
    lines.extend(_by_law(milestone, terms))
    if late and milestone.step is Step.SEND:
        lines.append(Message("calendar_files.feed.late_councils", {"councils": joined(list(late))}))
    on = milestone.safe_on
    yield FeedEvent(milestone.id, on, Message(f"calendar_files.feed.{name}", words), (*lines, _FOOT))
    if milestone.planned_on is not None:
        standing = Message(f"calendar_files.feed.standing.{milestone.level.value}", {"day": in_words(on)})
        title = Message("calendar_files.feed.planned", words)
        yield FeedEvent(f"{milestone.id}-planned", milestone.planned_on, title, (standing, *lines, _FOOT))


def _by_law(milestone: Milestone, terms: Mapping[str, Term]) -> Iterator[Message]:
    term = terms.get(milestone.term or "")
    if term is None:
        yield Message(
            "calendar_files.feed.not_by_law" if not milestone.statutory else "calendar_files.feed.by_act"
        )
        return
    yield Message("calendar_files.feed.article", {"article": term.article, "text": term.text})
    name = "unconfirmed" if term.unconfirmed else term.certainty.value
    yield Message(f"calendar_files.feed.certainty.{name}")


def _of_council(calendar: Calendar, board: BoardPlan, rows: Sequence[CouncilDates]) -> Iterator[FeedEvent]:
    for row in rows:
        key = f"{board.board}-{calendar.year}-{row.product.value}-{row.number}-{row.council}"
        product = product_name(row.product, calendar.year, row.number)
        words: dict[str, MessageArgument] = {"board": board.name, "product": product}
        lines = tuple(_of_row(row))
        days = (
            ("receive_by", row.receive_by),
            ("committee_on", row.committee_on),
            ("decide_on", row.decide_on),
        )
        for name, on in days:
            if on is not None:
                title = Message(f"calendar_files.feed.council.{name}", words)
                yield FeedEvent(f"{key}-{name}", on, title, (*lines, _FOOT))
        on = row.ends_on or row.received_on
        if row.decide_on is None and row.conflicts and on is not None:
            title = Message("calendar_files.feed.council.no_route", words)
            yield FeedEvent(f"{key}-no_route", on, title, (*lines, _FOOT))


def _of_row(row: CouncilDates) -> Iterator[Message]:
    """What a council must know of one product, whatever the day."""
    for name, on in (("received", row.received_on), ("receive", row.receive_by), ("ends", row.ends_on)):
        if on is not None:
            yield Message(f"calendar_files.feed.row.{name}", {"day": in_words(on)})
    if row.slack is not None:
        name = "late" if row.slack < 0 else "one" if row.slack == 1 else "room"
        yield Message(f"calendar_files.feed.slack.{name}", {"number": abs(row.slack)})
    for conflict in row.conflicts:
        yield from _in_words(conflict)


def _in_words(conflict: Conflict) -> tuple[Message, Message]:
    return conflict.text, conflict.action


def _late_councils(rows: Iterable[CouncilDates], names: Names) -> Mapping[tuple[Product, int], list[str]]:
    """The councils for which a product does not fit, by product and its number in the year."""
    found: dict[tuple[Product, int], list[str]] = {}
    for row in rows:
        if row.level is Level.RED:
            found.setdefault((row.product, row.number), []).append(names.get(row.council, row.council))
    return found


def _unique(found: Sequence[FeedEvent]) -> Iterator[FeedEvent]:
    """Each key once: two events with one key would be one event to an agenda."""
    seen: set[str] = set()
    for event in found:
        if event.key not in seen:
            seen.add(event.key)
            yield event


_FOOT = Message("calendar_files.feed.foot")
