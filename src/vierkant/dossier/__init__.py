"""The dossier is the document: read it, check it, write it, assess it. The only room that combines capabilities."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from vierkant.dossier.assessment import assess, dated
    from vierkant.dossier.parts import merge, split
    from vierkant.dossier.problems import DossierError, Problem
    from vierkant.dossier.reading import check, from_plain, load, loads
    from vierkant.dossier.results import Assessment
    from vierkant.dossier.sections import Dossier
    from vierkant.dossier.writing import digest, dumps, to_plain_dossier

_HOMES = {
    "Assessment": "results",
    "Dossier": "sections",
    "DossierError": "problems",
    "Problem": "problems",
    "assess": "assessment",
    "check": "reading",
    "dated": "assessment",
    "digest": "writing",
    "dumps": "writing",
    "from_plain": "reading",
    "load": "reading",
    "loads": "reading",
    "merge": "parts",
    "split": "parts",
    "to_plain_dossier": "writing",
}

__all__ = [
    "Assessment",
    "Dossier",
    "DossierError",
    "Problem",
    "assess",
    "check",
    "dated",
    "digest",
    "dumps",
    "from_plain",
    "load",
    "loads",
    "merge",
    "split",
    "to_plain_dossier",
]


def __getattr__(name: str) -> Any:
    """Load a public name on first use: reading a dossier must not wait for NumPy."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
