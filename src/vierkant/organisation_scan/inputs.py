"""What a comparison of organisations needs: structure, who may decide, terms of employment, processes, applications,
trust, and what is done about every difference. Organisations and groups, never persons.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from vierkant.quantities import Amount, Identifier, Section, Text

Name = Annotated[str, Field(min_length=1, max_length=200)]
RoleName = Annotated[str, Field(max_length=200)]
"""A role ("directeur bedrijfsvoering"), not the name of a person."""
Count = Annotated[int, Field(ge=0, le=100_000)]
Maturity = Annotated[int, Field(ge=1, le=5)]
"""1: each does it in an own way; 5: measured and improved."""
Mark = Annotated[int, Field(ge=1, le=5)]
"""1: not at all; 5: fully."""


class Rhythm(StrEnum):
    """How often something comes back."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    FOUR_MONTHLY = "four_monthly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"
    WHEN_NEEDED = "when_needed"


class Structure(Section):
    """How one partner is built now."""

    partner: Identifier
    layers: Annotated[int, Field(ge=1, le=20)] | None = None
    """Layers of management between an employee and the municipal secretary, both counted."""
    managers: Count | None = None
    """Managers with staff of their own."""
    employees: Count | None = None
    """Employees who are led, managers not counted."""
    line_fte: Amount | None = None
    """FTE in work for residents, companies and policy."""
    staff_fte: Amount | None = None
    """FTE in supporting work: HR, finance, IT, legal, communication, facilities."""
    teams: Count | None = None
    self_steering: Count | None = None
    """How many of these teams steer themselves, without a manager of their own."""
    locations: Annotated[int, Field(ge=1, le=1_000)] | None = None
    open_hours: Amount | None = None
    """Hours per week that the main counter is open."""
    management_meeting: Rhythm | None = None
    executive_meeting: Rhythm | None = None
    """How often the executive (college) decides."""
    budget_reports: Rhythm | None = None
    """How often the organisation reports on budget and results."""
    source: Annotated[str, Field(min_length=1, max_length=60)] | None = None
    note: Text | None = None


class Decider(StrEnum):
    """Who may decide, highest first."""

    COUNCIL = "council"
    EXECUTIVE = "executive"
    SECRETARY = "secretary"
    DIRECTOR = "director"
    MANAGER = "manager"
    TEAM = "team"
    EMPLOYEE = "employee"


class Mandate(Section):
    """Who may take one kind of decision at one partner."""

    id: Identifier
    decision: Name
    """The same words for the same decision at each partner: then they stand side by side."""
    partner: Identifier | None = None
    decider: Decider
    up_to: Amount | None = None
    """Euro; None: without a limit, or not about money."""


class EmploymentSubject(StrEnum):
    """What the rules of an employer are about."""

    WEEKLY_HOURS = "weekly_hours"
    WORKING_TIMES = "working_times"
    HOME_DAYS = "home_days"
    HOME_ALLOWANCE = "home_allowance"
    COMMUTING = "commuting"
    BUSINESS_TRAVEL = "business_travel"
    LEAVE = "leave"
    ON_CALL = "on_call"
    OVERTIME = "overtime"
    TRAINING = "training"
    OTHER_ALLOWANCE = "other_allowance"


class EmploymentRule(Section):
    """One rule of one partner as employer, beside the cao."""

    id: Identifier
    subject: EmploymentSubject
    partner: Identifier | None = None
    value: Amount | None = None
    """In the unit of the subject: hours per week, days per week, euro per day, euro per kilometre, hours per year."""
    rule: Text | None = None


class ProcessPart(Section):
    """How far one partner is with one business function."""

    maturity: Maturity | None = None
    note: Text | None = None


class Process(Section):
    """A business function, at each partner."""

    id: Identifier
    name: Name
    function: Annotated[str, Field(max_length=200)] | None = None
    """The business function of GEMMA it belongs to, in its own words."""
    parts: Mapping[Identifier, ProcessPart] = Field(default_factory=dict)
    """By partner."""


class ApplicationStatus(StrEnum):
    """Where an application stands."""

    IN_USE = "in_use"
    PLANNED = "planned"
    ENDING = "ending"


class Application(Section):
    """One application of one partner for one reference component."""

    id: Identifier
    component: Name
    """The reference component (GEMMA): what the application is for."""
    component_id: Annotated[str, Field(max_length=80)] | None = None
    """The identifier of the component in the GEMMA list, when it came from there."""
    partner: Identifier | None = None
    product: Annotated[str, Field(max_length=200)] | None = None
    supplier: Annotated[str, Field(max_length=200)] | None = None
    status: ApplicationStatus = ApplicationStatus.IN_USE
    contract_ends: date | None = None
    notice_months: Annotated[int, Field(ge=0, le=120)] | None = None
    """Months before the end at which one must give notice, or it goes on."""
    yearly_cost: Amount | None = None


class TrustHandling(StrEnum):
    """What happens with what a partner filled in."""

    PRIVATE = "private"
    SHARED = "shared"
    MEDIATOR = "mediator"
    """Only who guides outside the line reads it, and tells what all may know."""


class TrustTheme(StrEnum):
    """What trust between partners rests on."""

    AMBITION = "ambition"
    INTERESTS = "interests"
    RELATION = "relation"
    ORGANISATION = "organisation"
    PROCESS = "process"


class TrustScan(Section):
    """The short scan on trust and readiness of one partner, filled in alone: two statements per theme."""

    partner: Identifier
    ambition_shared: Mark | None = None
    """We want the same."""
    ambition_worth: Mark | None = None
    """It is worth the effort to us."""
    interests_known: Mark | None = None
    """We know what the others need from it."""
    interests_heard: Mark | None = None
    """Our own interest is taken seriously."""
    relation_trust: Mark | None = None
    """We dare to say what is difficult."""
    relation_promises: Mark | None = None
    """What is agreed is done."""
    organisation_ready: Mark | None = None
    """We have people and time for it."""
    organisation_backing: Mark | None = None
    """Our executive, council and staff are behind it."""
    process_clear: Mark | None = None
    """We know who does what and when we decide."""
    process_pace: Mark | None = None
    """The pace suits us."""
    concern: Text | None = None
    """What worries us most."""
    handling: TrustHandling = TrustHandling.PRIVATE
    ready: bool = False
    """Filled in, and may be opened together with those of the others."""

    def by_theme(self) -> Iterator[tuple[TrustTheme, tuple[int | None, int | None]]]:
        """The five themes in their order, each with its two marks."""
        yield TrustTheme.AMBITION, (self.ambition_shared, self.ambition_worth)
        yield TrustTheme.INTERESTS, (self.interests_known, self.interests_heard)
        yield TrustTheme.RELATION, (self.relation_trust, self.relation_promises)
        yield TrustTheme.ORGANISATION, (self.organisation_ready, self.organisation_backing)
        yield TrustTheme.PROCESS, (self.process_clear, self.process_pace)


class Answer(StrEnum):
    """What is done about a difference."""

    AGREEMENT = "agreement"
    MEASURE = "measure"
    ACCEPTED = "accepted"
    """It may stay as it is, with the reason."""


class Difference(Section):
    """A difference between the organisations, and what is done about it."""

    id: Identifier
    found: Annotated[str, Field(max_length=120)] | None = None
    """The key of the difference as we found it ("structure.layers", "culture.rules"); None: somebody saw it."""
    name: Name
    meaning: Text | None = None
    """What it means at work."""
    noticed_by: Annotated[str, Field(max_length=500)] | None = None
    """Who will notice: groups, not persons."""
    answer: Answer = Answer.MEASURE
    text: Text | None = None
    """The agreement or the measure itself, or why it may stay."""
    owner: RoleName | None = None
    due: date | None = None
    hours: Amount | None = None
    done: bool = False
