"""The documented cases and the checks: data with sources, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Annotated, Self

from pydantic import Field, model_validator

from vierkant.lessons.features import FEATURES, Features
from vierkant.lessons.inputs import Outcome, OwnCase, Scope
from vierkant.quantities import Certainty, FourK, Identifier, Message, Section
from vierkant.reference import population
from vierkant.reference.forms import Kind, LegalForm

Year = Annotated[int, Field(ge=1950, le=2120)]


class FactKind(StrEnum):
    """What a fact is about."""

    FIGURE = "figure"
    WELL = "well"
    WRONG = "wrong"
    OPEN = "open"
    """What is not known, or said differently elsewhere."""


class CaseSource(Section):
    """Where a fact can be read. ``political`` marks the site of a party: true perhaps, never neutral."""

    url: Annotated[str, Field(pattern=r"^https?://", max_length=400)]
    publisher: Annotated[str, Field(min_length=1, max_length=120)]
    political: bool = False


class CaseFact(Section):
    """One fact; its words are ``lesson_cases.<case>.fact.<id>``. ``contradicts`` names the fact that says otherwise."""

    id: Identifier
    kind: FactKind
    sources: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    certainty: Certainty
    derived: bool = False
    """Computed by us from other facts."""
    contradicts: Identifier | None = None


class DocumentedCase(Section):
    """A cooperation that was written about. ``judged`` names the features that we coded ourselves from the texts."""

    id: Identifier
    name: Annotated[str, Field(min_length=1, max_length=200)]
    kind: Kind = Kind.INTERMUNICIPAL
    form: LegalForm | None = None
    scope: Scope
    members: tuple[Annotated[str, Field(pattern=r"^GM\d{4}$")], ...] = ()
    """The municipalities, with the codes of today or of then; residents follow from them."""
    population_year: Annotated[int, Field(ge=2017, le=2120)] = 2017
    """The year of which residents are taken: the first year of our table for what started before."""
    partners: Annotated[int, Field(ge=1, le=400)] | None = None
    """Given only when it is not the number of members."""
    started: Year | None = None
    ended: Year | None = None
    motives: frozenset[FourK] = frozenset()
    outcome: Outcome | None = None
    """None when the sources do not say."""
    judged: frozenset[str] = frozenset()
    sources: Mapping[Identifier, CaseSource]
    facts: Annotated[tuple[CaseFact, ...], Field(min_length=1)]
    checks: Annotated[tuple[Identifier, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _fits(self) -> Self:
        ids = {fact.id for fact in self.facts}
        cited = {source for fact in self.facts for source in fact.sources}
        if not cited <= set(self.sources):
            raise ValueError(
                f"{self.id}: a fact cites a source that is not there: {cited - set(self.sources)}"
            )
        if not {fact.contradicts for fact in self.facts if fact.contradicts} <= ids:
            raise ValueError(f"{self.id}: a fact contradicts one that is not there")
        if not self.judged <= set(FEATURES):
            raise ValueError(f"{self.id}: no such feature: {self.judged - set(FEATURES)}")
        return self

    def features(self) -> Features:
        """What the case is compared on; residents are those of the members in ``population_year``."""
        people = [population(code, self.population_year) for code in self.members]
        known = [number for number in people if number]
        complete = bool(people) and len(known) == len(people)
        return Features(
            kind=self.kind,
            form=self.form,
            scope=self.scope,
            residents=float(sum(known)) if complete else None,
            partners=self.partners or len(self.members) or None,
            largest_share=max(known) / sum(known) if complete else None,
            motives=self.motives,
        )


class Check(Section):
    """Something to act on; ``page`` is the name of the address where it is seen."""

    id: Identifier
    section: str
    page: str

    @property
    def text(self) -> Message:
        """What to do, in one sentence."""
        return Message(f"lessons.check.{self.id}")

    @property
    def why(self) -> Message:
        """Why, from the cases."""
        return Message(f"lessons.check_why.{self.id}")


@cache
def cases() -> tuple[DocumentedCase, ...]:
    """The documented cases, in the order of the file: the best documented first."""
    table = tomllib.loads(_text("cases.toml"))
    return tuple(DocumentedCase.model_validate({"id": name, **rest}) for name, rest in table.items())


def case(identifier: str) -> DocumentedCase | None:
    """The documented case with the id, or None."""
    return next((item for item in cases() if item.id == identifier), None)


@cache
def checks() -> Mapping[str, Check]:
    """The checks by id, in the order in which they are met."""
    table = tomllib.loads(_text("checks.toml"))
    return {name: Check.model_validate({"id": name, **rest}) for name, rest in table.items()}


def _text(name: str) -> str:
    return resources.files("vierkant.lessons").joinpath(name).read_text(encoding="utf-8")


def features_of(own: OwnCase) -> Features:
    """What a case of a user is compared on."""
    return Features(
        kind=own.kind,
        form=own.form,
        scope=own.scope,
        residents=float(own.residents) if own.residents else None,
        partners=own.partners,
        largest_share=own.largest_share.value if own.largest_share is not None else None,
        motives=own.motives,
    )
