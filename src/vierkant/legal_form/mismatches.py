"""Where what partners want does not go with a form, or with another wish: warnings that change no verdict.

The warnings are data: `mismatches.toml` (motive against form) and `contradictions.toml` (answer against answer).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from vierkant.legal_form.asking import QUESTIONS_OF, kind_of
from vierkant.legal_form.conditions import Expression, fields_read, given, holds, parse, settled
from vierkant.legal_form.inputs import Answers, Kind, LegalForm
from vierkant.legal_form.rules import cited, table
from vierkant.legal_form.values import FIELDS
from vierkant.quantities import Certainty, Finding, Level, Message
from vierkant.sources import Source


@dataclass(frozen=True, slots=True)
class Clash:
    """One warning: on which forms (empty: on the answers themselves), when, how sure, and on what evidence."""

    id: str
    forms: frozenset[LegalForm]
    when: Expression
    articles: tuple[str, ...]
    certainty: Certainty
    sources: tuple[Source, ...]

    def is_asked(self, kind: Kind) -> bool:
        """Whether this kind of cooperation asks everything that the warning reads."""
        return set(QUESTIONS_OF[kind]).issuperset(fields_read(self.when))

    @property
    def finding(self) -> Finding:
        """The warning as a finding: amber, because the law allows it."""
        return Finding(
            id=f"legal_form.{self.id}",
            level=Level.AMBER,
            text=Message(f"form_mismatch.{self.id}.text"),
            action=Message(f"form_mismatch.{self.id}.action"),
            source="; ".join((*self.articles, *(source.title for source in self.sources))) or None,
            certainty=self.certainty,
        )


@cache
def clashes(name: str) -> tuple[Clash, ...]:
    """The warnings of a data file: ``mismatches`` or ``contradictions``."""
    return tuple(
        Clash(
            id=item["id"],
            forms=frozenset(LegalForm(form) for form in item.get("forms", ())),
            when=parse(item["when"]),
            articles=tuple(item.get("articles", ())),
            certainty=Certainty(item["certainty"]),
            sources=cited(item.get("sources", [])),
        )
        for item in table(name)["clash"]
    )


@cache
def mismatches_of(form: LegalForm, kind: Kind) -> tuple[Clash, ...]:
    """The warnings that can hold for the form in this kind of cooperation."""
    return tuple(item for item in clashes("mismatches") if form in item.forms and item.is_asked(kind))


def mismatches(answers: Answers, form: LegalForm) -> tuple[Finding, ...]:
    """Where what the partners want does not go with the form, though the law allows it.

    Every finding is amber and names the evidence it rests on. A wish that was not answered gives no warning.
    """
    values = settled(answers)
    return tuple(
        item.finding for item in mismatches_of(form, kind_of(answers)) if holds(item.when, values) is True
    )


def contradictions(answers: Answers) -> tuple[Finding, ...]:
    """Answers that cannot be true together; every answer is kept, and the rules are held against each as it is."""
    values = {field: given(answers, field) for field in FIELDS}
    kind = kind_of(answers)
    return tuple(
        item.finding
        for item in clashes("contradictions")
        if item.is_asked(kind) and holds(item.when, values) is True
    )


def fields_of_mismatches(forms: Iterable[LegalForm], values: Mapping[str, Any], kind: Kind) -> frozenset[str]:
    """The unanswered questions that a warning about one of these forms waits for."""
    return frozenset(
        field
        for form in forms
        for item in mismatches_of(form, kind)
        if holds(item.when, values) is None
        for field in fields_read(item.when)
    )
