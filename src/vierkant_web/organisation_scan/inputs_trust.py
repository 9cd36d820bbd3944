"""From what partners filled in alone to what the page of trust shows, and the chart of it.

These pages make the result themselves, from the rows that this visitor may read: what only the guide reads must stand
in no stored assessment, and who is ready must be true at this moment. It is a few sums over ten numbers per partner.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError

from vierkant import terms
from vierkant.organisation_scan.inputs import TrustScan
from vierkant.organisation_scan.trust import assess_trust
from vierkant.organisation_scan.trust_charts import CHARTS
from vierkant.quantities import to_plain
from vierkant.reference import municipality
from vierkant_web.models import SHARED_PART, Section
from vierkant_web.permissions import Visit
from vierkant_web.templatetags.words import page_language

SECTION = Section.TRUST.value
Contents = Mapping[str, Any]
"""Partner → what it filled in, as the dossier holds it."""


def readable(place: Visit) -> tuple[dict[str, str], Any]:
    """The partners by name, in the order of the dossier, and what the partner of this visitor filled in. One query."""
    own = place.access.partner
    rows = (
        place.revisions()
        .filter(section__in=(Section.PARTNERS, SECTION))
        .values_list("section", "partner", "content")
    )
    found = {(section, partner): content for section, partner, content in rows}
    names = {row["id"]: _name(row) for row in found.get((Section.PARTNERS, SHARED_PART)) or ()}
    return names, found.get((SECTION, own)) if own else None


def _name(row: Mapping[str, Any]) -> str:
    known = municipality(row.get("municipality") or "")
    return str(row.get("name") or (known.name if known else row["id"]))


def assessed(contents: Contents, names: Mapping[str, str]) -> dict[str, Any] | None:
    """What these partners filled in, laid side by side; None when nothing was."""
    rows = [row for partner, content in contents.items() if (row := _row(partner, content)) is not None]
    if not rows:
        return None
    seen = {row.partner for row in rows}
    plain: dict[str, Any] = to_plain(
        assess_trust(rows, {key: name for key, name in names.items() if key in seen})
    )
    language = page_language()
    for theme in plain["themes"]:
        word = terms.render(f"trust.theme.{theme['theme']}", language)
        theme["title"] = word[:1].upper() + word[1:]
    plain["numbers"] = [theme["spread"] for theme in plain["themes"] if theme["apart"]]
    plain["concerns"] = [row for row in plain["partners"] if row["concern"]]
    return plain


def _row(partner: str, content: Any) -> TrustScan | None:
    """None for what was taken out, or was written before this version knew it."""
    try:
        return TrustScan.model_validate({**content[0], "partner": partner}) if content else None
    except (ValidationError, TypeError, KeyError):
        return None


def statements(plain: Mapping[str, Any]) -> dict[str, Any]:
    """Every statement with the mark of each partner, for a table."""
    language = page_language()
    partners = [row for row in plain["partners"] if row["seen"]]
    columns: list[dict[str, Any]] = [{"title": terms.render("trust.chart.statement", language)}]
    columns += [{"title": row["name"], "number": True} for row in partners]
    rows: list[list[str]] = []
    for theme in plain["themes"]:
        marks = {mark["partner"]: mark["statements"] for mark in theme["marks"]}
        every: list[dict[str, Any]] = next(iter(marks.values()), [])
        for number, statement in enumerate(every):
            cells = [
                marks[row["partner"]][number]["mark"] if row["partner"] in marks else None for row in partners
            ]
            text = terms.render(statement["text"], language)
            rows.append([text, *("–" if cell is None else str(cell) for cell in cells)])
    return {"columns": columns, "rows": rows}


def drawing(plain: Mapping[str, Any], address: Callable[[str], str]) -> dict[str, Any] | None:
    """What ``components/chart.html`` needs; None while there are not two partners to lay side by side."""
    if sum(row["seen"] for row in plain["partners"]) < 2:
        return None
    language = page_language()
    made = CHARTS["trust"](plain, language)
    return {
        "id": "chart-trust",
        "src": address("svg"),
        "spec": address("json"),
        "alt": terms.render("trust.chart.title", language),
        "caption": " ".join(terms.render(message, language) for message in made.summary),
        "source": terms.render(made.source, language),
        "columns": [
            {"title": terms.render(title, language), "number": place > 0}
            for place, title in enumerate(made.header)
        ],
        "rows": made.rows,
    }


def spec(plain: Mapping[str, Any]) -> dict[str, Any]:
    """The specification of the chart, in the language of the page."""
    found: dict[str, Any] = CHARTS["trust"](plain, page_language()).spec
    return found
