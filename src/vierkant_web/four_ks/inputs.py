"""From the stored vulnerability to what the pages show. What points to one person leaves here, and only here.

The stored result is plain JSON (see ``vierkant/four_ks/README.md``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from django.utils.translation import gettext

from vierkant import terms
from vierkant.four_ks.charts import CHARTS
from vierkant.quantities import Chart
from vierkant_web.templatetags.words import page_language

Plain = Mapping[str, Any]
NUMBERS = (3, 4)
"""Columns of the chart's table that hold numbers."""

MASS_LEVELS = {
    "holds": "green", "few_people": "amber", "little_work": "amber", "none": "red", "unknown": "unknown",
}  # fmt: skip
"""The badge of a cell; its word says what it is."""


def visible(vulnerability: Plain, *, is_member: bool) -> dict[str, Any]:
    """The vulnerability as this visitor may see it; ``hidden`` counts the functions that were taken out.

    Members see everything. Others see no function or field of expertise that one person does, and no gap that names
    one: a gap at one partner may leave one person elsewhere.
    """
    functions = _allowed(vulnerability["functions"], is_member)
    masses = _allowed(vulnerability["critical_mass"], is_member)
    missing = vulnerability["missing"]
    if not is_member:
        missing = [row for row in missing if "function" not in row["what"]["arguments"]]
    return {
        **vulnerability,
        "functions": functions,
        "hidden": len(vulnerability["functions"]) - len(functions),
        "gone": [row for row in functions if row["fate"] == "gone"],
        "left": [row for row in functions if row["fate"] == "left"],
        "critical_mass": [{**row, "cells": _mass_cells(row)} for row in masses],
        "mass_places": [cell["name"] for cell in masses[0]["partners"]] if masses else [],
        "hidden_mass": len(vulnerability["critical_mass"]) - len(masses),
        "missing": missing,
    }


def _allowed(rows: Sequence[Plain], is_member: bool) -> list[Plain]:
    return [row for row in rows if is_member or not row["points_to_person"]]


def _mass_cells(row: Plain) -> list[dict[str, Any]]:
    return [
        {
            **cell,
            "level": MASS_LEVELS[cell["state"]],
            "word": terms.render(f"four_ks.mass_state.{cell['state']}", page_language()),
        }
        for cell in (*row["partners"], row["together"])
    ]


def charts(*, is_member: bool) -> dict[str, Callable[[Plain, terms.Language], Chart]]:
    """The charts by name, without what points to one person for who is not a member."""
    return {name: partial(make, without_persons=not is_member) for name, make in CHARTS.items()}


def drawing(vulnerability: Plain, address: Callable[[str], str], *, is_member: bool) -> dict[str, Any] | None:
    """What ``components/chart.html`` needs; None when there is nothing to draw for this visitor."""
    language = page_language()
    made = charts(is_member=is_member)["uncovered"](vulnerability, language)
    if not made.rows:
        return None
    return {
        "id": "chart-uncovered",
        "src": address("svg"),
        "spec": address("json"),
        "alt": terms.render("four_ks.chart.title", language),
        "caption": " ".join(terms.render(message, language) for message in made.summary),
        "source": gettext("the dossier; own calculation. The dashed line is the maximum you chose"),
        "columns": [
            {"title": terms.render(title, language), "number": place in NUMBERS}
            for place, title in enumerate(made.header)
        ],
        "rows": made.rows,
    }


def assumptions(vulnerability: Plain) -> list[Mapping[str, Any]]:
    """The numbers that the days rest on besides the people: presence, turnover, absence in common."""
    days = vulnerability["days_now"]
    return list(days["explanation"]["inputs"]) if days else []
