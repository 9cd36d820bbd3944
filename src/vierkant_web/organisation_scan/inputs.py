"""From the stored comparison of organisations to what its pages show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext

from vierkant import terms
from vierkant.organisation_scan import charts
from vierkant.organisation_scan.charts_contracts import timeline_of
from vierkant.organisation_scan.contracts import dated_again
from vierkant.organisation_scan.same_work import without_persons
from vierkant.quantities import Chart, to_plain
from vierkant_web.organisation_scan.words import COMPARISONS, LEVELS
from vierkant_web.templatetags.engine import day
from vierkant_web.templatetags.words import number_of, page_language, say

Plain = Mapping[str, Any]
Row = dict[str, Any]
MOST_EXPLAINED = 60
"""With more numbers than this, how a number was made is told once per subject and not per partner."""


def sentence(message: Any) -> str:
    """A message as a sentence of its own: with a capital and an end; nothing for None."""
    text = say(message).strip()
    if not text:
        return ""
    return text[:1].upper() + text[1:] + ("" if text[-1] in ".?!" else ".")


# Structure --------------------------------------------------------------------------------------------------------


def subjects(rows: Sequence[Plain]) -> list[Row]:
    """Subjects as the page shows them, what differs first; each partner with its words."""
    numbers = sum(item["computed"] is not None for row in rows for item in row["values"])
    order = ("different", "unknown", "alike")
    return [
        {
            **row,
            **compared(row),
            "sentence": sentence(row["size"]),
            "explained": [item for item in row["values"] if item["computed"]]
            if numbers <= MOST_EXPLAINED
            else [],
        }
        for row in sorted(rows, key=lambda row: order.index(row["comparison"]))
    ]


def compared(row: Plain) -> Row:
    """The sign and the word of a comparison."""
    return {"level": LEVELS[row["comparison"]], "word": COMPARISONS[row["comparison"]]}


def decisions(rows: Sequence[Plain]) -> list[Row]:
    """Decisions, each partner with who may take it and up to what amount."""
    return [
        {**row, **compared(row), "cells": [_steps(side["steps"]) for side in row["sides"]]} for row in rows
    ]


def _steps(steps: Sequence[Sequence[Any]]) -> list[Row]:
    return [
        {
            "who": say(f"organisation_scan.decider.{decider}"),
            "amount": number_of(amount, "euro") if amount is not None else "",
        }
        for decider, amount in steps
    ]


def same_work(rows: Sequence[Plain], partners: Plain) -> tuple[list[Row], int]:
    """The same work in other scales, without what points to a person, and how many rows were left out for that."""
    kept, left_out = without_persons(rows)
    return [
        {
            **row,
            "scales": [
                {**line, "partner_name": partners.get(line["partner"], line["partner"])}
                for line in row["scales"]
            ],
        }
        for row in kept
    ], left_out


# Processes --------------------------------------------------------------------------------------------------------


def teaching(rows: Iterable[Plain]) -> list[Row]:
    """Per business function who can show whom how it works."""
    return [
        {
            "name": row["name"],
            "from": terms.enumeration(row["ahead"], page_language()),
            "to": terms.enumeration(row["behind"], page_language()),
            "size": sentence(row["size"]),
        }
        for row in rows
        if row["ahead"]
    ]


def components(rows: Iterable[Plain]) -> list[Row]:
    """Reference components with what every partner uses, in one line per contract."""
    return [
        {
            "name": row["name"],
            "landscape": row["landscape"],
            "comparison": row["comparison"],
            "double": terms.enumeration(row["double"], page_language()),
            "lines": [_contract_line(item) for item in row["contracts"]],
            "without": terms.enumeration(row["without"], page_language()),
        }
        for row in rows
    ]


def _contract_line(item: Plain) -> str:
    """Partner, product, where it stands and until when: one text, for there may be thousands."""
    text = f"{item['name']}: {item['product'] or '?'}"
    if item["status"] != "in_use":
        text += f" ({say('organisation_scan.application_status.' + item['status'])})"
    return f"{text}, {gettext('until %(day)s') % {'day': day(item['ends'])}}" if item["ends"] else text


def dated(processes: Plain, today: date) -> Row:
    """What depends on today, made anew from the stored contracts."""
    found: Row = to_plain(dated_again(processes, today=today))
    return found


def joins(found: Plain, most: int) -> list[Row]:
    """What can be joined when, the first so many, with the cost of every earlier day."""
    return [
        {
            **plan,
            "steps": [{**step, "cost": _cost(step)} for step in plan["moments"]],
            "passed_names": terms.enumeration(plan["passed"], page_language()),
            "unknown_names": terms.enumeration(plan["end_unknown"], page_language()),
        }
        for plan in found["joins"][:most]
    ]


def _cost(step: Plain) -> str:
    if step["left_over"] is None:
        return ""
    return number_of(step["left_over"], "euro")


# Charts -----------------------------------------------------------------------------------------------------------


def drawn(name: str, scan: Plain, today: date | None) -> Chart | None:
    """One chart of the comparison; None when there is nothing to draw.

    ``today`` None: what depends on the day was made for today already.
    """
    structure, processes = scan.get("structure"), scan.get("processes")
    try:
        if name == "opbouw" and structure:
            return charts.structure(structure, page_language())
        if name == "volwassenheid" and processes:
            return charts.maturity(processes, page_language())
        if name == "contracten" and processes:
            now = processes["dated"] if today is None else dated(processes, today)
            return timeline_of(processes, now, page_language())
    except ValueError:
        return None
    return None
