"""The questionnaire of a wave as a page shows it: parts of at most twelve lines, each with what was filled in.

The only module of this folder that sees the engine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from django.utils.translation import gettext

from vierkant.quantities import Message
from vierkant.survey.answers import check_answers
from vierkant.survey.codes import LENGTH, check_code
from vierkant.survey.questionnaires import Dimension, OpenQuestion, Phrase, Question, Questionnaire
from vierkant.survey.setup import TOGETHER, WaveSetup
from vierkant.terms import render

Language = Literal["nl", "en"]
MOST_LINES = 12
"""Lines on one page: more is a long way to scroll on a phone."""
CODE_LENGTH = LENGTH
_OPEN = "open."
_LOW, _HIGH = "A", "B"
"""How the labels of a scale between two poles call them."""


@dataclass(frozen=True, slots=True)
class Line:
    """One question on a page; ``given`` is the value chosen, as the form sends it."""

    name: str
    text: str
    about: str
    """What stands above it once for several lines: repeated for who cannot see it."""
    choices: tuple[tuple[str, str], ...]
    given: str = ""
    error: str = ""

    @property
    def label(self) -> str:
        """The chosen point in words."""
        return dict(self.choices).get(self.given, "")


@dataclass(frozen=True, slots=True)
class Block:
    """Lines under one heading: a dimension asked about several organisations, or a single statement."""

    lines: tuple[Line, ...]
    title: str = ""
    text: str = ""
    poles: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """One open question on a page."""

    name: str
    text: str
    warning: str
    most: int
    given: str = ""
    error: str = ""

    @property
    def length(self) -> int:
        """Characters as they are counted: what surrounds them does not count."""
        return len(self.given.replace("\r\n", "\n").strip())


@dataclass(frozen=True, slots=True)
class Part:
    """What is on one page."""

    number: int
    count: int
    title: str
    ask: str = ""
    blocks: tuple[Block, ...] = ()
    words: tuple[Words, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """All its lines."""
        return tuple(line for block in self.blocks for line in block.lines)

    @property
    def names(self) -> frozenset[str]:
        """The names of its fields."""
        return frozenset([*(row.name for row in self.lines), *(row.name for row in self.words)])


@dataclass(frozen=True, slots=True)
class Asked:
    """One wave for one group: what is asked, in which words."""

    questionnaire: Questionnaire
    organisation: str
    partner: str
    language: Language

    @property
    def title(self) -> str:
        """The name of the questionnaire."""
        return self.questionnaire.title.text(self.language)

    @property
    def intro(self) -> str:
        """What is said before the first question."""
        return self._said(self.questionnaire.intro)

    def parts(
        self, given: Mapping[str, str] | None = None, problems: Mapping[str, str] | None = None
    ) -> tuple[Part, ...]:
        """All pages, with what was filled in and what is wrong with it."""
        given, problems = given or {}, problems or {}

        def fill(row: Any) -> Any:
            return replace(row, given=given.get(row.name, ""), error=problems.get(row.name, ""))

        pages = [*self._statements(), *self._dimensions()]
        count = len(pages) + bool(self.questionnaire.open_questions)
        found = [
            Part(
                number,
                count,
                title,
                ask,
                tuple(replace(row, lines=tuple(map(fill, row.lines))) for row in blocks),
            )
            for number, (title, ask, blocks) in enumerate(pages, start=1)
        ]
        if self.questionnaire.open_questions:
            words = tuple(fill(self._words(row)) for row in self.questionnaire.open_questions)
            found.append(Part(count, count, gettext("In your own words"), words=words))
        return tuple(found)

    def _statements(self) -> Iterator[tuple[str, str, list[Block]]]:
        """The items, per organisation that they are about."""
        keys = {f"{item.perspective}.{item.key}" for item in self.questionnaire.items}
        for perspective in self.questionnaire.perspectives:
            rows = [
                row
                for row in self.questionnaire.questions
                if row.key in keys and row.perspective == perspective.key
            ]
            blocks = [Block((self._line(row, self._said(row.text) if row.text else ""),)) for row in rows]
            for page in _pages(blocks):
                yield self._said(perspective.name), self._said(perspective.ask), page

    def _dimensions(self) -> Iterator[tuple[str, str, list[Block]]]:
        """The dimensions that are asked directly: a description or two poles once, and a line per organisation."""
        for with_poles in (True, False):
            found = [
                row for row in self.questionnaire.dimensions if row.asked and (row.text is None) == with_poles
            ]
            for page in _pages([self._block(row) for row in found]):
                yield gettext("Us, the partner and together"), "", page

    def _block(self, dimension: Dimension) -> Block:
        low, high = (
            self._said(pole) if pole and not dimension.text else ""
            for pole in (dimension.low, dimension.high)
        )
        poles = ((_LOW, low), (_HIGH, high)) if low and high else ()
        text = self._said(dimension.text) if dimension.text else ""
        title = self._said(dimension.name)
        about = ". ".join(
            [title, *(f"{letter}: {pole}" for letter, pole in poles), *([text] if text else [])]
        )
        asked_here = {f"{perspective}.{dimension.key}" for perspective in dimension.asked}
        lines = tuple(
            self._line(row, self._said(self.questionnaire.perspective(row.perspective).ask), about)
            for row in self.questionnaire.questions
            if row.key in asked_here and row.dimension == dimension.key
        )
        return Block(lines, title, text, poles)

    def _line(self, question: Question, text: str, about: str = "") -> Line:
        labels = (label.text(self.language) for label in question.labels)
        return Line(
            question.key, text, about, tuple((str(point), label) for point, label in enumerate(labels, 1))
        )

    def _words(self, question: OpenQuestion) -> Words:
        return Words(
            _OPEN + question.key, self._said(question.text), self._said(question.warning), question.most
        )

    def _said(self, phrase: Phrase) -> str:
        text = phrase.text(self.language)
        return text.replace("{organisation}", self.organisation).replace("{partner}", self.partner)


def asked(setup: Mapping[str, Any], organisation: str, language: Language) -> Asked | None:
    """What staff of an organisation are asked in a wave; None when its setup holds no questionnaire."""
    found = WaveSetup.from_plain(setup)
    if found.questionnaire is None:
        return None
    partner = found.seen_by(organisation)
    together = gettext("the partners together")
    name = together if partner == TOGETHER else str(found.organisations.get(partner, partner))
    own = str(found.organisations.get(organisation, organisation))
    return Asked(found.questionnaire, own, name, language)


def about(setup: Mapping[str, Any]) -> dict[str, Any]:
    """What is promised to who answers: thresholds, tables, dates and where to ask."""
    found = WaveSetup.from_plain(setup)
    return {
        "respondents": found.thresholds.respondents,
        "open_text": found.thresholds.open_text,
        "tables": [table.dimensions for table in found.tables],
        "delete_on": found.delete_answers_on,
        "contacts": [text for text in (found.works_council_contact, found.privacy_contact) if text],
        "has_open": bool(found.questionnaire and found.questionnaire.open_questions),
        "minutes": max(1, round(found.questionnaire.seconds() / 60)) if found.questionnaire else 5,
    }


@dataclass(frozen=True, slots=True)
class Checked:
    """Answers that may be kept, and per field what is wrong."""

    values: dict[str, int]
    texts: dict[str, str]
    problems: dict[str, str]


def checked(what: Asked, given: Mapping[str, str]) -> Checked:
    """Judge everything at once; a skipped question is always right."""
    found = check_answers(what.questionnaire, given)
    problems = {key: render(message, what.language) for key, message in found.problems.items()}
    return Checked(dict(found.values), dict(found.texts), problems)


def as_given(content: Mapping[str, Any], texts: Mapping[str, Any] | None) -> dict[str, str]:
    """What was kept, as the form fills it in."""
    given = {key: str(value) for key, value in content.items()}
    return given | {_OPEN + key.removeprefix(_OPEN): str(text) for key, text in (texts or {}).items()}


def read_code(typed: str, language: Language) -> tuple[str, str]:
    """The code without hyphens and an empty sentence; or nothing and what is wrong with what was typed."""
    found = check_code(typed)
    return (found.code or "", " ".join(_say(found.problems, language)))


def _say(messages: Iterable[Message], language: Language) -> list[str]:
    return [render(message, language) for message in messages]


def _pages(blocks: list[Block]) -> Iterator[list[Block]]:
    """Blocks in pages of at most `MOST_LINES` lines, as equal in length as can be."""
    lines = sum(len(block.lines) for block in blocks)
    if lines:
        pages = -(-lines // MOST_LINES)
        size = -(-len(blocks) // pages)
        yield from (blocks[start : start + size] for start in range(0, len(blocks), size))
