"""The 25 instruments of councils: which apply to this form, which are used, and what to do about the others."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from vierkant.grip.inputs import GripInput, InstrumentUse
from vierkant.grip.results import Instrument
from vierkant.grip.shown import ABSENT, Found, shown_by_dossier
from vierkant.quantities import Certainty, Finding, Level, Message, MessageArgument
from vierkant.reference.forms import BODY_FORMS, FORMS_OF, PRIVATE_FORMS, WGR_FORMS, Kind, LegalForm
from vierkant.sources import Source

_GROUPS: Mapping[str, Sequence[LegalForm]] = {
    "wgr": WGR_FORMS,
    "body": BODY_FORMS,
    "private": PRIVATE_FORMS,
    "all": tuple(LegalForm),
}
EXECUTIVES = frozenset({"municipal_executive", "mayor"})


@dataclass(frozen=True, slots=True)
class Term:
    """From a day on: so many weeks, or before this day of the year (its year does not count), or in these articles."""

    valid_from: date
    weeks: int | None
    day: date | None
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Described:
    """An instrument as `instruments.toml` has it."""

    id: str
    number: int
    role: str
    statutory: bool
    expected: bool
    kinds: frozenset[Kind]
    forms: frozenset[LegalForm]
    depends: frozenset[LegalForm]
    bodies: str | None
    articles: tuple[str, ...]
    certainty: Certainty
    unconfirmed: bool
    sources: tuple[Source, ...]
    valid_from: date
    terms: tuple[Term, ...]

    def term_on(self, day: date) -> Term | None:
        """The term that counted on the day; before the first one, the first."""
        counting = [term for term in self.terms if term.valid_from <= day]
        return counting[-1] if counting else next(iter(self.terms), None)

    def articles_on(self, day: date) -> tuple[str, ...]:
        """Where it stood on the day."""
        term = self.term_on(day)
        return term.articles if term and term.articles else self.articles


def _table(name: str) -> Mapping[str, Any]:
    path = resources.files("vierkant.grip").joinpath(f"{name}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def described() -> tuple[Described, ...]:
    """All instruments, by number."""
    sources = {key: Source.model_validate(item) for key, item in _table("sources").items()}
    return tuple(_described(item, sources) for item in _table("instruments")["instrument"])


@cache
def instrument_ids() -> tuple[str, ...]:
    """The keys that a row of the section ``instruments`` can have, by number."""
    return tuple(item.id for item in described())


def _described(item: Mapping[str, Any], sources: Mapping[str, Source]) -> Described:
    return Described(
        id=item["id"],
        number=item["number"],
        role=item["role"],
        statutory=item["statutory"],
        expected=item["expected"],
        kinds=frozenset(Kind(kind) for kind in item.get("kinds", ("intermunicipal",))),
        forms=_forms(item["forms"]),
        depends=_forms(item.get("depends", ())),
        bodies=item.get("bodies"),
        articles=tuple(item["articles"]),
        certainty=Certainty(item["certainty"]),
        unconfirmed=item.get("unconfirmed", False),
        sources=tuple(sources[key] for key in item["sources"]),
        valid_from=item["valid_from"],
        terms=tuple(
            Term(term["from"], term.get("weeks"), term.get("day"), tuple(term.get("articles", ())))
            for term in item.get("terms", ())
        ),
    )


def _forms(words: Sequence[str]) -> frozenset[LegalForm]:
    return frozenset(form for word in words for form in (_GROUPS.get(word) or (LegalForm(word),)))


Applies = tuple[bool | None, str]
"""Whether it applies, and the word for the reason."""


def applies(item: Described, given: GripInput) -> Applies:
    """Whether the instrument belongs to this cooperation; None: that depends on what is not filled in."""
    if given.on < item.valid_from:
        return False, "not_yet"
    if given.kind not in item.kinds:
        return False, "kind"
    if given.form is not None:
        return _under(item, given.form, given.bodies)
    if given.other_form and item.forms != frozenset(LegalForm):
        return None, "own_form"
    answers = {_under(item, form, given.bodies) for form in FORMS_OF[given.kind]}
    return answers.pop() if len(answers) == 1 else (None, "no_form")


def _under(item: Described, form: LegalForm, bodies: frozenset[str] | None) -> Applies:
    if form in item.depends:
        return None, "depends"
    if form not in item.forms:
        return False, "form"
    if (
        item.bodies is None or form is LegalForm.BEDRIJFSVOERINGSORGANISATIE
    ):  # only executives take part in one
        return True, "yes"
    if not bodies:
        return None, "no_bodies"
    # A council that makes the arrangement itself gets no draft; executives always need its consent.
    fits = "council" not in bodies if item.bodies == "no_council" else bool(bodies & EXECUTIVES)
    return (True, "yes") if fits else (False, "bodies")


def assess_instruments(given: GripInput) -> tuple[Instrument, ...]:
    """All instruments, by number, each with whether it applies and whether the councils use it."""
    return tuple(_assessed(item, given) for item in described())


def _assessed(item: Described, given: GripInput) -> Instrument:
    said = next((row for row in given.instruments if row.id == item.id), None)
    does, reason = applies(item, given)
    # What does not belong to this form is not in use because another section happens to hold something like it.
    found = shown_by_dossier(given, item.id) if does is not False else None
    used = _used(said, found)
    arguments = _term_words(item, given.on)
    base = f"grip.instrument.{item.id}"
    return Instrument(
        id=item.id,
        number=item.number,
        role=item.role,
        statutory=item.statutory,
        expected=item.expected,
        name=Message(f"{base}.name"),
        text=Message(f"{base}.text", arguments),
        when=Message(f"{base}.when", arguments),
        applies=does,
        used=used,
        shown_by=found[0] if found else None,
        on=said.on if said and said.on else found[1] if found else None,
        note=said.note if said else None,
        why=Message(f"grip.applies.{reason}"),
        action=Message(f"{base}.action", arguments) if does is not False and not used else None,
        articles=item.articles_on(given.on),
        certainty=item.certainty,
        unconfirmed=item.unconfirmed,
        sources=item.sources,
    )


def _used(said: InstrumentUse | None, found: Found | None) -> bool | None:
    """What somebody filled in, otherwise what the dossier shows."""
    if said is not None and said.used is not None:
        return said.used
    return found[0].id != ABSENT if found is not None else None


def _term_words(item: Described, day: date) -> dict[str, MessageArgument]:
    """The weeks or the day of the year that counted; nothing for an instrument without a term."""
    term = item.term_on(day)
    if term is None:
        return {}
    if term.weeks is not None:
        return {"weeks": term.weeks}
    return {"day": day_of_year(term.day)} if term.day is not None else {}


def day_of_year(day: date) -> Message:
    """``30 april``."""
    return Message("grip.day_of_year", {"day": str(day.day), "month": Message(f"grip.month.{day.month}")})


def whole_day(day: date) -> Message:
    """``30 april 2027``."""
    month = Message(f"grip.month.{day.month}")
    words: dict[str, MessageArgument] = {"day": str(day.day), "month": month, "year": str(day.year)}
    return Message("grip.day", words)


def findings(rows: Sequence[Instrument]) -> Iterator[Finding]:
    """Instruments of the act that are not used although every cooperation should, and what contradicts itself."""
    for row in rows:
        absent = row.shown_by is not None and row.shown_by.id == ABSENT
        if row.used is False and absent:
            continue  # the check of the text says so already, with the article of the clause
        if row.used is False and row.shown_by is not None:
            yield _finding(row, "said_not_but_shown")
        elif row.used is False and row.applies and row.statutory and row.expected:
            yield _finding(row, "unused_statutory")
        elif row.used and row.applies is False and row.statutory:
            yield _finding(row, "used_but_does_not_apply")


def _finding(row: Instrument, name: str) -> Finding:
    arguments: dict[str, MessageArgument] = {"instrument": row.name, "why": row.why}
    action = row.action if name == "unused_statutory" else Message(f"grip.action.{name}", arguments)
    return Finding(
        id=f"grip.{name}.{row.id}",
        level=Level.AMBER,
        text=Message(f"grip.finding.{name}", arguments),
        action=action,
        source=", ".join(row.articles) or row.sources[0].title,
        certainty=row.certainty,
    )
