"""What to tell a person whose municipality or taakveld is not found: what is wrong, and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from vierkant.quantities import Message
from vierkant.reference.facts import Abolished, Municipality
from vierkant.reference.lookup import find_abolished, find_municipality, suggest, taakveld, taakvelden


@dataclass(frozen=True, slots=True)
class NotFound:
    """What is wrong and what to do about it."""

    what: Message
    action: Message


def municipality_problem(text: str) -> NotFound | None:
    """Why the text does not mean one municipality of today; None when it does."""
    if find_municipality(text) is not None:
        return None
    choose = Message("reference.municipality.choose")
    if not text.strip():
        return NotFound(Message("reference.municipality.empty"), choose)
    gone = find_abolished(text)
    near = suggest(text)
    # A name can be both: "Bergen" is two municipalities of today, whatever once bore the name.
    if gone is not None and near == gone.successors[: len(near)]:
        return abolished_problem(gone)
    what = Message("reference.municipality.unknown", {"text": text.strip()})
    if not near:
        return NotFound(what, choose)
    return NotFound(what, Message("reference.municipality.near", {"names": _names(near)}))


def abolished_problem(gone: Abolished) -> NotFound:
    """That the municipality no longer exists, and which one to use instead, if that is known here."""
    what = Message(
        "reference.municipality.abolished",
        {"name": gone.name, "code": gone.code, "date": day(gone.end_date)},
    )
    if not gone.successors:
        return NotFound(what, Message("reference.municipality.successor_unknown"))
    name = "use_successor" if len(gone.successors) == 1 else "divided"
    return NotFound(what, Message(f"reference.municipality.{name}", {"names": _names(gone.successors)}))


def taakveld_problem(code: str, year: int | None = None) -> NotFound | None:
    """Why the code is no taakveld in the year (without a year: in the latest list); None when it is."""
    listed = taakvelden(year)
    if any(item.code == code.strip() for item in listed):
        return None
    wanted = year if year is not None else max(item.last_year for item in listed)
    choose = Message("reference.taakveld.choose", {"year": str(wanted)})
    known = taakveld(code)
    if known is None:
        return NotFound(Message("reference.taakveld.unknown", {"code": code.strip()}), choose)
    years = {"code": known.code, "title": known.title, "year": str(wanted)}
    return NotFound(Message("reference.taakveld.other_years", years), choose)


def day(moment: date) -> Message:
    """A date written out: 1 January 2023."""
    month = Message(f"reference.month.{moment:%m}")
    return Message("reference.date", {"day": str(moment.day), "month": month, "year": str(moment.year)})


def _names(items: Iterable[Municipality]) -> str:
    return ", ".join(f"{item.name} ({item.code})" for item in items)
