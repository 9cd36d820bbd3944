"""The timeline of contracts: until when each runs, the last day to give notice, from when all can go on together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from vierkant.organisation_scan.charts import (
    DARK,
    GREY,
    MOST_DRAWN,
    PALE,
    Plain,
    Spec,
    partner_words,
    spec_of,
    word,
)
from vierkant.quantities import Chart, Message, Unit
from vierkant.terms import Language, number, render

BLUE, ORANGE = "#00538a", "#b35900"
_NONE = "–"


def timeline(plain: Plain, language: Language = "nl") -> Chart:
    """Bars from today to the end of every contract of what can be joined.

    Args:
        plain: a `ProcessesResult`, with ``dated`` for the day of the drawing.

    Raises:
        ValueError: no contract of something that can be joined has an end.
    """
    dated = plain["dated"]
    joins = [plan for plan in dated["joins"] if plan["at_least"]]
    if not joins:
        raise ValueError("nothing to compare")
    by_key = {row["key"]: row for row in plain["components"]}
    said = _said(dated, joins)
    return Chart(
        spec=_spec(dated, joins, by_key, said, language),
        header=tuple(
            Message(f"organisation_scan.chart.{name}")
            for name in ("component", "landscape", "earliest", "sooner", "running")
        ),
        rows=tuple(_row(plan, language) for plan in joins),
        summary=said,
        source=Message("organisation_scan.chart.source"),
    )


def day_words(day: str | date | None, language: Language) -> str:
    """``31 december 2027``; a dash for None."""
    if day is None:
        return _NONE
    found = date.fromisoformat(day) if isinstance(day, str) else day
    return f"{found.day} {render(f'organisation_scan.month.m{found.month}', language)} {found.year}"


def day_message(day: str) -> Message:
    """A day inside a sentence."""
    found = date.fromisoformat(day)
    return Message(
        "organisation_scan.day",
        {
            "day": str(found.day),
            "month": Message(f"organisation_scan.month.m{found.month}"),
            "year": str(found.year),
        },
    )


def _said(dated: Plain, joins: Sequence[Plain]) -> tuple[Message, ...]:
    known = [plan for plan in joins if plan["earliest"]]
    if not known:
        return (Message("organisation_scan.chart.summary_no_moment", {"count": len(joins)}),)
    first = min(known, key=lambda plan: plan["earliest"])
    last = max(known, key=lambda plan: plan["earliest"])
    said = [
        Message(
            "organisation_scan.chart.summary_timeline",
            {
                "count": len(joins),
                "first": first["name"],
                "first_day": day_message(first["earliest"]),
                "last": last["name"],
                "last_day": day_message(last["earliest"]),
            },
        )
    ]
    if len(known) < len(joins):
        said.append(Message("organisation_scan.chart.summary_unknown", {"count": len(joins) - len(known)}))
    return tuple(said)


def _row(plan: Plain, language: Language) -> tuple[str, ...]:
    sooner = plan["sooner"]
    at_least = Message("organisation_scan.chart.not_before", {"day": day_message(plan["at_least"])})
    return (
        plan["name"],
        render(f"organisation_scan.landscape.{plan['landscape']}", language),
        day_words(plan["earliest"], language) if plan["earliest"] else render(at_least, language),
        number(sooner["value"], Unit.EURO, 0, language) if sooner else _NONE,
        partner_words(plan["moments"][0]["running"] if plan["moments"] else [], language),
    )


def _bars(
    dated: Plain, joins: Sequence[Plain], by_key: Mapping[str, Plain]
) -> tuple[list[Spec], list[Spec], list[Spec]]:
    """Per contract a bar, per last day to give notice a mark, per component the moment of joining."""
    bars: list[Spec] = []
    notices: list[Spec] = []
    moments: list[Spec] = []
    for plan in joins:
        rows = [
            item for item in by_key[plan["key"]]["contracts"] if item["ends"] and item["status"] != "planned"
        ]
        if len(bars) + len(rows) > MOST_DRAWN and bars:
            break
        for item in rows:
            label = f"{item['name']}: {item['product'] or plan['name']}"
            place = {"row": f"{item['id']}|{label}", "component": plan["name"]}
            bars.append({**place, "start": dated["today"], "end": max(item["ends"], dated["today"])})
            if item["give_notice_by"] and item["give_notice_by"] >= dated["today"]:
                notices.append({**place, "day": item["give_notice_by"]})
            if plan["earliest"] and item["ends"] == plan["at_least"]:
                moments.append({**place, "day": plan["earliest"]})
    return bars, notices, moments


def _spec(
    dated: Plain,
    joins: Sequence[Plain],
    by_key: Mapping[str, Plain],
    said: Sequence[Message],
    language: Language,
) -> Spec:
    bars, notices, moments = _bars(dated, joins, by_key)
    kinds = [word(name, language) for name in ("contract", "notice", "moment")]
    for rows, kind in zip((bars, notices, moments), kinds, strict=True):
        for row in rows:
            row["kind"] = kind
    return spec_of(
        word("title_timeline", language),
        said,
        language,
        width=420,
        height={"step": 30},
        layer=_layers(bars, notices, moments, kinds),
    )


def _layers(bars: list[Spec], notices: list[Spec], moments: list[Spec], kinds: Sequence[str]) -> list[Spec]:
    order = [row["row"] for row in bars]
    label = "split(datum.label, '|')[1]"
    y = {
        "field": "row",
        "type": "nominal",
        "sort": order,
        "axis": {"title": None, "labelExpr": label, "labelLimit": 360},
    }
    axis = {"title": None, "format": "%Y", "tickCount": "year", "grid": True}
    x: Spec = {"type": "temporal", "axis": axis}
    kind: Spec = {"field": "kind", "type": "nominal", "title": None}
    colour = {**kind, "scale": {"domain": list(kinds), "range": [PALE, ORANGE, BLUE]}}
    shape = {**kind, "scale": {"domain": list(kinds), "range": ["square", "triangle-down", "diamond"]}}
    point = {"type": "point", "filled": True, "size": 150, "opacity": 1, "stroke": "#ffffff"}
    return [
        {
            "data": {"values": bars},
            "mark": {"type": "bar", "height": 14, "stroke": GREY, "strokeWidth": 0.5},
            "encoding": {"y": y, "x": {"field": "start", **x}, "x2": {"field": "end"}, "color": colour,
                         "tooltip": {"field": "component"}},
        },
        {
            "data": {"values": [*notices, *moments]},
            "mark": point,
            "encoding": {"y": y, "x": {"field": "day", **x}, "color": colour, "shape": shape},
        },
        {
            "data": {"values": bars[:1]},
            "mark": {"type": "rule", "color": DARK, "strokeDash": [4, 3]},
            "encoding": {"x": {"field": "start", **x}},
        },
    ]  # fmt: skip


def timeline_of(plain: Plain, dated: Any, language: Language) -> Chart:
    """The same with what was dated anew.

    Args:
        plain: a stored `ProcessesResult`.
        dated: `DatedContracts` of the day as JSON values.
    """
    return timeline({**plain, "dated": dated}, language)
