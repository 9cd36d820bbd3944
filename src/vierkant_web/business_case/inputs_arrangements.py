"""From the stored comparison of budgets to the page: one partner and year, sorted; and rows of the register."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from vierkant import reference
from vierkant.business_case.bridge_chart import BRIDGE_CHARTS, exact, signed
from vierkant.quantities import Chart, Unit
from vierkant.terms import Language, number, render
from vierkant_web.section_rows import written_section
from vierkant_web.templatetags.words import page_language

Plain = Mapping[str, Any]
Row = dict[str, Any]
SECTION = "budgets"
SORTS = (
    "name",
    "contribution",
    "change",
    "change_share",
    "per_resident",
    "index_gap",
    "overhead_share",
    "reserve_above",
    "explained_share",
)
"""Columns that can be sorted on, as they stand on the page."""
MOST_NAME = 200
FEW_EXPLAINED = 0.75


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the visitor asked to see; what does not exist is replaced by what does."""

    partner: str
    year: int
    sort: str
    down: bool


def choices(budgets: Plain) -> tuple[list[tuple[str, str]], list[int]]:
    """The partners (id and name; an empty id is nobody's) and the years that have rows."""
    partners = {row["partner"] or "": row["name"] or "" for row in budgets["totals"]}
    return list(partners.items()), sorted({row["year"] for row in budgets["rows"]}, reverse=True)


def wanted(budgets: Plain, given: Mapping[str, str], own: str) -> Wanted:
    """What to show: the partner and year asked for, else the visitor's own partner and its latest year."""
    ids = [identifier for identifier, _name in choices(budgets)[0]]
    partner = given.get("deelnemer", own)
    if partner not in ids:
        partner = own if own in ids else ids[0]
    years = [row["year"] for row in budgets["totals"] if (row["partner"] or "") == partner]
    asked = given.get("jaar", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else 0
    sort = given.get("volgorde", "contribution")
    return Wanted(
        partner,
        year if year in years else max(years),
        sort if sort in SORTS else "contribution",
        given.get("richting", "af") != "op",
    )


def shown(budgets: Plain, choice: Wanted) -> list[Row]:
    """The rows of the partner and year in the order asked for; what is not known stands last in both directions."""
    rows = [
        row for row in budgets["rows"] if (row["partner"] or "", row["year"]) == (choice.partner, choice.year)
    ]
    known = [row for row in rows if _value(row, choice.sort) is not None]
    known.sort(key=lambda row: _value(row, choice.sort), reverse=choice.down)
    rest = [row for row in rows if _value(row, choice.sort) is None]
    return [texts(row) for row in [*known, *rest]]


def _value(row: Plain, name: str) -> Any:
    if name == "explained_share":
        return row["bridge"]["explained_share"] if row["bridge"] else None
    return row["name"].casefold() if name == "name" else row[name]


def texts(row: Plain) -> Row:
    """A row with its amounts as texts, exact to the euro, and what asks attention."""
    language = page_language()
    explained = _value(row, "explained_share")
    return {
        **row,
        "text": {
            "contribution": _exact(row["contribution"], language),
            "previous": _exact(row["previous"], language),
            "change": "–" if row["change"] is None else _signed(row["change"], language),
            "change_share": _share(row["change_share"], language),
            "per_resident": _cents(row["per_resident"], language),
            "total": _exact(row["total"], language),
            "share_of_total": _share(row["share_of_total"], language),
            "index_used": _share(row["index_used"], language),
            "index_agreed": _share(row["index_agreed"], language),
            "indices": f"{_share(row['index_used'], language)}, {_share(row['index_agreed'], language)}",
            "index_gap": "–" if row["index_gap"] is None else _signed(row["index_gap"], language),
            "overhead": _exact(row["overhead"], language),
            "overhead_share": _share(row["overhead_share"], language),
            "reserve": _exact(row["reserve"], language),
            "reserve_ceiling": _exact(row["reserve_ceiling"], language),
            "reserve_above": _exact(row["reserve_above"], language),
            "explained_share": _share(explained, language, 0),
        },
        "asks": {
            "index": (row["index_gap"] or 0) > 0,
            "reserve": (row["reserve_above"] or 0) > 0,
            "explained": explained is not None and explained <= FEW_EXPLAINED,
        },
        "explained_share": explained,
    }


def _exact(amount: int | None, language: Language) -> str:
    return "–" if amount is None else _kept_together(exact(amount, language))


def _signed(amount: int, language: Language) -> str:
    return _kept_together(signed(amount, language))


def _kept_together(text: str) -> str:
    """An amount never breaks over two lines."""
    return text.replace(" ", "\u00a0")


def _share(share: float | None, language: Language, decimals: int = 1) -> str:
    return number(share, Unit.SHARE, decimals, language)


def _cents(amount: float | None, language: Language) -> str:
    return "–" if amount is None else f"€\u00a0{number(amount, Unit.NUMBER, 2, language)}"


def total(budgets: Plain, choice: Wanted) -> Row:
    """The totals of the partner and year as texts."""
    language = page_language()
    row = next(
        row
        for row in budgets["totals"]
        if (row["partner"] or "", row["year"]) == (choice.partner, choice.year)
    )
    return {
        **row,
        "text": {
            "contribution": _exact(row["contribution"], language),
            "change": _signed(row["change"], language),
            "change_share": _share(row["change_share"], language),
            "per_resident": _cents(row["per_resident"], language),
        },
    }


def about(budgets: Plain, rows: Sequence[Plain], choice: Wanted) -> list[Row]:
    """The findings about the rows that are shown, and about their total."""
    ends = {row["id"] for row in rows} | {f"{choice.partner or 'all'}-{choice.year}"}
    return [row for row in budgets["findings"] if row["id"].partition(".")[2].partition(".")[2] in ends]


def budget_of(budgets: Plain, identifier: str) -> Row | None:
    """One row by its id."""
    return next((dict(row) for row in budgets["rows"] if row["id"] == identifier), None)


def chart_of(row: Plain) -> Chart | None:
    """The bridge of a row as a chart; None when the amounts of both years are not known."""
    return BRIDGE_CHARTS["waterfall"](row["bridge"], page_language()) if row["bridge"] else None


def steps(row: Plain) -> list[Row]:
    """The steps of a bridge as texts, with what was written about each."""
    language = page_language()
    return [
        {
            **step,
            "title": render(f"budgets.cause.{step['cause']}", language),
            "amount_text": _signed(step["amount"], language),
            "end_text": _exact(step["end"], language),
        }
        for step in row["bridge"]["steps"]
    ]


def drawing(row: Plain, src: str, spec: str) -> Row | None:
    """What ``components/chart.html`` needs for the bridge."""
    made, language = chart_of(row), page_language()
    if made is None:
        return None
    said = " ".join(render(message, language) for message in made.summary)
    return {
        "id": "chart-bridge",
        "src": src,
        "spec": spec,
        "alt": said,
        "caption": said,
        "source": render(made.source, language).partition(": ")[2],
        "columns": [
            {"title": render(title, language), "number": place > 0} for place, title in enumerate(made.header)
        ],
        "rows": made.rows,
        "width": 900,
    }


# Rows of the register --------------------------------------------------------------------------------------------


def municipalities_of(plain: Plain) -> list[Row]:
    """The partners that are a municipality, with the number of their arrangements in the register."""
    return [
        {
            "id": row["id"],
            "name": row.get("name") or found.name,
            "number": len(reference.arrangements_of(found.code)),
        }
        for row in plain.get("partners", ())
        if row.get("municipality") and (found := reference.municipality(row["municipality"])) is not None
    ]


def with_register(rows: Iterable[Row], plain: Plain, partner: str, year: int) -> tuple[list[Row], int]:
    """The rows with one more for each arrangement of the partner that has none in the year; and how many that are.

    A new row holds the name, the number in the register, the partner and the year: amounts are for people to fill in.
    """
    codes = {row["id"]: row.get("municipality") for row in plain.get("partners", ())}
    old = list(rows)
    there = {
        row.get("register_number") for row in old if (row.get("partner"), row.get("year")) == (partner, year)
    }
    taken = {row["id"] for row in old}
    new: list[Row] = []
    for item in reference.arrangements_of(codes.get(partner) or ""):
        if item.id not in there:
            identifier = _free(f"{_slug(item.name)[:40].strip('-')}-{year}", taken)
            taken.add(identifier)
            new.append(
                {
                    "id": identifier,
                    "name": item.name[:MOST_NAME],
                    "register_number": item.id,
                    "partner": partner,
                    "year": year,
                }
            )
    return [*old, *new], len(new)


def checked(rows: Sequence[Row]) -> tuple[Any, list[str]]:
    """The rows as a dossier holds them, and what is wrong with them in sentences."""
    return written_section(SECTION, rows)


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    plain = re.sub(r"^(de )?(gemeenschappelijke )?regeling ", "", plain)
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "regeling"


def _free(wanted_id: str, taken: set[str]) -> str:
    found, count = wanted_id, 2
    while found in taken:
        found, count = f"{wanted_id}-{count}", count + 1
    return found
