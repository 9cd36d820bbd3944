"""What an assessment holds. Plain and frozen; `Assessment.to_dict` is what is stored and what pages read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from vierkant.baseline import BaselineResult
from vierkant.business_case.arrangement_budgets_results import BudgetComparison
from vierkant.business_case.results import CaseResult
from vierkant.change.results import PeopleResult
from vierkant.cost_sharing.results import SharingResult
from vierkant.dossier.readiness import Readiness
from vierkant.dossier.sections import StumblingBlock
from vierkant.four_ks import MotivesResult, QualityResult, RiskResult, ServiceResult
from vierkant.four_ks.results import VulnerabilityResult
from vierkant.grip.results import GripResult
from vierkant.legal_form.results import Advice, Step
from vierkant.legal_form.results_choice import ArrangementCheck, FormChoice, FormConsequences
from vierkant.lessons import LessonsResult
from vierkant.organisation_scan.results import ScanResult
from vierkant.positions.results import PositionsResult
from vierkant.quantities import Computed, Finding, Level, Message, Missing, to_plain
from vierkant.voting_power.results import VotingResult
from vierkant.withdrawal.results import WithdrawalResult


@dataclass(frozen=True, slots=True)
class PlannedMeasure:
    """A measure as the assessment shows it. ``complete`` is False while owner or date is missing."""

    id: str
    block: StumblingBlock
    text: str
    owner: str | None
    due: date | None
    hours: float | None
    euros: float | None
    done: bool
    complete: bool
    section: str = "measures"
    """``differences`` for what was agreed or will be done about one; ``id`` is the row there."""


@dataclass(frozen=True, slots=True)
class Block:
    """One of the four stumbling blocks. ``UNKNOWN`` when the dossier says nothing about it: never fine."""

    id: StumblingBlock
    level: Level
    headline: Message
    facts: tuple[Computed, ...]
    findings: tuple[Finding, ...]
    missing: tuple[Missing, ...]
    measures: tuple[PlannedMeasure, ...]
    hours: float
    """Hours of all measures of this block that are not done."""
    euros: float


@dataclass(frozen=True, slots=True)
class KStanding:
    """How one of the four K's stands: ``costs``, ``quality``, ``client_focus`` or ``vulnerability``."""

    id: str
    level: Level
    headline: Message
    facts: tuple[Computed, ...]
    missing: tuple[Missing, ...]


@dataclass(frozen=True, slots=True)
class PartnerStanding:
    """A partner as pages name it."""

    id: str
    name: str
    municipality: str | None
    residents: float | None


@dataclass(frozen=True, slots=True)
class AssumedFigure:
    """A figure of the dossier that nobody published or measured."""

    section: str
    row: str | None
    fields: tuple[str, ...]
    value: float
    low: float | None
    high: float | None
    confidence: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """The assessment of a dossier, the same for the same dossier, seed, draws and engine version."""

    engine_version: str
    dossier_digest: str
    seed: int
    draws: int
    rules_on: date
    """The date for which the rules of law were taken."""
    name: str | None
    kind: str
    stage: str
    goal: str | None
    start_year: int | None
    partners: tuple[PartnerStanding, ...]
    blocks: tuple[Block, ...]
    four_ks: tuple[KStanding, ...]
    business_case: CaseResult | None
    business_case_missing: tuple[Missing, ...]
    legal_form: Advice
    agreed_form: str | None
    form_findings: tuple[Finding, ...]
    form_steps: tuple[Step, ...]
    form_choice: FormChoice | None
    """The forms that are not excluded, side by side; None when fewer than two are left."""
    form_consequences: FormConsequences | None
    """What follows from the agreed form; None while no form was agreed. ``form_steps`` are its steps."""
    arrangement: ArrangementCheck | None
    """The text of the arrangement against the act; None for a form outside the Wgr."""
    grip: GripResult
    motives: MotivesResult
    vulnerability: VulnerabilityResult
    quality: QualityResult
    service: ServiceResult
    risks: RiskResult
    baseline: BaselineResult
    budgets: BudgetComparison
    lessons: LessonsResult
    organisation_scan: ScanResult | None
    """Organisations side by side; None when the dossier says nothing about it."""
    people: PeopleResult
    readiness: Readiness
    voting: VotingResult | None
    cost_sharing: SharingResult | None
    """Who pays; None without two partners with costs."""
    positions: PositionsResult | None
    withdrawal: WithdrawalResult | None
    missing: tuple[Missing, ...]
    assumed: tuple[AssumedFigure, ...]
    figures: int
    """Number of figures in the dossier; ``assumed`` and ``figures_with_source`` may overlap."""
    figures_with_source: int
    sources: dict[str, dict[str, Any]]

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values; the same dossier, seed and draws give the same values."""
        plain: dict[str, Any] = to_plain(self)
        return plain


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something with a date: a measure, the next decision, the evaluation. ``days`` is negative when past."""

    kind: str
    text: str
    on: date
    days: int
    level: Level


@dataclass(frozen=True, slots=True)
class Dated:
    """What depends on today; computed apart, so that a simulation does not go stale at midnight."""

    today: date
    deadlines: tuple[Deadline, ...]
    findings: tuple[Finding, ...]
