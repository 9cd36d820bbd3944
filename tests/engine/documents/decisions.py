"""What the tests of the papers for the decision share: a dossier with points of councils, and its papers."""

from __future__ import annotations

from typing import Any

from tests.engine.documents.reports import TODAY, assessed, changed

from vierkant.documents.papers import Paper, make
from vierkant.dossier import Dossier
from vierkant.terms import Language

POINTS = [
    {
        "id": "index",
        "text": "Volg de index die de raden afspraken.",
        "document": "Ontwerpbegroting 2028, versie 2 van 14 april 2027",
        "board": "bestuur",
        "amount": {"value": 48000, "confidence": "estimated"},
    },
    {
        "id": "reserve",
        "text": "Geef de reserve boven de grens terug.",
        "document": "Ontwerpbegroting 2028, versie 2 van 14 april 2027",
        "board": "bestuur",
        "outcome": "rejected",
        "answer": "De reserve is nodig voor het zaaksysteem.",
        "answered_on": "2027-07-09",
    },
]
VIEWS = [
    {
        "id": "oosterveen-index",
        "point": "index",
        "partner": "oosterveen",
        "stance": "agrees_if_changed",
        "change": "Alleen voor de lonen.",
    },
    {"id": "duinrand-index", "point": "index", "partner": "duinrand", "stance": "agrees"},
    {"id": "polderwijk-index", "point": "index", "partner": "polderwijk", "stance": "objects"},
]


def with_points(**sections: Any) -> Dossier:
    """The example with points for a zienswijze and the views of its councils."""
    return changed("vergunningen", zienswijze_points=POINTS, council_views=VIEWS, **sections)


def decision_paper(
    dossier: Dossier,
    kind: str,
    language: Language = "nl",
    *,
    partner: str | None = "oosterveen",
    audience: str = "shared",
) -> Paper:
    """A paper for the decision of a dossier, as a council gets it."""
    return make(
        kind,
        dossier,
        assessed(dossier),
        today=TODAY,
        language=language,
        partner=partner,
        audience=audience,
    )
