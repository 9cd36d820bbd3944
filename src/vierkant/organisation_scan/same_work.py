"""The same work in other scales: what people compare with each other first. For the project team only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from vierkant.organisation_scan.comparing import key_part
from vierkant.organisation_scan.results import FunctionScale, SameWork


def same_work(lines: Sequence[FunctionScale]) -> tuple[SameWork, ...]:
    """Lines that come together in one new function (or, without one, have the same function now) from other scales.

    Work counts only when it is done at two partners or more. The widest difference comes first.
    """
    found: dict[str, list[FunctionScale]] = {}
    for line in lines:
        work = line.new_function or line.function
        if work and line.scale is not None:
            found.setdefault(key_part(work), []).append(line)
    rows = [
        _row(own)
        for own in found.values()
        if len({line.scale for line in own}) > 1 and len({line.partner for line in own}) > 1
    ]
    return tuple(sorted(rows, key=lambda row: (row.lowest - row.highest, row.work)))


def _row(lines: Sequence[FunctionScale]) -> SameWork:
    ordered = tuple(sorted(lines, key=lambda line: (line.scale or 0, line.partner, line.group)))
    scales = [line.scale for line in ordered if line.scale is not None]
    return SameWork(
        work=ordered[0].new_function or ordered[0].function or "",
        scales=ordered,
        lowest=min(scales),
        highest=max(scales),
        points_to_person=any(line.points_to_person for line in ordered),
    )


def without_persons(rows: Sequence[Mapping[str, Any]]) -> tuple[list[Mapping[str, Any]], int]:
    """The rows (as JSON values) for eyes outside the project team, and how many were left out.

    A row goes as a whole: from the other lines of the same work the one that points to a person could be told.
    """
    kept = [row for row in rows if not row["points_to_person"]]
    return kept, len(rows) - len(kept)
