"""What still stands in the way of opening, as lines with the page that mends each; all of them at once."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from vierkant_web.actions.waves_opening import Reason, reasons_not_to_open
from vierkant_web.models import Condition, Wave
from vierkant_web.permissions import Visit
from vierkant_web.survey.places import address
from vierkant_web.survey.steps import step_url
from vierkant_web.survey.words import step_of

Row = dict[str, Any]


def reasons(place: Visit, wave: Wave) -> list[Row]:
    """Every reason: ``text`` (a sentence) or ``message`` (of the engine), and where to go."""
    found = reasons_not_to_open(wave, timezone.now())
    rows = [
        _row(place, wave, reason)
        for reason in found
        if reason.code not in ("codes_missing", "signature_missing")
    ]
    return [*_signatures(place, wave, found), *rows, *_codes(place, wave, found)]


def _signatures(place: Visit, wave: Wave, found: tuple[Reason, ...]) -> list[Row]:
    """One line for each condition, with the organisations that still miss it."""
    names = wave.setup.get("organisations") or {}
    url = address(place, "survey_sign", number=wave.number)
    missing: dict[str, list[str]] = {}
    for reason in found:
        if reason.code == "signature_missing":
            key = str(reason.details["organisation"])
            missing.setdefault(str(reason.details["condition"]), []).append(names.get(key, key))
    return [
        {"text": _with(str(Condition(condition).label), who), "url": f"{url}#{condition}", "kind": "sign"}
        for condition, who in missing.items()
    ]


def _with(text: str, names: list[str]) -> str:
    said = ", ".join(name for name in names if name)
    return f"{text}: {said}" if said else text


def _row(place: Visit, wave: Wave, reason: Reason) -> Row:
    details = reason.details
    if reason.code == "setup_problem":
        problem = details["problem"]
        return {"message": problem, "url": step_url(place, wave, step_of(problem["id"])), "kind": "setup"}
    if reason.code == "follow_up_missing":
        text = gettext("First write what you did with the survey before this one.")
        url = address(place, "survey_follow_up", number=details["number"])
        return {"text": text, "url": url, "kind": "before"}
    if reason.code == "another_wave_open":
        text = gettext("Another survey is open. Wait until it has closed.")
        return {
            "text": text,
            "url": address(place, "survey_wave", number=details["number"]),
            "kind": "before",
        }
    return {"text": _about_date(reason), "url": step_url(place, wave, "planning"), "kind": "dates"}


def _about_date(reason: Reason) -> str:
    return {
        "date_missing": gettext("Fill in the opening, the closing and the day on which answers are deleted."),
        "closes_before_opening": gettext("The closing lies before the opening. Choose a later closing."),
        "closes_in_the_past": gettext("The closing lies in the past. Choose a later one."),
        "deletes_before_closing": gettext(
            "The answers would be deleted before the closing. Choose a later day."
        ),
    }.get(reason.code, gettext("The dates are not right yet. Look at them once more."))


def _codes(place: Visit, wave: Wave, found: tuple[Reason, ...]) -> list[Row]:
    """One line for all groups that have no codes yet."""
    without = [str(reason.details["group"]) for reason in found if reason.code == "codes_missing"]
    if not without:
        return []
    groups = {row["key"]: row for row in wave.setup.get("groups") or ()}
    if not groups:
        text = gettext("There are no groups yet, so there are no codes.")
        return [{"text": text, "url": step_url(place, wave, "groepen"), "kind": "setup"}]
    names = wave.setup.get("organisations") or {}
    said = [
        f"{row['name']} ({names.get(row['organisation'], row['organisation'])})"
        for key in without
        if (row := groups.get(key))
    ]
    text = gettext("Make the codes.")
    if len(said) < len(groups):
        text = gettext("Make the codes. None yet for: %(groups)s.") % {"groups": ", ".join(said)}
    return [{"text": text, "url": address(place, "survey_codes", number=wave.number), "kind": "codes"}]
