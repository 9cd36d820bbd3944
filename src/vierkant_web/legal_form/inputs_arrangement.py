"""From the dossier and a pasted text to the checklist of the arrangement, and back to what the dossier holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from vierkant.legal_form import check_arrangement, find_clauses, find_exit_consent
from vierkant.legal_form.clauses import clause_rules
from vierkant.legal_form.clauses_reading import UnreadableTextError, read_text
from vierkant.legal_form.inputs import (
    FORMS_OF,
    WGR_FORMS,
    ArrangementText,
    Body,
    ClauseLine,
    Kind,
    LegalForm,
)
from vierkant.legal_form.profiles import form_name
from vierkant.quantities import Message, to_plain
from vierkant.reference.forms import BODY_FORMS

__all__ = ["UnreadableTextError", "find", "read_text"]

Plain = Mapping[str, Any]
CLAUSES, TEXT = "clauses", "arrangement_text"
MOST_CHARACTERS = 1_000_000
_DAYS = ("concluded_on", "amended_on")
_BOARDS = ("general_board", "executive_board", "executive_from_general", "executive_municipalities")
YES_NO = {"yes": True, "no": False}


def fields_of(form: LegalForm) -> tuple[str, ...]:
    """What the page asks about the text of this form, beside the clauses."""
    found = [*_DAYS]
    if form in WGR_FORMS:
        found.append("exit_needs_consent")
    if form is LegalForm.OPENBAAR_LICHAAM:
        found += [*_BOARDS]
    if form in BODY_FORMS:
        found.append("appointing_municipalities")
    if form is LegalForm.OPENBAAR_LICHAAM:
        found.append("all_councils_want_committee")
    return tuple(found)


def choices(kind: Kind, agreed: str | None) -> list[dict[str, Any]]:
    """The forms with a text to check, for this kind of cooperation."""
    listed = {form for rule in clause_rules() for form in rule.required | rule.advised}
    forms = dict.fromkeys((*FORMS_OF[kind], *([LegalForm(agreed)] if agreed in set(LegalForm) else [])))
    return [
        {"form": form.value, "name": form_name(form), "is_agreed": form == agreed}
        for form in forms
        if form in listed
    ]


def checked(form: LegalForm, plain: Plain, on: date) -> dict[str, Any]:
    """The check in plain JSON. ``groups``: what is missing, not looked at yet, present, and only advised."""
    text = plain.get(TEXT)
    lines = [ClauseLine.model_validate(row) for row in plain.get(CLAUSES) or ()]
    check = check_arrangement(
        form,
        ArrangementText.model_validate(text) if text else None,
        lines,
        on=on,
        largest_vote_share=_largest_vote_share(plain),
        draft_sent_on=_draft_sent_on(plain),
        bodies=frozenset(Body(body) for body in (plain.get("form_answers") or {}).get("bodies") or ()),
    )
    found: dict[str, Any] = to_plain(check)
    return {**found, "groups": _groups(found["clauses"])}


def _draft_sent_on(plain: Plain) -> date | None:
    """The day on which the draft of this arrangement went to the councils, as the boards say."""
    own = (row for row in plain.get("boards") or () if not row.get("register_id"))
    day = next((row["regulation_sent_on"] for row in own if row.get("regulation_sent_on")), None)
    return date.fromisoformat(day) if day else None


def _largest_vote_share(plain: Plain) -> float | None:
    votes: Mapping[str, int] = (plain.get("agreements") or {}).get("votes") or {}
    total = sum(votes.values())
    return max(votes.values()) / total if total else None


def _groups(states: Sequence[Plain]) -> dict[str, list[Plain]]:
    required = [state for state in states if state["required"]]
    return {
        "missing": [state for state in required if state["present"] is False],
        "unseen": [state for state in required if state["present"] is None],
        "present": [state for state in required if state["present"]],
        "advised": [state for state in states if not state["required"]],
    }


def find(text: str, form: LegalForm) -> dict[str, Any]:
    """The proposals from a text: ``clauses`` by clause, best first, and ``consent`` or None. Nothing is kept.

    Raises:
        UnreadableTextError: the text is too long.
    """
    if len(text) > MOST_CHARACTERS:
        raise UnreadableTextError("too_long")
    places: dict[str, list[Any]] = {}
    for found in find_clauses(text, form):
        places.setdefault(found.clause.value, []).append(to_plain(found))
    consent = find_exit_consent(text) if form in WGR_FORMS else None
    return {"clauses": places, "consent": to_plain(consent)}


def initial(form: LegalForm, plain: Plain, proposals: Plain | None) -> dict[str, Any]:
    """What the form starts with: the dossier, and proposals for what nobody has looked at yet."""
    lines = {row["id"]: row for row in plain.get(CLAUSES) or ()}
    words = {True: "yes", False: "no", None: ""}
    values: dict[str, Any] = {}
    for clause in listed_clauses(form):
        row = lines.get(clause, {})
        values[f"present_{clause}"] = words[row.get("present")]
        values[f"place_{clause}"] = row.get("place", "")
        proposal = (proposals or {}).get("clauses", {}).get(clause)
        if proposal and row.get("present") is None:
            values[f"present_{clause}"], values[f"place_{clause}"] = "yes", proposal[0]["place"]
    text = plain.get(TEXT) or {}
    for name in fields_of(form):
        value = text.get(name)
        values[name] = words[value] if isinstance(value, bool) else value
    return values


def listed_clauses(form: LegalForm) -> tuple[str, ...]:
    """The clauses on the list of the form, whatever the day."""
    return tuple(rule.clause.value for rule in clause_rules() if form in rule.required | rule.advised)


def names() -> dict[str, Message]:
    """The name of every clause."""
    return {rule.clause.value: rule.name for rule in clause_rules()}


def filled_in(form: LegalForm, values: Plain, plain: Plain) -> dict[str, Any]:
    """The two sections with these values put in place; what the page does not ask stays as it was."""
    asked = listed_clauses(form)
    others = [row for row in plain.get(CLAUSES) or () if row["id"] not in asked]
    lines = [line for clause in asked if (line := _line(clause, values))]
    text = {name: value for name, value in (plain.get(TEXT) or {}).items() if name not in fields_of(form)}
    for name in fields_of(form):
        value = values.get(name)
        if isinstance(value, date):
            text[name] = value.isoformat()
        elif value not in (None, ""):
            text[name] = YES_NO.get(value, value) if isinstance(value, str) else value
    return {CLAUSES: [*lines, *others], TEXT: text}


def _line(clause: str, values: Plain) -> dict[str, Any]:
    present = YES_NO.get(values.get(f"present_{clause}", ""))
    place = values.get(f"place_{clause}", "")
    if present is None and not place:
        return {}
    line: dict[str, Any] = {"id": clause}
    if present is not None:
        line["present"] = present
    return {**line, "place": place} if place else line
