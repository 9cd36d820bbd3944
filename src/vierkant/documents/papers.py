"""The papers, made from a dossier and its stored assessment: for people, and for the decision; Word, PDF, spreadsheet.

    paper = make("change_plan", dossier, assessment, today=date(2026, 11, 24))
    content = render(paper, "docx")

What the dossier does not say stands in the paper as a gap, and all gaps in a list at the end. Groups under the floor
and lines that point to persons never enter a paper. The same input gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from vierkant.documents import (
    paper_budget,
    paper_council,
    paper_cover,
    paper_letters,
    paper_pdf,
    paper_sheet,
    paper_word,
    paper_zienswijze,
)
from vierkant.documents.paper_decision import DecisionDraft
from vierkant.documents.paper_draft import Draft
from vierkant.documents.paper_kinds import (
    CHAPTERS,
    COVERED,
    DECISION,
    FORMS,
    KINDS,
    MANDATORY,
    OF_ONE_PARTNER,
    PARTICIPATION,
    PEOPLE,
    WORDS,
)
from vierkant.documents.paper_model import FORMATS, Gap, Paper
from vierkant.documents.paper_view import View, view
from vierkant.documents.report_blocks import Chapter
from vierkant.documents.report_summary import reader
from vierkant.documents.report_text import Plain
from vierkant.dossier.sections import Dossier
from vierkant.quantities import Unit
from vierkant.terms import Language

__all__ = [
    "DECISION",
    "FORMATS",
    "FORMS",
    "KINDS",
    "OF_ONE_PARTNER",
    "PARTICIPATION",
    "PEOPLE",
    "WORDS",
    "Gap",
    "Paper",
    "make",
    "render",
]

Facts = tuple[tuple[str, str], ...]
_LAYOUT = ("contents", "page", "figure", "table", "do")


def make(
    kind: str,
    dossier: Dossier,
    assessment: Plain,
    *,
    today: date,
    language: Language = "nl",
    audience: str = "shared",
    released: Mapping[str, Plain] | None = None,
    grids: bool = True,
    partner: str | None = None,
    views: dict[bool, View] | None = None,
) -> Paper:
    """A paper, complete but not yet laid out.

    Args:
        kind: one of `KINDS`.
        dossier: as the reader may see it.
        assessment: plain JSON of `vierkant.dossier.results.Assessment`, made for the same reader.
        today: the day on the title block.
        language: ``nl`` or ``en``.
        audience: ``shared`` or ``partner:<id>``; says for whom the paper is, it takes nothing away.
        released: group → its page as HR and the works council released it, for the letters.
        grids: False leaves out the amounts per month, which only the spreadsheet needs.
        views: kept between papers of the same dossier, assessment and language, so that the work is done once.
        partner: whose council or executive decides (`OF_ONE_PARTNER`); by default the partner that reads.

    Raises:
        ValueError: not a paper, or not an audience of members.
    """
    if kind not in KINDS:
        raise ValueError(f"not a paper: {kind!r}")
    if audience != "shared" and not audience.partition("partner:")[2]:
        raise ValueError(f"not an audience of members: {audience!r}")
    strict = kind in DECISION
    kept = {} if views is None else views
    if strict not in kept:
        kept[strict] = view(dossier, assessment, language, strict=strict)
    if strict:
        return _decision(kind, kept[strict], today, language, audience, partner)
    draft = Draft(kept[strict], language, today)
    name = draft.view.cooperation.name or draft.gap("name", "cooperation")
    letters = kind == "letter"
    final = released or {}
    told = paper_letters.pages(draft, final) if letters else {}
    chapters = paper_letters.chapters(draft, told, final) if letters else CHAPTERS[kind](draft)
    unreleased = letters and any(group.id not in final for group in draft.view.groups)
    paper = _paper(draft, kind, (*chapters, draft.gap_chapter()), audience, name)
    return replace(
        paper,
        draft=_draft_text(draft, kind, unreleased),
        numbered=not letters,
        pages=letters,
        tables=paper_letters.overview(draft, told) if letters else (),
        grids=paper_budget.grids(draft) if kind == "budget" and grids else (),
        grid_words=paper_budget.grid_words(draft),
    )


def _decision(
    kind: str, seen: View, today: date, language: Language, audience: str, partner: str | None
) -> Paper:
    """A paper for the decision: from the strict view, with what is mandatory and missing on top."""
    draft = DecisionDraft(
        seen,
        language,
        today,
        partner=(partner or audience.partition("partner:")[2]) if kind in OF_ONE_PARTNER else None,
        mandatory=MANDATORY[kind],
    )
    whose = draft.own_name if kind in OF_ONE_PARTNER else ""  # first: without it this is a gap on top
    is_sheet = kind not in CHAPTERS
    chapters = () if is_sheet else CHAPTERS[kind](draft)
    front = paper_cover.front(draft) if kind in COVERED else None
    name = draft.name
    paper = _paper(draft, kind, () if is_sheet else (*chapters, draft.gap_chapter()), audience, name)
    return replace(
        paper,
        draft=draft.t("incomplete" if draft.missing else "concept"),
        missing=draft.missing,
        numbered=False,
        new_pages=_NEW_PAGES.get(kind, _no_pages)(chapters),
        facts=_decision_facts(draft, kind, whose, paper.facts),
        cover=front,
        cover_facts=_cover_facts(draft) if front else (),
        is_sheet=is_sheet,
        grid_words=paper_budget.grid_words(draft),
    )


def _paper(draft: Draft, kind: str, chapters: tuple[Chapter, ...], audience: str, name: str) -> Paper:
    """A paper with its front; the chapters are written already, so that all gaps are known."""
    facts = _facts(draft, audience, name)
    return Paper(
        kind=kind,
        language=draft.language,
        today=draft.today,
        title=draft.t(f"{kind}.title"),
        kicker=name,
        lead=draft.t(f"{kind}.lead"),
        facts=facts,
        chapters=chapters,
        gaps=draft.gaps,
        running_audience=draft.words.own(f"front.running.{audience.partition(':')[0]}"),
        words={key: draft.words.own(f"layout.{key}") for key in _LAYOUT},
    )


def _no_pages(_chapters: tuple[Chapter, ...]) -> tuple[int, ...]:
    return ()


_NEW_PAGES = {"council_proposal": paper_council.new_pages, "zienswijze_letter": paper_zienswijze.new_pages}
"""What is a paper of its own inside a paper begins on a page of its own."""


def _decision_facts(draft: DecisionDraft, kind: str, whose: str, facts: Facts) -> Facts:
    """Whose council or executive decides comes first."""
    word = "executive" if kind == "executive_proposal" else "council"
    return ((draft.t(f"meta.{word}"), whose), *facts) if whose else facts


def _cover_facts(draft: DecisionDraft) -> Facts:
    """For whom, and when."""
    return (
        (draft.t("meta.council"), draft.own_name),
        (draft.t("meta.day"), draft.words.day(draft.today)),
    )


def _draft_text(draft: Draft, kind: str, unreleased: bool) -> str | None:
    if kind in PARTICIPATION:
        return draft.t(f"{kind}.draft")
    return draft.t("letter.draft_all") if unreleased else None


def _facts(draft: Draft, audience: str, name: str) -> Facts:
    partners = list(draft.view.partners.values())
    gaps = len(draft.gaps)
    count = (
        draft.t("meta.gap_count", number=draft.words.number(gaps, Unit.NUMBER))
        if gaps
        else draft.t("meta.no_gaps")
    )
    facts = [
        ("cooperation", name),
        ("partners", draft.words.listed(partners) if partners else draft.words.own("front.no_partners")),
        ("day", draft.words.day(draft.today)),
        ("for", reader(draft.words, draft.view.assessment, audience)),
        ("gaps", count),
    ]
    return tuple((draft.t(f"meta.{key}"), text) for key, text in facts)


_WRITERS: Mapping[str, Any] = {
    "docx": paper_word.word,
    "pdf": paper_pdf.pdf,
    "xlsx": paper_sheet.sheet,
}


def render(paper: Paper, form: str) -> bytes:
    """The bytes of the file.

    Args:
        paper: from `make`.
        form: ``docx``, ``pdf`` or ``xlsx``.

    Raises:
        ValueError: not a format.
    """
    if form not in _WRITERS:
        raise ValueError(f"not a format: {form!r}")
    made: bytes = _WRITERS[form](paper)
    return made
