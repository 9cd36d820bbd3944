"""From the stored advice on the form to what the page shows: verdicts as levels, the order, the comparison.

The stored advice is plain JSON (see ``vierkant/legal_form/README.md``); no rule of law is decided here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from vierkant.legal_form.inputs import LegalForm
from vierkant.legal_form.results import Verdict

Plain = Mapping[str, Any]

POSSIBLE = "possible"
"""A verdict that still waits for answers about conditions alone: the form can no longer be excluded."""
LEVELS: Mapping[str, str] = {
    Verdict.ADMISSIBLE: "green",
    Verdict.ADMISSIBLE_WITH_CONDITIONS: "amber",
    POSSIBLE: "amber",
    Verdict.EXCLUDED: "red",
    Verdict.UNDECIDED: "unknown",
}
SHOWN = 3
"""Reasons shown at once; the rest opens."""


def standing(form: Plain) -> str:
    """The verdict on a form as the page shows it: a `Verdict`, or `POSSIBLE`."""
    verdict: str = form["verdict"]
    is_safe = verdict == Verdict.UNDECIDED and Verdict.EXCLUDED not in form["possible"]
    return POSSIBLE if is_safe else verdict


def forms(advice: Plain, agreed: str | None) -> list[dict[str, Any]]:
    """The five forms as cards: the agreed one first, then the order of the act."""
    profiles = {row["form"]: row for row in advice["profiles"]}
    names = {row["form"]: row["name"] for row in advice["forms"]}
    cards = [
        {
            **row,
            "standing": standing(row),
            "level": LEVELS[standing(row)],
            "is_agreed": row["form"] == agreed,
            "profile": profiles[row["form"]],
            "is_really": names.get(row["reclassified_as"] or ""),
            "first": row["reasons"][:SHOWN],
            "rest": row["reasons"][SHOWN:],
        }
        for row in advice["forms"]
    ]
    return sorted(cards, key=lambda card: not card["is_agreed"])


def counts(advice: Plain) -> dict[str, int]:
    """How many forms are possible, excluded and not decided yet."""
    verdicts = [standing(row) for row in advice["forms"]]
    excluded, undecided = verdicts.count(Verdict.EXCLUDED), verdicts.count(Verdict.UNDECIDED)
    return {
        "possible": len(verdicts) - excluded - undecided,
        "excluded": excluded,
        "undecided": undecided,
        "all": len(verdicts),
    }


def comparison(advice: Plain) -> list[dict[str, Any]]:
    """One row per aspect, with a cell per form; every profile has the same aspects in the same order."""
    columns: Sequence[Sequence[Plain]] = [profile["rows"] for profile in advice["profiles"]]
    return [{"label": cells[0]["label"], "cells": cells} for cells in zip(*columns, strict=True)]


def agreed_card(cards: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
    """The card of the agreed form; None when nothing from the Wgr was agreed."""
    return next((card for card in cards if card["is_agreed"]), None)


def other_form(agreed: str | None) -> str | None:
    """What was agreed when it is no form of the Wgr: free text of the dossier."""
    return agreed if agreed and agreed not in set(LegalForm) else None
