"""A section of a dossier at one moment. Nothing is overwritten: saving makes the next revision."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vierkant_web.models.append_only import AppendOnly, AppendOnlyError
from vierkant_web.models.variant import Variant

SHARED_PART = ""
"""The value of ``partner`` for the part of a section that belongs to all partners together."""


class Section(models.TextChoices):
    """The sections of a dossier."""

    COOPERATION = "cooperation", _("The cooperation")
    PARTNERS = "partners", _("Partners")
    TASKS = "tasks", _("Tasks")
    FUNCTIONS = "functions", _("Functions")
    PEOPLE = "people", _("People")
    CHANGE_PLAN = "change_plan", _("Change plan")
    IMPACT = "impact", _("Impact cards")
    LEAD_SCORES = "lead_scores", _("Scores of leads")
    ASPECTS = "aspects", _("What changes, by aspect")
    CROSSWALK = "crosswalk", _("From old to new")
    INTERVENTIONS = "interventions", _("Help planned")
    COMMUNICATION = "communication", _("Communication")
    LEDGER = "ledger", _("Hours and budget")
    QUESTIONS = "questions", _("Questions and answers")
    OTHER_PROJECTS = "other_projects", _("Other projects")
    FORM_ANSWERS = "form_answers", _("Answers about the form")
    AGREEMENTS = "agreements", _("Agreements")
    ARRANGEMENT_TEXT = "arrangement_text", _("Text of the arrangement")
    CLAUSES = "clauses", _("Clauses of the arrangement")
    BOARDS = "boards", _("Boards")
    COUNCILS = "councils", _("Councils")
    PLANNING = "planning", _("Planning of the year")
    ROLES = "roles", _("Roles")
    INSTRUMENTS = "instruments", _("Instruments of councils")
    ZIENSWIJZE_POINTS = "zienswijze_points", _("Points for the zienswijze")
    COUNCIL_VIEWS = "council_views", _("Views of councils")
    EXPERTISE = "expertise", _("Expertise")
    INDICATORS = "indicators", _("Indicators")
    CHANNELS = "channels", _("Phone and counter")
    COUNTERS = "counters", _("Counters and places")
    RISKS = "risks", _("Risks")
    FINANCES = "finances", _("Money per partner")
    TRANSITION_COSTS = "transition_costs", _("One-off costs")
    COORDINATION_HOURS = "coordination_hours", _("Measured hours of coordination")
    CORRELATIONS = "correlations", _("Figures that go together")
    BUDGETS = "budgets", _("Budgets of arrangements")
    BUDGET_CHANGES = "budget_changes", _("Causes of change")
    CASES = "cases", _("Own lessons")
    MEASURES = "measures", _("Measures")
    ASSUMPTIONS = "assumptions", _("Assumptions")
    SOURCES = "sources", _("Sources")
    MOTIVES = "motives", _("Motives")
    STRUCTURE = "structure", _("Structure")
    MANDATES = "mandates", _("Who decides")
    EMPLOYMENT = "employment", _("Terms of employment")
    PROCESSES = "processes", _("Processes")
    APPLICATIONS = "applications", _("Applications")
    TRUST = "trust", _("Trust")
    DIFFERENCES = "differences", _("Differences")
    KEY_DESIGN = "key_design", _("Design of the key")
    KEY_INPUTS = "key_inputs", _("What each brings to the key")
    PRODUCTS = "products", _("Products and prices")
    COALITION_COSTS = "coalition_costs", _("Costs per combination")
    VOTING_RULES = "voting_rules", _("Voting rules")
    ISSUES = "issues", _("Issues")
    POSITIONS = "positions", _("What we want")
    PACTS = "pacts", _("Agreements to make")
    WITHDRAWAL_RULE = "withdrawal_rule", _("Rules for leaving")
    WITHDRAWAL_FACTS = "withdrawal_facts", _("Effects of leaving")


CHANGE_SECTIONS = frozenset(
    (
        Section.PEOPLE, Section.CHANGE_PLAN, Section.IMPACT, Section.LEAD_SCORES, Section.ASPECTS,
        Section.CROSSWALK, Section.INTERVENTIONS, Section.COMMUNICATION, Section.LEDGER, Section.QUESTIONS,
        Section.OTHER_PROJECTS,
    )
)  # fmt: skip
"""The human side: what the role for HR and change may write. A test holds it equal to the list of the engine."""

NEVER_PUBLIC = frozenset(
    (
        Section.IMPACT, Section.LEAD_SCORES, Section.ASPECTS, Section.CROSSWALK, Section.LEDGER,
        Section.QUESTIONS, Section.ROLES, Section.TRUST, Section.POSITIONS,
    )
)  # fmt: skip
"""What says how groups fare (staff see it after a release) and who has a role: the world never sees it."""


FILLED_IN_ALONE = frozenset((Section.TRUST, Section.POSITIONS))
"""What each partner fills in alone, for itself: closed until all of it is opened at the same moment."""


class Visibility(models.TextChoices):
    """Who may read a revision, most closed first."""

    PRIVATE = "private", _("Only this partner")
    SHARED = "shared", _("All partners")
    PUBLIC = "public", _("Everybody who signs in")


class SectionRevision(AppendOnly):
    """One section, of one partner or shared (``partner == ""``), as saved once. ``content`` None: redacted."""

    variant = models.ForeignKey(Variant, on_delete=models.PROTECT, related_name="revisions")
    section = models.CharField(max_length=20, choices=Section.choices)
    partner = models.CharField(max_length=60, blank=True, default=SHARED_PART)
    number = models.PositiveIntegerField()
    visibility = models.CharField(max_length=10, choices=Visibility.choices)
    content: models.JSONField[Any, Any] = models.JSONField(null=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created = models.DateTimeField(auto_now_add=True)
    comment = models.CharField(max_length=500, blank=True, default="")
    restored_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="restored_as"
    )
    redacted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    redacted_at = models.DateTimeField(null=True, blank=True)
    redaction_reason = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        db_table = "section_revision"
        ordering: ClassVar[list[str]] = ["section", "partner", "-number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["variant", "section", "partner", "number"], name="one_revision_per_number"
            ),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="revision_numbers_start_at_one"),
            models.CheckConstraint(condition=models.Q(section__in=Section.values), name="section_known"),
            models.CheckConstraint(
                condition=models.Q(visibility__in=Visibility.values), name="visibility_known"
            ),
            # Private means private to a partner; the shared part belongs to all of them.
            models.CheckConstraint(
                condition=~models.Q(partner="") | ~models.Q(visibility=Visibility.PRIVATE.value),
                name="shared_part_not_private",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    redacted_at__isnull=True,
                    redacted_by__isnull=True,
                    redaction_reason="",
                    content__isnull=False,
                )
                | models.Q(redacted_at__isnull=False, redacted_by__isnull=False, content__isnull=True)
                & ~models.Q(redaction_reason=""),
                name="redaction_is_complete",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["variant", "section", "partner", "-number"], name="latest_revision"),
        ]

    def __str__(self) -> str:
        return f"{self.section}/{self.partner or '-'} {self.number}"

    @property
    def is_redacted(self) -> bool:
        """Whether the content was taken away."""
        return self.redacted_at is not None

    def write_tombstone(self, *, by_id: int, reason: str) -> None:
        """Take the content away and say who did it, when and why: the one change that is allowed, once.

        Raises:
            AppendOnlyError: the revision is a tombstone already.
        """
        self.content, self.comment = None, ""
        self.redacted_by_id, self.redacted_at, self.redaction_reason = by_id, timezone.now(), reason
        untouched: models.QuerySet[SectionRevision] = models.QuerySet(SectionRevision).filter(
            pk=self.pk, redacted_at__isnull=True
        )
        changed = untouched.update(
            content=None,
            comment="",
            redacted_by=by_id,
            redacted_at=self.redacted_at,
            redaction_reason=reason,
        )
        if not changed:
            raise AppendOnlyError
