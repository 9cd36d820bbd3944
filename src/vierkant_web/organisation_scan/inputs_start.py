"""What the first page of the comparison shows: counts per room, what people feel first, and the next step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from vierkant_web.organisation_scan.words import ROOMS

Plain = Mapping[str, Any]
Row = dict[str, Any]
COMPARED = ("alike", "different", "unknown")
MOST_FELT = 4


def rooms(scan: Plain, urls: Mapping[str, str]) -> list[Row]:
    """Per room how many subjects are alike, different and unknown, with where they stand."""
    structure, processes = scan.get("structure") or {}, scan.get("processes") or {}
    found = (
        ("employment", structure.get("employment", ()), urls["structure"] + "#employment"),
        ("mandates", structure.get("mandates", ()), urls["structure"] + "#mandates"),
        ("structure", structure.get("structure", ()), urls["structure"] + "#structure"),
        ("processes", processes.get("processes", ()), urls["processes"] + "#processes"),
        ("applications", processes.get("components", ()), urls["processes"] + "#applications"),
    )
    return [
        {"title": ROOMS[name], "url": url, **_counts(rows), "total": len(rows), "level": _level(rows)}
        for name, rows, url in found
    ]


def _counts(rows: Sequence[Plain]) -> dict[str, int]:
    return {name: sum(row["comparison"] == name for row in rows) for name in COMPARED}


def _level(rows: Sequence[Plain]) -> str:
    """Unknown is never in order."""
    counts = _counts(rows)
    if counts["different"]:
        return "amber"
    return "green" if rows and not counts["unknown"] else "unknown"


def felt_first(scan: Plain) -> list[Row]:
    """The differences that people notice themselves, at most a few."""
    differences = scan.get("differences") or {}
    rows = [row for row in differences.get("found", ()) if row["room"] in ("employment", "mandates")]
    leading = [row for row in differences.get("found", ()) if row["key"] == "structure.self_steering"]
    return (leading + rows)[:MOST_FELT]


def next_step(scan: Plain) -> str:
    """``fill_in``, ``add``, ``complete`` or ``measure``: what is the first thing to do now."""
    differences = scan.get("differences") or {}
    if not any(room.get(name) for room, name in _filled(scan)):
        return "fill_in"
    if differences.get("without_row"):
        return "add"
    if any(row["lacks"] for row in differences.get("rows", ())):
        return "complete"
    return "fill_in" if list(missing(scan)) else "measure"


def _filled(scan: Plain) -> Iterable[tuple[Plain, str]]:
    structure, processes = scan.get("structure") or {}, scan.get("processes") or {}
    return ((structure, "structure"), (processes, "processes"), (processes, "components"))


def missing(scan: Plain) -> list[Row]:
    """What no partner, or not every partner, filled in."""
    return [row for name in ("structure", "processes") for row in (scan.get(name) or {}).get("missing", ())]
