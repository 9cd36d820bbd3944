"""What does not fit in the plan of a board itself: the meeting, the day of sending, the order of products."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from vierkant.calendar.board_year import BoardYear
from vierkant.calendar.holidays import holiday_on
from vierkant.calendar.inputs import Product
from vierkant.calendar.results import Conflict, Milestone, Step
from vierkant.calendar.windows import Window
from vierkant.calendar.words import day as in_words
from vierkant.calendar.words import product_name
from vierkant.quantities import Level, Message, MessageArgument


def conflict(
    year: BoardYear,
    kind: str,
    name: str,
    product: Product,
    level: Level,
    on: date | None,
    arguments: dict[str, MessageArgument],
    number: int = 1,
) -> Conflict:
    """A conflict of a board with its sentence and action ``calendar.….<name>``."""
    arguments = {
        "board": year.board.name,
        "product": product_name(product, year.setting.year, number),
        "year": str(year.setting.year),
        **arguments,
    }
    return Conflict(
        kind=kind,
        board=year.board.id,
        product=product,
        council=None,
        on=on,
        level=level,
        text=Message(f"calendar.conflict.{name}", arguments),
        action=Message(f"calendar.action.{name}", arguments),
    )


def about_meeting(year: BoardYear, product: Product, meeting: date, number: int = 1) -> Iterator[Conflict]:
    """The meeting in recess, in a weekend or on a holiday, or after the last day to adopt."""
    words: dict[str, MessageArgument] = {"meeting": in_words(meeting)}
    if year.in_recess(meeting):
        name = next(period.name for period in year.recess if period.holds(meeting))
        words["recess"] = name or Message("calendar.recess")
        yield conflict(year, "in_recess", "board_in_recess", product, Level.AMBER, meeting, words, number)
    if not year.days.is_working(meeting.toordinal()):
        holiday = holiday_on(meeting)
        words["holiday"] = Message(f"calendar.holiday.{holiday}" if holiday else "calendar.holiday.weekend")
        yield conflict(year, "holiday", "holiday", product, Level.AMBER, meeting, words, number)
    found = year.fixed(f"{product.value}_supervisor")
    if found is not None and meeting > found[1]:
        words["last"] = in_words(found[1])
        yield conflict(year, "after_supervisor", "after_supervisor", product, Level.RED, meeting, words)


def no_meeting(year: BoardYear, product: Product) -> Conflict:
    """No meeting that can adopt: unknown while nobody filled in a meeting, otherwise one must be planned."""
    found = year.fixed(f"{product.value}_supervisor")
    last = found[1] if found else None
    name = "no_board_meeting" if year.meetings else "no_board_meetings"
    level = Level.RED if year.meetings else Level.UNKNOWN
    words: dict[str, MessageArgument] = {"last": in_words(last) if last else ""}
    return conflict(year, "no_board_meeting", name, product, level, last, words)


def about_sending(
    year: BoardYear, milestones: Sequence[Milestone], windows: Sequence[Window]
) -> Iterator[Conflict]:
    """Sent after the last day: of the act, of the safe reading, or of the region."""
    of_product = {window.product: window for window in windows}
    for item in milestones:
        if item.step is not Step.SEND or item.planned_on is None or item.level is Level.GREEN:
            continue
        window = of_product.get(item.product)
        words: dict[str, MessageArgument] = {
            "planned": in_words(item.planned_on),
            "on": in_words(item.on),
            "safe": in_words(item.safe_on),
            "late": str(max(0, (item.planned_on - item.on).days)),
        }
        if not item.statutory:
            yield conflict(
                year, "too_late", "after_agreed", item.product, Level.AMBER, item.planned_on, words
            )
        elif window is None or not window.is_statutory:
            name = "sent_late" if item.level is Level.RED else "sent_unsafe"
            yield conflict(year, "too_late", name, item.product, item.level, item.planned_on, words)
        else:
            yield _short_term(year, item, window, words)


def _short_term(
    year: BoardYear, item: Milestone, window: Window, words: dict[str, MessageArgument]
) -> Conflict:
    """Less than the whole term before the meeting: send earlier, or let the board meet later."""
    assert window.length is not None and item.planned_on is not None  # noqa: S101, PT018 - the caller looked
    before = (year.board.agenda_days or 0) if year.is_public_body else 0
    later = item.planned_on + timedelta(days=window.length + before)
    words |= {"meeting_after": in_words(later), "weeks": str(window.length // 7)}
    name = "term_too_short" if item.level is Level.RED else "term_too_short_unsafe"
    return conflict(year, "term_too_short", name, item.product, item.level, item.planned_on, words)


def frame_after_draft(year: BoardYear, frame: Window | None, draft: Window | None) -> Iterator[Conflict]:
    """The kadernota comes when the draft budget has gone out: councils can no longer steer with it."""
    if frame is None or draft is None or frame.received is None or draft.received is None:
        return
    if frame.received >= draft.received:
        words: dict[str, MessageArgument] = {
            "frame": in_words(date.fromordinal(frame.received)),
            "draft": in_words(date.fromordinal(draft.received)),
        }
        on = date.fromordinal(frame.received)
        yield conflict(year, "too_late", "frame_after_draft", Product.KADERNOTA, Level.AMBER, on, words)
