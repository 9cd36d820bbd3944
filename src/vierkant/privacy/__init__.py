"""The release controller: what may be shown of the answers of employees, and what not."""

from __future__ import annotations

from vierkant.privacy.answers import Answers, CellAnswers
from vierkant.privacy.cell_table import CellTable
from vierkant.privacy.derived import Derived
from vierkant.privacy.disclosable import Disclosable
from vierkant.privacy.ledger import Ledger, LedgerError, disclosed, withheld
from vierkant.privacy.plan import Plan, PlannedCell, small_cells
from vierkant.privacy.plan_parts import (
    PlanError,
    PlannedGroup,
    PlannedItem,
    PlannedTable,
    Thresholds,
    Turnover,
)
from vierkant.privacy.release import Released, release
from vierkant.privacy.rules import ALL_RULES, Decision, Reason, Rule

__all__ = [
    "ALL_RULES",
    "Answers",
    "CellAnswers",
    "CellTable",
    "Decision",
    "Derived",
    "Disclosable",
    "Ledger",
    "LedgerError",
    "Plan",
    "PlanError",
    "PlannedCell",
    "PlannedGroup",
    "PlannedItem",
    "PlannedTable",
    "Reason",
    "Released",
    "Rule",
    "Thresholds",
    "Turnover",
    "disclosed",
    "release",
    "small_cells",
    "withheld",
]
