"""Organisations side by side between the dossier and its forms: words to choose from, and titles of rows."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise

from vierkant import terms
from vierkant.dossier.sections import SCAN_SECTIONS
from vierkant.organisation_scan.inputs import (
    Answer,
    ApplicationStatus,
    Decider,
    EmploymentSubject,
    Rhythm,
    TrustHandling,
    TrustTheme,
)
from vierkant.organisation_scan.trust import STATEMENTS
from vierkant_web.dossier.inputs import say, say_first
from vierkant_web.templatetags.words import page_language

__all__ = ["SCAN_SECTIONS"]

Pairs = tuple[tuple[str, str | Promise], ...]

SCAN_ROWS = frozenset(SCAN_SECTIONS) - {"processes"}
"""Sections that are a list of rows of all together, or of one partner."""


def _words(prefix: str, values: type[StrEnum]) -> Pairs:
    return tuple((item.value, say_first(f"dossier.{prefix}.{item.value}")) for item in values)


RHYTHMS = _words("rhythm", Rhythm)
DECIDERS = _words("decider", Decider)
SUBJECTS = _words("employment_subject", EmploymentSubject)
STATUSES = _words("application_status", ApplicationStatus)
ANSWERS = _words("difference_answer", Answer)
HANDLINGS = _words("trust_handling", TrustHandling)
MARKS: Pairs = tuple((str(mark), say(f"trust.mark.{mark}")) for mark in range(1, 6))
"""From "not at all" to "fully"."""
TRUST_STATEMENTS: tuple[tuple[str, Any, tuple[tuple[str, Any], ...]], ...] = tuple(
    (
        theme.value,
        say_first(f"trust.theme.{theme.value}"),
        tuple((name, say(f"trust.statement.{name}")) for name in STATEMENTS[theme]),
    )
    for theme in TrustTheme
)
"""Theme, its name, and its statements: field and sentence."""


def title(section: str, row: Mapping[str, Any], partners: Mapping[str, str], partner: str = "") -> str:
    """What a row is called on screen; empty when it has no words yet. In the part of a partner its name is left out."""
    owner = row.get("partner") or ""
    name = partners.get(owner, owner) if owner and not partner else ""
    if section == "mandates":
        words = [row.get("decision"), _word("decider", row.get("decider"))]
    elif section == "employment":
        words = [_capital(_word("employment_subject", row.get("subject")))]
    elif section == "applications":
        words = [row.get("component"), row.get("product")]
    else:
        words = [row.get("name")]
    return ": ".join(str(word) for word in (*words, name) if word)


def _word(kind: str, value: str | None) -> str:
    return terms.render(f"dossier.{kind}.{value}", page_language()) if value else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
