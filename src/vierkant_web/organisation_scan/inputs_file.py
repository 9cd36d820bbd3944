"""From an uploaded export to proposed applications, and from the proposal to the part of the partner."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from vierkant.dossier.composing import partner_name
from vierkant.dossier.sections import Partner
from vierkant.organisation_scan.application_files import ApplicationsRead, read_applications, read_components
from vierkant_web.section_rows import written_section
from vierkant_web.templatetags.words import say

Row = dict[str, Any]
SECTION = "applications"
FIELDS = (
    "id", "component", "component_id", "product", "supplier", "status", "contract_ends", "notice_months", "yearly_cost",
)  # fmt: skip
MOST_ROWS = 5_000


def partners(plain: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Id and name of every partner."""
    return [(row["id"], partner_name(Partner.model_validate(row))) for row in plain.get("partners", ())]


def read(
    source: bytes, components: bytes, partner: str, taken: Sequence[Mapping[str, Any]]
) -> tuple[ApplicationsRead, list[str]]:
    """What the export holds for this partner, and what is wrong with the GEMMA list."""
    known = read_components(components) if components else None
    found = read_applications(
        source, partner=partner, components=known.components if known else (), taken=taken
    )
    return found, [say(problem) for problem in known.problems] if known else []


def shown(found: ApplicationsRead) -> Row:
    """The proposal as the page shows it: rows, problems and remarks in sentences, the rows again as text to save."""
    return {
        "rows": [
            {
                "yearly_cost": None,
                **row,
                "status_word": ""
                if row["status"] == "in_use"
                else say(f"organisation_scan.application_status.{row['status']}"),
            }
            for row in found.rows
        ],
        "problems": [say(problem) for problem in found.problems],
        "remarks": [say(remark) for remark in found.remarks],
        "unread": found.unread,
        "personal": found.personal,
        "text": json.dumps(found.rows, ensure_ascii=False),
    }


def proposed(text: str) -> list[Row] | None:
    """The rows that came back from the page; None when they are not what we sent."""
    try:
        rows = json.loads(text)
    except ValueError:
        return None
    if not isinstance(rows, list) or len(rows) > MOST_ROWS or not all(isinstance(row, dict) for row in rows):
        return None
    return [{name: row[name] for name in FIELDS if name in row} for row in rows]


def added(standing: Sequence[Row], rows: Sequence[Row], partner: str) -> tuple[Any, list[str], int]:
    """The part of the partner with the new rows behind, what is wrong in sentences, and how many are new.

    A row with an id that stands already, somebody read the same file in, is left out.
    """
    taken = {row.get("id") for row in standing}
    new = [row for row in rows if row.get("id") not in taken]
    content, problems = written_section(SECTION, [{**row, "partner": partner} for row in (*standing, *new)])
    if problems:
        return None, problems, 0
    return (
        [{name: value for name, value in row.items() if name != "partner"} for row in content or ()],
        [],
        len(new),
    )
