"""The human side between the dossier and its forms: words to choose from, titles of rows, amounts that look odd."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vierkant import terms
from vierkant.change.inputs import Aspect, CardStatus, ChangePlan, ItemKind, LedgerKind, Outcome, Placement
from vierkant.change.library import library
from vierkant.change.phases import PhaseModelError, model_of
from vierkant.dossier.checking import check_plain, validate_section
from vierkant.dossier.groups import ABOUT_ONE, KEYED_BY_GROUP
from vierkant.dossier.parts import GROUP_SECTIONS, merge
from vierkant.dossier.sections import CHANGE_SECTIONS, Dossier
from vierkant.dossier.writing import to_plain_dossier
from vierkant.legal_form.inputs import Kind
from vierkant_web.dossier import inputs_grip, inputs_numbers
from vierkant_web.dossier.inputs import Fault, Parts, partner_names, say_first, sentences
from vierkant_web.templatetags.words import page_language

__all__ = ["ABOUT_ONE", "CHANGE_SECTIONS", "KEYED_BY_GROUP"]

Pairs = tuple[tuple[str, str | Promise], ...]

ROWS_OF_GROUPS = frozenset(CHANGE_SECTIONS) - {"people", "change_plan"}
"""Sections whose rows may be about a group; each is checked by itself, since groups may be out of sight."""

_TOO_LITTLE = 1000
_EVEN_ALONE = 500
_MANY_HOURS = 50


def _words(prefix: str, values: type[StrEnum]) -> Pairs:
    return tuple((item.value, say_first(f"dossier.{prefix}.{item.value}")) for item in values)


ASPECTS = _words("aspect", Aspect)
CARD_STATUSES = _words("card_status", CardStatus)
OUTCOMES = _words("outcome", Outcome)
PLACEMENTS = _words("placement", Placement)
ITEM_KINDS = _words("item_kind", ItemKind)
LEDGER_KINDS = _words("ledger_kind", LedgerKind)


@dataclass(frozen=True, slots=True)
class Lists:
    """What a question may choose from: key and name of groups, functions, texts and tools, phases, councils, boards,
    points, budgets, figures of the calculation, voting rules, issues; and the kind of cooperation asked about."""

    groups: Pairs = ()
    functions: Pairs = ()
    items: Pairs = ()
    phases: Pairs = ()
    councils: Pairs = ()
    boards: Pairs = ()
    points: Pairs = ()
    budgets: Pairs = ()
    figures: Pairs = ()
    rules: Pairs = ()
    issues: Pairs = ()
    kind: Kind = Kind.INTERMUNICIPAL
    form: str = ""
    """The legal form that was chosen already."""


def lists(parts: Parts, plain: Mapping[str, Any], section: str, partner: str) -> Lists:
    """The choices for a part. ``plain`` is what this visitor sees, merged.

    A partner's own part is about its own groups. A group that is named already stays a choice, also when this
    visitor does not see it or when it is gone: saving must not lose the row.
    """
    groups = {row["id"]: row["name"] for row in plain.get("people", ())}
    if section in GROUP_SECTIONS:
        groups = {
            row["id"]: row["name"] for row in plain.get("people", ()) if row.get("partner", "") == partner
        }
    for key in named_groups(section, parts.get((section, partner))):
        groups.setdefault(key, _("A group that you do not see, or that is gone"))
    return Lists(
        tuple(groups.items()),
        tuple((row["id"], row["name"]) for row in plain.get("functions", ())),
        _items() if section == "interventions" else (),
        _phases(plain) if section == "interventions" else (),
        **_about_grip(parts, plain, section, partner),
        **inputs_numbers.choices(parts, plain, section, partner),
    )


def _about_grip(parts: Parts, plain: Mapping[str, Any], section: str, partner: str) -> dict[str, Any]:
    """The choices of the sections about grip; what a row names already stays one."""
    rows = parts.get((section, partner)) or []
    found: dict[str, Any] = {"kind": inputs_grip.kind_of(parts)}
    if section == "agreements":
        found["form"] = str((parts.get((section, "")) or {}).get("form") or "")
    elif section == "boards":
        named = [name for row in rows for name in row.get("councils", ())]
        found["councils"] = _choices(plain, "councils", named)
    elif section == "zienswijze_points":
        found["boards"] = _choices(plain, "boards", [row["board"] for row in rows if row.get("board")])
    elif section == "council_views":
        found["points"] = _choices(plain, "zienswijze_points", [row["point"] for row in rows])
    return found


def _choices(plain: Mapping[str, Any], section: str, named: Iterable[str]) -> Pairs:
    known = inputs_grip.choices(plain.get(section, ()), section, partner_names(plain))
    return inputs_grip.with_named(known, named)


def named_groups(section: str, content: Any) -> Iterator[str]:
    """The groups that the rows of a part are about."""
    if section not in ROWS_OF_GROUPS:
        return
    for row in content or ():
        if section in KEYED_BY_GROUP:
            yield row["id"]
        elif row.get("group"):
            yield row["group"]
        yield from row.get("groups", ())


def _items() -> Pairs:
    return tuple((item.id, item.title[page_language()]) for item in library().values())


def _phases(plain: Mapping[str, Any]) -> Pairs:
    """The phases of the model that the change plan chose; of our own when that one cannot be read."""
    plan = plain.get("change_plan") or {}
    try:
        model = model_of(
            ChangePlan(
                phase_model=plan.get("phase_model", "five"), own_phase_model=plan.get("own_phase_model")
            )
        )
    except (PhaseModelError, ValueError):
        model = model_of(None)
    return tuple((phase.id, phase.name[page_language()]) for phase in model.phases)


def title(section: str, row: Mapping[str, Any], groups: Mapping[str, str]) -> str:
    """What a row of the human side is called on screen; empty when it has no words yet."""
    group = row.get("id" if section in KEYED_BY_GROUP else "group") or ""
    name = groups.get(group, "")
    if section in KEYED_BY_GROUP:
        return name
    if section == "crosswalk":
        return " → ".join(row[key] for key in ("function", "new_function") if row.get(key))
    words = {"aspects": ("aspect", "aspect"), "ledger": ("kind", "ledger_kind")}.get(section)
    if words is not None and row.get(words[0]):
        word = terms.render(f"dossier.{words[1]}.{row[words[0]]}", page_language())
        return f"{name}: {word}" if name else word[:1].upper() + word[1:]
    text = str(row.get("question") or row.get("audience") or row.get("name") or "")
    return text if len(text) <= 90 else f"{text[:89]}…"


# Checking ---------------------------------------------------------------------------------------------------------


def check_rows(parts: Parts, section: str, partner: str, content: Any) -> tuple[Any, list[Fault]]:
    """As `inputs.check_part`, for rows that may be about groups which this visitor does not see."""
    value, problems = validate_section(section, content)
    if value is None:
        rows = content if isinstance(content, list) else []
        faults = [
            Fault(
                sentences(problem.message, problem.action),
                None if problem.where.row is None else problem.where.row - 1,
                rows[problem.where.row - 1].get("id", "") if problem.where.row else "",
                problem.where.fields,
            )
            for problem in problems
        ]
        return content, faults
    _dossier, between = check_plain(merge({**parts, (section, partner): content}))
    keys = {row["id"] for row in content}
    found = [
        Fault(
            sentences(problem.message, problem.action), None, problem.where.name or "", problem.where.fields
        )
        for problem in between
        if problem.where.section == section and problem.where.name in keys
    ]
    return to_plain_dossier(Dossier(**{section: value})).get(section, []), found


# Amounts that look as if they were written in thousands -------------------------------------------------------------


def looks_like_thousands(row: Mapping[str, Any]) -> bool:
    """Less than a euro for an hour, hardly any money for many hours, or so little that nobody would plan it."""
    euros, hours = _value(row.get("euros")), _value(row.get("hours"))
    if euros <= 0:
        return False
    if hours > 0:
        return euros < hours or (euros < _TOO_LITTLE and hours > _MANY_HOURS)
    return euros < _EVEN_ALONE


def _value(figure: Any) -> float:
    found = figure.get("value") if isinstance(figure, Mapping) else figure
    return float(found or 0)
