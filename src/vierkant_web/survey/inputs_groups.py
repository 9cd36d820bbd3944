"""Groups of a wave: read from a file or typed rows, merges that are proposed, and who came and went."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from vierkant.survey.groups_file import MOST_BYTES, read_groups
from vierkant.survey.setup import DEFAULT_TABLES, TOGETHER, WaveSetup
from vierkant.survey.setup_checks import propose_merges
from vierkant_web.models import Wave
from vierkant_web.survey.inputs import default_seen, sentences, setup_of

Plain = dict[str, Any]
EVERYBODY_ELSE = TOGETHER
LARGEST = MOST_BYTES


@dataclass(frozen=True, slots=True)
class ReadGroups:
    """What was read, as fields of the setup; or why it cannot be used."""

    fields: Plain
    problems: tuple[str, ...] = ()
    personal: bool = False
    """It held data of persons: nothing of it is kept or shown again."""


def read(source: bytes | str, organisations: Mapping[str, str]) -> ReadGroups:
    """Groups from a file or from typed rows."""
    found = read_groups(source, organisations)
    if found.problems:
        return ReadGroups({}, tuple(sentences(found.problems)), found.personal)
    fields = {
        "groups": [group.model_dump(mode="json", exclude_none=True) for group in found.groups],
        "teams": dict(found.teams),
        "families": dict(found.families),
        "merges": {},
        "turnover": [],
    }
    return ReadGroups(fields)


def around(wave: Wave, fields: Plain, organisations: Mapping[str, str]) -> Plain:
    """What follows from the groups: who takes part, and which tables can be made of them at all."""
    used = {group["organisation"] for group in fields["groups"]}
    known = {"organisation"} | {
        name for name in ("team", "family") for group in fields["groups"] if group.get(name)
    }
    tables = [table for table in setup_of(wave).tables if set(table.dimensions) <= known]
    return {
        "organisations": {key: name for key, name in organisations.items() if key in used},
        "tables": [table.model_dump(mode="json") for table in tables or DEFAULT_TABLES[:2]],
    }


def rows(wave: Wave) -> list[Plain]:
    """The groups as a table, with what each is shown together with."""
    setup = setup_of(wave)
    named = {group.key: group.name for group in setup.groups}
    changes = {change.group: change for change in setup.turnover}
    proposed = proposal(wave)
    return [
        {
            "key": group.key,
            "name": group.name,
            "organisation": setup.organisations.get(group.organisation, group.organisation),
            "team": setup.teams.get(group.team or "", ""),
            "family": setup.families.get(group.family or "", ""),
            "invited": group.invited,
            "merged": setup.merges.get(group.key, ""),
            "merged_name": named.get(setup.merges.get(group.key, ""), ""),
            "proposed": proposed.get(group.key, ""),
            "proposed_name": named.get(proposed.get(group.key, ""), ""),
            "others": [
                {"key": other.key, "name": other.name}
                for other in setup.groups
                if other.organisation == group.organisation and other.key != group.key
            ],
            "joined": changes[group.key].joined if group.key in changes else "",
            "left": changes[group.key].left if group.key in changes else "",
        }
        for group in setup.groups
    ]


def proposal(wave: Wave) -> dict[str, str]:
    """Group → the group with which we propose to show it together, so that nobody stays below the floor."""
    setup = setup_of(wave)
    return propose_merges(setup.groups, smallest(setup), setup.merges)


def smallest(setup: WaveSetup) -> int:
    """How many people a group must have to be shown at all."""
    return max(setup.thresholds.invited, setup.thresholds.respondents)


def proposed_merges(wave: Wave) -> dict[str, str]:
    """All merges when the proposal is taken over."""
    return {group: target for group, target in proposal(wave).items() if target}


def partners(wave: Wave) -> list[Plain]:
    """Per organisation: which other one its employees are asked about."""
    setup = setup_of(wave)
    usual = default_seen(setup.organisations)
    return [
        {"key": key, "name": name, "seen": setup.seen.get(key) or usual.get(key, TOGETHER),
         "others": [(other, text) for other, text in setup.organisations.items() if other != key]}
        for key, name in setup.organisations.items()
    ]  # fmt: skip
