"""What the advice on the legal form needs: plain answers, all of them optional."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from vierkant.quantities import Section, Text


class LegalForm(StrEnum):
    """The five forms of the Wet gemeenschappelijke regelingen."""

    OPENBAAR_LICHAAM = "openbaar_lichaam"
    BEDRIJFSVOERINGSORGANISATIE = "bedrijfsvoeringsorganisatie"
    GEMEENSCHAPPELIJK_ORGAAN = "gemeenschappelijk_orgaan"
    CENTRUMGEMEENTE = "centrumgemeente"
    REGELING_ZONDER_MEER = "regeling_zonder_meer"


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
    note: Text | None = None
