"""The rules of ``register_rules.toml``, and the tests that they name: each looks at one arrangement."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from vierkant.legal_form.results import Severity
from vierkant.legal_form.rules import cited
from vierkant.quantities import Certainty, Message, MessageArgument
from vierkant.reference import Acquisition, Arrangement, Organ, ParticipantKind, Partners, day, partners
from vierkant.reference.forms import LegalForm
from vierkant.sources import Source

Arguments = Mapping[str, MessageArgument]

_MOST_NAMES = 5
"""Names in one sentence; the others are counted."""

_LEVYING = "belasting"

NOTHING_ENDED: Mapping[str, date] = MappingProxyType({})
"""When no file was read: the table of abolished municipalities alone counts."""


@dataclass(frozen=True, slots=True)
class RegisterRule:
    """One rule: on which forms (empty: all), with which test and settings, and how sure."""

    id: str
    check: str
    severity: Severity
    articles: tuple[str, ...]
    certainty: Certainty
    unconfirmed: bool
    sources: tuple[Source, ...]
    valid_from: date
    valid_to: date | None
    forms: frozenset[LegalForm]
    organs: tuple[Organ, ...]
    acquisition: tuple[Acquisition, ...]
    before: date
    not_before: date
    days: int

    @property
    def title(self) -> Message:
        """What the rule is about, in a few words."""
        return Message(f"register.rule.{self.id}.title")

    @property
    def action(self) -> Message:
        """What to do when it applies."""
        return Message(f"register.rule.{self.id}.action")

    def text(self, arguments: Arguments) -> Message:
        """What was found in one arrangement."""
        return Message(f"register.rule.{self.id}.text", arguments)

    def counts_on(self, on: date) -> bool:
        """Whether the rule was in force on the day; first and last day count."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    def applies(self, seen: Seen) -> Arguments | None:
        """What its sentence needs when it applies; None when it does not."""
        if self.forms and seen.item.form not in self.forms:
            return None
        return _TESTS[self.check](self, seen)


@dataclass(frozen=True, slots=True)
class Seen:
    """An arrangement, who takes part on the day, the day, and organisations that the file itself says have ended."""

    item: Arrangement
    partners: Partners
    on: date
    ended: Mapping[str, date]

    @classmethod
    def of(cls, item: Arrangement, on: date, ended: Mapping[str, date] = NOTHING_ENDED) -> Seen:
        """The arrangement as it is looked at on the day."""
        return cls(item, partners(item, on=on), on, ended)


@cache
def _tables() -> Mapping[str, list[dict[str, Any]]]:
    path = resources.files("vierkant.legal_form").joinpath("register_rules.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def register_rules() -> tuple[RegisterRule, ...]:
    """All rules, in the order of the file."""
    return tuple(
        RegisterRule(
            id=row["id"],
            check=row["check"],
            severity=Severity(row["severity"]),
            articles=tuple(row["articles"]),
            certainty=Certainty(row["certainty"]),
            unconfirmed=row.get("unconfirmed", False),
            sources=cited(row["sources"]),
            valid_from=row["valid_from"],
            valid_to=row.get("valid_to"),
            forms=frozenset(LegalForm(word) for word in row.get("forms", ())),
            organs=tuple(Organ(word) for word in row.get("organs", ())),
            acquisition=tuple(Acquisition(word) for word in row.get("acquisition", ())),
            before=row.get("before", date.max),
            not_before=row.get("from", date.min),
            days=row.get("days", 0),
        )
        for row in _tables()["rule"]
    )


@cache
def unseen() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What the register does not hold: id and articles, in the order of the file."""
    return tuple((row["id"], tuple(row["articles"])) for row in _tables()["unseen"])


def names_of(names: list[str]) -> str:
    """The names in a sentence; after five the others are counted (``+ 3``)."""
    shown = "; ".join(names[:_MOST_NAMES])
    return f"{shown} + {len(names) - _MOST_NAMES}" if len(names) > _MOST_NAMES else shown


def _organs(rule: RegisterRule, seen: Seen) -> Arguments | None:
    found = [item.name for item in seen.item.participants if set(item.organs) & set(rule.organs)]
    listed = {organ for item in seen.item.participants for organ in item.organs} & set(rule.organs)
    if not found:
        return None
    which = "both" if len(listed) > 1 else next(iter(listed)).value
    return {"organs": Message(f"register.organs.{which}"), "names": names_of(found)}


def _acquisition(rule: RegisterRule, seen: Seen) -> Arguments | None:
    if not set(seen.item.acquisition) & set(rule.acquisition):
        return None
    centre = "mentioned" if seen.item.mentions_centre else "not_mentioned"
    return {"centre": Message(f"register.centre.{centre}")}


def _levies(rule: RegisterRule, seen: Seen) -> Arguments | None:
    taxes = any(_LEVYING in field.lower() for field in seen.item.policy_fields)
    return {} if taxes and set(seen.item.acquisition) & set(rule.acquisition) else None


def _fewer_than_two(rule: RegisterRule, seen: Seen) -> Arguments | None:
    found = seen.item.participants
    return {"name": found[0].name} if len(found) == 1 else None


def _fewer_than_two_known(rule: RegisterRule, seen: Seen) -> Arguments | None:
    found = seen.item.participants
    known = [item.name for item in found if item.kind.is_public]
    if len(found) < 2 or len(known) >= 2:
        return None
    others = [item.name for item in found if not item.kind.is_public]
    return {"number": len(known), "others": names_of(others)}


def _one_left(rule: RegisterRule, seen: Seen) -> Arguments | None:
    """Municipalities merged until fewer than two participants are left."""
    now = seen.partners
    left = [item.name for item in now.municipalities] + [item.name for item in (*now.others, *now.unknown)]
    lost = [item for item in now.replaced if not item.gone.successors]
    if not now.replaced or lost or len(seen.item.participants) < 2 or len(left) > 1:
        return None
    return {"name": left[0]}


def _made_before(rule: RegisterRule, seen: Seen) -> Arguments | None:
    begun = seen.item.starts_on
    return {"date": day(begun)} if begun is not None and begun < rule.before else None


def _outsiders(rule: RegisterRule, seen: Seen) -> Arguments | None:
    others = [item.name for item in seen.item.participants if not item.kind.is_public]
    return {"number": len(others), "names": names_of(others)} if others else None


def _no_participants(rule: RegisterRule, seen: Seen) -> Arguments | None:
    return None if seen.item.participants else {}


def _ends_within(rule: RegisterRule, seen: Seen) -> Arguments | None:
    end = seen.item.ends_on
    return {"date": day(end)} if end is not None and (end - seen.on).days <= rule.days else None


def _municipalities_gone(seen: Seen) -> tuple[bool, bool]:
    """Whether some, and whether all of the registered municipalities are gone."""
    total = sum(item.kind is ParticipantKind.MUNICIPALITY for item in seen.item.participants)
    gone = len(seen.partners.replaced)
    return gone > 0, 0 < total == gone


def _some_gone(rule: RegisterRule, seen: Seen) -> Arguments | None:
    some, every = _municipalities_gone(seen)
    return _gone(seen) if some and not every else None


def _all_gone(rule: RegisterRule, seen: Seen) -> Arguments | None:
    return _gone(seen) if _municipalities_gone(seen)[1] else None


def _gone(seen: Seen) -> Arguments:
    gone = [item.gone.name for item in seen.partners.replaced]
    successors = {each.code: each.name for item in seen.partners.replaced for each in item.gone.successors}
    return {"names": names_of(gone), "successors": names_of(sorted(successors.values())) or "?"}


def _ended_in_file(rule: RegisterRule, seen: Seen) -> Arguments | None:
    """Participants that ended by the file, as far as the table of abolished municipalities does not say so already."""
    known = {item.participant.code for item in seen.partners.replaced}
    found = [
        item.name
        for item in seen.item.participants
        if item.code not in known and seen.ended.get(item.code or "", date.max) <= seen.on
    ]
    return {"names": names_of(found)} if found else None


def _not_verified(rule: RegisterRule, seen: Seen) -> Arguments | None:
    when = seen.item.verified_on
    if when is None:
        # Never verified counts once, with the oldest.
        never = Message("register.never")
        return {"date": never} if rule.not_before == date.min else None
    return {"date": day(when)} if rule.not_before <= when < rule.before else None


def _no_body(rule: RegisterRule, seen: Seen) -> Arguments | None:
    return None if seen.item.organisation else {}


def _no_organs(rule: RegisterRule, seen: Seen) -> Arguments | None:
    found = seen.item.participants
    return {} if found and not any(item.organs for item in found) else None


def _no_form(rule: RegisterRule, seen: Seen) -> Arguments | None:
    return {"found": seen.item.form_code[:60] or "–"} if seen.item.form is None else None


def _unknown_code(rule: RegisterRule, seen: Seen) -> Arguments | None:
    found = [f"{item.name} ({item.code})" for item in seen.partners.unknown]
    return {"names": names_of(found)} if found else None


_TESTS: Mapping[str, Callable[[RegisterRule, Seen], Arguments | None]] = {
    "organs": _organs,
    "acquisition": _acquisition,
    "levies": _levies,
    "fewer_than_two": _fewer_than_two,
    "fewer_than_two_known": _fewer_than_two_known,
    "one_left": _one_left,
    "made_before": _made_before,
    "outsiders": _outsiders,
    "no_participants": _no_participants,
    "ends_within": _ends_within,
    "some_gone": _some_gone,
    "all_gone": _all_gone,
    "ended_in_file": _ended_in_file,
    "not_verified": _not_verified,
    "no_body": _no_body,
    "no_organs": _no_organs,
    "no_form": _no_form,
    "unknown_code": _unknown_code,
}
