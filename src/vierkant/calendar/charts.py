"""The year of a board as a picture: per council the time it gets, and the last safe route through its agenda."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from vierkant.calendar.inputs import Names, Product
from vierkant.calendar.results import BoardPlan, Calendar, CouncilDates
from vierkant.calendar.words import product_name, short_day
from vierkant.quantities import Chart, Message, MessageArgument
from vierkant.terms import CHART_NUMBERS, Language, render

ORDER = (
    Product.BUDGET,
    Product.DRAFT_REGULATION,
    Product.BUDGET_CHANGE,
    Product.PROVISIONAL_ACCOUNTS,
    Product.KADERNOTA,
)
"""Which product is drawn: the first of these of which the time of councils is known."""

WINDOW_COLOUR, LATE_COLOUR, ROUTE_COLOUR, BOARD_COLOUR = "#b9d2e3", "#f0c9a0", "#00538a", "#8a2a5b"
STEPS = ("receive_by", "committee_on", "decide_on")
SHAPES = ("triangle-right", "circle", "square")


def route(calendar: Calendar, board: str, names: Names, language: Language) -> Chart | None:
    """Per council the window and the route for the first known product of the board; None when there is none.

    Args:
        calendar: of the year.
        board: the key of the board.
        names: key of a council → its name on screen.
        language: of the texts in the specification and the rows.
    """
    plan = next((item for item in calendar.boards if item.board == board), None)
    rows = _rows(plan) if plan else []
    if plan is None or not rows:
        return None
    product = product_name(rows[0].product, calendar.year, rows[0].number)
    header = ("council", "received", "receive_by", "committee_on", "decide_on", "slack")
    return Chart(
        spec=_spec(rows, names, product, language),
        header=tuple(Message(f"calendar.chart.{name}") for name in header),
        rows=tuple(_table_row(row, names, language) for row in rows),
        summary=(_summary(rows, plan, product),),
        source=Message("calendar.chart.source"),
    )


def _rows(plan: BoardPlan) -> list[CouncilDates]:
    for product in ORDER:
        found = [
            row
            for row in plan.councils
            if row.product is product and row.number == 1 and row.received_on and row.decide_by
        ]
        if found:
            return found
    return []


def _is_late(row: CouncilDates) -> bool:
    return bool(row.conflicts)


def _summary(rows: Sequence[CouncilDates], plan: BoardPlan, product: Message) -> Message:
    known = [row for row in rows if row.slack is not None or row.conflicts]
    arguments: dict[str, MessageArgument] = {
        "product": product,
        "board": plan.name,
        "in_time": str(sum(not _is_late(row) for row in known)),
        "all": str(len(known)),
        "unknown": str(len(rows) - len(known)),
    }
    if not known:
        return Message("calendar.chart.summary_unknown", arguments)
    return Message(
        "calendar.chart.summary_some" if len(known) < len(rows) else "calendar.chart.summary", arguments
    )


def _table_row(row: CouncilDates, names: Names, language: Language) -> tuple[str, ...]:
    days = (row.received_on, row.receive_by, row.committee_on, row.decide_on)
    texts = [render(short_day(day), language) if day else "–" for day in days]
    room = "–" if row.slack is None else str(row.slack).replace("-", "−")
    return (names.get(row.council, row.council), *texts, room)


def _spec(rows: Sequence[CouncilDates], names: Names, product: Message, language: Language) -> dict[str, Any]:
    word = {name: render(f"calendar.chart.{name}", language) for name in _WORDS}
    meeting = rows[0].meeting_on
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "title": {"text": render("calendar.chart.title", language), "anchor": "start"},
        "width": 560,
        "height": {"step": 30},
        "layer": [*_layers(rows, names, word), *([_meeting(meeting, word)] if meeting else [])],
        "config": {
            "font": "Noto Sans",
            "locale": {**CHART_NUMBERS[language], "time": _time_words(language)},
            "axis": {"labelFontSize": 12, "titleFontSize": 12, "labelLimit": 220},
            "legend": {"orient": "top", "labelFontSize": 12, "labelLimit": 320, "title": None},
            "view": {"stroke": None},
        },
    }


_WORDS = ("title", "window", "late", "council", "meeting", "day", "kind", "until", *STEPS)


def _axis_day(field: str = "day") -> dict[str, Any]:
    axis = {"format": "%-d %b", "tickCount": 8, "labelOverlap": True, "grid": True}
    return {"field": field, "type": "temporal", "title": None, "scale": {"type": "utc"}, "axis": axis}


def _layers(rows: Sequence[CouncilDates], names: Names, word: Mapping[str, str]) -> list[dict[str, Any]]:
    """A bar for the time that a council gets; a mark for each step of its last safe route."""
    council = {"field": "council", "type": "nominal", "title": None, "sort": None, "axis": {"ticks": False}}
    windows = [
        {
            "council": names.get(row.council, row.council),
            "day": _text(row.received_on),
            "until": _text(row.decide_by),
            "kind": word["late"] if _is_late(row) else word["window"],
        }
        for row in rows
    ]
    colour = {
        "field": "kind",
        "type": "nominal",
        "scale": {"domain": [word["window"], word["late"]], "range": [WINDOW_COLOUR, LATE_COLOUR]},
    }
    steps = {
        "field": "kind",
        "type": "nominal",
        "scale": {"domain": [word[name] for name in STEPS], "range": list(SHAPES)},
    }
    day = {"field": "day", "type": "temporal", "title": word["day"], "format": "%-d %B %Y"}
    tooltip = [{"field": name, "title": word[name]} for name in ("council", "kind")]
    return [
        {
            "data": {"values": windows},
            "mark": {"type": "bar", "height": 16, "cornerRadius": 2},
            "encoding": {
                "y": council,
                "x": _axis_day(),
                "x2": {"field": "until"},
                "color": colour,
                "tooltip": [*tooltip, day],
            },
        },
        {
            "data": {"values": list(_marks(rows, names, word))},
            "mark": {"type": "point", "filled": True, "size": 90, "opacity": 1, "color": ROUTE_COLOUR},
            "encoding": {"y": council, "x": _axis_day(), "shape": steps, "tooltip": [*tooltip, day]},
        },
    ]


def _marks(rows: Sequence[CouncilDates], names: Names, word: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    for row in rows:
        for name in STEPS:
            value = getattr(row, name)
            if value is not None:
                council = names.get(row.council, row.council)
                yield {"council": council, "day": _text(value), "kind": word[name]}


def _meeting(meeting: date, word: Mapping[str, str]) -> dict[str, Any]:
    """The meeting of the board, as a line with its word above."""
    rule: dict[str, Any] = {"type": "rule", "color": BOARD_COLOUR, "strokeWidth": 2, "strokeDash": [4, 3]}
    text = {
        "type": "text",
        "color": BOARD_COLOUR,
        "align": "right",
        "dx": -4,
        "dy": -6,
        "y": 0,
        "fontSize": 12,
    }
    return {
        "data": {"values": [{"day": _text(meeting), "word": word["meeting"]}]},
        "encoding": {"x": _axis_day()},
        "layer": [{"mark": rule}, {"mark": text, "encoding": {"text": {"field": "word"}}}],
    }


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _time_words(language: Language) -> dict[str, Any]:
    """Months and weekdays on the axis (Vega's ``config.locale.time``)."""
    months = [render(f"calendar.month.{number}", language) for number in range(1, 13)]
    days = [render(f"calendar.weekday.{(number - 1) % 7}", language) for number in range(7)]
    return {
        "dateTime": "%A %-d %B %Y %X",
        "date": "%d-%m-%Y",
        "time": "%H:%M:%S",
        "periods": ["", ""],
        "days": days,
        "shortDays": [name[:2] for name in days],
        "months": months,
        "shortMonths": [name[:3] if name != "maart" else "mrt" for name in months],
    }
