"""From the stored human side to what the pages show. What could point to people leaves here, and only here.

The stored result is plain JSON (see ``vierkant/change/README.md``); nothing is computed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.utils.translation import gettext

from vierkant import terms
from vierkant.change.charts import CHARTS
from vierkant.quantities import Chart
from vierkant.reference import municipality
from vierkant_web.templatetags.words import page_language

Plain = Mapping[str, Any]
PER_GROUP = ("people", "hours_reserved", "euros_reserved")
"""Totals whose explanation has a row for every group, the small ones too."""


def visible(people: Plain, *, is_member: bool) -> dict[str, Any]:
    """The human side as this visitor may see it: a second guard, behind the dossier without small groups.

    Members see everything. Others see no small group, no number of one in an explanation, and no hours per manager
    when the managers are a small group.
    """
    small = [row for row in people["groups"] if row["small"]]
    if is_member or not small:
        return {**people}
    found = {
        **people,
        "groups": [row for row in people["groups"] if not row["small"]],
    }
    for name in PER_GROUP:
        if found[name] is not None:
            found[name] = {**found[name], "explanation": {**found[name]["explanation"], "inputs": []}}
    if any(row["managers"] for row in small):
        found["guidance_per_manager"] = None
    return found


def partner_names(dossier: Plain) -> dict[str, str]:
    """Partner → the name on screen, in the order of the dossier."""
    found = {}
    for row in dossier.get("partners", ()):
        known = municipality(row.get("municipality") or "")
        found[row["id"]] = row.get("name") or (known.name if known else row["id"])
    return found


def charts(*, is_member: bool) -> dict[str, Callable[[Plain, terms.Language], Chart]]:
    """The charts by name, without small groups for who is not a member."""
    return {name: partial(make, without_small=not is_member) for name, make in CHARTS.items()}


def drawing(people: Plain, address: Callable[[str], str], *, is_member: bool) -> dict[str, Any]:
    """What ``components/chart.html`` needs for the hours; ``address`` gives the URL for ``svg`` and ``json``."""
    language = page_language()
    made = charts(is_member=is_member)["hours"](people, language)
    return {
        "id": "chart-hours",
        "src": address("svg"),
        "spec": address("json"),
        "alt": terms.render("change.chart.title", language),
        "caption": " ".join(terms.render(message, language) for message in made.summary),
        "source": gettext(
            "the dossier, and our own estimate of hours per employee, to be replaced by your own experience"
        ),
        "columns": [
            {"title": terms.render(title, language), "number": 0 < place < len(made.header) - 1}
            for place, title in enumerate(made.header)
        ],
        "rows": made.rows,
    }
