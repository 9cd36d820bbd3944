"""What the dossier shows by itself about an instrument, so that nobody has to say twice that it is used."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from vierkant.grip.inputs import GripInput
from vierkant.quantities import Message

Found = tuple[Message, date | None]
"""Why we think that it is used, and when."""

CONTENT = {
    "zienswijze_decisions": frozenset({"zienswijze_decisions"}),
    "evaluation": frozenset({"evaluation"}),
    "withdrawal": frozenset({"exit_conditions", "exit_consequences"}),
    "votes": frozenset({"votes"}),
    "information": frozenset({"information"}),
}
"""What councils can have laid down in the arrangement, with the clauses that hold it."""


NEEDED_CLAUSE = {
    "zienswijze_on_decisions": "zienswijze_decisions",
    "call_to_account": "accountability",
    "active_information": "information",
    "evaluation": "evaluation",
}
"""The clause of the arrangement on which an instrument rests."""

ABSENT = "grip.shown.clause_absent"


def shown_by_dossier(given: GripInput, instrument: str) -> Found | None:
    """The reason and day; None when the dossier shows nothing about this instrument.

    The reason `ABSENT` says that it cannot be used: what it rests on was looked for in the text and not found.
    """
    look = _LOOK.get(instrument)
    found = look(given) if look else None
    if found is None and NEEDED_CLAUSE.get(instrument) in given.shown.clauses_absent:
        return Message(ABSENT), None
    return found


def _why(name: str, on: date | None = None) -> Found:
    return Message(f"grip.shown.{name}"), on


def _clause(clause: str, name: str | None = None) -> Callable[[GripInput], Found | None]:
    def look(given: GripInput) -> Found | None:
        return _why(name or f"clause_{clause}") if clause in given.shown.clauses_present else None

    return look


def _regulation(given: GripInput) -> Found | None:
    day = given.shown.regulation_sent_on
    return _why("regulation_sent", day) if day else None


def _kadernota(given: GripInput) -> Found | None:
    day = given.shown.kadernota_sent_on
    return _why("kadernota_sent", day) if day else None


def _budget(given: GripInput) -> Found | None:
    day = given.shown.draft_budget_sent_on
    if day:
        return _why("draft_budget_sent", day)
    budgets = {point.id for point in given.points if "begroting" in (point.document or "").casefold()}
    return _why("views_on_budget") if any(view.point in budgets for view in given.views) else None


def _content(given: GripInput) -> Found | None:
    """Every part must be there; what was agreed counts as well as what stands in the text."""
    present = set(given.shown.clauses_present)
    agreed = {
        "evaluation": given.shown.evaluation_on is not None,
        "withdrawal": given.shown.withdrawal_terms,
        "votes": bool(given.votes),
        "information": given.shown.information_terms,
    }
    whole = all(clauses <= present or agreed.get(part, False) for part, clauses in CONTENT.items())
    return _why("content") if whole else None


def _form(given: GripInput) -> Found | None:
    chosen = given.form is not None or given.other_form
    return _why("form_and_bodies") if chosen and given.bodies else None


def _answered(given: GripInput) -> Found | None:
    answered = [point for point in given.points if point.answer]
    days = [point.answered_on for point in answered if point.answered_on]
    return _why("answers", max(days, default=None)) if answered else None


def _information(given: GripInput) -> Found | None:
    if "information" in given.shown.clauses_present:
        return _why("clause_information")
    return _protocol(given)


def _protocol(given: GripInput) -> Found | None:
    return _why("information_terms") if given.shown.information_terms else None


def _committee(given: GripInput) -> Found | None:
    if "advisory_committee" in given.shown.clauses_present:
        return _why("clause_advisory_committee")
    wanted = given.shown.advisory_committee and given.shown.all_councils_want_committee
    return _why("committee_wanted") if wanted else None


def _evaluation(given: GripInput) -> Found | None:
    day = given.shown.evaluation_on
    if day:
        return _why("evaluation_agreed", day)
    return _clause("evaluation")(given)


def _together(given: GripInput) -> Found | None:
    councils: dict[str, set[str]] = {}
    for view in given.views:
        if view.partner:
            councils.setdefault(view.point, set()).add(view.partner)
    if any(len(found) > 1 for found in councils.values()):
        return _why("views_together")
    return _why("regional_days") if given.shown.regional_days else None


_LOOK: dict[str, Callable[[GripInput], Found | None]] = {
    "zienswijze_on_arrangement": _regulation,
    "content_of_arrangement": _content,
    "choice_of_form": _form,
    "kadernota": _kadernota,
    "zienswijze_on_budget": _budget,
    "zienswijze_on_decisions": _clause("zienswijze_decisions"),
    "written_answer": _answered,
    "call_to_account": _clause("accountability"),
    "active_information": _information,
    "advisory_committee": _committee,
    "evaluation": _evaluation,
    "information_protocol": _protocol,
    "aligned_agendas": _together,
}
