"""The request for consent to the works council (WOR 27 lid 1 k, l): what is processed, and what never is."""

from __future__ import annotations

from vierkant.change.settings import settings
from vierkant.documents.paper_draft import Draft
from vierkant.documents.report_blocks import Block, Cell, Chapter, Paragraph, Table
from vierkant.quantities import Unit

_DATA = ("accounts", "dossier", "own_step", "help", "questions", "log")
"""What the product processes; ``own_step`` is what it does not."""

_PROMISES = ("no_assessment", "no_list", "voluntary", "no_disadvantage")
_NEVER = ("page", "device", "links", "log", "paper")
_AGREED = ("check", "change", "stop", "complaint")

_SCREEN = (
    ("employees", "yes", "high"),
    ("control", "check", "high"),
    ("profiling", "no", "high"),
    ("health", "check", "medium"),
    ("sharing", "check", "high"),
    ("scale", "check", "low"),
)
"""Questions of a first look at a DPIA, our answer, and how sure we are of the rule behind it."""

_BASES = (
    ("consent_weak", "AVG 6", "high"),
    ("public_task", "AVG 6 lid 1 e", "low"),
    ("interest", "AVG 6 lid 1 f", "low"),
)


def chapters(draft: Draft) -> tuple[Chapter, ...]:
    """The chapters of the request."""

    def made(name: str, *blocks: Block) -> Chapter:
        return Chapter(draft.t(f"consent.{name}"), blocks)

    return (
        made("request", *_request(draft)),
        made("purpose", Paragraph(draft.t("consent.purpose_text")), draft.bullets(
            draft.t(f"consent.promise.{name}") for name in _PROMISES)),
        made("data", _data(draft), Paragraph(draft.t("consent.data_after"), "quiet")),
        made("phase", Paragraph(draft.t("consent.phase_text")), draft.bullets(
            draft.t(f"consent.never.{name}") for name in _NEVER)),
        made("access", _access(draft), *_floor(draft)),
        made("retention", _retention(draft)),
        made("basis", Paragraph(draft.t("consent.basis_text")), draft.bullets(
            Cell(draft.t(f"basis.{name}"), note=draft.law(article, certainty)) for name, article, certainty in _BASES),
            Paragraph(draft.t("consent.basis_chosen", basis=draft.gap("legal_basis", "paper")))),
        made("screen", Paragraph(draft.t("consent.screen_text")), _screen(draft),
             Paragraph(draft.t("consent.screen_outcome", outcome=draft.gap("dpia", "paper")))),
        made("agreement", draft.bullets(draft.t(f"consent.agree.{name}") for name in _AGREED),
             Paragraph(draft.t("consent.term", day=draft.gap("consent_by", "paper"))),
             Paragraph(draft.gap("signature", "paper"))),
    )  # fmt: skip


def _request(draft: Draft) -> tuple[Block, ...]:
    plan = draft.view.change.plan
    council = draft.filled(plan.works_council if plan else None, "works_council", "change_plan")
    name = draft.view.cooperation.name or draft.gap("name", "cooperation")
    rows = [
        (
            Cell(draft.t(f"consent.ground.{name}")),
            Cell(draft.law(article, "high")),
            Cell(draft.t(f"consent.why.{name}")),
        )
        for name, article in (("k", "WOR 27 lid 1 k"), ("l", "WOR 27 lid 1 l"))
    ]
    return (
        Paragraph(draft.t("consent.intro", council=council, name=name), "lead"),
        draft.table("grounds", draft.columns(("subject", 1.8), ("law", 1.3), ("why", 2.4)), rows),
        Paragraph(draft.t("consent.void", law=draft.law("WOR 27", "high")), "quiet"),
    )


def _data(draft: Draft) -> Table:
    rows = [
        (
            Cell(draft.t(f"data.{name}.what"), strong=True),
            Cell(draft.t(f"data.{name}.fields")),
            Cell(draft.t(f"data.{name}.purpose")),
        )
        for name in _DATA
    ]
    return draft.table("data", draft.columns(("what", 1.4), ("which", 2.4), ("purpose", 2.0)), rows)


def _access(draft: Draft) -> Table:
    roles = ("members", "hr_works_council", "guide", "managers", "administrator", "staff")
    rows = [
        (Cell(draft.t(f"access.{name}.who"), strong=True), Cell(draft.t(f"access.{name}.sees")))
        for name in roles
    ]
    return draft.table("access", draft.columns(("who", 1.3), ("sees", 3.4)), rows)


def _floor(draft: Draft) -> tuple[Block, ...]:
    floor = settings(draft.view.dossier.assumptions).value("smallest_group")
    number = draft.words.number(floor, Unit.NUMBER)
    return (
        Paragraph(draft.t("consent.floor", number=number)),
        Paragraph(draft.t("consent.floor_basis", certainty=draft.words.certainty("low")), "quiet"),
        *draft.hidden(),
    )


def _retention(draft: Draft) -> Table:
    rows = []
    for name in _DATA:
        own = name in ("own_step", "log")
        text = (
            draft.t(f"retention.{name}")
            if own
            else draft.gap("retention", "paper", draft.t(f"data.{name}.what"))
        )
        note = None if own else draft.t(f"retention.{name}")
        rows.append((Cell(draft.t(f"data.{name}.what"), strong=True), Cell(text, note=note)))
    return draft.table("retention", draft.columns(("what", 1.4), ("kept", 3.2)), rows)


def _screen(draft: Draft) -> Table:
    rows = [
        (
            Cell(draft.t(f"screen.{name}.question"), strong=True),
            Cell(draft.t(f"applies.{answer}")),
            Cell(draft.t(f"screen.{name}.why"), note=draft.law(draft.t("screen.source"), certainty)),
        )
        for name, answer, certainty in _SCREEN
    ]
    return draft.table("screen", draft.columns(("screen", 1.8), ("answer_short", 0.9), ("why", 2.8)), rows)
