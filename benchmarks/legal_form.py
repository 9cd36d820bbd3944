"""The advice on the form: one set of answers, and the comparison of forms with other weights."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from vierkant.legal_form import Answers, Kind, advise, compare
from vierkant.legal_form.inputs import Body
from vierkant.reference.forms import FORMS_OF

DAY = date(2026, 11, 24)
ADVICE_TARGET = 0.020
PAGE_TARGET = 0.2


def rows() -> list[tuple[str, Callable[[], object], str, float]]:
    """Name, what is timed, unit and target."""
    given = Answers(
        public_bodies=3,
        bodies=frozenset({Body.MUNICIPAL_EXECUTIVE}),
        own_staff=True,
        legal_personality=True,
        delegation=False,
        mandate=True,
    )
    forms = FORMS_OF[Kind.INTERMUNICIPAL]
    return [
        ("advice for one set of answers", lambda: advise(given, on=DAY), "s", ADVICE_TARGET),
        ("advice for no answers at all", lambda: advise(Answers(), on=DAY), "s", ADVICE_TARGET),
        (
            f"{len(forms)} forms compared with the user's weights",
            lambda: compare(forms, given.weights),
            "s",
            PAGE_TARGET,
        ),
    ]
