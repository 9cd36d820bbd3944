"""What the calendar needs: boards and councils with their meeting days, recess, and what was agreed on earlier days."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import AfterValidator, Field, model_serializer, model_validator
from pydantic_core import PydanticCustomError

from vierkant.quantities import Identifier, Section, Text
from vierkant.reference.forms import LegalForm

Name = Annotated[str, Field(min_length=1, max_length=200)]
Days = Annotated[int, Field(ge=0, le=120)]


class Product(StrEnum):
    """What councils get from a board in a year."""

    KADERNOTA = "kadernota"
    PROVISIONAL_ACCOUNTS = "provisional_accounts"
    BUDGET = "budget"
    """From the draft to the councils until the adopted budget at the supervisor."""
    ACCOUNTS = "accounts"
    BUDGET_CHANGE = "budget_change"
    DRAFT_REGULATION = "draft_regulation"
    """A draft of the arrangement itself, or of a change of it."""


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
PERIOD_PATTERN = r"^\s*(\d{4}-\d{2}-\d{2})\s*(?:/|\.\.|t/m|to)\s*(\d{4}-\d{2}-\d{2})\s*([^\r\n]*)$"
"""How a period is written: the first day, a slash, the last day, and a name."""
_PERIOD = re.compile(PERIOD_PATTERN)


def _day(value: Any) -> Any:
    """The day that a text names; anything else is left for the field to judge."""
    if not isinstance(value, str) or _DAY.fullmatch(value) is None:
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        return value


class Period(Section):
    """A period in which nobody meets; written as ``2027-07-10/2027-08-22 zomerreces``. Both days count."""

    first: date
    last: date
    name: Annotated[str, Field(max_length=100, pattern=r"^[^\r\n]*$")] = ""

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, data: Any) -> Any:
        if isinstance(data, Mapping):
            # A file is read strictly, but what a validator hands on counts as Python: text is no date there.
            return {key: _day(item) if key in ("first", "last") else item for key, item in data.items()}
        if not isinstance(data, str):
            return data
        found = _PERIOD.match(data.strip())
        if found is None:
            raise PydanticCustomError("calendar.not_a_period", "not a period", {"text": data[:80]})
        for text in (found[1], found[2]):
            if not isinstance(_day(text), date):
                raise PydanticCustomError("calendar.no_such_day", "no such day", {"text": text})
        return {"first": _day(found[1]), "last": _day(found[2]), "name": found[3]}

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last < self.first:
            raise PydanticCustomError(
                "calendar.period_ends_before", "ends before it begins", {"text": str(self)}
            )
        return self

    @model_serializer
    def _as_text(self) -> str:
        return str(self)

    def __str__(self) -> str:
        """As it stands in a file."""
        return f"{self.first.isoformat()}/{self.last.isoformat()} {self.name}".strip()

    def holds(self, day: date) -> bool:
        """Whether the day falls in it."""
        return self.first <= day <= self.last


def _in_order(days: tuple[date, ...]) -> tuple[date, ...]:
    """In order, each day once: how somebody typed them does not matter."""
    return tuple(sorted(set(days)))


Dates = Annotated[tuple[date, ...], Field(max_length=400), AfterValidator(_in_order)]
Periods = Annotated[tuple[Period, ...], Field(max_length=60)]


class Board(Section):
    """The board of an arrangement: the general board, the single board, or the joint organ itself."""

    id: Identifier
    name: Name
    form: LegalForm | None = None
    """None counts as an openbaar lichaam: the strictest terms."""
    register_id: Annotated[str, Field(pattern=r"^\d{1,12}$")] | None = None
    """Its number in the national register, when the board is of another arrangement than this dossier."""
    councils: tuple[Identifier, ...] = ()
    """The councils that take part; none named means all."""
    province: bool = False
    """Does a province take part? Then the minister is the supervisor, not gedeputeerde staten."""
    meetings: Dates = ()
    agenda_days: Days | None = None
    """Days before a meeting on which the papers go to its members."""
    kadernota_sent_on: date | None = None
    draft_budget_sent_on: date | None = None
    accounts_sent_on: date | None = None
    """The provisional accounts."""
    budget_on: date | None = None
    """The meeting that adopts the budget; none chosen: the calendar proposes one."""
    accounts_on: date | None = None
    budget_changes_on: Dates = ()
    """Meetings that adopt a change of the budget."""
    regulation_sent_on: date | None = None
    """The day on which a draft of the arrangement went, or goes, to the councils."""
    recess: Periods = ()


class Council(Section):
    """A council with the days on which it, and its committee, can deal with papers."""

    id: Identifier
    name: Name | None = None
    """None: the name of its partner or municipality."""
    municipality: Annotated[str, Field(pattern=r"^GM\d{4}$")] | None = None
    partner: Identifier | None = None
    """The partner of the dossier whose council this is."""
    meetings: Dates = ()
    committees: Dates = ()
    """Meetings of the committee that prepares; none: papers go to the council directly."""
    agenda_days: Days | None = None
    """Days before the first of these meetings on which a paper must be with the clerk."""
    committee_days: Days | None = None
    """Days that lie at least between the committee and the council."""
    recess: Periods = ()


class Planning(Section):
    """What the region agreed about the year."""

    year: Annotated[int, Field(ge=2000, le=2100)] | None = None
    recess: Periods = ()
    """Recess that counts for every council and board."""
    kadernota_by: date | None = None
    """An earlier day than the act asks, agreed in the region."""
    draft_budget_by: date | None = None
    decide_days: Days | None = None
    """Days before the board's meeting on which the zienswijzen must be in."""
    note: Text | None = None


Names = Mapping[str, str]
"""Key of a council → its name on screen."""
