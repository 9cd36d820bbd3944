"""What a board must do when: every day of the act and every agreed day, per product, with the window for councils."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from vierkant.calendar.board_year import BoardYear
from vierkant.calendar.inputs import Product
from vierkant.calendar.results import Milestone, Step, Term
from vierkant.calendar.windows import Window
from vierkant.calendar.words import day as in_words
from vierkant.calendar.words import product_name
from vierkant.quantities import Level, Message, MessageArgument

DAYS_THAT_MATTER = 14
"""Days of recess inside a term from which it is worth a word: the rhythm of papers to a council."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What one of the products with a zienswijze is about: families of terms, the meeting, what was planned."""

    product: Product
    number: int
    meeting: date
    sent: date | None
    agreed: date | None
    before: str
    """The family of the term before the meeting."""
    within: str
    """The family of the term within which councils speak."""


def standing(planned: date | None, on: date, safe_on: date) -> Level:
    """How a planned day stands against a last day: in time on the safe reading, only on the literal one, or late."""
    if planned is None:
        return Level.UNKNOWN
    if planned <= safe_on:
        return Level.GREEN
    return Level.AMBER if planned <= on else Level.RED


def milestone(
    year: BoardYear,
    product: Product,
    step: Step,
    on: date,
    safe_on: date,
    *,
    number: int = 1,
    term: Term | None = None,
    planned: date | None = None,
    who: Message,
    text: str | None = None,
    is_last_day: bool = True,
    suffix: str = "",
    notes: tuple[Message, ...] = (),
    more: Mapping[str, MessageArgument] | None = None,
    of_year: int | None = None,
) -> Milestone:
    """A milestone with its sentence ``calendar.milestone.<text or product.step>``."""
    level = standing(planned, on, safe_on) if is_last_day else Level.UNKNOWN
    name = text or f"{product.value}.{step.value}"
    parts = [product.value, *([str(number)] if number > 1 else []), step.value, *([suffix] if suffix else [])]
    arguments = {"product": product_name(product, year.setting.year, number), **(more or {})}
    return Milestone(
        id=year.identifier(of_year, *parts),
        board=year.board.id,
        product=product,
        step=step,
        on=on,
        safe_on=safe_on,
        planned_on=planned,
        is_last_day=is_last_day,
        statutory=term is not None,
        term=term.id if term else None,
        text=Message(f"calendar.milestone.{name}", arguments),
        who=who,
        level=level,
        notes=notes,
        number=number,
    )


def moved_note(on: date, safe_on: date) -> tuple[Message, ...]:
    """Why the safe day lies before the literal one: a weekend or a holiday, and the act does not say it moves."""
    if on == safe_on:
        return ()
    return (Message("calendar.note.not_working", {"on": in_words(on), "safe": in_words(safe_on)}),)


def fixed_send(year: BoardYear, product: Product) -> tuple[list[Milestone], Window | None]:
    """Kadernota and provisional accounts: the fixed day, the agreed day, and the window for councils."""
    is_frame = product is Product.KADERNOTA
    planned = year.kadernota_sent if is_frame else year.accounts_sent
    agreed = year.kadernota_by if is_frame else None
    found = year.fixed("kadernota" if is_frame else "provisional_accounts")
    rows = []
    if found is not None:
        term, on = found
        safe = year.safe(on)
        rows.append(
            milestone(
                year,
                product,
                Step.SEND,
                on,
                safe,
                term=term,
                planned=planned,
                who=year.sender(),
                notes=moved_note(on, safe),
            )
        )
    if agreed is not None:
        rows.append(_agreed(year, product, agreed, planned))
    days = [day for day in (agreed, found[1] if found else None) if day is not None]
    received = planned or min(days, default=None)
    window = Window(product, 1, _ordinal(received), planned is not None, None, None, None, None)
    return rows, window if rows else None


def _agreed(year: BoardYear, product: Product, agreed: date, planned: date | None) -> Milestone:
    return milestone(
        year,
        product,
        Step.SEND,
        agreed,
        year.safe(agreed),
        planned=planned,
        who=year.sender(),
        text="agreed_send",
        suffix="agreed",
    )


def _counted_back(year: BoardYear, meeting: date, term: Term) -> tuple[date, date]:
    """The literal last day to send, and the day on the reading that is safe: the papers of a general board count."""
    weeks = timedelta(days=term.days or 0)
    return meeting - weeks, (year.papers_on(meeting) if year.is_public_body else meeting) - weeks


def draft_window(year: BoardYear, draft: Draft) -> Window | None:
    """The window of a draft; None when we hold no term for it."""
    before, within = year.term(draft.before, draft.meeting), year.term(draft.within, draft.meeting)
    if before is None or within is None:
        return None
    on, counted = _counted_back(year, draft.meeting, before)
    return Window(
        draft.product,
        draft.number,
        _ordinal(draft.sent or min(on, draft.agreed or on)),
        draft.sent is not None,
        within.days,
        year.needed_by(draft.meeting).toordinal(),
        year.safe(counted).toordinal(),
        draft.meeting.toordinal(),
    )


def draft_route(year: BoardYear, draft: Draft) -> tuple[list[Milestone], Window | None]:
    """Draft to the councils, end of the term, papers to the board; the same for a budget and for its changes."""
    before, within = year.term(draft.before, draft.meeting), year.term(draft.within, draft.meeting)
    window = draft_window(year, draft)
    if before is None or within is None or window is None:
        return [], None
    on, counted = _counted_back(year, draft.meeting, before)
    papers, safe = year.papers_on(draft.meeting), year.safe(counted)
    notes = moved_note(counted, safe)
    if counted != on:
        notes = (
            Message("calendar.note.papers", {"papers": in_words(papers), "safe": in_words(safe)}),
            *notes,
        )
    rows = [
        milestone(
            year,
            draft.product,
            Step.SEND,
            on,
            safe,
            number=draft.number,
            term=before,
            planned=draft.sent,
            who=year.sender(),
            notes=notes,
            text="draft_send",
            more={"meeting": in_words(draft.meeting)},
        )
    ]
    if draft.agreed is not None:
        rows.append(_agreed(year, draft.product, draft.agreed, draft.sent))
    rows.append(_end_of_term(year, window, within))
    if year.board.agenda_days:
        rows.append(
            milestone(
                year,
                draft.product,
                Step.TO_BOARD,
                papers,
                year.safe(papers),
                number=draft.number,
                who=year.sender(),
                text="to_board",
                more={"meeting": in_words(draft.meeting)},
            )
        )
    return rows, window


def _end_of_term(year: BoardYear, window: Window, term: Term, of_year: int | None = None) -> Milestone:
    """The last day for the zienswijze: extended by the Algemene termijnenwet, and safe before the board needs it."""
    assert window.received is not None and window.length is not None  # noqa: S101, PT018 - the callers made it so
    literal = date.fromordinal(window.received + window.length)
    on = year.extended(literal)
    safe = date.fromordinal(window.decide_by(year.days, window.received) or on.toordinal())
    notes: list[Message] = []
    if literal != on:
        notes.append(Message("calendar.note.extended", {"literal": in_words(literal), "on": in_words(on)}))
    if safe < on:
        notes.append(Message("calendar.note.needed", {"safe": in_words(safe)}))
    lost = _days_in_recess(year, date.fromordinal(window.received), on)
    if lost >= DAYS_THAT_MATTER:
        notes.append(Message("calendar.note.recess", {"lost": str(lost), "all": str(window.length)}))
    return milestone(
        year,
        window.product,
        Step.ZIENSWIJZE_ENDS,
        on,
        safe,
        number=window.number,
        term=term,
        who=Message("calendar.who.councils"),
        text="zienswijze_ends",
        notes=tuple(notes),
        of_year=of_year,
    )


def _days_in_recess(year: BoardYear, first: date, last: date) -> int:
    """Days of the term in the recess of the region; each once."""
    recess = year.setting.recess_days
    return sum(day in recess for day in range(first.toordinal() + 1, last.toordinal() + 1))


def adoption(year: BoardYear, product: Product, meeting: date | None, is_chosen: bool) -> Iterator[Milestone]:
    """The board adopts the budget or the accounts, and sends them to the supervisor."""
    found = year.fixed(f"{product.value}_supervisor")
    if found is None:
        return
    term, last = found
    safe = year.safe(last)
    notes = moved_note(last, safe)
    if meeting is not None and not is_chosen:
        notes = (Message("calendar.note.proposed", {"meeting": in_words(meeting)}), *notes)
    who = {"supervisor": year.supervisor()}
    yield milestone(
        year,
        product,
        Step.DECIDE,
        last,
        safe,
        term=term,
        planned=meeting if is_chosen else None,
        who=year.adopter(),
        notes=notes,
        more=who,
    )
    yield _to_supervisor(year, product, 1, meeting, (term, last))


def _to_supervisor(
    year: BoardYear, product: Product, number: int, meeting: date | None, fixed: tuple[Term, date] | None
) -> Milestone:
    """Within two weeks of adoption, and before the fixed day: whichever comes first."""
    family = "change" if product is Product.BUDGET_CHANGE else product.value
    weeks = year.term(f"{family}_supervisor_weeks", meeting) if meeting else None
    days: list[tuple[date, Term]] = [(fixed[1], fixed[0])] if fixed else []
    notes: tuple[Message, ...] = ()
    if meeting is not None and weeks is not None and weeks.days is not None:
        literal = meeting + timedelta(days=weeks.days)
        days.append((year.extended(literal), weeks))
        if days[-1][0] != literal:
            words = {"literal": in_words(literal), "on": in_words(days[-1][0])}
            notes = (Message("calendar.note.extended", words),)
    on, term = min(days, key=lambda item: item[0])
    if weeks is not term:
        notes = ()
    safe = year.safe(on)
    return milestone(
        year,
        product,
        Step.SEND_SUPERVISOR,
        on,
        safe,
        number=number,
        term=term,
        who=year.sender(),
        text="send_supervisor",
        more={"supervisor": year.supervisor()},
        notes=(*notes, *moved_note(on, safe)),
    )


def budget_change(year: BoardYear, number: int, meeting: date) -> tuple[list[Milestone], Window | None]:
    """A change of the budget takes the route of the budget (art. 35 lid 5 Wgr)."""
    draft = Draft(
        Product.BUDGET_CHANGE, number, meeting, None, None, before="draft_change", within="zienswijze_change"
    )
    rows, window = draft_route(year, draft)
    if window is None:
        return [], None
    rows.append(
        milestone(
            year,
            draft.product,
            Step.DECIDE,
            meeting,
            meeting,
            number=number,
            planned=meeting,
            who=year.adopter(),
            text="change_decide",
        )
    )
    if year.term("change_supervisor_weeks", meeting) is not None:
        rows.append(_to_supervisor(year, draft.product, number, meeting, None))
    return rows, window


def regulation(year: BoardYear) -> tuple[list[Milestone], Window | None]:
    """A draft of the arrangement: sent, eight weeks for the councils, and not concluded before they are over."""
    sent = year.board.regulation_sent_on
    if sent is None or not year.is_wgr or abs(sent.year - year.setting.year) > 1:
        return [], None
    term = year.term("zienswijze_regulation", sent)
    if term is None or term.days is None:
        if sent.year == year.setting.year:
            year.notices.append(Message("calendar.notice.no_regulation_term", {"board": year.board.name}))
        return [], None
    product = Product.DRAFT_REGULATION
    window = Window(product, 1, sent.toordinal(), True, term.days, None, None, None)
    ends = _end_of_term(year, window, term, sent.year)
    if year.setting.year not in (sent.year, ends.on.year):
        return [], None
    executives = Message("calendar.who.executives")
    after = ends.on + timedelta(days=1)
    rows = [
        milestone(year, product, Step.SEND, sent, sent, planned=sent, who=executives, of_year=sent.year),
        ends,
        milestone(
            year,
            product,
            Step.DECIDE,
            after,
            after,
            term=term,
            who=executives,
            is_last_day=False,
            notes=(Message("calendar.note.consent"),),
            of_year=sent.year,
        ),
    ]
    return rows, window


def transition(year: BoardYear) -> Iterator[Milestone]:
    """The day on which every arrangement had to meet the changes of 2022; in that year only."""
    found = year.fixed("transition")
    if found is not None and year.is_wgr and found[0].valid_to == found[1]:
        term, on = found
        yield milestone(
            year,
            Product.DRAFT_REGULATION,
            Step.TRANSITION_ENDS,
            on,
            year.safe(on),
            term=term,
            who=Message("calendar.who.executives"),
            text="transition_ends",
        )


def _ordinal(day: date | None) -> int | None:
    return None if day is None else day.toordinal()
