"""Writing a dossier: TOML and JSON, lossless; the digest that names its content."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from enum import Enum
from hashlib import sha256
from typing import Any, Literal

import tomli_w

from vierkant.dossier.sections import SCHEMA_VERSION, SECTIONS, Dossier

Format = Literal["toml", "json"]


def to_plain_dossier(dossier: Dossier) -> dict[str, Any]:
    """Plain tables (JSON values) of the dossier; what is not filled in is left out."""
    return _ordered(_values(dossier.model_dump(exclude_defaults=True), dates_as_text=True))


def dumps(dossier: Dossier, format: Format) -> str:
    """The dossier as text; ``loads(dumps(dossier, format))`` gives an equal dossier.

    Raises:
        ValueError: the format is not "toml" or "json".
    """
    if format == "json":
        return json.dumps(to_plain_dossier(dossier), ensure_ascii=False, indent=2) + "\n"
    if format == "toml":
        return tomli_w.dumps(
            _ordered(_values(dossier.model_dump(exclude_defaults=True), dates_as_text=False))
        )
    raise ValueError(f"a dossier is written as toml or json, not as {format!r}")


def digest(dossier: Dossier) -> str:
    """A name for the content: equal dossiers have the same digest (SHA-256 of the canonical JSON)."""
    text = json.dumps(to_plain_dossier(dossier), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(text.encode()).hexdigest()


def _ordered(plain: dict[str, Any]) -> dict[str, Any]:
    return {"schema_version": SCHEMA_VERSION, **{name: plain[name] for name in SECTIONS if name in plain}}


def _values(value: Any, *, dates_as_text: bool) -> Any:
    """Enums as their value, sets sorted (their own order differs from run to run), dates as text or as dates."""
    if isinstance(value, Mapping):
        return {
            str(key): _values(item, dates_as_text=dates_as_text)
            for key, item in value.items()
            if item is not None
        }
    if isinstance(value, (set, frozenset)):
        return sorted(_values(item, dates_as_text=dates_as_text) for item in value)
    if isinstance(value, (list, tuple)):
        return [_values(item, dates_as_text=dates_as_text) for item in value]
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if dates_as_text and isinstance(value, date) else value
