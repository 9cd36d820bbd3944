"""The zienswijze of one council and the checklist of the text: points, votes, days, law, and what became of it."""

from __future__ import annotations

from typing import Any

import pytest
from tests.engine.documents.decisions import POINTS, VIEWS, decision_paper, with_points
from tests.engine.documents.papers import file_text
from tests.engine.documents.reports import assessed, changed, example

from vierkant.documents.papers import Paper
from vierkant.documents.report_blocks import Table
from vierkant.dossier import Dossier


def letter(dossier: Dossier, partner: str = "oosterveen") -> Paper:
    return decision_paper(dossier, "zienswijze_letter", partner=partner)


def table(paper: Paper, caption: str) -> Table:
    blocks = [block for chapter in paper.chapters for block in chapter.blocks]
    return next(block for block in blocks if isinstance(block, Table) and block.caption == caption)


def test_the_letter_names_board_document_term_points_and_asks_for_an_answer() -> None:
    text = file_text(letter(with_points()), "docx")
    for part in (
        "Aan: Bestuur Vergunningen Duin en Polder",
        "Van: de raad van Gemeente Oosterveen",
        "Over: Ontwerpbegroting 2028, versie 2 van 14 april 2027",
        "Ontvangen op: 14 april 2027",
        "art. 35 lid 1-3 Wgr",
        "schriftelijk en gemotiveerd te beantwoorden",
    ):
        assert part in text
    # Twelve weeks before the board meets on 8 July 2027 is 15 April; the term ends when it decides (art. 35 Wgr).
    assert "De termijn eindigt op: 7 juli 2027" in text


def test_open_points_are_asked_and_all_points_are_followed() -> None:
    paper = letter(with_points())
    asked, log = table(paper, "Punten"), table(paper, "Opvolging")
    assert [row[1].text for row in asked.rows] == [POINTS[0]["text"]]
    assert [row[1].text for row in log.rows] == [point["text"] for point in POINTS]
    assert [row[2].text for row in log.rows] == ["open", "niet overgenomen"]
    assert log.rows[1][3].text == POINTS[1]["answer"]
    assert log.rows[1][4].text == "09-07-2027"
    assert "nog invullen" in log.rows[0][3].text
    assert asked.rows[0][1].note == "Alleen voor de lonen."
    assert asked.rows[0][3].text == "€ 48.000"
    assert asked.rows[0][3].note == "geschat"


def test_the_region_shows_who_shares_a_point_and_the_votes() -> None:
    """Oosterveen 4 and Duinrand 3 of 9 votes; 5 are needed. Agreement on a condition is no agreement yet."""
    dossier = with_points()
    row = table(letter(dossier), "Raden per punt").rows[0]
    assert row[1].text == "Gemeente Oosterveen en Gemeente Duinrand"
    assert row[2].text == "Gemeente Polderwijk"
    point = assessed(dossier)["grip"]["points"][0]
    assert row[4].text == f"{point['votes_agreeing']} van de 5 die nodig zijn"


@pytest.mark.parametrize(
    ("partner", "stance"),
    [("oosterveen", "eens, met wijziging"), ("duinrand", "eens")],
)
def test_each_council_has_its_own_view(partner: str, stance: str) -> None:
    assert table(letter(with_points(), partner), "Punten").rows[0][2].text == stance


def test_a_council_asks_for_no_point_that_it_objects_to() -> None:
    paper = letter(with_points(), "polderwijk")
    captions = [
        block.caption for chapter in paper.chapters for block in chapter.blocks if isinstance(block, Table)
    ]
    assert "Punten" not in captions
    text = file_text(paper, "docx")
    assert "waar deze raad niet om vraagt: Volg de index" in text


@pytest.mark.parametrize(
    ("document", "law"),
    [
        ("Ontwerpbegroting 2028", "art. 35 lid 1-3 Wgr"),
        ("1e begrotingswijziging 2027", "art. 35 lid 1-3 Wgr"),
        ("Kadernota 2028", "art. 34b Wgr"),
        ("Jaarrekening 2026", "art. 34b Wgr"),
        ("Ontwerp van de regeling, concept 3", "art. 1 lid 2-3 Wgr"),
    ],
)
def test_the_law_follows_the_document(document: str, law: str) -> None:
    dossier = changed(
        "vergunningen", zienswijze_points=[{**POINTS[0], "document": document}], council_views=VIEWS
    )
    text = file_text(letter(dossier), "docx")
    assert f"De zienswijze rust op {law}" in text or f"hier geen termijn: {law}" in text


def test_points_for_another_board_are_not_in_the_letter() -> None:
    boards: list[dict[str, Any]] = [
        {"id": "bestuur", "name": "Het eerste bestuur"},
        {"id": "ander", "name": "Het andere bestuur"},
    ]
    points = [POINTS[0], {**POINTS[0], "id": "x", "text": "Iets voor het andere bestuur.", "board": "ander"}]
    dossier = changed("vergunningen", zienswijze_points=points, council_views=VIEWS, boards=boards)
    paper = letter(dossier)
    text = file_text(paper, "docx")
    assert "Aan: Het eerste bestuur" in text
    assert "Iets voor het andere bestuur." not in text
    assert "Punten voor een ander bestuur staan niet in deze brief. Het aantal: 1." in text


def test_without_points_or_boards_everything_is_a_gap() -> None:
    paper = letter(changed("vergunningen", zienswijze_points=[], council_views=[], boards=[], councils=[]))
    what = {gap.what for gap in paper.gaps if gap.mandatory}
    assert {"de punten", "het document met versie en datum", "laatste dag voor de zienswijze"} <= what


def test_the_checklist_puts_what_is_missing_on_top() -> None:
    """In the example participation is said not to be there, and nobody looked for evaluation and winding-up."""
    paper = decision_paper(with_points(), "arrangement_checklist")
    assert [row[0].text for row in table(paper, "Verplichte bepalingen die ontbreken").rows] == [
        "Participatie van inwoners"
    ]
    check = assessed(with_points())["arrangement"]
    assert len(paper.missing) == check["missing"] + check["unseen"]
    states = {row[0].text: row[2].text for row in table(paper, "Verplichte bepalingen").rows}
    assert states["Participatie van inwoners"] == "ontbreekt"
    assert states["Evaluatie"] == "niet nagekeken"
    assert states["Het belang"] == "aanwezig"
    assert len(states) == check["required"]
    places = {row[0].text: row[3].text for row in table(paper, "Verplichte bepalingen").rows}
    assert places["Het belang"] == "artikel 3"


def test_every_clause_has_its_article_and_certainty() -> None:
    paper = decision_paper(with_points(), "arrangement_checklist")
    for caption in ("Verplichte bepalingen", "Gebruikelijke bepalingen"):
        for row in table(paper, caption).rows:
            assert row[1].text
            assert row[1].note
    notes = {row[1].note for row in table(paper, "Verplichte bepalingen").rows}
    assert {"zeker", "niet getoetst aan de huidige wettekst"} <= notes


def test_a_form_without_arrangement_has_nothing_to_check() -> None:
    dossier = changed("intern")
    text = file_text(decision_paper(dossier, "arrangement_checklist", partner=None), "docx")
    assert "geen regeling op grond van de Wgr" in text
    assert "onvolledig" not in text


def test_the_duty_to_answer_is_claimed_for_the_budget_alone() -> None:
    """law.md 2.1: a written answer with reasons was seen for the budget; for a draft arrangement it is a request."""
    budget = file_text(letter(with_points()), "docx")
    assert "Het moet er wel schriftelijk en gemotiveerd op antwoorden" in budget
    assert "De wet vraagt dat antwoord: art. 35 Wgr" in budget
    # The points of this example are about the draft of the arrangement.
    draft = file_text(letter(example("vergunningen")), "docx")
    assert "schriftelijk en gemotiveerd te beantwoorden" in draft
    assert "Het moet er wel" not in draft
    assert "art. 35 Wgr" not in draft
