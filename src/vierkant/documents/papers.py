"""The papers of the human side, made from a dossier and its stored assessment: Word, PDF and spreadsheet.

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
    paper_advice,
    paper_budget,
    paper_change_plan,
    paper_communication,
    paper_consent,
    paper_guides,
    paper_letters,
    paper_pdf,
    paper_sheet,
    paper_word,
)
from vierkant.documents.paper_draft import Draft
from vierkant.documents.paper_model import FORMATS, Gap, Paper
from vierkant.documents.paper_view import view
from vierkant.documents.report_summary import reader
from vierkant.documents.report_text import Plain
from vierkant.dossier.sections import Dossier
from vierkant.quantities import Unit
from vierkant.terms import Language

__all__ = ["FORMATS", "KINDS", "PARTICIPATION", "WORDS", "Gap", "Paper", "make", "render"]

_CHAPTERS = {
    "change_plan": paper_change_plan.chapters,
    "communication": paper_communication.chapters,
    "guide": paper_guides.chapters,
    "budget": paper_budget.chapters,
    "advice": paper_advice.chapters,
    "consent": paper_consent.chapters,
}

KINDS = ("change_plan", "communication", "letter", "guide", "budget", "advice", "consent")
"""The papers, in the order in which people need them."""

WORDS: Mapping[str, str] = {
    "change_plan": "veranderplan",
    "communication": "communicatieplan",
    "letter": "brief-aan-medewerkers",
    "guide": "gespreksleidraden",
    "budget": "formatie-en-budget",
    "advice": "adviesaanvraag",
    "consent": "instemmingsaanvraag",
}
"""Paper → its word in an address and in the name of a file."""

PARTICIPATION = frozenset({"advice", "consent"})
"""Requests to the works council; not for every member."""

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

    Raises:
        ValueError: not a paper, or not an audience of members.
    """
    if kind not in KINDS:
        raise ValueError(f"not a paper: {kind!r}")
    if audience != "shared" and not audience.partition("partner:")[2]:
        raise ValueError(f"not an audience of members: {audience!r}")
    draft = Draft(view(dossier, assessment, language), language, today)
    letters = kind == "letter"
    final = released or {}
    told = paper_letters.pages(draft, final) if letters else {}
    chapters = paper_letters.chapters(draft, told, final) if letters else _CHAPTERS[kind](draft)
    tables = paper_letters.overview(draft, told) if letters else ()
    unreleased = letters and any(group.id not in final for group in draft.view.groups)
    name = draft.view.cooperation.name or draft.gap("name", "cooperation")
    paper = Paper(
        kind=kind,
        language=language,
        today=today,
        title=draft.t(f"{kind}.title"),
        kicker=name,
        lead=draft.t(f"{kind}.lead"),
        facts=(),
        chapters=(*chapters, draft.gap_chapter()),
        gaps=draft.gaps,
        running_audience=draft.words.own(f"front.running.{audience.partition(':')[0]}"),
        words={key: draft.words.own(f"layout.{key}") for key in _LAYOUT},
        draft=_draft_text(draft, kind, unreleased),
        numbered=not letters,
        pages=letters,
        tables=tables,
        grids=paper_budget.grids(draft) if kind == "budget" and grids else (),
        grid_words=paper_budget.grid_words(draft),
    )
    return replace(paper, facts=_facts(draft, audience, name))


def _draft_text(draft: Draft, kind: str, unreleased: bool) -> str | None:
    if kind in PARTICIPATION:
        return draft.t(f"{kind}.draft")
    return draft.t("letter.draft_all") if unreleased else None


def _facts(draft: Draft, audience: str, name: str) -> tuple[tuple[str, str], ...]:
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
