"""From the stored advice to the comparison of the admissible forms, and to what follows from a form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from vierkant.legal_form import compare, form_consequences
from vierkant.legal_form.choice import criterion_name, first_by_weight
from vierkant.legal_form.consequences_form import TOPICS, topic_name
from vierkant.legal_form.inputs import FORMS_OF, MIDDLE_WEIGHT, Criterion, Kind, LegalForm
from vierkant.legal_form.profiles import form_name
from vierkant.legal_form.results import Verdict
from vierkant.quantities import Message, to_plain

Plain = Mapping[str, Any]
Weights = dict[Criterion, int]
LARGEST = 5


def stored_weights(answers: Plain | None) -> Weights:
    """The weights of the dossier; the middle where nobody set one."""
    found = answers or {}
    return {item: found.get(f"weight_{item.value}", MIDDLE_WEIGHT) for item in Criterion}


def asked_weights(asked: Mapping[str, str], stored: Weights) -> Weights:
    """The weights in an address or a form; what is missing or no weight stays as it is stored."""
    return {item: _weight(asked.get(item.value, ""), stored[item]) for item in Criterion}


def _weight(text: str, otherwise: int) -> int:
    return int(text) if text in {str(number) for number in range(LARGEST + 1)} else otherwise


def with_weights(answers: Plain | None, weights: Weights) -> dict[str, Any]:
    """The answers with these weights put in place."""
    return {**(answers or {}), **{f"weight_{item.value}": value for item, value in weights.items()}}


def compared_forms(advice: Plain) -> tuple[list[LegalForm], set[str]]:
    """The forms to compare (`Advice.comparable`), and which may still fall away because answers are missing."""
    rows = [
        row
        for row in advice["forms"]
        if row["verdict"] != Verdict.EXCLUDED and row["reclassified_as"] is None
    ]
    may_fall = {row["form"] for row in rows if Verdict.EXCLUDED in row["possible"]}
    return [LegalForm(row["form"]) for row in rows], may_fall


def comparison(advice: Plain, weights: Weights) -> dict[str, Any]:
    """The comparison in plain JSON; ``may_fall``: forms that may still become excluded; ``clashes``: forms that do not
    go with what the partners want."""
    forms, may_fall = compared_forms(advice)
    found: dict[str, Any] = to_plain(compare(forms, weights))
    best = {
        row["criterion"]: max((cell["points"] for cell in row["scores"]), default=0) for row in found["rows"]
    }
    for row in found["rows"]:
        row["best"] = best[row["criterion"]]
        row["differs"] = len({cell["points"] for cell in row["scores"]}) > 1
    firsts = first_by_weight(forms, weights)
    winners = [
        {
            "name": criterion_name(item),
            "cells": [
                {"names": [form_name(form) for form in row], "is_now": weight == weights[item]}
                for weight, row in enumerate(firsts[item])
            ],
        }
        for item in Criterion
    ]
    clashes = {row["form"] for row in advice["forms"] if row["mismatches"]}
    return {
        **found,
        "may_fall": may_fall,
        "clashes": clashes,
        "winners": winners,
        "numbers": range(LARGEST + 1),
    }


def chosen_form(asked: str | None, agreed: str | None) -> LegalForm | None:
    """The form in the address, or else the agreed one; None when neither is a form."""
    for text in (asked, agreed):
        if text in set(LegalForm):
            return LegalForm(text)
    return None


def choices(kind: Kind, agreed: str | None) -> list[dict[str, Any]]:
    """The forms to choose from for this kind of cooperation."""
    forms = dict.fromkeys((*FORMS_OF[kind], *([LegalForm(agreed)] if agreed in set(LegalForm) else [])))
    return [{"form": form.value, "name": form_name(form), "is_agreed": form == agreed} for form in forms]


def criterion_names() -> dict[Criterion, Message]:
    """The names of the criteria."""
    return {item: criterion_name(item) for item in Criterion}


def follows(form: LegalForm, kind: Kind, on: date) -> dict[str, Any]:
    """What follows from a form in plain JSON: ``topics`` with their rows, ``steps``."""
    found: dict[str, Any] = to_plain(form_consequences(form, on=on, kind=kind))
    topics = [
        {"name": topic_name(topic), "rows": [row for row in found["rows"] if row["topic"] == topic]}
        for topic in TOPICS
    ]
    return {**found, "topics": [topic for topic in topics if topic["rows"]]}


def kind_of(plain: Plain) -> Kind:
    """The kind of cooperation of a dossier."""
    kind = (plain.get("cooperation") or {}).get("kind")
    return Kind(kind) if kind in set(Kind) else Kind.INTERMUNICIPAL


def agreed_form(plain: Plain) -> str | None:
    """The form in the agreements of a dossier."""
    form: str | None = (plain.get("agreements") or {}).get("form")
    return form


def weight_fields(weights: Weights, stored: Weights, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The eight criteria as fields of the form, with what each weighs now."""
    words: dict[str, dict[str, Message]] = {row["criterion"]: row for row in rows}
    return [
        {
            "name": item.value,
            "label": words[item.value]["name"],
            "text": words[item.value]["text"],
            "weight": weights[item],
            "stored": stored[item],
            "numbers": range(LARGEST + 1),
        }
        for item in Criterion
    ]
