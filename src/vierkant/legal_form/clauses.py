"""What the text of an arrangement must or had better say, and the rules about it; dated data of `clauses.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from vierkant.legal_form.inputs import WGR_FORMS, Clause, LegalForm
from vierkant.legal_form.results import Severity
from vierkant.legal_form.rules import cited, table
from vierkant.quantities import Certainty, Message
from vierkant.sources import Source


@dataclass(frozen=True, slots=True)
class ClauseRule:
    """What the act says about one clause. ``rule`` is its id in the table of rules, where it has one."""

    clause: Clause
    required: frozenset[LegalForm]
    advised: frozenset[LegalForm]
    articles: tuple[str, ...]
    severity: Severity
    certainty: Certainty
    unconfirmed: bool
    valid_from: date
    sources: tuple[Source, ...]
    rule: str | None
    transition: date | None
    """Arrangements of before the change had time until this day."""

    @property
    def name(self) -> Message:
        """The name of the clause."""
        return clause_name(self.clause)

    @property
    def text(self) -> Message:
        """What the clause must arrange."""
        return Message(f"arrangement.clause.{self.clause.value}.text")

    def requires(self, form: LegalForm, on: date) -> bool:
        """Whether the act demands the clause for the form on the day."""
        return form in self.required and self.valid_from <= on

    def concerns(self, form: LegalForm, on: date) -> bool:
        """Whether the clause belongs on the list of the form on the day."""
        return form in self.required | self.advised and self.valid_from <= on

    def cited_for(self, form: LegalForm) -> tuple[str, ...]:
        """The articles; those of the Wgr say nothing about a form outside it."""
        return self.articles if form in WGR_FORMS else ()


@dataclass(frozen=True, slots=True)
class TextRule:
    """A rule about the text that is more than the presence of a clause."""

    id: str
    forms: frozenset[LegalForm]
    articles: tuple[str, ...]
    certainty: Certainty
    valid_from: date
    sources: tuple[Source, ...]

    def counts(self, form: LegalForm, on: date) -> bool:
        """Whether the rule holds for the form on the day."""
        return form in self.forms and self.valid_from <= on


def clause_name(clause: Clause) -> Message:
    """The name of a clause."""
    return Message(f"arrangement.clause.{clause.value}.name")


@cache
def clause_rules() -> tuple[ClauseRule, ...]:
    """All clauses, in the order in which a text usually has them."""
    return tuple(
        ClauseRule(
            clause=Clause(key),
            required=frozenset(map(LegalForm, item["required"])),
            advised=frozenset(map(LegalForm, item["advised"])),
            articles=tuple(item["articles"]),
            severity=Severity(item["severity"]),
            certainty=Certainty(item["certainty"]),
            unconfirmed=item.get("unconfirmed", False),
            valid_from=item["valid_from"],
            sources=cited(item["sources"]),
            rule=item.get("rule"),
            transition=item.get("transition"),
        )
        for key, item in table("clauses")["clause"].items()
    )


@cache
def text_rules() -> Mapping[str, TextRule]:
    """The rules about the text, by id."""
    return {
        key: TextRule(
            id=key,
            forms=frozenset(map(LegalForm, item["forms"])),
            articles=tuple(item["articles"]),
            certainty=Certainty(item["certainty"]),
            valid_from=item["valid_from"],
            sources=cited(item["sources"]),
        )
        for key, item in table("clauses")["rule"].items()
    }
