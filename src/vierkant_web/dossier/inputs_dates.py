"""Deadlines for a page: the engine's answer for the dossier that the visitor may see, on the day of the visit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from vierkant.dossier.dates import dated
from vierkant.dossier.reading import from_plain
from vierkant.quantities import to_plain


def deadlines(plain: Mapping[str, Any], today: date) -> list[dict[str, Any]]:
    """The deadlines in order, in plain JSON. The dossier was checked when its assessment was asked for."""
    found: list[dict[str, Any]] = to_plain(dated(from_plain(plain), today).deadlines)
    return found
