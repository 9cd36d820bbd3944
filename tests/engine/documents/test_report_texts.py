"""What stands in the report, what never stands in it, and texts that try to break it."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.engine.documents.reports import TODAY, assessed, changed, example, example_pdf, text_of

from vierkant.documents.report import model, render
from vierkant.documents.report_glyphs import REPLACEMENT, printable, printable_characters
from vierkant.quantities import Unit, to_plain
from vierkant.terms import number
from vierkant.terms import render as say


def test_says_the_human_side_first_and_all_chapters() -> None:
    text = text_of(example_pdf("hltsamen"))
    order = [text.rindex(title) for title in (
        "In één bladzijde", "De menskant:", "De vier struikelblokken", "De vier K's", "Wat een besluit tegenhoudt",
        "Volgende stappen",
    )]  # fmt: skip
    assert order == sorted(order)
    for title in (
        "Mensen",
        "Geld",
        "Vorm",
        "Kwetsbaarheid",
        "Belangen",
        "Maatregelen",
        "Bronnen",
        "Verantwoording",
    ):
        assert title in text


def test_holds_the_numbers_of_the_assessment_with_their_range() -> None:
    plain = assessed(example("hltsamen"))
    text = text_of(render(plain, today=TODAY))
    total = plain["business_case"]["total"]
    for name in ("structural", "npv_10", "peak_funding"):
        computed = total[name]
        assert number(computed["value"], Unit(computed["unit"]), computed["decimals"]) in text
        assert number(computed["high"], Unit(computed["unit"]), computed["decimals"]) in text
    assert plain["dossier_digest"] in text
    assert "11 aangenomen en 1 geschat; 5 hebben een bron" in text  # counted in examples/hltsamen.toml


def test_every_verdict_stands_with_its_article_and_certainty() -> None:
    plain = assessed(example("hltsamen"))
    text = text_of(render(plain, today=TODAY))
    excluded = [form for form in plain["legal_form"]["forms"] if form["verdict"] == "excluded"]
    assert excluded
    for form in plain["legal_form"]["forms"]:
        assert say(form["name"]) in text
    for form in excluded:
        for reason in form["reasons"]:
            if reason["effect"] == "exclude":
                assert reason["articles"][0] in text
    assert "niet getoetst aan de huidige wettekst" in text


def test_a_form_of_every_kind_stands_with_what_does_not_suit_and_what_clashes() -> None:
    inside = {"temporary": True, "fixed_result": True, "societal_question": True, "shared_support": False,
              "mandate": False, "legal_personality": False}  # fmt: skip
    plain = assessed(changed("intern", form_answers=inside))
    text = text_of(render(plain, today=TODAY))
    for form in plain["legal_form"]["forms"]:
        assert say(form["name"]) in text
        for finding in form["mismatches"]:
            assert say(finding["text"]) in text
    assert "kan, maar past niet" in text
    # What can be described beforehand, and what nobody knows the answer to yet: it is said, and nothing is lost.
    assert "Het resultaat is vooraf te beschrijven, maar niemand weet het antwoord nog." in text


def test_english_report_holds_no_dutch_of_ours() -> None:
    text = text_of(example_pdf("intern", "en"))
    for word in ("Waarschijnlijk", "Maatregelen", "Struikelblok", "aangenomen", "Verantwoording"):
        assert word not in text
    assert "How the numbers were made" in text


def test_small_groups_and_functions_of_one_person_are_only_counted() -> None:
    groups = example_pdf("intern")
    text = text_of(groups)
    assert "Teamleiders van de drie afdelingen" not in text  # five people
    assert "teamleiders" not in text
    assert "Groepen met minder dan zeven mensen: 1" in text
    own_words = text.replace("geen juridisch advies", "")  # our own notice with the form
    for name in ("Schuldregelaar", "Juridisch adviseur schulden", "schuldregelaar", "juridisch"):
        assert not re.search(rf"\b{name}\b", own_words)
    assert "Functies die ergens door één persoon worden gedaan: 2" in text


def test_a_figure_of_a_hidden_row_is_only_counted() -> None:
    dossier = changed("intern", functions=[
        {"id": "eenzaam", "name": "Eenzame functie", "presence": 0.7, "qualified": {"belastingen": 1}},
        {"id": "samen", "name": "Gedeelde functie", "presence": 0.8, "qualified": {"belastingen": 4}},
    ])  # fmt: skip
    text = text_of(render(assessed(dossier), today=TODAY))
    assert "Gedeelde functie" in text
    assert "Eenzame functie" not in text
    assert "eenzaam" not in text


def test_nearly_empty_dossier_says_what_is_missing() -> None:
    text = text_of(example_pdf("minimal"))
    assert "Er zijn nog bijna geen cijfers ingevuld" in text
    assert "Wat ontbreekt" in text
    assert "We vonden niets dat een besluit tegenhoudt" not in text  # four blocks are unknown


@pytest.mark.parametrize(("audience", "said"), [
    ("public", "Openbaar"), ("shared", "Voor de deelnemers"), ("partner:hillegom", "alleen Hillegom"),
])  # fmt: skip
def test_says_for_whom_it_is(audience: str, said: str) -> None:
    assert said in text_of(render(assessed(example("hltsamen")), today=TODAY, audience=audience))


NASTY = [
    '#eval("1+1") #panic() $x^2$ *bold* _italic_ `raw` <label> @ref // comment /* */ \\u{41} = heading',
    '\'"\'"}}]] \\ \\\\ \\n {"kind": "heading"} ${7*7} {{7*7}} %s {name}',
    '#image("/etc/passwd") #read("report.typ") #include "report.typ" https://example.nl/a?b=c&d#e',
    "x" * 400,
    "smile 😀 family 👨‍👩‍👧 flag 🇳🇱 שלום مرحبا 日本語 \u202eright to left\u202c \x07\x1b[0m \u0000 \ufeff ẞ ﬁ ½ \u0301",
]


def test_text_of_people_is_never_markup() -> None:
    """All of them in one report: making it takes longer than looking."""
    clean = [nasty.replace("\x00", "") for nasty in NASTY]
    dossier = changed(
        "intern",
        cooperation={"name": clean[0][:190], "kind": "internal", "stage": "designing", "goal": clean[1]},
        people=[
            {"id": f"groep-{number}", "name": text[:190], "size": 30, "what_changes": text}
            for number, text in enumerate(clean)
        ],
        measures=[
            {"id": f"m-{number}", "block": "grip", "text": text, "owner": text[:100]}
            for number, text in enumerate(clean)
        ],
        sources={
            f"s-{number}": {"title": text[:300], "publisher": text} for number, text in enumerate(clean)
        },
    )
    squeezed = "".join(text_of(render(assessed(dossier), today=TODAY)).replace("\u200b", "").split())
    for text in clean:
        wanted, _lost = printable(text, breaks=False)
        assert "".join(wanted.split())[:60] in squeezed


def test_lost_characters_are_counted_and_said() -> None:
    dossier = changed(
        "minimal", cooperation={"name": "Samen 😀😀 in 日本", "kind": "intermunicipal", "stage": "exploring"}
    )
    text = text_of(render(assessed(dossier), today=TODAY))
    assert "Samen ?? in ??" in text
    assert "zijn vervangen door een vraagteken of weggelaten" in text
    assert "zijn vervangen door een vraagteken" not in text_of(example_pdf("minimal"))


def test_known_characters_stay_and_others_become_plain() -> None:
    assert printable("Café € 1,5 – “ja” é") == ("Café € 1,5 – “ja” é", 0)
    assert printable("ﬁets ½")[1] == 0
    assert printable("exp(−t/τ)") == ("exp(−t/tau)", 0)
    assert printable("a\x00\x07\u202eb\nc\td") == ("ab c d", 0)
    assert printable("😀") == (REPLACEMENT, 1)
    assert printable("\ud800") == ("", 1)
    assert printable("bedrijfsvoeringsorganisatie")[0] == "bedrijfsvoeringsorganisatie"
    assert "\u200b" in printable("x" * 60)[0]


@given(st.text(max_size=200))
def test_whatever_is_typed_becomes_printable(text: str) -> None:
    found, lost = printable(text)
    assert set(found) <= printable_characters() | {"\u200b", " "}
    assert 0 <= lost <= len(text)
    assert printable(found) == (found, 0)


@given(st.text(min_size=1, max_size=80))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_is_typed_gives_a_report(text: str) -> None:
    plain = assessed(example("minimal"))
    assert render({**plain, "name": text, "goal": text}, today=TODAY).startswith(b"%PDF-")


def test_every_table_is_complete() -> None:
    for name in ("hltsamen", "intern", "minimal"):
        for chapter in model(assessed(example(name)), today=TODAY).chapters:
            assert chapter.blocks, chapter.title
            for block in chapter.blocks:
                if block.kind == "table":
                    assert block.rows, block.caption
                    assert all(len(row) == len(block.columns) for row in block.rows), block.caption


def test_model_is_plain_data() -> None:
    plain = to_plain(model(assessed(example("hltsamen")), today=TODAY))
    assert {block["kind"] for chapter in plain["chapters"] for block in chapter["blocks"]} == {
        "paragraph", "heading", "table", "picture", "notes", "bullets", "sources", "panel",
    }  # fmt: skip


def test_why_risks_and_lessons_stand_in_the_report_and_no_field_of_one_person() -> None:
    assessment = assessed(example("vergunningen"))
    text = text_of(render(assessment, today=TODAY))
    fields = assessment["quality"]["expertise"]
    alone = [row["name"] for row in fields if row["points_to_person"]]
    assert alone
    assert len(alone) < len(fields)
    for name in alone:
        assert name not in text
    for words in (
        "Waarom samenwerken", "Hoe elke deelnemer 100 punten verdeelt", "Deskundigheid, alleen en samen",
        "Hoe lang inwoners wachten", "Weerstandsvermogen per deelnemer", "Lessen van anderen",
        "De meest gelijkende gedocumenteerde voorbeelden", "Vergunningen binnen de termijn",
    ):  # fmt: skip
        assert words in text, words
