"""From the stored lines from old to new to the rows of the pages. For members only: lines may point to a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Plain = Mapping[str, Any]
SAME_WORK = ("unchanged", "changed")
"""Outcomes in which people go on with the work that they had."""


def by_group(crosswalk: Plain, groups: Iterable[Plain]) -> list[dict[str, Any]]:
    """The groups that have lines, in the order of the dossier, each with its ``lines`` and ``people``."""
    lines: dict[str, list[Plain]] = {}
    for line in crosswalk["lines"]:
        lines.setdefault(line["group"], []).append(line)
    return [
        {**group, "lines": lines[group["id"]], "people": sum(line["people"] for line in lines[group["id"]])}
        for group in groups
        if group["id"] in lines
    ]


def of_group(crosswalk: Plain | None, group: str) -> list[Plain]:
    """The lines of one group."""
    return [line for line in (crosswalk or {}).get("lines") or () if line["group"] == group]


def without_lines(crosswalk: Plain, groups: Iterable[Plain]) -> list[Plain]:
    """The groups about whose functions nothing is said."""
    known = {line["group"] for line in crosswalk["lines"]}
    return [group for group in groups if group["id"] not in known]


def other_scale(crosswalk: Plain) -> list[Plain]:
    """Same work, other scale: what people compare with each other first. The lower scale comes first."""
    found = [
        line
        for line in crosswalk["lines"]
        if line["outcome"] in SAME_WORK
        and line["scale"]
        and line["new_scale"]
        and line["scale"] != line["new_scale"]
    ]
    return sorted(found, key=lambda line: line["new_scale"] - line["scale"])


def one_work_several_scales(crosswalk: Plain) -> list[dict[str, Any]]:
    """New functions to which people come from different scales: colleagues who will do the same work."""
    scales: dict[str, dict[int, int]] = {}
    for line in crosswalk["lines"]:
        if line["new_function"] and line["scale"] and line["outcome"] in SAME_WORK:
            found = scales.setdefault(line["new_function"], {})
            found[line["scale"]] = found.get(line["scale"], 0) + line["people"]
    return [
        {"function": name, "scales": [{"scale": scale, "people": found[scale]} for scale in sorted(found)]}
        for name, found in scales.items()
        if len(found) > 1
    ]
