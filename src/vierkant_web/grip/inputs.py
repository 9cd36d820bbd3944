"""From the stored result about grip to what its pages show, and the check of a view before it is saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from vierkant.dossier.checking import validate_section
from vierkant.dossier.composing import partner_name
from vierkant.dossier.problems import explain
from vierkant.dossier.sections import Dossier, Partner
from vierkant.dossier.writing import to_plain_dossier
from vierkant_web.grip.words import GROUPS, NOT_YET, OUTCOME_LEVELS, OUTCOMES, STANCE_LEVELS, STANCES
from vierkant_web.templatetags.words import page_language

Row = dict[str, Any]
SECTION = "council_views"


def groups(grip: Mapping[str, Any]) -> list[Row]:
    """The instruments that belong to this form, or may, by what they are for; those in use last."""
    rows = [row for row in grip["instruments"] if row["applies"] is not False]
    return [
        {"title": title, "rows": sorted(own, key=_use)}
        for name, title in GROUPS.items()
        if (own := [{**row, "state": state(row)} for row in rows if row["role"] == name])
    ]


_STATES = ("unused", "unsaid", "depends", "reserve", "used")


def state(row: Mapping[str, Any]) -> str:
    """``used``, ``unused``, ``unsaid``, ``reserve`` (kept for when it is needed) or ``depends``."""
    if row["used"]:
        return "used"
    if row["applies"] is None:
        return "depends"
    if not row["expected"]:
        return "reserve"
    return "unused" if row["used"] is False else "unsaid"


def _use(row: Row) -> tuple[int, int]:
    return _STATES.index(row["state"]), row["number"]


def elsewhere(grip: Mapping[str, Any]) -> list[Row]:
    """The instruments that do not belong to this form."""
    return [row for row in grip["instruments"] if row["applies"] is False]


def counts(grip: Mapping[str, Any]) -> dict[str, int]:
    """How many instruments belong to this form and are expected, and how many of those are used."""
    expected = [row for row in grip["instruments"] if row["applies"] and row["expected"]]
    return {"expected": len(expected), "used": sum(bool(row["used"]) for row in expected)}


def points(grip: Mapping[str, Any]) -> list[Row]:
    """The points with their number, and per council its stance in words."""
    return [
        {
            **point,
            "number": number,
            "views": [_in_words(view) for view in point["views"]],
            "outcome_word": OUTCOMES[point["outcome"]],
            "outcome_level": OUTCOME_LEVELS[point["outcome"]],
        }
        for number, point in enumerate(grip["points"], 1)
    ]


def _in_words(view: Mapping[str, Any]) -> Row:
    stance = view["stance"]
    return {
        **view,
        "word": STANCES[stance] if stance else NOT_YET,
        "level": STANCE_LEVELS[stance] if stance else "",
    }


def councils(rows: Sequence[Row]) -> list[Row]:
    """A row per council with its stance on every point; a council that a point does not know has said nothing."""
    known = {view["partner"]: view for point in rows for view in point["views"]}
    by_point = [{view["partner"]: view for view in point["views"]} for point in rows]
    nothing = {"word": NOT_YET, "level": "", "stance": None}
    return [
        {"partner": partner, "name": view["name"], "votes": view["votes"],
         "cells": [views.get(partner, nothing) for views in by_point]}
        for partner, view in known.items()
    ]  # fmt: skip


def written(partner: str, row: Mapping[str, Any]) -> tuple[Row | None, list[str]]:
    """A view as the part of the partner holds it, and everything that is wrong with it in sentences."""
    value, problems = validate_section(SECTION, [{**row, "partner": partner}])
    if value is None:
        return None, [explain(problem, page_language()) for problem in problems]
    [found] = to_plain_dossier(Dossier(council_views=value))[SECTION]
    return {key: item for key, item in found.items() if key != "partner"}, []


def council_names(dossier: Mapping[str, Any]) -> dict[str, str]:
    """The partners of a dossier in plain tables that have a council: key → name on screen."""
    return {
        row["id"]: partner_name(Partner.model_validate(row))
        for row in dossier.get("partners", ())
        if row.get("public", True)
    }
