"""Interests between the dossier and its forms: words to choose from, and what stands inside a row in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from vierkant import terms
from vierkant.cost_sharing.inputs import Ingredient, KeyKind
from vierkant.dossier.coalitions import coalition_members
from vierkant.dossier.problems import field_word
from vierkant.dossier.sections import INTEREST_SECTIONS
from vierkant.positions.inputs import Handling
from vierkant.withdrawal.inputs import WithdrawalMethod
from vierkant_web.dossier.inputs import Parts, say_first
from vierkant_web.dossier.inputs_grip import with_named
from vierkant_web.templatetags.words import page_language

__all__ = ["INTEREST_SECTIONS"]

Pairs = tuple[tuple[str, str | Promise], ...]

INTEREST_TABLES = ("key_design", "coalition_costs", "withdrawal_rule")
"""Sections that are one table."""
INTEREST_ROWS = frozenset(INTEREST_SECTIONS) - {*INTEREST_TABLES, "products"}
"""Sections that are a list of rows of all together, or of one partner."""
INTEREST_SINGLES = frozenset({"key_inputs", "positions", "withdrawal_facts"})
"""Sections of which a partner has one row at most; the shared part has none."""
NESTED = frozenset({("key_design", "weights"), ("coalition_costs", "costs"), ("positions", "scores")})
"""Fields that hold a table or a list of their own."""


def _words(prefix: str, values: type[StrEnum]) -> Pairs:
    return tuple((item.value, say_first(f"dossier.{prefix}.{item.value}")) for item in values)


KEY_KINDS = _words("key_kind", KeyKind)
INGREDIENTS = _words("key_ingredient", Ingredient)
HANDLINGS = _words("position_handling", Handling)
METHODS = _words("withdrawal_method", WithdrawalMethod)
WEIGHTS: Pairs = tuple(
    (f"weights.{item.value}", say_first(f"dossier.field_of.key_design.{item.value}")) for item in Ingredient
)
"""Field and question: the weight of each ingredient of a mixed key."""


def choices(parts: Parts, plain: Mapping[str, Any], section: str) -> dict[str, Any]:
    """The rules and issues that a row may name; what it names already stays a choice."""
    rows = parts.get((section, "")) or []
    if section == "issues":
        return {"rules": _named(plain, "voting_rules", (row.get("voting_rule") for row in rows))}
    if section == "pacts":
        return {"issues": _named(plain, "issues", (row.get("issue") for row in rows))}
    return {}


def _named(plain: Mapping[str, Any], section: str, named: Iterable[str | None]) -> Pairs:
    known = {row["id"]: row["name"] for row in plain.get(section, ())}
    return with_named(known, [name for name in named if name])


# What stands inside a row -----------------------------------------------------------------------------------------


def exactly(value: float) -> str:
    """A number with all its decimals and none too many: two versions that differ must not look the same."""
    text = f"{value:.8f}".rstrip("0").rstrip(".")
    return terms.plain_number(value, len(text.partition(".")[2]), page_language())


def nested_lines(
    section: str, value: Any, partner: Callable[[str], str], issue: Callable[[str], str]
) -> Iterator[tuple[str, str]]:
    """Label and text of each weight of a key, cost of a coalition or position on an issue, in the dossier's order."""
    language = page_language()
    if section == "key_design":
        for name, share in (value or {}).items():
            label = capfirst(field_word(name, language, "key_design"))
            yield label, f"{exactly(share * 100)}%"
    elif section == "coalition_costs":
        for name, cost in (value or {}).items():
            label = " + ".join(partner(member) for member in coalition_members(name))
            yield label, f"€ {exactly(cost)}"
    else:
        for score in value or ():
            body = terms.render(f"dossier.position_body.{score.get('body', 'executive')}", language)
            yield (
                f"{issue(score.get('issue', ''))} ({body})",
                "; ".join(_score(score)) or _("not filled in yet"),
            )


def _score(score: Mapping[str, Any]) -> Iterator[str]:
    language = page_language()
    for name in ("position", "regional", "importance", "fear"):
        if score.get(name) is not None:
            yield f"{field_word(name, language, 'positions')}: {score[name]}"


def names_in(plain: Mapping[str, Any], partner: str) -> Iterator[str]:
    """What in the costs, rules and agreements names the partner, in words: it goes when the partner goes."""
    table = plain.get("coalition_costs", {}).get("costs", {})
    if any(partner in coalition_members(name) for name in table):
        yield _("the costs of the combinations that it is part of")
    rules = [
        row["name"]
        for row in plain.get("voting_rules", ())
        if partner in (*row.get("must_agree", ()), row.get("casting_vote"))
    ]
    if rules:
        yield _("the voting rules that name it: %(names)s") % {"names": ", ".join(rules)}
    pacts = [row["name"] for row in plain.get("pacts", ()) if partner in row.get("between", ())]
    if pacts:
        yield _("the agreements with it that are still to be made: %(names)s") % {"names": ", ".join(pacts)}
