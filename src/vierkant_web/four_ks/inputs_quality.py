"""From the stored quality to what the pages show. What points to one person leaves here, and only here.

The stored result is plain JSON (see ``vierkant/four_ks/README.md``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from django.utils.translation import gettext

from vierkant import terms
from vierkant.four_ks.charts_quality import CHARTS
from vierkant.quantities import Chart, FourK
from vierkant_web.templatetags.words import page_language

Plain = Mapping[str, Any]
NUMBERS = (2, 3)
"""Columns of the chart's table that hold numbers."""

LEVELS = {"enough": "green", "short": "amber", "none": "red", "unknown": "unknown"}
"""The badge of a cell; its word says what it is."""


def visible(quality: Plain, *, is_member: bool) -> dict[str, Any]:
    """The quality as this visitor may see it; ``hidden`` counts the fields of expertise that were taken out.

    Members see everything. Others see no field that one person masters, and no gap that names a field.
    """
    fields = [row for row in quality["expertise"] if is_member or not row["points_to_person"]]
    missing = quality["missing"]
    if not is_member:
        missing = [row for row in missing if "function" not in row["what"]["arguments"]]
    return {
        **quality,
        "expertise": [{**row, "cells": _cells(row)} for row in fields],
        "demanding": [{**row, "lacking": _lacking(row)} for row in fields if row["complex"]],
        "places": [cell["name"] for cell in fields[0]["partners"]] if fields else [],
        "hidden": len(quality["expertise"]) - len(fields),
        "missing": missing,
        "numbers": [
            quality[name]
            for name in ("complex_alone", "complex_solved", "complex_left", "with_baseline")
            if quality[name]
        ],
    }


def _lacking(row: Plain) -> list[str]:
    """The partners that cannot staff it alone."""
    return [cell["name"] for cell in row["partners"] if cell["depth"] in ("short", "none")]


def _cells(row: Plain) -> list[dict[str, Any]]:
    places = [(cell["people"], row["needed"], cell["depth"]) for cell in row["partners"]]
    places.append((row["people_together"], row["needed_together"], row["together"]))
    return [
        {
            "people": people,
            "needed": needed,
            "level": LEVELS[depth],
            "word": terms.render(f"quality.depth.{depth}", page_language()),
        }
        for people, needed, depth in places
    ]


def by_k(indicators: Sequence[Plain]) -> list[dict[str, Any]]:
    """The indicators under the K that they measure, quality first; a K without any is left out."""
    titles = {
        FourK.QUALITY: gettext("Quality"),
        FourK.CLIENT_FOCUS: gettext("Client focus"),
        FourK.VULNERABILITY: gettext("Vulnerability"),
        FourK.COSTS: gettext("Costs"),
    }
    groups = [
        {"k": k.value, "title": title, "rows": [_written(row) for row in indicators if row["k"] == k.value]}
        for k, title in titles.items()
    ]
    return [group for group in groups if group["rows"]]


def _written(row: Plain) -> dict[str, Any]:
    return {**row, "baseline_text": _number(row["baseline"]), "target_text": _number(row["target"])}


def _number(reading: Plain | None) -> str:
    """As many decimals as were given, at most two."""
    if reading is None:
        return "–"
    value = reading["value"]
    decimals = next((places for places in (0, 1) if round(value, places) == value), 2)
    return terms.plain_number(value, decimals, page_language())


def charts(*, is_member: bool) -> dict[str, Callable[[Plain, terms.Language], Chart]]:
    """The charts by name, without what points to one person for who is not a member."""
    return {name: partial(make, without_persons=not is_member) for name, make in CHARTS.items()}


def drawing(quality: Plain, address: Callable[[str], str], *, is_member: bool) -> dict[str, Any] | None:
    """What ``components/chart.html`` needs; None when there is nothing to draw for this visitor."""
    language = page_language()
    made = charts(is_member=is_member)["depth"](quality, language)
    if not made.rows:
        return None
    return {
        "id": "chart-depth",
        "src": address("svg"),
        "spec": address("json"),
        "alt": terms.render("quality.chart.title", language),
        "caption": " ".join(terms.render(message, language) for message in made.summary),
        "source": gettext("the dossier"),
        "columns": [
            {"title": terms.render(title, language), "number": place in NUMBERS}
            for place, title in enumerate(made.header)
        ],
        "rows": made.rows,
    }
