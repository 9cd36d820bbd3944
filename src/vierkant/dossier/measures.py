"""All measures of a dossier, wherever they stand: differences and agreements to make are measures too."""

from __future__ import annotations

from collections.abc import Iterator

from vierkant.dossier.sections import Dossier, Measure, StumblingBlock
from vierkant.organisation_scan.inputs import Answer


def all_measures(dossier: Dossier) -> Iterator[tuple[str, Measure]]:
    """Section and measure: those of the dossier, what is done about a difference, and agreements still to make.

    A difference that may stay as it is asks for nothing; one without a text is not a measure yet. Working together in
    another way is about people, so it stands with the human side.
    """
    for item in dossier.measures:
        yield "measures", item
    for row in dossier.differences:
        if row.answer is not Answer.ACCEPTED and row.text:
            yield (
                "differences",
                Measure(
                    id=row.id,
                    block=StumblingBlock.PEOPLE,
                    text=row.text[:1000],
                    owner=row.owner,
                    due=row.due,
                    hours=row.hours,
                    done=row.done,
                ),
            )
    for pact in dossier.pacts:
        yield (
            "pacts",
            Measure(
                id=pact.id,
                block=StumblingBlock.INTERESTS,
                text=(f"{pact.name}: {pact.text}" if pact.text else pact.name)[:1000],
                owner=pact.owner,
                due=pact.due,
                hours=pact.hours,
                euros=pact.euros,
                done=pact.done,
            ),
        )
