"""Questionnaires as data: what is asked, about whom, on which scale, in which words, under which licence.

    questionnaire = questionnaires()["practices"]
    [question.key for question in questionnaire.questions]

A questionnaire is frozen in a wave as plain data (`Questionnaire.to_plain`): what changes here later changes nothing
in a wave that was set up before.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from importlib import resources
from typing import Annotated, Any, Self

from pydantic import Field, ValidationError

from vierkant.quantities import Identifier, Message, Section
from vierkant.terms import Language

OWN = "own"
"""The perspective on the own organisation; every questionnaire has it."""
PARTNER = "partner"
"""The perspective on one partner, as `vierkant.survey.setup.WaveSetup.seen_by` says which."""
LARGEST_FILE = 200_000
"""Characters of a file with a questionnaire."""
WORDS_PER_MINUTE = 175
"""The slow end of how most adults read silently (docs/methods/questionnaires.md)."""
SECONDS_PER_ANSWER = 3.0
"""To choose and tick, after reading (docs/methods/questionnaires.md)."""


class Phrase(Section):
    """The same words in Dutch and English; without English the Dutch stands in both."""

    nl: Annotated[str, Field(min_length=1, max_length=1200)]
    en: Annotated[str, Field(min_length=1, max_length=1200)] | None = None

    def text(self, language: Language) -> str:
        """The words in the language."""
        return self.nl if language == "nl" or self.en is None else self.en


class Perspective(Section):
    """About whom is asked: the own organisation, the partner as I see it, what we need together."""

    key: Identifier
    name: Phrase
    ask: Phrase
    """The line above the questions; ``{partner}`` and ``{organisation}`` are filled in by the page."""


class Dimension(Section):
    """What items have in common. With ``low`` and ``high`` it has two poles, otherwise it is one description."""

    key: Identifier
    name: Phrase
    low: Phrase | None = None
    """The pole at 1."""
    high: Phrase | None = None
    """The pole at the highest point."""
    text: Phrase | None = None
    """One description, for a dimension without poles that is asked directly."""
    asked: tuple[Identifier, ...] = ()
    """The perspectives in which the dimension is asked directly, as one question between its poles."""
    value: bool = False
    """One of the competing values; the others are dimensions of practice or of the change."""


class Item(Section):
    """One statement on one dimension."""

    key: Identifier
    text: Phrase
    dimension: Identifier
    reverse: bool = False
    """Agreeing points to the low pole."""
    perspective: Identifier = OWN


class Scale(Section):
    """The points in words, the lowest first."""

    labels: Annotated[tuple[Phrase, ...], Field(min_length=2, max_length=11)]

    @property
    def points(self) -> int:
        """How many points: answers are 1 to this number."""
        return len(self.labels)


class OpenQuestion(Section):
    """A question with room for words, never obliged."""

    key: Identifier
    text: Phrase
    warning: Phrase
    """Not to name people."""
    most: Annotated[int, Field(ge=100, le=4000)] = 1000
    """Characters."""


class Workshop(Section):
    """The values as points to divide, for a meeting; never part of a wave."""

    total: Annotated[int, Field(ge=10, le=1000)] = 100
    dimensions: tuple[Identifier, ...]
    text: Phrase


class Question(Section):
    """One thing to answer on the scale: an item, or a dimension asked directly. In the order of asking."""

    key: str
    """The key of the answer: ``own.results_1`` for an item, ``partner.results`` for a dimension."""
    perspective: Identifier
    dimension: Identifier
    text: Phrase | None
    """None: the question is the choice between the poles of the dimension."""
    low: Phrase | None = None
    high: Phrase | None = None
    reverse: bool = False
    points: int
    labels: tuple[Phrase, ...]


class Questionnaire(Section):
    """What is asked. Equal content is an equal questionnaire, whatever the file was called."""

    key: Identifier
    version: Annotated[int, Field(ge=1)]
    title: Phrase
    intro: Phrase
    licence: Annotated[str, Field(min_length=2, max_length=200)]
    source: Annotated[str, Field(min_length=2, max_length=1000)]
    perspectives: Annotated[tuple[Perspective, ...], Field(min_length=1, max_length=6)]
    dimensions: Annotated[tuple[Dimension, ...], Field(min_length=1, max_length=40)]
    items: Annotated[tuple[Item, ...], Field(max_length=200)] = ()
    scale: Scale
    pole_scale: Scale | None = None
    """For dimensions asked directly between two poles."""
    open_questions: Annotated[tuple[OpenQuestion, ...], Field(max_length=5)] = ()
    workshop: Workshop | None = None

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Everything on a scale in the order of asking: first the items, then the dimensions asked directly."""
        return (*self._items(), *self._direct())

    def dimension(self, key: str) -> Dimension:
        """The dimension of this key.

        Raises:
            KeyError: there is none.
        """
        return next((found for found in self.dimensions if found.key == key), None) or _unknown(key)

    def perspective(self, key: str) -> Perspective:
        """The perspective of this key.

        Raises:
            KeyError: there is none.
        """
        return next((found for found in self.perspectives if found.key == key), None) or _unknown(key)

    def seconds(self, language: Language = "nl") -> float:
        """How long it takes: all words at `WORDS_PER_MINUTE` and an answer to everything on a scale.

        Words that stand once on a page (a pair of poles, a label) are counted once. Open questions are read, not
        answered: answering them is a free choice.
        """
        read = sum(len(phrase.text(language).split()) for phrase in self._read_once())
        return read * 60 / WORDS_PER_MINUTE + len(self.questions) * SECONDS_PER_ANSWER

    def to_plain(self) -> dict[str, Any]:
        """The questionnaire as JSON, to freeze in a wave."""
        return self.model_dump(mode="json", exclude_none=True)

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Self:
        """The questionnaire that `to_plain` wrote.

        Raises:
            pydantic.ValidationError: it is not what `to_plain` wrote.
        """
        return cls.model_validate(plain)

    def _items(self) -> Iterator[Question]:
        for item in self.items:
            yield Question(
                key=f"{item.perspective}.{item.key}",
                perspective=item.perspective,
                dimension=item.dimension,
                text=item.text,
                reverse=item.reverse,
                points=self.scale.points,
                labels=self.scale.labels,
            )

    def _direct(self) -> Iterator[Question]:
        for dimension in self.dimensions:
            scale = self.scale if dimension.text else (self.pole_scale or self.scale)
            for perspective in dimension.asked:
                yield Question(
                    key=f"{perspective}.{dimension.key}",
                    perspective=perspective,
                    dimension=dimension.key,
                    text=dimension.text,
                    low=None if dimension.text else dimension.low,
                    high=None if dimension.text else dimension.high,
                    points=scale.points,
                    labels=scale.labels,
                )

    def _read_once(self) -> Iterator[Phrase]:
        yield from (self.title, self.intro, *self.scale.labels)
        yield from (item.text for item in self.items)
        asked = [dimension for dimension in self.dimensions if dimension.asked]
        used = {perspective for dimension in asked for perspective in dimension.asked}
        used |= {item.perspective for item in self.items}
        yield from (perspective.ask for perspective in self.perspectives if perspective.key in used)
        for dimension in asked:
            yield from (
                phrase for phrase in (dimension.text, dimension.low, dimension.high) if phrase is not None
            )
        yield from (self.pole_scale.labels if self.pole_scale else ())
        for question in self.open_questions:
            yield from (question.text, question.warning)


class QuestionnaireError(ValueError):
    """A file that is not a questionnaire. ``problems``: everything that is wrong with it, each with its place."""

    def __init__(self, problems: tuple[Message, ...]) -> None:
        super().__init__(f"{len(problems)} problems in a questionnaire")
        self.problems = problems


def questionnaire_of(plain: Mapping[str, Any]) -> Questionnaire:
    """A questionnaire from what stands in a file, or everything that is wrong with it.

    Raises:
        QuestionnaireError: it is not complete, or its parts do not fit together.
    """
    missing = tuple(
        Message(f"survey.questionnaire.no_{name}") for name in ("licence", "source") if not plain.get(name)
    )
    given = {**plain, **{name: "unknown" for name in ("licence", "source") if not plain.get(name)}}
    try:
        made = Questionnaire.model_validate(given)
    except ValidationError as error:
        found = tuple(
            Message(
                "survey.questionnaire.field",
                {"place": _place(problem["loc"]), "what": Message(_what(problem["type"]))},
            )
            for problem in error.errors(include_url=False, include_input=False)
        )
        raise QuestionnaireError((*missing, *found)) from None
    problems = (*missing, *_not_fitting(made))
    if problems:
        raise QuestionnaireError(problems)
    return made


def read_questionnaire(text: str) -> Questionnaire:
    """A questionnaire from a TOML file, of ours or of a municipality itself.

    Raises:
        QuestionnaireError: with everything that is wrong: not TOML, too large, no licence, an item of a dimension
            that is not there, a key twice.
    """
    if len(text) > LARGEST_FILE:
        raise QuestionnaireError((Message("survey.questionnaire.too_large", {"most": LARGEST_FILE}),))
    try:
        plain = tomllib.loads(text.removeprefix("\ufeff"))
    except (
        ValueError,
        RecursionError,
    ) as error:  # a fault of TOML, a number of thousands of digits, a deep nest
        place = re.search(r"line (\d+)", str(error))
        raise QuestionnaireError(
            (
                Message("survey.questionnaire.not_toml_at", {"line": int(place[1])})
                if place
                else Message("survey.questionnaire.not_toml"),
            )
        ) from None
    return questionnaire_of(plain)


@cache
def questionnaires() -> Mapping[str, Questionnaire]:
    """The questionnaires that we ship, by key: own wording, CC0.

    Raises:
        QuestionnaireError: one of them is wrong; a fault in our code.
    """
    folder = resources.files("vierkant").joinpath("survey", "questionnaires")
    files = sorted(
        (path for path in folder.iterdir() if path.name.endswith(".toml")), key=lambda path: path.name
    )
    made = (read_questionnaire(path.read_text(encoding="utf-8")) for path in files)
    return {found.key: found for found in made}


_WHAT = {
    "missing": "missing",
    "extra_forbidden": "unknown",
    "string_too_long": "too_long",
    "string_too_short": "empty",
    "too_long": "too_many",
    "too_short": "too_few",
    "string_pattern_mismatch": "not_a_key",
}


def _what(kind: str) -> str:
    return f"survey.questionnaire.what.{_WHAT.get(kind, 'wrong')}"


def _place(location: tuple[int | str, ...]) -> str:
    """``items 3, text``: counted from 1, as people do."""
    words = ""
    for part in location:
        words += f" {part + 1}" if isinstance(part, int) else f"{', ' if words else ''}{part}"
    return words or "–"


def _not_fitting(made: Questionnaire) -> Iterator[Message]:
    """What the types cannot see: keys twice, names that point nowhere, dimensions that cannot be asked."""
    perspectives = {found.key for found in made.perspectives}
    dimensions = {found.key for found in made.dimensions}
    keys = Counter(
        (*(f"perspectives.{found.key}" for found in made.perspectives),
         *(f"dimensions.{found.key}" for found in made.dimensions),
         *(question.key for question in made.questions),
         *(f"open.{found.key}" for found in made.open_questions))
    )  # fmt: skip
    yield from (
        Message("survey.questionnaire.twice", {"key": key}) for key, times in keys.items() if times > 1
    )
    if not made.questions:
        yield Message("survey.questionnaire.nothing_asked")
    if OWN not in perspectives:
        yield Message("survey.questionnaire.no_own", {"key": OWN})
    for item in made.items:
        if item.dimension not in dimensions:
            yield _nowhere(item.key, "dimension", item.dimension)
        if item.perspective not in perspectives:
            yield _nowhere(item.key, "perspective", item.perspective)
    for dimension in made.dimensions:
        for perspective in dimension.asked:
            if perspective not in perspectives:
                yield _nowhere(dimension.key, "perspective", perspective)
        if (
            dimension.asked
            and not dimension.text
            and not (dimension.low and dimension.high and made.pole_scale)
        ):
            yield Message("survey.questionnaire.cannot_be_asked", {"key": dimension.key})
    for key in made.workshop.dimensions if made.workshop else ():
        if key not in dimensions:
            yield _nowhere("workshop", "dimension", key)


def _nowhere(key: str, kind: str, named: str) -> Message:
    return Message(f"survey.questionnaire.nowhere_{kind}", {"key": key, "named": named})


def _unknown(key: str) -> Any:
    raise KeyError(key)
