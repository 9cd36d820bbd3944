"""The papers of a wave: true to the setup, complete in both languages, and without names."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import docx
import pytest
from pypdf import PdfReader

from vierkant.documents.report_blocks import Table
from vierkant.documents.wave_file import wave_file, wave_paper
from vierkant.documents.wave_file_draft import WaveFacts
from vierkant.documents.wave_letters import code_sheets, code_sheets_text, invitation
from vierkant.quantities import to_plain
from vierkant.survey.codes import new_code
from vierkant.survey.questionnaires import questionnaires
from vierkant.survey.setup import Channel, LegalBasis, WaveGroup, WaveSetup

SETUP = WaveSetup(
    key="first",
    name="Eerste meting",
    questionnaire=questionnaires()["practices"],
    organisations={"lisse": "Lisse", "hillegom": "Hillegom"},
    groups=(
        WaveGroup(key="lisse-kcc", name="KCC", organisation="lisse", invited=24),
        WaveGroup(key="lisse-tax", name="Belastingen", organisation="lisse", invited=6),
        WaveGroup(key="hillegom-kcc", name="Balie", organisation="hillegom", invited=18),
    ),
    merges={"lisse-tax": "lisse-kcc"},
    opens_at=datetime(2027, 1, 11, 8, tzinfo=UTC),
    closes_at=datetime(2027, 6, 25, 17, tzinfo=UTC),
    delete_answers_on=date(2027, 9, 1),
    purpose="Weten waar we op elkaar lijken.",
    legal_basis=LegalBasis.CONSENT,
    legal_basis_note="Zo afgesproken.",
    works_council_contact="Postbus OR",
    privacy_contact="Postbus FG",
)
FACTS: dict[str, Any] = {
    "cooperation": "De Bollen",
    "today": "2026-12-02",
    "processor": "gemeente Lisse",
    "runs_at": "datacentrum Lisse",
    "address": "https://vierkant.example/vragenlijst/",
    "backup_days": 30,
    "signatures": [
        {
            "condition": "works_council_consent",
            "role": "works_council",
            "on": "2026-11-30",
            "note": "brief 114",
        },
        {"condition": "dpia_outcome", "role": "Privacyfunctionaris", "on": "2026-11-28", "current": False},
    ],
}
ADDRESS = "https://vierkant.example/vragenlijst/"


def _text(setup: WaveSetup, **facts: Any) -> str:
    paper = wave_paper(setup, WaveFacts.model_validate({**FACTS, **facts}), "nl")
    return str(to_plain(paper))


def test_the_file_says_what_the_setup_says() -> None:
    said = _text(SETUP, previous_done="Openingstijden gelijk gemaakt.")
    for part in (
        "25 juni 2027 om 19:00 uur",  # 17:00 UTC on the clock in the Netherlands in summer
        "1 september 2027",
        "48 mensen in 3 groepen",
        "Lisse krijgt vragen over Hillegom",
        "WOR 27 lid 1 k (zekerheid: zeker)",
        "AVG 6 lid 1 f (zekerheid: onzeker)",
        "Er is voor toestemming gekozen. Wij raden een andere grondslag aan.",
        "vastgelegd voor een eerdere opzet; opnieuw nodig",
        "Ondernemingsraad, 30 november 2026",
        "brief 114",
        "vorige meting is gedaan: Openingstijden gelijk gemaakt.",
        "nog niet vastgelegd",
        SETUP.digest,
        "na 30 dagen vernietigd",
        "Verwerkt door: gemeente Lisse",
    ):
        assert part in said, part
    assert "Mailadressen" not in said
    by_mail = SETUP.model_copy(update={"channel": Channel.MAIL})
    assert "Mailadressen" in _text(by_mail)


def test_nothing_is_claimed_of_questions_that_are_not_ours() -> None:
    assert SETUP.questionnaire is not None
    own = SETUP.questionnaire.model_copy(update={"key": "own", "items": SETUP.questionnaire.items[:3]})
    claims = ("Er wordt niet gevraagd naar naam", "Er wordt niet naar gevraagd")
    assert all(claim in _text(SETUP) for claim in claims)
    assert not any(claim in _text(SETUP.model_copy(update={"questionnaire": own})) for claim in claims)


def test_every_question_stands_in_the_file() -> None:
    paper = wave_paper(SETUP, WaveFacts.model_validate(FACTS), "nl")
    tables = {
        block.caption: block
        for chapter in paper.chapters
        for block in chapter.blocks
        if isinstance(block, Table)
    }
    assert SETUP.questionnaire is not None
    assert len(tables["Alles wat er wordt gevraagd"].rows) == 24 + 10


def test_what_is_not_filled_in_is_a_gap_on_a_list_and_only_that() -> None:
    paper = wave_paper(SETUP, WaveFacts.model_validate(FACTS), "nl")
    # What only people can answer; everything else follows from the setup.
    assert {gap.where for gap in paper.gaps} == {"in dit stuk zelf (Word)"}
    empty = wave_paper(WaveSetup(), WaveFacts(cooperation="X", today=date(2026, 12, 2)), "nl")
    assert {gap.where for gap in empty.gaps} == {
        "in dit stuk zelf (Word)",
        "in de opzet van de meting",
        "vraag het de beheerder van de site",
    }
    assert len(empty.gaps) > len(paper.gaps) + 10


def test_word_and_pdf_in_both_languages_and_the_same_bytes_again() -> None:
    made = wave_file(SETUP.to_plain(), FACTS, "en", "docx")
    assert made == wave_file(SETUP.to_plain(), FACTS, "en", "docx")
    headings = [
        part.text for part in docx.Document(BytesIO(made)).paragraphs if part.style.name == "Heading 1"
    ]
    assert "16  Letter to staff" in headings
    made = wave_file(SETUP.to_plain(), FACTS, "nl", "pdf")
    assert b"pdfuaid:part" in made
    reader = PdfReader(BytesIO(made))
    assert "Brief aan medewerkers" in "".join(page.extract_text() for page in reader.pages)
    with pytest.raises(ValueError, match="not a format"):
        wave_file(SETUP.to_plain(), FACTS, "nl", "xlsx")


def test_sheets_hold_every_code_once_and_stay_within_their_lines() -> None:
    codes = [new_code() for _ in range(10)]
    long = SETUP.model_copy(update={"name": "Hoe werken wij samen aan onze dienstverlening " * 4})
    for setup in (SETUP, long):
        reader = PdfReader(BytesIO(code_sheets(setup.to_plain(), "lisse-kcc", codes, ADDRESS)))
        assert len(reader.pages) == 3
        pages = [page.extract_text() for page in reader.pages]
        assert [sum(code in page for code in codes) for page in pages] == [0, 8, 2]
        assert all(pages[1].count(part) == 8 for part in ("25 juni 2027 om 19:00", "vertrouwelijk"))
    text = code_sheets_text(SETUP.to_plain(), "lisse-kcc", codes, ADDRESS, "en")
    assert [text.count(code) for code in codes] == [1] * 10


def test_a_wrong_code_or_group_is_not_printed_nor_repeated() -> None:
    code = new_code()
    wrong = ("c" if code[0] == "b" else "b") + code[1:]
    with pytest.raises(ValueError, match="not a code") as caught:
        code_sheets_text(SETUP.to_plain(), "lisse-kcc", [wrong], ADDRESS)
    assert wrong not in str(caught.value)
    with pytest.raises(KeyError):
        code_sheets(SETUP.to_plain(), "nobody", [code], ADDRESS)


def test_the_mail_warns_of_its_own_traces() -> None:
    subject, text = invitation(SETUP.to_plain(), ADDRESS)
    assert subject == "Je code voor Eerste meting"
    assert text.count("{code}") == 1
    assert "Deze mail laat sporen na" in text
