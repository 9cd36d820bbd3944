"""The terms of the act as dated data (`terms.toml`): which one counts for an event, seen from a day."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from vierkant.calendar.results import Direction, Term
from vierkant.calendar.words import day_and_month
from vierkant.quantities import Certainty, Message
from vierkant.sources import Source

WEEK = 7


@cache
def _table() -> Mapping[str, Any]:
    path = resources.files("vierkant.calendar").joinpath("terms.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def known_from() -> date:
    """The first day of which we hold terms."""
    day = _table()["known_from"]
    assert isinstance(day, date)  # noqa: S101 - narrows the type of our own data file
    return day


@cache
def terms() -> tuple[Term, ...]:
    """All terms of all times, as they stand in the file: per family the oldest first."""
    sources = {key: Source.model_validate(item) for key, item in _table()["sources"].items()}
    return tuple(_term(item, sources) for item in _table()["term"])


def _term(item: Mapping[str, Any], sources: Mapping[str, Source]) -> Term:
    named = item.get("before") or item.get("on")
    last = None
    if named:
        # The day before "before 30 April" exists in every year; a leap year shows that none is on 1 March.
        day = date(2000, *named) - timedelta(days="before" in item)
        last = (day.month, day.day)
    return Term(
        id=item["id"],
        family=item["family"],
        article=item["article"],
        direction=Direction(item["direction"]),
        days=item.get("days"),
        month_day=last,
        valid_from=item["valid_from"],
        valid_to=item.get("valid_to"),
        certainty=Certainty(item["certainty"]),
        unconfirmed=item.get("unconfirmed", False),
        text=_text(item, named),
        sources=tuple(sources[key] for key in item["sources"]),
    )


def _text(item: Mapping[str, Any], named: list[int] | None) -> Message:
    name = f"calendar.term.{item['family']}"
    if named:
        return Message(name, {"day": day_and_month(*named)})
    return Message(name, {"weeks": str(item["days"] // WEEK)})


def in_force(term: Term, day: date) -> bool:
    """Whether the term was in force on the day; the first and the last day count."""
    return term.valid_from <= day and (term.valid_to is None or day <= term.valid_to)


def terms_on(day: date) -> tuple[Term, ...]:
    """The terms in force on the day; none before `known_from`."""
    return tuple(term for term in terms() if in_force(term, day))


@lru_cache(maxsize=4096)
def term_for(family: str, event: date, rules_on: date) -> Term | None:
    """The term that counts for an event, by the rules as they stood on a day.

    An event of a year gets the terms of that year, also when it is asked long after; an event still to come gets the
    terms of the day on which it is asked. None when we hold no term for it.
    """
    day = min(event, rules_on)
    return next((term for term in terms() if term.family == family and in_force(term, day)), None)


@lru_cache(maxsize=4096)
def fixed_term(family: str, year: int, rules_on: date) -> tuple[Term, date] | None:
    """The term with a fixed day that counts in a year, with its last day; None when we hold none.

    It is the newest one that was in force on its own day: "before 30 April" did not yet count in April 2022.
    """
    for term in reversed(terms()):
        if term.family == family and term.month_day is not None:
            day = date(year, *term.month_day)
            if in_force(term, min(day, rules_on)):
                return term, day
    return None
