"""What reading a file in would do, part by part, for this visitor; and doing it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from vierkant_web import actions
from vierkant_web.actions import Part
from vierkant_web.dossier.exchange_describe import describe
from vierkant_web.dossier.inputs_compare import Names, RowChange, changes, in_order, is_same, part_title
from vierkant_web.dossier.inputs_exchange import Untouched, known_rows, new_problems, normal
from vierkant_web.models import FILLED_IN_ALONE, SectionRevision, Visibility
from vierkant_web.opened_together import is_opened
from vierkant_web.permissions import Permission, Visit, latest_revisions

Key = tuple[str, str]
NEW, CHANGED, SAME, ABSENT = "new", "changed", "same", "absent"
UNTOUCHED = "untouched"
"""The file has no sheet for it."""
REFUSED, IGNORED = "refused", "ignored"


@dataclass(frozen=True, slots=True)
class Step:
    """What happens to one part. ``why`` says so when it is left alone."""

    key: Key
    title: str
    state: str
    content: Any = None
    visibility: str = ""
    changes: Sequence[RowChange] = ()
    why: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What happens to every part, in the order of filling in."""

    place: Visit
    steps: tuple[Step, ...]
    seen: Mapping[Key, int]
    known: Mapping[Key, Any]

    def of(self, *states: str) -> list[Step]:
        """The steps in these states."""
        return [step for step in self.steps if step.state in states]

    @property
    def emptied(self) -> list[Step]:
        """What is in the dossier, not in the file, and this visitor's to empty."""
        return [step for step in self.of(ABSENT) if not step.why]

    def parts(self, *, empty_absent: bool) -> list[Part]:
        """What would be saved. A new part is shared with all partners; an existing one keeps who may see it.

        What each partner fills in alone stays with that partner.
        """
        rows = [(step.key, step.content) for step in self.of(NEW, CHANGED)]
        if empty_absent:
            rows += [(step.key, type(self.known[step.key])()) for step in self.emptied]
        first = {key: None if key in self.seen else _first(key) for key, _item in rows}
        return [Part(*key, item, first[key]) for key, item in rows]

    def problems(self, *, empty_absent: bool) -> list[str]:
        """What would no longer fit together."""
        saved = {part.key: part.content for part in self.parts(empty_absent=empty_absent)}
        return new_problems(self.known, {**self.known, **saved})

    def save(self, seen: Mapping[Key, int], name: str, *, empty_absent: bool) -> int:
        """Save everything or nothing; the number of parts.

        Raises:
            Conflict, Invalid, PermissionDenied: as `vierkant_web.actions.save_many`.
        """
        parts = self.parts(empty_absent=empty_absent)
        based_on = {part.key: seen.get(part.key, 0) for part in parts}
        comment = _("Read in from the file %(name)s") % {"name": name}
        with transaction.atomic():
            actions.save_many(
                variant=self.place.variant,
                parts=parts,
                based_on=based_on,
                comment=comment,
                by=self.place.user,
            )
            describe(self.place)
        return len(parts)


def _first(key: Key) -> Visibility | None:
    """Who may see a part that is new; None: only its partner."""
    return None if key[0] in FILLED_IN_ALONE else Visibility.SHARED


def make(place: Visit, parts: Mapping[Key, Any], untouched: Untouched) -> Plan:
    """Compare a file with the dossier as this visitor sees it. Two queries."""
    rows: dict[Key, SectionRevision] = {(row.section, row.partner): row for row in place.revisions()}
    everything = latest_revisions().filter(variant=place.variant).values_list("section", "partner")
    hidden = frozenset(set(everything) - set(rows))
    known = normal({key: row.content for key, row in rows.items() if row.content is not None})
    names = Names.of(known, parts)
    maker = _Maker(place, rows, hidden, known, parts, names, untouched)
    keys = in_order({*parts, *(key for key, content in known.items() if content)}, names)
    steps = tuple(maker.step(key) for key in keys)
    return Plan(place, steps, {key: row.number for key, row in rows.items()}, known)


@dataclass(frozen=True, slots=True)
class _Maker:
    place: Visit
    rows: Mapping[Key, SectionRevision]
    hidden: frozenset[Key]
    known: Mapping[Key, Any]
    parts: Mapping[Key, Any]
    names: Names
    untouched: Untouched

    def step(self, key: Key) -> Step:
        """What happens to one part."""
        title, why = part_title(key, self.names), self._why_not(key)
        now = self.known.get(key)
        if key not in self.parts:
            return Step(key, title, UNTOUCHED if self.untouched.covers(key) else ABSENT, why=why)
        content, notes = self._fitting(key)
        content = self.untouched.kept(key[0], now, content)
        if is_same(now, content) and key not in self.hidden:
            return Step(key, title, SAME, notes=notes)
        found = changes(key, now, content, self.names)
        if why:
            state = REFUSED if self.place.access.may(Permission.MANAGE) else IGNORED
            return Step(key, title, state, content, changes=found, why=why)
        visibility = self.rows[key].visibility if key in self.rows else str(_first(key) or Visibility.PRIVATE)
        return Step(key, title, CHANGED if now else NEW, content, visibility, found, notes=notes)

    def _why_not(self, key: Key) -> str:
        partner = self.names.partner(key[1])
        if not self.place.access.may_write(key[1], key[0]):
            if not key[1]:
                return _("The coordinator fills in what belongs to all partners.")
            return _("%(partner)s fills this in itself.") % {"partner": partner}
        if key == ("cooperation", "") and key not in self.parts:
            return _("A cooperation always has a name.")
        if key[0] in FILLED_IN_ALONE and is_opened(self.place.variant, key[0]):
            return _("This was opened together. It can change again when a new round begins.")
        if key in self.hidden:
            return _("%(partner)s has closed this part.") % {"partner": partner}
        return ""

    def _fitting(self, key: Key) -> tuple[Any, tuple[str, ...]]:
        """The content without what refers to rows that will not be in the dossier."""
        content = self.parts[key]
        if not key[1] or not isinstance(content, Mapping):
            return content, ()
        shared = (key[0], "")
        source = (
            self.parts if self.place.access.may_write("", key[0]) and shared in self.parts else self.known
        )
        kept, gone = known_rows(key[0], content, source.get(shared))
        text = _("“%(row)s” is not in the list of all partners, so what the file says about it is left out.")
        titles = [self.names.items[key[0]].get(row, row) for row in gone]
        return kept, tuple(text % {"row": title} for title in titles)
