"""From the stored motives to what the pages show. The stored result is plain JSON (``vierkant/four_ks/README.md``)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext

from vierkant import terms
from vierkant.four_ks.charts_motives import CHARTS
from vierkant_web.templatetags.words import page_language

__all__ = ["CHARTS", "drawing", "shown"]

Plain = Mapping[str, Any]
PAIRS = 3
"""Pairs of partners that are told at once; the others stand behind a click."""


def shown(motives: Plain) -> dict[str, Any]:
    """The motives with words for goals and commitment, and sources that can be opened."""
    language = page_language()
    profiles = [
        {**row, "commitment_word": _commitment(row["commitment"], language)} for row in motives["profiles"]
    ]
    goals = [
        {
            **row,
            "title": terms.render(f"motives.short.{row['goal']}", language),
            "brings": terms.render(f"motives.brings.{row['level']}", language),
            "sources": [_source(source) for source in row["sources"]],
        }
        for row in motives["goals"]
    ]
    numbers = [motives[name] for name in ("core", "distance", "supported")]
    return {
        **motives,
        "profiles": profiles,
        "waiting": [row["name"] for row in profiles if not row["answered"]],
        "goals": goals,
        "numbers": [number for number in numbers if number],
        "pairs": motives["distances"][:PAIRS],
        "more_pairs": motives["distances"][PAIRS:],
    }


def _source(text: str) -> dict[str, str]:
    """``Rekenkamer 2015, https://…`` as a name and an address."""
    name, _, url = text.rpartition(", ")
    return {"name": name, "url": url}


def _commitment(name: str | None, language: terms.Language) -> str:
    return terms.render(f"motives.commitment.{name or 'unknown'}", language)


def drawing(motives: Plain, address: Callable[[str], str]) -> dict[str, Any] | None:
    """What ``components/chart.html`` needs; None while nobody divided points."""
    language = page_language()
    made = CHARTS["motives"](motives, language)
    if not made.rows:
        return None
    last = len(made.header) - 1
    return {
        "id": "chart-motives",
        "src": address("svg"),
        "spec": address("json"),
        "alt": terms.render("motives.chart.title", language),
        "caption": " ".join(terms.render(message, language) for message in made.summary),
        "source": gettext("the partners themselves, in the dossier"),
        "columns": [
            {"title": terms.render(title, language), "number": 0 < place < last}
            for place, title in enumerate(made.header)
        ],
        "rows": made.rows,
    }
