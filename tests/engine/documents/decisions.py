"""What the tests of the papers for the decision share: dossiers with points and clauses, and assessments in full."""

from __future__ import annotations

from typing import Any

from tests.engine.documents.reports import TODAY, assessed, changed

from vierkant.documents.papers import Paper, make
from vierkant.dossier import Dossier
from vierkant.grip import GripInput, assess_grip
from vierkant.legal_form import check_arrangement, compare, form_consequences
from vierkant.legal_form.inputs import Answers
from vierkant.quantities import to_plain
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


def in_full(dossier: Dossier) -> dict[str, Any]:
    """The assessment with the parts on form and grip, made by the rooms themselves."""
    plain = assessed(dossier)
    agreed = dossier.agreements
    form = agreed.form if agreed else None
    names = {item["id"]: item["name"] for item in plain["partners"]}
    grip = assess_grip(
        GripInput(
            on=TODAY,
            form=form,
            partners=names,
            votes=agreed.votes if agreed else {},
            quota=agreed.quota if agreed else None,
            roles=dossier.roles,
            instruments=dossier.instruments,
            points=dossier.zienswijze_points,
            views=dossier.council_views,
        )
    )
    found: dict[str, Any] = {"grip": to_plain(grip)}
    if form is not None:
        check = check_arrangement(form, dossier.arrangement_text, dossier.clauses, on=TODAY)
        weights = (dossier.form_answers or Answers()).weights
        found |= {
            "arrangement": to_plain(check),
            "form_choice": to_plain(compare([form], weights)),
            "form_consequences": to_plain(form_consequences(form, on=TODAY)),
        }
    return {**plain, **found}


def decision_paper(
    dossier: Dossier,
    kind: str,
    language: Language = "nl",
    *,
    partner: str | None = "oosterveen",
    audience: str = "shared",
) -> Paper:
    """A paper for the decision of a dossier, with everything that an assessment can hold."""
    return make(
        kind,
        dossier,
        in_full(dossier),
        today=TODAY,
        language=language,
        partner=partner,
        audience=audience,
    )
