"""The papers for the decision: what is decided fits the form and the stage, and what lacks stands on top."""

from __future__ import annotations

import re
import time
from io import BytesIO
from typing import Any

import docx
import pypdf
import pytest
from tests.engine.documents.decisions import decision_paper, with_points
from tests.engine.documents.papers import file_text
from tests.engine.documents.reports import TODAY, assessed, changed, elements, example

from vierkant.documents.paper_cover import shortened
from vierkant.documents.papers import DECISION, FORMS, Paper, make, render
from vierkant.documents.report_blocks import Bullets, Cell, Notes, Paragraph, Table
from vierkant.dossier import Dossier, from_plain
from vierkant.dossier.sections import Stage
from vierkant.dossier.writing import to_plain_dossier
from vierkant.reference.forms import FORMS_OF, Kind, LegalForm

STAGES = [stage.value for stage in Stage]
CHOICES = [(kind, form) for kind, forms in FORMS_OF.items() for form in (None, *forms)]
CONSENT = "toestemming te geven om de gemeenschappelijke regeling"
WISHES = "Wensen en bedenkingen te geven"


def small(kind: Kind, form: LegalForm | None, stage: str, **more: Any) -> Dossier:
    """Two partners, a form and a stage, and nothing else."""
    return from_plain(
        {
            "schema_version": 1,
            "cooperation": {"name": "Proef", "kind": kind.value, "stage": stage},
            "partners": [{"id": "a", "name": "Aadorp"}, {"id": "b", "name": "Beedorp"}],
            **({"agreements": {"form": form.value}} if form else {}),
            **more,
        }
    )


def points(paper: Paper) -> tuple[Cell, ...]:
    """The decision points: the first numbered list."""
    blocks = [block for chapter in paper.chapters for block in chapter.blocks]
    return next(block.items for block in blocks if isinstance(block, Bullets) and block.ordered)


def council(dossier: Dossier, kind: str = "council_proposal") -> Paper:
    return make(kind, dossier, assessed(dossier), today=TODAY, partner="a")


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize(("kind", "form"), CHOICES)
def test_every_form_at_every_stage_has_decision_points(
    kind: Kind, form: LegalForm | None, stage: str
) -> None:
    dossier = small(kind, form, stage)
    plain = assessed(dossier)
    for paper_kind in DECISION:
        paper = make(paper_kind, dossier, plain, today=TODAY, partner="a")
        assert paper.draft
        if paper_kind in ("council_proposal", "executive_proposal"):
            found = points(paper)
            assert len(found) >= 2
            for item in found:
                assert item.text[0].isupper()
                assert item.text.endswith(".")
                assert "{" not in item.text


# Wgr art. 1 lid 2-4: first a zienswijze on the draft, then consent. Gemeentewet art. 160 lid 2: wishes and concerns.
@pytest.mark.parametrize(
    ("form", "stage", "law", "text"),
    [
        (LegalForm.BEDRIJFSVOERINGSORGANISATIE, "designing", "art. 1 lid 2-3 Wgr", "Een zienswijze te geven"),
        (LegalForm.BEDRIJFSVOERINGSORGANISATIE, "deciding", "art. 1 lid 4 Wgr", CONSENT),
        (LegalForm.CENTRUMGEMEENTE, "deciding", "art. 1 lid 4 Wgr", CONSENT),
        (LegalForm.OPENBAAR_LICHAAM, "ending", "art. 1 lid 4-5 Wgr", "toestemming te geven om uit"),
        (LegalForm.FOUNDATION, "deciding", "art. 160 lid 2 Gemw", WISHES),
        (LegalForm.COMPANY, "designing", "art. 160 lid 2 Gemw", WISHES),
        (
            LegalForm.SERVICE_AGREEMENT,
            "deciding",
            "art. 169 lid 4 Gemw",
            "Kennis te nemen van de overeenkomst",
        ),
    ],
)
def test_the_first_point_fits_form_and_stage(form: LegalForm, stage: str, law: str, text: str) -> None:
    first = points(council(small(Kind.INTERMUNICIPAL, form, stage)))[0]
    assert text in first.text
    assert first.note is not None
    assert first.note.startswith(law)
    assert "zekerheid" in first.note


def test_councils_that_take_part_themselves_give_no_consent() -> None:
    """Wgr art. 1 lid 1: each body for its own powers; art. 13 lid 1: the council appoints from its midst."""
    for bodies, adopts, consents in (
        (["council"], True, False),
        (["council", "municipal_executive"], True, True),
        (["municipal_executive"], False, True),
    ):
        dossier = small(
            Kind.INTERMUNICIPAL, LegalForm.OPENBAAR_LICHAAM, "deciding", form_answers={"bodies": bodies}
        )
        text = " ".join(item.text for item in points(council(dossier)))
        assert ("voor zover het de bevoegdheid van de raad betreft" in text) is adopts
        assert (CONSENT in text) is consents
        assert ("Uit zijn midden" in text) is (bodies == ["council"])


def test_private_form_network_and_department_ask_no_consent() -> None:
    for kind, form in (
        (Kind.INTERMUNICIPAL, LegalForm.FOUNDATION),
        (Kind.NETWORK, LegalForm.COVENANT),
        (Kind.INTERNAL, LegalForm.PROJECT),
    ):
        text = file_text(council(small(kind, form, "deciding")), "docx")
        assert CONSENT not in text
    assert "gaat over de ambtelijke organisatie" in text


def test_every_decision_asks_not_to_start_before_people_have_what_they_need() -> None:
    for kind, form in CHOICES:
        if form is not None:
            text = " ".join(item.text for item in points(council(small(kind, form, "deciding"))))
            assert (
                "niet te beginnen voordat het veranderplan is vastgesteld en de uren en het geld voor mensen"
                in text
            )


def test_unconfirmed_law_says_so() -> None:
    text = file_text(decision_paper(with_points(), "council_proposal"), "docx")
    assert "art. 17 Wgr (zekerheid: vrij zeker; niet getoetst aan de huidige wettekst)" in text
    assert "art. 192 Gemw (zekerheid: onzeker)" in text
    assert "art. 1 lid 4 Wgr (zekerheid: zeker)" in text


@pytest.mark.parametrize("kind", DECISION)
def test_what_is_mandatory_and_missing_stands_on_top(kind: str) -> None:
    paper = council(example("minimal"), kind)
    assert paper.draft == "Concept, onvolledig. Verplicht en nog niet ingevuld:"
    assert paper.missing
    mandatory = [gap for gap in paper.gaps if gap.mandatory]
    assert len(mandatory) == len(paper.missing)
    for form in FORMS[kind]:
        text = file_text(paper, form)
        top = text.index("Concept, onvolledig")
        for gap in mandatory:
            assert f"{gap.what}" in text[top:]
            assert gap.where in text[top : top + 2500]


def test_a_full_cover_is_no_incomplete_draft() -> None:
    paper = decision_paper(with_points(), "council_cover")
    assert paper.missing == ()
    assert paper.draft is not None
    assert paper.draft.startswith("Concept uit het dossier.")


def long_dossier() -> Dossier:
    """Thirty partners with long names, a goal of a thousand words, and everything else that is long."""
    words = "samenwerkingsverbandsbestuursovereenkomst " * 12
    plain = to_plain_dossier(example("vergunningen"))
    more = [
        {"id": f"p{n}", "name": f"Gemeente {words}"[:190], "residents": {"value": 20000}} for n in range(27)
    ]
    return changed(
        "vergunningen",
        partners=[*plain["partners"], *more],
        cooperation={**plain["cooperation"], "goal": words * 7, "name": words[:190]},
        agreements={key: value for key, value in plain["agreements"].items() if key != "cost_key"},
    )


def whole_words(text: str) -> str:
    """The text on one line, without the places where a word may be broken."""
    return " ".join(text.replace("\u00ad ", "").replace("\u200b", "").split())


@pytest.mark.parametrize("dossier", [with_points(), example("minimal"), example("hltsamen"), long_dossier()])
def test_the_cover_is_one_page_and_the_proposal_begins_on_the_next(dossier: Dossier) -> None:
    partner = dossier.partners[0].id if dossier.partners else None
    alone = render(decision_paper(dossier, "council_cover", partner=partner), "pdf")
    assert len(pypdf.PdfReader(BytesIO(alone)).pages) == 1
    pages = pypdf.PdfReader(
        BytesIO(render(decision_paper(dossier, "council_proposal", partner=partner), "pdf"))
    ).pages
    first, second = (whole_words(pages[number].extract_text()) for number in (0, 1))
    assert "Oplegger voor raadsleden" in first
    assert "Advies:" in first
    assert "Raadsvoorstel" in second
    assert "Beslispunten" in " ".join(whole_words(page.extract_text()) for page in pages[1:4])


def test_the_cover_has_what_a_councillor_needs() -> None:
    text = file_text(decision_paper(with_points(), "council_cover"), "pdf")
    for part in (
        "Per inwoner",
        "Gemeente Duinrand",
        "Risico's",
        "uiterlijk",
        "Vragen die u kunt stellen",
        "Advies:",
    ):
        assert part in text
    assert "zonder indexering" in text
    paper = decision_paper(with_points(), "council_cover")
    assert paper.cover is not None
    questions = [block for block in paper.cover.blocks if isinstance(block, Bullets)][-1]
    assert 1 <= len(questions.items) <= 5
    notes = next(block for block in paper.cover.blocks if isinstance(block, Notes))
    assert 1 <= len(notes.items) <= 3


def test_contribution_is_the_key_times_the_joint_cost() -> None:
    """By hand: the share of the key times what all joint tasks cost now, in whole thousands, and per inhabitant."""
    dossier = with_points()
    case = assessed(dossier)["business_case"]
    joint = case["total"]["baseline"]["value"]
    key = dossier.agreements.cost_key if dossier.agreements else {}
    total = sum(share.value for share in key.values())
    text = file_text(decision_paper(dossier, "council_proposal"), "docx")
    for partner in case["partners"]:
        amount = joint * key[partner["id"]].value / total
        assert f"€ {round(amount / 1000) * 1000:,}".replace(",", ".") in text
        per_head = f"€ {amount / partner['residents']:.2f}".replace(".", ",")
        assert per_head in text


def test_own_budget_follows_the_chosen_partner() -> None:
    dossier = with_points()
    case = assessed(dossier)["business_case"]
    for partner in case["partners"]:
        paper = decision_paper(dossier, "council_proposal", partner=partner["id"])
        tables = [block for chapter in paper.chapters for block in chapter.blocks if isinstance(block, Table)]
        rows = next(table.rows for table in tables if table.columns[0].title == "Jaar")
        means = [band["mean"] for band in partner["outcome"]["net"][:5]]
        shown = [float(getattr(row[1], "value")) for row in rows]  # noqa: B009
        assert shown == [pytest.approx(mean, abs=500) for mean in means]
        assert [row[0].text for row in rows] == ["2026", "2027", "2028", "2029", "2030"]


def test_options_hold_doing_nothing_and_lighter_forms() -> None:
    text = file_text(decision_paper(with_points(), "council_proposal"), "docx")
    assert "Niets doen" in text
    assert "lichtere vorm" in text
    assert "voorgesteld" in text


def test_the_executive_gets_works_council_mandate_openness_and_the_letter() -> None:
    text = file_text(decision_paper(with_points(), "executive_proposal"), "docx")
    for part in ("art. 25 WOR", "georganiseerd overleg", "Portefeuillehouder", "Mandaat en delegatie", "Openbaarheid",
                 "Aan de raad van Gemeente Oosterveen,"):  # fmt: skip
        assert part in text
    late = changed(
        "vergunningen",
        change_plan={
            **to_plain_dossier(example("vergunningen"))["change_plan"],
            "advice_asked_on": "2027-03-18",
        },
    )
    assert "Dan kan het niets meer veranderen" in file_text(
        decision_paper(late, "executive_proposal"), "docx"
    )
    assert "Dan kan het niets meer veranderen" not in text


def test_without_the_parts_on_form_and_grip_there_are_gaps_and_no_fault() -> None:
    """An assessment of an earlier version has none of them."""
    dossier = with_points()
    old = {
        name: item
        for name, item in assessed(dossier).items()
        if name not in ("form_choice", "form_consequences", "arrangement", "grip", "legal_form")
    }
    for kind in DECISION:
        paper = make(kind, dossier, old, today=TODAY, partner="oosterveen")
        assert paper.gaps or kind == "council_cover"
        for form in FORMS[kind]:
            assert "Duin en Polder" in file_text(paper, form)


@pytest.mark.parametrize("kind", DECISION)
def test_word_is_made_of_styles_and_tables_and_pdf_of_tags(kind: str) -> None:
    paper = decision_paper(with_points(), kind)
    document = docx.Document(BytesIO(render(paper, "docx")))
    styles = {item.style.name for item in document.paragraphs if item.style is not None}
    assert {"Title", "Subtitle", "Facts"} <= styles
    assert ("Heading 1" in styles) is not paper.is_sheet
    assert all(table.rows[0]._tr.trPr is not None for table in document.tables if len(table.columns) > 1)
    starts = {
        item._p.pPr.numPr.numId.val
        for item in document.paragraphs
        if item._p.pPr is not None and item._p.pPr.numPr is not None
    }
    ordered = [
        block
        for chapter in paper.chapters
        for block in chapter.blocks
        if isinstance(block, Bullets) and block.ordered
    ]
    assert len(starts) == len(ordered)
    kinds = {item["kind"] for item in elements(render(paper, "pdf"))}
    assert {"/H1", "/Table"} <= kinds or paper.is_sheet


@pytest.mark.parametrize("kind", DECISION)
def test_a_paper_takes_less_than_a_second_and_a_half(kind: str) -> None:
    dossier = with_points()
    plain = assessed(dossier)
    render(make(kind, dossier, plain, today=TODAY), "pdf")  # the first one loads the libraries
    started = time.perf_counter()
    for form in FORMS[kind]:
        render(make(kind, dossier, plain, today=TODAY, partner="duinrand"), form)
    assert time.perf_counter() - started < 1.5 * len(FORMS[kind])


def test_a_partner_that_is_not_there_is_a_gap() -> None:
    for partner in ("niemand", None):
        text = file_text(decision_paper(with_points(), "zienswijze_letter", partner=partner), "docx")
        assert "nog invullen: welke gemeente" in text
    own = decision_paper(with_points(), "zienswijze_letter", partner=None, audience="partner:duinrand")
    assert "de raad van Gemeente Duinrand" in file_text(own, "docx")


def test_long_texts_are_cut_at_a_word() -> None:
    assert shortened("kort") == "kort"
    cut = shortened("woord " * 100)
    assert cut.endswith("woord …")
    assert len(cut) <= 262


def test_no_paragraph_is_empty() -> None:
    for kind in DECISION:
        for chapter in decision_paper(with_points(), kind).chapters:
            assert chapter.blocks
            for block in chapter.blocks:
                if isinstance(block, Paragraph):
                    assert re.search(r"\w", block.text)
