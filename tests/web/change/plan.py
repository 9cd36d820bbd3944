"""The example with a full change plan in the hands of the fixed cast, and what the engine says about it."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from tests.web.conftest import Cast

from vierkant.dossier import load, split, to_plain_dossier
from vierkant_web import actions
from vierkant_web.actions import Part
from vierkant_web.environment import PROJECT
from vierkant_web.jobs.assessment import assess_run
from vierkant_web.jobs.current import current_assessment
from vierkant_web.models import FILLED_IN_ALONE, Run, RunState, User, Variant, Visibility
from vierkant_web.permissions import Visit, access_to

Plain = dict[str, Any]
DRAWS = 100
TOWNS = {"oosterveen": "hillegom", "duinrand": "lisse", "polderwijk": "teylingen"}
"""The partners of the example, as the cast knows them: Bram writes for Oosterveen, Carla reads for Duinrand."""


@cache
def _text() -> str:
    text = json.dumps(to_plain_dossier(load(PROJECT / "examples" / "vergunningen.toml")))
    for old, new in TOWNS.items():
        text = text.replace(f'"{old}"', f'"{new}"').replace(f"-{old}", f"-{new}")
        text = text.replace(f"{old}+", f"{new}+").replace(f"+{old}", f"+{new}")  # costs per combination
    return text


def example() -> Plain:
    """The dossier in plain tables."""
    return copy.deepcopy(json.loads(_text()))


def fill(
    cast: Cast, plain: Plain, *, variant: Variant | None = None, visibility: Visibility = Visibility.SHARED
) -> None:
    """Save the dossier; the part of Hillegom is saved by Bram, who is its editor."""
    parts = [
        Part(section, partner, content, visibility)
        for (section, partner), content in split(plain).items()
        if section not in FILLED_IN_ALONE  # each partner for itself
    ]
    bram = [part for part in parts if part.partner == "hillegom"]
    for writer, own in ((cast.bram, bram), (cast.anna, [part for part in parts if part not in bram])):
        if own:
            actions.save_many(variant=variant or cast.variant, parts=own, by=writer)


@cache
def _assessed(text: str) -> str:
    return json.dumps(assess_run(json.loads(text), 0, DRAWS, lambda share: None, date(2026, 11, 24)))


def assess(cast: Cast, user: User) -> Plain:
    """Ask for the assessment that this user may see, make it as the worker does, and give it."""
    place = Visit(user, cast.cooperation, cast.variant, access_to(user, cast.cooperation))
    current = current_assessment(place)
    assert current.run is not None, current
    result: Plain = json.loads(_assessed(json.dumps(current.plain, sort_keys=True)))
    Run.objects.filter(pk=current.run.pk).update(state=RunState.DONE, result=result)
    return result


def row(rows: list[Plain], **wanted: Any) -> Plain:
    """The one row with these values."""
    found = [item for item in rows if all(item.get(name) == value for name, value in wanted.items())]
    assert len(found) == 1, (wanted, len(found))
    return found[0]


def posted(plain: Mapping[str, Any], **answers: str) -> dict[str, str]:
    """What a browser sends for a filled-in form: texts only, with these answers instead."""
    return {name: "" if value is None else str(value) for name, value in plain.items()} | answers


def of_groups(number: int) -> Plain:
    """The example with its first groups only, and nothing that names another."""
    plain = example()
    plain["people"] = plain["people"][:number]
    known = {group["id"] for group in plain["people"]}
    for section in ("impact", "lead_scores"):
        plain[section] = [row for row in plain[section] if row["id"] in known]
    for section in ("aspects", "crosswalk", "questions"):
        plain[section] = [row for row in plain[section] if row.get("group") in known]
    for section in ("ledger", "communication"):
        plain[section] = [row for row in plain[section] if row.get("group") in (None, *known)]
    for section in ("interventions", "other_projects"):
        plain[section] = [
            row | {"groups": sorted(left)} if left else {**row, "groups": []}
            for row in plain[section]
            if (left := known & set(row.get("groups", known))) or "groups" not in row
        ]
    return plain
