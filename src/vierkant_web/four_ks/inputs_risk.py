"""From the stored pooled risk to what its page shows. The stored result is plain JSON (`RiskResult`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext

from vierkant import terms
from vierkant.four_ks.risk_charts import CHARTS
from vierkant.quantities import Unit
from vierkant_web.templatetags.words import page_language

__all__ = ["CHARTS", "shown"]

Plain = Mapping[str, Any]
TILES = ("required_before", "required_after", "saved", "pool_required", "pool_expected", "certainty")
NUMBERS = {"required": (1, 2, 3), "partners": (1, 2, 3)}
"""Columns of the charts' tables that hold numbers."""


def shown(risks: Plain, address: Callable[[str, str], str]) -> dict[str, Any]:
    """The risks with tables and pictures; ``address`` makes one from the name of a chart and a kind."""
    names = {row["partner"]: row["name"] for row in risks["partners"]}
    return {
        **risks,
        "tiles": [risks[name] for name in TILES if risks[name]] if risks["counted"] else [],
        "rows": [_partner(row) for row in risks["partners"]],
        "largest": [_risk(row, names) for row in risks["risks"]],
        "more_risks": risks["counted"] - len(risks["risks"]),
        "dependent": [_dependence(row) for row in risks["dependence"]],
        "drawings": {name: _drawing(risks, name, address) for name in CHARTS} if risks["counted"] else {},
        "checked": _checked(risks),
    }


def _partner(row: Plain) -> dict[str, Any]:
    return {
        **row,
        "needed_before": _euro(row["required_before"]),
        "needed_after": _euro(row["required_after"]),
        "uncertain": _euro(row["uncertain_after"]),
        "means": _euro(row["resilience"]),
        "share": _share(row["key_share"], 1),
        "flows": _euro(row["flows_back"]),
        "expected": _euro(row["expected_after"]),
        "ratios": [_ratio(row["ratio_before"]), _ratio(row["ratio_after"])],
    }


def _risk(row: Plain, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "name": row["name"],
        "partner": names.get(row["partner"] or "", gettext("new, of the cooperation")),
        "moves": row["moves"],
        "before": _euro(row["expected_before"]),
        "after": _euro(row["expected_after"]),
    }


def _dependence(row: Plain) -> dict[str, str]:
    return {
        "correlation": terms.plain_number(row["correlation"], 1, page_language()),
        "alone": _euro(row["alone"]),
        "together": _euro(row["together"]),
        "gain": _share(row["gain"], 0),
    }


def _drawing(risks: Plain, name: str, address: Callable[[str, str], str]) -> dict[str, Any]:
    language = page_language()
    made = CHARTS[name](risks, language)
    return {
        "id": f"chart-{name}",
        "src": address(name, "svg"),
        "spec": address(name, "json"),
        "alt": made.spec["title"]["text"],
        "caption": " ".join(terms.render(message, language) for message in made.summary),
        "source": terms.render(made.source, language),
        "columns": [
            {"title": terms.render(title, language), "number": place in NUMBERS[name]}
            for place, title in enumerate(made.header)
        ],
        "rows": made.rows,
    }


def _checked(risks: Plain) -> dict[str, str] | None:
    check = risks["check"]
    if check is None:
        return None
    return {
        "years": terms.plain_number(risks["draws"], 0, page_language()),
        "exact": _share(check["exact_share"], 1),
        "found": _share(check["simulated_share"], 1),
    }


def _euro(amount: float | None) -> str:
    return terms.number(amount, Unit.EURO, 0, page_language())


def _share(share: float | None, decimals: int) -> str:
    return terms.number(share, Unit.SHARE, decimals, page_language())


def _ratio(ratio: float | None) -> str:
    return "–" if ratio is None else terms.plain_number(ratio, 1 if ratio < 100 else 0, page_language())
