"""From the stored division of the cost to what the page of all keys shows: tables, words per key, charts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext

from vierkant import terms
from vierkant.cost_sharing.charts import CHARTS
from vierkant.quantities import Unit
from vierkant_web.templatetags.words import number_of, page_language, say

__all__ = [
    "CHARTS",
    "about",
    "change",
    "drawing",
    "euro",
    "key_table",
    "keys",
    "names_of",
    "open_keys",
    "resident_table",
]

Plain = Mapping[str, Any]
Row = dict[str, Any]
WIDTH = 900
SAME = 0.5
"""Less than half a euro per year is no difference."""
COMPUTER, COMBINATIONS, MORE = 4, 3, 2
"""Steps of `KeyResult.simplicity`, from hard to easy."""


def drawing(name: str, found: Plain, address: Callable[[str], str]) -> Row:
    """What ``components/chart.html`` needs for one chart."""
    language = page_language()
    made = CHARTS[name](found, language)
    return {
        "id": f"chart-{name}",
        "src": address("svg"),
        "spec": address("json"),
        "alt": terms.render(f"cost_sharing.chart.{name}_title", language),
        "caption": " ".join(terms.render(message, language) for message in made.summary),
        "source": terms.render(made.source, language),
        "columns": [
            {"title": terms.render(title, language), "number": 0 < place < len(made.header) - _words(name)}
            for place, title in enumerate(made.header)
        ],
        "rows": made.rows,
        "width": WIDTH,
    }


def _words(name: str) -> int:
    """How many of the last columns hold words."""
    return {"keys": 1, "chosen": 0, "margins": 2}[name]


def euro(value: float) -> str:
    """Whole euros: between keys a difference of thousands counts, also where the amounts are millions."""
    return f"€\u00a0{terms.plain_number(value, 0, page_language())}"


def about(value: float) -> str:
    """An amount as a sentence says it: ``€ 98.000``, ``€ 1,6 miljoen``."""
    return number_of(value, Unit.EURO)


def change(value: float, written: Callable[[float], str] = euro) -> str:
    """A difference with today: more, less or the same; ``written`` says how the amount is."""
    if abs(value) < SAME:
        return gettext("as now")
    amount = {"amount": written(abs(value))}
    return gettext("%(amount)s more") % amount if value > 0 else gettext("%(amount)s less") % amount


def names_of(found: Plain) -> dict[str, str]:
    """Id → name of every partner that shares."""
    return {row["id"]: row["name"] for row in found["partners"]}


def key_table(found: Plain) -> Row:
    """Every key that can be counted: whether it holds, and per partner the amount and the difference with today."""
    rows = [
        {
            "id": key["id"],
            "label": key["label"],
            "marks": _marks(key),
            "shown": key["id"] == found["shown"],
            "standing": _standing(key),
            "cells": [
                {"amount": euro(row["amount"]["value"]), "change": change(row["change"]),
                 "dearer": row["partner"] in key["dearer_than_alone"]}
                for row in key["amounts"]
            ],
        }
        for key in found["keys"]
        if key["amounts"]
    ]  # fmt: skip
    base = [
        {"now": euro(row["today"]["value"]), "alone": euro(row["alone"]["value"])}
        for row in found["partners"]
    ]
    return {"names": [row["name"] for row in found["partners"]], "base": base, "rows": rows}


def resident_table(found: Plain) -> Row | None:
    """The same per resident; None when no partner gave its residents (departments have none)."""
    language = page_language()
    keys_found = [key for key in found["keys"] if key["amounts"]]
    if not any(row["per_resident"] is not None for key in keys_found for row in key["amounts"]):
        return None
    rows = [
        [
            say(key["label"]),
            *(
                "–"
                if row["per_resident"] is None
                else f"€\u00a0{terms.plain_number(row['per_resident'], 2, language)}"
                for row in key["amounts"]
            ),
        ]
        for key in keys_found
    ]
    titles = [gettext("Key"), *(row["name"] for row in found["partners"])]
    return {
        "columns": [{"title": title, "number": place > 0} for place, title in enumerate(titles)],
        "rows": rows,
    }


def keys(found: Plain) -> list[Row]:
    """Every key that can be counted, in words; the one that all words are about first."""
    rows = [
        {
            **key,
            "marks": _marks(key),
            "shown": key["id"] == found["shown"],
            "standing": _standing(key),
            "dearer": _dearer(key, names_of(found)),
            "groups": [row["text"] for row in key["subgroups"]],
            "simple": _simple(key),
            "room": _room(key, names_of(found)),
            "ranges": _ranges(key, names_of(found)) if key["ranged"] else [],
        }
        for key in found["keys"]
        if key["amounts"]
    ]
    return sorted(rows, key=lambda row: not row["shown"])


def open_keys(found: Plain) -> list[Plain]:
    """The keys that cannot be counted yet."""
    return [key for key in found["keys"] if not key["amounts"]]


def _marks(key: Plain) -> list[str]:
    found = []
    if key["chosen"]:
        found.append(gettext("proposed"))
    if key["id"] == "agreed":
        found.append(gettext("agreed"))
    return found


def _standing(key: Plain) -> dict[str, str]:
    """Whether a key holds: a level and its word."""
    if key["stable"] is True:
        return {"level": "green", "word": gettext("Holds")}
    if key["stable"] is False:
        return {"level": "red" if key["dearer_than_alone"] else "amber", "word": gettext("Does not hold")}
    return {"level": "unknown", "word": gettext("Searched, not proven")}


def _dearer(key: Plain, names: Mapping[str, str]) -> str:
    """Who pays more than alone; of whom a sentence with the amount stands among the groups it is left out."""
    told = {row["partners"][0] for row in key["subgroups"] if len(row["partners"]) == 1}
    found = [names[item] for item in key["dearer_than_alone"] if item not in told]
    return terms.enumeration(found, page_language()) if found else ""


def _room(key: Plain, names: Mapping[str, str]) -> str:
    """How much advantage the tightest group still has; empty when there is none."""
    if key["margin"] is None or key["stable"] is False or key["margin"]["value"] < SAME:
        return ""
    group = terms.enumeration([names[item] for item in key["margin_partners"]], page_language())
    said = gettext("The tightest group (%(group)s) still gains %(amount)s per year by staying.")
    return said % {"group": group, "amount": about(key["margin"]["value"])}


def _ranges(key: Plain, names: Mapping[str, str]) -> list[str]:
    """The range of every amount of a key."""
    said = gettext("%(name)s: probably between %(low)s and %(high)s")
    return [
        said
        % {
            "name": names[row["partner"]],
            "low": euro(row["amount"]["low"]),
            "high": euro(row["amount"]["high"]),
        }
        for row in key["amounts"]
        if row["amount"]["low"] is not None and row["amount"]["high"] is not None
    ]


def _simple(key: Plain) -> str:
    """How simple a key is, in words."""
    number = {"number": terms.number(key["figures"], Unit.NUMBER, 0, page_language())}
    if key["simplicity"] >= COMPUTER:
        return gettext("Only a computer can check it: %(number)s figures count.") % number
    if key["simplicity"] == COMBINATIONS:
        said = gettext("To check with %(number)s figures, among which the costs of other combinations.")
        return said % number
    if key["simplicity"] == MORE:
        return gettext("To check with %(number)s figures.") % number
    return gettext("Anybody can check the own amount with %(number)s figures.") % number


def about_table(rows: Sequence[Plain]) -> tuple[list[Plain], list[Plain]]:
    """Findings about the partners' own table, and the others."""
    return (
        [row for row in rows if row["id"].startswith("table_")],
        [row for row in rows if not row["id"].startswith("table_")],
    )


def reason(found: Plain) -> Any:
    """Why the partners choose this key, as they wrote it down; None when they did not."""
    texts = (text for row in found["partners"][:1] for text in row["text"])
    return next((text for text in texts if text["id"] == "cost_sharing.partner.reason"), None)


def pushed_out(found: Plain) -> list[Row]:
    """Who would be pushed out by the key that is shown: pays more than alone, the heaviest first."""
    key = next((item for item in found["keys"] if item["id"] == found["shown"]), None)
    names = names_of(found)
    rows = [row for row in (key or {"amounts": ()})["amounts"] if row["gain"] <= -SAME]
    return [
        {"name": names[row["partner"]], "amount": about(-row["gain"])}
        for row in sorted(rows, key=lambda row: row["gain"])
    ]
