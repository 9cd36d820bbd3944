"""From the stored business case to what the pages show: charts with their tables, numbers as texts, who gains.

The stored case is plain JSON (see ``vierkant/business_case/README.md``); nothing is computed here but sums.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from math import fsum
from typing import Any

from django.http import Http404
from django.utils.translation import gettext

from vierkant import terms
from vierkant.business_case.budget_table import BudgetTable, joint_table, partner_table
from vierkant.business_case.charts import CHARTS, Chart
from vierkant.documents.budget_sheet import budget_csv, budget_workbook, lines
from vierkant.quantities import Unit
from vierkant_web.templatetags.words import page_language

__all__ = [
    "CHARTS",
    "alternative_rows",
    "budget",
    "budget_file",
    "budget_lines",
    "drawing",
    "flips",
    "for_partner",
    "input_rows",
    "lead",
    "parameter_rows",
    "partner_charts",
    "partner_rows",
    "plan_beside_evidence",
    "swings",
    "transition_rows",
]

Plain = Mapping[str, Any]
MAIN_CHARTS = ("net", "waterfall", "partners", "alternatives", "tornado")
DEPTH_CHARTS = ("cumulative", "streams")
PARTNER_CHARTS = ("net", "cumulative", "streams", "waterfall")
LIKELY, UNLIKELY = 0.8, 0.2
"""From the first chance of a loss on we say that a partner loses; up to the second that it gains."""
NUMBER_COLUMNS = {"tornado": (1, 2)}
"""Columns of a chart's table that hold numbers, where that is not every column but the first."""
WIDTHS = {"tornado": 960, "waterfall": 900, "alternatives": 900}
WIDTH = 900
"""Wider than drawn, so that the letters are as large as those of the page."""
MOST_SWINGS = 3
MOST_FLIPS = 5
NUMBERS = ("value", "low", "high", "low_input", "high_input", "flips_at")
"""The parts of a row that are numbers in its own unit."""


def drawing(case: Plain, name: str, address: Callable[[str], str]) -> dict[str, Any]:
    """What ``components/chart.html`` needs for one chart; ``address`` gives the URL for ``svg`` and for ``json``."""
    language = page_language()
    made: Chart = CHARTS[name](case, language)
    numbers = NUMBER_COLUMNS.get(name, range(1, len(made.header)))
    return {
        "id": f"chart-{name}",
        "src": address("svg"),
        "spec": address("json"),
        "alt": terms.render(f"business_case.chart.title.{name}", language),
        "caption": " ".join(terms.render(message, language) for message in made.summary),
        "source": gettext("Vierkant, calculated in the prices of the dossier"),
        "columns": [
            {"title": terms.render(title, language), "number": place in numbers}
            for place, title in enumerate(made.header)
        ],
        "rows": made.rows,
        "width": WIDTHS.get(name, WIDTH),
    }


def for_partner(case: Plain, partner: str) -> dict[str, Any] | None:
    """The case as if this partner were the whole, so that the same charts can be drawn; None without the partner."""
    for row in case["partners"]:
        if row["id"] == partner:
            return {**case, "total": row["outcome"], "promised": None}
    return None


def partner_charts(partner: str) -> dict[str, Callable[[Plain, terms.Language], Any]]:
    """The charts of one partner by name. They raise `Http404` when the case has no such partner."""

    def maker(name: str) -> Callable[[Plain, terms.Language], Chart]:
        def make(case: Plain, language: terms.Language) -> Chart:
            alone = for_partner(case, partner)
            if alone is None:
                raise Http404
            return CHARTS[name](alone, language)

        return make

    return {name: maker(name) for name in PARTNER_CHARTS}


def lead(outcome: Plain) -> dict[str, Any]:
    """The outcome in a few numbers, for the sentence under the heading."""
    structural = outcome["structural"]
    low, high = structural["low"], structural["high"]
    return {
        "gains": structural["value"] > 0,
        "amount": abs(structural["value"]),
        "either_way": low is not None and high is not None and low < 0 < high,
        "loss": outcome["negative_npv_10"]["value"],
    }


def prospect(outcome: Plain) -> str:
    """How the result after ten years looks: ``gain``, ``loss`` or ``either``."""
    return _prospect(outcome["negative_npv_10"]["value"])


def _prospect(loss: float) -> str:
    return "loss" if loss >= LIKELY else "gain" if loss <= UNLIKELY else "either"


def partner_rows(case: Plain) -> list[dict[str, Any]]:
    """The partners with how their result looks."""
    return [{**row, "prospect": prospect(row["outcome"])} for row in case["partners"]]


def plan_beside_evidence(case: Plain) -> dict[str, Any] | None:
    """The promised saving and what we count on the same tasks, euro per year; None when nothing was promised."""
    promised = [row for row in case["tasks"] if row["promised"] is not None]
    if case["promised"] is None or not promised:
        return None
    return {
        **case["promised"],
        "counted": fsum(row["effect"]["value"] for row in promised),
        "tasks": len(promised),
        "all_tasks": len(case["tasks"]),
    }


def swings(case: Plain) -> dict[str, Any]:
    """The figures that change the decision by themselves: how many, and the first few with their range as text."""
    found = [row for row in case["tornado"] if row["changes_sign"]]
    rows = [
        {**row, "low_text": amount(row, "low_input"), "high_text": amount(row, "high_input")}
        for row in found[:MOST_SWINGS]
    ]
    return {"number": len(found), "rows": rows}


def flips(case: Plain) -> list[dict[str, Any]]:
    """The values at which the outcome turns, the likeliest first, with the numbers as texts."""
    rows = [
        {
            **row,
            "value_text": amount(row, "value"),
            "flips_text": amount(row, "flips_at"),
            "low_text": amount(row, "low"),
            "high_text": amount(row, "high"),
        }
        for row in case["flips"]
    ]
    return rows[:MOST_FLIPS]


def alternative_rows(case: Plain) -> list[dict[str, Any]]:
    """The alternatives with how each looks after ten years; doing nothing is the ruler and has no prospect."""
    return [
        {
            **row,
            "prospect": None
            if row["npv_10"] is None or row["id"] == "do_nothing"
            else _prospect(row["loss"]),
        }
        for row in case["alternatives"]["rows"]
    ]


def input_rows(case: Plain) -> list[dict[str, Any]]:
    """The inputs of the dossier by name, with value and range as texts."""
    return [
        {
            **row,
            "value_text": amount(row, "value"),
            "low_text": amount(row, "low") if row["low"] is not None else "",
            "high_text": amount(row, "high") if row["high"] is not None else "",
        }
        for row in case["depth"]["inputs"]
    ]


def transition_rows(case: Plain) -> list[dict[str, Any]]:
    """One-off money by kind, as a positive amount of euros."""
    return [
        {
            "label": terms.render(f"business_case.transition_kind.{row['kind']}", page_language()),
            "total": -fsum(row["mean"]),
        }
        for row in case["transition"]
        if any(row["mean"])
    ]


def budget(case: Plain, partner: str) -> BudgetTable | None:
    """The table of one partner for the budget, or of all together when ``partner`` is empty; None without either."""
    if partner:
        return partner_table(case, partner)
    return joint_table(case, gettext("All partners together"))


def budget_lines(table: BudgetTable, years: int) -> list[dict[str, Any]]:
    """The lines of the table for the page: its first years."""
    return [
        {"label": label, "amounts": amounts and amounts[:years], "what": what}
        for label, amounts, what in lines(table, page_language())
    ]


def budget_file(case: Plain, partner: str, kind: str, today: date) -> bytes | None:
    """The table as ``csv`` or ``xlsx``; without a partner all partners, and all together. None without either."""
    chosen = [partner] if partner else [row["id"] for row in case["partners"]]
    tables = [table for table in (partner_table(case, name) for name in chosen) if table is not None]
    if not tables:
        return None
    if not partner and len(tables) > 1:
        tables.insert(0, joint_table(case, gettext("All partners together")))
    if kind == "csv":
        return budget_csv(tables, page_language())
    return budget_workbook(tables, page_language(), today)


def parameter_rows(case: Plain) -> list[dict[str, Any]]:
    """Our own numbers that went into the case, with value and range as texts; those that were replaced first."""
    rows = [
        {
            **row,
            "value_text": amount(row, "value"),
            "low_text": amount(row, "low"),
            "high_text": amount(row, "high"),
        }
        for row in case["parameters"]
    ]
    return sorted(rows, key=lambda row: not row["overridden"])


def amount(row: Plain, part: str) -> str:
    """A number of a row with its unit and as many decimals as it needs, at most three; a dash for none."""
    unit = Unit(row["unit"])
    values = [
        row[name]
        for name in ("value", "low", "high", "low_input", "high_input", "flips_at")
        if row.get(name) is not None
    ]
    return terms.number(row[part], unit, _decimals(values, unit), page_language())


def _decimals(values: Iterable[float], unit: Unit) -> int:
    """Three significant digits for the smallest value, none behind the comma from 100 up."""
    factor = 100 if unit is Unit.SHARE else 1
    needed = 0
    for value in values:
        size = abs(value) * factor
        most = 0 if size >= 100 else 1 if size >= 10 else 2
        needed = max(
            needed, next(n for n in range(most + 1) if n == most or abs(round(size, n) - size) < 1e-9)
        )
    return needed
