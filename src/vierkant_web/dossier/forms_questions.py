"""Which questions a page asks: those of a section, or of a partner's own side of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from vierkant_web.dossier import (
    forms_change,
    forms_grip,
    forms_guidance,
    forms_interests,
    forms_money,
    forms_scan,
    forms_sections,
    forms_why,
)
from vierkant_web.dossier.forms_agreements import agreements, form_answers
from vierkant_web.dossier.forms_asks import Ask
from vierkant_web.dossier.inputs_change import Lists

_BY_LISTS: Mapping[str, Callable[[Lists], tuple[Ask, ...]]] = {
    "impact": forms_change.impact, "lead_scores": forms_change.lead_scores, "aspects": forms_change.aspects,
    "crosswalk": forms_change.crosswalk, "interventions": forms_guidance.interventions,
    "communication": forms_guidance.communication, "ledger": forms_guidance.ledger,
    "questions": forms_guidance.questions, "other_projects": forms_guidance.other_projects,
    "boards": forms_grip.boards, "zienswijze_points": forms_grip.zienswijze_points,
    "correlations": forms_money.correlations, "budget_changes": forms_money.budget_changes,
    "issues": forms_interests.issues,
}  # fmt: skip
"""Sections of which the questions choose from lists in the dossier."""

_BY_PARTNERS: Mapping[str, Callable[[Mapping[str, str]], tuple[Ask, ...]]] = {
    "indicators": forms_why.indicators, "transition_costs": forms_money.transition_costs,
    "budgets": forms_money.budgets, "voting_rules": forms_interests.voting_rules,
}  # fmt: skip
"""Sections of which a row may name one of the partners."""

_OWN_SIDES: Mapping[str, tuple[Ask, ...]] = {
    "tasks": forms_sections.OWN_TASKS, "functions": forms_sections.OWN_FUNCTIONS,
    "expertise": forms_why.OWN_EXPERTISE, "channels": forms_why.OWN_CHANNELS,
    "processes": forms_scan.OWN_PROCESSES, "products": forms_interests.OWN_PRODUCTS,
}  # fmt: skip
"""What a partner adds to a row that all partners share."""


def asks_of(
    section: str,
    *,
    own: bool = False,
    partners: Mapping[str, str] | None = None,
    lists: Lists | None = None,
) -> tuple[Ask, ...]:
    """The questions of a section, or of a partner's own side of it; ``lists`` holds what can be chosen."""
    lists = lists or Lists()
    if section in _BY_LISTS:
        return _BY_LISTS[section](lists)
    if section in _BY_PARTNERS:
        return _BY_PARTNERS[section](partners or {})
    if section == "people":
        chosen = (forms_change.OPEN_CHOICE, *lists.functions)
        return tuple(
            replace(ask, choices=chosen) if ask.name == "function" else ask for ask in forms_sections.PEOPLE
        )
    if own and section in _OWN_SIDES:
        return _OWN_SIDES[section]
    if section == "pacts":
        return forms_interests.pacts(partners or {}, lists)
    if section == "form_answers":
        return form_answers(lists.kind)
    if section == "agreements":
        return agreements(partners or {}, lists.kind, lists.form)
    if section in ("councils", "council_views", "roles"):
        return forms_grip.of_partners(section, partners or {}, lists, own=own)
    fixed: dict[str, Any] = {
        "cooperation": forms_sections.COOPERATION, "partners": forms_sections.PARTNERS, "tasks": forms_sections.TASKS,
        "functions": forms_sections.FUNCTIONS, "measures": forms_sections.MEASURES, "sources": forms_sections.SOURCES,
        "change_plan": forms_change.CHANGE_PLAN,
        "arrangement_text": forms_grip.ARRANGEMENT_TEXT, "clauses": forms_grip.CLAUSE_LINES,
        "planning": forms_grip.PLANNING, "instruments": forms_grip.INSTRUMENT_USES,
        "motives": forms_why.MOTIVES, "expertise": forms_why.EXPERTISE, "channels": forms_why.CHANNELS,
        "counters": forms_why.COUNTERS, "risks": forms_why.RISKS, "finances": forms_money.FINANCES,
        "coordination_hours": forms_money.COORDINATION_HOURS, "cases": forms_money.CASES,
        "structure": forms_scan.STRUCTURE, "mandates": forms_scan.MANDATES, "employment": forms_scan.EMPLOYMENT,
        "processes": forms_scan.PROCESSES, "applications": forms_scan.APPLICATIONS, "trust": forms_scan.TRUST,
        "differences": forms_scan.DIFFERENCES,
        "key_design": forms_interests.KEY_DESIGN, "key_inputs": forms_interests.KEY_INPUTS,
        "products": forms_interests.PRODUCTS, "coalition_costs": forms_interests.COALITION_COSTS,
        "positions": forms_interests.POSITIONS, "withdrawal_rule": forms_interests.WITHDRAWAL_RULE,
        "withdrawal_facts": forms_interests.WITHDRAWAL_FACTS,
    }  # fmt: skip
    found: tuple[Ask, ...] = fixed[section]
    return found
