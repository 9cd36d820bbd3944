"""What the business case needs: the tasks' part of a dossier, and the composed input of the calculation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated

from pydantic import Field

from vierkant.quantities import Amount, Figure, Identifier, Section, Share, Text


class TaskPart(Section):
    """What one partner puts into a task now. All amounts are per year."""

    volume: Amount | None = None
    """Units served, in the task's unit; residents when the task names no unit."""
    own_fte: Amount | None = None
    cost_per_fte: Amount | None = None
    """Euro per FTE, all-in; the task's own figure counts when a partner gives none."""
    other_cost: Amount | None = None
    """Euro per year besides own staff: hired staff, licences, contracts."""


class Task(Section):
    """A task the partners consider doing together."""

    id: Identifier
    name: Annotated[str, Field(min_length=1, max_length=200)]
    taakveld: Annotated[str, Field(pattern=r"^\d\.\d{1,3}[a-z]?$")] | None = None
    unit: Annotated[str, Field(max_length=80)] | None = None
    """What volume counts ("WOZ-objecten"); None means residents."""
    cost_per_fte: Amount | None = None
    planned_saving: Share | None = None
    """Share of the present cost that the plan promises; a plan is discounted, never believed."""
    planned_from: Annotated[int, Field(ge=1950, le=2120)] | None = None
    """First calendar year in which the plan counts the whole saving."""
    whole_organisation: bool = False
    """True when the task is the whole civil-service organisation: a full administrative merger."""
    note: Text | None = None
    parts: Mapping[Identifier, TaskPart] = Field(default_factory=dict)
    """By partner."""


@dataclass(frozen=True, slots=True)
class CasePartner:
    """A partner as the business case sees it."""

    id: str
    name: str
    residents: Figure | None


@dataclass(frozen=True, slots=True)
class CaseInput:
    """The composed input of the business case; `vierkant.dossier` makes it.

    ``cost_key`` holds the agreed shares (sum 1) or None when nothing was agreed yet.
    ``change_cost`` is what the dossier reserves for people and measures: euro, once, over the transition years.
    ``assumptions`` are the dossier's overrides, keyed ``business_case.<name>``.
    """

    partners: tuple[CasePartner, ...]
    tasks: tuple[Task, ...]
    start_year: int | None
    form: str | None = None
    """The chosen or most likely legal form, as in `legal_form`; decides hub or pairwise coordination."""
    same_employer: bool = False
    """True inside one municipality: its people stay, so no overhead stays behind without them."""
    cost_key: Mapping[str, float] | None = None
    transition_budget: Figure | None = None
    change_cost: Figure | None = None
    assumptions: Mapping[str, Figure] = field(default_factory=dict)
