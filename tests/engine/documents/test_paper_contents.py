"""What the papers say: staff first, released letters, rights with their article, and totals that add up."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from tests.engine.documents.papers import example_paper, example_with, file_text, paper_of, word_text
from tests.engine.documents.reports import assessed, example

from vierkant.change.employee_page import employee_page
from vierkant.change.inputs import CommunicationMoment
from vierkant.change.staff_view import staff_view
from vierkant.documents.paper_communication import before_staff, is_staff
from vierkant.documents.paper_model import marked
from vierkant.documents.papers import render
from vierkant.dossier.writing import to_plain_dossier

EXAMPLE = to_plain_dossier(example("vergunningen"))


def moment(audience: str, on: str | None, group: str | None = None) -> dict[str, Any]:
    return {
        "id": re.sub(r"\W", "", audience.lower()),
        "audience": audience,
        "message": "m",
        "on": on,
        "group": group,
    }


def moments(*rows: dict[str, Any]) -> tuple[CommunicationMoment, ...]:
    return tuple(CommunicationMoment.model_validate(row) for row in rows)


@pytest.mark.parametrize(
    ("audience", "staff"),
    [
        ("Alle medewerkers", True),
        ("De ondernemingsraden", True),
        ("OR", True),
        ("Team Vergunningen", True),
        ("Gemeenteraad", False),
        ("Inwoners en ondernemers", False),
        ("Pers", False),
        ("Voorzitters", False),
    ],
)
def test_staff_is_recognised(audience: str, staff: bool) -> None:
    assert is_staff(moments(moment(audience, None))[0]) is staff


def test_a_line_to_outsiders_before_staff_is_flagged() -> None:
    staff, council = moment("Alle medewerkers", "2027-01-10"), moment("Gemeenteraad", "2027-01-09")
    assert [row.audience for row in before_staff(moments(staff, council))] == ["Gemeenteraad"]
    same_day = {**council, "on": "2027-01-10"}
    assert before_staff(moments(staff, same_day)) == ()
    assert before_staff(moments({**staff, "on": None}, council)) != ()
    text = file_text(paper_of(example_with(communication=[staff, council]), "communication"), "docx")
    assert "‘Gemeenteraad’ hoort het op 9 januari 2027, eerder dan de medewerkers." in text
    assert "Medewerkers horen het eerder dan iedereen daarbuiten." not in text


def test_groups_that_hear_it_after_outsiders_are_named() -> None:
    rows = [moment("Team", "2027-01-10", "toezicht"), moment("Raad", "2027-02-01")]
    text = file_text(paper_of(example_with(communication=rows), "communication"), "docx")
    late = text.partition("Vóór die dag is niets gepland voor: ")[2].partition(".")[0]
    assert "Administratie en balie" in late
    assert "Toezichthouders" not in late
    assert "Juristen" not in late


def test_released_letter_shows_what_was_released_and_is_no_draft() -> None:
    """The dossier changed after the release; staff and letter keep what both roles released."""
    dossier = example("vergunningen")
    names = {item["id"]: item["name"] for item in assessed(dossier)["partners"]}
    view = staff_view(dossier.change, "toezicht", partners=names, smallest=7)
    page = employee_page(view, "nl")
    later = example_with(
        impact=[
            {**row, "changes": "Iets heel anders."} if row["id"] == "toezicht" else row
            for row in EXAMPLE["impact"]
        ]
    )
    paper = paper_of(later, "letter", released={"toezicht": page})
    chapter = next(item for item in paper.chapters if "Toezichthouders" in item.title)
    texts = [getattr(block, "text", "") for block in chapter.blocks]
    assert (
        "Je meldingen komen uit één systeem en je overlegt elke week met collega's van de andere gemeenten."
        in texts
    )
    assert "Iets heel anders." not in texts
    text = word_text(render(paper, "docx"))
    assert text.count("Verstuur deze brief niet.") == 5  # six groups of seven or more, one released


def test_letters_hold_no_counts_and_no_scores_of_leads() -> None:
    text = word_text(render(example_paper("letter"), "docx"))
    assert "leidinggevende:" not in text
    assert "van 50" not in text
    assert "Reistijd en de kinderopvang" not in text  # the note of the lead


def test_guides_never_ask_for_a_person_and_follow_the_model_of_the_plan() -> None:
    text = word_text(render(example_paper("guide"), "docx"))
    assert "Vraag nooit in welke fase iemand zit" in text
    three = example_with(change_plan={**EXAMPLE["change_plan"], "phase_model": "three"})
    titles = [chapter.title for chapter in paper_of(three, "guide").chapters]
    assert sum("een gesprek met het hele team" in title for title in titles) == 3


def test_advice_asked_too_late_is_said() -> None:
    late = {**EXAMPLE["cooperation"], "next_decision_on": "2026-11-16"}
    assert "Schuif het besluit op" in word_text(
        render(paper_of(example_with(cooperation=late), "advice"), "docx")
    )
    assert "Schuif het besluit op" not in word_text(render(example_paper("advice"), "docx"))


def test_floor_of_the_dossier_stands_in_the_request_for_consent() -> None:
    higher = example_with(assumptions={"change.smallest_group": {"value": 10}})
    paper = paper_of(higher, "consent")
    assert "minder dan 10 mensen" in word_text(render(paper, "docx"))


def value(book: Any, page: str, place: str) -> float:
    """The value of a cell, with the few formulas that we write: SUM, MAX(0, a-b) and SUMPRODUCT of one condition."""
    found = book[page][place].value
    if not isinstance(found, str) or not found.startswith("="):
        return float(found or 0)
    if match := re.fullmatch(r"=SUM\((\w+):(\w+)\)", found):
        cells = [cell for row in book[page][f"{match[1]}:{match[2]}"] for cell in row]
        return sum(value(book, page, cell.coordinate) for cell in cells)
    if match := re.fullmatch(r"=MAX\(0,(\w+)-(\w+)\)", found):
        return max(0.0, value(book, page, match[1]) - value(book, page, match[2]))
    match = re.fullmatch(
        r"=SUMPRODUCT\(\('(.+?)'!\$(\w+)\$(\d+):\$\w+\$(\d+)=\$(\w+)\)\*'.+?'!\$(\w+)\$.*\)", found
    )
    assert match, found
    wanted = book[page][match[5]].value
    rows = range(int(match[3]), int(match[4]) + 1)
    return sum(
        value(book, match[1], f"{match[6]}{row}")
        for row in rows
        if book[match[1]][f"{match[2]}{row}"].value == wanted
    )


def rows_of(book: Any, page: str) -> dict[str, int]:
    return {str(row[0].value): row[0].row for row in book[page].iter_rows() if row[0].value}


def test_formulas_of_the_spreadsheet_give_the_numbers_of_the_ledger() -> None:
    """Independent of the writer: the formulas are computed here and held against the assessment."""
    book = openpyxl.load_workbook(BytesIO(render(example_paper("budget"), "xlsx")))
    ledger = assessed(example("vergunningen"))["people"]["ledger"]
    places = rows_of(book, "Overzicht")
    joined = {"vergunningen-polderwijk"}  # the smallest other group stands together with the three
    total = max(row[0].row for row in book["Overzicht"].iter_rows() if row[0].value == "Totaal")
    for column, name in (
        ("B", "hours_needed"),
        ("C", "hours_decided"),
        ("E", "euros_needed"),
        ("F", "euros_decided"),
    ):
        assert value(book, "Overzicht", f"{column}{total}") == pytest.approx(
            ledger["totals"][name]["value"], rel=1e-9
        )
        for row in ledger["groups"]:
            if row["id"] and not row["small"] and row["id"] not in joined:
                assert value(book, "Overzicht", f"{column}{places[row['label']]}") == pytest.approx(
                    row[name], abs=1e-6
                )
    hidden = [row for row in ledger["groups"] if row["small"] or not row["id"] or row["id"] in joined]
    rest = places["Niet voor één groep, en groepen die te klein zijn om te noemen"]
    assert value(book, "Overzicht", f"B{rest}") == pytest.approx(sum(row["hours_needed"] for row in hidden))


def test_without_a_start_everything_stands_without_a_month() -> None:
    bare = {
        name: item for name, item in EXAMPLE["change_plan"].items() if name not in ("starts_on", "ends_on")
    }
    cards = [{name: item for name, item in card.items() if name != "starts_on"} for card in EXAMPLE["impact"]]
    dossier = example_with(change_plan=bare, impact=cards)
    book = openpyxl.load_workbook(BytesIO(render(paper_of(dossier, "budget"), "xlsx")))
    needed = assessed(dossier)["people"]["ledger"]["totals"]["hours_needed"]["value"]
    total = max(row[0].row for row in book["Overzicht"].iter_rows() if row[0].value == "Totaal")
    assert value(book, "Overzicht", f"B{total}") == pytest.approx(needed)


def test_marked_splits_a_text_at_its_gaps() -> None:
    assert marked("a [nog invullen: dag] b") == (("a ", False), ("[nog invullen: dag]", True), (" b", False))
    assert marked("[still to fill in: day]") == (("[still to fill in: day]", True),)
    assert marked("") == ()
    assert marked("plain [not a gap]") == (("plain [not a gap]", False),)
