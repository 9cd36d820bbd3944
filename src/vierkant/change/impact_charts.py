"""Charts of the impact: groups × aspects, and the load of teams per month. A number stands in every cell.

All functions take a result as JSON values. Small groups are left out unless the project team asks for them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from vierkant.change.impact_findings import LARGE_GAP
from vierkant.change.inputs import Aspect
from vierkant.change.load import month_words
from vierkant.quantities import Chart, Message, Number, Unit
from vierkant.terms import CHART_NUMBERS, Language, plain_number, render

SCORE_COLOURS = ("#f4f7fa", "#d6e4ee", "#a9c9de", "#6ea6cb", "#1f6fa3", "#003f6b")
"""For 0 to 5; dark letters fit on the first four, white ones on the last two."""
LOAD_COLOURS = ("#f4f7fa", "#d6e4ee", "#8fbcd8", "#a34e00")
"""Nothing, up to half, up to all, and more than can be spent; white letters on the last."""
PART_COLOURS = ("#00538a", "#b35900", "#4f7f3b", "#7a4b94", "#8c6d00", "#a0355c", "#3a7d7c", "#555f6b")
"""For the parts of the load of one team, in their order."""

_DARK, _WHITE = "#1a2733", "#ffffff"
_LINE = "#c5ced6"
_NONE = "–"


def heat_map(plain: Mapping[str, Any], language: Language, *, without_small: bool = True) -> Chart:
    """Groups × aspects, heaviest load first. In brackets the score of the group's own lead where it differs much.

    Args:
        plain: an `ImpactResult` as JSON values.
        language: of the texts in the specification and the rows.
        without_small: leave out the small groups; only the project team may see them.
    """
    cards = plain["cards"]
    place = {identifier: number for number, identifier in enumerate(plain["heaviest"])}
    ordered = sorted(cards, key=lambda card: place.get(card["group"], len(place)))
    shown = [card for card in ordered if not (without_small and card["small"])]
    aspects = [Message(f"impact.aspect.{aspect.value}.name") for aspect in Aspect]
    words = [render(aspect, language) for aspect in aspects]
    return Chart(
        spec=_heat_spec(shown, words, language),
        header=(
            Message("impact.chart.group"),
            Message("impact.chart.people"),
            *aspects,
            Message("impact.chart.load"),
            Message("impact.chart.status"),
        ),
        rows=tuple(_heat_row(card, language) for card in shown),
        summary=_heat_summary(shown, len(cards)),
        source=Message("impact.chart.source"),
    )


def load(plain: Mapping[str, Any], language: Language, *, without_small: bool = True) -> Chart:
    """Teams × months: hours per person that all cooperations and projects ask together.

    Args:
        plain: a `LoadResult` as JSON values.
        language: of the texts in the specification and the rows.
        without_small: leave out the small teams; only the project team may see them.
    """
    shown = [team for team in plain["teams"] if not (without_small and team["small"])]
    months = [month_words(date.fromisoformat(month)) for month in plain["months"]]
    return Chart(
        spec=_load_spec(plain, shown, language),
        header=(Message("impact.chart.team"), Message("impact.chart.people"), *months),
        rows=tuple(
            (
                team["name"],
                plain_number(team["size"], 0, language),
                *(
                    _hours(number, place in team["over"], language)
                    for place, number in enumerate(team["per_person"])
                ),
            )
            for team in shown
        ),
        summary=(*_load_summary(plain, shown), *_left_out(len(plain["teams"]) - len(shown))),
        source=Message("impact.chart.load_source"),
    )


def team_load(
    plain: Mapping[str, Any], language: Language, *, team: str, without_small: bool = True
) -> Chart:
    """One team: per month a bar with what each cooperation and project asks, and a line for what can be spent.

    Args:
        plain: a `LoadResult` as JSON values.
        language: of the texts in the specification and the rows.
        team: its key.
        without_small: refuse a small team; only the project team may see it.

    Raises:
        KeyError: there is no such team, or it may not be shown.
    """
    found = next((item for item in plain["teams"] if item["key"] == team), None)
    if found is None or (without_small and found["small"]):
        raise KeyError(team)
    months = [date.fromisoformat(month) for month in plain["months"]]
    parts = found["contributions"]
    names = [part["name"] for part in parts]
    return Chart(
        spec=_team_spec(plain, found, language),
        header=(
            Message("impact.chart.month"),
            *(Message("impact.chart.part", {"name": name}) for name in names),
            Message("impact.chart.together"),
        ),
        rows=tuple(
            (
                render(month_words(month), language),
                *(plain_number(part["per_person"][place], 1, language) for part in parts),
                _hours(found["per_person"][place], place in found["over"], language),
            )
            for place, month in enumerate(months)
        ),
        summary=_load_summary(plain, [found]),
        source=Message("impact.chart.load_source"),
    )


CHARTS: Mapping[str, Callable[..., Chart]] = {"impact": heat_map}
"""Name → function of the stored result and the language."""


def _score(row: Mapping[str, Any]) -> str:
    if row["project"] is None:
        return _NONE
    wide = row["gap"] is not None and abs(row["gap"]) >= LARGE_GAP
    return f"{row['project']} ({row['lead']})" if wide else str(row["project"])


def _heat_row(card: Mapping[str, Any], language: Language) -> tuple[str, ...]:
    return (
        card["name"],
        plain_number(card["size"], 0, language),
        *(_score(row) for row in card["aspects"]),
        _NONE if card["load"] is None else str(card["load"]),
        render(f"quantities.level.{card['level']}", language),
    )


def _heat_summary(shown: Sequence[Mapping[str, Any]], count: int) -> tuple[Message, ...]:
    scored = [card for card in shown if card["load"] is not None]
    found = [Message("impact.chart.summary_none")]
    if scored:
        sums = {
            aspect.value: sum(card["aspects"][place]["project"] or 0 for card in scored)
            for place, aspect in enumerate(Aspect)
        }
        heaviest = Message(f"impact.aspect.{max(sums, key=lambda name: sums[name])}.name")
        top = scored[0]
        numbers = {"group": top["name"], "load": top["load"], "aspect": heaviest}
        found = [Message("impact.chart.summary", {"count": len(shown), "scored": len(scored), **numbers})]
        gaps = sum(any(abs(row["gap"] or 0) >= LARGE_GAP for row in card["aspects"]) for card in scored)
        if gaps:
            found.append(Message("impact.chart.summary_gaps", {"count": gaps}))
    return (*found, *_left_out(count - len(shown)))


def _left_out(count: int) -> tuple[Message, ...]:
    return (Message("impact.chart.left_out", {"count": count}),) if count else ()


def _hours(number: float, over: bool, language: Language) -> str:
    """Whole hours; what is above what can be spent has a mark, so that colour is never the only sign."""
    text = "<1" if 0 < number < 0.5 else plain_number(number, 0, language)
    return f"{text} !" if over else text


def _load_summary(plain: Mapping[str, Any], shown: Sequence[Mapping[str, Any]]) -> tuple[Message]:
    hours = Number(plain["absorbable"], Unit.HOURS)
    over = [team for team in shown if team["over"]]
    if not shown or not plain["months"]:
        return (Message("impact.chart.summary_none"),)
    if not over:
        return (Message("impact.chart.load_summary", {"count": len(shown), "absorbable": hours}),)
    peak = max(over, key=lambda team: max(team["per_person"]))
    place = max(peak["over"], key=lambda number: peak["per_person"][number])
    numbers = {
        "over": len(over),
        "count": len(shown),
        "absorbable": hours,
        "team": peak["name"],
        "month": month_words(date.fromisoformat(plain["months"][place])),
        "hours": Number(peak["per_person"][place], Unit.HOURS),
    }
    return (Message("impact.chart.load_summary_over", numbers),)


def _framed(title: str, language: Language, **fields: Any) -> dict[str, Any]:
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "title": {"text": title, "anchor": "start"},
        **fields,
        "config": {
            "font": "Noto Sans",
            "locale": CHART_NUMBERS[language],
            "axis": {"labelFontSize": 12, "titleFontSize": 12, "domain": False, "ticks": False},
            "legend": {"orient": "top", "labelFontSize": 12, "labelLimit": 320, "titleLimit": 400},
            "view": {"stroke": None},
        },
    }


def _cells(rows: str, columns: str, colour: Mapping[str, Any], white: str, size: int) -> dict[str, Any]:
    """A rectangle and its text per cell; ``white`` is the test for white letters."""
    # No spoken text per cell: the table beside the picture says the same, once.
    cell = {"type": "rect", "stroke": _LINE, "strokeWidth": 1, "aria": False}
    condition = {"test": white, "value": _WHITE}
    tooltip = [{"field": name, "title": None} for name in (rows, columns, "text")]
    return {
        "encoding": {
            "y": {
                "field": rows,
                "type": "nominal",
                "title": None,
                "sort": None,
                "axis": {"labelLimit": 260},
            },
            "x": {
                "field": columns,
                "type": "nominal",
                "title": None,
                "sort": None,
                "axis": {"orient": "top", "labelAngle": -45, "labelLimit": 180},
            },
        },
        "layer": [
            {"mark": cell, "encoding": {"color": dict(colour), "tooltip": tooltip}},
            {
                "mark": {"type": "text", "fontSize": size, "aria": False},
                "encoding": {
                    "text": {"field": "text"},
                    "color": {"condition": condition, "value": _DARK},
                },
            },
        ],
    }


def _heat_spec(
    shown: Sequence[Mapping[str, Any]], words: Sequence[str], language: Language
) -> dict[str, Any]:
    names = _different([card["name"] for card in shown])
    values = [
        {"group": name, "aspect": word, "score": row["project"], "text": _score(row)}
        for name, card in zip(names, shown, strict=True)
        for word, row in zip(words, card["aspects"], strict=True)
    ]
    colour = {
        "condition": {"test": "datum.score === null", "value": _WHITE},
        "field": "score",
        "type": "ordinal",
        "title": render("impact.chart.score", language),
        "scale": {"domain": list(range(len(SCORE_COLOURS))), "range": list(SCORE_COLOURS)},
    }
    return _framed(
        render("impact.chart.title", language),
        language,
        width={"step": 54},
        height={"step": 30},
        data={"values": values},
        **_cells("group", "aspect", colour, "datum.score >= 4", 12),
    )


def _different(names: Sequence[str]) -> list[str]:
    """Two groups with one name would share a row of the picture: the second gets a number."""
    seen: dict[str, int] = {}
    found = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        found.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return found


def _months(plain: Mapping[str, Any], language: Language) -> list[str]:
    return [
        render(month_words(date.fromisoformat(month), "month_short"), language) for month in plain["months"]
    ]


def _load_spec(
    plain: Mapping[str, Any], shown: Sequence[Mapping[str, Any]], language: Language
) -> dict[str, Any]:
    steps = [render(f"impact.chart.step.{name}", language) for name in ("none", "half", "all", "over")]
    values = [
        {
            "team": name,
            "month": month,
            "step": steps[_step(number, place in team["over"], plain["absorbable"])],
            "text": _hours(number, place in team["over"], language),
        }
        for name, team in zip(_different([team["name"] for team in shown]), shown, strict=True)
        for place, (month, number) in enumerate(
            zip(_months(plain, language), team["per_person"], strict=True)
        )
    ]
    colour = {
        "field": "step",
        "type": "ordinal",
        "title": render("impact.chart.can_be_spent", language),
        "scale": {"domain": steps, "range": list(LOAD_COLOURS)},
    }
    few = len(plain["months"]) <= 18
    return _framed(
        render("impact.chart.load_title", language),
        language,
        width={"step": 36 if few else 28},
        height={"step": 30},
        data={"values": values},
        **_cells("team", "month", colour, f"datum.step === {_quoted(steps[3])}", 12 if few else 10),
    )


def _quoted(text: str) -> str:
    """Text inside an expression of Vega."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _step(number: float, over: bool, absorbable: float) -> int:
    if over:
        return 3
    if number <= 0:
        return 0
    return 1 if number <= absorbable / 2 else 2


def _team_spec(plain: Mapping[str, Any], team: Mapping[str, Any], language: Language) -> dict[str, Any]:
    months = _months(plain, language)
    names = _different([part["name"] for part in team["contributions"]])
    colours = [PART_COLOURS[number % len(PART_COLOURS)] for number in range(len(names))]
    values = [
        {"month": month, "part": name, "place": number, "hours": hours}
        for number, (name, part) in enumerate(zip(names, team["contributions"], strict=True))
        for month, hours in zip(months, part["per_person"], strict=True)
    ]
    month = {"field": "month", "type": "nominal", "title": None, "sort": None, "axis": {"labelAngle": -45}}
    hours = {
        "field": "hours",
        "type": "quantitative",
        "title": render("impact.chart.hours", language),
        "axis": {"grid": True, "tickCount": 6},
    }
    colour = {
        "field": "part",
        "type": "nominal",
        "title": None,
        "scale": {"domain": names, "range": colours},
        "legend": {"columns": 1},
    }
    limit = [{"hours": plain["absorbable"], "text": render("impact.chart.limit", language)}]
    height = {"y": {"field": "hours", "type": "quantitative"}}
    words = {"type": "text", "align": "left", "baseline": "bottom", "dx": 4, "dy": -2, "fontSize": 12}
    label = {**height, "x": {"value": 0}, "text": {"field": "text"}}
    return _framed(
        render(Message("impact.chart.team_title", {"team": team["name"]}), language),
        language,
        width=520,
        height=240,
        layer=[
            {
                "data": {"values": values},
                "mark": {"type": "bar", "stroke": _WHITE},
                "encoding": {"x": month, "y": hours, "color": colour, "order": {"field": "place"}},
            },
            {
                "data": {"values": limit},
                "mark": {"type": "rule", "strokeDash": [6, 3], "strokeWidth": 2, "color": _DARK},
                "encoding": height,
            },
            # A white edge under the letters, so that they can be read on every bar.
            {
                "data": {"values": limit},
                "mark": {**words, "stroke": _WHITE, "strokeWidth": 5, "strokeJoin": "round"},
                "encoding": label,
            },
            {"data": {"values": limit}, "mark": {**words, "color": _DARK}, "encoding": label},
        ],
    )
