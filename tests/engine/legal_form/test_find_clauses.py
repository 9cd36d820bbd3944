"""Proposals from a text: right places in texts of our own making, and no trouble with any text at all."""

from __future__ import annotations

import io
import zipfile
from time import perf_counter, process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from vierkant.legal_form import LegalForm, find_clauses, find_exit_consent
from vierkant.legal_form.clauses_reading import MOST_BYTES, MOST_UNPACKED, UnreadableTextError, read_text
from vierkant.legal_form.clauses_search import PLACES, split_articles
from vierkant.legal_form.inputs import Clause
from vierkant.terms import render

REGELING = """Gemeenschappelijke regeling Samen Duinrand

De colleges van burgemeester en wethouders van Duinrand, Polderveen en Zandwijk; gelet op artikel 9 van de wet;

Artikel 1 Begripsbepalingen
In deze regeling wordt verstaan onder: deelnemers: de deelnemende gemeenten, hierna te noemen de gemeenten.

Artikel 2. Openbaar lichaam en zetel
1. Er is een openbaar lichaam, genaamd Samen Duinrand. Het bezit rechtspersoonlijkheid.
2. Het openbaar lichaam is gevestigd te Duinrand.

Artikel 3 Belang
De regeling wordt getroffen ter behartiging van het belang van een goede uitvoering van de vergunningverlening.

Artikel 4: Bevoegdheden
De deelnemers dragen de bevoegdheden over die in de bijlage staan. Het bestuur kan mandaat verlenen.

ARTIKEL 5 - SAMENSTELLING ALGEMEEN BESTUUR
Het algemeen bestuur bestaat uit zes leden. Ieder college wijst uit zijn midden twee leden aan.

Artikel 6 Inlichtingen en verantwoording
Een lid verstrekt de raad gevraagd en ongevraagd alle inlichtingen en legt verantwoording af aan het college.

Artikel 7 Zienswijze van de raden
Over besluiten met grote gevolgen worden de raden vooraf in de gelegenheid gesteld een zienswijze naar voren te brengen.

Artikel 8 Participatie
Ingezetenen en belanghebbenden worden betrokken bij de voorbereiding van beleid.

Artikel 9 Begroting
De ontwerpbegroting gaat twaalf weken tevoren naar de raden. De kosten worden verdeeld naar rato van het gebruik.

Artikel 10 Toetreding en wijziging
Toetreding kan bij besluit van alle deelnemers. Wijziging van de regeling gebeurt op voorstel van het bestuur.

Artikel 11 Uittreding
1. Een deelnemer kan uittreden met een opzegtermijn van een jaar, na toestemming van de eigen raad.
2. Het bestuur regelt de financiële gevolgen van de uittreding in een uittredingsplan.

Artikel 12 Opheffing en vereffening
De regeling wordt opgeheven bij gelijkluidend besluit. Het liquidatieplan regelt het vermogen.

Artikel 13 Evaluatie
De regeling wordt iedere vier jaar geëvalueerd.

Artikel 14 Archief
Het bestuur zorgt voor de archiefbescheiden volgens de Archiefwet.

Artikel 15 Inwerkingtreding
Deze regeling treedt in werking op de dag na bekendmaking in het gemeenteblad en geldt voor onbepaalde tijd.
"""

EXPECTED = {
    "participants": "artikel 1", "form": "artikel 2", "seat": "artikel 2", "interest": "artikel 3",
    "powers": "artikel 4", "board": "artikel 5", "information": "artikel 6", "accountability": "artikel 6",
    "zienswijze_decisions": "artikel 7", "participation": "artikel 8", "budget": "artikel 9",
    "joining": "artikel 10", "amendment": "artikel 10", "exit_conditions": "artikel 11",
    "exit_consequences": "artikel 11", "dissolution": "artikel 12", "liquidation": "artikel 12",
    "evaluation": "artikel 13", "archive": "artikel 14", "entry_into_force": "artikel 15",
}  # fmt: skip


def best(found):
    first = {}
    for item in found:
        first.setdefault(item.clause.value, item.place)
    return first


def test_the_places_of_a_whole_arrangement():
    first = best(find_clauses(REGELING, LegalForm.OPENBAAR_LICHAAM))
    assert {clause: first.get(clause) for clause in EXPECTED} == EXPECTED
    assert "advisory_committee" not in first
    assert "complaints" not in first
    assert "disputes" not in first


def test_a_proposal_says_where_and_by_which_words():
    found = find_clauses(REGELING)
    [evaluation] = [item for item in found if item.clause is Clause.EVALUATION]
    assert (evaluation.place, evaluation.heading) == ("artikel 13", "Evaluatie")
    assert "geëvalueerd" in evaluation.words
    assert all(0 < item.strength <= 1 and item.words for item in found)
    assert all(render(item.name, "nl") for item in found)
    for clause in Clause:
        places = [item for item in found if item.clause is clause]
        assert len(places) <= PLACES
        assert [item.strength for item in places] == sorted((item.strength for item in places), reverse=True)


def test_only_clauses_of_the_form_are_looked_for():
    found = {item.clause for item in find_clauses(REGELING, LegalForm.REGELING_ZONDER_MEER)}
    assert Clause.EVALUATION in found
    assert not {Clause.BOARD, Clause.SEAT, Clause.PARTICIPATION} & found
    assert find_clauses(REGELING, LegalForm.PROJECT) == ()


def test_headings_in_their_many_shapes():
    first = "Artikel 1 Naam\nx\nArt. 2: Doel\ny\n## Artikel 3a – Duur\nz\n"
    shapes = first + "artikel 4:2\nVergadering\ntekst\n\tARTIKEL 12.\nw"
    found = [(item.place, item.heading) for item in split_articles(shapes)]
    assert found == [
        ("artikel 1", "Naam"), ("artikel 2", "Doel"), ("artikel 3a", "Duur"), ("artikel 4:2", "Vergadering"),
        ("artikel 12", ""),
    ]  # fmt: skip


def test_an_article_that_is_only_mentioned_is_no_heading():
    mentioned = "Zie ook\nartikel 9 van de wet en\nartikel 10, tweede lid, van de wet."
    text = f"Artikel 1 Doel\n{mentioned}\nArtikel 2 Duur\nEen jaar."
    assert [item.place for item in split_articles(text)] == ["artikel 1", "artikel 2"]


def test_a_table_of_contents_is_weaker_than_the_article_itself():
    contents = "Artikel 1 Doel\nArtikel 2 Evaluatie\nArtikel 3 Slot\n"
    real = "Artikel 1 Doel\nWij doen dit samen.\nArtikel 2 Evaluatie\nWij evalueren de regeling iedere vier jaar."
    text = contents + real
    found = [item for item in find_clauses(text) if item.clause is Clause.EVALUATION]
    assert found[0].strength > 0.8
    assert all(item.strength >= 0.5 for item in found)


def test_a_text_without_articles_gives_paragraphs():
    text = "Inleiding.\n\nDe evaluatie is na twee jaar: wij evalueren samen met de raden.\n\nEinde."
    [found] = [item for item in find_clauses(text) if item.clause is Clause.EVALUATION]
    assert found.place == "alinea 2"


def test_words_over_a_line_break_and_with_hard_spaces():
    text = (
        "Artikel 1 Slot\nZij treedt\nin\u00a0werking op 1 mei; zij treedt in wer\u00adking na bekendmaking."
    )
    assert best(find_clauses(text))["entry_into_force"] == "artikel 1"


@pytest.mark.parametrize(
    "sentence",
    [
        "Uittreding is slechts mogelijk met toestemming van het algemeen bestuur.",
        "Een deelnemer kan uittreden indien de overige deelnemers daarmee instemming betuigen.",
        "Voor uittreden is de goedkeuring van alle andere deelnemers vereist.",
        "Het besluit tot uittreding behoeft de instemming van twee derde van de colleges.",
    ],
)
def test_leaving_that_seems_to_need_consent_of_others(sentence):
    found = find_exit_consent(
        f"Artikel 1 Doel\nSamen.\nArtikel 7 Uittreding\nDit is geregeld. {sentence} En verder niets."
    )
    assert found is not None
    assert found.place == "artikel 7"
    assert "uittre" in found.words[0]


@pytest.mark.parametrize(
    "sentence",
    [
        "Een college treedt uit na toestemming van de gemeenteraad: uittreding kan ieder jaar.",
        "Uittreding vindt plaats na verkregen toestemming van zijn raad.",
        "Uittreding vereist geen toestemming van de andere deelnemers.",
        "Uittreden kan zonder instemming van het bestuur.",
        "Wijziging vraagt toestemming van het bestuur. Uittreding kan ieder jaar.",
        "Een deelnemer kan uittreden met een opzegtermijn van een jaar.",
    ],
)
def test_leaving_without_consent_of_others(sentence):
    assert find_exit_consent(f"Artikel 7 Uittreding\n{sentence}") is None


@given(some.text(max_size=400) | some.text("artikel 12\n.:evaluatie uittreding+\x00İß\ufffd", max_size=400))
@settings(max_examples=200, deadline=None)
def test_any_text_gives_an_answer(text):
    for item in find_clauses(text):
        assert item.place.startswith(("artikel", "alinea", "aanhef"))
        assert 0.5 <= item.strength <= 1
    find_exit_consent(text)


def test_nothing_in_nothing_out():
    for text in ("", " \n\t\n", "\x00"):
        assert find_clauses(text) == ()
        assert find_exit_consent(text) is None


@pytest.mark.parametrize(
    "text",
    [
        REGELING * (1_000_000 // len(REGELING)),
        "uittreding toestemming " * 43_000,
        "a\n\n" * 333_000,
        "Artikel 1 Evaluatie\n" * 50_000,
        "artikel " * 125_000,
        "evaluatie" * 111_000,
        " " * 1_000_000,
        "\n" * 1_000_000,
        "İ" * 1_000_000,
    ],
    ids=[
        "arrangements",
        "consent",
        "paragraphs",
        "headings",
        "word",
        "one_line",
        "spaces",
        "lines",
        "unicode",
    ],
)
def test_a_megabyte_takes_less_than_a_second(text):
    find_clauses("")  # the data is read
    start = perf_counter()
    find_clauses(text)
    middle = perf_counter()
    find_exit_consent(text)
    # On two quiet cores 0.1 s for arrangements and 0.7 s for the worst of these; room for a loaded machine.
    assert middle - start < 2.5
    assert perf_counter() - middle < 2.5


# Reading a file


def docx(xml: str | bytes, name: str = "word/document.xml", level: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", level) as archive:
        archive.writestr(name, xml)
    return packed.getvalue()


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def test_a_text_file_in_every_usual_encoding():
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        assert read_text("Artikel 1 Evaluatie: één keer".encode(encoding)) == "Artikel 1 Evaluatie: één keer"


def test_a_word_document():
    from docx import Document

    made, packed = Document(), io.BytesIO()
    for line in REGELING.splitlines():
        made.add_paragraph(line)
    made.save(packed)
    first = best(find_clauses(read_text(packed.getvalue()), LegalForm.OPENBAAR_LICHAAM))
    assert {clause: first.get(clause) for clause in EXPECTED} == EXPECTED


def test_a_word_split_in_pieces_is_one_word():
    runs = "<w:r><w:t>Eva</w:t></w:r><w:r><w:t>luatie</w:t><w:br/><w:t>x</w:t></w:r>"
    xml = f"<w:document {W}><w:body><w:p>{runs}</w:p></w:body></w:document>"
    assert read_text(docx(xml)) == "Evaluatie\nx"


def test_a_paragraph_within_a_paragraph_is_read_once():
    box = "<w:p><w:r><w:t>Artikel 2</w:t></w:r></w:p>"
    body = f"<w:p><w:r><w:t>Artikel 1</w:t>{box}</w:r></w:p><w:p><w:t>a<b>c</b>d</w:t></w:p>"
    assert read_text(docx(f"<w:document {W}>{body}</w:document>")) == "Artikel 1\nArtikel 2\nad"


@pytest.mark.parametrize("piece", ["<w:p/>", "<w:p>" * 400 + "</w:p>" * 400, "<w:p><w:tab/></w:p>"])
def test_a_small_file_with_millions_of_paragraphs_costs_little(piece):
    # 20,000 paragraphs within each other, in a file of half a kilobyte, took twenty seconds; a million of them, days.
    xml = f"<w:document {W}>" + piece * (MOST_UNPACKED // len(piece) - 100) + "</w:document>"
    source, start = docx(xml), process_time()
    with pytest.raises(UnreadableTextError):
        read_text(source)
    assert process_time() - start < 20


@pytest.mark.parametrize(
    ("source", "name"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (b"x" * (MOST_BYTES + 1), "too_large"),
        (b"%PDF-1.7 rest", "other_kind"),
        (b"\xd0\xcf\x11\xe0 old word", "other_kind"),
        (b"\x01\x00\x02\x00\x03", "other_kind"),
        (b"PK\x03\x04 no zip", "broken"),
        (docx("<a/>", "other.xml"), "broken"),
        (docx("<w:document"), "broken"),
        (docx(f'<!DOCTYPE x [<!ENTITY a "b">]><w:document {W}/>'), "broken"),
        (docx(f'<!DOCTYPE x [<!ENTITY a "b">]><w:document {W}/>'.encode("utf-16")), "broken"),
        (docx(b" " * 41_000_000), "broken"),
        (docx(f"<w:document {W}/>"), "empty"),
        (docx(f"<w:document {W}>" + "<w:p>" * 900 + "</w:p>" * 900 + "</w:document>"), "broken"),
        (docx('<?xml version="1.0" encoding="no-such"?><a/>'), "broken"),
        (docx('<?xml version="1.0" encoding="utf-7"?><a/>'), "broken"),
        (docx("<w:p/>")[:-40], "broken"),
    ],
    # An id of the bytes would hold the second in which the file was made, and differ between two processes.
    ids=range(17),
)
def test_a_file_that_gives_no_text_says_why(source, name):
    with pytest.raises(UnreadableTextError) as caught:
        read_text(source)
    assert caught.value.message.id == f"arrangement.file.{name}"
    assert render(caught.value.message, "nl")


@given(some.binary(max_size=300).map(lambda tail: b"PK\x03\x04" + tail) | some.binary(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_bytes_give_a_text_or_a_reason(source):
    try:
        text = read_text(source)
    except UnreadableTextError as error:
        text = render(error.message, "en")
    assert text.strip()
