"""The file of a wave for works council and privacy officer, made from the setup as it is: Word to edit, or PDF.

    wave_file(setup.to_plain(), {"cooperation": "De Drie", "today": "2026-11-24"}, "nl", "docx")

It says what will be done, asks what only they can answer, and ends with the letter to staff. What is not filled in
stands as a gap, and all gaps in a list. The same input gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vierkant.documents import paper_pdf, paper_word
from vierkant.documents.paper_model import Paper
from vierkant.documents.report_blocks import Block, Chapter
from vierkant.documents.wave_file_conditions import (
    agreements,
    basis,
    conditions,
    questions_of_the_works_council,
    screening,
)
from vierkant.documents.wave_file_draft import WaveDraft, WaveFacts
from vierkant.documents.wave_file_letter import letter
from vierkant.documents.wave_file_parts import (
    access,
    asked,
    codes,
    data,
    groups,
    moments,
    never_shown,
    purpose,
    request,
    shown,
)
from vierkant.survey.setup import WaveSetup, digest_of
from vierkant.terms import Language

FORMS = ("docx", "pdf")
_LAYOUT = ("contents", "page", "figure", "table", "do")


def wave_file(
    setup: Mapping[str, Any], facts: Mapping[str, Any], language: Language = "nl", form: str = "pdf"
) -> bytes:
    """The bytes of the file.

    Args:
        setup: as `vierkant.survey.setup.WaveSetup.to_plain` wrote it; it may be half filled in.
        facts: the fields of `WaveFacts`; ``cooperation`` and ``today`` are needed.
        language: ``nl`` or ``en``.
        form: ``docx`` or ``pdf``.

    Raises:
        ValueError: not a format.
        pydantic.ValidationError: the setup or the facts are not what they should be.
    """
    if form not in FORMS:
        raise ValueError(f"not a format: {form!r}")
    known = WaveFacts.model_validate({"fingerprint": digest_of(setup), **facts})
    made = wave_paper(WaveSetup.from_plain(setup), known, language)
    return paper_word.word(made) if form == "docx" else paper_pdf.pdf(made)


def wave_paper(setup: WaveSetup, facts: WaveFacts, language: Language = "nl") -> Paper:
    """The file, complete but not yet laid out."""
    draft = WaveDraft(setup, facts, language)
    chapters = _chapters(draft)
    return Paper(
        kind="wave_file",
        language=language,
        today=facts.today,
        title=draft.t("title"),
        kicker=facts.cooperation,
        lead=draft.t("lead"),
        facts=(
            (draft.t("meta.wave"), setup.name if setup.name != "–" else draft.gap("name", "setup")),
            (draft.t("meta.organisations"), draft.words.listed(setup.organisations.values()) or "–"),
            (draft.t("meta.day"), draft.words.day(facts.today)),
            (draft.t("meta.for"), draft.t("meta.for_text")),
            (
                draft.t("meta.fingerprint"),
                draft.t("meta.fingerprint_text", fingerprint=draft.fingerprint[:12]),
            ),
            (draft.t("meta.gaps"), draft.number(len(draft.gaps))),
        ),
        chapters=chapters,
        gaps=tuple(draft.gaps.values()),
        running_audience=draft.t("running"),
        words={key: draft.words.own(f"layout.{key}") for key in _LAYOUT},
        draft=draft.t("draft"),
        new_pages=(len(chapters) - 2,),
    )


def _chapters(draft: WaveDraft) -> tuple[Chapter, ...]:
    def made(name: str, blocks: tuple[Block, ...]) -> Chapter:
        return Chapter(draft.t(f"chapter.{name}"), blocks)

    chapters = (
        made("request", request(draft)),
        made("purpose", purpose(draft)),
        made("asked", asked(draft)),
        made("groups", groups(draft)),
        made("shown", shown(draft)),
        made("never", never_shown(draft)),
        made("moments", moments(draft)),
        made("data", data(draft)),
        made("access", access(draft)),
        made("codes", codes(draft)),
        made("basis", basis(draft)),
        made("screening", screening(draft)),
        made("works_council", questions_of_the_works_council(draft)),
        made("agreements", agreements(draft)),
        made("conditions", conditions(draft)),
        made("letter", letter(draft)),
    )
    return (*chapters, draft.gap_chapter())
