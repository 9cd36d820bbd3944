"""The map of interests and the packages as charts: signs beside the colours, and the same in a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from vierkant.quantities import Chart, Message, MessageArgument, Number, Unit
from vierkant.terms import CHART_NUMBERS, Language, plain_number, render

COLOURS = ("#b35900", "#f0c79b", "#e6e8ea", "#a8cbe3", "#00538a")
"""Firmly against … firmly for. The ends are dark and carry white text; the two hues differ for every eye."""
SIGNS = ("−−", "−", "0", "+", "++")
_SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
LINE_HEIGHT = 15
_WORDS = ("firmly_against", "against", "none", "in_favour", "firmly_in_favour")
LONGEST_TITLE = 34
"""Characters of the name of an issue beside the map; the table has all of it."""


def positions_map(plain: Mapping[str, Any], language: Language) -> Chart:
    """Issues by partners: the position of each partner as colour and sign, with how much it matters.

    Args:
        plain: a `PositionsResult` as JSON values.
        language: of the texts in the specification and the rows.
    """
    seen = [row for row in plain["partners"] if row["scored"]]
    cells = [
        _cell(place, issue, stake, language)
        for place, issue in enumerate(plain["issues"])
        for stake in issue["stakes"]
        if stake["position"] is not None
    ]
    header = (
        Message("positions.chart.issue"),
        *(Message("positions.list.one", {"name": row["name"]}) for row in seen),
        Message("positions.chart.stands"),
    )
    return Chart(
        spec=_map_spec(plain, cells, [row["name"] for row in seen], language),
        header=header,
        rows=tuple(_map_row(issue, [row["partner"] for row in seen], language) for issue in plain["issues"]),
        summary=(_map_summary(plain, len(seen)), Message("positions.chart.key")),
        source=Message("positions.chart.source"),
    )


def packages_chart(plain: Mapping[str, Any], language: Language) -> Chart:
    """The share of its own weighted interest that each partner gets, per package.

    Args:
        plain: a `PackagesResult` as JSON values, with at least one package.
    """
    found = plain["packages"]
    titles = [_package_title(item["number"], language) for item in found]
    names = [row["name"] for row in found[0]["outcomes"] if row["share"] is not None]
    bars = [
        {"package": title, "partner": row["name"], "share": row["share"]["value"]}
        for title, item in zip(titles, found, strict=True)
        for row in item["outcomes"]
        if row["share"] is not None
    ]
    shares = {(bar["partner"], bar["package"]): bar["share"] for bar in bars}
    header = (
        Message("positions.chart.partner"),
        *(Message("positions.chart.number", {"number": item["number"]}) for item in found),
    )
    words: dict[str, MessageArgument] = {"share": Number(found[0]["smallest"]["value"], Unit.SHARE)}
    if len(found) > 1:
        words["count"] = len(found)
    return Chart(
        spec=_packages_spec(bars, names, titles, language),
        header=header,
        rows=tuple(
            (name, *(f"{plain_number(100 * shares[name, title], 0, language)}%" for title in titles))
            for name in names
        ),
        summary=(
            Message(f"positions.chart.summary_packages{'_one' if len(found) == 1 else ''}", dict(words)),
        ),
        source=Message("positions.chart.source_packages"),
    )


CHARTS: Mapping[str, Callable[..., Chart]] = {"map": positions_map, "packages": packages_chart}
"""Name → function of the plain result and the language."""


def step(position: float) -> int:
    """The nearest of the five answers, 0 to 4; halves go away from the middle."""
    return 2 + (1 if position > 0 else -1) * int(abs(position) + 0.5)


def _cell(
    place: int, issue: Mapping[str, Any], stake: Mapping[str, Any], language: Language
) -> dict[str, Any]:
    nearest = step(stake["position"])
    sign = SIGNS[nearest] + (" ≠" if stake["divided_within"] else "")
    return {
        "issue": _title(place, issue),
        "partner": stake["name"],
        "step": nearest,
        "text": f"{sign}  {_importance(stake, language)}",
        "position": render(f"positions.stance.{_WORDS[nearest]}", language),
        "importance": stake["importance"],
        "dark": nearest in (0, 4),
    }


def _title(place: int, issue: Mapping[str, Any]) -> str:
    name = str(issue["name"])
    short = name if len(name) <= LONGEST_TITLE else f"{name[: LONGEST_TITLE - 1].rstrip()}…"
    return f"{place + 1}. {short}"


def _importance(stake: Mapping[str, Any], language: Language) -> str:
    value = float(stake["importance"])
    return plain_number(value, 0 if value.is_integer() else 1, language)


def _map_row(issue: Mapping[str, Any], partners: Sequence[str], language: Language) -> tuple[str, ...]:
    stakes = {stake["partner"]: stake for stake in issue["stakes"]}
    cells = (_words(stakes[partner], language) for partner in partners)
    return (issue["name"], *cells, render(f"positions.kind.{issue['kind']}", language))


def _words(stake: Mapping[str, Any], language: Language) -> str:
    if stake["position"] is None:
        return render("positions.chart.not_seen", language)
    position = render(f"positions.stance.{_WORDS[step(stake['position'])]}", language)
    cell = Message("positions.chart.cell", {"position": position, "importance": _importance(stake, language)})
    if stake["divided_within"]:
        cell = Message("positions.chart.divided_within", {"cell": cell})
    return render(cell, language)


def _map_summary(plain: Mapping[str, Any], partners: int) -> Message:
    kinds = [issue["kind"] for issue in plain["issues"]]
    return Message(
        "positions.chart.summary_map",
        {
            "partners": partners,
            "issues": len(kinds),
            "near": sum(kind in ("agreed", "nearly", "unwanted", "indifferent") for kind in kinds),
            "divided": kinds.count("divided"),
            "hard": kinds.count("hard"),
        },
    )


def _package_title(number: int, language: Language) -> str:
    text = render(Message("positions.chart.number", {"number": number}), language)
    return text[:1].upper() + text[1:]


def _base(title: str, language: Language) -> dict[str, Any]:
    return {
        "$schema": _SCHEMA,
        "title": {"text": render(f"positions.chart.{title}", language), "anchor": "start"},
        "config": {
            "font": "Noto Sans",
            "locale": CHART_NUMBERS[language],
            "axis": {"labelFontSize": 12, "titleFontSize": 12},
            "legend": {"orient": "top", "labelFontSize": 12},
            "view": {"stroke": None},
        },
    }


def _map_spec(
    plain: Mapping[str, Any], cells: list[dict[str, Any]], partners: list[str], language: Language
) -> dict[str, Any]:
    titles = [_title(place, issue) for place, issue in enumerate(plain["issues"])]
    lines = max((len(name.split(" ")) for name in partners), default=1)
    x_axis = {
        "orient": "top",
        # The first line stands at the padding, the others under it: without this they would lie over the cells.
        "labelPadding": 6 + LINE_HEIGHT * (lines - 1),
        "labelAngle": 0,
        "labelLimit": 110,
        "ticks": False,
        "domain": False,
        "labelExpr": "split(datum.label, ' ')",
        "labelLineHeight": LINE_HEIGHT,
    }
    encoding = {
        "x": {"field": "partner", "type": "nominal", "title": None, "sort": partners,
              "scale": {"domain": partners}, "axis": x_axis},
        "y": {"field": "issue", "type": "nominal", "title": None, "sort": titles, "scale": {"domain": titles},
              "axis": {"labelLimit": 240, "ticks": False, "domain": False}},
    }  # fmt: skip
    tooltip = [
        {"field": name, "title": render(f"positions.chart.{name}", language)}
        for name in ("issue", "partner", "position", "importance")
    ]
    colour = {
        "field": "step", "type": "ordinal", "legend": None,
        "scale": {"domain": [0, 1, 2, 3, 4], "range": list(COLOURS)},
    }  # fmt: skip
    tile = {"type": "rect", "cornerRadius": 4, "stroke": "#ffffff", "strokeWidth": 3}
    text_colour = {"condition": {"test": "datum.dark", "value": "#ffffff"}, "value": "#1b2733"}
    return {
        **_base("title_map", language),
        "width": {"step": 116},
        "height": {"step": 40},
        "data": {"values": cells},
        "encoding": encoding,
        "layer": [
            {"mark": tile, "encoding": {"color": colour, "tooltip": tooltip}},
            {
                "mark": {"type": "text", "fontSize": 13, "fontWeight": 600},
                "encoding": {"text": {"field": "text"}, "color": text_colour},
            },
        ],
    }


def _packages_spec(
    bars: list[dict[str, Any]], partners: list[str], titles: list[str], language: Language
) -> dict[str, Any]:
    share = render("positions.chart.share", language)
    y_axis = {"field": "partner", "type": "nominal", "title": None, "sort": partners,
              "scale": {"domain": partners}, "axis": {"labelLimit": 200, "ticks": False}}  # fmt: skip
    x_axis = {"field": "share", "type": "quantitative", "title": share, "scale": {"domain": [0, 1.12]},
              "axis": {"format": ".0%", "values": [0, 0.25, 0.5, 0.75, 1]}}  # fmt: skip
    label = {"type": "text", "align": "left", "dx": 4, "fontSize": 12, "color": "#1b2733"}
    rule = {"type": "rule", "strokeDash": [4, 3], "color": "#1b2733"}
    return {
        **_base("title_packages", language),
        "data": {"values": bars},
        "facet": {"row": {"field": "package", "type": "nominal", "title": None, "sort": titles,
                          "header": {"labelAngle": 0, "labelAlign": "left", "labelAnchor": "start",
                                     "labelOrient": "top", "labelFontSize": 13, "labelFontWeight": 600}}},
        "spec": {
            "width": 420,
            "height": {"step": 26},
            "encoding": {"y": y_axis, "x": x_axis},
            "layer": [
                {"mark": {"type": "bar", "color": "#00538a", "height": 16}},
                {"mark": label, "encoding": {"text": {"field": "share", "format": ".0%"}}},
                {"mark": rule, "encoding": {"x": {"datum": 0.5}, "y": {"value": 0}, "y2": {"value": "height"}}},
            ],
        },
        "resolve": {"scale": {"y": "shared"}},
    }  # fmt: skip
