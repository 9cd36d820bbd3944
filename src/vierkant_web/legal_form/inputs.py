"""From the stored advice on the form to what the page shows: verdicts as levels, the order, the comparison.

The stored advice is plain JSON (see ``vierkant/legal_form/README.md``); no rule of law is decided here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from vierkant.legal_form.inputs import WGR_FORMS, LegalForm
from vierkant.legal_form.results import Verdict

Plain = Mapping[str, Any]

POSSIBLE = "possible"
"""A verdict that still waits for answers about conditions alone: the form can no longer be excluded."""
UNSUITED = "unsuited"
"""The law allows the form, but it does not go with what the partners want."""
LEVELS: Mapping[str, str] = {
    Verdict.ADMISSIBLE: "green",
    Verdict.ADMISSIBLE_WITH_CONDITIONS: "amber",
    POSSIBLE: "amber",
    UNSUITED: "amber",
    Verdict.EXCLUDED: "red",
    Verdict.UNDECIDED: "unknown",
}
SHOWN = 3
"""Reasons shown at once; the rest opens."""
ASKED = 3
"""Open questions shown at once; the rest opens."""
GROUPS = ("possible", "undecided", "excluded")


def standing(form: Plain) -> str:
    """The verdict on a form as the page shows it: a `Verdict`, `POSSIBLE` or `UNSUITED`."""
    verdict: str = form["verdict"]
    if verdict == Verdict.EXCLUDED or Verdict.EXCLUDED in form["possible"]:
        return verdict
    if form["mismatches"]:
        return UNSUITED
    return POSSIBLE if verdict == Verdict.UNDECIDED else verdict


def group_of(form: Plain) -> str:
    """Under which heading the form stands."""
    found = standing(form)
    return found if found in (Verdict.EXCLUDED, Verdict.UNDECIDED) else "possible"


def forms(advice: Plain, agreed: str | None) -> list[dict[str, Any]]:
    """The forms as cards: the agreed one first, then what suits, then the order of the act."""
    profiles = {row["form"]: row for row in advice["profiles"]}
    names = {row["form"]: row["name"] for row in advice["forms"]}
    cards = [
        {
            **row,
            "standing": standing(row),
            "level": LEVELS[standing(row)],
            "group": group_of(row),
            "is_agreed": row["form"] == agreed,
            "profile": profiles[row["form"]],
            "is_really": names.get(row["reclassified_as"] or ""),
            "heaviest": row["reasons"][0] if row["reasons"] and row["verdict"] == Verdict.EXCLUDED else None,
            "conditions": _conditions(row),
            "first": row["reasons"][:SHOWN],
            "rest": row["reasons"][SHOWN:],
        }
        for row in advice["forms"]
    ]
    return sorted(cards, key=lambda card: (not card["is_agreed"], card["standing"] == UNSUITED))


def _conditions(form: Plain) -> int:
    """How many things must be arranged before an admissible form can be used."""
    return sum(reason["effect"] in ("condition", "reclassify") for reason in form["reasons"])


def groups(cards: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The cards by verdict, what is possible first; a group without forms is left out."""
    found = [{"id": name, "forms": [card for card in cards if card["group"] == name]} for name in GROUPS]
    return [group for group in found if group["forms"]]


def counts(advice: Plain) -> dict[str, int]:
    """How many forms are possible, excluded and not decided yet, and how many possible ones suit what is wanted."""
    found = [group_of(row) for row in advice["forms"]]
    unsuited = sum(standing(row) == UNSUITED for row in advice["forms"])
    return {name: found.count(name) for name in GROUPS} | {"all": len(found), "unsuited": unsuited}


def comparisons(advice: Plain) -> list[dict[str, Any]]:
    """The tables side by side: first the forms that may be chosen, then those that are excluded."""
    kept = [row["form"] for row in advice["forms"] if row["verdict"] != Verdict.EXCLUDED]
    sides = [
        [profile for profile in advice["profiles"] if (profile["form"] in kept) is is_kept]
        for is_kept in (True, False)
    ]
    return [
        {"is_kept": is_kept, "profiles": side, "rows": _rows(side)}
        for is_kept, side in zip((True, False), sides, strict=True)
        if side
    ]


def _rows(profiles: Sequence[Plain]) -> list[dict[str, Any]]:
    """One row per aspect, with a cell per form; every profile has the same aspects in the same order."""
    columns: Sequence[Sequence[Plain]] = [profile["rows"] for profile in profiles]
    return [{"label": cells[0]["label"], "cells": cells} for cells in zip(*columns, strict=True)]


def clashes(advice: Plain, told: Sequence[Plain]) -> list[Plain]:
    """Answers that cannot be true together, but for those that were said above already."""
    known = {finding["id"] for finding in told}
    return [finding for finding in advice["contradictions"] if finding["id"] not in known]


def questions(advice: Plain) -> dict[str, Any]:
    """The open questions: those shown at once and those that open."""
    open_ = advice["open_questions"]
    return {"first": open_[:ASKED], "rest": open_[ASKED:], "number": len(open_)}


def agreed_card(cards: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
    """The card of the agreed form; None when nothing of this kind of cooperation was agreed."""
    return next((card for card in cards if card["is_agreed"]), None)


def has_text(agreed: str | None) -> bool:
    """Whether the agreed form is laid down in an arrangement under the Wgr, whose text can be checked."""
    return agreed in set(WGR_FORMS)


def other_form(agreed: str | None) -> str | None:
    """What was agreed in words of the partners' own: free text of the dossier."""
    return agreed if agreed and agreed not in set(LegalForm) else None
