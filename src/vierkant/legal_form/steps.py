"""What to do next for the chosen form, in one order for all forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from vierkant.legal_form.consequences_groups import articles_for, forms_of
from vierkant.legal_form.inputs import Kind, LegalForm
from vierkant.legal_form.results import Severity, Step
from vierkant.legal_form.rules import cited, table
from vierkant.quantities import Certainty, Message


def consequences(
    form: LegalForm, *, on: date | None = None, kind: Kind = Kind.INTERMUNICIPAL
) -> tuple[Step, ...]:
    """The steps from draft to a working cooperation, numbered from 1.

    Args:
        form: the chosen form.
        on: leave out what was not yet law on this day; None: everything we know of.
        kind: the kind of cooperation; a step may be for one kind only.
    """
    kept = (
        replace(step, articles=articles_for(item, form))
        for step, item in _steps()
        if form in forms_of(item["forms"])
        and (on is None or item["valid_from"] <= on)
        and kind.value in item.get("kinds", [kind.value])
    )
    return tuple(replace(step, number=number) for number, step in enumerate(kept, start=1))


@cache
def _steps() -> tuple[tuple[Step, Mapping[str, Any]], ...]:
    """All steps in their order, not numbered yet."""
    return tuple((_step(key, item), item) for key, item in table("steps").items())


def _step(key: str, item: Mapping[str, Any]) -> Step:
    return Step(
        id=key,
        number=0,
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
