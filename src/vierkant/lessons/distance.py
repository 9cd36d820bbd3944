"""How far two cooperations lie apart: the distance of Gower over features of several types.

Each feature gives a likeness from 0 to 1; the distance is 1 minus their weighted mean over the features that are known
of both. It is symmetric, lies between 0 and 1, and is 0 for two that are the same in all that is known of both.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import log
from typing import Any

from vierkant.lessons.features import FEATURES, Features
from vierkant.lessons.inputs import Scope
from vierkant.quantities import FourK
from vierkant.reference.forms import Kind, LegalForm

RELATED = 0.5
"""The likeness of two that are not the same, but of one family."""
RESIDENTS_APART = 100.0
"""A hundred times as many residents is as different as can be."""
PARTNERS_APART = 10.0
"""Ten times as many partners is as different as can be."""
SHARE_APART = 0.5
"""Half of all residents more with the largest partner is as different as can be."""

FORM_FAMILIES = (
    frozenset(
        {
            LegalForm.OPENBAAR_LICHAAM,
            LegalForm.BEDRIJFSVOERINGSORGANISATIE,
            LegalForm.GEMEENSCHAPPELIJK_ORGAAN,
        }
    ),
    frozenset(
        {
            LegalForm.CENTRUMGEMEENTE,
            LegalForm.MANDATE,
            LegalForm.SERVICE_AGREEMENT,
            LegalForm.REGELING_ZONDER_MEER,
        }
    ),
    frozenset({LegalForm.FOUNDATION, LegalForm.ASSOCIATION, LegalForm.COOPERATIVE, LegalForm.COMPANY}),
    frozenset({LegalForm.ADMINISTRATIVE_AGREEMENT, LegalForm.COVENANT, LegalForm.NETWORK}),
    frozenset({LegalForm.PROJECT, LegalForm.PROGRAMME, LegalForm.MISSION_TEAM}),
)
"""A board of its own; one partner does it for the others; private law; agreements; temporary teams."""

SCOPE_FAMILIES = (
    frozenset({Scope.WHOLE_ORGANISATION, Scope.SEVERAL}),
    frozenset({Scope.SUPPORT, Scope.ICT}),
    frozenset({Scope.SUPPORT, Scope.SEVERAL}),
    frozenset({Scope.SUPPORT, Scope.WHOLE_ORGANISATION}),
)


def likenesses(left: Features, right: Features) -> Mapping[str, float]:
    """How alike each feature is that is known of both, 0 to 1."""
    found = {}
    for name in FEATURES:
        one, other = known(left, name), known(right, name)
        if one is not None and other is not None:
            found[name] = _LIKENESS[name](one, other)
    return found


def distance(left: Features, right: Features, weights: Mapping[str, float]) -> float | None:
    """The distance from 0 to 1; None when no feature with a weight is known of both."""
    alike = likenesses(left, right)
    total = sum(weights[name] for name in alike)
    if total <= 0:
        return None
    return min(1.0, max(0.0, sum(weights[name] * (1 - value) for name, value in alike.items()) / total))


def known(features: Features, name: str) -> Any:
    """The feature, or None when it says nothing: no motives, a scope outside the list, no residents."""
    value = getattr(features, name)
    if value is None or value is Scope.OTHER or value == frozenset():
        return None
    if name in ("residents", "partners") and value <= 0:
        return None
    return value


def _kind(one: Kind, other: Kind) -> float:
    return float(one is other)


def _form(one: LegalForm, other: LegalForm) -> float:
    return _same_or_related(one, other, FORM_FAMILIES)


def _scope(one: Scope, other: Scope) -> float:
    return _same_or_related(one, other, SCOPE_FAMILIES)


def _same_or_related(one: Any, other: Any, families: tuple[frozenset[Any], ...]) -> float:
    if one is other:
        return 1.0
    return RELATED if any(one in family and other in family for family in families) else 0.0


def _ratio(apart: float) -> Callable[[float, float], float]:
    def likeness(one: float, other: float) -> float:
        # The larger over the smaller, so that both orders give the same to the last bit
        return max(0.0, 1 - log(max(one, other) / min(one, other)) / log(apart))

    return likeness


def _share(one: float, other: float) -> float:
    return max(0.0, 1 - abs(one - other) / SHARE_APART)


def _motives(one: frozenset[FourK], other: frozenset[FourK]) -> float:
    return len(one & other) / len(one | other)


_LIKENESS: Mapping[str, Callable[[Any, Any], float]] = {
    "scope": _scope,
    "kind": _kind,
    "form": _form,
    "residents": _ratio(RESIDENTS_APART),
    "partners": _ratio(PARTNERS_APART),
    "largest_share": _share,
    "motives": _motives,
}
