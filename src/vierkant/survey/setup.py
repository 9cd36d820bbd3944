"""How a wave is set up: what is asked, of whom, when, what will be shown, and under which conditions.

Everything is chosen before the first answer arrives and is frozen when the wave opens. `check_setup` in
`vierkant.survey.setup_checks` says what is not right yet; a setup that is half filled in can be stored all the same.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import AwareDatetime, Field

from vierkant.quantities import Identifier, Section, Text
from vierkant.survey.questionnaires import Questionnaire

ZONE = "Europe/Amsterdam"
"""Opening and closing are moments in this zone."""
TOGETHER = "together"
"""Instead of a partner: the partners are rated together."""

Name = Annotated[str, Field(min_length=1, max_length=200)]
Count = Annotated[int, Field(ge=0, le=100_000)]


class LegalBasis(StrEnum):
    """On what ground of article 6 (1) AVG the answers are processed."""

    PUBLIC_TASK = "public_task"
    LEGITIMATE_INTEREST = "legitimate_interest"
    CONSENT = "consent"
    OTHER = "other"


class Channel(StrEnum):
    """How a code reaches an employee."""

    PAPER = "paper"
    MAIL = "mail"


class Condition(StrEnum):
    """What must be recorded before a wave opens."""

    WORKS_COUNCIL = "works_council_consent"
    DPIA = "dpia_outcome"
    PROCESSOR_AGREEMENT = "processor_agreement"


class WaveGroup(Section):
    """The people to whom one kind of code is given: a leaf, never a person."""

    key: Identifier
    name: Name
    organisation: Identifier
    team: Identifier | None = None
    family: Identifier | None = None
    """The family of functions."""
    invited: Count = 0


class WaveTable(Section):
    """What will be shown, chosen before the answers: nothing (everybody), or the dimensions that split."""

    key: Identifier
    dimensions: tuple[Identifier, ...] = ()


class WaveThresholds(Section):
    """From how many people something may be shown. Choices; the floors are fixed (docs/methods/privacy.md)."""

    respondents: Annotated[int, Field(ge=1, le=100)] = 7
    invited: Annotated[int, Field(ge=1, le=200)] = 10
    response: Annotated[float, Field(ge=0, le=1)] = 0.40
    open_text: Annotated[int, Field(ge=1, le=200)] = 10
    means: Annotated[int, Field(ge=1, le=200)] = 15


class WaveTurnover(Section):
    """How many people are known to have come to and gone from a group since the last wave."""

    group: Identifier
    joined: Count = 0
    left: Count = 0


DEFAULT_TABLES = (
    WaveTable(key="everybody"),
    WaveTable(key="organisation", dimensions=("organisation",)),
    WaveTable(key="organisation_family", dimensions=("organisation", "family")),
    WaveTable(key="team", dimensions=("team",)),
)
"""The plan that is recommended: coarse to fine, never team and family together."""


class WaveSetup(Section):
    """One wave, as HR sets it up and works council and privacy officer sign it."""

    key: Identifier = "wave"
    name: Name = "–"
    questionnaire: Questionnaire | None = None
    organisations: Mapping[Identifier, Name] = Field(default_factory=dict)
    """Key of a partner in the dossier → its name, in the order in which it is shown."""
    teams: Mapping[Identifier, Name] = Field(default_factory=dict)
    families: Mapping[Identifier, Name] = Field(default_factory=dict)
    groups: Annotated[tuple[WaveGroup, ...], Field(max_length=2_000)] = ()
    seen: Mapping[Identifier, Identifier] = Field(default_factory=dict)
    """Organisation → the partner that its employees are asked about, or `TOGETHER`. By default `rotation`."""
    tables: Annotated[tuple[WaveTable, ...], Field(max_length=20)] = DEFAULT_TABLES
    thresholds: WaveThresholds = Field(default_factory=WaveThresholds)
    turnover: tuple[WaveTurnover, ...] = ()
    merges: Mapping[Identifier, Identifier] = Field(default_factory=dict)
    """Group → the group it is shown together with, chosen before the answers arrive."""
    opens_at: AwareDatetime | None = None
    closes_at: AwareDatetime | None = None
    delete_answers_on: date | None = None
    purpose: Text | None = None
    legal_basis: LegalBasis | None = None
    legal_basis_note: Text | None = None
    works_council_contact: Annotated[str, Field(max_length=200)] | None = None
    """A role, not a name."""
    privacy_contact: Annotated[str, Field(max_length=200)] | None = None
    channel: Channel = Channel.PAPER
    previous: Identifier | None = None
    """The key of the wave before this one in the same cooperation."""
    previous_done: Text | None = None
    """What was done with the last wave; without it a next one does not open."""

    @property
    def digest(self) -> str:
        """`digest_of` the whole setup. Any change gives another one."""
        return digest_of(self.to_plain())

    def to_plain(self) -> dict[str, Any]:
        """The setup as JSON, with the questionnaire in it."""
        return self.model_dump(mode="json", exclude_none=True)

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Self:
        """The setup that `to_plain` wrote.

        Raises:
            pydantic.ValidationError: a field is not what it should be.
        """
        return cls.model_validate(plain)

    def seen_by(self, organisation: str) -> str:
        """The partner that employees of this organisation are asked about, or `TOGETHER`."""
        return self.seen.get(organisation) or rotation(tuple(self.organisations)).get(organisation, TOGETHER)


def digest_of(plain: Mapping[str, Any]) -> str:
    """What is signed: SHA-256 of a stored setup, whatever the order of its keys. A later version that knows more
    fields finds the same for what was stored before."""
    text = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def rotation(organisations: tuple[str, ...]) -> dict[str, str]:
    """Everybody is asked about the next organisation, the last one about the first: each is seen by exactly one.

    With one organisation there is no partner: the answer is empty.
    """
    if len(organisations) < 2:
        return {}
    return dict(zip(organisations, (*organisations[1:], organisations[0]), strict=True))


def to_plan(setup: WaveSetup) -> dict[str, Any]:
    """The fields of a table plan as plain tables, for who builds `vierkant.privacy.Plan` from them.

    Returns: ``wave``, ``groups`` (key, name, invited, dimensions, merged_into), ``tables`` (key, dimensions),
        ``items`` (key, points), ``thresholds`` and ``turnover`` (group, joined, left).
    """
    return {
        "wave": setup.key,
        "groups": [
            {
                "key": group.key,
                "name": group.name,
                "invited": group.invited,
                "dimensions": _dimensions(group),
                "merged_into": setup.merges.get(group.key),
            }
            for group in setup.groups
        ],
        "tables": [{"key": table.key, "dimensions": list(table.dimensions)} for table in setup.tables],
        "items": [
            {"key": question.key, "points": question.points}
            for question in (setup.questionnaire.questions if setup.questionnaire else ())
        ],
        "thresholds": setup.thresholds.model_dump(),
        "turnover": [change.model_dump() for change in setup.turnover],
    }


def _dimensions(group: WaveGroup) -> dict[str, str]:
    named = {"organisation": group.organisation, "team": group.team, "family": group.family}
    return {key: value for key, value in named.items() if value is not None}
