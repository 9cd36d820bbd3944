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
from vierkant_web.survey.words import DATES, step_of

Row = dict[str, Any]


def reasons(place: Visit, wave: Wave) -> list[Row]:
    """Every reason: ``text`` (a sentence) or ``message`` (of the engine), and where to go."""
    found = reasons_not_to_open(wave, timezone.now())
    names = wave.setup.get("organisations") or {}
    groups = {row["key"]: row["name"] for row in wave.setup.get("groups") or ()}
    without_codes = [reason for reason in found if reason.code == "codes_missing"]
    rows = [_row(place, wave, reason, names) for reason in found if reason.code != "codes_missing"]
    if without_codes:
        missing = [groups.get(str(reason.details["group"]), "") for reason in without_codes]
        rows.append(_codes_row(place, wave, [name for name in missing if name], len(groups)))
    return rows


def _row(place: Visit, wave: Wave, reason: Reason, names: dict[str, str]) -> Row:
    overview = address(place, "survey_wave", number=wave.number)
    details = reason.details
    if reason.code == "signature_missing":
        condition = Condition(details["condition"]).label
        organisation = details["organisation"]
        who = names.get(organisation, organisation)
        text = f"{condition}: {who}" if who else str(condition)
        return {"text": text, "url": address(place, "survey_sign", number=wave.number), "kind": "sign"}
    if reason.code == "setup_problem":
        problem = details["problem"]
        return {"message": problem, "url": step_url(place, wave, step_of(problem["id"])), "kind": "setup"}
    if reason.code == "follow_up_missing":
        text = gettext("First write what you did with the survey before this one.")
        url = address(place, "survey_follow_up", number=details["number"])
        return {"text": text, "url": url, "kind": "before"}
    if reason.code == "another_wave_open":
        return {
            "text": gettext("Another survey is open. Wait until it has closed."),
            "url": overview,
            "kind": "before",
        }
    return {"text": _about_date(reason), "url": step_url(place, wave, "planning"), "kind": "dates"}


def _about_date(reason: Reason) -> str:
    if reason.code == "date_missing":
        return gettext("Fill in %(date)s.") % {"date": DATES[reason.details["date"]]}
    return {
        "closes_before_opening": gettext("The closing lies before the opening. Choose a later closing."),
        "closes_in_the_past": gettext("The closing lies in the past. Choose a later one."),
        "deletes_before_closing": gettext(
            "The answers would be deleted before the closing. Choose a later day."
        ),
    }.get(reason.code, gettext("The dates are not right yet. Look at them once more."))


def _codes_row(place: Visit, wave: Wave, missing: list[str], groups: int) -> Row:
    if not groups:
        text = gettext("There are no groups yet, so there are no codes.")
        return {"text": text, "url": step_url(place, wave, "groepen"), "kind": "setup"}
    text = gettext("Make the codes. None yet for: %(groups)s.") % {"groups": ", ".join(missing)}
    return {"text": text, "url": address(place, "survey_codes", number=wave.number), "kind": "codes"}
