"""Writes where tables of your own come from: the same facts as of those that come along, with the new date."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from datetime import date
from importlib import resources

_HEAD = "# Where the tables beside this file come from. Written by `vierkant reference build`.\n"
_MOST_FILES = 5


def sources_text(own: str, changed: Mapping[str, tuple[date, tuple[str, ...]]]) -> str:
    """The text of ``sources.toml``.

    Args:
        own: the text of the file that is there already; empty when there is none.
        changed: name of a source → its reference date, and the files that were read.
    """
    shipped = resources.files("vierkant.reference").joinpath("sources.toml").read_text(encoding="utf-8")
    everything = {**tomllib.loads(shipped), **tomllib.loads(own)}
    kept = dict(tomllib.loads(own))
    for name, (day, files) in changed.items():
        shown = ", ".join(files[:_MOST_FILES])
        more = f" and {len(files) - _MOST_FILES} more" if len(files) > _MOST_FILES else ""
        kept[name] = {
            **everything[name],
            "year": day.year,
            "reference_date": day,
            "note": f"Made with `vierkant reference build` from {shown}{more}."[:3900],
        }
    parts = [_HEAD]
    for name, table in kept.items():
        parts.append(f"\n[{name}]\n")
        parts.extend(f"{key} = {_value(value)}\n" for key, value in table.items())
    return "".join(parts)


def _value(value: object) -> str:
    """As TOML; a text is written like JSON, which TOML reads the same."""
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False)
