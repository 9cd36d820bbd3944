"""From the stored ledger to the rows of its page. All of it is for members only: the ledger is never public."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from math import fsum
from typing import Any

from django.utils.formats import date_format

from vierkant import terms
from vierkant.change.inputs import LedgerKind
from vierkant.change.ledger_charts import CHARTS as LEDGER_CHARTS
from vierkant.quantities import Chart, Message
from vierkant_web.change.cells import Cells
from vierkant_web.templatetags.words import page_language

Plain = Mapping[str, Any]
PHASE_KINDS = ("contact", "preparation", "practice")
NUMBERS = tuple(
    f"{measure}_{state}"
    for measure in ("hours", "euros")
    for state in ("needed", "reserved", "decided", "spent")
)
"""The columns of a table, in order."""
LEAST_HOURS = 0.5
"""Less than this is rounding."""


def _of_people(make: Callable[[Plain, terms.Language], Chart]) -> Callable[[Plain, terms.Language], Chart]:
    return lambda people, language: make(people["ledger"], language)


CHARTS: Mapping[str, Callable[[Plain, terms.Language], Chart]] = {
    name: _of_people(make) for name, make in LEDGER_CHARTS.items()
}


def drawing(people: Plain, name: str, address: Callable[[str, str], str]) -> dict[str, Any]:
    """What ``components/chart.html`` needs for one chart; its table stands on the page already."""
    language = page_language()
    made = CHARTS[name](people, language)
    return {
        "id": f"chart-{name}",
        "src": address(name, "svg"),
        "spec": address(name, "json"),
        "alt": made.spec["title"]["text"],
        "caption": " ".join(terms.render(message, language) for message in made.summary),
        # The component writes "Source:" itself.
        "source": terms.render(made.source, language).removeprefix("Bron: ").removeprefix("Source: "),
    }


def months(ledger: Plain) -> list[dict[str, Any]]:
    """Hours and euro needed and decided per month, without the months in which there is nothing."""
    names = ("hours_needed", "hours_decided", "euros_needed", "euros_decided")
    columns = zip(ledger["months"], *(ledger[f"{name}_by_month"] for name in names), strict=True)
    rows = [
        {"on": month_word(month), **dict(zip(names, numbers, strict=True))} for month, *numbers in columns
    ]
    return [row for row in rows if any(row[name] >= LEAST_HOURS for name in names)]


def month_word(day: str) -> str:
    """A month in words, from its first day."""
    return date_format(date.fromisoformat(day), "M Y")


def kinds(ledger: Plain) -> list[dict[str, Any]]:
    """The twelve kinds, each with what it holds and what not."""
    return [
        {**row, "explanation": Message(f"ledger.kind.{row['id']}.explanation")} for row in ledger["kinds"]
    ]


def with_cells(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """A table: the rows with their numbers as cells, and those of the last row, the sum of each column."""
    made = Cells()
    return {
        "rows": [{**row, "cells": made.numbers(row[name] for name in NUMBERS)} for row in rows],
        "total": made.numbers(fsum(row[name] for row in rows) for name in NUMBERS),
    }


def phases(people: Plain) -> list[dict[str, Any]]:
    """The hours of every phase, all groups together: contact, preparation, practice and their total as numbers.

    Every group divides its hours over the phases in the same way, so the first one tells the division and the ledger
    how much it is in all. That spares reading every group of a large assessment.
    """
    [first] = people["groups"].values()
    if not first:
        return []
    needed = {row["id"]: row["hours_needed"] for row in people["ledger"]["kinds"]}
    larger = {
        kind: _share(needed[kind], fsum(phase[kind]["value"] for phase in first["phases"]))
        for kind in PHASE_KINDS
    }
    found = []
    for phase in first["phases"]:
        parts = {kind: _times(phase[kind], larger[kind]) for kind in PHASE_KINDS}
        ends = {end: fsum(part[end] for part in parts.values()) for end in ("value", "low", "high")}
        total = {**ends, "unit": "hours", "decimals": 0}
        found.append(
            {"id": phase["id"], "label": phase["label"], "text": phase["text"], **parts, "total": total}
        )
    return found


def _share(whole: float, part: float) -> float:
    return whole / part if part else 0.0


def _times(number: Plain, factor: float) -> dict[str, float]:
    ends = {name: number[name] for name in ("value", "low", "high")}
    return {name: factor * (number["value"] if end is None else end) for name, end in ends.items()}


def besides(ledger: Plain) -> list[dict[str, Any]]:
    """The hours that belong to no phase: managers' talks, change team, aftercare, reserve, …"""
    return [
        row for row in ledger["kinds"] if row["id"] not in PHASE_KINDS and row["hours_needed"] >= LEAST_HOURS
    ]


def lines(dossier: Plain) -> list[dict[str, Any]]:
    """The lines as somebody decided them, what is not decided first; ``decided`` is the rule of the ledger itself."""
    names = {row["id"]: row["name"] for row in dossier.get("people", ())}
    language = page_language()
    words = {kind.value: terms.render(f"ledger.kind.{kind.value}.name", language) for kind in LedgerKind}
    made = Cells()
    found = [
        {
            **row,
            "word": words[row["kind"]],
            "group_name": names.get(row.get("group"), ""),
            "decided": all(row.get(name) for name in ("decided_by", "decided_on", "cover")),
            "amounts": made.numbers(amount(row.get(name)) for name in ("hours", "euros")),
            **{name: amount(row.get(name)) for name in ("spent_hours", "spent_euros")},
        }
        for row in dossier.get("ledger", ())
    ]
    return sorted(found, key=lambda row: row["decided"])


def amount(figure: Any) -> float | None:
    """The central number of an amount in a dossier; None when it is not given."""
    value = figure.get("value") if isinstance(figure, Mapping) else figure
    return None if value is None else float(value)


def load(ledger: Plain, groups: Plain) -> dict[str, Any]:
    """Hours per person per month: the months with anything in them, and a row per group, the heaviest first."""
    asked = [
        (row, [here + other for here, other in zip(row["asked"], row["elsewhere"], strict=True)])
        for row in ledger["load"]
    ]
    used = [
        number for number in range(len(ledger["months"])) if any(hours[number] >= 0.05 for _, hours in asked)
    ]
    cells = Cells()
    rows = [
        {
            "group": groups.get(row["group"]),
            "small": row["small"],
            "over": len(row["over"]),
            "most": max(hours, default=0.0),
            "elsewhere": max(row["elsewhere"], default=0.0),
            "cells": cells.hours([hours[number] for number in used], [number in over for number in used]),
        }
        for row, hours in asked
        for over in (set(row["over"]),)
    ]
    rows.sort(key=lambda row: (-row["over"], -row["most"]))
    return {"months": [month_word(ledger["months"][number]) for number in used], "rows": rows}
