"""What a page must not lose: answers that it does not ask for, and the order of what was chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from vierkant_web.dossier.forms_asks import Ask

_NOT_ALL_ASKED = frozenset({"form_answers", "coalition_costs", "positions"})
"""Questions for another kind of cooperation wait until the kind changes back; tables have a page of their own."""

_IN_ORDER = ("groups", "phases", "councils", "motives", "accepted", "must_agree", "between")


def with_unasked(
    section: str, asks: Iterable[Ask], before: Mapping[str, Any] | None, row: Mapping[str, Any]
) -> dict[str, Any]:
    """The answers, with what stood there and is not asked on this page."""
    stood = before or {}
    kept = {}
    if section in _NOT_ALL_ASKED:
        asked = {ask.name.partition(".")[0] for ask in asks}
        kept = {name: value for name, value in stood.items() if name not in asked}
    return kept | in_order_of(stood, row)


def in_order_of(before: Mapping[str, Any] | None, row: Mapping[str, Any]) -> dict[str, Any]:
    """The answers; the same ones in another order are no change."""
    found = dict(row)
    for name in _IN_ORDER:
        stood = (before or {}).get(name)
        if stood and set(stood) == set(row.get(name, ())):
            found[name] = stood
    return found
