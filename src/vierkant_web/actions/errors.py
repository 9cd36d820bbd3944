"""What an action may answer besides its result. Pages turn these into words and lose nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from vierkant_web.models import SectionRevision


@dataclass(frozen=True, slots=True)
class Collision:
    """One part that somebody else saved in the meantime: their revision, and what this user wanted to save."""

    section: str
    partner: str
    current: SectionRevision | None
    yours: Any


class Conflict(Exception):  # noqa: N818 - not a fault: two people did their work
    """A part was saved by somebody else since it was read; nothing was written, nothing is lost."""

    def __init__(self, collisions: tuple[Collision, ...]) -> None:
        super().__init__(f"{len(collisions)} part(s) changed in the meantime")
        self.collisions = collisions

    @property
    def current(self) -> SectionRevision | None:
        """The latest revision of the (first) part in conflict; None when there is none."""
        return self.collisions[0].current

    @property
    def yours(self) -> Any:
        """The content that was not saved."""
        return self.collisions[0].yours


class Invalid(Exception):  # noqa: N818 - an answer to the user, not a fault
    """Something cannot be done as asked. ``code`` says what, ``details`` with which values."""

    def __init__(self, code: str, **details: Any) -> None:
        super().__init__(f"{code} {details}" if details else code)
        self.code = code
        self.details: Mapping[str, Any] = details
