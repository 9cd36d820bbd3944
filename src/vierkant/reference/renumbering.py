"""Which taakvelden of one list stand for a taakveld of another: the list was renumbered in 2025.

Where a code and its title are in both lists they are the same taakveld. Otherwise the titles tell; where they do not,
there is no answer, and amounts can only be compared for the main field (6) as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from vierkant.reference.lookup import taakveld

RENUMBERED = 2025
"""The first year of the new list."""

_SUBDIVISION = re.compile(r"(\d\.\d\d)[0-9a-z]")


class Match(StrEnum):
    """How well the taakvelden of another year stand for the one asked for."""

    SAME = "same"
    """The same code with the same title."""
    RENUMBERED = "renumbered"
    """The same title under another code."""
    SPLIT = "split"
    """Another title and another cut; the code and the subject say that these came in its place."""
    WHOLE = "whole"
    """Only the taakveld that holds it is known: the amount is of more than was asked for."""
    NONE = "none"
    """Nothing stands for it."""


@dataclass(frozen=True, slots=True)
class Counterparts:
    """The taakvelden of another year; empty when ``match`` is `Match.NONE`."""

    taakvelden: tuple[str, ...]
    match: Match


_SAME_TITLE: Mapping[str, str] = {
    "6.71a": "6.711",
    "6.71b": "6.712",
    "6.71c": "6.713",
    "6.71d": "6.714",
    "6.73": "6.76",
    "6.81a": "6.811",
    "6.81b": "6.812",
    "6.82a": "6.821",
    "6.82b": "6.822",
}
"""Iv3 lists of 2024 and 2025: the same title under another code."""

_SPLIT: Mapping[str, tuple[str, ...]] = {"6.2": ("6.21", "6.22", "6.23"), "6.6": ("6.60",)}
"""Old code → what came in its place under another title (Wijkteams; Maatwerkvoorziening WMO)."""


def main_taakveld(code: str) -> str:
    """The taakveld of which this one is a subdivision: 6.71 for 6.711 and 6.71a; otherwise the code itself."""
    found = _SUBDIVISION.fullmatch(code)
    return found.group(1) if found else code


def counterparts(code: str, year: int) -> Counterparts:
    """The taakvelden of ``year`` that stand for ``code``, which may be of any year from 2017 on."""
    code = code.strip()
    there, known = taakveld(code, year), taakveld(code)
    old, new = year < RENUMBERED, taakveld(code, RENUMBERED)
    if there is not None:
        before = taakveld(code, RENUMBERED - 1)
        changed = new is not None and before is not None and new.title != before.title
        # 6.4 is in both lists with another title: which of the two was meant cannot be seen from the code.
        return Counterparts((code,), Match.SPLIT if changed and old else Match.SAME)
    if known is None:
        return Counterparts((), Match.NONE)
    same = {new: old for old, new in _SAME_TITLE.items()} if old else _SAME_TITLE
    if code in same:
        return Counterparts((same[code],), Match.RENUMBERED)
    if not old and code in _SPLIT:
        return Counterparts(_SPLIT[code], Match.SPLIT)
    main = main_taakveld(code)
    if main != code:
        found = counterparts(main, year)
        return found if found.match is Match.NONE else Counterparts(found.taakvelden, Match.WHOLE)
    for before_code, after in _SPLIT.items():
        if old and after == (code,):
            return Counterparts((before_code,), Match.SPLIT)
        if old and code in after:
            return Counterparts((before_code,), Match.WHOLE)
    return Counterparts((), Match.NONE)
