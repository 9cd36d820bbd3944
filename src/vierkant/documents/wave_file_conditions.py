"""On what ground a wave stands: legal basis, first look at a DPIA, questions of the works council, who signed what."""

from __future__ import annotations

from vierkant.documents.report_blocks import Block, Cell, Paragraph
from vierkant.documents.wave_file_draft import WaveDraft
from vierkant.survey.setup import Condition, LegalBasis

_BASES = (
    ("consent", "AVG 6 lid 1 a", "high"),
    ("public_task", "AVG 6 lid 1 e", "low"),
    ("legitimate_interest", "AVG 6 lid 1 f", "low"),
)
"""Ground → article and how sure we are of what we say of it (facts: only that consent is weak is well supported)."""

_SCREEN = (
    ("employees", "yes", "high"),
    ("control", "no", "high"),
    ("profiling", "no", "high"),
    ("special", "check", "medium"),
    ("sharing", "check", "high"),
    ("scale", "size", "low"),
    ("new", "check", "low"),
    ("rights", "check", "low"),
)
"""Question → what we answer from the setup (or leave to them), and how sure we are of the rule behind it."""

_COUNCIL = ("needed", "less", "voluntary", "smallest", "managers", "complaint", "stop", "results", "next")
_AGREED = ("change", "release", "use", "incident", "feedback")
_LARGE = 250
"""From so many people our answer to "many people" is yes. Our judgement: there is no limit in the act."""


def basis(draft: WaveDraft) -> tuple[Block, ...]:
    """The grounds with how sure we are, and the one that was chosen."""
    setup = draft.setup
    chosen = (
        draft.t(f"basis.name.{setup.legal_basis}") if setup.legal_basis else draft.gap("legal_basis", "setup")
    )
    why = setup.legal_basis_note or draft.gap("legal_basis_note", "setup")
    blocks: list[Block] = [
        Paragraph(draft.t("basis.text")),
        draft.bullets(
            Cell(draft.t(f"basis.{name}"), note=draft.law(article, certainty))
            for name, article, certainty in _BASES
        ),
        Paragraph(draft.t("basis.chosen", basis=chosen, why=why)),
    ]
    if setup.legal_basis is LegalBasis.CONSENT:
        blocks.append(Paragraph(draft.t("basis.consent_chosen")))
    return tuple(blocks)


def screening(draft: WaveDraft) -> tuple[Block, ...]:
    """A first look at a DPIA: what follows from the setup, and what they must answer."""
    total = sum(group.invited for group in draft.setup.groups)
    rows = []
    for name, answer, certainty in _SCREEN:
        given = ("yes" if total >= _LARGE else "no") if answer == "size" else answer
        text = draft.gap(f"screen_{name}") if given == "check" else draft.t(f"applies.{given}")
        reason = "own_questions" if name == "special" and not draft.is_ours else "why"
        why = draft.t(f"screen.{name}.{reason}", total=draft.number(total))
        rows.append(
            (
                Cell(draft.t(f"screen.{name}.question"), strong=True),
                Cell(text),
                Cell(why, note=draft.law("AVG 35" if name != "rights" else "AVG 15", certainty)),
            )
        )
    return (
        Paragraph(draft.t("screen.text")),
        draft.table("screen", draft.columns(("question", 1.7), ("answer", 1.2), ("why", 2.5)), rows),
        Paragraph(draft.t("screen.advice", judged=draft.judged("low"))),
        Paragraph(draft.t("screen.outcome", outcome=draft.gap("dpia_outcome"))),
    )


def questions_of_the_works_council(draft: WaveDraft) -> tuple[Block, ...]:
    """Questions that a works council may put, each with what the setup says."""
    chosen = draft.setup.thresholds
    said = {
        "smallest": draft.number(chosen.respondents),
        "contact": draft.filled(draft.setup.works_council_contact, "works_council_contact"),
    }
    rows = [
        (
            Cell(draft.t(f"council.{name}.question"), strong=True),
            Cell(draft.t(f"council.{name}.answer", **said)),
        )
        for name in _COUNCIL
    ]
    return (
        Paragraph(draft.t("council.text", law=draft.law("WOR 27 lid 1 k en l", "high"))),
        draft.table("council", draft.columns(("question", 1.7), ("answer", 3.2)), rows),
        Paragraph(draft.t("council.primacy", law=draft.law("WOR 46d b", "medium")), "quiet"),
    )


def agreements(draft: WaveDraft) -> tuple[Block, ...]:
    """What they agree with each other, with room to sign."""
    return (
        draft.bullets(draft.t(f"agreed.{name}") for name in _AGREED),
        Paragraph(draft.t("agreed.term", day=draft.gap("answer_by"))),
    )


def conditions(draft: WaveDraft) -> tuple[Block, ...]:
    """The three conditions, who recorded them, when, and whether that holds for the setup as it is now."""
    rows = []
    for condition in Condition:
        found = [item for item in draft.facts.signatures if item.condition is condition]
        if not found:
            rows.append(
                (
                    Cell(draft.t(f"condition.{condition}"), strong=True),
                    Cell(draft.t("condition.open")),
                    Cell("–"),
                )
            )
        for item in found:
            state = "refused" if not item.agreed else "given" if item.current else "outdated"
            role = draft.role(item.role)
            who = f"{role}, {item.organisation}" if item.organisation else role
            rows.append(
                (
                    Cell(draft.t(f"condition.{condition}"), strong=True),
                    Cell(draft.t(f"condition.{state}"), level="green" if state == "given" else "red"),
                    Cell(
                        draft.t("condition.by", who=who, day=draft.words.day(item.on)), note=item.note or None
                    ),
                )
            )
    return (
        Paragraph(draft.t("condition.text")),
        draft.table("conditions", draft.columns(("condition", 1.7), ("state", 1.3), ("by", 2.4)), rows),
        Paragraph(draft.t("condition.fingerprint", fingerprint=draft.fingerprint)),
    )
