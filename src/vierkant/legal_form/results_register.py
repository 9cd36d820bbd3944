"""What the check of register records says: possible findings, the counts, and what cannot be checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vierkant.legal_form.results import Severity
from vierkant.quantities import Certainty, Computed, Message
from vierkant.reference.forms import LegalForm
from vierkant.sources import Source


@dataclass(frozen=True, slots=True)
class RegisterFinding:
    """A possible fault of one record: the register may be wrong, or the arrangement may be."""

    rule: str
    arrangement: str
    """The register's number of the arrangement."""
    title: str
    form: LegalForm | None
    severity: Severity
    text: Message
    action: Message
    articles: tuple[str, ...]
    certainty: Certainty
    unconfirmed: bool
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How many arrangements one rule concerns."""

    rule: str
    severity: Severity
    title: Message
    arrangements: int


@dataclass(frozen=True, slots=True)
class NotCheckable:
    """Something that the act asks and the register cannot show."""

    id: str
    what: Message
    reason: Message
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RegisterReport:
    """The check of all arrangements in force on a day.

    ``findings`` stand in order of severity, then of rule and title. ``summary`` are counts with stable ids
    (``active``, ``active.openbaar_lichaam`` …).
    """

    on: date
    records: int
    active: int
    findings: tuple[RegisterFinding, ...]
    rules: tuple[RuleCount, ...]
    summary: tuple[Computed, ...]
    not_checkable: tuple[NotCheckable, ...]
    notices: tuple[Message, ...]

    def of(self, arrangement: str) -> tuple[RegisterFinding, ...]:
        """The findings on one arrangement."""
        return tuple(item for item in self.findings if item.arrangement == arrangement)
