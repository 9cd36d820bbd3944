"""What the advice on the legal form needs: plain answers, all of them optional."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from vierkant.quantities import Section, Text
from vierkant.reference.forms import FORMS_OF, WGR_FORMS, Kind, LegalForm

__all__ = [
    "FORMS_OF",
    "WGR_FORMS",
    "Answers",
    "ArrangementText",
    "Body",
    "Clause",
    "ClauseLine",
    "Criterion",
    "Kind",
    "LegalForm",
    "TaxKind",
]


class Body(StrEnum):
    """The body of a municipality that takes part for its own powers."""

    COUNCIL = "council"
    MUNICIPAL_EXECUTIVE = "municipal_executive"
    MAYOR = "mayor"


class TaxKind(StrEnum):
    """What the cooperation itself would levy (not: collect on behalf of the partners)."""

    PRECARIO = "precario"
    RIOOLHEFFING = "rioolheffing"
    RECHTEN = "rechten"
    AFVALSTOFFENHEFFING = "afvalstoffenheffing"
    RIGHTS_BY_OTHER_ACT = "rights_by_other_act"
    OTHER = "other"


class Criterion(StrEnum):
    """On what admissible forms are compared; the user says how much each weighs."""

    COUNCIL_CONTROL = "council_control"
    DECISIVENESS = "decisiveness"
    LIGHT_GOVERNANCE = "light_governance"
    STAFF = "staff"
    TAXES = "taxes"
    PROCUREMENT = "procurement"
    EXIT = "exit"
    OPENNESS = "openness"


class Clause(StrEnum):
    """What the text of an arrangement must or should say; `clauses.toml` has the article and the certainty."""

    PARTICIPANTS = "participants"
    INTEREST = "interest"
    FORM = "form"
    POWERS = "powers"
    SEAT = "seat"
    BOARD = "board"
    VOTES = "votes"
    INFORMATION = "information"
    ACCOUNTABILITY = "accountability"
    ZIENSWIJZE_DECISIONS = "zienswijze_decisions"
    PARTICIPATION = "participation"
    EVALUATION = "evaluation"
    BUDGET = "budget"
    CONTRIBUTION = "contribution"
    AMENDMENT = "amendment"
    DISSOLUTION = "dissolution"
    JOINING = "joining"
    EXIT_CONDITIONS = "exit_conditions"
    EXIT_CONSEQUENCES = "exit_consequences"
    LIQUIDATION = "liquidation"
    ARCHIVE = "archive"
    STAFF = "staff"
    COMPLAINTS = "complaints"
    DISPUTES = "disputes"
    DURATION = "duration"
    PUBLICATION = "publication"
    ENTRY_INTO_FORCE = "entry_into_force"
    ADVISORY_COMMITTEE = "advisory_committee"


class ClauseLine(Section):
    """One clause of the checklist: looked for and found or not, and where."""

    id: Clause
    present: bool | None = None
    place: Annotated[str, Field(max_length=200)] | None = None
    """Where it stands: "artikel 12"."""


class ArrangementText(Section):
    """What the text of the arrangement says about days, leaving and the size of the boards."""

    concluded_on: date | None = None
    amended_on: date | None = None
    """The last day on which the text was changed."""
    exit_needs_consent: bool | None = None
    """Does leaving depend on the consent of the board or of others?"""
    general_board: Annotated[int, Field(ge=0, le=500)] | None = None
    """Number of members of the general board."""
    executive_board: Annotated[int, Field(ge=0, le=100)] | None = None
    executive_from_general: Annotated[int, Field(ge=0, le=100)] | None = None
    """Number of members of the executive board who come from the general board."""
    executive_municipalities: Annotated[int, Field(ge=0, le=500)] | None = None
    """From how many municipalities the members of the executive board come."""
    appointing_municipalities: Annotated[int, Field(ge=0, le=500)] | None = None
    all_councils_want_committee: bool | None = None
    """Did every council propose the joint advisory committee?"""
    note: Text | None = None


Weight = Annotated[int, Field(ge=0, le=5)]
"""How much a criterion weighs in the comparison: 0 not at all, 5 most."""
MIDDLE_WEIGHT = 3
"""What counts when nobody set a weight."""


class Answers(Section):
    """Answers to the questions about the form. None means: not answered yet, so the verdict stays conditional."""

    public_bodies: Annotated[int, Field(ge=0, le=500)] | None = None
    """Number of municipalities, provinces, water boards and other public bodies that take part."""
    bodies: frozenset[Body] | None = None
    """Which bodies of the municipalities take part."""
    policy_powers: bool | None = None
    """Must the cooperation itself hold powers to set policy?"""
    prepares_policy: bool | None = None
    """Will staff prepare policy for the councils and executives, under mandate, without deciding it?"""
    regulations: bool | None = None
    """Must the cooperation itself make regulations that bind residents?"""
    levy_tax: bool | None = None
    """Must the cooperation itself levy taxes or charges?"""
    tax_kinds: frozenset[TaxKind] | None = None
    legal_personality: bool | None = None
    """Must it own property and contract in its own name?"""
    own_staff: bool | None = None
    """Must it employ staff itself?"""
    delegation: bool | None = None
    """Are powers transferred (delegation), so that partners no longer exercise them?"""
    mandate: bool | None = None
    """Does it decide in the partners' name (mandate)?"""
    private_partner: bool | None = None
    """Does a private organisation take part?"""
    advisory_committee: bool | None = None
    """Do the councils want a joint advisory committee (gemeenschappelijke adviescommissie)?"""
    equal_partners: bool | None = None
    """Must all partners have an equal say?"""
    harmonise_policy: bool | None = None
    """Is the aim one policy for all partners?"""
    binding: bool | None = None
    """Must what is agreed be enforceable?"""
    share_surplus: bool | None = None
    """May a surplus go to the members?"""
    residents_execute: bool | None = None
    """Do residents take over the execution of a task?"""
    temporary: bool | None = None
    """Does it end when the result is there?"""
    fixed_result: bool | None = None
    """Can the result be described beforehand, with time and budget?"""
    societal_question: bool | None = None
    """Does it start from a question in society of which nobody knows the answer yet?"""
    shared_support: bool | None = None
    """Is it standing support work for several departments?"""
    weight_council_control: Weight | None = None
    weight_decisiveness: Weight | None = None
    weight_light_governance: Weight | None = None
    weight_staff: Weight | None = None
    weight_taxes: Weight | None = None
    weight_procurement: Weight | None = None
    weight_exit: Weight | None = None
    weight_openness: Weight | None = None
    kind: Kind | None = None
    """The kind of cooperation; not asked: the dossier says it. None counts as intermunicipal."""
    note: Text | None = None

    @property
    def weights(self) -> Mapping[Criterion, int]:
        """The weight of every criterion, 0..5."""
        given = {item: getattr(self, f"weight_{item.value}") for item in Criterion}
        return {item: MIDDLE_WEIGHT if value is None else value for item, value in given.items()}
