"""The zienswijze clock: by law and by agenda, when must which council have received, discussed and decided?"""

from vierkant.calendar.holidays import holidays_in
from vierkant.calendar.inputs import Board, Council, Period, Planning, Product
from vierkant.calendar.plan import moved, plan
from vierkant.calendar.results import Calendar
from vierkant.calendar.terms import terms_on

__all__ = [
    "Board",
    "Calendar",
    "Council",
    "Period",
    "Planning",
    "Product",
    "holidays_in",
    "moved",
    "plan",
    "terms_on",
]
