"""The rules on the choice of form, read from dated data (`rules*.toml`, `sources.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from vierkant.legal_form.asking import QUESTIONS_OF
from vierkant.legal_form.conditions import Expression, fields_read, parse
from vierkant.legal_form.inputs import Kind, LegalForm
from vierkant.legal_form.results import Effect, Severity
from vierkant.quantities import Certainty, Message
from vierkant.sources import Source

RULE_FILES = ("rules", "rules_private", "rules_contract", "rules_network", "rules_internal")
"""The data files with rules, by the forms that they are about."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of law: on which forms, when, with what effect, how sure, and from which day to which day."""

    id: str
    forms: frozenset[LegalForm]
    when: Expression
    effect: Effect
    severity: Severity
    articles: tuple[str, ...]
    certainty: Certainty
    unconfirmed: bool
    sources: tuple[Source, ...]
    valid_from: date
    valid_to: date | None
    reclassified_as: LegalForm | None

    @property
    def reason(self) -> Message:
        """The rule itself, in a sentence that is true whether or not it applies."""
        return Message(f"form_rules.{self.id}.reason")

    @property
    def action(self) -> Message:
        """What to do when the rule applies."""
        return Message(f"form_rules.{self.id}.action")

    @property
    def reads(self) -> tuple[str, ...]:
        """The questions that the rule reads, each once."""
        return fields_read(self.when)

    def counts_on(self, day: date) -> bool:
        """Whether the rule was in force on the day; first and last day count."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


def table(name: str) -> Mapping[str, Any]:
    """The data file ``<name>.toml`` of this capability."""
    path = resources.files("vierkant.legal_form").joinpath(f"{name}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def sources() -> Mapping[str, Source]:
    """All sources of this capability, by key."""
    return {key: Source.model_validate(item) for key, item in table("sources").items()}


def cited(keys: list[str]) -> tuple[Source, ...]:
    """The sources with these keys.

    Raises:
        KeyError: a key does not exist; a fault in our data.
    """
    return tuple(sources()[key] for key in keys)


@cache
def known_from() -> date:
    """The first day for which we hold rules."""
    day = table("rules")["known_from"]
    assert isinstance(day, date)  # noqa: S101 - narrows the type of our own data file
    return day


@cache
def rules() -> tuple[Rule, ...]:
    """All rules, in the order of their ids."""
    found = [_rule(item) for name in RULE_FILES for item in table(name)["rule"]]
    return tuple(sorted(found, key=lambda rule: rule.id))


def _rule(item: Mapping[str, Any]) -> Rule:
    target = item.get("reclassified_as")
    return Rule(
        id=item["id"],
        forms=frozenset(LegalForm(form) for form in item["forms"]),
        when=parse(item["when"]),
        effect=Effect(item["effect"]),
        severity=Severity(item["severity"]),
        articles=tuple(item["articles"]),
        certainty=Certainty(item["certainty"]),
        unconfirmed=item.get("unconfirmed", False),
        sources=cited(item["sources"]),
        valid_from=item["valid_from"],
        valid_to=item.get("valid_to"),
        reclassified_as=None if target is None else LegalForm(target),
    )


@lru_cache(maxsize=512)
def rules_for(form: LegalForm, on: date, kind: Kind = Kind.INTERMUNICIPAL) -> tuple[Rule, ...]:
    """The rules on the form that were in force on the day.

    A form may belong to more than one kind of cooperation. A rule counts for a kind when that kind asks everything
    that the rule reads; a rule about something that is never asked could only leave the form undecided.
    """
    asked = set(QUESTIONS_OF[kind])
    return tuple(
        rule for rule in rules() if form in rule.forms and rule.counts_on(on) and asked.issuperset(rule.reads)
    )
