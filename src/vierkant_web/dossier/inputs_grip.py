"""Grip between the dossier and its forms: what a question may choose from, and what a row is called on screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vierkant import terms
from vierkant.dossier.sections import GRIP_SECTIONS
from vierkant.grip.inputs import Part, PointOutcome, Stance
from vierkant.grip.instruments import instrument_ids
from vierkant.legal_form.inputs import FORMS_OF, MIDDLE_WEIGHT, Clause, Criterion, Kind
from vierkant.reference import municipality
from vierkant_web.dossier.inputs import LEGAL_FORMS, say, say_first
from vierkant_web.templatetags.words import page_language

__all__ = ["GRIP_SECTIONS", "MIDDLE_WEIGHT", "Kind"]

Pairs = tuple[tuple[str, str | Promise], ...]
Titles = Mapping[str, Mapping[str, str]]
"""Section → key → title."""

GRIP_ROWS = frozenset(GRIP_SECTIONS) - {"arrangement_text", "planning"}
"""Sections that are a list; each is checked by itself, since what a row refers to may be out of sight."""
KEY_FIELDS = {"clauses": "clause", "instruments": "instrument"}
"""Sections of which a row bears the key of something that we know, and the question that chooses it."""
_LONGEST = 90


def _words(prefix: str, values: type[StrEnum]) -> Pairs:
    return tuple((item.value, say_first(f"dossier.{prefix}.{item.value}")) for item in values)


ROLES = _words("role", Part)
STANCES = _words("stance", Stance)
OUTCOMES = _words("point_outcome", PointOutcome)
CLAUSES = _words("clause", Clause)
INSTRUMENTS: Pairs = tuple((key, say_first(f"grip.instrument.{key}.name")) for key in instrument_ids())
WEIGHTS = tuple(
    (
        f"weight_{item.value}",
        say_first(f"form_choice.criterion.{item.value}.name"),
        say(f"form_choice.criterion.{item.value}.text"),
    )
    for item in Criterion
)
"""Field, name and explanation of what the user can weigh."""
_KNOWN = {"clauses": dict(CLAUSES), "instruments": dict(INSTRUMENTS)}


def kind_of(parts: Mapping[tuple[str, str], Any]) -> Kind:
    """The kind of cooperation that the questions are for: what the answers say, then what the cooperation says."""
    answers = parts.get(("form_answers", "")) or {}
    about = parts.get(("cooperation", "")) or {}
    found = answers.get("kind") or about.get("kind")
    return Kind(found) if found in set(Kind) else Kind.INTERMUNICIPAL


def forms_of(kind: Kind, chosen: str = "") -> tuple[tuple[str, Any], ...]:
    """The forms of this kind of cooperation, in their order; what was chosen already stays a choice."""
    names = dict(LEGAL_FORMS)
    wanted = [form.value for form in FORMS_OF[kind]]
    if chosen and chosen not in wanted:
        wanted.append(chosen)
    return tuple((form, names[form]) for form in wanted if form in names)


def choices(rows: Iterable[Mapping[str, Any]], section: str, partners: Mapping[str, str]) -> dict[str, Any]:
    """Key → title of the rows of a section, to choose from."""
    return {row["id"]: title(section, row, {"partners": partners}) or row["id"] for row in rows}


def with_named(known: Mapping[str, Any], named: Iterable[str]) -> Pairs:
    """The choices, with what is named already: saving must not lose a row about something out of sight."""
    found = dict(known)
    for key in named:
        found.setdefault(key, _("Something that you do not see, or that is gone"))
    return tuple(found.items())


def in_words(pairs: Pairs) -> dict[str, str]:
    """Key → name, in the language of the page."""
    return {key: str(name) for key, name in pairs}


def title(section: str, row: Mapping[str, Any], titles: Titles, partner: str = "") -> str:
    """What a row about grip is called on screen; empty when it has no words yet."""
    partners = titles.get("partners", {})
    owner = row.get("partner") or partner
    name = partners.get(owner, owner)
    if section in KEY_FIELDS:
        key = row.get("id") or row.get(KEY_FIELDS[section]) or ""
        return str(_KNOWN[section].get(key, key))
    if section == "councils":
        town = municipality(row.get("municipality") or "")
        return str(row.get("name") or (town.name if town else name) or row.get("id") or "")
    if section == "roles" and row.get("role"):
        word = terms.render(f"dossier.role.{row['role']}", page_language())
        return ": ".join(part for part in (word[:1].upper() + word[1:], row.get("holder") or "") if part)
    if section == "council_views" and row.get("point"):
        point = titles.get("zienswijze_points", {}).get(row["point"], row["point"])
        return _short(f"{name}: {point}" if name and not partner else point)
    return _short(str(row.get("name") or row.get("text") or ""))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
