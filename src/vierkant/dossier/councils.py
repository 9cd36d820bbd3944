"""A dossier in plain tables without what is about partners, councils, boards or points that are not seen."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

OF_A_PARTNER = (
    "people", "councils", "council_views", "roles", "motives", "indicators", "counters", "risks", "finances",
    "transition_costs", "coordination_hours", "budgets", "structure", "mandates", "employment", "applications", "trust",
    "key_inputs", "positions", "withdrawal_facts",
)  # fmt: skip
"""Sections of which a row may name its partner; the row goes when that partner is not there."""


def without_unseen_partners(plain: Mapping[str, Any], seen: Collection[str]) -> dict[str, Any]:
    """The dossier without the rows of partners that are not seen.

    A row keeps no half: the financial alderman of an unseen municipality must not become that of every municipality.
    """
    kept = dict(plain)
    for section in OF_A_PARTNER:
        if section in plain:
            kept[section] = [
                row for row in plain[section] if row.get("partner") is None or row["partner"] in seen
            ]
    if "budget_changes" in plain:
        budgets = _ids(kept, "budgets")
        kept["budget_changes"] = [row for row in plain["budget_changes"] if row.get("budget") in budgets]
    if "correlations" in plain:
        kept["correlations"] = [row for row in plain["correlations"] if _is_about(row, seen)]
    return kept


def _is_about(row: Mapping[str, Any], seen: Collection[str]) -> bool:
    """Whether both figures are joint, or of a partner that is seen."""
    return all(_partner_of(str(row.get(name, ""))) in {"", *seen} for name in ("first", "second"))


def _partner_of(figure: str) -> str:
    """The partner in ``task.<id>.<partner>.<field>`` or ``partner.<partner>.<field>``; empty for what is joint."""
    kind, *steps = figure.split(".")
    if kind == "task" and len(steps) == 3:
        return steps[1]
    return steps[0] if kind == "partner" and len(steps) == 2 else ""


def without_unseen_councils(plain: Mapping[str, Any]) -> dict[str, Any]:
    """The dossier without what refers to a council, a board or a point that is not there.

    A board keeps the councils that are seen. When none of its councils is seen while others are, the board goes: a
    board that names no council would be the board of them all.
    """
    kept = dict(plain)
    councils = _ids(plain, "councils")
    if "boards" in plain:
        boards = (_with_seen_councils(board, councils) for board in plain["boards"])
        kept["boards"] = [board for board in boards if board is not None]
    boards_seen = _ids(kept, "boards")
    if "zienswijze_points" in plain:
        kept["zienswijze_points"] = [
            {key: value for key, value in point.items() if key != "board" or value in boards_seen}
            for point in plain["zienswijze_points"]
        ]
    if "council_views" in plain:
        points = _ids(plain, "zienswijze_points")
        kept["council_views"] = [view for view in plain["council_views"] if view.get("point") in points]
    return kept


def _with_seen_councils(board: Mapping[str, Any], seen: Collection[str]) -> Mapping[str, Any] | None:
    named = board.get("councils", ())
    if not named or all(name in seen for name in named):
        return board
    rest = [name for name in named if name in seen]
    if rest:
        return {**board, "councils": rest}
    if seen:
        return None
    return {key: value for key, value in board.items() if key != "councils"}


def _ids(plain: Mapping[str, Any], section: str) -> frozenset[str]:
    return frozenset(str(row["id"]) for row in plain.get(section, ()))
