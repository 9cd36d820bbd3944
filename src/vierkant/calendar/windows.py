"""The window of a product: from the day the councils get it until the last safe day to decide."""

from __future__ import annotations

from dataclasses import dataclass

from vierkant.calendar.holidays import WorkingDays
from vierkant.calendar.inputs import Product


@dataclass(frozen=True, slots=True)
class Window:
    """Days are ordinals. ``received`` is None while nobody can say when the councils get it."""

    product: Product
    number: int
    received: int | None
    is_planned: bool
    """True: the board chose the day. False: it is the last day the act allows, or that was agreed on."""
    length: int | None
    """Days of the term for the zienswijze; None when the act gives none."""
    needed_by: int | None
    """The last day on which the board can still use what the council says; None when nobody needs it."""
    last_day: int | None
    """The last safe day for the board to send; None when the act leaves it free."""
    meeting: int | None
    not_before: int | None = None
    """Before this day the board has no reason to send: what the draft follows has not gone out yet."""

    @property
    def is_statutory(self) -> bool:
        """Whether the act gives councils this window."""
        return self.length is not None

    def term_end(self, days: WorkingDays, received: int) -> int | None:
        """The last day of the term when the councils get it on a day; moved on past weekends and holidays."""
        return None if self.length is None else days.after(received + self.length)

    def decide_by(self, days: WorkingDays, received: int) -> int | None:
        """The last safe day to decide: a working day inside the term, and before the board needs it."""
        ends = [day for day in (self.term_end(days, received), self.needed_by) if day is not None]
        return days.before(min(ends)) if ends else None
