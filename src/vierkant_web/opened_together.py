"""How it stands with what each partner fills in alone and all open at the same moment.

Before the opening this tells one thing of a part: whether its partner is ready. What it chose to happen with it, and
what it filled in, is not read here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from vierkant_web.models import GuideText, OpenedTogether, RoundEvent, SectionRevision, Variant, Visibility
from vierkant_web.permissions import latest_revisions

READY, HANDLING = "ready", "handling"
"""Fields that every section has that is opened together: a row says whether it is ready, and who may see it."""
PRIVATE, SHARED, MEDIATOR = "private", "shared", "mediator"
LEAST_SHARED = 2
"""One part among closed ones is not opened: it would be looked at by all, and have nothing beside it."""


@dataclass(frozen=True, slots=True)
class OpenedPart:
    """What one partner had chosen when all was opened. ``revision`` None: nobody else can read it."""

    partner: str
    handling: str
    revision: int | None


@dataclass(frozen=True, slots=True)
class Round:
    """One opening, with the last text of the guide about it."""

    row: int
    number: int
    opened: datetime
    parts: tuple[OpenedPart, ...]
    text: str = ""
    told: datetime | None = None

    def with_handling(self, handling: str) -> list[OpenedPart]:
        """The parts of the partners that chose this."""
        return [part for part in self.parts if part.handling == handling]

    @property
    def shared(self) -> list[OpenedPart]:
        """The parts that all partners can read."""
        return [part for part in self.with_handling(SHARED) if part.revision is not None]

    @property
    def alone(self) -> list[OpenedPart]:
        """The part that would have been the only one, and therefore stayed closed; empty when there was none."""
        return [part for part in self.with_handling(SHARED) if part.revision is None]


@dataclass(frozen=True, slots=True)
class Standing:
    """Who is ready, and what was opened so far."""

    partners: Mapping[str, bool]
    """Partner that takes part → whether it is ready, in the order of the dossier."""
    rounds: tuple[Round, ...]
    """Every opening, the last one first."""
    is_opened: bool
    """Whether the last thing that happened was an opening: until a new round nothing can be changed."""

    @property
    def waits_for(self) -> list[str]:
        """The partners that are not ready."""
        return [partner for partner, ready in self.partners.items() if not ready]

    @property
    def may_open(self) -> bool:
        """Whether there is somebody to open with, and all are ready."""
        return not self.is_opened and len(self.partners) > 1 and not self.waits_for


def is_opened(variant: Variant, section: str) -> bool:
    """Whether this section was opened and no new round has begun. One query."""
    last = OpenedTogether.objects.filter(variant=variant, section=section).order_by("-id")
    return bool(last.values_list("event", flat=True).first() == RoundEvent.OPENED)


def standing(variant: Variant, section: str, partners: Sequence[str]) -> Standing:
    """How it stands, for the partners that take part. Three queries; of the parts only whether they are ready."""
    rows = latest_revisions().filter(variant=variant, section=section, partner__in=list(partners))
    ready = dict(rows.values_list("partner", f"content__0__{READY}"))
    events = list(OpenedTogether.objects.filter(variant=variant, section=section).order_by("id"))
    openings = [row for row in events if row.event == RoundEvent.OPENED]
    texts = {text.opening_id: text for text in GuideText.objects.filter(opening__in=openings).order_by("id")}
    rounds = [_round(number, row, texts.get(row.pk)) for number, row in enumerate(openings, 1)]
    return Standing(
        partners={partner: ready.get(partner) is True for partner in partners},
        rounds=tuple(reversed(rounds)),
        is_opened=bool(events) and events[-1].event == RoundEvent.OPENED,
    )


def _round(number: int, row: OpenedTogether, told: GuideText | None) -> Round:
    parts = tuple(OpenedPart(part["partner"], part["handling"], part["revision"]) for part in row.parts)
    shown = told if told is not None and told.text else None
    return Round(
        row.pk, number, row.created, parts, shown.text if shown else "", shown.created if shown else None
    )


def contents(variant: Variant, section: str, parts: Sequence[OpenedPart], handling: str) -> dict[str, Any]:
    """Partner → what it had filled in when all was opened; without what was taken out since. One query.

    The rows are looked for by what the opening says of them, and by whose they are: a number alone opens nothing.
    """
    wanted = {part.revision: part.partner for part in parts if part.handling == handling and part.revision}
    rows = SectionRevision.objects.filter(
        pk__in=list(wanted), variant=variant, section=section, content__isnull=False
    )
    if handling == SHARED:
        rows = rows.filter(visibility=Visibility.SHARED)
    return {row.partner: row.content for row in rows if wanted[row.pk] == row.partner}
