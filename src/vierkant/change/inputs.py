"""What the human side needs: groups, what changes for them, who decided what, and the hours and money set free.

Every section is a flat table, so that one form, one sheet and one file format serve them all. Groups, never persons:
who decides, helps or answers is written as a role.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from vierkant.quantities import Amount, Confidence, Identifier, Section, Text

Name = Annotated[str, Field(min_length=1, max_length=200)]
RoleName = Annotated[str, Field(max_length=200)]
"""A role ("directeur bedrijfsvoering"), not the name of a person."""
Score = Annotated[int, Field(ge=0, le=5)]
"""0: nothing changes; 5: everything changes."""
Scale = Annotated[int, Field(ge=1, le=18)]
"""Salary scale of the Cao Gemeenten."""


class Aspect(StrEnum):
    """The ten aspects of work on which a change can weigh."""

    TASK = "task"
    TEAM = "team"
    MANAGER = "manager"
    PLACE = "place"
    SYSTEMS = "systems"
    WAY_OF_WORKING = "way_of_working"
    PAY = "pay"
    HOURS = "hours"
    DECISION_ROOM = "decision_room"
    CLIENTS = "clients"


class CardStatus(StrEnum):
    """How firm it is what a card says."""

    INTENDED = "intended"
    ADVICE_ASKED = "advice_asked"
    DECIDED = "decided"
    NOT_YET_KNOWN = "not_yet_known"
    """With the date on which staff get an answer."""


class Outcome(StrEnum):
    """What becomes of a function."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    ENDS = "ends"
    NEW = "new"


class Placement(StrEnum):
    """How people come to the new function; an order that local social plans use, not a statutory rule."""

    FOLLOWS_WORK = "follows_work"
    SUITABLE_FUNCTION = "suitable_function"
    SELECTION = "selection"
    FROM_WORK_TO_WORK = "from_work_to_work"
    NOT_YET_KNOWN = "not_yet_known"


class ItemKind(StrEnum):
    """What is handed to people, or done with them."""

    ARTICLE = "article"
    CONVERSATION_GUIDE = "conversation_guide"
    TRAINING = "training"
    PRACTICE_TIME = "practice_time"
    BUDDY = "buddy"
    VISIT = "visit"
    MANAGER_TALK = "manager_talk"
    RITUAL = "ritual"


class LedgerKind(StrEnum):
    """What hours and money of a change go to."""

    CONTACT = "contact"
    PREPARATION = "preparation"
    PRACTICE = "practice"
    MANAGER_TALKS = "manager_talks"
    BACKFILL = "backfill"
    CHANGE_TEAM = "change_team"
    TRAINING = "training"
    COMMUNICATION = "communication"
    AFTERCARE = "aftercare"
    SALARY_GUARANTEE = "salary_guarantee"
    TRAVEL = "travel"
    RESERVE = "reserve"


class Group(Section):
    """A group of employees for whom something changes. Groups, never persons."""

    id: Identifier
    name: Name
    partner: Identifier | None = None
    """The partner that employs the group; None when the group spans partners."""
    size: Annotated[int, Field(ge=1, le=100_000)]
    managers: bool = False
    """Managers are a group of their own: they change too."""
    what_changes: Text | None = None
    """In one sentence, as the group itself would understand it."""
    function: Identifier | None = None
    """The function of the dossier that most of the group has."""
    team: Annotated[str, Field(max_length=200)] | None = None
    """The name of the team inside the municipality, the same in every cooperation: then their loads add up."""
    scale: Scale | None = None
    """The salary scale of most of the group, for the price of backfill."""
    confidence: Confidence = Confidence.ASSUMED
    """How the number of people is known; a count carries no range, but it says whether it was assumed."""
    source: Annotated[str, Field(min_length=1, max_length=60)] | None = None
    hours_reserved: Amount | None = None
    """Hours of these employees, in total, freed for the change; a ledger line for the group replaces them."""
    euros_reserved: Amount | None = None
    """Euro, in total, for training, guidance and backfill; a ledger line for the group replaces them."""


class Scores(Section):
    """How much changes, 0 to 5 per aspect; None is not scored yet. The fields are those of `Aspect`."""

    task: Score | None = None
    team: Score | None = None
    manager: Score | None = None
    place: Score | None = None
    systems: Score | None = None
    way_of_working: Score | None = None
    pay: Score | None = None
    hours: Score | None = None
    decision_room: Score | None = None
    clients: Score | None = None

    def by_aspect(self) -> Iterator[tuple[Aspect, int | None]]:
        """The ten aspects in their order, each with its score."""
        for aspect in Aspect:
            yield aspect, getattr(self, aspect.value)


class ImpactCard(Scores):
    """What changes for one group, as the project sees it."""

    id: Identifier
    """The id of the group."""
    status: CardStatus = CardStatus.INTENDED
    answer_by: date | None = None
    """When staff hear what is not yet known."""
    stays: Text | None = None
    changes: Text | None = None
    starts_on: date | None = None
    """The first day of the new situation for this group."""
    ends_on: date | None = None
    """When the support for this group ends."""
    decided_by: RoleName | None = None
    helped_by: RoleName | None = None


class LeadScores(Scores):
    """The same ten aspects as the group's own lead sees them, scored apart from the project."""

    id: Identifier
    """The id of the group."""
    note: Text | None = None


class AspectChange(Section):
    """What an aspect means for a group in words, when it differs from the card as a whole."""

    id: Identifier
    group: Identifier
    aspect: Aspect
    changes: Text | None = None
    stays: Text | None = None
    on: date | None = None
    status: CardStatus | None = None
    """None: as the card."""
    answer_by: date | None = None


class FunctionLine(Section):
    """One line from old to new: what becomes of a function of a group."""

    id: Identifier
    group: Identifier
    function: Annotated[str, Field(max_length=200)] | None = None
    """The function now; None when it is new."""
    new_function: Annotated[str, Field(max_length=200)] | None = None
    """The function then; None when it ends."""
    outcome: Outcome
    people: Annotated[int, Field(ge=0, le=100_000)]
    scale: Scale | None = None
    new_scale: Scale | None = None
    placement: Placement = Placement.NOT_YET_KNOWN
    guarantee: Amount | None = None
    """Euro per person per year, paid on top so that nobody earns less; None takes it from the scales."""
    guarantee_years: Amount | None = None
    extra_kilometres: Amount | None = None
    """Kilometres more per person per travel day, there and back together."""


class ChangePlan(Section):
    """How the change is led: who decided on it, when it starts, and where people go with a question."""

    phase_model: Annotated[str, Field(pattern=r"^(five|three|own)$")] = "five"
    own_phase_model: Annotated[str, Field(max_length=30_000)] | None = None
    """A phase model of your own as TOML; only with ``phase_model = "own"``."""
    starts_on: date | None = None
    """The first day of the new situation for those whose card says nothing else."""
    ends_on: date | None = None
    """When support ends: not at the start."""
    decided_by: RoleName | None = None
    decided_on: date | None = None
    advice_asked_on: date | None = None
    """When the works councils were asked for advice on this plan (WOR 25)."""
    social_plan_on: date | None = None
    """When the social plan was agreed with the unions."""
    goal_for_people: Text | None = None
    """What people will notice when it went well."""
    question_desk: RoleName | None = None
    """Where people ask; a desk or role with its mail address or room, outside the line."""
    question_phone: Annotated[str, Field(max_length=40)] | None = None
    confidential_adviser: RoleName | None = None
    works_council: RoleName | None = None
    objection: Text | None = None
    """Where and until when somebody objects to a placement."""
    slower_route: Text | None = None
    """What may be arranged for who needs more time."""
    aftercare: Text | None = None
    """What support stays after the start, and until when."""


class Intervention(Section):
    """Something planned for people: from our library, or of your own."""

    id: Identifier
    item: Identifier | None = None
    """The id in the library; None for something of your own."""
    name: Name
    kind: ItemKind
    phases: tuple[Identifier, ...] = ()
    """Phases of the phase model; empty takes those of the library item."""
    groups: tuple[Identifier, ...] = ()
    """Empty: for all groups."""
    from_on: date | None = None
    until_on: date | None = None
    hours_per_person: Amount | None = None
    giver_hours: Amount | None = None
    """Hours of who gives it, in total."""
    euros: Amount | None = None
    capacity: Annotated[int, Field(ge=1, le=100_000)] | None = None
    """How many people it can take in all; None: everybody."""
    owner: RoleName | None = None


class CommunicationMoment(Section):
    """One line of the communication plan: who hears what, when, from whom."""

    id: Identifier
    audience: Name
    group: Identifier | None = None
    """The group of the dossier, when the audience is one."""
    message: Text
    on: date | None = None
    sender: RoleName | None = None
    channel: Annotated[str, Field(max_length=200)] | None = None
    done: bool = False


class LedgerLine(Section):
    """Hours and money for one purpose. Decided only with who, when, from which cover, and what stops for it."""

    id: Identifier
    kind: LedgerKind
    group: Identifier | None = None
    """None: for all groups together."""
    hours: Amount | None = None
    euros: Amount | None = None
    from_on: date | None = None
    until_on: date | None = None
    decided_by: RoleName | None = None
    decided_on: date | None = None
    cover: Text | None = None
    """From which budget it is paid."""
    work_that_stops: Text | None = None
    spent_hours: Amount | None = None
    spent_euros: Amount | None = None
    spent_until: date | None = None


class GroupQuestion(Section):
    """A question of a group and its answer, with date and decider."""

    id: Identifier
    group: Identifier | None = None
    """None: a question of everybody."""
    question: Annotated[str, Field(min_length=1, max_length=1000)]
    answer: Text | None = None
    answered_on: date | None = None
    answer_by: date | None = None
    decided_by: RoleName | None = None


class OtherProject(Section):
    """What else asks time of a group in the same months, outside this cooperation."""

    id: Identifier
    name: Name
    groups: tuple[Identifier, ...] = ()
    """Empty: all groups."""
    hours_per_month: Amount
    """Hours per person per month."""
    from_on: date
    until_on: date


@dataclass(frozen=True, slots=True)
class Change:
    """Everything the dossier says about the human side, as the modules of this room take it."""

    groups: tuple[Group, ...] = ()
    cards: tuple[ImpactCard, ...] = ()
    lead_scores: tuple[LeadScores, ...] = ()
    aspects: tuple[AspectChange, ...] = ()
    crosswalk: tuple[FunctionLine, ...] = ()
    plan: ChangePlan | None = None
    interventions: tuple[Intervention, ...] = ()
    communication: tuple[CommunicationMoment, ...] = ()
    ledger: tuple[LedgerLine, ...] = ()
    questions: tuple[GroupQuestion, ...] = ()
    other_projects: tuple[OtherProject, ...] = ()
