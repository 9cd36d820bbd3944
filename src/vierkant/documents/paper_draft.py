"""How a paper is written: words in one language, and a list of what the dossier does not say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from vierkant.documents.paper_model import Gap, ValueCell
from vierkant.documents.paper_view import View
from vierkant.documents.report_blocks import Bullets, Cell, Chapter, Column, Paragraph, Table
from vierkant.documents.report_text import Plain, Words
from vierkant.quantities import Confidence, Figure, Message, MessageArgument, Unit
from vierkant.terms import Language, confidence, plain_number, render, source_in_words

_PATTERNS = {Unit.EURO: "#,##0", Unit.HOURS: "#,##0", Unit.PERSONS: "#,##0", Unit.SHARE: "0.0%"}
DATE = "dd-mm-yyyy"


class Draft:
    """A paper while it is written. `gap` is the only way to say that something is not filled in."""

    def __init__(self, seen: View, language: Language, today: date) -> None:
        self.view = seen
        self.words = Words(language)
        self.language = language
        self.today = today
        self._gaps: dict[tuple[str, str, str], Gap] = {}

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What was not filled in, in the order in which the paper came upon it."""
        return tuple(self._gaps.values())

    def t(self, name: str, /, **arguments: MessageArgument) -> str:
        """A text of the papers."""
        return render(Message(f"papers.{name}", arguments), self.language)

    def gap(self, name: str, section: str, about: str = "") -> str:
        """The mark for something that is not filled in; it is listed at the end of the paper."""
        what = self.t(f"gap.{name}")
        self._gaps.setdefault((name, section, about), self._made_gap(name, what, about, section))
        return self.t("gap_mark", what=what)

    def _made_gap(self, name: str, what: str, about: str, section: str) -> Gap:
        return Gap(what, about, section, self.t(f"where.{section}"))

    def filled(self, value: str | None, name: str, section: str, about: str = "") -> str:
        """The text, or the mark for its gap."""
        return value if value else self.gap(name, section, about)

    def day(self, day: date | str | None, name: str, section: str, about: str = "") -> str:
        """The date in words, or the mark for its gap."""
        return self.words.day(day) if day else self.gap(name, section, about)

    def day_cell(self, day: date | str | None, name: str, section: str, about: str = "") -> Cell:
        """The date in a table, or the mark for its gap."""
        if not day:
            return Cell(self.gap(name, section, about))
        found = date.fromisoformat(day) if isinstance(day, str) else day
        text = f"{found.day:02}-{found.month:02}-{found.year}" if self.language == "nl" else found.isoformat()
        return ValueCell(text, value=found, pattern=DATE)

    def known(self, how: Confidence, source: str | None) -> str:
        """How a figure is known: with its source when there is one."""
        word = confidence(how, self.language)
        if not source:
            return word
        named = self.view.dossier.sources.get(source)
        return self.t("with_source", known=word, source=named.title if named else source)

    def amount(self, value: float, unit: Unit, note: str | None = None, *, strong: bool = False) -> ValueCell:
        """A number in a table. Whole euros: a controller adds them up."""
        text = self.words.number(value, unit)
        if unit is Unit.EURO:
            text = f"€ {plain_number(value, 0, self.language)}"
        return ValueCell(text, note=note, strong=strong, value=value, pattern=_PATTERNS.get(unit, "General"))

    def amount_or_dash(self, value: float, unit: Unit) -> ValueCell:
        """A number in a long table: nothing is a dash, so that the others stand out."""
        cell = self.amount(value, unit)
        return cell if round(value) else replace(cell, text="–")

    def figure(self, figure: Figure | None, unit: Unit) -> Cell:
        """A figure of the dossier with how it is known; a dash when there is none."""
        if figure is None:
            return Cell("–")
        return self.amount(figure.value, unit, self.known(figure.confidence, figure.source))

    def computed(self, item: Plain | None) -> Cell:
        """A computed number with its range and how it is known; a dash when there is none."""
        if item is None:
            return Cell("–")
        span = self.words.span(item)
        how = self.words.known(item)
        cell = self.amount(item["value"], Unit(item["unit"]))
        return ValueCell(
            cell.text,
            note=how if span == "–" else self.t("between", span=span, known=how),
            strong=True,
            value=cell.value,
            pattern=cell.pattern,
        )

    def law(self, article: str, certainty: str) -> str:
        """An article with how sure we are of what it says."""
        return self.t("law", article=article, certainty=self.words.certainty(certainty))

    def based_on(self, source: str, certainty: str) -> str:
        """A source that is no act, with what it is worth."""
        return self.t(
            "based_on", source=self.source(source), certainty=self.words.own(f"sources.{certainty}")
        )

    def source(self, source: str) -> str:
        """A source of ours in the language of the paper."""
        return (
            self.t("own_judgement") if source == "Own judgement" else source_in_words(source, self.language)
        )

    def table(
        self, name: str, columns: Iterable[Column], rows: Iterable[tuple[Cell, ...]], **more: bool
    ) -> Table:
        """A table with its caption."""
        return Table(self.t(f"table.{name}"), tuple(columns), tuple(rows), **more)

    def columns(self, *columns: tuple[str, float] | tuple[str, float, str]) -> tuple[Column, ...]:
        """Columns by name and width; a third item makes it a column of numbers."""
        return tuple(Column(self.t(f"column.{item[0]}"), item[1], number=len(item) == 3) for item in columns)

    def bullets(self, items: Iterable[str | Cell], *, ordered: bool = False) -> Bullets:
        """A list."""
        return Bullets(
            tuple(Cell(item) if isinstance(item, str) else item for item in items), ordered=ordered
        )

    def hidden(self) -> tuple[Paragraph, ...]:
        """That small groups were left out, when there are any."""
        if not self.view.hidden:
            return ()
        return (Paragraph(self.t("hidden", number=self.view.hidden), "quiet"),)

    def gap_chapter(self) -> Chapter:
        """The list of what is not filled in, with where to do that."""
        title = self.t("gaps.title")
        if not self._gaps:
            return Chapter(title, (Paragraph(self.t("gaps.none")),))
        rows = [
            (Cell(gap.what[:1].upper() + gap.what[1:]), Cell(gap.about or "–"), Cell(gap.where))
            for gap in self.gaps
        ]
        columns = self.columns(("gap", 2.0), ("about", 1.6), ("where", 1.6))
        return Chapter(title, (Paragraph(self.t("gaps.text")), self.table("gaps", columns, rows)))
