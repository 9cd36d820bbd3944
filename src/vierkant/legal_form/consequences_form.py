"""What follows from a chosen form: what holds from then on, and what to do, in one order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from vierkant.legal_form.consequences_groups import articles_for, forms_of
from vierkant.legal_form.inputs import Kind, LegalForm
from vierkant.legal_form.profiles import form_name
from vierkant.legal_form.results_choice import Consequence, FormConsequences
from vierkant.legal_form.rules import cited, table
from vierkant.legal_form.steps import consequences
from vierkant.quantities import Certainty, Message

TOPICS = (
    "legal_basis",
    "organs",
    "appointment",
    "employer",
    "powers",
    "money",
    "openness",
    "supervision",
)
"""The topics in the order in which they are shown."""


def form_consequences(
    form: LegalForm, *, on: date | None = None, kind: Kind = Kind.INTERMUNICIPAL
) -> FormConsequences:
    """What holds once this form is chosen, per topic in a fixed order, and the steps from here.

    Args:
        form: the chosen form.
        on: leave out what was not yet law on this day; None: everything we know of.
        kind: the kind of cooperation; a row may hold for one kind only.
    """
    rows = tuple(
        replace(row, articles=articles_for(item, form))
        for row, item in _rows()
        if _holds(item, form, on, kind)
    )
    return FormConsequences(form, form_name(form), rows, consequences(form, on=on, kind=kind))


def topic_name(topic: str) -> Message:
    """The name of a topic."""
    return Message(f"form_consequences.topic.{topic}")


def _holds(item: Mapping[str, Any], form: LegalForm, on: date | None, kind: Kind) -> bool:
    is_law = on is None or item["valid_from"] <= on
    return is_law and form in forms_of(item["forms"]) and kind.value in item.get("kinds", [kind.value])


@cache
def _rows() -> tuple[tuple[Consequence, Mapping[str, Any]], ...]:
    return tuple(_read())


def _read() -> Iterator[tuple[Consequence, Mapping[str, Any]]]:
    data = table("consequences")
    for topic in TOPICS:
        for key, item in data[topic].items():
            row = Consequence(
                id=f"{topic}.{key}",
                topic=topic,
                title=Message(f"form_consequences.{topic}.{key}.title"),
                text=Message(f"form_consequences.{topic}.{key}.text"),
                articles=tuple(item["articles"]),
                certainty=Certainty(item["certainty"]),
                unconfirmed=item.get("unconfirmed", False),
                sources=cited(item["sources"]),
            )
            yield row, item
