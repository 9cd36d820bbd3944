"""What the national register of joint arrangements says: the types, and what went wrong in reading it.

The register is the *Register van Overheidsorganisaties*; its export is read by `vierkant.reference.register_file`.
Nothing here names a person: the functions and people of the export are never read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from vierkant.quantities import Message
from vierkant.reference.forms import LegalForm
from vierkant.reference.organisation_types import Organisation


class Acquisition(StrEnum):
    """How the arrangement gets its powers (*bevoegdheidsverkrijging*)."""

    ATTRIBUTION = "attribution"
    DELEGATION = "delegation"
    MANDATE = "mandate"
    WITHOUT_MANDATE = "without_mandate"


class Organ(StrEnum):
    """The bodies with which a participant takes part (*bestuursorganen*)."""

    COUNCIL = "council"
    MUNICIPAL_EXECUTIVE = "municipal_executive"
    MAYOR = "mayor"
    PROVINCIAL_COUNCIL = "provincial_council"
    PROVINCIAL_EXECUTIVE = "provincial_executive"
    KINGS_COMMISSIONER = "kings_commissioner"
    GENERAL_BOARD = "general_board"
    EXECUTIVE_BOARD = "executive_board"
    MINISTER = "minister"
    OTHER = "other"


class ParticipantKind(StrEnum):
    """What takes part; ``OTHER`` is private or foreign, or not recognised."""

    MUNICIPALITY = "municipality"
    PROVINCE = "province"
    WATER_BOARD = "water_board"
    MINISTRY = "ministry"
    JOINT_BODY = "joint_body"
    OTHER = "other"

    @property
    def is_public(self) -> bool:
        """Whether it is certainly a Dutch public body."""
        return self is not ParticipantKind.OTHER


@dataclass(frozen=True, slots=True)
class Participant:
    """One row of the participants of an arrangement, as registered.

    ``code`` is that of the register (``GM0503``, ``PV28``, ``WS0155``, ``SO0700``); None when it has none.
    ``cost_key`` is a percentage, as registered; whether it is a share of votes or of costs is not said.
    """

    name: str
    kind: ParticipantKind
    code: str | None = None
    organs: tuple[Organ, ...] = ()
    joined_on: date | None = None
    cost_key: float | None = None


@dataclass(frozen=True, slots=True)
class Arrangement:
    """One arrangement (*gemeenschappelijke regeling*) as registered.

    ``form_code`` is what the register says (OL, BVO, GO, CC, RZM); ``form`` is the same as a form of the act, None
    for a code that we do not know. ``ends_on`` is the first day without it. ``line`` is the line in the file it was
    read from, 0 in the table that comes along.
    """

    id: str
    title: str
    short_title: str | None
    form: LegalForm | None
    form_code: str
    acquisition: tuple[Acquisition, ...]
    participants: tuple[Participant, ...]
    organisation: str | None
    """The body or organisation that carries it out (*regionaal samenwerkingsorgaan*)."""
    source_holder: str | None
    """The organisation that keeps the record (*bronhouder*)."""
    policy_fields: tuple[str, ...]
    starts_on: date | None
    ends_on: date | None
    verified_on: date | None
    mentions_centre: bool
    """Whether title, purpose or powers hold the word "centrum": a hint of a centrumregeling."""
    cross_border: bool = False
    line: int = 0

    @property
    def name(self) -> str:
        """The short title where there is one."""
        return self.short_title or self.title

    def in_force(self, on: date) -> bool:
        """Whether it is in force on the day: begun, and not ended."""
        begun = self.starts_on is not None and self.starts_on <= on
        return begun and (self.ends_on is None or self.ends_on > on)


@dataclass(frozen=True, slots=True)
class RegisterProblem:
    """Something in the file that is not right: what, where, why, and what to do about it."""

    what: Message
    where: Message
    why: Message
    action: Message
    line: int | None = None
    record: str | None = None


class RegisterError(Exception):
    """The file cannot be read as an export of the register; ``problems`` say why, for people."""

    def __init__(self, *problems: RegisterProblem) -> None:
        super().__init__("; ".join(problem.what.id for problem in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Register:
    """The arrangements of one export.

    ``arrangements`` are all records, also ended ones and later versions. ``problems`` concern single records; the
    others are not harmed. ``notices`` concern the whole file. ``ended`` holds organisations that the file itself
    says have ended: code → the first day without them. ``organisations`` are the municipalities, provinces and others
    in the same export.
    """

    name: str
    schema: str | None
    made_on: date | None
    arrangements: tuple[Arrangement, ...]
    problems: tuple[RegisterProblem, ...] = ()
    notices: tuple[Message, ...] = ()
    ended: Mapping[str, date] = field(default_factory=lambda: MappingProxyType({}))
    organisations: tuple[Organisation, ...] = ()

    def in_force(self, on: date) -> tuple[Arrangement, ...]:
        """The arrangements in force on the day."""
        return tuple(item for item in self.arrangements if item.in_force(on))
