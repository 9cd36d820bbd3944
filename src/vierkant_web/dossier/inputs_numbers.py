"""The numbers between the dossier and their forms: words to choose from, titles of rows, and checks.

Rows about motives, money per partner and figures that move together have no key in the dossier. On screen a row has
one all the same: its partner, or the pair that it names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from vierkant import terms
from vierkant.business_case.inputs import BudgetCause, TransitionKind
from vierkant.dossier.checking import check_plain, validate_section
from vierkant.dossier.councils import OF_A_PARTNER
from vierkant.dossier.crosschecks_numbers import ALL_POINTS, MOTIVE_POINTS, WITHOUT_KEY
from vierkant.dossier.parts import ROW_SECTIONS, merge
from vierkant.dossier.sections import NUMBER_SECTIONS, Dossier
from vierkant.dossier.writing import to_plain_dossier
from vierkant.four_ks.inputs import Commitment
from vierkant.four_ks.inputs_service import ChannelKind
from vierkant.lessons.inputs import Outcome, Scope
from vierkant.quantities import Distribution, FourK
from vierkant.sources import parameters
from vierkant_web.dossier.inputs import Fault, Parts, partner_names, say, say_first, sentences
from vierkant_web.dossier.inputs_grip import with_named
from vierkant_web.dossier.inputs_interests import INTEREST_ROWS, INTEREST_SINGLES
from vierkant_web.dossier.inputs_interests import choices as interest_choices
from vierkant_web.dossier.inputs_scan import SCAN_ROWS
from vierkant_web.dossier.inputs_scan import title as scan_title
from vierkant_web.templatetags.words import page_language

__all__ = ["ALL_POINTS", "MOTIVE_POINTS", "OF_A_PARTNER", "WITHOUT_KEY"]

Pairs = tuple[tuple[str, str | Promise], ...]

WHY_SECTIONS = ("motives", "expertise", "indicators", "channels", "counters", "risks")
"""Sections that stand under Waarom; functions do too."""
MONEY_SECTIONS = (
    "finances", "transition_costs", "coordination_hours", "correlations", "budgets", "budget_changes",
)  # fmt: skip
"""Sections that stand under Cijfers."""
SINGLE_SECTIONS = INTEREST_SINGLES | {"motives", "finances", "structure", "trust"}
"""Sections of which a partner has one row at most; the shared part has none."""
NUMBER_ROWS = SCAN_ROWS | INTEREST_ROWS | frozenset(NUMBER_SECTIONS) - {"expertise", "channels"}
"""Sections that are a list of rows of all together, or of one partner."""

FIGURES = "figures"
"""Beside the sections: what the figures of the calculation are called."""

_LONGEST = 90
_ROOM = "business_case"
_OF_A_PARTNER = ("vat", "wage_harmonisation", "stranded_overhead", "exit_reserve")
_OF_A_TASK = ("own_fte", "cost_per_fte", "other_cost")


def _words(prefix: str, values: type[StrEnum]) -> Pairs:
    return tuple((item.value, say_first(f"{prefix}.{item.value}")) for item in values)


COMMITMENTS = _words("dossier.commitment", Commitment)
FOUR_KS = _words("dossier.k_name", FourK)
CHANNEL_KINDS = _words("dossier.channel_kind", ChannelKind)
TRANSITION_KINDS = _words("dossier.transition_kind", TransitionKind)
BUDGET_CAUSES = _words("dossier.budget_cause", BudgetCause)
CASE_OUTCOMES = _words("dossier.case_outcome", Outcome)
CASE_SCOPES = _words("dossier.case_scope", Scope)
DISTRIBUTIONS = _words("quantities.distribution", Distribution)


def choices(parts: Parts, plain: Mapping[str, Any], section: str, partner: str) -> dict[str, Any]:
    """What the questions of a section may choose from; what a row names already stays a choice."""
    rows = parts.get((section, partner)) or []
    if section == "budget_changes":
        known = {row["id"]: title("budgets", row, {}) for row in plain.get("budgets", ())}
        return {"budgets": with_named(known, [row["budget"] for row in rows])}
    if section == "correlations":
        named = [row[name] for row in rows for name in ("first", "second")]
        known = figure_names(plain)
        return {
            "figures": (*known.items(), *((name, name) for name in dict.fromkeys(named) if name not in known))
        }
    return interest_choices(parts, plain, section)


def figure_names(plain: Mapping[str, Any]) -> dict[str, str]:
    """Name in the calculation → words: the figures that the dossier gives, and our own parameters."""
    partners = partner_names(plain)
    found: dict[str, str] = {}
    for task in plain.get("tasks", ()):
        if "planned_saving" in task:
            found[f"task.{task['id']}.planned_saving"] = f"{task['name']}: {_field('planned_saving')}"
        for partner, part in task.get("parts", {}).items():
            for name in (name for name in _OF_A_TASK if name in part):
                words = f"{task['name']}, {partners.get(partner, partner)}: {_field(name)}"
                found[f"task.{task['id']}.{partner}.{name}"] = words
    for row in plain.get("finances", ()):
        for name in (name for name in _OF_A_PARTNER if name in row):
            words = f"{partners.get(row['partner'], row['partner'])}: {_field(name)}"
            found[f"partner.{row['partner']}.{name}"] = words
    for row in plain.get("transition_costs", ()):
        if "amount" in row:
            found[f"transition.line.{row['id']}"] = row["name"]
    for name in parameters(_ROOM):
        identifier = f"{_ROOM}.parameter.{name}"
        if terms.exists(identifier) and not name.startswith("curve."):
            words = terms.render(identifier, page_language())
            found[name] = words[:1].upper() + words[1:]
    return found


def _field(name: str) -> str:
    return terms.render(f"dossier.field.{name}", page_language())


def title(
    section: str, row: Mapping[str, Any], titles: Mapping[str, Mapping[str, str]], partner: str = ""
) -> str:
    """What a row about numbers is called on screen; empty when it has no words yet."""
    partners = titles.get("partners", {})
    owner = row.get("partner") or partner
    if section in SINGLE_SECTIONS:
        return partners.get(owner, owner)
    if section in SCAN_ROWS:
        return _short(scan_title(section, row, partners, partner))
    if section == "correlations":
        figures = titles.get(FIGURES, {})
        names = [row[name] for name in ("first", "second") if row.get(name)]
        return _short(" ↔ ".join(figures.get(name, name) for name in names))
    if section == "coordination_hours":
        name = partners.get(owner, owner)
        year = str(row.get("year") or "")
        return f"{year}: {name}" if name and not partner else year
    if section == "budgets":
        return _short(" ".join(str(row[name]) for name in ("name", "year") if row.get(name)))
    if section == "budget_changes" and row.get("budget"):
        budget = titles.get("budgets", {}).get(row["budget"], row["budget"])
        cause = (
            terms.render(f"dossier.budget_cause.{row['cause']}", page_language()) if row.get("cause") else ""
        )
        return _short(": ".join(part for part in (budget, cause) if part))
    return _short(str(row.get("name") or ""))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def row_key(section: str, row: Mapping[str, Any], partner: str = "") -> str:
    """The key of a row: its own, or for a row without one its partner or its pair."""
    if section in SINGLE_SECTIONS:
        return str(row.get("partner") or partner)
    if section == "correlations":
        return f"{row.get('first', '')} {row.get('second', '')}"
    return str(row["id"])


def points_in_words(given: Iterable[int]) -> str:
    """How many of the points of a partner are left."""
    left = ALL_POINTS - sum(given)
    if left == 0:
        return _("All 100 points are divided.")
    if left > 0:
        return _("You still have %(left)s of 100 points to divide.") % {"left": left}
    return _("That is %(more)s points too many.") % {"more": -left}


# Checking ---------------------------------------------------------------------------------------------------------


def check_rows(parts: Parts, section: str, partner: str, content: Any) -> tuple[Any, list[Fault]]:
    """As `inputs.check_part`, for a list of rows: what the rows refer to may be out of sight of this visitor."""
    of_partner = {"partner": partner} if partner and section in ROW_SECTIONS else {}
    rows = [{**row, **of_partner} for row in content]
    value, problems = validate_section(section, rows)
    if value is None:
        return content, [
            Fault(sentences(item.message, item.action), (item.where.row or 1) - 1, "", item.where.fields)
            for item in problems
        ]
    whole = merge({**parts, (section, partner): content})
    _dossier, between = check_plain(whole)
    faults = []
    for item in between:
        if item.where.section != section or item.where.row is None:
            continue
        row = whole[section][item.where.row - 1]
        # A row that somebody else wrote is not this visitor's to put right.
        if row in rows:
            place = rows.index(row)
            faults.append(Fault(sentences(item.message, item.action), place, "", item.where.fields))
    written = to_plain_dossier(Dossier(**{section: value})).get(section, [])
    return [{name: item for name, item in row.items() if name not in of_partner} for row in written], faults


def unit(name: str) -> Any:
    """A unit of the engine, in the language of the page."""
    return say(f"quantities.unit.{name}")
