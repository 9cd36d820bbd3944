"""What stands ready to help people: coverage, the library and the phase model, as the pages show them.

The library and the phase models are part of the project; what is planned comes from the dossier.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext

from vierkant.change.employee_page import blocks_of
from vierkant.change.library import AUDIENCES, Item, library, manager_guides
from vierkant.change.phases import PhaseModel, model_of, phase_model
from vierkant.change.planned import phases_of
from vierkant.change.settings import PHASES
from vierkant.dossier.checking import validate_section
from vierkant_web.change.inputs_ledger import amount
from vierkant_web.change.words import ASPECTS, KINDS
from vierkant_web.templatetags.words import page_language

__all__ = ["ASPECTS", "AUDIENCES", "KINDS", "PHASES", "amount"]

Plain = Mapping[str, Any]
OWN_JUDGEMENT = "Own judgement"
"""How the library writes that nobody but us says so."""


def model(dossier: Plain) -> PhaseModel:
    """The phase model that the plan chose; a dossier with one that is not right has no assessment to show."""
    plan, _problems = validate_section("change_plan", dossier.get("change_plan") or {})
    return model_of(plan)


def phase_names(found: PhaseModel) -> dict[str, str]:
    """Phase → its name in the language of the page."""
    language = page_language()
    return {phase.id: phase.name[language] for phase in found.phases}


def name_of(words: Mapping[str, str]) -> str:
    """A name in the language of the page, or in whatever language there is."""
    return words.get(page_language()) or next(iter(words.values()), "")


def model_shown(found: PhaseModel) -> dict[str, Any]:
    """The model in words, with what each phase asks of the manager of a whole team, and the guides for it."""
    language = page_language()
    return {
        "name": found.name[language],
        "intro": list(blocks_of(found.intro[language])),
        "phases": [
            {
                "id": phase.id,
                "name": phase.name[language],
                "text": phase.text[language],
                "manager": list(blocks_of(phase.manager[language])),
                "evidence": phase.evidence,
                "guides": [_short(item) for item in manager_guides(phase.matches)],
            }
            for phase in found.phases
        ],
        "disagree": list(blocks_of(found.disagree[language])),
    }


def items(
    phase: str = "", aspect: str = "", audience: str = "", kind: str = "", text: str = ""
) -> list[dict[str, Any]]:
    """What the library holds of this, in its own order; an empty wish leaves all in.

    An item for every change has no aspects of its own: it is not found under one aspect. ``text`` is looked for in
    the title and the text.
    """
    language = page_language()
    wanted = text.casefold().split()
    return [
        _short(item)
        for item in library().values()
        if (not phase or phase in item.phases)
        and (not aspect or aspect in item.aspects)
        and (not audience or audience == item.audience)
        and (not kind or kind == item.kind.value)
        and all(word in f"{item.title[language]} {item.text[language]}".casefold() for word in wanted)
    ]


def _short(item: Item) -> dict[str, Any]:
    return {
        "id": item.id,
        "title": item.title[page_language()],
        "kind": KINDS[item.kind.value],
        "phases": ours(item.phases),
        "aspects": [ASPECTS[aspect] for aspect in item.aspects],
        "audience": item.audience,
        "hours": item.hours_per_person,
        "planned": item.planned,
        "evidence": item.evidence.value,
    }


def ours(phases: Iterable[str]) -> list[str]:
    """The names of our own five phases, in which the library is written."""
    names = phase_names(phase_model("five"))
    return [names[phase] for phase in phases]


def item(identifier: str) -> dict[str, Any] | None:
    """One item in full; None when the library has no such item."""
    found = library().get(identifier)
    if found is None:
        return None
    return {
        **_short(found),
        "kind_id": found.kind.value,
        "blocks": list(blocks_of(found.text[page_language()])),
        "giver": found.giver,
        "giver_hours": found.giver_hours,
        "euros": found.euros_per_person,
        "capacity": found.capacity,
        "source": _source(found.evidence_source),
        "source_is_english": found.evidence_source != OWN_JUDGEMENT,
    }


def _source(text: str) -> str:
    """A source as it stands, our own judgement in the language of the page."""
    return gettext("our own judgement") if text == OWN_JUDGEMENT else text


def coverage(found: Plain, dossier: Plain) -> list[dict[str, Any]]:
    """A row per group with a cell per phase, groups without a next step first, then in their own order."""
    cells: dict[str, list[Plain]] = {}
    for cell in found["cells"]:
        cells.setdefault(cell["group"], []).append(cell)
    without = set(found["without_step"])
    rows = [
        {
            "id": row["id"],
            "name": row["name"],
            "size": row["size"],
            "without": row["id"] in without,
            "cells": cells[row["id"]],
        }
        for row in dossier.get("people", ())
        if row["id"] in cells
    ]
    return sorted(rows, key=lambda row: not row["without"])


def planned(dossier: Plain, found: PhaseModel) -> list[dict[str, Any]]:
    """What is planned, by date: with the phases it helps in, the groups it is for and what it asks."""
    groups = {row["id"]: row["name"] for row in dossier.get("people", ())}
    names = phase_names(found)
    plain = dossier.get("interventions", ())
    read, _problems = validate_section("interventions", list(plain))
    rows = [
        {
            **row,
            "kind_word": KINDS[row["kind"]],
            "phase_names": [names[phase] for phase in phases_of(parsed, found)],
            "group_names": [groups[group] for group in row.get("groups", ()) if group in groups],
            "is_item": row.get("item") in library(),
            **{name: amount(row.get(name)) for name in ("hours_per_person", "giver_hours", "euros")},
        }
        for row, parsed in zip(plain, read or (), strict=True)
    ]
    return sorted(rows, key=lambda row: row.get("from_on") or "9999")
