"""The obvious way to say how far two cooperations lie apart, feature by feature, as the method page puts it."""

from __future__ import annotations

from collections.abc import Mapping
from math import log10

from vierkant.lessons.features import Features
from vierkant.lessons.inputs import Scope

BOARDS = ("openbaar_lichaam", "bedrijfsvoeringsorganisatie", "gemeenschappelijk_orgaan")
HOSTS = ("centrumgemeente", "mandate", "service_agreement", "regeling_zonder_meer")
PRIVATE = ("foundation", "association", "cooperative", "company")
LOOSE = ("administrative_agreement", "covenant", "network")
TEAMS = ("project", "programme", "mission_team")
SCOPES = (
    ("whole_organisation", "several"), ("support", "ict"), ("support", "several"), ("support", "whole_organisation"),
)  # fmt: skip


def slow_distance(left: Features, right: Features, weights: Mapping[str, float]) -> float | None:
    """1 minus the weighted mean likeness; None when nothing can be compared."""
    top = bottom = 0.0
    for name, weight in weights.items():
        one, other = getattr(left, name), getattr(right, name)
        if one is None or other is None or one == frozenset() or other == frozenset():
            continue
        if Scope.OTHER in (one, other) or (name in ("residents", "partners") and min(one, other) <= 0):
            continue
        top += weight * (1 - _likeness(name, one, other))
        bottom += weight
    return top / bottom if bottom else None


def _likeness(name: str, one: object, other: object) -> float:
    if name == "residents":
        return max(0.0, 1 - abs(log10(one) - log10(other)) / 2)  # type: ignore[arg-type]
    if name == "partners":
        return max(0.0, 1 - abs(log10(one) - log10(other)))  # type: ignore[arg-type]
    if name == "largest_share":
        return max(0.0, 1 - 2 * abs(one - other))  # type: ignore[operator,no-any-return]
    if name == "motives":
        return len(one & other) / len(one | other)  # type: ignore[operator]
    if one == other:
        return 1.0
    pair = {str(one.value), str(other.value)}  # type: ignore[attr-defined]
    families = (BOARDS, HOSTS, PRIVATE, LOOSE, TEAMS) if name == "form" else SCOPES if name == "scope" else ()
    return 0.5 if any(pair <= set(family) for family in families) else 0.0
