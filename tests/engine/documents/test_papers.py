"""Every paper in every file: it opens again, holds the figures, and names no small group."""

from __future__ import annotations

import ast
import re
import time
from pathlib import Path

import pytest
from tests.engine.documents.papers import (
    SMALL,
    example_paper,
    example_with,
    file_text,
    paper_of,
)
from tests.engine.documents.reports import TODAY, assessed, changed, example

import vierkant.documents
from vierkant.documents.papers import FORMATS, FORMS, KINDS, PARTICIPATION, WORDS, make, render
from vierkant.dossier import from_plain
from vierkant.dossier.writing import to_plain_dossier
from vierkant.terms import Language, catalogue

FILES = [(kind, form) for kind in KINDS for form in FORMS[kind]]
FIGURES = {
    "change_plan": (
        "Toezichthouders van de drie gemeenten",
        "16 november 2026",
        "Selectie op criteria",
        "plaatsingscommissie",
    ),
    "communication": ("Gemeenteraden", "De drie gemeentesecretarissen", "Wie wordt mijn werkgever?"),
    "letter": ("Vergunningverleners van Duinrand", "Drie dagen per week werk je", "1 juli 2027", "Mijn stap"),
    "guide": ("Praat met het hele team", "Weten", "Volhouden"),
    "budget": ("Transitiebudget, post vervanging", "10 november 2026", "Vervanging"),
    "advice": ("WOR 25 lid 1 b", "18 maart 2027", "bedrijfsvoeringsorganisatie", "WOR 46d b"),
    "council_proposal": ("art. 1 lid 4 Wgr", "18 maart 2027", "Ontwerpraadsbesluit", "620.000"),
    "council_cover": ("18 maart 2027", "Vragen die u kunt stellen", "6.309 uur"),
    "executive_proposal": ("art. 25 WOR", "Portefeuillehouder", "Aan de raad van"),
    "zienswijze_letter": ("Bestuur Vergunningen Duin en Polder", "Verzoek om antwoord"),
    "arrangement_checklist": ("Controlelijst van de tekst",),
    "consent": ("WOR 27 lid 1 k", "WOR 27 lid 1 l", "minder dan 7 mensen", "AVG 35"),
}
"""What must stand in each paper; all of it is in the dossier of the example or in the law as the facts give it."""


@pytest.mark.parametrize(("kind", "form"), FILES)
def test_opens_again_and_holds_the_figures(kind: str, form: str) -> None:
    text = file_text(example_paper(kind), form)
    plain = re.sub(r"\s+", " ", text)
    for figure in FIGURES[kind]:
        assert figure.casefold() in plain.casefold(), figure


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(("kind", "form"), FILES)
def test_names_no_small_group(kind: str, form: str, language: Language) -> None:
    """Also not where somebody typed the name in a text, a line of the ledger or the communication plan."""
    plain = to_plain_dossier(example("vergunningen"))
    dossier = example_with(
        change_plan={
            **plain["change_plan"],
            "goal_for_people": f"Ook de {SMALL.lower()} weten waar zij zitten.",
        },
        communication=[
            *plain["communication"],
            {"id": "pool", "audience": SMALL, "message": f"Voor {SMALL}: de pool.", "on": "2027-01-11"},
            {"id": "pool-2", "audience": "Drie mensen", "group": "juristen", "message": "Geheim van drie."},
        ],
        interventions=[
            *plain["interventions"],
            {"id": "intervisie", "name": "Intervisie van drie", "kind": "training", "groups": ["juristen"]},
        ],
        ledger=[
            *plain["ledger"],
            {"id": "pool", "kind": "training", "group": "juristen", "cover": "Potje van drie"},
        ],
        questions=[*plain["questions"], {"id": "pool", "group": "juristen", "question": "Vraag van drie?"}],
        crosswalk=[
            *plain["crosswalk"],
            {
                "id": "jurist",
                "group": "juristen",
                "function": "Jurist van drie",
                "outcome": "ends",
                "people": 3,
            },
        ],
    )
    text = file_text(paper_of(dossier, kind, language), form).casefold()
    for secret in (
        SMALL,
        "Geheim van drie",
        "Intervisie van drie",
        "Potje van drie",
        "Vraag van drie",
        "Jurist van drie",
    ):
        assert secret.casefold() not in text, secret
    assert "juristen " not in text


def test_what_was_left_out_is_counted() -> None:
    text = file_text(example_paper("change_plan"), "pdf")
    assert "Het aantal: 1." in text


@pytest.mark.parametrize(("kind", "form"), FILES)
def test_dossier_without_a_change_plan_gives_gaps(kind: str, form: str) -> None:
    for dossier in (
        example("minimal"),
        from_plain({"schema_version": 1, "partners": [{"id": "a", "name": "A"}]}),
    ):
        paper = paper_of(dossier, kind)
        assert paper.gaps
        text = file_text(paper, form)
        assert text.count("[nog invullen: ") >= 1
        for gap in paper.gaps:
            if gap.mandatory or not paper.is_sheet:  # one page has no room for the list of all gaps
                assert gap.where in text


@pytest.mark.parametrize("kind", KINDS)
def test_gaps_are_marked_and_listed(kind: str) -> None:
    paper = example_paper(kind)
    text = file_text(paper, "docx")
    for gap in paper.gaps:
        assert f"[nog invullen: {gap.what}]" in text
        assert gap.what[1:] in text
    assert len({(gap.what, gap.about, gap.section) for gap in paper.gaps}) == len(paper.gaps)


@pytest.mark.parametrize(("kind", "form"), FILES)
def test_same_input_gives_the_same_bytes_within_two_seconds(kind: str, form: str) -> None:
    dossier = example("vergunningen")
    plain = assessed(dossier)
    render(make(kind, dossier, plain, today=TODAY), form)  # the first one loads the libraries
    started = time.perf_counter()
    made = render(make(kind, dossier, plain, today=TODAY), form)
    assert time.perf_counter() - started < 2
    assert render(make(kind, dossier, plain, today=TODAY), form) == made
    assert render(make(kind, dossier, plain, today=TODAY.replace(year=2027)), form) != made


def test_every_paper_has_a_word_of_its_own() -> None:
    assert set(WORDS) == set(KINDS)
    assert len(set(WORDS.values())) == len(KINDS)
    assert set(KINDS) > PARTICIPATION


@pytest.mark.parametrize("wrong", ["", "public", "partner:", "partner"])
def test_only_members_get_a_paper(wrong: str) -> None:
    with pytest.raises(ValueError, match="audience"):
        make("guide", example("minimal"), assessed(example("minimal")), today=TODAY, audience=wrong)


def test_refuses_what_does_not_exist() -> None:
    with pytest.raises(ValueError, match="not a paper"):
        make("report", example("minimal"), assessed(example("minimal")), today=TODAY)
    with pytest.raises(ValueError, match="not a format"):
        render(example_paper("guide"), "odt")


def test_no_text_is_unused() -> None:
    """Every id of the room stands in the code of the papers, whole or as a pattern."""
    patterns = []
    for path in Path(vierkant.documents.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                patterns.append(re.escape(node.value))
            elif isinstance(node, ast.JoinedStr):
                patterns.append(
                    "".join(
                        re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"\w+"
                        for part in node.values
                    )
                )
    said = re.compile(
        "|".join(sorted({item for item in patterns if item not in ("", r"\w+")}, key=len, reverse=True))
    )
    prefixes = ("gap", "where", "column", "table")
    unused = []
    for identifier in catalogue():
        room, _, name = identifier.partition(".")
        first, _, last = name.partition(".")
        found = said.fullmatch(name) or (first in prefixes and said.fullmatch(last))
        if room in ("papers", "papers_decision") and not found:
            unused.append(name)
    assert unused == []


def test_texts_that_look_like_formulas_or_break_files_stay_text() -> None:
    plain = to_plain_dossier(example("vergunningen"))
    nasty = "=1+1 \u0007 ]]> [nog invullen: x] & <b> #let x"
    dossier = changed("vergunningen", change_plan={**plain["change_plan"], "goal_for_people": nasty})
    for form in FORMATS:
        assert "=1+1" in file_text(paper_of(dossier, "change_plan"), form)
