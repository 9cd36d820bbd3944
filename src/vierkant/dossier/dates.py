"""What depends on today: deadlines of measures, the next decision, the evaluation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from vierkant.dossier.results import Dated, Deadline
from vierkant.dossier.sections import Dossier
from vierkant.quantities import Finding, Level, Message

SOON = 42
"""Days before a date from which it asks attention: six weeks, the usual rhythm of papers to a council."""


def dated(dossier: Dossier, today: date) -> Dated:
    """The deadlines in order, the ones past first; and what to do about those."""
    rows = sorted(_deadlines(dossier, today), key=lambda item: item.on)
    past = [item for item in rows if item.days < 0]
    findings: tuple[Finding, ...] = ()
    if past:
        message = Message("dossier.finding.past", {"number": len(past)})
        findings = (Finding("past", Level.AMBER, message, Message("dossier.finding.past_action")),)
    return Dated(today, tuple(rows), findings)


def _deadlines(dossier: Dossier, today: date) -> Iterator[Deadline]:
    cooperation = dossier.cooperation
    if cooperation is not None and cooperation.next_decision_on is not None:
        yield _deadline("decision", cooperation.next_decision or "", cooperation.next_decision_on, today)
    if dossier.agreements is not None and dossier.agreements.evaluation_on is not None:
        yield _deadline("evaluation", "", dossier.agreements.evaluation_on, today)
    for measure in dossier.measures:
        if measure.due is not None and not measure.done:
            yield _deadline("measure", measure.text, measure.due, today)


def _deadline(kind: str, text: str, on: date, today: date) -> Deadline:
    days = (on - today).days
    level = Level.RED if days < 0 else Level.AMBER if days <= SOON else Level.GREEN
    return Deadline(kind, text, on, days, level)
