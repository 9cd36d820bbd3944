"""Every found difference needs an answer, and when an answer is complete."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.engine.organisation_scan.made_up import (
    PARTNERS,
    application,
    mandate,
    process,
    rule,
    said,
    structures,
)

from vierkant.organisation_scan import charts, charts_contracts
from vierkant.organisation_scan.differences import assess_differences, differences_found
from vierkant.organisation_scan.inputs import Difference
from vierkant.organisation_scan.results import DifferencesResult, ScanResult
from vierkant.organisation_scan.scan import ScanInput, assess_scan
from vierkant.quantities import Figure, to_plain
from vierkant.terms import Language, render

TODAY = date(2026, 11, 24)


def scan(**more: Any) -> ScanResult:
    given = {
        "structures": structures("layers", 2, 4, 3),
        "mandates": [mandate("lisse", "team"), mandate("hillegom", "director")],
        "employment": [rule("lisse", "home_days", 1), rule("hillegom", "home_days", 3)],
        "processes": [process("bezwaar", 1, 4, 2)],
        "applications": [
            application("lisse", "A", contract_ends="2027-12-31", notice_months=3),
            application("hillegom", "B", contract_ends="2028-06-30"),
        ],
    }
    found = assess_scan(ScanInput(PARTNERS, **{**given, **more}), today=TODAY)
    assert found is not None
    return found


def row(found: str | None, **more: Any) -> Difference:
    return Difference.model_validate({"id": "x", "found": found, "name": "Verschil", **more})


def open_after(*rows: Difference) -> DifferencesResult:
    result = scan(differences=rows).differences
    assert result is not None
    return result


def test_what_people_feel_first_comes_first_and_everything_has_words() -> None:
    result = open_after()
    assert [item.key for item in result.found] == [
        "employment.home_days", "mandates.inkopen", "structure.layers", "processes.bezwaar",
        "applications.zaakregistratiecomponent",
    ]  # fmt: skip
    for item in result.found:
        for message in (item.name, item.size, item.meaning, item.noticed_by, item.suggestion):
            assert said(message)
            assert message is None or render(message, "en")
    assert (result.open, result.is_ready) == (5, False)
    assert result.findings[0].id == "differences.without_row"


WHOLE = {"text": "Zo doen we het", "owner": "Directeur", "due": "2027-03-01"}


@pytest.mark.parametrize(
    ("more", "lacks"),
    [
        ({}, ("text", "owner", "due")),
        (WHOLE, ()),
        ({**WHOLE, "due": None}, ("due",)),
        ({"answer": "accepted"}, ("text",)),
        ({"answer": "accepted", "text": "Ieder houdt zijn eigen balie"}, ()),
        ({"done": True}, ()),
    ],
)
def test_when_an_answer_is_complete(more: dict[str, Any], lacks: tuple[str, ...]) -> None:
    given = {key: value for key, value in more.items() if value is not None}
    result = open_after(row("structure.layers", **given))
    assert result.rows[0].lacks == lacks
    assert result.open == 4 + bool(lacks)
    assert (result.rows[0].size is not None, result.rows[0].gone) == (True, False)


def test_one_row_answers_a_whole_room_and_rows_of_culture_count() -> None:
    keys = ("employment", "mandates", "structure", "processes", "applications", "culture.openness")
    rows = [row(key, id=key.split(".")[0], hours=10, **WHOLE) for key in keys]
    result = open_after(*rows)
    assert (result.open, result.answered, result.is_ready) == (0, 6, True)
    assert result.hours is not None
    assert result.hours.value == 60
    assert not any(item.gone for item in result.rows)
    assert not open_after(*rows, row("culture.rules")).is_ready


def test_a_difference_that_is_gone_is_told() -> None:
    result = open_after(row("structure.locations", **WHOLE), row(None, id="y", **WHOLE))
    assert [item.gone for item in result.rows] == [True, False]


def test_nothing_said_is_nothing_compared() -> None:
    assert assess_scan(ScanInput(PARTNERS), today=TODAY) is None
    assert differences_found(None, None) == ()
    assert assess_differences((), ()).is_ready


def test_a_dossier_chooses_its_own_margin() -> None:
    loose = scan(assumptions={"organisation_scan.margin.layers": Figure(value=2)})
    assert loose.differences is not None
    assert "structure.layers" not in [item.key for item in loose.differences.found]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_charts_hold_the_same_numbers_as_their_table(language: Language) -> None:
    plain = to_plain(scan())
    made = charts.structure(plain["structure"], language)
    assert made.rows[0][1:4] == ("2", "4", "3")
    assert charts.maturity(plain["processes"], language).rows[0][1:4] == ("1", "4", "2")
    line = charts_contracts.timeline(plain["processes"], language)
    assert "2028" in line.rows[0][2]
    for chart in (made, line):
        assert len(chart.header) == len(chart.rows[0])
        assert all(render(message, language) for message in (*chart.summary, *chart.header, chart.source))


def test_a_chart_of_nothing_is_not_drawn() -> None:
    plain = to_plain(scan(structures=(), processes=[], applications=[application("lisse", "A")]))
    for draw, part in ((charts.structure, "structure"), (charts.maturity, "processes"),
                       (charts_contracts.timeline, "processes")):  # fmt: skip
        with pytest.raises(ValueError, match="nothing"):
            draw(plain[part])
