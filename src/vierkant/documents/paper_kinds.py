"""Which papers there are, by which word, in which files, for what, and what each of them must hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from vierkant.documents import (
    paper_advice,
    paper_arrangement,
    paper_budget,
    paper_change_plan,
    paper_communication,
    paper_consent,
    paper_council,
    paper_executive,
    paper_guides,
    paper_zienswijze,
)
from vierkant.documents.paper_model import FORMATS
from vierkant.documents.report_blocks import Chapter

PEOPLE = ("change_plan", "communication", "letter", "guide", "budget", "advice", "consent")
"""The papers of the human side, in the order in which people need them."""

DECISION = (
    "council_proposal",
    "council_cover",
    "executive_proposal",
    "zienswijze_letter",
    "arrangement_checklist",
)
"""The papers for the decision; made from the strict view, so that nothing in them points to a person."""

KINDS = (*PEOPLE, *DECISION)

WORDS: Mapping[str, str] = {
    "change_plan": "veranderplan",
    "communication": "communicatieplan",
    "letter": "brief-aan-medewerkers",
    "guide": "gespreksleidraden",
    "budget": "formatie-en-budget",
    "advice": "adviesaanvraag",
    "consent": "instemmingsaanvraag",
    "council_proposal": "raadsvoorstel",
    "council_cover": "oplegger",
    "executive_proposal": "collegevoorstel",
    "zienswijze_letter": "zienswijze",
    "arrangement_checklist": "controlelijst-regeling",
}
"""Paper → its word in an address and in the name of a file."""

PARTICIPATION = frozenset({"advice", "consent"})
"""Requests to the works council; not for every member."""

OF_ONE_PARTNER = frozenset({"council_proposal", "council_cover", "executive_proposal", "zienswijze_letter"})
"""Made for the council or the executive of one partner."""

COVERED = frozenset({"council_proposal", "council_cover"})
"""With the cover in front, on one page; the second is nothing but the cover."""

FORMS: Mapping[str, tuple[str, ...]] = {
    kind: FORMATS if kind not in DECISION or kind == "arrangement_checklist" else FORMATS[:2]
    for kind in KINDS
}
"""Paper → the files in which it comes: a proposal is no table of figures."""

_ALWAYS = frozenset({"name", "partners", "goal", "form"})
_PROPOSAL = _ALWAYS | {
    "decision",
    "decision_day",
    "form_advice",
    "money_case",
    "cost_key",
    "transition_budget",
    "once_cover",
    "structural_cover",
    "groups",
    "money",
    "evaluation_on",
    "information_terms",
    "withdrawal_terms",
    "participation",
    "own_partner",
}
MANDATORY: Mapping[str, frozenset[str]] = {
    "council_proposal": _PROPOSAL,
    "council_cover": _ALWAYS | {"decision_day", "money_case", "cost_key", "money", "own_partner"},
    "executive_proposal": _PROPOSAL | {"portfolio_holder", "advice_asked_on", "owner", "client", "mandate"},
    "zienswijze_letter": frozenset(
        {"board", "document", "received_on", "term", "points", "general_view", "own_view", "own_partner"}
    ),
    "arrangement_checklist": frozenset({"clauses", "arrangement", "clause_missing", "clause_unseen"}),
}
"""Paper → the gaps without which it is no more than a draft."""

CHAPTERS: Mapping[str, Callable[[Any], tuple[Chapter, ...]]] = {
    "change_plan": paper_change_plan.chapters,
    "communication": paper_communication.chapters,
    "guide": paper_guides.chapters,
    "budget": paper_budget.chapters,
    "advice": paper_advice.chapters,
    "consent": paper_consent.chapters,
    "council_proposal": paper_council.chapters,
    "executive_proposal": paper_executive.chapters,
    "zienswijze_letter": paper_zienswijze.chapters,
    "arrangement_checklist": paper_arrangement.chapters,
}
"""Paper → what writes its chapters; the letters are written by themselves, and the cover has none."""
