"""From the stored impact cards to the rows of the pages. All of it is for members only: impact is never public."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from vierkant import terms
from vierkant.change.impact_charts import heat_map
from vierkant.change.impact_findings import LARGE_GAP
from vierkant.quantities import Chart
from vierkant_web.change.words import ASPECTS
from vierkant_web.templatetags.words import page_language

__all__ = ["LARGE_GAP"]

Plain = Mapping[str, Any]


def picture(people: Plain, language: terms.Language) -> Chart:
    """The heat map as a picture, small groups too: this page is for members only."""
    return heat_map(people["impact"], language, without_small=False)


CHARTS: Mapping[str, Callable[[Plain, terms.Language], Chart]] = {"impact": picture}


def drawing(people: Plain, address: Callable[[str], str]) -> dict[str, Any]:
    """What ``components/chart.html`` needs; the table stands on the page already."""
    language = page_language()
    made = picture(people, language)
    return {
        "id": "chart-impact",
        "src": address("svg"),
        "spec": address("json"),
        "alt": made.spec["title"]["text"],
        "caption": " ".join(terms.render(message, language) for message in made.summary),
        # The component writes "Source:" itself.
        "source": terms.render(made.source, language).removeprefix("Bron: ").removeprefix("Source: "),
    }


def heaviest_first(impact: Plain) -> list[dict[str, Any]]:
    """All cards, the heaviest load first; what is not scored comes last."""
    cards = {card["group"]: dict(card) for card in impact["cards"]}
    ordered = [cards.pop(group) for group in impact["heaviest"] if group in cards]
    return [*ordered, *cards.values()]


def not_scored(cards: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Whose scores are missing: ``project`` and ``lead`` are the number of aspects still open."""
    whole = len(ASPECTS)
    return [
        {**card, "project_open": whole - card["scored"], "lead_open": whole - card["lead_scored"]}
        for card in cards
        if card["scored"] < whole or card["lead_scored"] < whole
    ]


def unknown(card: Plain) -> list[dict[str, Any]]:
    """The aspects of one card that nobody knows yet, each with the day of the answer."""
    return [row for row in card["aspects"] if row["status"] == "not_yet_known"]
