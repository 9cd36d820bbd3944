"""A dossier in parts: what the partners share, and what each partner fills in itself.

The parts are separate revisions in the web application, each with its own visibility. A part of a partner holds only
what that partner brings: its side of a task, its people in a function, its groups of employees, how the leads of those
groups score and what becomes of their functions, and when its council meets and what that council thinks.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from vierkant.dossier.councils import without_unseen_councils, without_unseen_partners
from vierkant.dossier.groups import group_of, seen_groups, without_unseen_groups
from vierkant.dossier.sections import SCHEMA_VERSION, SECTIONS
from vierkant.dossier.unseen_interests import without_unseen_interests

PARTNER_SECTIONS = (
    "tasks",
    "functions",
    "people",
    "lead_scores",
    "crosswalk",
    "councils",
    "council_views",
    "motives",
    "expertise",
    "channels",
    "counters",
    "risks",
    "finances",
    "coordination_hours",
    "key_inputs",
    "products",
    "positions",
    "withdrawal_facts",
    "structure",
    "mandates",
    "employment",
    "processes",
    "applications",
    "trust",
)
"""Sections in which a partner has a part of its own."""

ROW_SECTIONS = (
    "people", "councils", "council_views", "motives", "counters", "risks", "finances", "coordination_hours",
    "key_inputs", "positions", "withdrawal_facts", "structure", "mandates", "employment", "applications", "trust",
)  # fmt: skip
"""Sections of which a row names its partner; in the part of the partner that goes without saying."""

GROUP_SECTIONS = ("lead_scores", "crosswalk")
"""Sections of which a row belongs to the partner that employs its group."""

_INNER = {
    "tasks": "parts",
    "functions": "qualified",
    "expertise": "parts",
    "channels": "parts",
    "processes": "parts",
    "products": "parts",
}

Parts = dict[tuple[str, str], Any]
"""(section, partner id or "" for the shared part) → content in plain tables."""


def split(plain: Mapping[str, Any]) -> Parts:
    """The parts of a dossier in plain tables. A section that is not there gives no part."""
    parts: Parts = {}
    employers = {row["id"]: row.get("partner", "") for row in plain.get("people", ())}
    for section in SECTIONS:
        if section not in plain:
            continue
        content = plain[section]
        if section in _INNER:
            _split_rows(parts, section, content)
        elif section in ROW_SECTIONS:
            for row in content:
                stripped = {key: value for key, value in row.items() if key != "partner"}
                parts.setdefault((section, row.get("partner", "")), []).append(stripped)
        elif section in GROUP_SECTIONS:
            for row in content:
                partner = employers.get(group_of(section, row), "")
                parts.setdefault((section, partner), []).append(row)
        else:
            parts[section, ""] = content
    return parts


def _split_rows(parts: Parts, section: str, rows: list[dict[str, Any]]) -> None:
    inner = _INNER[section]
    parts[section, ""] = [{key: value for key, value in row.items() if key != inner} for row in rows]
    for row in rows:
        for partner, content in row.get(inner, {}).items():
            parts.setdefault((section, partner), {})[row["id"]] = content


def merge(parts: Mapping[tuple[str, str], Any]) -> dict[str, Any]:
    """The dossier in plain tables. What is about a row, group or partner that is not there is left out.

    A group that an audience may not see is not there for it: no card, line or question about it comes along. The
    same holds for councils, boards and points.
    """
    plain: dict[str, Any] = {"schema_version": SCHEMA_VERSION}
    for section in SECTIONS:
        shared = parts.get((section, ""))
        own = {partner: content for (name, partner), content in parts.items() if name == section and partner}
        if shared is None and not own:
            continue
        if section in _INNER:
            plain[section] = _merge_rows(section, shared or [], own)
        elif section in ROW_SECTIONS:
            rows = list(shared or [])
            rows += [{**row, "partner": partner} for partner, content in own.items() for row in content]
            plain[section] = rows
        elif section in GROUP_SECTIONS:
            plain[section] = [*(shared or []), *(row for content in own.values() for row in content)]
        elif shared is not None:
            plain[section] = shared
    known = {partner["id"] for partner in plain.get("partners", [])}
    _drop_unknown_partners(plain, known)
    _drop_unknown_functions(plain)
    plain = without_unseen_partners(plain, known)
    plain = without_unseen_interests(plain, known)
    plain = without_unseen_groups(plain, seen_groups(plain))
    plain = without_unseen_councils(plain)
    _stand_in_for_unseen_sections(plain)
    return plain


NOT_SHARED = "Bron niet gedeeld (source not shared)"
"""The title of a source that a figure names while its audience may not see the list of sources."""


def _stand_in_for_unseen_sections(plain: dict[str, Any]) -> None:
    """Keep a dossier whole for an audience that may not see the partners or the sources at all."""
    if "partners" not in plain and "agreements" in plain:
        unseen = ("centre", "cost_key", "votes", "quota")
        plain["agreements"] = {
            name: value for name, value in plain["agreements"].items() if name not in unseen
        }
    if "sources" not in plain:
        named = {name for section in SECTIONS for name in _named_sources(plain.get(section))}
        if named:
            plain["sources"] = {name: {"title": NOT_SHARED} for name in sorted(named)}


def _named_sources(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        if isinstance(value.get("source"), str):
            yield value["source"]
        value = value.values()
    if not isinstance(value, str) and isinstance(value, Iterable):
        for item in value:
            yield from _named_sources(item)


def _merge_rows(section: str, shared: list[dict[str, Any]], own: Mapping[str, Any]) -> list[dict[str, Any]]:
    inner = _INNER[section]
    rows = []
    for row in shared:
        cells = {partner: content[row["id"]] for partner, content in own.items() if row["id"] in content}
        rows.append({**row, inner: cells} if cells else dict(row))
    return rows


def _drop_unknown_partners(plain: dict[str, Any], known: Collection[str]) -> None:
    for section, inner in _INNER.items():
        for row in plain.get(section, []):
            if inner in row:
                row[inner] = {partner: cell for partner, cell in row[inner].items() if partner in known}
                if not row[inner]:
                    del row[inner]


def _drop_unknown_functions(plain: dict[str, Any]) -> None:
    """A group says which function most of it has; who may not see the functions sees the group all the same."""
    known = {function["id"] for function in plain.get("functions", [])}
    if "people" in plain:
        plain["people"] = [
            {key: value for key, value in group.items() if key != "function" or value in known}
            for group in plain["people"]
        ]
