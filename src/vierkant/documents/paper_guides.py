"""Conversation guides for managers, per phase: for the whole team, never about one person.

The texts come from the phase model of the plan and from the library; which texts fit follows from the phase, and from
the aspects on which the cards of the groups say that much changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from vierkant.change.employee_page import blocks_of
from vierkant.change.inputs import ItemKind
from vierkant.change.library import Item, manager_guides
from vierkant.change.phases import Phase, PhaseModel, PhaseModelError, model_of, phase_model
from vierkant.documents.paper_draft import Draft
from vierkant.documents.paper_parts import contacts, open_points
from vierkant.documents.report_blocks import Block, Bullets, Cell, Chapter, Heading, Paragraph
from vierkant.quantities import Unit

_MUCH = 3
"""From this score on, a text about an aspect is offered."""
_RULES = ("whole_team", "no_name", "no_phase", "no_pace", "disagree")


def chapters(draft: Draft) -> tuple[Chapter, ...]:
    """What holds for every talk, one guide per phase, and what comes after."""
    model = _model(draft)
    rules = draft.bullets(draft.t(f"guide.rule.{name}") for name in _RULES)
    before = (
        Paragraph(draft.t("guide.before_text"), "lead"),
        rules,
        Paragraph(draft.t("phases.text"), "quiet"),
    )
    disagree = (*_text(model.disagree[draft.language]), contacts(draft))
    return (
        Chapter(draft.t("guide.before"), before),
        *_phases(draft, model.phases),
        Chapter(draft.t("guide.disagree"), disagree),
        Chapter(draft.t("guide.open"), (Paragraph(draft.t("guide.open_text")), *open_points(draft))),
        Chapter(draft.t("guide.closing"), (Paragraph(draft.t("guide.closing_text")),)),
    )


def _model(draft: Draft) -> PhaseModel:
    """The model of the plan; our own five when that is not right, which the pages of the plan say."""
    try:
        return model_of(draft.view.change.plan)
    except PhaseModelError:
        return phase_model("five")


def _phases(draft: Draft, phases: Iterable[Phase]) -> Iterator[Chapter]:
    """A text that serves more phases stands in full in the first, and is named in the others."""
    told: dict[str, str] = {}
    for phase in phases:
        fitting = [item for item in manager_guides(phase.matches) if _needed(draft, item)]
        yield _phase(
            draft,
            phase,
            [item for item in fitting if item.id not in told],
            [
                draft.t("guide.see", title=item.title[draft.language], phase=told[item.id])
                for item in fitting
                if item.id in told
            ],
        )
        told = {**dict.fromkeys((item.id for item in fitting), phase.name[draft.language]), **told}


def _phase(draft: Draft, phase: Phase, fitting: Sequence[Item], seen: Sequence[str]) -> Chapter:
    language = draft.language
    talks = [item for item in fitting if item.kind is ItemKind.CONVERSATION_GUIDE]
    others = [item for item in fitting if item.kind is not ItemKind.CONVERSATION_GUIDE]
    blocks: list[Block] = [
        Paragraph(phase.text[language], "lead"),
        Heading(draft.t("guide.notice")),
        *_text(phase.signals[language]),
        Heading(draft.t("guide.you")),
        *_text(phase.manager[language]),
        *_items(draft, talks),
        *_items(draft, others),
        *((draft.bullets(seen),) if seen else ()),
        Heading(draft.t("guide.slower")),
        *_text(phase.slower[language]),
        Paragraph(draft.t("guide.phase_evidence", level=draft.t(f"evidence.{phase.evidence}")), "quiet"),
    ]
    return Chapter(draft.t("guide.chapter", name=phase.name[language]), tuple(blocks))


def _needed(draft: Draft, item: Item) -> bool:
    """Whether a text fits here: it is for every change, or much changes on one of its aspects for some group."""
    if not item.aspects:
        return True
    return any(
        score is not None and score >= _MUCH and aspect.value in item.aspects
        for card in draft.view.change.cards
        for aspect, score in card.by_aspect()
    )


def _items(draft: Draft, items: Iterable[Item]) -> Iterator[Block]:
    """Texts of the library, each with its time and what it rests on."""
    for item in items:
        yield Heading(item.title[draft.language])
        yield from _text(item.text[draft.language])
        decimals = next(
            number for number in (0, 1, 2, 3) if round(item.hours_per_person, number) == item.hours_per_person
        )
        hours = draft.words.number(item.hours_per_person, Unit.HOURS, decimals)
        level = draft.t(f"evidence.{item.evidence.value}")
        source = draft.source(item.evidence_source)
        yield Paragraph(draft.t("guide.time", hours=hours, level=level, source=source), "quiet")


def _text(text: str) -> Iterator[Block]:
    """Paragraphs and lists, as a text of the library or a phase model holds them."""
    for block in blocks_of(text):
        if block["type"] == "list":
            yield Bullets(tuple(map(Cell, block["items"])))
        else:
            yield Paragraph(block["text"])
