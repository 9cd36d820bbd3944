"""What two cooperations are compared on, and how much each of it weighs."""

from __future__ import annotations

from dataclasses import dataclass

from vierkant.lessons.inputs import Scope
from vierkant.quantities import FourK
from vierkant.reference.forms import Kind, LegalForm

FEATURES = ("scope", "kind", "form", "residents", "partners", "largest_share", "motives")
"""The features in the order in which people read them."""


@dataclass(frozen=True, slots=True)
class Features:
    """A cooperation in features; None, and no motives, means: not known, and is not compared.

    ``residents`` counts all partners together; ``largest_share`` is the share of the largest of them, 0 to 1.
    ``done`` holds the ids of the checks (`vierkant.lessons.CHECKS`) that the dossier meets already.
    """

    kind: Kind | None = None
    form: LegalForm | None = None
    scope: Scope | None = None
    residents: float | None = None
    partners: int | None = None
    largest_share: float | None = None
    motives: frozenset[FourK] = frozenset()
    done: frozenset[str] = frozenset()
    members: frozenset[str] = frozenset()
    """Codes of the municipalities that take part; by these a cooperation recognises itself, nothing is compared."""
