"""Which model each section of a spreadsheet follows, and the units of its figures."""

from __future__ import annotations

from pydantic import BaseModel

from vierkant.business_case.inputs import (
    ArrangementBudget,
    BudgetChange,
    CoordinationHours,
    Correlation,
    PartnerFinances,
    Task,
    TransitionCost,
)
from vierkant.calendar.inputs import Board, Council, Planning
from vierkant.change.inputs import (
    AspectChange,
    ChangePlan,
    CommunicationMoment,
    FunctionLine,
    Group,
    GroupQuestion,
    ImpactCard,
    Intervention,
    LeadScores,
    LedgerLine,
    OtherProject,
)
from vierkant.cost_sharing.inputs import CoalitionCosts, KeyDesign, KeyInput, Product
from vierkant.dossier.sections import Agreements, Cooperation, Measure, Partner
from vierkant.four_ks.inputs import Expertise, Function, Indicator, Motive
from vierkant.four_ks.inputs_risk import Risk
from vierkant.four_ks.inputs_service import Channel, Counter
from vierkant.grip.inputs import CouncilView, InstrumentUse, RoleHolder, ZienswijzePoint
from vierkant.legal_form.inputs import Answers, ArrangementText, ClauseLine
from vierkant.lessons.inputs import OwnCase
from vierkant.organisation_scan.inputs import (
    Application,
    Difference,
    EmploymentRule,
    Mandate,
    Process,
    Structure,
    TrustScan,
)
from vierkant.positions.inputs import Issue, Pact, PartnerPositions
from vierkant.quantities import Figure, Unit
from vierkant.sources import Source
from vierkant.voting_power.inputs import VotingRule
from vierkant.withdrawal.inputs import WithdrawalFacts, WithdrawalRule

UNITS: dict[str, Unit] = {
    "residents": Unit.RESIDENTS,
    "own_fte": Unit.FTE,
    "cost_per_fte": Unit.EURO_PER_FTE,
    "other_cost": Unit.EURO_PER_YEAR,
    "transition_budget": Unit.EURO,
    "euros": Unit.EURO,
    "euros_reserved": Unit.EURO,
    "hours": Unit.HOURS,
    "hours_reserved": Unit.HOURS,
    "hours_per_person": Unit.HOURS,
    "giver_hours": Unit.HOURS,
    "spent_hours": Unit.HOURS,
    "spent_euros": Unit.EURO,
    "hours_per_month": Unit.HOURS_PER_MONTH,
    "guarantee": Unit.EURO_PER_YEAR,
    "guarantee_years": Unit.YEARS,
    "extra_kilometres": Unit.KILOMETRES,
    "amount": Unit.EURO_PER_YEAR,
}
"""Units of the figures; a share is known by its type, the volume of a task has the unit that the task names."""

OWN_UNITS: dict[tuple[str, str], Unit] = {
    ("expertise", "hours"): Unit.HOURS_PER_YEAR,
    ("expertise", "cases"): Unit.PER_YEAR,
    ("expertise", "minimum_hours"): Unit.HOURS_PER_YEAR,
    ("expertise", "minimum_cases"): Unit.PER_YEAR,
    ("channels", "norm_seconds"): Unit.SECONDS,
    ("channels", "open_hours_together"): Unit.HOURS_PER_WEEK,
    ("channels", "contacts"): Unit.PER_HOUR,
    ("channels", "handling"): Unit.SECONDS,
    ("channels", "open_hours"): Unit.HOURS_PER_WEEK,
    ("counters", "open_hours"): Unit.HOURS_PER_WEEK,
    ("counters", "open_hours_together"): Unit.HOURS_PER_WEEK,
    ("counters", "visits"): Unit.PER_YEAR,
    ("risks", "impact"): Unit.EURO,
    ("risks", "impact_together"): Unit.EURO,
    ("finances", "vat"): Unit.EURO_PER_YEAR,
    ("finances", "wage_harmonisation"): Unit.EURO_PER_YEAR,
    ("finances", "stranded_overhead"): Unit.EURO_PER_YEAR,
    ("finances", "exit_reserve"): Unit.EURO,
    ("finances", "resilience"): Unit.EURO,
    ("transition_costs", "amount"): Unit.EURO,
    ("coordination_hours", "hours"): Unit.HOURS_PER_YEAR,
    ("budgets", "index_used"): Unit.SHARE,
    ("budgets", "index_agreed"): Unit.SHARE,
    ("budgets", "previous_total"): Unit.EURO,
    ("budgets", "total"): Unit.EURO,
    ("budgets", "previous_contribution"): Unit.EURO,
    ("budgets", "contribution"): Unit.EURO,
    ("budgets", "reserve"): Unit.EURO,
    ("budgets", "reserve_ceiling"): Unit.EURO,
    ("budgets", "overhead"): Unit.EURO,
    ("budget_changes", "amount"): Unit.EURO,
    ("key_inputs", "today"): Unit.EURO_PER_YEAR,
    ("key_inputs", "historic"): Unit.EURO_PER_YEAR,
    ("key_inputs", "grant"): Unit.EURO_PER_YEAR,
    ("key_inputs", "growth"): Unit.SHARE,
    ("products", "price"): Unit.EURO,
    ("coalition_costs", "costs"): Unit.EURO_PER_YEAR,
    ("withdrawal_rule", "fixed_sum"): Unit.EURO,
    ("withdrawal_rule", "fixed_cost"): Unit.EURO_PER_YEAR,
    ("withdrawal_rule", "staff_fte"): Unit.FTE,
    ("withdrawal_rule", "assets"): Unit.EURO,
    ("withdrawal_rule", "debts"): Unit.EURO,
    ("withdrawal_facts", "contribution"): Unit.EURO_PER_YEAR,
    ("withdrawal_facts", "fixed_cost"): Unit.EURO_PER_YEAR,
    ("withdrawal_facts", "staff_fte"): Unit.FTE,
    ("withdrawal_facts", "redundant_staff"): Unit.EURO,
    ("withdrawal_facts", "contracts"): Unit.EURO,
    ("withdrawal_facts", "assets_share"): Unit.EURO,
    ("withdrawal_facts", "debts_share"): Unit.EURO,
    ("withdrawal_facts", "alone_cost"): Unit.EURO_PER_YEAR,
    ("withdrawal_facts", "restart_cost"): Unit.EURO,
    ("structure", "line_fte"): Unit.FTE,
    ("structure", "staff_fte"): Unit.FTE,
    ("structure", "open_hours"): Unit.HOURS_PER_WEEK,
    ("mandates", "up_to"): Unit.EURO,
    ("applications", "yearly_cost"): Unit.EURO_PER_YEAR,
    ("cases", "saving_planned"): Unit.SHARE,
    ("cases", "saving_realised"): Unit.SHARE,
}
"""The same for figures whose unit depends on the section, and for whole euros."""

MAY_BE_NEGATIVE = frozenset(
    {
        *((name, field) for (name, field), unit in OWN_UNITS.items() if name in ("budgets", "budget_changes", "cases")),
        ("indicators", "baseline"), ("indicators", "target"), ("transition_costs", "year"), ("correlations", "value"),
        ("key_inputs", "growth"), ("coalition_costs", "costs"), ("positions", "position"), ("positions", "regional"),
    }
)  # fmt: skip
"""Fields of which the value may lie below zero."""

FRACTIONS = frozenset(
    {
        ("key_design", "fixed_share"), ("voting_rules", "votes_share"), ("voting_rules", "residents_share"),
        ("withdrawal_rule", "taper_first"), ("withdrawal_rule", "taper_step"),
    }
)  # fmt: skip
"""Plain numbers that people write as a percentage."""

MODELS: dict[str, type[BaseModel]] = {
    "cooperation": Cooperation,
    "partners": Partner,
    "tasks": Task,
    "functions": Function,
    "people": Group,
    "change_plan": ChangePlan,
    "impact": ImpactCard,
    "lead_scores": LeadScores,
    "aspects": AspectChange,
    "crosswalk": FunctionLine,
    "interventions": Intervention,
    "communication": CommunicationMoment,
    "ledger": LedgerLine,
    "questions": GroupQuestion,
    "other_projects": OtherProject,
    "form_answers": Answers,
    "agreements": Agreements,
    "arrangement_text": ArrangementText,
    "clauses": ClauseLine,
    "boards": Board,
    "councils": Council,
    "planning": Planning,
    "roles": RoleHolder,
    "instruments": InstrumentUse,
    "zienswijze_points": ZienswijzePoint,
    "council_views": CouncilView,
    "motives": Motive,
    "expertise": Expertise,
    "indicators": Indicator,
    "channels": Channel,
    "counters": Counter,
    "risks": Risk,
    "finances": PartnerFinances,
    "transition_costs": TransitionCost,
    "coordination_hours": CoordinationHours,
    "correlations": Correlation,
    "budgets": ArrangementBudget,
    "budget_changes": BudgetChange,
    "cases": OwnCase,
    "key_design": KeyDesign,
    "key_inputs": KeyInput,
    "products": Product,
    "coalition_costs": CoalitionCosts,
    "voting_rules": VotingRule,
    "issues": Issue,
    "positions": PartnerPositions,
    "pacts": Pact,
    "withdrawal_rule": WithdrawalRule,
    "withdrawal_facts": WithdrawalFacts,
    "structure": Structure,
    "mandates": Mandate,
    "employment": EmploymentRule,
    "processes": Process,
    "applications": Application,
    "trust": TrustScan,
    "differences": Difference,
    "measures": Measure,
    "assumptions": Figure,
    "sources": Source,
}

HUMAN_SIDE = (
    "impact", "lead_scores", "aspects", "crosswalk", "interventions", "communication", "ledger", "questions",
    "other_projects",
)  # fmt: skip
"""Sections of the human side that are a list, in the order in which people fill them in."""

GRIP_RECORDS = ("arrangement_text", "planning")
"""Sections about grip with one field per row; the others are a list."""

INTEREST_RECORDS = ("key_design", "coalition_costs", "withdrawal_rule")
"""The same among the sections about interests."""
