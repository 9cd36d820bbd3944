"""What to do next for the chosen form, in order."""

from __future__ import annotations

from datetime import date

from vierkant.legal_form.inputs import LegalForm
from vierkant.legal_form.results import Severity, Step
from vierkant.legal_form.rules import cited, table
from vierkant.quantities import Certainty, Message


def consequences(form: LegalForm, *, on: date | None = None) -> tuple[Step, ...]:
    """The steps from draft to a working arrangement, numbered from 1.

    Args:
        form: the chosen form.
        on: leave out what was not yet law on this day; None: everything we know of.
    """
    kept = [
        (key, item)
        for key, item in table("steps").items()
        if form.value in item["forms"] and (on is None or item["valid_from"] <= on)
    ]
    return tuple(
        Step(
            id=key,
            number=number,
            title=Message(f"form_steps.{key}.title"),
            text=Message(f"form_steps.{key}.text"),
            who=Message(f"form_steps.who.{item['who']}"),
            articles=tuple(item["articles"]),
            severity=Severity(item["severity"]),
            certainty=Certainty(item["certainty"]),
            unconfirmed=item.get("unconfirmed", False),
            sources=cited(item["sources"]),
            weeks=item.get("weeks"),
        )
        for number, (key, item) in enumerate(kept, start=1)
    )
