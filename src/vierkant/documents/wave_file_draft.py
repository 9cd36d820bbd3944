"""How a paper about a wave is written: words in one language, and a list of what is not filled in.

The paper is made from the setup of the wave and a few facts that only the site knows; there is no dossier in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import Field

from vierkant.documents.paper_model import Gap
from vierkant.documents.report_blocks import Bullets, Cell, Chapter, Column, Paragraph, Table
from vierkant.documents.report_text import Words
from vierkant.quantities import Message, MessageArgument, Section, Unit
from vierkant.survey.questionnaires import questionnaires
from vierkant.survey.setup import ZONE, Condition, WaveSetup
from vierkant.terms import Language, render

Line = Annotated[str, Field(max_length=500)]


class Signed(Section):
    """One condition that was recorded, by a role and never by a name."""

    condition: Condition
    role: Line
    on: date
    agreed: bool = True
    organisation: Line = ""
    """For which organisation; empty: for all that take part."""
    note: Line = ""
    current: bool = True
    """Given for the setup as it is now; otherwise something was changed after signing."""


class WaveFacts(Section):
    """What the setup does not say and the site knows."""

    cooperation: Annotated[str, Field(min_length=1, max_length=300)]
    today: date
    signatures: tuple[Signed, ...] = ()
    processor: Line | None = None
    """Who runs the site for the municipalities, or which municipality runs it itself."""
    runs_at: Line | None = None
    """Where the computer stands and who manages it."""
    address: Annotated[str, Field(max_length=300)] | None = None
    """The page on which a code is typed."""
    fingerprint: Annotated[str, Field(pattern="^[0-9a-f]{64}$")] | None = None
    """Of the setup as it is stored; by default of the setup as it was read."""
    previous_done: Annotated[str, Field(max_length=4000)] | None = None
    """What was done with the last wave, when the setup itself does not say it."""
    backup_days: Annotated[int, Field(ge=1, le=3650)] | None = None
    """After how many days a back-up is destroyed."""


@dataclass(slots=True)
class WaveDraft:
    """A paper about a wave while it is written. `gap` is the only way to say that something is not filled in."""

    setup: WaveSetup
    facts: WaveFacts
    language: Language
    gaps: dict[tuple[str, str], Gap] = field(default_factory=dict)

    @property
    def words(self) -> Words:
        """The words that all papers share."""
        return Words(self.language)

    def t(self, name: str, /, **arguments: MessageArgument) -> str:
        """A text of the papers about a wave."""
        return render(Message(f"wave_papers.{name}", arguments), self.language)

    def gap(self, name: str, where: str = "paper") -> str:
        """The mark for something that is not filled in; it is listed at the end of the paper."""
        what = self.t(f"gap.{name}")
        self.gaps.setdefault((name, where), Gap(what, "", where, self.t(f"where.{where}")))
        return render(Message("papers.gap_mark", {"what": what}), self.language)

    def filled(self, value: str | None, name: str, where: str = "setup") -> str:
        """The text, or the mark for its gap."""
        return value or self.gap(name, where)

    @property
    def fingerprint(self) -> str:
        """What signatures are for."""
        return self.facts.fingerprint or self.setup.digest

    @property
    def previous(self) -> str | None:
        """What was done with the last wave, or a gap; None when there was none."""
        done = self.setup.previous_done or self.facts.previous_done
        return done or (self.gap("previous_done", "setup") if self.setup.previous else None)

    @property
    def is_ours(self) -> bool:
        """Whether the questionnaire is one of those that we ship, word for word."""
        return self.setup.questionnaire in questionnaires().values()

    def role(self, role: str) -> str:
        """A role of the site in words; another one as it was given."""
        return self.t(f"access.{role}.who") if role in ("works_council", "privacy_officer") else role

    def number(self, value: float) -> str:
        """A whole number as people write it."""
        return self.words.number(value, Unit.NUMBER)

    def day(self, day: date | None, name: str) -> str:
        """The date in words, or the mark for its gap."""
        return self.words.day(day) if day else self.gap(name, "setup")

    def moment(self, moment: datetime | None, name: str) -> str:
        """The day and the time on the clock in the Netherlands, or the mark for its gap."""
        if moment is None:
            return self.gap(name, "setup")
        local = moment.astimezone(ZoneInfo(ZONE))
        return self.t("moment", day=self.words.day(local.date()), time=f"{local.hour}:{local.minute:02}")

    def law(self, article: str, certainty: str) -> str:
        """An article with how sure we are of what it says."""
        said = {"article": article, "certainty": self.words.certainty(certainty)}
        return render(Message("papers.law", said), self.language)

    def judged(self, certainty: str) -> str:
        """How sure a choice of ours is, that no act settles."""
        return self.t("judged", certainty=self.words.own(f"sources.{certainty}"))

    def table(self, name: str, columns: Iterable[Column], rows: Iterable[tuple[Cell, ...]]) -> Table:
        """A table with its caption."""
        return Table(self.t(f"table.{name}"), tuple(columns), tuple(rows))

    def columns(self, *columns: tuple[str, float] | tuple[str, float, str]) -> tuple[Column, ...]:
        """Columns by name and width; a third item makes it a column of numbers."""
        return tuple(Column(self.t(f"column.{item[0]}"), item[1], number=len(item) == 3) for item in columns)

    def bullets(self, items: Iterable[str | Cell]) -> Bullets:
        """A list."""
        return Bullets(tuple(Cell(item) if isinstance(item, str) else item for item in items))

    def gap_chapter(self) -> Chapter:
        """The list of what is not filled in, with where to do that."""
        title = self.t("gaps.title")
        if not self.gaps:
            return Chapter(title, (Paragraph(self.t("gaps.none")),))
        rows = [(Cell(gap.what[:1].upper() + gap.what[1:]), Cell(gap.where)) for gap in self.gaps.values()]
        table = self.table("gaps", self.columns(("gap", 2.4), ("where", 2.0)), rows)
        return Chapter(title, (Paragraph(self.t("gaps.text")), table))
