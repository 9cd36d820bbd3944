"""Norms for waiting that are in use or were reached, to compare with. Each was read at its source."""

from __future__ import annotations

from dataclasses import dataclass

from vierkant.quantities import Certainty


@dataclass(frozen=True, slots=True)
class ServiceNorm:
    """Within ``seconds`` for ``share`` of the people (None: none was said). ``reached``: a result, not an aim."""

    id: str
    kind: str
    who: str
    year: int
    seconds: float
    share: float | None
    reached: bool
    source: str
    certainty: Certainty


_VNG = "https://gemeente.nu/loopbaan/ontwikkeling/normen-dienstverlening-bekend"
_BEL = "https://www.laren.nl/Nieuws/Nieuwsberichten/Servicenormen_dienstverlening"
_TILBURG = "https://programmabegroting-2020.tilburg.nl/p22471/10-overzicht-servicenormen"
_NISSEWAARD = "https://nissewaard.jaarverslag-2023.nl/p19386/wat-wilden-we-bereiken"

NORMS = (
    ServiceNorm("phone_vng", "phone", "VNG", 2010, 25, None, False, _VNG, Certainty.MEDIUM),
    ServiceNorm("phone_tilburg", "phone", "Tilburg", 2020, 30, 0.70, False, _TILBURG, Certainty.HIGH),
    ServiceNorm("phone_bel", "phone", "BEL", 2024, 30, 0.77, True, _BEL, Certainty.HIGH),
    ServiceNorm("counter_vng", "counter", "VNG", 2010, 900, None, False, _VNG, Certainty.MEDIUM),
    ServiceNorm("counter_bel", "counter", "BEL", 2024, 300, None, False, _BEL, Certainty.HIGH),
    ServiceNorm("counter_tilburg", "counter", "Tilburg", 2020, 300, 0.95, False, _TILBURG, Certainty.HIGH),
    ServiceNorm(
        "counter_nissewaard", "counter", "Nissewaard", 2023, 600, 0.867, True, _NISSEWAARD, Certainty.HIGH
    ),
)
"""Facts: `docs/methods/service.md`."""


def norms(kind: str) -> tuple[ServiceNorm, ...]:
    """The norms for ``phone`` or ``counter``."""
    return tuple(norm for norm in NORMS if norm.kind == kind)
