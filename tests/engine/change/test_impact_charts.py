"""The pictures of the impact say the same as their tables; small groups stay out; 200 groups take milliseconds."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from vierkant.change.impact import impact
from vierkant.change.impact_charts import (
    CHARTS,
    LOAD_COLOURS,
    SCORE_COLOURS,
    heat_map,
    load,
    team_load,
)
from vierkant.change.inputs import Aspect, Change, Group, ImpactCard, LeadScores
from vierkant.change.load import GroupHours, LoadEntry, municipality_load
from vierkant.documents.report_charts import svg
from vierkant.quantities import Chart, to_plain
from vierkant.terms import Language, render

ASPECTS = [aspect.value for aspect in Aspect]
LANGUAGES: tuple[Language, ...] = ("nl", "en")


def result(count: int = 4, small: int = 1) -> Any:
    """The first ``small`` groups are under the floor; scores differ per group and aspect; the last has no card."""
    groups, cards, leads = [], [], []
    for number in range(count):
        size = 3 if number < small else 10 + number
        groups.append(Group(id=f"g{number}", name=f"Groep {number}", size=size))
        if number < count - 1:
            scores = {name: (number + place) % 6 for place, name in enumerate(ASPECTS)}
            cards.append(ImpactCard.model_validate({"id": f"g{number}", **scores}))
            own = {name: min(5, score + 2) for name, score in scores.items()}
            leads.append(LeadScores.model_validate({"id": f"g{number}", **own}))
    change = Change(groups=tuple(groups), cards=tuple(cards), lead_scores=tuple(leads))
    return to_plain(impact(change, smallest=7))


def months() -> Any:
    axis = tuple(date(2027, month, 1) for month in range(1, 7))
    entries = (
        LoadEntry("a", "Sam's \\ werk", axis, (GroupHours("Balie", 12, False, (0, 0.3, 4, 4.4, 8, 9)),)),
        LoadEntry(
            "b",
            "Belastingen",
            axis,
            (
                GroupHours("balie", 12, False, (0, 0, 0, 0, 0, 1)),
                GroupHours("Juristen", 3, True, (9.0,) * 6),
                GroupHours("Groen", 20, False, (1.0,) * 6),
            ),
        ),
    )
    return to_plain(municipality_load(entries, first=date(2027, 1, 1), months=6, absorbable=8.0))


def charts(without_small: bool) -> Iterator[Chart]:
    for language in LANGUAGES:
        yield heat_map(result(), language, without_small=without_small)
        yield load(months(), language, without_small=without_small)
        yield team_load(months(), language, team="balie", without_small=without_small)


def test_every_chart_has_a_whole_table_sentences_and_a_source() -> None:
    for chart in charts(without_small=True):
        assert chart.rows
        assert {len(row) for row in chart.rows} == {len(chart.header)}
        for language in LANGUAGES:
            words = (*chart.header, *chart.summary, chart.source)
            assert all(render(message, language) for message in words)
        assert json.dumps(chart.spec)


def test_the_cells_of_the_picture_are_those_of_the_table() -> None:
    chart = heat_map(result(), "nl")
    values = chart.spec["data"]["values"]
    for number, row in enumerate(chart.rows):
        assert [cell["text"] for cell in values[number * 10 : number * 10 + 10]] == list(row[2:12])
    chart = load(months(), "nl")
    values = chart.spec["data"]["values"]
    for number, row in enumerate(chart.rows):
        assert [cell["text"] for cell in values[number * 6 : number * 6 + 6]] == list(row[2:])


def test_the_heaviest_group_stands_first_and_one_without_card_last() -> None:
    plain = result(6, 0)
    rows = heat_map(plain, "nl").rows
    loads = [row[12] for row in rows]
    assert loads[-1] == "–"
    assert [int(text) for text in loads[:-1]] == sorted((int(text) for text in loads[:-1]), reverse=True)
    assert set(rows[-1][2:12]) == {"–"}


def test_the_score_of_the_lead_stands_in_brackets_only_when_it_differs_much() -> None:
    """The lead sees two more, at most 5: so 0 to 3 differ by two, and 4 and 5 do not."""
    cells = {cell for row in heat_map(result(), "nl").rows for cell in row[2:12]}
    assert cells <= {"0 (2)", "1 (3)", "2 (4)", "3 (5)", "4", "5", "–"}
    assert {"3 (5)", "4", "5"} <= cells


def test_small_groups_are_left_out_unless_asked_for() -> None:
    for chart in (heat_map(result(), "nl"), load(months(), "nl")):
        told = json.dumps([chart.spec, chart.rows, [render(line) for line in chart.summary]])
        assert "Groep 0" not in told
        assert "Juristen" not in told
        assert "Kleine groepen die hier niet staan" in told
    assert "Groep 0" in json.dumps(heat_map(result(), "nl", without_small=False).rows)
    assert "Juristen" in json.dumps(load(months(), "nl", without_small=False).rows)
    with pytest.raises(KeyError):
        team_load(months(), "nl", team="juristen")
    assert team_load(months(), "nl", team="juristen", without_small=False).rows
    with pytest.raises(KeyError):
        team_load(months(), "nl", team="bestaat niet")


def test_hours_above_what_can_be_spent_have_a_mark() -> None:
    """0, less than 1, 4 (half of 8), 4.4, 8 (all of it), 10: only the last is more."""
    row = next(row for row in load(months(), "nl").rows if row[0] == "Balie")
    assert list(row[2:]) == ["0", "<1", "4", "4", "8", "10 !"]
    steps = [cell["step"] for cell in load(months(), "nl").spec["data"]["values"] if cell["team"] == "Balie"]
    assert steps == ["niets", "tot de helft", "tot de helft", "tot alles", "tot alles", "meer (!)"]
    assert "juni 2027, 10 uur" in render(load(months(), "nl").summary[0])
    team = team_load(months(), "nl", team="balie")
    assert team.rows[5] == ("juni 2027", "9,0", "1,0", "10 !")
    assert "Sam's" in render(team.header[1])


def test_nothing_to_show_says_so() -> None:
    empty = to_plain(impact(Change(), smallest=7))
    assert "nog niets" in render(heat_map(empty, "nl").summary[0])
    none = to_plain(municipality_load((), first=date(2027, 1, 1), months=3, absorbable=8.0))
    assert "nog niets" in render(load(none, "nl").summary[0])
    assert heat_map(empty, "en").rows == load(none, "en").rows == ()


def test_two_groups_with_one_name_have_a_row_each() -> None:
    groups = tuple(Group(id=f"g{number}", name="Balie", size=10) for number in range(2))
    chart = heat_map(to_plain(impact(Change(groups=groups), smallest=7)), "nl")
    assert {cell["group"] for cell in chart.spec["data"]["values"]} == {"Balie", "Balie (2)"}


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_numbers_can_be_read_on_every_colour() -> None:
    """WCAG 2.2, 1.4.3: 4.5 to 1 for text."""
    cells = [(colour, score >= 4) for score, colour in enumerate(SCORE_COLOURS)]
    cells += [(colour, step == 3) for step, colour in enumerate(LOAD_COLOURS)]
    for colour, white in cells:
        light, dark = sorted(
            (_luminance(colour), _luminance("#ffffff" if white else "#1a2733")), reverse=True
        )
        assert (light + 0.05) / (dark + 0.05) >= 4.5, colour


def test_the_pictures_are_drawn_with_their_numbers() -> None:
    drawn = svg(heat_map(result(), "nl").spec)
    assert len(re.findall(r">3 \(5\)</text>", drawn)) >= 3
    assert "10 !" in svg(load(months(), "nl").spec)
    assert "kan naast het werk" in svg(team_load(months(), "nl", team="balie").spec)


def test_two_hundred_groups_take_milliseconds() -> None:
    """Budget of the page: 200 ms. The cards and the chart of 200 groups together stay far below it."""
    plain = result(200, 0)
    best = min(_timed(plain) for _ in range(5))
    assert best < 0.1
    assert len(heat_map(plain, "nl").rows) == 200


def _timed(plain: Any) -> float:
    begin = time.perf_counter()
    heat_map(plain, "nl")
    return time.perf_counter() - begin


def test_the_chart_has_a_name() -> None:
    assert CHARTS["impact"] is heat_map
